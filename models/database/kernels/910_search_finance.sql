-- Substring and amount search of finance: row rules would switch the indexes off, so these check company and role
-- themselves and answer keys only.

-- Words as a pattern for LIKE, and the amount they spell, if they do ("1 250,50").
CREATE OR REPLACE FUNCTION search.pattern(p_words text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT '%' || replace(replace(replace(lower(trim(p_words)), '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;

CREATE OR REPLACE FUNCTION search.amount(p_words text) RETURNS numeric
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN regexp_replace(p_words, '[\s\u00a0\u202f]', '', 'g') ~ '^[-−]?\d{1,14}([.,]\d{1,2})?$'
                THEN translate(regexp_replace(p_words, '[\s\u00a0\u202f]', '', 'g'), ',−', '.-')::numeric END
$$;

CREATE OR REPLACE FUNCTION search.may_read(p_company bigint, VARIADIC roles text[]) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT p_company = ANY (company.mine()) AND company.has_role(VARIADIC roles)
$$;

CREATE OR REPLACE FUNCTION search.parties_named(p_words text) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.id FROM contacts.party p
     WHERE lower(p.name || ' ' || p.code || ' ' || p.org_number || ' ' || p.email || ' ' || p.city) LIKE search.pattern(p_words)
     LIMIT 500
$$;

CREATE OR REPLACE FUNCTION search.invoices(p_company bigint, p_words text, p_limit integer, p_kinds text[]) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT x.id FROM (
        SELECT i.id FROM finance.invoice i WHERE i.company_id = p_company AND i.kind = ANY (p_kinds) AND i.number = trim(p_words)
        UNION
        SELECT i.id FROM finance.invoice i WHERE i.company_id = p_company AND i.kind = ANY (p_kinds)
           AND i.reference = trim(p_words) AND i.reference <> ''
        UNION
        SELECT i.id FROM finance.invoice i WHERE i.company_id = p_company AND i.kind = ANY (p_kinds) AND i.total = search.amount(p_words)
        UNION
        -- A short number is that of an invoice, not a part of somebody's organisation number.
        SELECT n.id FROM search.parties_named(CASE WHEN trim(p_words) !~ '^\d{1,4}$' THEN p_words END) p(id) CROSS JOIN LATERAL (
               SELECT i.id FROM finance.invoice i WHERE i.company_id = p_company AND i.party_id = p.id
                  AND i.kind = ANY (p_kinds) ORDER BY i.invoice_date DESC LIMIT p_limit) n
        UNION
        SELECT i.id FROM finance.invoice i WHERE i.company_id = p_company AND i.kind = ANY (p_kinds)
           AND i.supplier_number <> '' AND lower(i.supplier_number) LIKE search.pattern(p_words)
         LIMIT p_limit) x
     ORDER BY x.id DESC LIMIT p_limit;
END $$;

CREATE OR REPLACE FUNCTION search.customer_invoices(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor', 'seller', 'sales_manager', 'service_agent',
                       'service_manager') THEN
        RETURN QUERY SELECT search.invoices(p_company, p_words, p_limit, ARRAY['customer_invoice', 'customer_credit']);
    END IF;
END $$;

CREATE OR REPLACE FUNCTION search.supplier_invoices(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor', 'seller', 'sales_manager', 'service_agent',
                       'service_manager') THEN
        RETURN QUERY SELECT search.invoices(p_company, p_words, p_limit, ARRAY['supplier_invoice', 'supplier_credit']);
    END IF;
END $$;

-- Open items by invoice number, OCR, amount still open, or the party's name.
CREATE OR REPLACE FUNCTION search.open_items(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor', 'seller', 'sales_manager',
                           'service_agent', 'service_manager') THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT o.line_id FROM ledger.open_item o
     WHERE o.company_id = p_company AND o.remaining <> 0
       AND (abs(o.remaining) = abs(search.amount(p_words)) OR abs(o.amount) = abs(search.amount(p_words))
            OR o.party_id IN (SELECT search.parties_named(p_words))
            OR o.document_id IN (SELECT i.id FROM finance.invoice i WHERE i.company_id = p_company
                   AND trim(p_words) IN (i.number, i.reference, i.supplier_number)))
     ORDER BY o.line_id DESC LIMIT p_limit;
END $$;

-- Open items of any account by their amount, party, document, voucher ("A12") and text. Lines are looked for first, each way by
-- an index of its own and no more than can be looked through; which of them are open, their key tells.
CREATE OR REPLACE FUNCTION search.account_items(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_amount numeric := abs(search.amount(p_words));
    v_kinds text[] := ARRAY['customer_invoice', 'customer_credit', 'supplier_invoice', 'supplier_credit'];
    v_words text := CASE WHEN v_amount IS NULL THEN p_words END;
    v_most integer := 20000;
    v_entries bigint[];
    v_parties bigint[];
    v_lines bigint[];
BEGIN
    IF NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor') THEN
        RETURN;
    END IF;
    v_parties := ARRAY(SELECT search.parties_named(v_words));
    v_entries := ARRAY(SELECT search.vouchers(p_company, v_words, p_limit)
                       UNION SELECT search.vouchers_saying(p_company, p_words, p_limit)
                       UNION SELECT i.entry_id FROM finance.invoice i WHERE i.company_id = p_company AND i.entry_id IS NOT NULL
                                AND i.id = ANY (ARRAY(SELECT search.invoices(p_company, p_words, p_limit, v_kinds))));
    v_lines := ARRAY(SELECT l.id FROM ledger.line l WHERE l.company_id = p_company AND abs(l.amount) = v_amount LIMIT v_most)
            || ARRAY(SELECT l.id FROM ledger.line l WHERE l.company_id = p_company AND l.party_id = ANY (v_parties) LIMIT v_most)
            || ARRAY(SELECT l.id FROM ledger.line l WHERE l.company_id = p_company AND l.entry_id = ANY (v_entries) LIMIT v_most);
    IF length(trim(p_words)) >= 3 THEN
        v_lines := v_lines || ARRAY(
            SELECT l.id FROM ledger.line l WHERE l.company_id = p_company AND l.text <> ''
               AND lower(l.text) LIKE search.pattern(p_words) LIMIT v_most);
    END IF;
    RETURN QUERY SELECT o.line_id FROM ledger.open_item o WHERE o.line_id = ANY (v_lines) AND o.company_id = p_company
                    AND o.remaining <> 0 ORDER BY o.line_id DESC LIMIT p_limit;
END $$;

-- Internal: the newest vouchers with a text; what many have is found among the latest ones, and what few have by the index,
-- which takes three letters.
CREATE OR REPLACE FUNCTION search.vouchers_saying(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_found bigint[];
BEGIN
    IF coalesce(trim(p_words), '') = '' THEN
        RETURN;
    END IF;
    v_found := ARRAY(
        SELECT n.id FROM (SELECT e.id, e.text FROM ledger.entry e WHERE e.company_id = p_company
                           ORDER BY e.id DESC LIMIT CASE WHEN length(trim(p_words)) < 3 THEN 100000 ELSE 20000 END) n
         WHERE lower(n.text) LIKE search.pattern(p_words) LIMIT p_limit);
    IF cardinality(v_found) < p_limit AND length(trim(p_words)) >= 3 THEN
        v_found := ARRAY(
            WITH found AS MATERIALIZED (
                SELECT e.id FROM ledger.entry e WHERE lower(e.text) LIKE search.pattern(p_words) AND e.company_id = p_company)
            SELECT f.id FROM found f ORDER BY f.id DESC LIMIT p_limit);
    END IF;
    RETURN QUERY SELECT unnest(v_found);
END $$;

-- Vouchers by label ("A12"), by amount of a line, and by text.
CREATE OR REPLACE FUNCTION search.vouchers(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_label text[] := regexp_match(trim(p_words), '^([^\d\s]*)\s*(\d{1,15})$');
    v_amount numeric := search.amount(p_words);
BEGIN
    IF NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor') THEN
        RETURN;
    END IF;
    -- "rent 7" is no label where there is no series of that name.
    IF v_label[1] <> '' AND NOT EXISTS (SELECT FROM ledger.series s WHERE s.company_id = p_company
                                           AND lower(s.code) = lower(v_label[1])) THEN
        v_label := NULL;
    END IF;
    RETURN QUERY
    SELECT x.id FROM (
        SELECT n.id FROM ledger.series s CROSS JOIN LATERAL (
               SELECT e.id FROM ledger.entry e WHERE e.company_id = p_company AND e.book_id = s.book_id AND e.series = s.code
                  AND e.fiscal_year_id = s.fiscal_year_id AND e.number = v_label[2]::bigint AND e.origin = 'posted'
               UNION ALL
               SELECT e.id FROM ledger.entry e WHERE e.company_id = p_company AND e.book_id = s.book_id AND e.series = s.code
                  AND e.fiscal_year_id = s.fiscal_year_id AND e.number = v_label[2]::bigint AND e.origin = 'imported'
                LIMIT 100) n
         WHERE v_label IS NOT NULL AND s.company_id = p_company AND (v_label[1] = '' OR lower(s.code) = lower(v_label[1]))
        UNION
        SELECT t.id FROM search.vouchers_saying(p_company, CASE WHEN v_label IS NULL THEN p_words END, p_limit) t(id)
        UNION
        SELECT n.id FROM (SELECT DISTINCT l.entry_id AS id FROM ledger.line l
                           WHERE l.company_id = p_company AND abs(l.amount) = abs(v_amount)
                           ORDER BY 1 DESC LIMIT p_limit) n) x
     ORDER BY x.id DESC LIMIT p_limit;
END $$;

CREATE OR REPLACE FUNCTION search.bank_transactions(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor') THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT t.id FROM finance.bank_transaction t
     WHERE t.company_id = p_company AND (abs(t.amount) = abs(search.amount(p_words))
            OR lower(t.counterparty || ' ' || t.reference || ' ' || t.text || ' ' || t.counterparty_account) LIKE search.pattern(p_words))
     ORDER BY t.id DESC LIMIT p_limit;
END $$;

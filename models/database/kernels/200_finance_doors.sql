-- The document doors of finance: they read the document's own rows and refuse what does not agree with them.

-- What is wrong with each of some invoices as their rows stand, as codes of the messages; none where nothing is.
CREATE OR REPLACE FUNCTION finance.invoice_faults(p_company bigint, p_ids bigint[])
RETURNS TABLE (id bigint, code text) LANGUAGE sql STABLE AS $$
    WITH lines AS (
        SELECT l.invoice_id, l.tax_code, sum(l.net) AS net,
               bool_or(l.net <> round(l.quantity * l.unit_price * (1 - l.discount / 100), 2)) AS wrong_net,
               bool_or(a.role <> '' OR a.kind NOT IN ('income', 'expense', 'asset')) AS wrong_account,
               bool_or(NOT a.active) AS closed_account
          FROM finance.invoice_line l
          JOIN ledger.account a ON a.company_id = l.company_id AND a.number = l.account
         WHERE l.company_id = p_company AND l.invoice_id = ANY (p_ids) GROUP BY 1, 2),
    -- Tax by code on the sum of its lines (EN 16931), at the rate of the day of supply.
    taxes AS (
        SELECT i.id AS invoice_id, coalesce(l.tax_code, t.tax_code) AS tax_code, t.base, t.tax, l.net, l.wrong_net,
               l.wrong_account, l.net IS DISTINCT FROM t.base OR t.tax <> round(t.base * t.percent / 100, 2) AS wrong_tax,
               r.percent IS DISTINCT FROM t.percent AS wrong_rate,
               c.direction <> CASE WHEN i.kind LIKE 'customer%' THEN 'out' ELSE 'in' END OR NOT c.active
               OR l.closed_account AS wrong_code
          FROM (SELECT l.invoice_id, l.tax_code FROM lines l UNION
                SELECT t.invoice_id, t.tax_code FROM finance.invoice_tax t
                 WHERE t.company_id = p_company AND t.invoice_id = ANY (p_ids)) k
          JOIN finance.invoice i ON i.company_id = p_company AND i.id = k.invoice_id
          LEFT JOIN lines l ON l.invoice_id = k.invoice_id AND l.tax_code = k.tax_code
          LEFT JOIN finance.invoice_tax t ON t.company_id = p_company AND t.invoice_id = k.invoice_id AND t.tax_code = k.tax_code
          LEFT JOIN finance.tax_code c ON c.company_id = p_company AND c.code = k.tax_code
          LEFT JOIN finance.tax_rate r ON r.company_id = p_company AND r.tax_code = k.tax_code
               AND coalesce(i.supply_date, i.invoice_date) >= r.valid_from
               AND (r.valid_to IS NULL OR coalesce(i.supply_date, i.invoice_date) <= r.valid_to)),
    sums AS (
        SELECT t.invoice_id, sum(t.net) AS net, sum(t.base) AS base, sum(t.tax) AS tax, bool_or(t.wrong_net) AS wrong_net,
               bool_or(t.wrong_account) AS wrong_account, bool_or(t.wrong_tax) AS wrong_tax,
               bool_or(t.wrong_rate) AS wrong_rate, bool_or(t.wrong_code) AS wrong_code
          FROM taxes t GROUP BY 1),
    found AS (
        SELECT i.id, CASE
            WHEN s.net IS NULL THEN 'invoice.no_lines'
            WHEN s.wrong_net OR s.net <> i.net THEN 'invoice.wrong_net'
            WHEN s.wrong_account THEN 'invoice.wrong_account'
            WHEN s.wrong_code THEN 'invoice.wrong_tax_code'
            WHEN s.wrong_rate THEN 'invoice.wrong_tax_rate'
            WHEN s.wrong_tax OR s.tax <> i.tax OR s.base <> i.net THEN 'invoice.wrong_tax'
            WHEN abs(i.rounding) >= 1 OR i.rounding <> 0 AND i.total <> round(i.total) THEN 'invoice.wrong_rounding'
            WHEN i.total < 0 THEN 'invoice.negative'
            WHEN a.role <> CASE WHEN i.kind LIKE 'customer%' THEN 'receivable' ELSE 'payable' END
                THEN 'invoice.wrong_control'
            WHEN i.currency = c.currency AND i.rate <> 1 THEN 'invoice.rate_of_own_currency' END AS code
          FROM finance.invoice i
          JOIN company.company c ON c.id = i.company_id
          LEFT JOIN sums s ON s.invoice_id = i.id
          LEFT JOIN ledger.account a ON a.company_id = i.company_id AND a.number = i.control_account
         WHERE i.company_id = p_company AND i.id = ANY (p_ids))
    SELECT f.id, f.code FROM found f WHERE f.code IS NOT NULL
$$;

-- OCR reference of a number: its digits and the Luhn check digit (Bankgirot, hard check without length digit).
CREATE OR REPLACE FUNCTION finance.ocr_reference(p_number text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_digits text := regexp_replace(p_number, '\D', '', 'g');
    v_sum integer := 0;
    v_product integer;
    i integer;
BEGIN
    FOR i IN 1 .. length(v_digits) LOOP
        v_product := substr(v_digits, length(v_digits) - i + 1, 1)::integer * (1 + i % 2);
        v_sum := v_sum + v_product / 10 + v_product % 10;
    END LOOP;
    RETURN v_digits || (10 - v_sum % 10) % 10;
END $$;

-- The ledger entry of each invoice, in the order given: control account against net by account and tax by code, in both
-- currencies. What single lines lose in conversion, and the rounding of the total, go to the rounding account.
CREATE OR REPLACE FUNCTION finance.invoice_entries(p_company bigint, p_ids bigint[], p_numbers text[], p_base text)
RETURNS jsonb LANGUAGE sql STABLE AS $$
    WITH given AS (
        SELECT n.number, n.position, i.*,
               -- Debit for a customer invoice and a supplier credit, credit for the others.
               CASE WHEN i.kind IN ('customer_invoice', 'supplier_credit') THEN 1 ELSE -1 END AS sign,
               i.kind LIKE 'customer%' AS outgoing
          FROM unnest(p_ids, p_numbers) WITH ORDINALITY n(invoice_id, number, position)
          JOIN LATERAL (SELECT x.id, x.kind, x.party_id, x.party_name, x.invoice_date, x.due_on, x.rate, x.currency, x.total,
                               x.control_account, coalesce(x.supply_date, x.invoice_date) AS supply
                          FROM finance.invoice x WHERE x.company_id = p_company AND x.id = n.invoice_id) i ON true),
    parts AS (
        SELECT g.id, 1 AS part, l.account, l.tax_code, l.dimension_set, -g.sign * sum(l.net) AS amount,
               -g.sign * round(sum(l.net) * g.rate, 2) AS booked
          FROM given g JOIN finance.invoice_line l ON l.company_id = p_company AND l.invoice_id = g.id
         GROUP BY g.id, g.sign, g.rate, 3, 4, 5
        UNION ALL
        SELECT g.id, 2, coalesce(r.account, c.account), t.tax_code, 0, -g.sign * t.tax, -g.sign * round(t.tax * g.rate, 2)
          FROM given g JOIN finance.invoice_tax t ON t.company_id = p_company AND t.invoice_id = g.id
          JOIN finance.tax_code c ON c.company_id = p_company AND c.code = t.tax_code
          JOIN finance.tax_rate r ON r.company_id = p_company AND r.tax_code = t.tax_code
               AND g.supply >= r.valid_from AND (r.valid_to IS NULL OR g.supply <= r.valid_to)),
    sums AS (
        SELECT p.id, sum(p.booked) AS booked, jsonb_agg(jsonb_build_object(
                   'account', p.account, 'amount', p.booked, 'currency', g.currency, 'amount_currency', p.amount,
                   'tax_code', p.tax_code, 'dimension_set', p.dimension_set, 'document_kind', g.kind, 'document_id', g.id)
                   ORDER BY p.part, p.account, p.tax_code, p.dimension_set) AS lines
          FROM parts p JOIN given g ON g.id = p.id WHERE p.amount <> 0 GROUP BY p.id)
    SELECT jsonb_agg(jsonb_build_object(
               'date', g.invoice_date, 'series', CASE WHEN g.outgoing THEN 'B' ELSE 'D' END,
               'area', CASE WHEN g.outgoing THEN 'receivables' ELSE 'payables' END,
               'text', g.party_name || ' ' || g.number, 'source_kind', g.kind, 'source_id', g.id, 'source_event', 'posted',
               'lines', jsonb_build_array(jsonb_build_object(
                   'account', g.control_account, 'amount', g.sign * round(g.total * g.rate, 2), 'currency', g.currency,
                   'amount_currency', g.sign * g.total, 'party_id', g.party_id, 'due_on', g.due_on,
                   'document_kind', g.kind, 'document_id', g.id))
                   || coalesce(s.lines, '[]')
                   || CASE WHEN g.sign * round(g.total * g.rate, 2) + coalesce(s.booked, 0) = 0 THEN '[]'
                           ELSE jsonb_build_array(jsonb_build_object(
                                'account', (SELECT min(a.number) FROM ledger.account a
                                             WHERE a.company_id = p_company AND a.role = 'rounding' AND a.active),
                                'amount', -g.sign * round(g.total * g.rate, 2) - coalesce(s.booked, 0),
                                'currency', p_base,
                                'amount_currency', -g.sign * round(g.total * g.rate, 2) - coalesce(s.booked, 0),
                                'document_kind', g.kind, 'document_id', g.id)) END)
               ORDER BY g.position)
      FROM given g LEFT JOIN sums s ON s.id = g.id
$$;

-- Numbers for some drafts, rising with their dates; dates of issued invoices rise with their numbers (SFL and BFNAR: an
-- unbroken, dated series). Answers the numbers in the order of p_ids.
CREATE OR REPLACE FUNCTION finance.number_invoices(p_company bigint, p_ids bigint[]) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
    v_numbers text[] := array_fill(NULL::text, ARRAY[cardinality(p_ids)]);
    v_given text[];
    v_group record;
    v_last date;
BEGIN
    FOR v_group IN
        SELECT x.kind, min(x.invoice_date) AS first, array_agg(x.position ORDER BY x.invoice_date, x.position) AS positions
          FROM (SELECT n.position, i.invoice_date,
                       CASE WHEN i.kind LIKE 'customer%' THEN 'customer_invoice' ELSE 'supplier_invoice' END AS kind
                  FROM unnest(p_ids) WITH ORDINALITY n(id, position)
                  JOIN finance.invoice i ON i.company_id = p_company AND i.id = n.id) x
         GROUP BY 1 ORDER BY 1
    LOOP
        v_given := company.next_numbers(p_company, v_group.kind, cardinality(v_group.positions));
        FOR i IN 1 .. cardinality(v_group.positions) LOOP
            v_numbers[v_group.positions[i]] := v_given[i];
        END LOOP;
        SELECT i.invoice_date INTO v_last FROM finance.invoice i
         WHERE v_group.kind = 'customer_invoice' AND i.company_id = p_company
           AND i.kind IN ('customer_invoice', 'customer_credit')
           AND i.posted_at IS NOT NULL ORDER BY i.company_id, i.invoice_date DESC, i.id DESC LIMIT 1;
        IF v_last > v_group.first THEN
            PERFORM company.refuse('invoice.date_runs_back', jsonb_build_object('date', v_group.first, 'last', v_last));
        END IF;
    END LOOP;
    RETURN v_numbers;
END $$;

-- Internal: posts drafts, all or none. Checks each against its own rows, gives numbers and OCR, appends the entries,
-- settles credit notes against what they credit. Locks: documents, (credited open items), period, numbers, balances, series.
CREATE OR REPLACE FUNCTION finance.post_drafts(p_company bigint, p_ids bigint[], p_actor bigint, p_request uuid) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    v_base text := (SELECT c.currency FROM company.company c WHERE c.id = p_company);
    v_invoices finance.invoice[];
    v_numbers text[];
    v_entries jsonb;
    v_posted bigint[];
    v_fault record;
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM 1 FROM finance.invoice i WHERE i.company_id = p_company AND i.id = ANY (p_ids) ORDER BY i.id FOR UPDATE;
    SELECT n.id, i.id IS NULL AS missing, i.posted_at IS NOT NULL AS posted, i.number INTO v_fault
      FROM unnest(p_ids) n(id) LEFT JOIN finance.invoice i ON i.company_id = p_company AND i.id = n.id
     WHERE i.id IS NULL OR i.posted_at IS NOT NULL LIMIT 1;
    IF v_fault.missing THEN
        PERFORM company.refuse('invoice.not_found', jsonb_build_object('id', v_fault.id), 'I');
    ELSIF v_fault.posted THEN
        PERFORM company.refuse('invoice.already_posted', jsonb_build_object('number', v_fault.number));
    END IF;
    SELECT f.id, f.code INTO v_fault FROM finance.invoice_faults(p_company, p_ids) f ORDER BY f.id LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse(v_fault.code, jsonb_build_object('id', v_fault.id));
    END IF;
    SELECT array_agg(i ORDER BY n.position) INTO v_invoices
      FROM unnest(p_ids) WITH ORDINALITY n(id, position)
      JOIN finance.invoice i ON i.company_id = p_company AND i.id = n.id;
    PERFORM finance.mark_invoiced(i), finance.check_credit(i, p_ids) FROM unnest(v_invoices) i ORDER BY i.id;
    PERFORM ledger.lock_periods(p_company, (SELECT jsonb_agg(DISTINCT jsonb_build_object('date', i.invoice_date,
        'area', CASE WHEN i.kind LIKE 'customer%' THEN 'receivables' ELSE 'payables' END)) FROM unnest(v_invoices) i));
    v_numbers := finance.number_invoices(p_company, p_ids);
    v_entries := finance.invoice_entries(p_company, p_ids, v_numbers, v_base);
    IF jsonb_path_exists(v_entries, '$[*].lines[*].account ? (@ == null)') THEN
        PERFORM company.refuse('invoice.no_rounding_account');
    END IF;
    v_posted := ledger.append(p_company, v_entries, p_actor, p_request);
    UPDATE finance.invoice i
       SET number = n.number, posted_at = v_now, posted_by = p_actor, entry_id = n.entry_id,
           reference = CASE WHEN i.kind LIKE 'customer%' THEN finance.ocr_reference(n.number) ELSE i.reference END
      FROM unnest(p_ids, v_numbers, v_posted) n(id, number, entry_id)
     WHERE i.company_id = p_company AND i.id = n.id;
    PERFORM finance.settle_credit(i, v_posted[array_position(p_ids, i.id)], p_actor)
       FROM unnest(v_invoices) i WHERE i.credits_id IS NOT NULL ORDER BY i.id;
    RETURN (SELECT jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number, 'entry_id', n.entry_id) ORDER BY n.position)
              FROM unnest(p_ids, v_numbers, v_posted) WITH ORDINALITY n(id, number, entry_id, position));
END $$;

-- Posts one draft invoice; answers {id, number, entry_id}.
CREATE OR REPLACE FUNCTION finance.post_invoice(p_request uuid, p_company bigint, p_invoice_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.post_invoice', p_company, p_invoice_id), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_answer := finance.post_drafts(p_company, ARRAY[p_invoice_id], v_actor, p_request) -> 0;
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Posts many drafts, all or none; answers [{id, number, entry_id}] in the order given.
CREATE OR REPLACE FUNCTION finance.post_invoices(p_request uuid, p_company bigint, p_invoice_ids bigint[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.post_invoices', p_company, p_invoice_ids), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    ELSIF coalesce(cardinality(p_invoice_ids), 0) = 0
          OR cardinality(p_invoice_ids) <> (SELECT count(DISTINCT i) FROM unnest(p_invoice_ids) i) THEN
        PERFORM company.refuse('invoice.none_given', '{"field": "invoice_ids"}', 'I');
    END IF;
    v_answer := finance.post_drafts(p_company, p_invoice_ids, v_actor, p_request);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- A credit note names a posted invoice of the same party, currency and direction, and credits no more than it, together
-- with those posted before and with it.
CREATE OR REPLACE FUNCTION finance.check_credit(p_invoice finance.invoice, p_together bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_original finance.invoice;
    v_credited numeric;
BEGIN
    IF p_invoice.credits_id IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO v_original FROM finance.invoice i
     WHERE i.company_id = p_invoice.company_id AND i.id = p_invoice.credits_id FOR UPDATE;
    SELECT coalesce(sum(i.total), 0) INTO v_credited FROM finance.invoice i
     WHERE i.company_id = p_invoice.company_id AND i.credits_id = v_original.id AND i.id <> p_invoice.id
       AND (i.posted_at IS NOT NULL OR i.id = ANY (p_together));
    IF p_invoice.kind NOT IN ('customer_credit', 'supplier_credit') OR v_original.posted_at IS NULL
       OR v_original.party_id <> p_invoice.party_id OR v_original.currency <> p_invoice.currency
       OR v_original.kind <> replace(p_invoice.kind, 'credit', 'invoice') THEN
        PERFORM company.refuse('invoice.wrong_credit', jsonb_build_object('number', v_original.number));
    ELSIF v_credited + p_invoice.total > v_original.total THEN
        PERFORM company.refuse('invoice.credits_too_much', jsonb_build_object(
            'number', v_original.number, 'left', v_original.total - v_credited));
    END IF;
END $$;

CREATE OR REPLACE FUNCTION finance.settle_credit(p_invoice finance.invoice, p_entry bigint, p_actor bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_original ledger.open_item;
    v_credit ledger.open_item;
BEGIN
    IF p_invoice.credits_id IS NULL THEN
        RETURN;
    END IF;
    SELECT o.* INTO v_original FROM ledger.open_item o
     WHERE o.company_id = p_invoice.company_id AND o.document_id = p_invoice.credits_id
       AND o.document_kind = replace(p_invoice.kind, 'credit', 'invoice') AND o.account = p_invoice.control_account
     ORDER BY o.line_id LIMIT 1 FOR UPDATE;
    SELECT o.* INTO v_credit FROM ledger.open_item o JOIN ledger.line l ON l.id = o.line_id
     WHERE l.company_id = p_invoice.company_id AND l.entry_id = p_entry LIMIT 1;
    -- What the original no longer owes stays open on the credit note, to be repaid or set against another invoice.
    IF v_original.remaining <> 0 AND v_credit.line_id IS NOT NULL THEN
        PERFORM ledger.settle_pair(p_invoice.company_id, v_original.line_id, v_credit.line_id,
            least(abs(v_original.remaining), abs(v_credit.remaining)), p_invoice.invoice_date, p_actor);
    END IF;
END $$;

-- What other rooms want marked when an invoice is posted, while documents are being locked and before the books are; they
-- replace this function from a later kernel.
CREATE OR REPLACE FUNCTION finance.mark_invoiced(p_invoice finance.invoice) RETURNS void
LANGUAGE sql AS 'SELECT';

-- The document doors of finance: they read the document's own rows and refuse what does not agree with them.

-- What lines of those invoices whose prices include tax must come to: their amount with tax, and without it, by the
-- percents that stand on the invoices (finance.priced_lines).
CREATE OR REPLACE FUNCTION finance.lines_with_tax(p_company bigint, p_ids bigint[])
RETURNS TABLE (invoice_id bigint, tax_code varchar, amount numeric, net numeric, stated numeric) LANGUAGE sql STABLE AS $$
    SELECT x.invoice_id, x.tax_code, x.amount,
           x.amount - finance.tax_within(x.up_to, x.percent) + finance.tax_within(x.up_to - x.amount, x.percent), x.net
      FROM (SELECT l.invoice_id, l.tax_code, l.net, t.percent, a.amount,
                   sum(a.amount) OVER (PARTITION BY l.invoice_id, l.tax_code ORDER BY l.position) AS up_to
              FROM finance.invoice i
              JOIN finance.invoice_line l ON l.company_id = i.company_id AND l.invoice_id = i.id
              LEFT JOIN finance.invoice_tax t ON t.company_id = i.company_id AND t.invoice_id = i.id AND t.tax_code = l.tax_code
             CROSS JOIN LATERAL (SELECT round(l.quantity * l.unit_price * (1 - l.discount / 100), 2) AS amount) a
             WHERE i.company_id = p_company AND i.id = ANY (p_ids) AND i.prices_include_tax) x
$$;

-- What is wrong with each of some invoices as their rows stand, as codes of the messages; none where nothing is.
CREATE OR REPLACE FUNCTION finance.invoice_faults(p_company bigint, p_ids bigint[])
RETURNS TABLE (invoice_id bigint, code text) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
    v_base text := (SELECT c.currency FROM company.company c WHERE c.id = p_company);
BEGIN
    RETURN QUERY
    WITH rows AS (
        SELECT l.invoice_id, l.tax_code, l.net, NULL::numeric AS base, NULL::numeric AS tax, NULL::numeric AS percent,
               NOT i.prices_include_tax AND l.net <> round(l.quantity * l.unit_price * (1 - l.discount / 100), 2) AS wrong_net,
               a.role <> '' OR a.kind NOT IN ('income', 'expense', 'asset') AS wrong_account, NOT a.active AS closed,
               NULL::numeric AS gross
          FROM finance.invoice_line l
          JOIN finance.invoice i ON i.company_id = l.company_id AND i.id = l.invoice_id
          JOIN ledger.account a ON a.company_id = l.company_id AND a.number = l.account
         WHERE l.company_id = p_company AND l.invoice_id = ANY (p_ids)
        UNION ALL
        SELECT w.invoice_id, w.tax_code, NULL, NULL, NULL, NULL, w.net IS DISTINCT FROM w.stated, false, false, w.amount
          FROM finance.lines_with_tax(p_company, p_ids) w
        UNION ALL
        SELECT t.invoice_id, t.tax_code, NULL, t.base, t.tax, t.percent, false, false, false, NULL
          FROM finance.invoice_tax t WHERE t.company_id = p_company AND t.invoice_id = ANY (p_ids)),
    codes AS (
        SELECT r.invoice_id, r.tax_code, sum(r.net) AS net, max(r.base) AS base, max(r.tax) AS tax, max(r.percent) AS percent,
               bool_or(r.wrong_net) AS wrong_net, bool_or(r.wrong_account) AS wrong_account, bool_or(r.closed) AS closed,
               sum(r.gross) AS gross
          FROM rows r GROUP BY 1, 2),
    -- Tax by code on the sum of its lines (EN 16931), or within it, at the rate of the day of supply.
    sums AS (
        SELECT i.id, i.kind, i.net, i.tax, i.rounding, i.total, i.currency, i.rate, i.control_account,
               sum(k.net) AS line_net, sum(k.tax) AS code_tax, bool_or(k.wrong_net) AS wrong_net,
               bool_or(k.wrong_account) AS wrong_account,
               bool_or(k.net IS DISTINCT FROM k.base OR k.tax <> coalesce(
                           finance.tax_within(k.gross, k.percent), round(k.base * k.percent / 100, 2))) AS wrong_tax,
               bool_or(CASE WHEN x.reverse_account IS NULL THEN x.percent ELSE 0 END IS DISTINCT FROM k.percent) AS wrong_rate,
               bool_or(k.closed OR NOT c.active
                       OR c.direction <> CASE WHEN i.kind LIKE 'customer%' THEN 'out' ELSE 'in' END) AS wrong_code
          FROM finance.invoice i
          LEFT JOIN codes k ON k.invoice_id = i.id
          LEFT JOIN finance.tax_code c ON c.company_id = p_company AND c.code = k.tax_code
          LEFT JOIN finance.tax_rate x ON x.company_id = p_company AND x.tax_code = k.tax_code
               AND coalesce(i.supply_date, i.invoice_date) >= x.valid_from
               AND (x.valid_to IS NULL OR coalesce(i.supply_date, i.invoice_date) <= x.valid_to)
         WHERE i.company_id = p_company AND i.id = ANY (p_ids)
         GROUP BY i.id, i.kind, i.net, i.tax, i.rounding, i.total, i.currency, i.rate, i.control_account),
    found AS (
        SELECT s.id, CASE
            WHEN s.line_net IS NULL THEN 'invoice.no_lines'
            WHEN s.wrong_net OR s.line_net <> s.net THEN 'invoice.wrong_net'
            WHEN s.wrong_account THEN 'invoice.wrong_account'
            WHEN s.wrong_code THEN 'invoice.wrong_tax_code'
            WHEN s.wrong_rate THEN 'invoice.wrong_tax_rate'
            WHEN s.wrong_tax OR s.code_tax <> s.tax THEN 'invoice.wrong_tax'
            WHEN abs(s.rounding) >= 1 OR s.rounding <> 0 AND s.total <> round(s.total) THEN 'invoice.wrong_rounding'
            WHEN s.total < 0 THEN 'invoice.negative'
            WHEN a.role <> CASE WHEN s.kind LIKE 'customer%' THEN 'receivable' ELSE 'payable' END
                THEN 'invoice.wrong_control'
            WHEN s.currency = v_base AND s.rate <> 1 THEN 'invoice.rate_of_own_currency' END AS code
          FROM sums s JOIN ledger.account a ON a.company_id = p_company AND a.number = s.control_account)
    SELECT f.id, f.code FROM found f WHERE f.code IS NOT NULL;
END $$;

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

-- The ledger entry of each invoice, in the order given and without its number: control account against net by account and tax by code, in both
-- currencies, and what tax the buyer owes or cannot deduct. What single lines lose in conversion, and the rounding of the total, go to the rounding account.
CREATE OR REPLACE FUNCTION finance.invoice_entries(p_company bigint, p_ids bigint[], p_base text)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_rounding text := (SELECT min(a.number) FROM ledger.account a
                         WHERE a.company_id = p_company AND a.role = 'rounding' AND a.active);
BEGIN
    RETURN (
    WITH given AS (
        -- Debit for a customer invoice and a supplier credit, credit for the others.
        SELECT i.*, CASE WHEN i.kind IN ('customer_invoice', 'supplier_credit') THEN 1 ELSE -1 END AS sign
          FROM finance.invoice i WHERE i.company_id = p_company AND i.id = ANY (p_ids)),
    rows AS (
        SELECT g.id, 0 AS part, g.control_account AS account, NULL AS tax_code, 0::bigint AS dimension_set,
               g.sign * g.total AS amount, g.sign * round(g.total * g.rate, 2) AS booked, g.kind, g.currency, g.party_id,
               g.due_on, g.invoice_date, g.party_name AS text, n.position
          FROM unnest(p_ids) WITH ORDINALITY n(id, position) JOIN given g ON g.id = n.id
        UNION ALL
        SELECT g.id, 1, l.account, l.tax_code, l.dimension_set, -g.sign * sum(l.net), -g.sign * round(sum(l.net) * g.rate, 2),
               g.kind, g.currency, NULL, NULL, NULL, NULL, NULL
          FROM given g JOIN finance.invoice_line l ON l.company_id = p_company AND l.invoice_id = g.id
         WHERE l.invoice_id = ANY (p_ids)
         GROUP BY g.id, g.sign, g.rate, g.kind, g.currency, 3, 4, 5 HAVING sum(l.net) <> 0
        UNION ALL
        SELECT g.id, t.part, t.account, t.tax_code, t.dimension_set, -g.sign * t.amount, -g.sign * round(t.amount * g.rate, 2),
               g.kind, g.currency, NULL, NULL, NULL, NULL, NULL
          FROM finance.invoice_tax_rows(p_company, p_ids) t JOIN given g ON g.id = t.id),
    documents AS (
        SELECT r.id, max(r.kind) AS kind, max(r.invoice_date) AS invoice_date, max(r.text) AS text, max(r.position) AS position,
               sum(r.booked) AS difference, jsonb_agg(jsonb_build_object(
                   'account', r.account, 'amount', r.booked, 'currency', r.currency, 'amount_currency', r.amount,
                   'tax_code', r.tax_code, 'dimension_set', r.dimension_set, 'party_id', r.party_id, 'due_on', r.due_on,
                   'document_kind', r.kind, 'document_id', r.id)
                   ORDER BY r.part, r.account, r.tax_code, r.dimension_set) AS lines
          FROM rows r GROUP BY r.id)
    SELECT jsonb_agg(jsonb_build_object(
               'date', d.invoice_date, 'series', CASE WHEN d.kind LIKE 'customer%' THEN 'B' ELSE 'D' END,
               'area', CASE WHEN d.kind LIKE 'customer%' THEN 'receivables' ELSE 'payables' END,
               'text', d.text, 'source_kind', d.kind, 'source_id', d.id, 'source_event', 'posted',
               'lines', CASE WHEN d.difference = 0 THEN d.lines ELSE d.lines || jsonb_build_object(
                   'account', v_rounding, 'amount', -d.difference, 'currency', p_base, 'amount_currency', -d.difference,
                   'document_kind', d.kind, 'document_id', d.id) END) ORDER BY d.position)
      FROM documents d);
END $$;

-- Entries whose texts name the numbers that their documents have got since.
CREATE OR REPLACE FUNCTION finance.with_numbers(p_entries jsonb, p_numbers text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_agg(e.value || jsonb_build_object('text', concat(e.value ->> 'text', ' ', e.number)) ORDER BY e.position)
      FROM ROWS FROM (jsonb_array_elements(p_entries), unnest(p_numbers)) WITH ORDINALITY e(value, number, position)
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
                  JOIN finance.invoice i ON i.company_id = p_company AND i.id = n.id AND i.id = ANY (p_ids)) x
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

-- Internal: locks drafts in the order of their keys and answers them; refuses what is not there and what is posted.
CREATE OR REPLACE FUNCTION finance.lock_drafts(p_company bigint, p_ids bigint[]) RETURNS finance.invoice[]
LANGUAGE plpgsql AS $$
DECLARE
    v_drafts finance.invoice[];
    v_number text;
BEGIN
    SELECT array_agg(l.draft) INTO v_drafts FROM (
        SELECT i AS draft FROM finance.invoice i
         WHERE i.company_id = p_company AND i.id = ANY (p_ids) ORDER BY i.id FOR UPDATE) l;
    IF cardinality(v_drafts) IS DISTINCT FROM cardinality(p_ids) THEN
        PERFORM company.refuse('invoice.not_found', jsonb_build_object('id', (
            SELECT n FROM unnest(p_ids) n WHERE NOT EXISTS (SELECT FROM unnest(v_drafts) i WHERE i.id = n) LIMIT 1)), 'I');
    END IF;
    SELECT i.number INTO v_number FROM unnest(v_drafts) i WHERE i.posted_at IS NOT NULL LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('invoice.already_posted', jsonb_build_object('number', v_number));
    END IF;
    RETURN v_drafts;
END $$;

-- Internal: locks what credit notes are to be settled against. Now, and not when it is: a payment that holds these items
-- already may wait for balances that we are to take.
CREATE OR REPLACE FUNCTION finance.lock_credited(p_company bigint, p_drafts finance.invoice[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM unnest(p_drafts) i WHERE i.credits_id IS NOT NULL) THEN
        PERFORM 1 FROM ledger.open_item o JOIN unnest(p_drafts) i
             ON o.document_id = i.credits_id AND o.document_kind = replace(i.kind, 'credit', 'invoice')
          WHERE o.company_id = p_company ORDER BY o.line_id FOR UPDATE OF o;
    END IF;
END $$;

-- Internal: posts drafts, all or none. Checks each against its own rows, gives numbers and OCR, appends the entries,
-- settles credit notes against what they credit. Locks: documents, credited open items, period, balances, numbers of
-- invoices, series.
CREATE OR REPLACE FUNCTION finance.post_drafts(p_company bigint, p_ids bigint[], p_actor bigint, p_request uuid) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    -- Where much was added since the last ANALYZE, the planner believes in two rows and pairs each with each.
    v_many boolean := cardinality(p_ids) > 20;
    v_base text := (SELECT c.currency FROM company.company c WHERE c.id = p_company);
    v_drafts finance.invoice[] := finance.lock_drafts(p_company, p_ids);
    v_now timestamptz := clock_timestamp();
    v_fault record;
    v_numbers text[];
    v_entries jsonb;
    v_lines ledger.draft_line[];
    v_posted bigint[];
BEGIN
    IF v_many THEN
        PERFORM set_config('enable_nestloop', 'off', true);
    END IF;
    SELECT f.invoice_id AS id, f.code INTO v_fault FROM finance.invoice_faults(p_company, p_ids) f ORDER BY 1 LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse(v_fault.code, jsonb_build_object('id', v_fault.id, 'party', (
            SELECT i.party_name FROM finance.invoice i WHERE i.company_id = p_company AND i.id = v_fault.id)));
    END IF;
    IF v_many THEN
        PERFORM set_config('enable_nestloop', 'on', true);
    END IF;
    PERFORM finance.mark_invoiced(i), finance.check_credit(i, p_ids) FROM unnest(v_drafts) i;
    PERFORM finance.lock_credited(p_company, v_drafts);
    IF v_many THEN
        PERFORM set_config('enable_nestloop', 'off', true);
    END IF;
    v_entries := finance.invoice_entries(p_company, p_ids, v_base);
    IF v_many THEN
        PERFORM set_config('enable_nestloop', 'on', true);
    END IF;
    IF jsonb_path_exists(v_entries, '$[*].lines[*].account ? (@ == null)') THEN
        PERFORM company.refuse('invoice.no_rounding_account');
    END IF;
    v_lines := ledger.prepare(p_company, v_entries);
    -- Late, since everybody else who posts invoices waits from here to the end of the commit.
    v_numbers := finance.number_invoices(p_company, p_ids);
    v_posted := ledger.write(p_company, finance.with_numbers(v_entries, v_numbers), v_lines, p_actor, p_request);
    UPDATE finance.invoice i
       SET number = n.number, posted_at = v_now, posted_by = p_actor, entry_id = n.entry_id,
           reference = CASE WHEN i.kind LIKE 'customer%' THEN finance.ocr_reference(n.number) ELSE i.reference END
      FROM unnest(p_ids, v_numbers, v_posted) n(id, number, entry_id)
     WHERE i.company_id = p_company AND i.id = n.id;
    PERFORM finance.defer_lines(p_company, p_ids, p_actor, p_request);
    PERFORM finance.settle_credit(i, v_posted[array_position(p_ids, i.id)], p_actor)
       FROM unnest(v_drafts) i WHERE i.credits_id IS NOT NULL;
    RETURN (SELECT jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number, 'entry_id', n.entry_id) ORDER BY n.position)
              FROM unnest(p_ids, v_numbers, v_posted) WITH ORDINALITY n(id, number, entry_id, position));
END $$;

-- Posts one draft invoice; answers {id, number, entry_id}.
CREATE OR REPLACE FUNCTION finance.post_invoice(p_request uuid, p_company bigint, p_invoice_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s'
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
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

-- Saves and posts an invoice in one call, as finance.save_draft and finance.post_invoice would.
CREATE OR REPLACE FUNCTION finance.create_and_post_invoice(p_request uuid, p_company bigint, p_invoice jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s'
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to('finance.create_and_post' || p_company || p_invoice::text, 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_answer := finance.save_draft(p_company, p_invoice);
    v_answer := finance.post_drafts(p_company, ARRAY[(v_answer ->> 'id')::bigint], v_actor, p_request) -> 0;
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Posts many drafts, all or none; answers [{id, number, entry_id}] in the order given. Planned for the size at hand, where
-- single posting runs on plans made for one.
CREATE OR REPLACE FUNCTION finance.post_invoices(p_request uuid, p_company bigint, p_invoice_ids bigint[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s'
SET plan_cache_mode = force_custom_plan AS $$
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
        PERFORM ledger.settle_pairs(p_invoice.company_id, jsonb_build_array(jsonb_build_object(
            'debit_line', v_original.line_id, 'credit_line', v_credit.line_id,
            'amount', least(abs(v_original.remaining_currency), abs(v_credit.remaining_currency)))),
            greatest(p_invoice.invoice_date, v_original.entry_date), p_actor, NULL);
    END IF;
END $$;

-- What other rooms want marked when an invoice is posted, while documents are being locked and before the books are; they
-- replace this function from a later kernel.
CREATE OR REPLACE FUNCTION finance.mark_invoiced(p_invoice finance.invoice) RETURNS void
LANGUAGE sql AS 'SELECT';

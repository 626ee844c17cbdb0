-- Spending control: what a document would cost is compared with the approved budget before it is booked or ordered.

SET LOCAL check_function_bodies = off;

-- The days that a rule compares, of the fiscal year that a day lies in; none where there is no such year.
CREATE OR REPLACE FUNCTION ledger.spending_span(p_company bigint, p_span text, p_day date)
RETURNS TABLE (first date, last date, fiscal_year_id bigint) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE p_span WHEN 'month' THEN greatest(m.first, y.starts_on) ELSE y.starts_on END,
           CASE p_span WHEN 'year' THEN y.ends_on ELSE least((m.first + interval '1 month - 1 day')::date, y.ends_on) END, y.id
      FROM ledger.fiscal_year y CROSS JOIN LATERAL (SELECT date_trunc('month', p_day::timestamp)::date AS first) m
     WHERE y.company_id = p_company AND p_day BETWEEN y.starts_on AND y.ends_on
$$;

-- The value that rules of dimensions fill in on an account and day; null for none.
CREATE OR REPLACE FUNCTION ledger.default_code(p_company bigint, p_account text, p_day date, p_dimension integer) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT r.default_code FROM ledger.dimension_rule r
     WHERE r.company_id = p_company AND r.dimension = p_dimension AND p_account BETWEEN r.from_account AND r.to_account
       AND p_day >= coalesce(r.valid_from, '-infinity') AND p_day <= coalesce(r.valid_to, 'infinity')
     ORDER BY r.from_account DESC, r.to_account, r.id LIMIT 1
$$;

-- What left these accounts for the stock; it is spent all the same. The warehouse replaces this from a later kernel, and the
-- next one too.
CREATE OR REPLACE FUNCTION finance.taken_into_stock(
    p_company bigint, p_rule ledger.spending_rule, p_from text, p_to text, p_first date, p_last date) RETURNS numeric
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS 'SELECT 0.00';

-- What is ordered on these accounts, and what of it is billed, by supplier and account. p_billed is what is about to be
-- billed: [{party_id, account, day, amount}].
CREATE OR REPLACE FUNCTION finance.orders_to_bill(
    p_company bigint, p_rule ledger.spending_rule, p_from text, p_to text, p_first date, p_last date, p_billed jsonb)
RETURNS TABLE (party_id bigint, account text, ordered numeric, billed numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS 'SELECT 0::bigint, NULL::text, 0.00, 0.00 WHERE false';

-- What is booked on some accounts on some days, of one value where the rule names one; neither openings nor closings.
CREATE OR REPLACE FUNCTION ledger.booked(
    p_company bigint, p_rule ledger.spending_rule, p_from text, p_to text, p_first date, p_last date) RETURNS numeric
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_book bigint := (SELECT k.id FROM ledger.book k WHERE k.company_id = p_company AND k.code = 'main');
    v_sets bigint[] := CASE WHEN p_rule.dimension IS NOT NULL THEN ARRAY(
        SELECT d.id FROM ledger.dimension_set d
         WHERE d.company_id = p_company AND d.values ->> p_rule.dimension::text = p_rule.dimension_code) END;
    v_sum numeric := 0;
    s record;
BEGIN
    FOR s IN SELECT x.* FROM reporting.spans(p_first, p_last + 1) x LOOP
        v_sum := v_sum + (
            SELECT coalesce(sum(b.debit - b.credit), 0) FROM ledger.balance b
             WHERE b.company_id = p_company AND b.book_id = v_book AND b.starts_on >= s.first AND b.starts_on < s.past
               AND b.grain = CASE WHEN v_sets IS NULL THEN translate(s.grain, 'DMY', 'TNZ') ELSE s.grain END
               AND b.account BETWEEN p_from AND p_to AND b.kind NOT IN ('opening', 'closing')
               AND (v_sets IS NULL OR b.dimension_set = ANY (v_sets)));
    END LOOP;
    RETURN v_sum;
END $$;

-- Parts of spread amounts that will cost these accounts and are not booked.
CREATE OR REPLACE FUNCTION ledger.parts_to_come(
    p_company bigint, p_rule ledger.spending_rule, p_from text, p_to text, p_first date, p_last date) RETURNS numeric
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(sum(q.amount), 0)
      FROM ledger.deferral_part q
      JOIN ledger.deferral f ON f.company_id = p_company AND f.id = q.deferral_id AND f.cost_account BETWEEN p_from AND p_to
      JOIN ledger.line l ON l.company_id = p_company AND l.id = f.line_id
      LEFT JOIN ledger.dimension_set d ON d.company_id = p_company AND d.id = l.dimension_set
     WHERE q.company_id = p_company AND q.entry_id IS NULL AND q.posts_on BETWEEN p_first AND p_last
       AND (p_rule.dimension IS NULL OR d.values ->> p_rule.dimension::text = p_rule.dimension_code)
$$;

-- A rule on some of its accounts and days: budgeted, spent, still to come, and what may be spent. No row where no budget is
-- in force; what such a budget does not name is budgeted with nothing.
CREATE OR REPLACE FUNCTION ledger.spending_figures(
    p_company bigint, p_rule ledger.spending_rule, p_from text, p_to text, p_first date, p_last date, p_year bigint,
    p_billed jsonb DEFAULT '[]')
RETURNS TABLE (budget_id bigint, budget numeric, spent numeric, ordered numeric, ceiling numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT i.id, b.amount, ledger.booked(p_company, p_rule, p_from, p_to, p_first, p_last)
                           + finance.taken_into_stock(p_company, p_rule, p_from, p_to, p_first, p_last),
           o.amount + ledger.parts_to_come(p_company, p_rule, p_from, p_to, p_first, p_last),
           b.amount + round(abs(b.amount) * p_rule.tolerance_percent / 100, 2) + p_rule.tolerance_amount
      FROM (SELECT ledger.budget_in_force(p_company, p_year) AS id) i
     CROSS JOIN LATERAL (
           SELECT coalesce(sum(a.amount), 0) AS amount FROM ledger.budget_amount a
             LEFT JOIN ledger.dimension_set d ON d.company_id = p_company AND d.id = a.dimension_set
            WHERE a.company_id = p_company AND a.budget_id = i.id AND a.account BETWEEN p_from AND p_to
              AND a.month BETWEEN date_trunc('month', p_first::timestamp)::date AND p_last
              AND (p_rule.dimension IS NULL OR d.values ->> p_rule.dimension::text = p_rule.dimension_code)) b
     CROSS JOIN LATERAL (
           SELECT coalesce(sum(greatest(t.ordered - t.billed, 0)), 0) AS amount
             FROM finance.orders_to_bill(p_company, p_rule, p_from, p_to, p_first, p_last, p_billed) t) o
     WHERE i.id IS NOT NULL
$$;

-- Rows of documents by day; what is for a period costs the months of that. p_rows: [{n, asked, day, account, amount,
-- values? ({"1": "100"}), period_from?, period_to?}], n numbering the documents.
CREATE OR REPLACE FUNCTION ledger.spending_rows(p_rows jsonb)
RETURNS TABLE (n integer, asked boolean, day date, account text, amount numeric, "values" jsonb)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT x.n, x.asked, x.day, x.account, x.amount, coalesce(x.values, '{}')
      FROM jsonb_to_recordset(p_rows) AS x(
           n integer, asked boolean, day date, account text, amount numeric, "values" jsonb, period_from date)
     WHERE x.period_from IS NULL
    UNION ALL
    SELECT x.n, x.asked, s.month_end, x.account, s.amount, coalesce(x.values, '{}')
      FROM jsonb_to_recordset(p_rows) AS x(
           n integer, asked boolean, account text, amount numeric, "values" jsonb, period_from date, period_to date)
     CROSS JOIN LATERAL finance.spread_period(x.amount, x.period_from, x.period_to) s
     WHERE x.period_from IS NOT NULL
$$;

-- Where some documents, one after the other, go past a rule: one row a rule, document, account (or range) and span. What
-- takes costs away, or adds none, goes past nothing.
CREATE OR REPLACE FUNCTION ledger.over_budget(p_company bigint, p_rows jsonb, p_billed jsonb)
RETURNS TABLE (n integer, rule_id bigint, title text, act text, from_account text, to_account text, dimension_code text,
               span text, first date, last date, budget_id bigint, budget numeric, spent numeric, ordered numeric,
               amount numeric, over numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH given AS MATERIALIZED (SELECT * FROM ledger.spending_rows(p_rows)),
    touched AS (
        SELECT r.id, CASE WHEN r.each_account THEN g.account ELSE r.from_account END AS from_account,
               CASE WHEN r.each_account THEN g.account ELSE r.to_account END AS to_account, s.first, s.last,
               s.fiscal_year_id, g.n, bool_or(g.asked) AS asked, sum(g.amount) AS amount
          FROM given g
          JOIN ledger.spending_rule r ON r.company_id = p_company AND r.active
               AND g.account BETWEEN r.from_account AND r.to_account
         CROSS JOIN LATERAL ledger.spending_span(p_company, r.span, g.day) s
         WHERE r.dimension IS NULL OR r.dimension_code = coalesce(
               g.values ->> r.dimension::text, ledger.default_code(p_company, g.account, g.day, r.dimension))
         GROUP BY 1, 2, 3, 4, 5, 6, 7),
    running AS MATERIALIZED (
        SELECT t.*, sum(t.amount) OVER (PARTITION BY t.id, t.from_account, t.first ORDER BY t.n) AS so_far FROM touched t)
    SELECT x.n, r.id, r.title, r.act, x.from_account, x.to_account, r.dimension_code, r.span, x.first, x.last, f.budget_id,
           f.budget, f.spent, f.ordered, x.so_far, f.spent + f.ordered + x.so_far - f.budget
      FROM running x
      JOIN ledger.spending_rule r ON r.company_id = p_company AND r.id = x.id
     CROSS JOIN LATERAL ledger.spending_figures(
           p_company, r, x.from_account, x.to_account, x.first, x.last, x.fiscal_year_id, p_billed) f
     WHERE x.asked AND x.amount > 0 AND x.so_far > 0 AND f.spent + f.ordered + x.so_far > f.ceiling
     ORDER BY x.n, r.act DESC, r.id, x.from_account
$$;

-- What each voucher of a call is to spending control: asked or not, what it is allowed by, and whether it can be refused.
-- Money that has left the bank, and what repeats by itself, is told of alone; what takes back, opens, closes or adjusts a
-- year, distributes or values is not asked.
CREATE OR REPLACE FUNCTION ledger.spending_subjects(p_entries jsonb)
RETURNS TABLE (n integer, asked boolean, subject text, subject_id bigint, refusable boolean)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.ordinality::integer,
           coalesce(e.value ->> 'kind', 'regular') = 'regular' AND e.value ->> 'source_kind' IN (
               'voucher', 'between', 'supplier_invoice', 'recurring', 'bank_transaction'),
           CASE WHEN e.value ->> 'source_kind' = 'between' THEN 'voucher' ELSE e.value ->> 'source_kind' END,
           CASE WHEN e.value ->> 'source_kind' NOT IN ('voucher', 'between') THEN (e.value ->> 'source_id')::bigint END,
           e.value ->> 'source_kind' IN ('voucher', 'between', 'supplier_invoice')
      FROM jsonb_array_elements(p_entries) WITH ORDINALITY e
$$;

-- Internal: asks the rules about entries that are about to be booked. Locks: after periods, before balances.
CREATE OR REPLACE FUNCTION ledger.check_spending(p_company bigint, p_entries jsonb, p_lines ledger.draft_line[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_found record;
    v_rows jsonb;
    v_billed jsonb := '[]';
    x record;
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.spending_rule r WHERE r.company_id = p_company AND r.active) THEN
        RETURN;
    ELSIF NOT EXISTS (SELECT FROM unnest(p_lines) l JOIN ledger.spending_rule r ON r.company_id = p_company AND r.active
                         AND l.account BETWEEN r.from_account AND r.to_account AND l.amount > 0) THEN
        RETURN;
    END IF;
    SELECT bool_or(s.asked) AS asked, bool_or(s.subject = 'supplier_invoice') AS bills INTO v_found
      FROM ledger.spending_subjects(p_entries) s;
    IF NOT v_found.asked THEN
        RETURN;
    END IF;
    PERFORM ledger.hold_spending(p_company, ARRAY(SELECT DISTINCT l.account::text FROM unnest(p_lines) l WHERE l.amount > 0));
    SELECT jsonb_agg(jsonb_build_object('n', l.entry_position, 'asked', s.asked, 'day', l.entry_date, 'account', l.account,
                                        'amount', l.amount, 'values', d.values)) INTO v_rows
      FROM unnest(p_lines) l
      JOIN ledger.spending_subjects(p_entries) s ON s.n = l.entry_position
      LEFT JOIN ledger.dimension_set d ON d.company_id = p_company AND d.id = l.dimension_set
     WHERE l.balance_kind NOT IN ('opening', 'closing') AND l.amount <> 0;
    IF v_found.bills THEN
        v_rows := v_rows || ledger.spread_of_bills(p_company, p_entries);
        v_billed := ledger.billed_by(p_company, p_entries, p_lines);
    END IF;
    FOR x IN SELECT o.*, s.subject, s.subject_id, s.refusable
               FROM ledger.over_budget(p_company, v_rows, v_billed) o
              CROSS JOIN LATERAL (SELECT * FROM ledger.spending_subjects(p_entries) k WHERE k.n = o.n) s
              ORDER BY o.n, o.act = 'stop' DESC, o.rule_id LOOP
        PERFORM set_config('kontor.spending', concat_ws(',', nullif(current_setting('kontor.spending', true), ''),
                                                        ledger.meet_rule(p_company, x)), true);
    END LOOP;
END $$;

-- Internal: what suppliers' bills among some entries bill, as finance.orders_to_bill wants it.
CREATE OR REPLACE FUNCTION ledger.billed_by(p_company bigint, p_entries jsonb, p_lines ledger.draft_line[]) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('party_id', i.party_id, 'account', l.account, 'day', l.entry_date,
                                                 'amount', l.amount)), '[]')
      FROM ledger.spending_subjects(p_entries) s
      JOIN finance.invoice i ON i.company_id = p_company AND i.id = s.subject_id
      JOIN unnest(p_lines) l ON l.entry_position = s.n AND l.amount > 0
     WHERE s.subject = 'supplier_invoice'
$$;

-- Internal: holds the rules that may stop something on these accounts, so that of two at the limit one gets through. Who
-- reads the books as they were before cannot be sure of that, and is refused.
CREATE OR REPLACE FUNCTION ledger.hold_spending(p_company bigint, p_accounts text[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM ledger.spending_rule r
      WHERE r.company_id = p_company AND r.active AND r.act = 'stop'
        AND EXISTS (SELECT FROM unnest(p_accounts) a WHERE a BETWEEN r.from_account AND r.to_account)
      ORDER BY r.id FOR NO KEY UPDATE;
    IF FOUND AND current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM company.refuse('spending.isolation', jsonb_build_object(
            'isolation', current_setting('transaction_isolation')));
    END IF;
END $$;

-- Internal: what bills that are for a period cost in its months instead of on their day, as rows for ledger.over_budget.
CREATE OR REPLACE FUNCTION ledger.spread_of_bills(p_company bigint, p_entries jsonb) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(k.row || jsonb_build_object('n', s.n, 'asked', true, 'account', l.account, 'values', d.values)), '[]')
      FROM ledger.spending_subjects(p_entries) s
      JOIN finance.invoice i ON i.company_id = p_company AND i.id = s.subject_id AND i.kind = 'supplier_invoice'
      JOIN finance.invoice_line l ON l.company_id = p_company AND l.invoice_id = i.id AND l.period_from IS NOT NULL
      LEFT JOIN ledger.dimension_set d ON d.company_id = p_company AND d.id = l.dimension_set
     CROSS JOIN LATERAL (VALUES
           (jsonb_build_object('day', i.invoice_date, 'amount', -round(l.net * i.rate, 2))),
           (jsonb_build_object('amount', round(l.net * i.rate, 2), 'period_from', l.period_from, 'period_to', l.period_to))
           ) k("row")
     WHERE s.subject = 'supplier_invoice'
$$;

-- Internal: a rule is passed: refused where it stops and nobody has allowed it, else kept. Answers the key of what is kept.
CREATE OR REPLACE FUNCTION ledger.meet_rule(p_company bigint, x record) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_override bigint;
    v_id bigint;
BEGIN
    IF x.act = 'stop' AND x.refusable THEN
        v_override := ledger.use_override(p_company, x.subject, x.subject_id, x.over);
        IF v_override IS NULL THEN
            PERFORM company.refuse('spending.over', jsonb_build_object(
                'rule', x.rule_id, 'title', x.title, 'account', CASE WHEN x.from_account = x.to_account THEN x.from_account
                    ELSE x.from_account || '–' || x.to_account END || coalesce(' ' || x.dimension_code, ''),
                'from', x.first, 'to', x.last, 'budget', x.budget, 'spent', x.spent, 'ordered', x.ordered,
                'amount', x.amount, 'over', x.over, 'subject', x.subject, 'subject_id', x.subject_id));
        END IF;
    END IF;
    INSERT INTO ledger.spending_event (company_id, rule_id, override_id, subject, subject_id, entry_position, account,
                                       first_day, last_day, budget, spent, ordered, amount, made_by)
    VALUES (p_company, x.rule_id, v_override, x.subject, x.subject_id, CASE WHEN x.subject <> 'purchase_order' THEN x.n END,
            x.from_account, x.first, x.last, x.budget, x.spent, x.ordered, x.amount, company.actor()) RETURNING id INTO v_id;
    RETURN v_id;
END $$;

-- Internal: what was allowed for a document and not used, or used by it just now; used from here on.
CREATE OR REPLACE FUNCTION ledger.use_override(p_company bigint, p_subject text, p_subject_id bigint, p_over numeric)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_id bigint;
BEGIN
    SELECT o.id INTO v_id FROM ledger.spending_override o
     WHERE o.company_id = p_company AND o.subject = p_subject AND o.subject_id IS NOT DISTINCT FROM p_subject_id
       AND o.amount >= p_over AND (o.used_at IS NULL OR o.used_at = now())
       -- A voucher by hand has no key beforehand: it is the next one of who allowed it.
       AND (o.subject_id IS NOT NULL OR o.allowed_by = company.actor() AND o.allowed_at > now() - interval '1 hour')
     ORDER BY o.used_at, o.amount, o.id LIMIT 1 FOR UPDATE;
    UPDATE ledger.spending_override SET used_at = now() WHERE company_id = p_company AND id = v_id AND used_at IS NULL;
    RETURN v_id;
END $$;

-- Internal: what was kept while entries were prepared gets their keys.
CREATE OR REPLACE FUNCTION ledger.tie_spending(p_company bigint, p_ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger.spending_event e SET entry_id = p_ids[e.entry_position], entry_position = NULL
     WHERE e.company_id = p_company AND e.entry_position IS NOT NULL
       AND e.id = ANY (string_to_array(current_setting('kontor.spending'), ',')::bigint[]);
    PERFORM set_config('kontor.spending', '', true);
END $$;

-- Lets one document go past the rules that stop it, once and by at most p_amount, for a reason that is kept. p_subject:
-- voucher (the next one that the caller posts by hand within an hour), supplier_invoice or purchase_order, a draft.
CREATE OR REPLACE FUNCTION ledger.allow_spending(
    p_request uuid, p_company bigint, p_subject text, p_subject_id bigint, p_amount numeric, p_reason text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'administrator');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.allow_spending', p_company, p_subject, p_subject_id, p_amount,
        p_reason), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_id bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    ELSIF btrim(coalesce(p_reason, '')) = '' THEN
        PERFORM company.refuse('spending.no_reason', '{"field": "reason"}', 'I');
    ELSIF p_amount IS NULL OR p_amount <= 0 OR p_amount <> round(p_amount, 2) OR p_amount >= 1e16 THEN
        PERFORM company.refuse('spending.wrong_amount', '{"field": "amount"}', 'I');
    ELSIF NOT coalesce(CASE p_subject
            WHEN 'voucher' THEN p_subject_id IS NULL
            WHEN 'supplier_invoice' THEN EXISTS (SELECT FROM finance.invoice i WHERE i.company_id = p_company
                AND i.id = p_subject_id AND i.kind = 'supplier_invoice' AND i.posted_at IS NULL)
            WHEN 'purchase_order' THEN EXISTS (SELECT FROM warehouse.purchase_order o WHERE o.company_id = p_company
                AND o.id = p_subject_id AND o.status = 'draft') END, false) THEN
        PERFORM company.refuse('spending.no_document', jsonb_build_object('field', 'subject_id', 'id', p_subject_id), 'I');
    END IF;
    INSERT INTO ledger.spending_override (company_id, subject, subject_id, amount, reason, allowed_by)
    VALUES (p_company, p_subject, p_subject_id, p_amount, btrim(p_reason), v_actor) RETURNING id INTO v_id;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', v_id));
END $$;

-- What rules a document would go past if it were booked now, for screens; p_rows as ledger.spending_rows has them, p_billed
-- as finance.orders_to_bill.
CREATE OR REPLACE FUNCTION ledger.ask_spending(p_company bigint, p_rows jsonb, p_billed jsonb DEFAULT '[]')
RETURNS TABLE (rule_id bigint, title text, act text, from_account text, to_account text, dimension_code text, span text,
               first date, last date, budget numeric, spent numeric, ordered numeric, amount numeric, over numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' AS $$
BEGIN
    IF NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor', 'buyer') THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["accountant", "finance_clerk", "buyer"]}', 'D');
    END IF;
    RETURN QUERY
    SELECT o.rule_id, o.title, o.act, o.from_account, o.to_account, o.dimension_code, o.span, o.first, o.last, o.budget,
           o.spent, o.ordered, o.amount, o.over
      FROM ledger.over_budget(p_company, (
           SELECT jsonb_agg(r.value || '{"n": 1, "asked": true}') FROM jsonb_array_elements(p_rows) r), p_billed) o;
END $$;

-- The same of a supplier's bill as it is typed, as finance.save_draft takes it. Runs with the rights of whoever asks.
CREATE OR REPLACE FUNCTION finance.ask_spending(p_company bigint, p_invoice jsonb)
RETURNS TABLE (rule_id bigint, title text, act text, from_account text, to_account text, dimension_code text, span text,
               first date, last date, budget numeric, spent numeric, ordered numeric, amount numeric, over numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v finance.invoice := finance.complete_header(p_company, p_invoice);
    v_rows jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object(
               'day', v.invoice_date, 'account', l.account, 'amount', round(l.net * v.rate, 2), 'period_from', l.period_from,
               'period_to', l.period_to, 'party_id', v.party_id,
               'values', p_invoice -> 'lines' -> (l.line_position - 1) -> 'dimensions')) INTO v_rows
      FROM finance.priced_lines(p_company, p_invoice -> 'lines', coalesce(v.supply_date, v.invoice_date),
                                coalesce(v.prices_include_tax, false)) l
     WHERE l.net <> 0 AND l.account IS NOT NULL;
    RETURN QUERY SELECT a.* FROM ledger.ask_spending(p_company, coalesce(v_rows, '[]'), coalesce(v_rows, '[]')) a;
END $$;

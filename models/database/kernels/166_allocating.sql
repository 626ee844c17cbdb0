-- The doors of allocations: book what rules spread in a month, and take it back.

-- Posts the rules in use for a month, or p_rule alone, each once and as ledger.allocation_moves proposes it; what has
-- nothing to spread is said and not posted. {posted: [{rule_id, run_id, id, series, number, amount}], nothing: [rule_id]}.
CREATE OR REPLACE FUNCTION ledger.allocate(p_request uuid, p_company bigint, p_month date, p_rule bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.allocate', p_company, p_month, p_rule), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_month date := date_trunc('month', p_month::timestamp)::date;
    v_moves ledger.allocation_move[];
    v_runs bigint[];
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    PERFORM ledger.hold_allocations(p_company);
    PERFORM ledger.check_rule_to_run(p_company, v_month, p_rule);
    v_moves := ARRAY(SELECT m FROM ledger.allocation_moves(p_company, v_month) m
                     WHERE p_rule IS NULL OR m.rule_id = p_rule);
    PERFORM ledger.check_moves(p_company, v_month, v_moves, p_rule IS NOT NULL);
    v_runs := ledger.keep_runs(p_company, v_month, v_moves, v_actor);
    PERFORM ledger.post_runs(p_company, v_runs, v_actor, p_request);
    v_answer := jsonb_build_object(
        'posted', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                              'rule_id', x.rule_id, 'run_id', x.id, 'id', e.id, 'series', e.series, 'number', e.number,
                              'amount', x.amount) ORDER BY x.id), '[]')
                     FROM ledger.allocation_run x JOIN ledger.entry e ON e.company_id = p_company AND e.id = x.entry_id
                    WHERE x.company_id = p_company AND x.id = ANY (v_runs)),
        'nothing', (SELECT coalesce(jsonb_agg(m.rule_id), '[]') FROM unnest(v_moves) m WHERE m.kind = 'nothing'));
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Internal: keys and rules are held in the order of their ids, so that of two who run at once the second finds it done, and
-- nobody changes a key under a run.
CREATE OR REPLACE FUNCTION ledger.hold_allocations(p_company bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM ledger.allocation_key k WHERE k.company_id = p_company ORDER BY k.id FOR UPDATE;
    PERFORM 1 FROM ledger.allocation_rule r WHERE r.company_id = p_company ORDER BY r.id FOR UPDATE;
END $$;

-- Internal: a rule that was named is there, in use, and not run for the month.
CREATE OR REPLACE FUNCTION ledger.check_rule_to_run(p_company bigint, p_month date, p_rule bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_rule ledger.allocation_rule;
    v_voucher text;
BEGIN
    IF p_month IS NULL THEN
        PERFORM company.refuse('allocation.no_month', '{"field": "month"}', 'I');
    ELSIF p_rule IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO v_rule FROM ledger.allocation_rule r WHERE r.company_id = p_company AND r.id = p_rule;
    IF v_rule.id IS NULL THEN
        PERFORM company.refuse('record.not_found', jsonb_build_object('table', 'ledger.allocation_rule', 'id', p_rule), 'I');
    END IF;
    SELECT e.series || e.number INTO v_voucher
      FROM ledger.allocation_run x JOIN ledger.entry e ON e.company_id = p_company AND e.id = x.entry_id
     WHERE x.company_id = p_company AND x.rule_id = p_rule AND x.month = p_month AND x.reversal_id IS NULL;
    IF FOUND THEN
        PERFORM company.refuse('allocation.already_run', jsonb_build_object(
            'rule', v_rule.title, 'month', to_char(p_month, 'YYYY-MM'), 'voucher', v_voucher));
    ELSIF NOT ledger.allocates_in(v_rule, p_month) THEN
        PERFORM company.refuse('allocation.not_in_use', jsonb_build_object(
            'rule', v_rule.title, 'month', to_char(p_month, 'YYYY-MM')));
    END IF;
END $$;

-- Internal: what cannot be spread, and where a rule is run alone, what counts on a rule before it that is not run.
CREATE OR REPLACE FUNCTION ledger.check_moves(p_company bigint, p_month date, p_moves ledger.allocation_move[], p_alone boolean)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_bad record;
BEGIN
    SELECT m.kind, r.title, k.code, w.title AS earlier INTO v_bad
      FROM unnest(p_moves) m
      JOIN ledger.allocation_rule r ON r.company_id = p_company AND r.id = m.rule_id
      JOIN ledger.allocation_key k ON k.company_id = p_company AND k.id = r.key_id
      LEFT JOIN ledger.allocation_rule w ON w.company_id = p_company AND w.id = m.waits_for AND p_alone
     WHERE m.kind IN ('no_version', 'no_basis') OR w.id IS NOT NULL
     ORDER BY r.position, r.id, w.id LIMIT 1;
    IF v_bad.earlier IS NOT NULL THEN
        PERFORM company.refuse('allocation.earlier_first', jsonb_build_object('rule', v_bad.title, 'earlier', v_bad.earlier));
    ELSIF v_bad.kind IS NOT NULL THEN
        PERFORM company.refuse('allocation.' || v_bad.kind, jsonb_build_object(
            'rule', v_bad.title, 'key', v_bad.code, 'month', to_char(p_month, 'YYYY-MM')));
    END IF;
END $$;

-- Internal: keeps what is about to be booked: terms, amount, and every share with its weight; answers the runs in order.
CREATE OR REPLACE FUNCTION ledger.keep_runs(p_company bigint, p_month date, p_moves ledger.allocation_move[], p_actor bigint)
RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    v_runs bigint[];
BEGIN
    WITH made AS (
        INSERT INTO ledger.allocation_run (company_id, rule_id, key_id, version_id, month, amount, terms, made_by)
        SELECT p_company, r.id, r.key_id, m.version_id, p_month, m.amount, jsonb_build_object(
                   'title', r.title, 'text', r.text, 'from_account', r.from_account, 'to_account', r.to_account,
                   'source_dimension', r.source_dimension, 'source_code', r.source_code, 'credit_account', r.credit_account,
                   'target_account', r.target_account, 'series', r.series, 'position', r.position), p_actor
          FROM (SELECT x.rule_id, max(x.version_id) AS version_id, -coalesce(sum(x.amount) FILTER (WHERE x.kind = 'taken'), 0) AS amount
                  FROM unnest(p_moves) x WHERE x.kind IN ('taken', 'put') GROUP BY 1) m
          JOIN ledger.allocation_rule r ON r.company_id = p_company AND r.id = m.rule_id
         ORDER BY r.position, r.id
        RETURNING id)
    SELECT coalesce(array_agg(m.id ORDER BY m.id), '{}') INTO v_runs FROM made m;
    INSERT INTO ledger.allocation_run_line (company_id, run_id, position, side, account, dimensions, target, weight, amount)
    SELECT p_company, x.id, row_number() OVER (PARTITION BY x.id ORDER BY m.n), m.kind, m.account, m.marks, m.target, m.weight,
           m.amount
      FROM unnest(p_moves) WITH ORDINALITY m(rule_id, kind, account, marks, target, weight, amount, waits_for, version_id, n)
      JOIN ledger.allocation_run x ON x.company_id = p_company AND x.id = ANY (v_runs) AND x.rule_id = m.rule_id
     WHERE m.kind IN ('taken', 'put');
    RETURN v_runs;
END $$;

-- Internal: one voucher a run, on the last day of its month. What is taken off the account where it stands is taken exactly
-- as it is marked; on other accounts, and where it is put, the rules of dimensions hold.
CREATE OR REPLACE FUNCTION ledger.post_runs(p_company bigint, p_runs bigint[], p_actor bigint, p_request uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_entries jsonb;
    v_ids bigint[];
BEGIN
    IF p_runs = '{}' THEN
        RETURN;
    END IF;
    SELECT jsonb_agg(jsonb_build_object(
               'date', d.last, 'series', x.terms ->> 'series', 'area', 'general', 'source_kind', 'allocation',
               'source_id', x.id, 'source_event', 'posted', 'text', ledger.text_of_day(
                   coalesce(nullif(x.terms ->> 'text', ''), concat(x.terms ->> 'title', ' {period}')), d.last),
               'lines', l.lines) ORDER BY x.id) INTO v_entries
      FROM ledger.allocation_run x
     CROSS JOIN LATERAL (SELECT (x.month + interval '1 month - 1 day')::date AS last) d
     CROSS JOIN LATERAL (
           SELECT jsonb_agg(jsonb_build_object('account', n.account, 'amount', n.amount, 'dimensions', n.dimensions,
                            'as_it_stands', n.side = 'taken' AND x.terms ->> 'credit_account' IS NULL) ORDER BY n.position) AS lines
             FROM ledger.allocation_run_line n
            WHERE n.company_id = p_company AND n.run_id = x.id AND n.amount <> 0) l
     WHERE x.company_id = p_company AND x.id = ANY (p_runs);
    v_ids := ledger.append(p_company, ledger.with_dimension_sets(p_company, v_entries), p_actor, p_request);
    UPDATE ledger.allocation_run x SET entry_id = n.entry_id FROM unnest(p_runs, v_ids) n(run, entry_id)
     WHERE x.company_id = p_company AND x.id = n.run;
END $$;

-- Takes a run back by the mirror of its voucher, on its own day where that is open, else on the first open one, or on a later
-- day; then its rule may be run anew.
CREATE OR REPLACE FUNCTION ledger.take_allocation_back(p_request uuid, p_company bigint, p_run bigint, p_date date, p_text text)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.take_allocation_back', p_company, p_run, p_date, p_text), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_run ledger.allocation_run;
    v_entry ledger.entry;
    v_later text;
    v_reversal bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    PERFORM ledger.hold_allocations(p_company);
    SELECT * INTO v_run FROM ledger.allocation_run x WHERE x.company_id = p_company AND x.id = p_run FOR UPDATE;
    SELECT * INTO v_entry FROM ledger.entry e WHERE e.company_id = p_company AND e.id = v_run.entry_id;
    IF v_run.id IS NULL THEN
        PERFORM company.refuse('record.not_found', jsonb_build_object('table', 'ledger.allocation_run', 'id', p_run), 'I');
    ELSIF p_date < v_entry.entry_date THEN
        PERFORM company.refuse('ledger.reversal_before', jsonb_build_object('date', p_date, 'posted', v_entry.entry_date), 'I');
    END IF;
    v_later := ledger.run_that_saw(v_run);
    IF v_run.reversal_id IS NULL AND v_later IS NOT NULL THEN
        PERFORM company.refuse('allocation.later_first', jsonb_build_object('rule', v_run.terms ->> 'title', 'later', v_later));
    END IF;
    v_reversal := ledger.append_reversal(
        v_entry, coalesce(p_date, ledger.first_open_day(p_company, v_entry.entry_date), v_entry.entry_date),
        coalesce(nullif(p_text, ''), v_entry.text), 'reversal', v_actor, p_request);
    UPDATE ledger.allocation_run SET reversal_id = v_reversal WHERE company_id = p_company AND id = p_run;
    RETURN company.remember_answer(p_request, v_digest, v_actor, ledger.describe(p_company, ARRAY[v_reversal]) -> 0);
END $$;

-- Internal: the title of a later run of the month that stands and counted on what this one moved; null where there is none.
CREATE OR REPLACE FUNCTION ledger.run_that_saw(p_run ledger.allocation_run) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT x.terms ->> 'title'
      FROM ledger.allocation_run x
      JOIN ledger.allocation_version v ON v.company_id = x.company_id AND v.id = x.version_id
      JOIN ledger.allocation_run_line l ON l.company_id = x.company_id AND l.run_id = p_run.id
     WHERE x.company_id = p_run.company_id AND x.month = p_run.month AND x.id > p_run.id AND x.reversal_id IS NULL
       AND (l.account BETWEEN x.terms ->> 'from_account' AND x.terms ->> 'to_account'
            AND (x.terms ->> 'source_code' IS NULL
                 OR coalesce(l.dimensions ->> (x.terms ->> 'source_dimension'), '') = x.terms ->> 'source_code')
            OR l.account BETWEEN v.from_account AND v.to_account)
     ORDER BY x.id DESC LIMIT 1
$$;

-- Each run has its voucher, and took from its accounts and put on them what that voucher says.
CREATE OR REPLACE FUNCTION ledger.verify_allocations(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.allocation_differs', 'error', 'ledger.allocation_run', x.id::text,
           jsonb_build_object('rule', x.terms ->> 'title', 'month', to_char(x.month, 'YYYY-MM'))
      FROM ledger.allocation_run x
     WHERE x.company_id = p_company AND (x.entry_id IS NULL OR EXISTS (
           SELECT FROM (SELECT n.account, n.amount FROM ledger.allocation_run_line n
                         WHERE n.company_id = p_company AND n.run_id = x.id
                        UNION ALL
                        SELECT l.account, -l.amount FROM ledger.line l WHERE l.company_id = p_company AND l.entry_id = x.entry_id) s
            GROUP BY s.account HAVING sum(s.amount) <> 0));
END $$;

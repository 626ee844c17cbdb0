-- Budgets and forecasts: a plan of a fiscal year is a draft until it is approved for good; its copy is the next version.

SET LOCAL check_function_bodies = off;

-- The budget that holds for a fiscal year: of its approved ones, the one that was approved last. Null where there is none.
CREATE OR REPLACE FUNCTION ledger.budget_in_force(p_company bigint, p_year bigint) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT b.id FROM ledger.budget b
     WHERE b.company_id = p_company AND b.fiscal_year_id = p_year AND b.status = 'approved' AND b.kind = 'budget'
     ORDER BY b.approved_at DESC, b.id DESC LIMIT 1
$$;

-- Internal: a draft that was read at p_version, held.
CREATE OR REPLACE FUNCTION ledger.hold_budget(p_company bigint, p_budget bigint, p_version integer) RETURNS ledger.budget
LANGUAGE plpgsql AS $$
DECLARE
    v_budget ledger.budget;
BEGIN
    SELECT * INTO v_budget FROM ledger.budget b WHERE b.company_id = p_company AND b.id = p_budget FOR UPDATE;
    IF v_budget.id IS NULL THEN
        PERFORM company.refuse('record.not_found', jsonb_build_object('table', 'ledger.budget', 'id', p_budget), 'I');
    ELSIF v_budget.status = 'approved' THEN
        PERFORM company.refuse('budget.approved', jsonb_build_object('code', v_budget.code, 'version', v_budget.version));
    ELSIF v_budget.row_version IS DISTINCT FROM p_version THEN
        PERFORM company.refuse('record.changed', jsonb_build_object('table', 'ledger.budget', 'id', p_budget), 'C');
    END IF;
    RETURN v_budget;
END $$;

-- Internal: a new draft, the next version of its code in its year. p_head: {fiscal_year_id, kind, code, title?}.
CREATE OR REPLACE FUNCTION ledger.insert_budget(p_company bigint, p_head jsonb) RETURNS ledger.budget
LANGUAGE plpgsql AS $$
DECLARE
    v_year bigint := (p_head ->> 'fiscal_year_id')::bigint;
    v_code text := btrim(coalesce(p_head ->> 'code', ''));
    v_budget ledger.budget;
BEGIN
    -- Held, so that two who make a version at once make two.
    PERFORM 1 FROM ledger.fiscal_year y WHERE y.company_id = p_company AND y.id = v_year FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM company.refuse('budget.no_year', '{"field": "fiscal_year_id"}', 'I');
    ELSIF v_code = '' OR length(v_code) > 20 THEN
        PERFORM company.refuse('budget.no_code', '{"field": "code"}', 'I');
    ELSIF coalesce(p_head ->> 'kind', '') NOT IN ('budget', 'forecast') THEN
        PERFORM company.refuse('budget.no_kind', '{"field": "kind"}', 'I');
    END IF;
    INSERT INTO ledger.budget (company_id, fiscal_year_id, kind, code, version, title)
    SELECT p_company, v_year, p_head ->> 'kind', v_code, coalesce(max(b.version), 0) + 1, coalesce(p_head ->> 'title', '')
      FROM ledger.budget b WHERE b.company_id = p_company AND b.fiscal_year_id = v_year AND b.code = v_code
    RETURNING * INTO v_budget;
    RETURN v_budget;
END $$;

-- Internal: the rows of a draft as they shall be: [{account, dimensions?: {"1": "100"}, amounts: {"2026-01-01": "100.00"}}].
-- What stands on another account or combination stays, unless p_whole. An amount of nothing is none.
CREATE OR REPLACE FUNCTION ledger.write_budget_rows(
    p_company bigint, p_budget ledger.budget, p_rows jsonb, p_whole boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_sets bigint[];
BEGIN
    PERFORM ledger.check_budget_rows(p_company, p_budget, p_rows);
    v_sets := ledger.keep_dimensions(p_company, (
        SELECT coalesce(jsonb_agg(coalesce(r.value -> 'dimensions', '{}') ORDER BY r.ordinality), '[]')
          FROM jsonb_array_elements(p_rows) WITH ORDINALITY r));
    WITH named AS MATERIALIZED (
        SELECT r.value ->> 'account' AS account, v_sets[r.ordinality] AS dimension_set, r.value -> 'amounts' AS amounts
          FROM jsonb_array_elements(p_rows) WITH ORDINALITY r),
    wanted AS MATERIALIZED (
        SELECT n.account, n.dimension_set, m.key::date AS month, m.value::numeric AS amount
          FROM named n CROSS JOIN LATERAL jsonb_each_text(n.amounts) m WHERE m.value::numeric <> 0),
    gone AS (
        DELETE FROM ledger.budget_amount a
         WHERE a.company_id = p_company AND a.budget_id = p_budget.id
           AND (p_whole OR EXISTS (SELECT FROM named n WHERE n.account = a.account AND n.dimension_set = a.dimension_set))
           AND NOT EXISTS (SELECT FROM wanted w WHERE w.account = a.account AND w.dimension_set = a.dimension_set
                              AND w.month = a.month))
    INSERT INTO ledger.budget_amount AS a (company_id, budget_id, account, dimension_set, month, amount)
    SELECT p_company, p_budget.id, w.account, w.dimension_set, w.month, w.amount FROM wanted w
    ON CONFLICT (company_id, budget_id, account, dimension_set, month) DO UPDATE SET amount = EXCLUDED.amount
     WHERE a.amount <> EXCLUDED.amount;
END $$;

-- Internal: refuses, naming row and field, what is no row of this plan.
CREATE OR REPLACE FUNCTION ledger.check_budget_rows(p_company bigint, p_budget ledger.budget, p_rows jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_bad record;
BEGIN
    SELECT r.ordinality AS line, r.value ->> 'account' AS account INTO v_bad
      FROM jsonb_array_elements(p_rows) WITH ORDINALITY r
     WHERE NOT EXISTS (SELECT FROM ledger.account a WHERE a.company_id = p_company AND a.number = r.value ->> 'account')
     ORDER BY 1 LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('budget.unknown_account', jsonb_build_object(
            'field', 'account', 'line', v_bad.line, 'account', coalesce(v_bad.account, '')), 'I');
    END IF;
    SELECT max(r.ordinality) AS line, r.value ->> 'account' AS account INTO v_bad
      FROM jsonb_array_elements(p_rows) WITH ORDINALITY r
     GROUP BY r.value ->> 'account', coalesce(r.value -> 'dimensions', '{}') HAVING count(*) > 1 ORDER BY 1 LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('budget.row_twice', jsonb_build_object(
            'field', 'account', 'line', v_bad.line, 'account', v_bad.account), 'I');
    END IF;
    SELECT r.ordinality AS line, r.value ->> 'account' AS account, m.key AS month, m.value AS amount,
           m.value::numeric <> round(m.value::numeric, 2) OR abs(m.value::numeric) >= 1e16 AS wrong_amount INTO v_bad
      FROM jsonb_array_elements(p_rows) WITH ORDINALITY r CROSS JOIN LATERAL jsonb_each_text(r.value -> 'amounts') m
      JOIN ledger.fiscal_year y ON y.company_id = p_company AND y.id = p_budget.fiscal_year_id
     WHERE m.key::date <> date_trunc('month', m.key::timestamp)::date
        OR m.key::date NOT BETWEEN date_trunc('month', y.starts_on::timestamp)::date AND y.ends_on
        OR m.value::numeric <> round(m.value::numeric, 2) OR abs(m.value::numeric) >= 1e16
     ORDER BY 1, 3 LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse(
            CASE WHEN v_bad.wrong_amount THEN 'budget.wrong_amount' ELSE 'budget.month_outside' END,
            jsonb_build_object('field', v_bad.month, 'line', v_bad.line, 'account', v_bad.account,
                               'month', left(v_bad.month, 7), 'amount', v_bad.amount), 'I');
    END IF;
END $$;

-- A new draft with its rows: {id, version}. p_rows as ledger.write_budget_rows has them.
CREATE OR REPLACE FUNCTION ledger.create_budget(p_request uuid, p_company bigint, p_head jsonb, p_rows jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.create_budget', p_company, p_head, p_rows), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_budget ledger.budget;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_budget := ledger.insert_budget(p_company, p_head);
    PERFORM ledger.write_budget_rows(p_company, v_budget, p_rows, true);
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object(
        'id', v_budget.id, 'version', v_budget.row_version));
END $$;

CREATE OR REPLACE FUNCTION ledger.is_of_result(p_company bigint, p_account text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.kind IN ('income', 'expense') FROM ledger.account a WHERE a.company_id = p_company AND a.number = p_account
$$;

-- Internal: what is booked on the accounts of the result in the months of a draft that begin until a day.
CREATE OR REPLACE FUNCTION ledger.take_actuals(p_company bigint, p_budget ledger.budget, p_to date) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO ledger.budget_amount (company_id, budget_id, account, dimension_set, month, amount)
    SELECT p_company, (p_budget).id, b.account, b.dimension_set, b.starts_on, sum(b.debit - b.credit)
      FROM ledger.fiscal_year y
      JOIN ledger.balance b ON b.company_id = p_company AND b.grain = 'M' AND b.kind NOT IN ('opening', 'closing')
           AND b.starts_on BETWEEN date_trunc('month', y.starts_on::timestamp)::date AND least(y.ends_on, p_to)
      JOIN ledger.book k ON k.company_id = p_company AND k.id = b.book_id AND k.code = 'main'
     WHERE y.company_id = p_company AND y.id = (p_budget).fiscal_year_id AND ledger.is_of_result(p_company, b.account)
     GROUP BY 3, 4, 5 HAVING sum(b.debit - b.credit) <> 0
$$;

-- A copy of any plan as a new draft, its months counted from the start of its year; p_percent raises every amount. With
-- `actuals_to` in its head, what is booked on the accounts of the result stands in the months up to that day, as in a
-- forecast that rolls on.
CREATE OR REPLACE FUNCTION ledger.copy_budget(
    p_request uuid, p_company bigint, p_budget_id bigint, p_head jsonb, p_percent numeric) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.copy_budget', p_company, p_budget_id, p_head, p_percent), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_actuals_to date := (p_head ->> 'actuals_to')::date;
    v_from ledger.budget;
    v_budget ledger.budget;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    -- Held, so that it is copied as it stood at one moment.
    SELECT * INTO v_from FROM ledger.budget b WHERE b.company_id = p_company AND b.id = p_budget_id FOR SHARE;
    IF v_from.id IS NULL THEN
        PERFORM company.refuse('record.not_found', jsonb_build_object('table', 'ledger.budget', 'id', p_budget_id), 'I');
    ELSIF p_percent IS NULL OR p_percent NOT BETWEEN -100 AND 1000 THEN
        PERFORM company.refuse('budget.wrong_percent', '{"field": "percent"}', 'I');
    END IF;
    v_budget := ledger.insert_budget(p_company, jsonb_build_object('fiscal_year_id', v_from.fiscal_year_id,
        'kind', v_from.kind, 'code', v_from.code, 'title', v_from.title) || p_head);
    INSERT INTO ledger.budget_amount (company_id, budget_id, account, dimension_set, month, amount)
    SELECT p_company, v_budget.id, x.account, x.dimension_set, x.month, x.amount
      FROM (SELECT a.account, a.dimension_set, round(a.amount * (1 + p_percent / 100), 2) AS amount,
                   (a.month + make_interval(months => finance.months_between(f.starts_on, t.starts_on)))::date AS month,
                   t.ends_on
              FROM ledger.budget_amount a
              JOIN ledger.fiscal_year f ON f.company_id = p_company AND f.id = v_from.fiscal_year_id
              JOIN ledger.fiscal_year t ON t.company_id = p_company AND t.id = v_budget.fiscal_year_id
             WHERE a.company_id = p_company AND a.budget_id = v_from.id) x
     WHERE x.amount <> 0 AND x.month <= x.ends_on
       AND (v_actuals_to IS NULL OR x.month > v_actuals_to OR NOT ledger.is_of_result(p_company, x.account));
    IF v_actuals_to IS NOT NULL THEN
        PERFORM ledger.take_actuals(p_company, v_budget, v_actuals_to);
    END IF;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object(
        'id', v_budget.id, 'version', v_budget.row_version));
END $$;

-- A draft as it shall be: its title and kind, and its rows, all of them (p_whole) or those of the accounts and combinations
-- named. What is null stays.
CREATE OR REPLACE FUNCTION ledger.save_budget(
    p_request uuid, p_company bigint, p_budget_id bigint, p_version integer, p_title text, p_kind text, p_rows jsonb,
    p_whole boolean) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.save_budget', p_company, p_budget_id, p_version,
        p_title, p_kind, p_rows, p_whole), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_budget ledger.budget;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_budget := ledger.hold_budget(p_company, p_budget_id, p_version);
    IF p_kind NOT IN ('budget', 'forecast') THEN
        PERFORM company.refuse('budget.no_kind', '{"field": "kind"}', 'I');
    END IF;
    IF p_rows IS NOT NULL THEN
        PERFORM ledger.write_budget_rows(p_company, v_budget, p_rows, p_whole);
    END IF;
    UPDATE ledger.budget SET title = coalesce(p_title, title), kind = coalesce(p_kind, kind), changed_at = now()
     WHERE company_id = p_company AND id = v_budget.id RETURNING * INTO v_budget;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object(
        'id', v_budget.id, 'version', v_budget.row_version));
END $$;

-- For good: neither its head nor an amount changes from here on.
CREATE OR REPLACE FUNCTION ledger.approve_budget(p_request uuid, p_company bigint, p_budget_id bigint, p_version integer)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.approve_budget', p_company, p_budget_id, p_version), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_budget ledger.budget;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_budget := ledger.hold_budget(p_company, p_budget_id, p_version);
    IF NOT EXISTS (SELECT FROM ledger.budget_amount a WHERE a.company_id = p_company AND a.budget_id = v_budget.id) THEN
        PERFORM company.refuse('budget.empty', jsonb_build_object('code', v_budget.code, 'version', v_budget.version));
    END IF;
    UPDATE ledger.budget SET status = 'approved', approved_at = clock_timestamp(), approved_by = v_actor
     WHERE company_id = p_company AND id = v_budget.id RETURNING * INTO v_budget;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object(
        'id', v_budget.id, 'version', v_budget.row_version));
END $$;

CREATE OR REPLACE FUNCTION ledger.delete_budget(p_request uuid, p_company bigint, p_budget_id bigint, p_version integer)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.delete_budget', p_company, p_budget_id, p_version), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_budget ledger.budget;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_budget := ledger.hold_budget(p_company, p_budget_id, p_version);
    DELETE FROM ledger.budget_amount WHERE company_id = p_company AND budget_id = v_budget.id;
    DELETE FROM ledger.budget WHERE company_id = p_company AND id = v_budget.id;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', v_budget.id));
END $$;

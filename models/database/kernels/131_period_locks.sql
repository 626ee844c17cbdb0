-- Locks of periods: area by area, then everything; frozen for all but a few; opened again with a reason, latest first.
-- Closing copies no rows: it is a flag, with what each account came to and the digest of that as its proof.

-- What one area of a period is: locked, frozen or open.
CREATE OR REPLACE FUNCTION ledger.state_of_area(p ledger.period, p_area text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN (p).locked_areas && ARRAY[p_area, 'all'] THEN 'locked'
                WHEN (p).frozen_areas && ARRAY[p_area, 'all'] THEN 'frozen' ELSE 'open' END
$$;

-- Internal: the period, held until the commit. Waits for postings under way in it, which hold the row shared.
CREATE OR REPLACE FUNCTION ledger.hold_period(p_company bigint, p_period bigint) RETURNS ledger.period
LANGUAGE plpgsql AS $$
DECLARE
    v_period ledger.period;
BEGIN
    SELECT * INTO v_period FROM ledger.period p WHERE p.company_id = p_company AND p.id = p_period FOR NO KEY UPDATE;
    IF v_period.id IS NULL THEN
        PERFORM company.refuse('close.no_period', jsonb_build_object('id', p_period), 'I');
    END IF;
    RETURN v_period;
END $$;

-- Whether whoever acts may post in a frozen period; nobody may after its last day.
CREATE OR REPLACE FUNCTION ledger.may_post_frozen(p_company bigint, p_frozen_for bigint[], p_until date) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT coalesce(company.actor() = ANY (p_frozen_for) AND company.today(p_company) <= p_until, false)
$$;

-- Internal: says of a frozen period who may still post in it, and until when.
CREATE OR REPLACE FUNCTION ledger.refuse_frozen(p_company bigint, p_date date, p_kind text, p_area text) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
    p ledger.period;
BEGIN
    SELECT * INTO p FROM ledger.period x WHERE x.company_id = p_company AND p_date BETWEEN x.starts_on AND x.ends_on
       AND x.kind = p_kind AND NOT (p_area = ANY (x.locked_areas) OR 'all' = ANY (x.locked_areas))
       AND (p_area = ANY (x.frozen_areas) OR 'all' = ANY (x.frozen_areas));
    IF FOUND THEN
        PERFORM company.refuse('ledger.period_frozen', jsonb_build_object('date', p_date, 'until', p.frozen_until, 'people', (
            SELECT string_agg(u.full_name, ', ' ORDER BY u.full_name) FROM company.app_user u WHERE u.id = ANY (p.frozen_for))));
    END IF;
END $$;

-- What each account came to in a period, from the balances alone. Vouchers of a year-end count in its adjustment period.
CREATE OR REPLACE FUNCTION ledger.period_totals(p_company bigint, p_period ledger.period)
RETURNS TABLE (account text, debit numeric, credit numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_book bigint := (SELECT k.id FROM ledger.book k WHERE k.company_id = p_company AND k.code = 'main');
    s record;
BEGIN
    FOR s IN SELECT x.* FROM reporting.spans(p_period.starts_on, p_period.ends_on + 1) x LOOP
        RETURN QUERY
        SELECT b.account::text, sum(b.debit), sum(b.credit) FROM ledger.balance b
         WHERE b.company_id = p_company AND b.book_id = v_book AND b.grain = s.grain AND b.starts_on >= s.first
           AND b.starts_on < s.past AND (b.kind IN ('adjustment', 'closing')) = (p_period.kind = 'adjustment')
         GROUP BY 1;
    END LOOP;
END $$;

-- [debit, credit] by account, and the digest of it as text.
CREATE OR REPLACE FUNCTION ledger.proof_of_period(p_company bigint, p_period ledger.period, OUT totals jsonb, OUT digest bytea)
LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_object_agg(t.account, jsonb_build_array(t.debit, t.credit)), '{}'),
           sha256(convert_to(coalesce(string_agg(concat_ws('|', t.account, t.debit, t.credit), E'\n'
                                                 ORDER BY t.account COLLATE "C"), ''), 'UTF8'))
      FROM (SELECT x.account, sum(x.debit) AS debit, sum(x.credit) AS credit
              FROM ledger.period_totals(p_company, p_period) x GROUP BY 1) t
$$;

CREATE OR REPLACE FUNCTION ledger.tell_of_period(
    p_period ledger.period, p_actor bigint, p_event text, p_area text, p_reason text DEFAULT '') RETURNS void
LANGUAGE sql AS $$
    INSERT INTO ledger.period_event (company_id, period_id, event, area, user_id, reason)
    VALUES (p_period.company_id, p_period.id, p_event, p_area, p_actor, p_reason)
$$;

-- Internal: why a period cannot be closed for everything, if it cannot.
CREATE OR REPLACE FUNCTION ledger.check_can_close(p_period ledger.period) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_areas text[] := (SELECT array_agg(a ORDER BY o) FROM unnest(ARRAY['receivables', 'payables', 'stock', 'payroll'])
                       WITH ORDINALITY x(a, o) WHERE a <> ALL (p_period.locked_areas));
    v_span jsonb := jsonb_build_object('from', p_period.starts_on, 'to', p_period.ends_on);
    v_found record;
BEGIN
    IF v_areas IS NOT NULL THEN
        PERFORM company.refuse('ledger.areas_open', v_span || jsonb_build_object('areas', array_to_string(v_areas, ', ')));
    END IF;
    SELECT p.starts_on, p.ends_on INTO v_found FROM ledger.period p
     WHERE p.company_id = p_period.company_id AND p.kind = 'regular' AND NOT 'all' = ANY (p.locked_areas)
       AND p.id <> p_period.id AND (p_period.kind = 'regular' AND p.ends_on < p_period.starts_on
            OR p_period.kind = 'adjustment' AND p.fiscal_year_id = p_period.fiscal_year_id) ORDER BY p.starts_on LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('ledger.earlier_open', jsonb_build_object('from', v_found.starts_on, 'to', v_found.ends_on));
    END IF;
    SELECT count(*) AS count, min(t.name) AS name INTO v_found FROM ledger.close_task t
     WHERE t.company_id = p_period.company_id AND t.period_id = p_period.id
       AND (t.signed_at IS NULL OR t.reviewed AND t.reviewed_at IS NULL);
    IF v_found.count > 0 THEN
        PERFORM company.refuse('close.tasks_open', v_span || jsonb_build_object('count', v_found.count, 'name', v_found.name));
    END IF;
END $$;

CREATE OR REPLACE FUNCTION ledger.close_held(p_period ledger.period, p_actor bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_proof record;
BEGIN
    PERFORM ledger.check_can_close(p_period);
    UPDATE ledger.period SET locked_areas = array_append(locked_areas, 'all'), frozen_areas = '{}', frozen_for = '{}',
           frozen_until = NULL
     WHERE company_id = p_period.company_id AND id = p_period.id;
    SELECT * INTO v_proof FROM ledger.proof_of_period(p_period.company_id, p_period);
    INSERT INTO ledger.period_event (company_id, period_id, event, area, user_id, totals, digest, working_days)
    VALUES (p_period.company_id, p_period.id, 'close', 'all', p_actor, v_proof.totals, v_proof.digest,
            company.working_days(p_period.company_id, p_period.ends_on, company.today(p_period.company_id)));
END $$;

CREATE OR REPLACE FUNCTION ledger.check_areas(VARIADIC p_areas text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_wrong text := (SELECT a FROM unnest(p_areas) a WHERE a IS NULL OR a NOT IN (
                     'receivables', 'payables', 'stock', 'payroll', 'general', 'all') LIMIT 1);
BEGIN
    IF v_wrong IS NOT NULL OR coalesce(cardinality(p_areas), 0) = 0 THEN
        PERFORM company.refuse('ledger.unknown_area', jsonb_build_object('field', 'area', 'area', coalesce(v_wrong, '')), 'I');
    END IF;
END $$;

-- Locks a period for one area; or for all, which closes it: the areas first, earlier periods first, every task signed.
CREATE OR REPLACE FUNCTION ledger.lock_period(p_company bigint, p_period_id bigint, p_area text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_period ledger.period;
BEGIN
    PERFORM ledger.check_areas(p_area);
    v_period := ledger.hold_period(p_company, p_period_id);
    IF p_area = ANY (v_period.locked_areas) THEN
        RETURN;
    ELSIF p_area = 'all' THEN
        PERFORM ledger.close_held(v_period, v_actor);
    ELSE
        UPDATE ledger.period SET locked_areas = array_append(locked_areas, p_area)
         WHERE company_id = p_company AND id = p_period_id;
        PERFORM ledger.tell_of_period(v_period, v_actor, 'lock', p_area);
    END IF;
END $$;

-- Closes every open period up to this one, in their order, each with the areas that are still open. Answers how many.
CREATE OR REPLACE FUNCTION ledger.close_periods(p_company bigint, p_last_period bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_last ledger.period := ledger.hold_period(p_company, p_last_period);
    v_area text;
    v_count integer := 0;
    p ledger.period;
BEGIN
    FOR p IN SELECT x.* FROM ledger.period x
              WHERE x.company_id = p_company AND x.kind = 'regular' AND NOT 'all' = ANY (x.locked_areas)
                AND x.ends_on <= v_last.ends_on ORDER BY x.starts_on FOR NO KEY UPDATE LOOP
        FOREACH v_area IN ARRAY ARRAY['receivables', 'payables', 'stock', 'payroll'] LOOP
            IF v_area <> ALL (p.locked_areas) THEN
                p.locked_areas := array_append(p.locked_areas, v_area);
                PERFORM ledger.tell_of_period(p, v_actor, 'lock', v_area);
            END IF;
        END LOOP;
        UPDATE ledger.period SET locked_areas = p.locked_areas WHERE company_id = p_company AND id = p.id;
        PERFORM ledger.close_held(p, v_actor);
        v_count := v_count + 1;
    END LOOP;
    RETURN v_count;
END $$;

CREATE OR REPLACE FUNCTION ledger.check_reason(p_reason text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    IF trim(coalesce(p_reason, '')) = '' THEN
        PERFORM company.refuse('ledger.reason_missing', '{"field": "reason"}', 'I');
    END IF;
    RETURN trim(p_reason);
END $$;

-- Opens an area again; or everything, the latest closed period first. The areas stay locked until they are opened too.
CREATE OR REPLACE FUNCTION ledger.unlock_period(p_company bigint, p_period_id bigint, p_area text, p_reason text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_reason text := ledger.check_reason(p_reason);
    v_period ledger.period;
    v_later record;
BEGIN
    PERFORM ledger.check_areas(p_area);
    v_period := ledger.hold_period(p_company, p_period_id);
    IF p_area <> ALL (v_period.locked_areas) THEN
        RETURN;
    ELSIF p_area <> 'all' AND 'all' = ANY (v_period.locked_areas) THEN
        PERFORM company.refuse('ledger.period_closed', jsonb_build_object('from', v_period.starts_on, 'to', v_period.ends_on));
    END IF;
    SELECT p.starts_on, p.ends_on INTO v_later FROM ledger.period p
     WHERE p_area = 'all' AND p.company_id = p_company AND v_period.kind = 'regular' AND p.kind = 'regular'
       AND 'all' = ANY (p.locked_areas) AND p.starts_on > v_period.ends_on ORDER BY p.starts_on DESC LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('ledger.later_closed', jsonb_build_object('from', v_later.starts_on, 'to', v_later.ends_on));
    END IF;
    UPDATE ledger.period SET locked_areas = array_remove(locked_areas, p_area)
     WHERE company_id = p_company AND id = p_period_id;
    PERFORM ledger.tell_of_period(v_period, v_actor, CASE p_area WHEN 'all' THEN 'reopen' ELSE 'unlock' END, p_area, v_reason);
    INSERT INTO audit.entry (company_id, subject, key, action, new, user_id, login)
    VALUES (p_company, 'ledger.period', p_period_id, 'unlock', jsonb_build_object('area', p_area, 'reason', v_reason),
            v_actor, session_user);
END $$;

-- Only the people named post in these areas of the period, until the end of a day; after it nobody does.
CREATE OR REPLACE FUNCTION ledger.freeze_period(
    p_company bigint, p_period_id bigint, p_areas text[], p_people bigint[], p_until date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_period ledger.period;
    v_names text;
BEGIN
    PERFORM ledger.check_areas(VARIADIC p_areas);
    v_period := ledger.hold_period(p_company, p_period_id);
    SELECT string_agg(u.full_name, ', ' ORDER BY u.full_name) INTO v_names
      FROM company.app_user u JOIN company.user_company c ON c.user_id = u.id AND c.company_id = p_company
     WHERE u.id = ANY (p_people) HAVING count(*) = (SELECT count(DISTINCT x) FROM unnest(p_people) x);
    IF 'all' = ANY (v_period.locked_areas) THEN
        PERFORM company.refuse('ledger.period_closed', jsonb_build_object('from', v_period.starts_on, 'to', v_period.ends_on));
    ELSIF v_names IS NULL THEN
        PERFORM company.refuse('close.nobody', '{"field": "people"}', 'I');
    ELSIF p_until IS NULL OR p_until < company.today(p_company) THEN
        PERFORM company.refuse('close.day_past', jsonb_build_object('field', 'until', 'day', p_until), 'I');
    END IF;
    UPDATE ledger.period SET frozen_areas = p_areas, frozen_for = p_people, frozen_until = p_until
     WHERE company_id = p_company AND id = p_period_id;
    PERFORM ledger.tell_of_period(v_period, v_actor, 'freeze', array_to_string(p_areas, ', '), concat_ws(' ', v_names, p_until));
END $$;

CREATE OR REPLACE FUNCTION ledger.thaw_period(p_company bigint, p_period_id bigint, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_reason text := ledger.check_reason(p_reason);
    v_period ledger.period := ledger.hold_period(p_company, p_period_id);
BEGIN
    IF v_period.frozen_areas = '{}' THEN
        RETURN;
    END IF;
    UPDATE ledger.period SET frozen_areas = '{}', frozen_for = '{}', frozen_until = NULL
     WHERE company_id = p_company AND id = p_period_id;
    PERFORM ledger.tell_of_period(v_period, v_actor, 'thaw', array_to_string(v_period.frozen_areas, ', '), v_reason);
END $$;

-- Entries that come by themselves: vouchers that repeat, reversals that were planned, amounts that are spread over months.
-- All that is due is posted by one door, each thing once, whoever asks and however often.

SET LOCAL check_function_bodies = off;

-- The days on which a repetition is due, from its first on, until p_to.
CREATE OR REPLACE FUNCTION ledger.days_of(p_recurring ledger.recurring, p_to date) RETURNS SETOF date
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT x.day FROM (
        SELECT CASE WHEN p_recurring.unit = 'week' THEN p_recurring.starts_on + 7 * p_recurring.every * k
               ELSE (SELECT CASE WHEN p_recurring.day = 0 THEN m.last
                                 ELSE least(m.last, m.first + p_recurring.day - 1) END
                       FROM (SELECT y.first, (y.first + interval '1 month - 1 day')::date AS last
                               FROM (SELECT (date_trunc('month', p_recurring.starts_on::timestamp)
                                             + make_interval(months => p_recurring.every * k))::date AS first) y) m)
               END AS day
          FROM generate_series(0, (least(p_to, p_recurring.ends_on, p_recurring.starts_on + 75000) - p_recurring.starts_on)
                                  / (CASE p_recurring.unit WHEN 'week' THEN 7 ELSE 28 END * p_recurring.every) + 1) k) x
     WHERE x.day BETWEEN p_recurring.starts_on AND least(p_to, p_recurring.ends_on)
$$;

-- Everything that is due until p_to and not posted. Runs with the rights of whoever asks.
CREATE OR REPLACE FUNCTION ledger.due_items(p_company bigint, p_to date)
RETURNS TABLE (kind text, id bigint, due_on date, text text, amount numeric, entry_id bigint)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT 'recurring', r.id, d.day, ledger.text_of_day(r.text, d.day), m.amount, r.model_id
      FROM ledger.recurring r
     CROSS JOIN LATERAL ledger.days_of(r, p_to) d(day)
     CROSS JOIN LATERAL (SELECT coalesce(sum(l.amount), 0) AS amount FROM ledger.line l
                          WHERE l.company_id = p_company AND l.entry_id = r.model_id AND l.amount > 0) m
     WHERE r.company_id = p_company AND r.active AND NOT EXISTS (
           SELECT FROM ledger.recurring_run x WHERE x.company_id = p_company AND x.recurring_id = r.id AND x.due_on = d.day)
    UNION ALL
    SELECT 'reversal', p.id, p.reverse_on, e.series || e.number || ' ' || e.text, m.amount, p.entry_id
      FROM ledger.planned_reversal p
      JOIN ledger.entry e ON e.company_id = p_company AND e.id = p.entry_id
     CROSS JOIN LATERAL (SELECT coalesce(sum(l.amount), 0) AS amount FROM ledger.line l
                          WHERE l.company_id = p_company AND l.entry_id = p.entry_id AND l.amount > 0) m
     WHERE p.company_id = p_company AND p.reversal_id IS NULL AND p.reverse_on <= p_to
       AND NOT EXISTS (SELECT FROM ledger.entry x WHERE x.company_id = p_company AND x.reverses_id = p.entry_id)
    UNION ALL
    SELECT 'deferral', q.id, q.posts_on, f.text, abs(q.amount),
           (SELECT l.entry_id FROM ledger.line l WHERE l.company_id = p_company AND l.id = f.line_id)
      FROM ledger.deferral_part q JOIN ledger.deferral f ON f.company_id = p_company AND f.id = q.deferral_id
     WHERE q.company_id = p_company AND q.entry_id IS NULL AND q.posts_on <= p_to
     ORDER BY 3, 1, 2
$$;

CREATE OR REPLACE FUNCTION ledger.text_of_day(p_text text, p_day date) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT replace(replace(replace(p_text, '{period}', to_char(p_day, 'YYYY-MM')), '{month}', to_char(p_day, 'MM')),
                   '{year}', to_char(p_day, 'YYYY'))
$$;

-- For the close of a month: what is due in it or before and not posted.
CREATE OR REPLACE FUNCTION ledger.check_due(p_company bigint, p_period bigint) RETURNS TABLE (count bigint, amount numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*), coalesce(sum(d.amount), 0)
      FROM ledger.period p CROSS JOIN LATERAL ledger.due_items(p_company, p.ends_on) d
     WHERE p.company_id = p_company AND p.id = p_period
$$;

-- Internal: the voucher that a repetition books on a day: its model again, due as many days later as that was.
CREATE OR REPLACE FUNCTION ledger.repeated(p_recurring ledger.recurring, p_day date, p_run bigint) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
               'date', p_day, 'series', e.series, 'area', e.area, 'text', ledger.text_of_day(p_recurring.text, p_day),
               'source_kind', 'recurring', 'source_id', p_run, 'source_event', 'posted',
               'lines', (SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                   'account', l.account, 'amount', l.amount, 'currency', l.currency, 'amount_currency', l.amount_currency,
                   'dimension_set', l.dimension_set, 'party_id', l.party_id, 'due_on', p_day + (l.due_on - e.entry_date),
                   'tax_code', l.tax_code, 'quantity', l.quantity, 'unit', l.unit, 'text', l.text)) ORDER BY l.position)
                  FROM ledger.line l WHERE l.company_id = e.company_id AND l.entry_id = e.id))
      FROM ledger.entry e WHERE e.company_id = p_recurring.company_id AND e.id = p_recurring.model_id
$$;

-- Internal: the voucher of one part of a spread amount.
CREATE OR REPLACE FUNCTION ledger.deferral_voucher(
    p_deferral ledger.deferral, p_day date, p_amount numeric, p_from text, p_to text, p_kind text, p_source bigint)
RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
               'date', p_day, 'series', (SELECT min(d.code) FROM ledger.series_definition d
                                          WHERE d.company_id = p_deferral.company_id AND d.area = 'general'),
               'area', 'general', 'text', p_deferral.text, 'source_kind', p_kind, 'source_id', p_source,
               'source_event', 'posted', 'lines', jsonb_build_array(
                   jsonb_build_object('account', p_to, 'amount', p_amount, 'dimension_set', l.dimension_set),
                   jsonb_build_object('account', p_from, 'amount', -p_amount, 'dimension_set', l.dimension_set)))
      FROM ledger.line l WHERE l.company_id = p_deferral.company_id AND l.id = p_deferral.line_id
$$;

-- Posts what is due until p_to: {posted, recurring, reversal, deferral}. Repetitions and spread amounts are held first, in
-- the order of their keys, so that two who ask at once post each thing once.
CREATE OR REPLACE FUNCTION ledger.post_due(p_request uuid, p_company bigint, p_to date) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.post_due', p_company, p_to), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_counts jsonb;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    PERFORM 1 FROM ledger.recurring r WHERE r.company_id = p_company ORDER BY r.id FOR UPDATE;
    PERFORM 1 FROM ledger.planned_reversal p WHERE p.company_id = p_company AND p.reversal_id IS NULL ORDER BY p.id FOR UPDATE;
    PERFORM 1 FROM ledger.deferral_part q WHERE q.company_id = p_company AND q.entry_id IS NULL ORDER BY q.id FOR UPDATE;
    v_counts := jsonb_build_object(
        'recurring', ledger.post_repeated(p_company, p_to, v_actor, p_request),
        'deferral', ledger.post_parts(p_company, p_to, v_actor, p_request),
        'reversal', ledger.post_reversals(p_company, p_to, v_actor, p_request));
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_counts);
END $$;

CREATE OR REPLACE FUNCTION ledger.post_repeated(p_company bigint, p_to date, p_actor bigint, p_request uuid) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_runs bigint[];
    v_entries jsonb;
    v_ids bigint[];
BEGIN
    WITH made AS (
        INSERT INTO ledger.recurring_run (company_id, recurring_id, due_on)
        SELECT p_company, d.id, d.due_on FROM ledger.due_items(p_company, p_to) d WHERE d.kind = 'recurring'
         ORDER BY d.due_on, d.id
        RETURNING id)
    SELECT array_agg(m.id ORDER BY m.id) INTO v_runs FROM made m;
    IF v_runs IS NULL THEN
        RETURN 0;
    END IF;
    SELECT jsonb_agg(ledger.repeated(r, x.due_on, x.id) ORDER BY x.id) INTO v_entries
      FROM ledger.recurring_run x JOIN ledger.recurring r ON r.company_id = p_company AND r.id = x.recurring_id
     WHERE x.company_id = p_company AND x.id = ANY (v_runs);
    v_ids := ledger.append(p_company, v_entries, p_actor, p_request);
    UPDATE ledger.recurring_run x SET entry_id = n.entry_id FROM unnest(v_runs, v_ids) n(run, entry_id)
     WHERE x.company_id = p_company AND x.id = n.run;
    INSERT INTO ledger.planned_reversal (company_id, entry_id, reverse_on)
    SELECT p_company, x.entry_id, (date_trunc('month', x.due_on::timestamp) + interval '1 month')::date
      FROM ledger.recurring_run x JOIN ledger.recurring r ON r.company_id = p_company AND r.id = x.recurring_id
     WHERE x.company_id = p_company AND x.id = ANY (v_runs) AND r.reverses;
    RETURN cardinality(v_runs);
END $$;

CREATE OR REPLACE FUNCTION ledger.post_parts(p_company bigint, p_to date, p_actor bigint, p_request uuid) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_parts bigint[];
    v_entries jsonb;
    v_ids bigint[];
BEGIN
    SELECT array_agg(q.id ORDER BY q.posts_on, q.id),
           jsonb_agg(ledger.deferral_voucher(f, q.posts_on, q.amount, f.deferral_account, f.cost_account, 'deferral', q.id)
                     ORDER BY q.posts_on, q.id)
      INTO v_parts, v_entries
      FROM ledger.deferral_part q JOIN ledger.deferral f ON f.company_id = p_company AND f.id = q.deferral_id
     WHERE q.company_id = p_company AND q.entry_id IS NULL AND q.posts_on <= p_to;
    IF v_parts IS NULL THEN
        RETURN 0;
    END IF;
    v_ids := ledger.append(p_company, v_entries, p_actor, p_request);
    UPDATE ledger.deferral_part q SET entry_id = n.entry_id FROM unnest(v_parts, v_ids) n(part, entry_id)
     WHERE q.company_id = p_company AND q.id = n.part;
    RETURN cardinality(v_parts);
END $$;

CREATE OR REPLACE FUNCTION ledger.post_reversals(p_company bigint, p_to date, p_actor bigint, p_request uuid) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_count integer := 0;
    x record;
BEGIN
    FOR x IN SELECT d.id, d.due_on, e AS entry FROM ledger.due_items(p_company, p_to) d
               JOIN ledger.entry e ON e.company_id = p_company AND e.id = d.entry_id WHERE d.kind = 'reversal'
              ORDER BY d.due_on, d.id LOOP
        UPDATE ledger.planned_reversal
           SET reversal_id = ledger.append_reversal((x.entry), x.due_on, (x.entry).text, 'planned', p_actor, p_request)
         WHERE company_id = p_company AND id = x.id;
        v_count := v_count + 1;
    END LOOP;
    RETURN v_count;
END $$;

-- Plans that a voucher is taken back by itself on a later day; null takes the plan away.
CREATE OR REPLACE FUNCTION ledger.plan_reversal(p_request uuid, p_company bigint, p_entry_id bigint, p_on date) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.plan_reversal', p_company, p_entry_id, p_on), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_entry ledger.entry;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    SELECT * INTO v_entry FROM ledger.entry e WHERE e.company_id = p_company AND e.id = p_entry_id;
    IF v_entry.id IS NULL THEN
        PERFORM company.refuse('ledger.no_such_entry', jsonb_build_object('id', p_entry_id), 'I');
    ELSIF v_entry.source_kind NOT IN ('', 'voucher', 'recurring') THEN
        PERFORM company.refuse('ledger.has_document', jsonb_build_object(
            'series', v_entry.series, 'number', v_entry.number, 'source', v_entry.source_kind));
    ELSIF p_on <= v_entry.entry_date THEN
        PERFORM company.refuse('ledger.reversal_before', jsonb_build_object('date', p_on, 'posted', v_entry.entry_date), 'I');
    END IF;
    DELETE FROM ledger.planned_reversal WHERE company_id = p_company AND entry_id = p_entry_id AND reversal_id IS NULL;
    IF p_on IS NOT NULL THEN
        INSERT INTO ledger.planned_reversal (company_id, entry_id, reverse_on) VALUES (p_company, p_entry_id, p_on);
    END IF;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', p_entry_id));
END $$;

-- How an amount is spread: p_months parts from the month of p_first on, equal or by days; the last takes the rest.
CREATE OR REPLACE FUNCTION ledger.spread(p_amount numeric, p_first date, p_months integer, p_by_days boolean)
RETURNS TABLE ("position" integer, month_end date, amount numeric) LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH months AS (
        SELECT k + 1 AS place, (date_trunc('month', p_first::timestamp) + make_interval(months => k + 1) - interval '1 day')::date AS last,
               greatest(p_first, (date_trunc('month', p_first::timestamp) + make_interval(months => k))::date) AS first
          FROM generate_series(0, p_months - 1) k),
    shares AS (
        SELECT m.place, m.last, round(p_amount * CASE WHEN p_by_days THEN (m.last - m.first + 1)::numeric
                   / (SELECT sum(x.last - x.first + 1) FROM months x) ELSE 1.0 / p_months END, 2) AS share FROM months m)
    SELECT s.place, s.last, CASE WHEN s.place < p_months THEN s.share
           ELSE p_amount - coalesce((SELECT sum(x.share) FROM shares x WHERE x.place < p_months), 0) END
      FROM shares s ORDER BY s.place
$$;

-- Spreads (a part of) a posted line over months. Where it stands on the cost account it is moved to the deferral account
-- first, on the day of its voucher or p_moved_on. Parts of months that are locked go into the first that is open.
CREATE OR REPLACE FUNCTION ledger.defer(
    p_request uuid, p_company bigint, p_line_id bigint, p_cost_account text, p_deferral_account text, p_amount numeric,
    p_first date, p_months integer, p_by_days boolean, p_moved_on date, p_text text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.defer', p_company, p_line_id, p_cost_account, p_deferral_account,
        p_amount, p_first, p_months, p_by_days, p_moved_on, p_text), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_line ledger.line;
    v_deferral ledger.deferral;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    -- Held, so that two do not spread the same amount at once.
    SELECT * INTO v_line FROM ledger.line l WHERE l.company_id = p_company AND l.id = p_line_id FOR UPDATE;
    PERFORM ledger.check_deferral(p_company, v_line, p_cost_account, p_deferral_account, p_amount, p_first, p_months);
    INSERT INTO ledger.deferral (company_id, line_id, cost_account, deferral_account, amount, text, made_by)
    VALUES (p_company, p_line_id, p_cost_account, p_deferral_account, sign(v_line.amount) * p_amount, p_text, v_actor)
    RETURNING * INTO v_deferral;
    INSERT INTO ledger.deferral_part (company_id, deferral_id, position, posts_on, amount)
    SELECT p_company, v_deferral.id, s.position, coalesce((
               SELECT min(greatest(p.ends_on, s.month_end)) FROM ledger.period p
                WHERE p.company_id = p_company AND p.kind = 'regular' AND p.ends_on >= s.month_end
                  AND NOT ('all' = ANY (p.locked_areas) OR 'general' = ANY (p.locked_areas))), s.month_end), s.amount
      FROM ledger.spread(v_deferral.amount, p_first, p_months, p_by_days) s;
    IF v_line.account <> p_deferral_account THEN
        UPDATE ledger.deferral SET entry_id = (ledger.append(p_company, jsonb_build_array(ledger.deferral_voucher(
                   v_deferral, coalesce(p_moved_on, v_line.entry_date), v_deferral.amount, p_cost_account,
                   p_deferral_account, 'deferral_start', v_deferral.id)), v_actor, p_request))[1]
         WHERE company_id = p_company AND id = v_deferral.id;
    END IF;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', v_deferral.id));
END $$;

-- Internal: what a spread amount may not be.
CREATE OR REPLACE FUNCTION ledger.check_deferral(
    p_company bigint, p_line ledger.line, p_cost text, p_deferral text, p_amount numeric, p_first date, p_months integer)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_left numeric := abs(p_line.amount) - coalesce((SELECT sum(abs(d.amount)) FROM ledger.deferral d
                          WHERE d.company_id = p_company AND d.line_id = p_line.id), 0);
BEGIN
    IF p_line.id IS NULL THEN
        PERFORM company.refuse('deferral.no_line', '{}', 'I');
    ELSIF p_first IS NULL OR p_months IS NULL OR p_months NOT BETWEEN 1 AND 240 THEN
        PERFORM company.refuse('deferral.wrong_months', jsonb_build_object('field', 'months', 'months', p_months), 'I');
    ELSIF p_amount IS NULL OR p_amount <= 0 OR p_amount <> round(p_amount, 2) OR p_amount > v_left THEN
        PERFORM company.refuse('deferral.wrong_amount', jsonb_build_object('field', 'amount', 'amount', p_amount, 'left', v_left), 'I');
    ELSIF NOT EXISTS (SELECT FROM ledger.account a WHERE a.company_id = p_company AND a.number = p_cost AND a.active
                         AND a.kind IN ('income', 'expense')) THEN
        PERFORM company.refuse('deferral.wrong_account', jsonb_build_object('field', 'cost_account', 'account', p_cost), 'I');
    ELSIF NOT EXISTS (SELECT FROM ledger.account a WHERE a.company_id = p_company AND a.number = p_deferral AND a.active
                         AND a.kind IN ('asset', 'liability') AND a.role = '' AND NOT a.open_items) THEN
        PERFORM company.refuse('deferral.wrong_account', jsonb_build_object(
            'field', 'deferral_account', 'account', p_deferral), 'I');
    ELSIF p_line.account NOT IN (p_cost, p_deferral) THEN
        PERFORM company.refuse('deferral.other_account', jsonb_build_object('account', p_line.account), 'I');
    END IF;
END $$;

-- Ends a spread amount early: what is left is booked on one day.
CREATE OR REPLACE FUNCTION ledger.end_deferral(p_request uuid, p_company bigint, p_deferral_id bigint, p_on date) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.end_deferral', p_company, p_deferral_id, p_on), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_deferral ledger.deferral;
    v_left numeric;
    v_entry bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    SELECT * INTO v_deferral FROM ledger.deferral f WHERE f.company_id = p_company AND f.id = p_deferral_id FOR UPDATE;
    PERFORM 1 FROM ledger.deferral_part q WHERE q.company_id = p_company AND q.deferral_id = p_deferral_id
        AND q.entry_id IS NULL ORDER BY q.id FOR UPDATE;
    SELECT sum(q.amount) INTO v_left FROM ledger.deferral_part q
     WHERE q.company_id = p_company AND q.deferral_id = p_deferral_id AND q.entry_id IS NULL;
    IF v_left IS NULL THEN
        PERFORM company.refuse('deferral.nothing_left', '{}', 'I');
    END IF;
    v_entry := (ledger.append(p_company, jsonb_build_array(ledger.deferral_voucher(
        v_deferral, p_on, v_left, v_deferral.deferral_account, v_deferral.cost_account, 'deferral_end', p_deferral_id)),
        v_actor, p_request))[1];
    UPDATE ledger.deferral_part SET entry_id = v_entry WHERE company_id = p_company AND deferral_id = p_deferral_id
       AND entry_id IS NULL;
    UPDATE ledger.deferral SET ended_on = p_on WHERE company_id = p_company AND id = p_deferral_id;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('entry_id', v_entry));
END $$;

-- The parts of a spread amount add up to it, and each that is posted has its voucher.
CREATE OR REPLACE FUNCTION ledger.verify_schedules(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.deferral_parts', 'error', 'ledger.deferral', f.id::text,
           jsonb_build_object('text', f.text, 'amount', f.amount, 'parts', coalesce(sum(q.amount), 0))
      FROM ledger.deferral f LEFT JOIN ledger.deferral_part q ON q.company_id = p_company AND q.deferral_id = f.id
     WHERE f.company_id = p_company GROUP BY f.id, f.text, f.amount HAVING coalesce(sum(q.amount), 0) <> f.amount;
    RETURN QUERY
    SELECT 'verify.run_without_entry', 'error', 'ledger.recurring_run', x.id::text, jsonb_build_object('date', x.due_on)
      FROM ledger.recurring_run x WHERE x.company_id = p_company AND x.entry_id IS NULL;
END $$;

-- The doors of fixed assets: take up, depreciate, write down or up, dispose of, and take back.

-- What cannot be true of an asset that is taken up, said for the first that is wrong.
CREATE OR REPLACE FUNCTION finance.check_new_assets(p_company bigint, p_assets jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    x record;
BEGIN
    SELECT t.ordinality AS position, n.*, g.id AS known, g.cost_account, l.account
      INTO x
      FROM jsonb_array_elements(p_assets) WITH ORDINALITY t
     CROSS JOIN LATERAL jsonb_to_record(t.value) AS n(name text, group_id bigint, cost numeric, depreciation numeric,
           write_down numeric, residual numeric, source_line_id bigint, acquired_on date, taken_over_to date)
      LEFT JOIN finance.asset_group g ON g.company_id = p_company AND g.id = n.group_id
      LEFT JOIN ledger.line l ON l.company_id = p_company AND l.id = n.source_line_id
     WHERE trim(coalesce(n.name, '')) = '' OR g.id IS NULL OR n.acquired_on IS NULL OR coalesce(n.cost, 0) <= 0
        OR n.cost <> round(n.cost, 2) OR coalesce(n.depreciation, 0) < 0 OR coalesce(n.write_down, 0) < 0
        OR n.cost < coalesce(n.depreciation, 0) + coalesce(n.write_down, 0) + coalesce(n.residual, 0)
        OR coalesce(n.depreciation, 0) + coalesce(n.write_down, 0) > 0 AND n.taken_over_to IS NULL
        OR n.source_line_id IS NOT NULL AND l.account IS DISTINCT FROM g.cost_account
     ORDER BY t.ordinality LIMIT 1;
    IF x.position IS NULL THEN
        RETURN;
    ELSIF trim(coalesce(x.name, '')) = '' THEN
        PERFORM company.refuse('asset.no_name', '{"field": "name"}', 'I');
    ELSIF x.known IS NULL THEN
        PERFORM company.refuse('asset.no_group', '{"field": "group_id"}', 'I');
    ELSIF x.acquired_on IS NULL THEN
        PERFORM company.refuse('asset.no_date', '{"field": "acquired_on"}', 'I');
    ELSIF x.source_line_id IS NOT NULL AND x.account IS DISTINCT FROM x.cost_account THEN
        PERFORM company.refuse('asset.line_account', jsonb_build_object('field', 'group_id', 'account', x.account,
                               'cost_account', x.cost_account), 'I');
    ELSIF coalesce(x.depreciation, 0) + coalesce(x.write_down, 0) > 0 AND x.taken_over_to IS NULL THEN
        PERFORM company.refuse('asset.no_take_over_date', '{"field": "taken_over_to"}', 'I');
    END IF;
    PERFORM company.refuse('asset.bad_amount', jsonb_build_object('field', 'cost', 'cost', x.cost), 'I');
END $$;

-- Of one ledger line no more can be made into assets than stands on it.
CREATE OR REPLACE FUNCTION finance.check_source_lines(p_company bigint, p_lines bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    x record;
BEGIN
    SELECT l.amount, sum(e.cost) AS cost INTO x
      FROM ledger.line l
      JOIN finance.asset a ON a.company_id = l.company_id AND a.source_line_id = l.id
      JOIN finance.asset_event e ON e.company_id = a.company_id AND e.asset_id = a.id AND e.kind = 'acquisition'
     WHERE l.company_id = p_company AND l.id = ANY (p_lines)
     GROUP BY l.id, l.amount HAVING sum(e.cost) > l.amount LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('asset.more_than_line', jsonb_build_object('field', 'cost', 'amount', x.amount, 'cost', x.cost), 'I');
    END IF;
END $$;

-- Takes assets into the register; books nothing, since a voucher has acquired them. p_assets: [{name, group_id, acquired_on,
-- depreciates_from, method, life_months, rate, residual, cost, depreciation?, write_down?, taken_over_to?, number?,
-- parent_id?, serial_number?, place?, dimensions?, source_line_id?}]. Answers [{id, number}] in the order given.
CREATE OR REPLACE FUNCTION finance.add_assets(p_request uuid, p_company bigint, p_assets jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to('finance.add_assets' || p_company || p_assets::text, 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_constraint text;
    v_lines bigint[] := ARRAY(SELECT DISTINCT (x ->> 'source_line_id')::bigint FROM jsonb_array_elements(p_assets) x
                               WHERE x ->> 'source_line_id' IS NOT NULL ORDER BY 1);
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    PERFORM finance.check_new_assets(p_company, p_assets);
    PERFORM 1 FROM ledger.line l WHERE l.company_id = p_company AND l.id = ANY (v_lines) ORDER BY l.id FOR UPDATE;
    WITH wanted AS (
        SELECT t.ordinality AS position, n.* FROM jsonb_array_elements(p_assets) WITH ORDINALITY t
         CROSS JOIN LATERAL jsonb_to_record(t.value) AS n(
               number text, name text, group_id bigint, parent_id bigint, acquired_on date, depreciates_from date,
               method text, life_months integer, rate numeric, residual numeric, serial_number text, place text,
               dimensions jsonb, source_line_id bigint, taken_over_to date, cost numeric, depreciation numeric,
               write_down numeric)),
    numbered AS (
        SELECT w.*, coalesce(nullif(trim(w.number), ''), company.next_number(p_company, 'asset')) AS given FROM wanted w),
    added AS (
        INSERT INTO finance.asset (company_id, number, name, group_id, parent_id, acquired_on, depreciates_from, method,
                                   life_months, rate, residual, serial_number, place, dimensions, source_line_id,
                                   taken_over_to)
        SELECT p_company, w.given, trim(w.name), w.group_id, w.parent_id, w.acquired_on,
               date_trunc('month', coalesce(w.depreciates_from, CASE WHEN g.starts_next THEN w.acquired_on + interval '1 month'
                                        ELSE w.acquired_on END)::timestamp)::date,
               coalesce(w.method, g.method), coalesce(w.life_months, g.life_months), coalesce(w.rate, g.rate),
               coalesce(w.residual, 0), coalesce(w.serial_number, ''), coalesce(w.place, ''),
               coalesce(w.dimensions, '{}'), w.source_line_id, w.taken_over_to
          FROM numbered w JOIN finance.asset_group g ON g.company_id = p_company AND g.id = w.group_id
         ORDER BY w.position RETURNING id, number, acquired_on),
    events AS (
        INSERT INTO finance.asset_event (company_id, asset_id, kind, event_date, cost, depreciation, write_down, entry_id,
                                         made_by)
        SELECT p_company, a.id, 'acquisition', a.acquired_on, w.cost, coalesce(w.depreciation, 0),
               coalesce(w.write_down, 0), l.entry_id, v_actor
          FROM added a JOIN numbered w ON w.given = a.number
          LEFT JOIN ledger.line l ON l.company_id = p_company AND l.id = w.source_line_id)
    SELECT jsonb_agg(jsonb_build_object('id', a.id, 'number', a.number) ORDER BY w.position) INTO v_answer
      FROM added a JOIN numbered w ON w.given = a.number;
    PERFORM finance.check_source_lines(p_company, v_lines);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
EXCEPTION WHEN unique_violation THEN
    GET STACKED DIAGNOSTICS v_constraint = CONSTRAINT_NAME;
    IF v_constraint <> 'uq_asset_company_id_number' THEN
        RAISE;
    END IF;
    PERFORM company.refuse('asset.number_taken', '{"field": "number"}', 'I');
    RETURN NULL;
END $$;

-- Posts every month that is due up to p_month in one voucher at its end: months missed before are caught up in it.
-- Two runs at once: the second waits for the first, and finds nothing due.
CREATE OR REPLACE FUNCTION finance.depreciate(p_request uuid, p_company bigint, p_month date, p_text text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.depreciate', p_company, p_month, p_text), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_end date := (date_trunc('month', p_month::timestamp) + interval '1 month - 1 day')::date;
    v_ids bigint[];
    v_lines jsonb;
    v_entry bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    PERFORM 1 FROM finance.asset a WHERE a.company_id = p_company AND a.disposed_on IS NULL ORDER BY a.id FOR UPDATE;
    WITH due AS (
        INSERT INTO finance.asset_event (company_id, asset_id, kind, event_date, month, depreciation, text, made_by)
        SELECT p_company, d.asset_id, 'depreciation', v_end, d.month, d.amount, coalesce(p_text, ''), v_actor
          FROM finance.depreciation_due(p_company, v_end) d ORDER BY d.asset_id, d.month
        RETURNING id, asset_id, depreciation),
    summed AS (
        SELECT g.expense_account, g.accumulated_account, a.dimensions, sum(d.depreciation) AS amount
          FROM due d JOIN finance.asset a ON a.company_id = p_company AND a.id = d.asset_id
          JOIN finance.asset_group g ON g.company_id = p_company AND g.id = a.group_id GROUP BY 1, 2, 3)
    SELECT (SELECT array_agg(d.id ORDER BY d.id) FROM due d), jsonb_agg(x.line ORDER BY x.account, x.line) INTO v_ids, v_lines
      FROM (SELECT s.expense_account AS account, jsonb_build_object('account', s.expense_account, 'amount', sum(s.amount),
                   'dimensions', nullif(s.dimensions, '{}')) AS line FROM summed s GROUP BY s.expense_account, s.dimensions
            UNION ALL
            SELECT s.accumulated_account, jsonb_build_object('account', s.accumulated_account, 'amount', -sum(s.amount))
              FROM summed s GROUP BY s.accumulated_account) x;
    IF v_ids IS NULL THEN
        PERFORM company.refuse('asset.nothing_due', jsonb_build_object('date', v_end));
    END IF;
    v_entry := finance.append_asset_entry(p_company, v_end, p_text, 'depreciation', v_ids[1], v_ids[1], v_lines, v_actor, p_request);
    UPDATE finance.asset_event SET entry_id = v_entry WHERE company_id = p_company AND id = ANY (v_ids);
    v_answer := ledger.describe(p_company, ARRAY[v_entry]) -> 0 || jsonb_build_object('count', cardinality(v_ids));
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Internal: one voucher of the area general; lines without an amount are left out.
CREATE OR REPLACE FUNCTION finance.append_asset_entry(
    p_company bigint, p_date date, p_text text, p_source text, p_source_id bigint, p_event bigint, p_lines jsonb,
    p_actor bigint, p_request uuid) RETURNS bigint
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM audit.announce(p_company, 'finance.asset', '[]', p_actor);
    RETURN (ledger.append(p_company, ledger.with_dimension_sets(p_company, jsonb_build_array(jsonb_build_object(
        'date', p_date, 'series', 'A', 'text', coalesce(p_text, ''), 'source_kind', p_source, 'source_id', p_source_id,
        'source_event', p_event::text, 'lines', (
            SELECT jsonb_agg(jsonb_strip_nulls(l.value) ORDER BY l.ordinality)
              FROM jsonb_array_elements(p_lines) WITH ORDINALITY l WHERE (l.value ->> 'amount')::numeric <> 0)))),
        p_actor, p_request))[1];
END $$;

-- Internal: an asset that is still there, locked, with its group's accounts and what it is worth.
CREATE OR REPLACE FUNCTION finance.open_asset(p_company bigint, p_asset bigint, p_date date)
RETURNS TABLE (number text, dimensions jsonb, cost numeric, depreciation numeric, write_down numeric, revalued numeric,
               accounts finance.asset_group)
LANGUAGE plpgsql AS $$
DECLARE
    v_asset finance.asset;
BEGIN
    SELECT * INTO v_asset FROM finance.asset a WHERE a.company_id = p_company AND a.id = p_asset FOR UPDATE;
    IF v_asset.id IS NULL THEN
        PERFORM company.refuse('asset.not_found', jsonb_build_object('id', p_asset), 'I');
    ELSIF v_asset.disposed_on IS NOT NULL THEN
        PERFORM company.refuse('asset.disposed', jsonb_build_object('number', v_asset.number, 'date', v_asset.disposed_on));
    ELSIF p_date IS NULL OR p_date < v_asset.acquired_on THEN
        PERFORM company.refuse('asset.before_acquisition', jsonb_build_object(
            'field', 'date', 'number', v_asset.number, 'date', v_asset.acquired_on), 'I');
    END IF;
    RETURN QUERY
    SELECT v_asset.number::text, v_asset.dimensions, sum(e.cost), sum(e.depreciation), sum(e.write_down),
           sum(e.reserve),
           (SELECT g FROM finance.asset_group g WHERE g.company_id = p_company AND g.id = v_asset.group_id)
      FROM finance.asset_event e WHERE e.company_id = p_company AND e.asset_id = p_asset;
END $$;

-- Writes an asset down (a negative amount takes an earlier write-down back), or its value up (negative: back down).
CREATE OR REPLACE FUNCTION finance.revalue_asset(
    p_request uuid, p_company bigint, p_asset bigint, p_kind text, p_date date, p_amount numeric, p_text text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.revalue_asset', p_company, p_asset, p_kind, p_date, p_amount, p_text), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v record;
    v_event bigint;
    v_entry bigint;
    v_lines jsonb;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    SELECT * INTO v FROM finance.open_asset(p_company, p_asset, p_date);
    IF p_kind NOT IN ('write_down', 'revaluation') OR p_amount IS NULL OR p_amount = 0 OR p_amount <> round(p_amount, 2)
       OR p_kind = 'write_down' AND (p_amount > v.cost - v.depreciation - v.write_down OR -p_amount > v.write_down)
       OR p_kind = 'revaluation' AND -p_amount > v.revalued THEN
        PERFORM company.refuse('asset.too_much', jsonb_build_object('field', 'amount', 'amount', p_amount,
            'book', v.cost - v.depreciation - v.write_down), 'I');
    END IF;
    INSERT INTO finance.asset_event (company_id, asset_id, kind, event_date, cost, reserve, write_down, text, made_by)
    VALUES (p_company, p_asset, p_kind, p_date, CASE WHEN p_kind = 'revaluation' THEN p_amount ELSE 0 END,
            CASE WHEN p_kind = 'revaluation' THEN p_amount ELSE 0 END,
            CASE WHEN p_kind = 'write_down' THEN p_amount ELSE 0 END, coalesce(p_text, ''), v_actor) RETURNING id INTO v_event;
    v_lines := CASE p_kind
        WHEN 'write_down' THEN jsonb_build_array(
            jsonb_build_object('account', (v.accounts).impairment_account, 'amount', p_amount,
                               'dimensions', nullif(v.dimensions, '{}')),
            jsonb_build_object('account', (v.accounts).impaired_account, 'amount', -p_amount))
        ELSE jsonb_build_array(
            jsonb_build_object('account', (v.accounts).cost_account, 'amount', p_amount),
            jsonb_build_object('account', (v.accounts).revaluation_account, 'amount', -p_amount)) END;
    v_entry := finance.append_asset_entry(p_company, p_date, p_text, 'asset', p_asset, v_event, v_lines, v_actor, p_request);
    UPDATE finance.asset_event SET entry_id = v_entry WHERE company_id = p_company AND id = v_event;
    RETURN company.remember_answer(p_request, v_digest, v_actor, ledger.describe(p_company, ARRAY[v_entry]) -> 0);
END $$;

-- Sells or scraps an asset, or the part of it that cost p_cost: acquisition value and what lowered it leave the books, and
-- what the price makes of the rest is gain or loss. Their share of the revaluation reserve becomes free equity (ARL 4 kap.
-- 7-8 §), where the group says where to. The price is taken from p_account (bank, or where it was invoiced).
CREATE OR REPLACE FUNCTION finance.dispose_asset(
    p_request uuid, p_company bigint, p_asset bigint, p_date date, p_cost numeric, p_proceeds numeric, p_account text,
    p_text text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.dispose_asset', p_company, p_asset, p_date, p_cost,
                                                  p_proceeds, p_account, p_text), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v record;
    v_share numeric;
    v_part finance.asset_event;
    v_gain numeric;
    v_entry bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    SELECT * INTO v FROM finance.open_asset(p_company, p_asset, p_date);
    PERFORM finance.check_disposal(p_company, p_asset, p_date, p_cost, v.cost, p_proceeds, p_account);
    v_share := coalesce(p_cost, v.cost) / v.cost;
    INSERT INTO finance.asset_event (company_id, asset_id, kind, event_date, cost, depreciation, write_down, reserve, proceeds,
                                     text, made_by)
    VALUES (p_company, p_asset, 'disposal', p_date, -coalesce(p_cost, v.cost), -round(v.depreciation * v_share, 2),
            -round(v.write_down * v_share, 2),
            CASE WHEN (v.accounts).equity_account IS NULL THEN 0 ELSE -round(v.revalued * v_share, 2) END,
            coalesce(p_proceeds, 0), coalesce(p_text, ''), v_actor)
    RETURNING * INTO v_part;
    v_gain := v_part.proceeds + v_part.cost - v_part.depreciation - v_part.write_down;
    v_entry := finance.append_asset_entry(p_company, p_date, p_text, 'asset', p_asset, v_part.id, jsonb_build_array(
        jsonb_build_object('account', (v.accounts).cost_account, 'amount', v_part.cost),
        jsonb_build_object('account', (v.accounts).accumulated_account, 'amount', -v_part.depreciation),
        jsonb_build_object('account', (v.accounts).impaired_account, 'amount', -v_part.write_down),
        jsonb_build_object('account', (v.accounts).revaluation_account, 'amount', -v_part.reserve),
        jsonb_build_object('account', (v.accounts).equity_account, 'amount', v_part.reserve),
        jsonb_build_object('account', p_account, 'amount', v_part.proceeds),
        jsonb_build_object('account', CASE WHEN v_gain > 0 THEN (v.accounts).gain_account ELSE (v.accounts).loss_account END,
                           'amount', -v_gain, 'dimensions', nullif(v.dimensions, '{}'))), v_actor, p_request);
    UPDATE finance.asset_event SET entry_id = v_entry WHERE company_id = p_company AND id = v_part.id;
    UPDATE finance.asset SET disposed_on = p_date WHERE company_id = p_company AND id = p_asset AND v_share = 1;
    RETURN company.remember_answer(p_request, v_digest, v_actor,
                                   ledger.describe(p_company, ARRAY[v_entry]) -> 0 || jsonb_build_object('gain', v_gain));
END $$;

-- Internal: depreciation has come to the month before, and not beyond that of the disposal.
CREATE OR REPLACE FUNCTION finance.check_disposal(
    p_company bigint, p_asset bigint, p_date date, p_part numeric, p_cost numeric, p_proceeds numeric, p_account text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_month date := date_trunc('month', p_date::timestamp)::date;
BEGIN
    IF p_part <= 0 OR p_part > p_cost OR p_part <> round(p_part, 2) OR p_proceeds < 0 OR p_proceeds <> round(p_proceeds, 2) THEN
        PERFORM company.refuse('asset.bad_part', jsonb_build_object('field', 'cost', 'cost', p_cost), 'I');
    ELSIF p_proceeds > 0 AND coalesce(p_account, '') = '' THEN
        PERFORM company.refuse('asset.no_account', '{"field": "account"}', 'I');
    ELSIF EXISTS (SELECT FROM finance.depreciation_due(p_company, v_month - 1, p_asset)) THEN
        PERFORM company.refuse('asset.depreciate_first', jsonb_build_object('date', v_month - 1));
    ELSIF EXISTS (SELECT FROM finance.asset_event e WHERE e.company_id = p_company AND e.asset_id = p_asset
                     AND e.month > v_month AND NOT e.reversed AND e.reverses_id IS NULL) THEN
        PERFORM company.refuse('asset.depreciated_later', jsonb_build_object('field', 'date', 'date', p_date), 'I');
    END IF;
END $$;

-- Takes a depreciation run, write-down, revaluation or disposal back by its voucher; the latest first.
CREATE OR REPLACE FUNCTION finance.undo_asset_entry(
    p_request uuid, p_company bigint, p_entry_id bigint, p_date date, p_text text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.undo_asset_entry', p_company, p_entry_id, p_date, p_text), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_entry ledger.entry;
    v_events bigint[];
    v_later record;
    v_reversal bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    SELECT * INTO v_entry FROM ledger.entry e WHERE e.company_id = p_company AND e.id = p_entry_id;
    PERFORM 1 FROM finance.asset a WHERE a.company_id = p_company AND a.id IN (
        SELECT e.asset_id FROM finance.asset_event e WHERE e.company_id = p_company AND e.entry_id = p_entry_id)
      ORDER BY a.id FOR UPDATE;
    v_events := ARRAY(SELECT e.id FROM finance.asset_event e WHERE e.company_id = p_company AND e.entry_id = p_entry_id
                         AND e.kind <> 'acquisition' AND e.reverses_id IS NULL AND NOT e.reversed ORDER BY e.id);
    IF v_entry.id IS NULL OR v_events = '{}' THEN
        PERFORM company.refuse('asset.nothing_to_undo', jsonb_build_object('id', p_entry_id), 'I');
    ELSIF p_date IS NULL OR p_date < v_entry.entry_date THEN
        PERFORM company.refuse('ledger.reversal_before', jsonb_build_object('date', p_date, 'posted', v_entry.entry_date));
    END IF;
    SELECT a.number, x.event_date INTO v_later
      FROM finance.asset_event e JOIN finance.asset_event x ON x.company_id = e.company_id AND x.asset_id = e.asset_id
       AND x.id > e.id AND x.id <> ALL (v_events) AND NOT x.reversed AND x.reverses_id IS NULL AND x.kind <> 'transfer'
      JOIN finance.asset a ON a.company_id = e.company_id AND a.id = e.asset_id
     WHERE e.company_id = p_company AND e.id = ANY (v_events) ORDER BY x.id DESC LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('asset.later_first', jsonb_build_object('number', v_later.number, 'date', v_later.event_date));
    END IF;
    v_reversal := ledger.append_reversal(v_entry, p_date, p_text, 'u' || v_events[1], v_actor, p_request);
    UPDATE finance.asset_event SET reversed = true WHERE company_id = p_company AND id = ANY (v_events);
    INSERT INTO finance.asset_event (company_id, asset_id, kind, event_date, month, cost, depreciation, write_down, reserve,
                                     proceeds, text, entry_id, reverses_id, made_by)
    SELECT p_company, e.asset_id, e.kind, p_date, e.month, -e.cost, -e.depreciation, -e.write_down, -e.reserve, -e.proceeds,
           coalesce(p_text, ''), v_reversal, e.id, v_actor
      FROM finance.asset_event e WHERE e.company_id = p_company AND e.id = ANY (v_events) ORDER BY e.id;
    UPDATE finance.asset SET disposed_on = NULL WHERE company_id = p_company AND disposed_on IS NOT NULL AND id IN (
        SELECT e.asset_id FROM finance.asset_event e WHERE e.company_id = p_company AND e.id = ANY (v_events)
           AND e.kind = 'disposal');
    PERFORM audit.announce(p_company, 'finance.asset', '[]', v_actor);
    RETURN company.remember_answer(p_request, v_digest, v_actor, ledger.describe(p_company, ARRAY[v_reversal]) -> 0);
END $$;

-- The shelves: one internal function applies moves to levels, costs and books; reservations never promise twice.
-- Locks in one order: levels by (item, place, lot), costs by (item, site), then those of the ledger.

-- Makes and locks the levels and costs that rows name; p_rows: [{item_id, place_id, lot_id?}].
CREATE OR REPLACE FUNCTION stock.lock_rows(p_company bigint, p_rows jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO stock.level AS l (company_id, item_id, place_id, lot_id)
    SELECT DISTINCT p_company, x.item_id, x.place_id, coalesce(x.lot_id, 0)
      FROM jsonb_to_recordset(p_rows) AS x(item_id bigint, place_id bigint, lot_id bigint)
     WHERE x.place_id IS NOT NULL AND x.item_id IS NOT NULL
     ORDER BY 2, 3, 4
    -- Locks the row that is there already, without writing it.
    ON CONFLICT (company_id, item_id, place_id, lot_id) DO UPDATE SET on_hand = l.on_hand WHERE false;
    INSERT INTO stock.cost AS c (company_id, item_id, site_id)
    SELECT DISTINCT p_company, x.item_id, p.site_id
      FROM jsonb_to_recordset(p_rows) AS x(item_id bigint, place_id bigint)
      JOIN warehouse.place p ON p.company_id = p_company AND p.id = x.place_id
     ORDER BY 2, 3
    ON CONFLICT (company_id, item_id, site_id) DO UPDATE SET quantity = c.quantity WHERE false;
END $$;

-- Takes goods off a place; neither more than is there nor what is promised to an order.
CREATE OR REPLACE FUNCTION stock.take(p_company bigint, p_item bigint, p_place bigint, p_lot bigint, p_quantity numeric)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_level stock.level;
BEGIN
    UPDATE stock.level l SET on_hand = l.on_hand - p_quantity
     WHERE l.company_id = p_company AND l.item_id = p_item AND l.place_id = p_place AND l.lot_id = p_lot
       AND l.on_hand - p_quantity >= l.reserved;
    IF NOT FOUND THEN
        SELECT * INTO v_level FROM stock.level l
         WHERE l.company_id = p_company AND l.item_id = p_item AND l.place_id = p_place AND l.lot_id = p_lot;
        PERFORM company.refuse('stock.not_enough', jsonb_build_object(
            'item', (SELECT i.code FROM warehouse.item i WHERE i.id = p_item),
            'place', (SELECT p.code FROM warehouse.place p WHERE p.company_id = p_company AND p.id = p_place),
            'wanted', trim_scale(p_quantity), 'on_hand', trim_scale(coalesce(v_level.on_hand, 0)),
            'available', trim_scale(coalesce(v_level.on_hand - v_level.reserved, 0))));
    END IF;
END $$;

-- Takes a quantity out of the moving average and answers its value; the last unit takes what value is left.
CREATE OR REPLACE FUNCTION stock.cost_out(p_company bigint, p_item bigint, p_site bigint, p_quantity numeric)
RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    v_cost stock.cost;
    v_value numeric;
BEGIN
    SELECT * INTO v_cost FROM stock.cost c WHERE c.company_id = p_company AND c.item_id = p_item AND c.site_id = p_site;
    v_value := CASE WHEN v_cost.quantity = p_quantity THEN v_cost.value
                    ELSE least(v_cost.value, round(p_quantity * v_cost.average, 2)) END;
    UPDATE stock.cost c
       SET quantity = c.quantity - p_quantity, value = c.value - v_value,
           average = CASE WHEN c.quantity > p_quantity THEN round((c.value - v_value) / (c.quantity - p_quantity), 6)
                          ELSE c.average END
     WHERE c.company_id = p_company AND c.item_id = p_item AND c.site_id = p_site;
    RETURN v_value;
END $$;

CREATE OR REPLACE FUNCTION stock.cost_in(
    p_company bigint, p_item bigint, p_site bigint, p_quantity numeric, p_value numeric)
RETURNS void LANGUAGE sql AS $$
    UPDATE stock.cost c
       SET quantity = c.quantity + p_quantity, value = c.value + p_value,
           average = round((c.value + p_value) / (c.quantity + p_quantity), 6)
     WHERE c.company_id = p_company AND c.item_id = p_item AND c.site_id = p_site
$$;

-- What is wrong with a move by itself, as a code of the messages; null where nothing is.
CREATE OR REPLACE FUNCTION stock.move_fault(m jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN m ->> 'item_code' IS NULL THEN 'stock.unknown_item'
        WHEN m ->> 'item_kind' <> 'goods' THEN 'stock.not_goods'
        WHEN m ->> 'stock_account' IS NULL THEN 'stock.no_terms'
        WHEN m ->> 'from_place_id' IS NULL AND m ->> 'to_place_id' IS NULL
             OR m ->> 'from_place_id' IS NOT NULL AND m ->> 'from_site' IS NULL
             OR m ->> 'to_place_id' IS NOT NULL AND m ->> 'to_site' IS NULL THEN 'stock.unknown_place'
        WHEN m ->> 'from_place_id' = m ->> 'to_place_id' THEN 'stock.same_place'
        WHEN (m ->> 'lot_tracked')::boolean AND coalesce(m ->> 'lot_id', '0') = '0' THEN 'stock.lot_missing'
        WHEN NOT (m ->> 'lot_tracked')::boolean AND coalesce(m ->> 'lot_id', '0') <> '0' THEN 'stock.not_lot_tracked'
        WHEN (m ->> 'lot_tracked')::boolean AND m ->> 'lot_code' IS NULL THEN 'stock.unknown_lot'
        WHEN coalesce((m ->> 'quantity')::numeric, 0) <= 0 THEN 'stock.bad_quantity'
        WHEN (m ->> 'quantity')::numeric <> round((m ->> 'quantity')::numeric, (m ->> 'decimals')::integer)
            THEN 'stock.unit_decimals'
        WHEN (m ->> 'unit_cost')::numeric < 0 OR (m ->> 'value')::numeric < 0 THEN 'stock.bad_cost'
    END
$$;

-- The moves with what the tables say about them, in the order given.
CREATE OR REPLACE FUNCTION stock.moves_of(p_company bigint, p_moves jsonb)
RETURNS TABLE (ordinal bigint, kind text, item_id bigint, from_place_id bigint, to_place_id bigint, lot_id bigint,
               quantity numeric, unit_cost numeric, value numeric, counter_account text, item_code text, item_kind text,
               lot_tracked boolean, decimals integer, stock_account text, cost_account text, purchase_account text,
               from_site bigint, to_site bigint, lot_code text)
LANGUAGE sql STABLE AS $$
    SELECT t.ordinality, x.kind, x.item_id, x.from_place_id, x.to_place_id, coalesce(x.lot_id, 0), x.quantity,
           x.unit_cost, x.value, x.counter_account, i.code, i.kind, i.lot_tracked, u.decimals, tm.stock_account,
           tm.cost_account, tm.purchase_account, f.site_id, g.site_id, lt.code
      FROM jsonb_array_elements(p_moves) WITH ORDINALITY t
     CROSS JOIN LATERAL jsonb_to_record(t.value) AS x(
           kind text, item_id bigint, from_place_id bigint, to_place_id bigint, lot_id bigint, quantity numeric,
           unit_cost numeric, value numeric, counter_account text)
      LEFT JOIN warehouse.item i ON i.id = x.item_id
      LEFT JOIN warehouse.unit u ON u.code = i.unit
      LEFT JOIN warehouse.item_terms tm ON tm.company_id = p_company AND tm.item_id = x.item_id
      LEFT JOIN warehouse.place f ON f.company_id = p_company AND f.id = x.from_place_id
      LEFT JOIN warehouse.place g ON g.company_id = p_company AND g.id = x.to_place_id
      LEFT JOIN warehouse.lot lt ON lt.company_id = p_company AND lt.id = x.lot_id AND lt.item_id = x.item_id
     ORDER BY t.ordinality
$$;

-- Carries goods and value of one move; answers the change of stock value. What goes between sites keeps its value.
CREATE OR REPLACE FUNCTION stock.carry(p_company bigint, m record, OUT worth numeric, OUT change numeric)
LANGUAGE plpgsql AS $$
BEGIN
    IF m.from_place_id IS NOT NULL THEN
        PERFORM stock.take(p_company, m.item_id, m.from_place_id, m.lot_id, m.quantity);
    END IF;
    IF m.to_place_id IS NOT NULL THEN
        UPDATE stock.level l SET on_hand = l.on_hand + m.quantity
         WHERE l.company_id = p_company AND l.item_id = m.item_id AND l.place_id = m.to_place_id AND l.lot_id = m.lot_id;
    END IF;
    IF m.from_site = m.to_site THEN
        worth := (SELECT round(c.average * m.quantity, 2) FROM stock.cost c
                   WHERE c.company_id = p_company AND c.item_id = m.item_id AND c.site_id = m.to_site);
        change := 0;
        RETURN;
    ELSIF m.from_site IS NOT NULL THEN
        worth := stock.cost_out(p_company, m.item_id, m.from_site, m.quantity);
    ELSE
        worth := coalesce(m.value, round(m.quantity * coalesce(m.unit_cost, (
            SELECT c.average FROM stock.cost c
             WHERE c.company_id = p_company AND c.item_id = m.item_id AND c.site_id = m.to_site)), 2));
    END IF;
    IF m.to_site IS NOT NULL THEN
        PERFORM stock.cost_in(p_company, m.item_id, m.to_site, m.quantity, worth);
    END IF;
    change := CASE WHEN m.to_site IS NULL THEN -worth WHEN m.from_site IS NULL THEN worth ELSE 0 END;
END $$;

-- Applies whole moves in the order given and books their value in one entry; answers its id, null where no value moved.
-- p_moves: [{kind, item_id, from_place_id?, to_place_id?, lot_id?, quantity, unit_cost? or value? (of what comes in; the
--   average where neither), counter_account?, source_line_id?, text?}]
-- p_document: {date, text, source_kind, source_id?, event?}
-- Value goes between the item's stock account and: its purchase account for a receipt (the supplier's invoice debits
-- it, so its balance is what has come and is not invoiced), the given account for an opening (none: the books hold the
-- value already), its cost account for the rest.
CREATE OR REPLACE FUNCTION stock.apply(
    p_company bigint, p_moves jsonb, p_document jsonb, p_actor bigint, p_request uuid) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_accounts text[] := '{}';
    v_amounts numeric[] := '{}';
    v_worths numeric[] := '{}';
    v_changes numeric[] := '{}';
    v_counter text;
    v_carried record;
    v_fault text;
    v_entry bigint;
    m record;
BEGIN
    PERFORM stock.lock_rows(p_company, (
        SELECT jsonb_agg(r) FROM (SELECT x -> 'item_id' AS item_id, x -> p AS place_id, x -> 'lot_id' AS lot_id
          FROM jsonb_array_elements(p_moves) x CROSS JOIN unnest(ARRAY['from_place_id', 'to_place_id']) p) r));
    FOR m IN SELECT * FROM stock.moves_of(p_company, p_moves) LOOP
        v_fault := stock.move_fault(to_jsonb(m));
        IF v_fault IS NOT NULL THEN
            PERFORM company.refuse(v_fault, jsonb_build_object('line', m.ordinal, 'item', coalesce(m.item_code,
                m.item_id::text), 'quantity', trim_scale(m.quantity), 'decimals', m.decimals), 'I');
        END IF;
        SELECT * INTO v_carried FROM stock.carry(p_company, m);
        v_worths := v_worths || v_carried.worth;
        v_changes := v_changes || v_carried.change;
        v_counter := CASE m.kind WHEN 'receipt' THEN m.purchase_account WHEN 'opening' THEN m.counter_account
                                 ELSE m.cost_account END;
        IF v_counter IS NOT NULL THEN
            v_accounts := v_accounts || ARRAY[m.stock_account, v_counter];
            v_amounts := v_amounts || ARRAY[v_carried.change, -v_carried.change];
        END IF;
    END LOOP;
    v_entry := stock.book(p_company, v_accounts, v_amounts, p_document, p_actor, p_request);
    INSERT INTO stock.move (company_id, kind, item_id, from_place_id, to_place_id, lot_id, quantity, unit_cost, value,
                            moved_on, source_kind, source_id, source_line_id, text, entry_id, request_id, performed_by,
                            performed_at, posted_at, posted_by)
    SELECT p_company, x.kind, x.item_id, x.from_place_id, x.to_place_id, coalesce(x.lot_id, 0), x.quantity,
           round(v_worths[t.ordinality] / x.quantity, 6), v_changes[t.ordinality], (p_document ->> 'date')::date,
           p_document ->> 'source_kind', (p_document ->> 'source_id')::bigint, x.source_line_id,
           coalesce(x.text, p_document ->> 'text', ''), v_entry, p_request, p_actor, clock_timestamp(),
           clock_timestamp(), p_actor
      FROM jsonb_array_elements(p_moves) WITH ORDINALITY t
     CROSS JOIN LATERAL jsonb_to_record(t.value) AS x(
           kind text, item_id bigint, from_place_id bigint, to_place_id bigint, lot_id bigint, quantity numeric,
           source_line_id bigint, text text)
     ORDER BY t.ordinality;
    PERFORM audit.announce(p_company, 'stock.level', (
        SELECT jsonb_agg(DISTINCT x -> 'item_id') FROM jsonb_array_elements(p_moves) x), p_actor);
    RETURN v_entry;
END $$;

-- One entry of series S with a line an account; nothing where the values meet, but the period must be open all the same.
CREATE OR REPLACE FUNCTION stock.book(
    p_company bigint, p_accounts text[], p_amounts numeric[], p_document jsonb, p_actor bigint, p_request uuid)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_lines jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('account', x.account, 'amount', x.amount, 'document_kind',
                     p_document -> 'source_kind', 'document_id', p_document -> 'source_id') ORDER BY x.account)
      INTO v_lines
      FROM (SELECT a.account, sum(a.amount) AS amount FROM unnest(p_accounts, p_amounts) a(account, amount)
             GROUP BY a.account HAVING sum(a.amount) <> 0) x;
    IF v_lines IS NULL THEN
        PERFORM ledger.lock_periods(p_company, jsonb_build_array(p_document || '{"area": "stock"}'));
        RETURN NULL;
    END IF;
    RETURN (ledger.append(p_company, jsonb_build_array(jsonb_build_object(
        'date', p_document -> 'date', 'series', 'S', 'area', 'stock', 'text', p_document -> 'text',
        'source_kind', p_document -> 'source_kind', 'source_id', p_document -> 'source_id',
        'source_event', p_document -> 'event', 'lines', v_lines)), p_actor, p_request))[1];
END $$;

-- Company currency for one unit of another on a day: the latest rate known then.
CREATE OR REPLACE FUNCTION stock.rate_on(p_company bigint, p_currency text, p_date date) RETURNS numeric
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_rate numeric := (SELECT finance.rate_on(p_currency, c.currency, p_date) FROM company.company c WHERE c.id = p_company);
BEGIN
    IF v_rate IS NULL THEN
        PERFORM company.refuse('stock.no_rate', jsonb_build_object('currency', p_currency, 'date', p_date));
    END IF;
    RETURN v_rate;
END $$;

-- Promises what is free to the lines of a document, oldest lot and lowest place first; what is not there stays missing.
-- p_wanted: [{line_id, item_id, quantity}] in the order in which lines are served. The caller has locked the document.
CREATE OR REPLACE FUNCTION stock.reserve(p_company bigint, p_source_kind text, p_wanted jsonb, p_actor bigint)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_items bigint[];
    v_places bigint[];
    v_lots bigint[];
    v_free numeric[];
    v_left numeric;
    v_part numeric;
    w record;
BEGIN
    IF p_wanted = '[]' THEN
        RETURN;
    END IF;
    -- What is locked here is all there is: goods that come free from now on wait for the next try.
    SELECT array_agg(f.item_id ORDER BY f.expires_on NULLS LAST, f.code, f.lot_id),
           array_agg(f.place_id ORDER BY f.expires_on NULLS LAST, f.code, f.lot_id),
           array_agg(f.lot_id ORDER BY f.expires_on NULLS LAST, f.code, f.lot_id),
           array_agg(f.free ORDER BY f.expires_on NULLS LAST, f.code, f.lot_id)
      INTO v_items, v_places, v_lots, v_free
      FROM (SELECT l.item_id, l.place_id, l.lot_id, l.on_hand - l.reserved AS free, p.code, t.expires_on
              FROM stock.level l
              JOIN warehouse.place p ON p.company_id = l.company_id AND p.id = l.place_id AND p.active
              LEFT JOIN warehouse.lot t ON t.company_id = l.company_id AND t.id = l.lot_id
             WHERE l.company_id = p_company AND l.on_hand > l.reserved AND l.item_id IN (
                   SELECT x.item_id FROM jsonb_to_recordset(p_wanted) AS x(item_id bigint))
             ORDER BY l.item_id, l.place_id, l.lot_id FOR UPDATE OF l) f;
    FOR w IN SELECT x.* FROM jsonb_array_elements(p_wanted) WITH ORDINALITY t
              CROSS JOIN LATERAL jsonb_to_record(t.value) AS x(line_id bigint, item_id bigint, quantity numeric)
              ORDER BY t.ordinality LOOP
        v_left := w.quantity;
        FOR i IN 1 .. coalesce(cardinality(v_items), 0) LOOP
            CONTINUE WHEN v_items[i] <> w.item_id OR v_free[i] = 0;
            v_part := least(v_left, v_free[i]);
            EXIT WHEN v_part <= 0;
            UPDATE stock.level SET reserved = reserved + v_part
             WHERE company_id = p_company AND item_id = w.item_id AND place_id = v_places[i] AND lot_id = v_lots[i];
            INSERT INTO stock.reservation AS r (company_id, source_kind, source_line_id, item_id, place_id, lot_id,
                                                quantity, reserved_at, reserved_by)
            VALUES (p_company, p_source_kind, w.line_id, w.item_id, v_places[i], v_lots[i], v_part, clock_timestamp(), p_actor)
            ON CONFLICT (company_id, source_kind, source_line_id, place_id, lot_id)
            DO UPDATE SET quantity = r.quantity + excluded.quantity;
            v_free[i] := v_free[i] - v_part;
            v_left := v_left - v_part;
        END LOOP;
    END LOOP;
    PERFORM audit.announce(p_company, 'stock.level', (
        SELECT jsonb_agg(DISTINCT x -> 'item_id') FROM jsonb_array_elements(p_wanted) x), p_actor);
END $$;

-- Gives up the promise for lines of a document, or so much of it at one place; the caller has locked the document.
-- p_released: [{line_id, place_id?, lot_id?, quantity?}]
CREATE OR REPLACE FUNCTION stock.release(p_company bigint, p_source_kind text, p_released jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    r record;
BEGIN
    FOR r IN SELECT v.id, v.item_id, v.place_id, v.lot_id, v.quantity, least(v.quantity, sum(x.quantity)) AS part
               FROM jsonb_to_recordset(p_released) AS x(line_id bigint, place_id bigint, lot_id bigint, quantity numeric)
               JOIN stock.reservation v ON v.company_id = p_company AND v.source_kind = p_source_kind
                    AND v.source_line_id = x.line_id AND (x.place_id IS NULL
                    OR v.place_id = x.place_id AND v.lot_id = coalesce(x.lot_id, 0))
              GROUP BY v.id ORDER BY v.item_id, v.place_id, v.lot_id LOOP
        UPDATE stock.level SET reserved = reserved - coalesce(r.part, r.quantity)
         WHERE company_id = p_company AND item_id = r.item_id AND place_id = r.place_id AND lot_id = r.lot_id;
        IF r.part < r.quantity THEN
            UPDATE stock.reservation SET quantity = quantity - r.part WHERE id = r.id;
        ELSE
            DELETE FROM stock.reservation WHERE id = r.id;
        END IF;
    END LOOP;
END $$;

-- Doors of the warehouse: purchase orders placed and cancelled, and the moves that people make by hand.

-- What is wrong with a purchase order as its rows stand; null where nothing is.
CREATE OR REPLACE FUNCTION warehouse.purchase_fault(p_order warehouse.purchase_order) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_lines record;
BEGIN
    SELECT count(*) AS lines, coalesce(bool_or(NOT i.active), false) AS inactive,
           coalesce(bool_or(l.quantity <> round(l.quantity, u.decimals)), false) AS wrong_unit
      INTO v_lines
      FROM warehouse.purchase_order_line l
      JOIN warehouse.item i ON i.id = l.item_id
      JOIN warehouse.unit u ON u.code = i.unit
     WHERE l.company_id = p_order.company_id AND l.purchase_order_id = p_order.id;
    RETURN CASE
        WHEN v_lines.lines = 0 THEN 'purchase.no_lines'
        WHEN v_lines.inactive THEN 'purchase.inactive_item'
        WHEN v_lines.wrong_unit THEN 'purchase.unit_decimals'
        WHEN NOT EXISTS (SELECT FROM contacts.party p WHERE p.id = p_order.party_id AND p.is_supplier AND p.active)
            THEN 'purchase.not_supplier'
    END;
END $$;

-- The locked order with the status that an act needs; refuses where it is not there or not so.
CREATE OR REPLACE FUNCTION warehouse.lock_purchase_order(p_company bigint, p_id bigint, VARIADIC p_statuses text[])
RETURNS warehouse.purchase_order LANGUAGE plpgsql AS $$
DECLARE
    v_order warehouse.purchase_order;
BEGIN
    SELECT * INTO v_order FROM warehouse.purchase_order o WHERE o.company_id = p_company AND o.id = p_id FOR UPDATE;
    IF v_order.id IS NULL THEN
        PERFORM company.refuse('purchase.not_found', jsonb_build_object('id', p_id), 'I');
    ELSIF v_order.status <> ALL (p_statuses) THEN
        PERFORM company.refuse('purchase.wrong_status', jsonb_build_object(
            'number', coalesce(v_order.number, ''), 'status', v_order.status));
    END IF;
    RETURN v_order;
END $$;

-- Adds to (or takes off, with p_sign -1) what is expected at the order's place: the rest of each line of goods.
CREATE OR REPLACE FUNCTION warehouse.expect(p_order warehouse.purchase_order, p_sign integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_rows jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('item_id', l.item_id, 'place_id', p_order.place_id)) INTO v_rows
      FROM warehouse.purchase_order_line l JOIN warehouse.item i ON i.id = l.item_id AND i.kind = 'goods'
     WHERE l.company_id = p_order.company_id AND l.purchase_order_id = p_order.id;
    PERFORM stock.lock_rows(p_order.company_id, coalesce(v_rows, '[]'));
    UPDATE stock.level v SET incoming = greatest(v.incoming + p_sign * r.rest, 0)
      FROM (SELECT l.item_id, sum(l.quantity - l.received) AS rest
              FROM warehouse.purchase_order_line l JOIN warehouse.item i ON i.id = l.item_id AND i.kind = 'goods'
             WHERE l.company_id = p_order.company_id AND l.purchase_order_id = p_order.id GROUP BY 1) r
     WHERE v.company_id = p_order.company_id AND v.item_id = r.item_id AND v.place_id = p_order.place_id AND v.lot_id = 0;
END $$;

-- Places a draft: number, status, and the goods as incoming where they are expected (the first place where none is set).
CREATE OR REPLACE FUNCTION warehouse.place_purchase_order(p_request uuid, p_company bigint, p_order_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'buyer');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'purchase.place', p_company, p_order_id), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_order warehouse.purchase_order;
    v_fault text;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_order := warehouse.lock_purchase_order(p_company, p_order_id, 'draft');
    v_fault := warehouse.purchase_fault(v_order);
    IF v_fault IS NOT NULL THEN
        PERFORM company.refuse(v_fault, jsonb_build_object('id', p_order_id));
    END IF;
    v_order.place_id := coalesce(v_order.place_id, (SELECT p.id FROM warehouse.place p
        WHERE p.company_id = p_company AND p.active ORDER BY p.id LIMIT 1));
    IF v_order.place_id IS NULL THEN
        PERFORM company.refuse('purchase.no_place', jsonb_build_object('id', p_order_id));
    END IF;
    PERFORM warehouse.expect(v_order, 1);
    PERFORM warehouse.check_spending(v_order);
    v_order.number := company.next_number(p_company, 'purchase_order');
    UPDATE warehouse.purchase_order SET number = v_order.number, status = 'ordered', place_id = v_order.place_id
     WHERE id = p_order_id;
    v_answer := jsonb_build_object('id', p_order_id, 'number', v_order.number, 'status', 'ordered');
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- What has not come is no longer expected. An order of which something came is thereby received, another cancelled.
CREATE OR REPLACE FUNCTION warehouse.cancel_purchase_order(p_request uuid, p_company bigint, p_order_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'buyer');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'purchase.cancel', p_company, p_order_id), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_order warehouse.purchase_order;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_order := warehouse.lock_purchase_order(p_company, p_order_id, 'draft', 'ordered');
    IF v_order.status = 'ordered' THEN
        PERFORM warehouse.expect(v_order, -1);
    END IF;
    v_order.status := CASE WHEN EXISTS (SELECT FROM warehouse.purchase_order_line l WHERE l.company_id = p_company
        AND l.purchase_order_id = p_order_id AND l.received > 0) THEN 'received' ELSE 'cancelled' END;
    UPDATE warehouse.purchase_order SET status = v_order.status WHERE id = p_order_id;
    v_answer := jsonb_build_object('id', p_order_id, 'number', v_order.number, 'status', v_order.status);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Receipts of one purchase order, with item and cost from its lines; keeps what is received and still expected.
-- Answers the moves for stock.apply; lines that are no goods are received without one.
CREATE OR REPLACE FUNCTION warehouse.receipt_moves(
    p_company bigint, p_moves jsonb, p_date date, OUT moves jsonb, OUT purchase_order warehouse.purchase_order)
LANGUAGE plpgsql AS $$
DECLARE
    v_over record;
    v_rate numeric;
BEGIN
    SELECT o.* INTO purchase_order FROM warehouse.purchase_order o
     WHERE o.company_id = p_company AND o.id = (
           SELECT min(l.purchase_order_id) FROM warehouse.purchase_order_line l WHERE l.company_id = p_company AND l.id IN (
                  SELECT x.purchase_order_line_id FROM jsonb_to_recordset(p_moves) AS x(purchase_order_line_id bigint)));
    purchase_order := warehouse.lock_purchase_order(p_company, purchase_order.id, 'ordered');
    SELECT l.id, i.code, l.quantity, l.received, x.quantity AS coming INTO v_over
      FROM jsonb_array_elements(p_moves) t
      CROSS JOIN LATERAL jsonb_to_record(t) AS x(purchase_order_line_id bigint, quantity numeric)
      LEFT JOIN warehouse.purchase_order_line l ON l.company_id = p_company AND l.id = x.purchase_order_line_id
            AND l.purchase_order_id = purchase_order.id
      LEFT JOIN warehouse.item i ON i.id = l.item_id
     WHERE l.id IS NULL OR x.quantity IS NULL OR x.quantity <= 0
        OR l.received + (SELECT sum(y.quantity) FROM jsonb_to_recordset(p_moves) AS y(
                         purchase_order_line_id bigint, quantity numeric) WHERE y.purchase_order_line_id = l.id) > l.quantity
     LIMIT 1;
    IF FOUND AND v_over.id IS NULL THEN
        PERFORM company.refuse('purchase.one_order', jsonb_build_object('number', purchase_order.number), 'I');
    ELSIF FOUND THEN
        PERFORM company.refuse('purchase.over_receipt', jsonb_build_object(
            'item', v_over.code, 'ordered', trim_scale(v_over.quantity), 'received', trim_scale(v_over.received),
            'coming', trim_scale(v_over.coming)));
    END IF;
    v_rate := stock.rate_on(p_company, purchase_order.currency, p_date);
    SELECT coalesce(jsonb_agg(jsonb_build_object('kind', 'receipt', 'item_id', l.item_id, 'to_place_id',
                    coalesce(x.to_place_id, purchase_order.place_id), 'lot_id', x.lot_id, 'quantity', x.quantity,
                    'unit_cost', l.unit_cost * v_rate, 'source_line_id', l.id) ORDER BY t.ordinality), '[]')
      INTO moves
      FROM jsonb_array_elements(p_moves) WITH ORDINALITY t
     CROSS JOIN LATERAL jsonb_to_record(t.value) AS x(
           purchase_order_line_id bigint, to_place_id bigint, lot_id bigint, quantity numeric)
      JOIN warehouse.purchase_order_line l ON l.company_id = p_company AND l.id = x.purchase_order_line_id
      JOIN warehouse.item i ON i.id = l.item_id AND i.kind = 'goods';
    PERFORM warehouse.take_expected(purchase_order, p_moves, moves);
END $$;

-- Books receipts on the order itself: lines, incoming goods, status.
CREATE OR REPLACE FUNCTION warehouse.take_expected(p_order warehouse.purchase_order, p_moves jsonb, p_goods jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stock.lock_rows(p_order.company_id, (
        SELECT jsonb_agg(r) FROM (
            SELECT x.item_id, x.to_place_id AS place_id, coalesce(x.lot_id, 0) AS lot_id
              FROM jsonb_to_recordset(p_goods) AS x(item_id bigint, to_place_id bigint, lot_id bigint)
            UNION ALL
            SELECT x.item_id, p_order.place_id, 0 FROM jsonb_to_recordset(p_goods) AS x(item_id bigint)) r));
    UPDATE stock.level v SET incoming = greatest(v.incoming - r.quantity, 0)
      FROM (SELECT x.item_id, sum(x.quantity) AS quantity
              FROM jsonb_to_recordset(p_goods) AS x(item_id bigint, quantity numeric) GROUP BY 1) r
     WHERE v.company_id = p_order.company_id AND v.item_id = r.item_id AND v.place_id = p_order.place_id AND v.lot_id = 0;
    UPDATE warehouse.purchase_order_line l SET received = l.received + r.quantity
      FROM (SELECT x.purchase_order_line_id AS id, sum(x.quantity) AS quantity
              FROM jsonb_to_recordset(p_moves) AS x(purchase_order_line_id bigint, quantity numeric) GROUP BY 1) r
     WHERE l.company_id = p_order.company_id AND l.id = r.id;
    UPDATE warehouse.purchase_order o SET status = 'received'
     WHERE o.id = p_order.id AND NOT EXISTS (SELECT FROM warehouse.purchase_order_line l
           WHERE l.company_id = o.company_id AND l.purchase_order_id = o.id AND l.received < l.quantity);
END $$;

-- What was counted against what the shelf should hold, under its lock: only differences become moves.
CREATE OR REPLACE FUNCTION stock.count_moves(p_company bigint, p_moves jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    v_wrong record;
    v_moves jsonb;
BEGIN
    PERFORM stock.lock_rows(p_company, p_moves);
    SELECT i.code AS item, p.code AS place, trim_scale(v.on_hand) AS on_hand, trim_scale(v.reserved) AS reserved,
           trim_scale(x.expected) AS expected, trim_scale(x.counted) AS counted, v.item_id AS known INTO v_wrong
      FROM jsonb_to_recordset(p_moves) AS x(item_id bigint, place_id bigint, lot_id bigint, counted numeric, expected numeric)
      LEFT JOIN stock.level v ON v.company_id = p_company AND v.item_id = x.item_id AND v.place_id = x.place_id
            AND v.lot_id = coalesce(x.lot_id, 0)
      LEFT JOIN warehouse.item i ON i.id = x.item_id
      LEFT JOIN warehouse.place p ON p.company_id = p_company AND p.id = x.place_id
     WHERE v.item_id IS NULL OR x.counted IS NULL OR x.counted < v.reserved OR x.expected <> v.on_hand LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse(
            CASE WHEN v_wrong.known IS NULL OR v_wrong.counted IS NULL OR v_wrong.counted < 0 THEN 'stock.bad_count'
                 WHEN v_wrong.expected <> v_wrong.on_hand THEN 'stock.count_overtaken'
                 ELSE 'stock.counted_below_reserved' END,
            to_jsonb(v_wrong) - 'known', CASE WHEN v_wrong.expected <> v_wrong.on_hand THEN 'C' ELSE 'R' END);
    END IF;
    SELECT coalesce(jsonb_agg(jsonb_build_object('kind', 'count', 'item_id', x.item_id, 'lot_id', x.lot_id,
               'from_place_id', CASE WHEN x.counted < v.on_hand THEN x.place_id END,
               'to_place_id', CASE WHEN x.counted > v.on_hand THEN x.place_id END,
               'quantity', abs(x.counted - v.on_hand)) ORDER BY v.item_id, v.place_id, v.lot_id), '[]')
      INTO v_moves
      FROM jsonb_to_recordset(p_moves) AS x(item_id bigint, place_id bigint, lot_id bigint, counted numeric)
      JOIN stock.level v ON v.company_id = p_company AND v.item_id = x.item_id AND v.place_id = x.place_id
           AND v.lot_id = coalesce(x.lot_id, 0)
     WHERE x.counted <> v.on_hand;
    RETURN v_moves;
END $$;

-- Openings come before everything else of the item, with a cost; the account against it is equity, or none.
CREATE OR REPLACE FUNCTION stock.check_openings(p_company bigint, p_moves jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_wrong record;
BEGIN
    SELECT i.code AS item, x.counter_account AS account, x.unit_cost INTO v_wrong
      FROM jsonb_to_recordset(p_moves) AS x(item_id bigint, unit_cost numeric, counter_account text)
      LEFT JOIN warehouse.item i ON i.id = x.item_id
     WHERE x.unit_cost IS NULL OR x.unit_cost < 0
        OR x.counter_account IS NOT NULL AND NOT EXISTS (SELECT FROM ledger.account a WHERE a.company_id = p_company
               AND a.number = x.counter_account AND a.kind = 'equity' AND a.active)
        OR EXISTS (SELECT FROM stock.move v WHERE v.company_id = p_company AND v.item_id = x.item_id AND v.kind <> 'opening')
     LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse(
            CASE WHEN v_wrong.unit_cost IS NULL OR v_wrong.unit_cost < 0 THEN 'stock.bad_cost'
                 WHEN EXISTS (SELECT FROM ledger.account a WHERE a.company_id = p_company AND a.number = v_wrong.account
                                 AND a.kind = 'equity' AND a.active) OR v_wrong.account IS NULL
                      THEN 'stock.opening_too_late' ELSE 'stock.wrong_counter_account' END,
            jsonb_build_object('item', v_wrong.item, 'account', v_wrong.account));
    END IF;
END $$;

CREATE OR REPLACE FUNCTION stock.check_kind(p_moves jsonb) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_kind text := p_moves #>> '{0,kind}';
BEGIN
    IF jsonb_typeof(p_moves) <> 'array' OR jsonb_array_length(p_moves) = 0 THEN
        PERFORM company.refuse('stock.no_moves', '{}', 'I');
    ELSIF EXISTS (SELECT FROM jsonb_array_elements(p_moves) x WHERE x ->> 'kind' IS DISTINCT FROM v_kind) THEN
        PERFORM company.refuse('stock.mixed_kinds', '{}', 'I');
    ELSIF v_kind IS NULL OR v_kind NOT IN ('receipt', 'transfer', 'count', 'opening') THEN
        PERFORM company.refuse('stock.kind_not_allowed', jsonb_build_object('kind', v_kind));
    ELSIF NOT company.has_role(VARIADIC CASE v_kind WHEN 'count' THEN ARRAY['storekeeper']
              WHEN 'opening' THEN ARRAY['storekeeper', 'accountant'] ELSE ARRAY['storekeeper', 'warehouse_worker'] END) THEN
        PERFORM company.refuse('company.not_allowed', jsonb_build_object('kind', v_kind), 'D');
    END IF;
    RETURN v_kind;
END $$;

-- Moves that people make, of one kind a call:
--   receipt  {kind, purchase_order_line_id, quantity, to_place_id?, lot_id?}  of one purchase order
--   transfer {kind, item_id, from_place_id, to_place_id, lot_id?, quantity}
--   count    {kind, item_id, place_id, lot_id?, counted, expected?}
--   opening  {kind, item_id, to_place_id, lot_id?, quantity, unit_cost, counter_account?}
-- Answers {entry_id, moves, order_status?}.
CREATE OR REPLACE FUNCTION stock.move(
    p_request uuid, p_company bigint, p_moves jsonb, p_date date DEFAULT NULL, p_text text DEFAULT '') RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'storekeeper', 'warehouse_worker', 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'stock.move', p_company, p_date, p_text, p_moves), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_kind text;
    v_moves jsonb := p_moves;
    v_receipt record;
    v_order warehouse.purchase_order;
    v_document jsonb;
    v_entry bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_kind := stock.check_kind(p_moves);
    v_document := jsonb_build_object('date', coalesce(p_date, company.today(p_company)), 'text', p_text,
                                     'source_kind', v_kind);
    IF v_kind = 'receipt' THEN
        SELECT * INTO v_receipt FROM warehouse.receipt_moves(p_company, p_moves, (v_document ->> 'date')::date);
        v_moves := v_receipt.moves;
        v_order := v_receipt.purchase_order;
        v_document := v_document || jsonb_build_object('source_kind', 'purchase_order', 'source_id', v_order.id,
            'text', concat_ws(' ', v_order.number, nullif(p_text, '')), 'event', 'receipt ' || 1 + (
            SELECT count(*) FROM ledger.entry e WHERE e.company_id = p_company AND e.source_kind = 'purchase_order'
               AND e.source_id = v_order.id));
    ELSIF v_kind = 'count' THEN
        v_moves := stock.count_moves(p_company, p_moves);
    ELSIF v_kind = 'opening' THEN
        PERFORM stock.check_openings(p_company, p_moves);
    END IF;
    IF v_moves <> '[]' THEN
        v_entry := stock.apply(p_company, v_moves, v_document, v_actor, p_request);
    END IF;
    v_answer := jsonb_build_object('entry_id', v_entry, 'moves', jsonb_array_length(v_moves), 'order_status', (
        SELECT o.status FROM warehouse.purchase_order o WHERE o.id = v_order.id));
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

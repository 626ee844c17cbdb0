-- Doors of deliveries and returns: picked from what is promised, issued at cost, and back at the cost they left with.

-- The locked delivery under its locked order; refuses where it is no longer picked.
CREATE OR REPLACE FUNCTION sales.lock_delivery(p_company bigint, p_id bigint) RETURNS sales.delivery
LANGUAGE plpgsql AS $$
DECLARE
    v_delivery sales.delivery;
BEGIN
    PERFORM 1 FROM sales.sales_order o WHERE o.company_id = p_company AND o.id = (
        SELECT d.order_id FROM sales.delivery d WHERE d.company_id = p_company AND d.id = p_id) FOR UPDATE;
    SELECT * INTO v_delivery FROM sales.delivery d WHERE d.company_id = p_company AND d.id = p_id FOR UPDATE;
    IF v_delivery.id IS NULL THEN
        PERFORM company.refuse('delivery.not_found', jsonb_build_object('id', p_id), 'I');
    ELSIF v_delivery.status <> 'picking' THEN
        PERFORM company.refuse('delivery.' || v_delivery.status, jsonb_build_object('number', coalesce(v_delivery.number, '')));
    END IF;
    PERFORM 1 FROM sales.delivery_line l WHERE l.company_id = p_company AND l.delivery_id = p_id ORDER BY l.id FOR UPDATE;
    RETURN v_delivery;
END $$;

-- Makes a picking list of an order: what is promised to its lines (and free by now), and lines that are no goods.
CREATE OR REPLACE FUNCTION sales.start_picking(
    p_request uuid, p_company bigint, p_order_id bigint, p_planned_on date DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'storekeeper', 'warehouse_worker', 'seller', 'sales_manager');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'sales.pick', p_company, p_order_id, p_planned_on), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_order sales.sales_order;
    v_id bigint;
    v_lines integer;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_order := sales.lock_order(p_company, 'order', p_order_id, 'confirmed');
    PERFORM stock.reserve(p_company, 'order_line', sales.wanted(v_order), v_actor);
    INSERT INTO sales.delivery (company_id, kind, order_id, party_id, planned_on)
    VALUES (p_company, 'delivery', p_order_id, v_order.party_id,
            coalesce(p_planned_on, v_order.delivery_date, company.today(p_company))) RETURNING id INTO v_id;
    WITH claimed AS (
        SELECT l.order_line_id, l.place_id, l.lot_id, sum(l.quantity) AS quantity
          FROM sales.delivery d JOIN sales.delivery_line l ON l.company_id = d.company_id AND l.delivery_id = d.id
         WHERE d.company_id = p_company AND d.order_id = p_order_id AND d.status = 'picking' AND d.kind = 'delivery'
         GROUP BY 1, 2, 3)
    INSERT INTO sales.delivery_line (company_id, delivery_id, position, order_line_id, item_id, place_id, lot_id, quantity,
                                     picked)
    SELECT p_company, v_id, row_number() OVER (ORDER BY w.position, w.place_id, w.lot_id), w.id, w.item_id, w.place_id,
           w.lot_id, w.quantity, CASE WHEN w.place_id IS NULL THEN w.quantity ELSE 0 END
      FROM (SELECT l.id, l.position, l.item_id, r.place_id, r.lot_id, r.quantity - coalesce(c.quantity, 0) AS quantity
              FROM sales.order_line l
              JOIN stock.reservation r ON r.company_id = l.company_id AND r.source_kind = 'order_line' AND r.source_line_id = l.id
              LEFT JOIN claimed c ON c.order_line_id = l.id AND c.place_id = r.place_id AND c.lot_id = r.lot_id
             WHERE l.company_id = p_company AND l.order_id = p_order_id
            UNION ALL
            SELECT l.id, l.position, l.item_id, NULL, 0, l.quantity - greatest(l.delivered, l.invoiced) - coalesce(c.quantity, 0)
              FROM sales.order_line l
              LEFT JOIN warehouse.item i ON i.id = l.item_id
              LEFT JOIN claimed c ON c.order_line_id = l.id
             WHERE l.company_id = p_company AND l.order_id = p_order_id AND i.kind IS DISTINCT FROM 'goods') w
     WHERE w.quantity > 0;
    GET DIAGNOSTICS v_lines = ROW_COUNT;
    IF v_lines = 0 THEN
        PERFORM company.refuse('delivery.nothing_to_pick', jsonb_build_object('number', v_order.number));
    END IF;
    v_answer := jsonb_build_object('id', v_id, 'lines', v_lines);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Makes a return of a posted delivery: a line for each of its lines that is not back yet; the goods go to p_place_id or
-- to where they came from. What came back is then recorded as picked.
CREATE OR REPLACE FUNCTION sales.start_return(
    p_request uuid, p_company bigint, p_delivery_id bigint, p_place_id bigint DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'storekeeper', 'warehouse_worker', 'seller', 'sales_manager');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'sales.return', p_company, p_delivery_id, p_place_id), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_delivery sales.delivery;
    v_id bigint;
    v_lines integer;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    SELECT * INTO v_delivery FROM sales.delivery d WHERE d.company_id = p_company AND d.id = p_delivery_id FOR UPDATE;
    IF v_delivery.id IS NULL THEN
        PERFORM company.refuse('delivery.not_found', jsonb_build_object('id', p_delivery_id), 'I');
    ELSIF v_delivery.kind <> 'delivery' OR v_delivery.status <> 'posted' THEN
        PERFORM company.refuse('delivery.not_returnable', jsonb_build_object('number', coalesce(v_delivery.number, '')));
    END IF;
    INSERT INTO sales.delivery (company_id, kind, order_id, party_id, planned_on, returns_id)
    VALUES (p_company, 'return', v_delivery.order_id, v_delivery.party_id, company.today(p_company), p_delivery_id)
    RETURNING id INTO v_id;
    INSERT INTO sales.delivery_line (company_id, delivery_id, position, order_line_id, item_id, place_id, lot_id, quantity)
    SELECT p_company, v_id, w.position, w.order_line_id, w.item_id,
           CASE WHEN w.place_id IS NOT NULL THEN coalesce(p_place_id, w.place_id) END, w.lot_id, w.quantity
      FROM (SELECT min(l.position) AS position, l.order_line_id, l.item_id, min(l.place_id) AS place_id, l.lot_id,
                   sum(l.picked) - sales.returned(p_company, p_delivery_id, l.order_line_id, l.lot_id) AS quantity
              FROM sales.delivery_line l WHERE l.company_id = p_company AND l.delivery_id = p_delivery_id
             GROUP BY l.order_line_id, l.item_id, l.lot_id) w
     WHERE w.quantity > 0;
    GET DIAGNOSTICS v_lines = ROW_COUNT;
    IF v_lines = 0 THEN
        PERFORM company.refuse('delivery.all_returned', jsonb_build_object('number', v_delivery.number));
    END IF;
    v_answer := jsonb_build_object('id', v_id, 'lines', v_lines);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- How much of a line of a delivery has come back in posted returns.
CREATE OR REPLACE FUNCTION sales.returned(p_company bigint, p_delivery_id bigint, p_order_line bigint, p_lot bigint)
RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(l.picked), 0)
      FROM sales.delivery o
      JOIN sales.delivery d ON d.company_id = o.company_id AND d.order_id = o.order_id AND d.returns_id = o.id
           AND d.status = 'posted'
      JOIN sales.delivery_line l ON l.company_id = d.company_id AND l.delivery_id = d.id
     WHERE o.company_id = p_company AND o.id = p_delivery_id AND l.order_line_id = p_order_line AND l.lot_id = p_lot
$$;

-- Refuses a delivery or return whose lines carry nothing, more than they hold, or more than the order (or delivery) had.
CREATE OR REPLACE FUNCTION sales.check_delivery(p_delivery sales.delivery) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_wrong record;
BEGIN
    IF NOT EXISTS (SELECT FROM sales.delivery_line l WHERE l.company_id = p_delivery.company_id
                      AND l.delivery_id = p_delivery.id AND l.picked > 0) THEN
        PERFORM company.refuse('delivery.nothing_picked', jsonb_build_object('id', p_delivery.id));
    END IF;
    SELECT k.description, k.quantity AS ordered, k.delivered, g.picked, g.quantity, u.decimals INTO v_wrong
      FROM (SELECT l.order_line_id, l.lot_id, sum(l.picked) AS picked, sum(l.quantity) AS quantity,
                   bool_or(l.picked > l.quantity) AS too_much
              FROM sales.delivery_line l WHERE l.company_id = p_delivery.company_id AND l.delivery_id = p_delivery.id
             GROUP BY 1, 2) g
      JOIN sales.order_line k ON k.company_id = p_delivery.company_id AND k.id = g.order_line_id
      LEFT JOIN warehouse.item i ON i.id = k.item_id
      LEFT JOIN warehouse.unit u ON u.code = i.unit
     WHERE g.too_much OR g.picked <> round(g.picked, coalesce(u.decimals, 6)) OR k.order_id <> p_delivery.order_id
        OR p_delivery.kind = 'delivery' AND k.delivered + g.picked > k.quantity
        OR p_delivery.kind = 'return' AND g.picked > k.delivered
        OR p_delivery.kind = 'return' AND g.picked + sales.returned(p_delivery.company_id, p_delivery.returns_id,
               g.order_line_id, g.lot_id) > (SELECT sum(o.picked) FROM sales.delivery_line o
               WHERE o.company_id = p_delivery.company_id AND o.delivery_id = p_delivery.returns_id
                 AND o.order_line_id = g.order_line_id AND o.lot_id = g.lot_id)
     LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse(CASE WHEN v_wrong.picked <> round(v_wrong.picked, coalesce(v_wrong.decimals, 6))
                                    THEN 'delivery.unit_decimals'
                                    WHEN p_delivery.kind = 'return' THEN 'delivery.over_returned'
                                    ELSE 'delivery.over_picked' END,
            jsonb_build_object('line', v_wrong.description, 'ordered', trim_scale(v_wrong.ordered),
                               'delivered', trim_scale(v_wrong.delivered), 'picked', trim_scale(v_wrong.picked),
                               'quantity', trim_scale(v_wrong.quantity)));
    END IF;
END $$;

-- The moves of a delivery's goods: issues from where they were promised, or returns at the value they left with.
CREATE OR REPLACE FUNCTION sales.moves_of_delivery(p_delivery sales.delivery) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(CASE p_delivery.kind
             WHEN 'delivery' THEN jsonb_build_object('kind', 'issue', 'item_id', l.item_id, 'from_place_id', l.place_id,
                  'lot_id', l.lot_id, 'quantity', l.picked, 'source_line_id', l.id)
             ELSE jsonb_build_object('kind', 'return', 'item_id', l.item_id, 'to_place_id', l.place_id, 'lot_id', l.lot_id,
                  'quantity', l.picked, 'source_line_id', l.id, 'value', CASE
                      -- The last ones back take the öre that rounding has left.
                      WHEN l.picked + b.quantity = o.quantity THEN o.value - b.value
                      ELSE round(o.value * l.picked / o.quantity, 2) END) END ORDER BY l.position), '[]')
      FROM sales.delivery_line l
      JOIN warehouse.item i ON i.id = l.item_id AND i.kind = 'goods'
      LEFT JOIN LATERAL (
           SELECT sum(m.quantity) AS quantity, -sum(m.value) AS value
             FROM stock.move m JOIN sales.delivery_line k ON k.company_id = m.company_id AND k.id = m.source_line_id
            WHERE m.company_id = l.company_id AND m.source_kind = 'delivery' AND m.source_id = p_delivery.returns_id
              AND k.order_line_id = l.order_line_id AND k.lot_id = l.lot_id) o ON true
      LEFT JOIN LATERAL (
           SELECT coalesce(sum(m.quantity), 0) AS quantity, coalesce(sum(m.value), 0) AS value
             FROM sales.delivery d
             JOIN stock.move m ON m.company_id = d.company_id AND m.source_kind = 'return' AND m.source_id = d.id
             JOIN sales.delivery_line k ON k.company_id = m.company_id AND k.id = m.source_line_id
            WHERE d.company_id = l.company_id AND d.order_id = p_delivery.order_id AND d.status = 'posted'
              AND d.returns_id = p_delivery.returns_id
              AND k.order_line_id = l.order_line_id AND k.lot_id = l.lot_id) b ON true
     WHERE l.company_id = p_delivery.company_id AND l.delivery_id = p_delivery.id AND l.picked > 0
$$;

-- Posts what was picked (or came back): goods off the shelf at cost, the rest of the list's promises given up, the
-- order's lines and status. Locks: order, delivery, lines, levels, costs, period, number, balances, series.
CREATE OR REPLACE FUNCTION sales.post_delivery(
    p_request uuid, p_company bigint, p_delivery_id bigint, p_date date DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'storekeeper', 'warehouse_worker');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'sales.deliver', p_company, p_delivery_id, p_date), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_date date := coalesce(p_date, company.today(p_company));
    v_delivery sales.delivery;
    v_moves jsonb;
    v_entry bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_delivery := sales.lock_delivery(p_company, p_delivery_id);
    IF v_delivery.kind = 'delivery' AND NOT EXISTS (SELECT FROM sales.sales_order o WHERE o.company_id = p_company
           AND o.id = v_delivery.order_id AND o.kind = 'order' AND o.status = 'confirmed') THEN
        PERFORM company.refuse('delivery.order_not_open', jsonb_build_object('id', p_delivery_id));
    END IF;
    PERFORM sales.check_delivery(v_delivery);
    PERFORM stock.lock_rows(p_company, (
        SELECT jsonb_agg(jsonb_build_object('item_id', l.item_id, 'place_id', l.place_id, 'lot_id', l.lot_id))
          FROM sales.delivery_line l WHERE l.company_id = p_company AND l.delivery_id = p_delivery_id));
    IF v_delivery.kind = 'delivery' THEN
        PERFORM stock.release(p_company, 'order_line', (
            SELECT jsonb_agg(jsonb_build_object('line_id', l.order_line_id, 'place_id', l.place_id, 'lot_id', l.lot_id,
                                                'quantity', l.quantity))
              FROM sales.delivery_line l
             WHERE l.company_id = p_company AND l.delivery_id = p_delivery_id AND l.place_id IS NOT NULL));
    END IF;
    v_moves := sales.moves_of_delivery(v_delivery);
    v_delivery.number := company.next_number(p_company, 'delivery');
    IF v_moves <> '[]' THEN
        v_entry := stock.apply(p_company, v_moves, jsonb_build_object(
            'date', v_date, 'source_kind', v_delivery.kind, 'source_id', p_delivery_id, 'event', 'posted',
            'text', v_delivery.number || ' ' || (SELECT p.name FROM contacts.party p WHERE p.id = v_delivery.party_id)),
            v_actor, p_request);
    END IF;
    UPDATE sales.order_line k
       SET delivered = k.delivered + CASE v_delivery.kind WHEN 'delivery' THEN l.picked ELSE -l.picked END
      FROM (SELECT n.order_line_id, sum(n.picked) AS picked FROM sales.delivery_line n
             WHERE n.company_id = p_company AND n.delivery_id = p_delivery_id GROUP BY 1) l
     WHERE k.company_id = p_company AND k.id = l.order_line_id AND l.picked > 0;
    UPDATE sales.delivery SET number = v_delivery.number, status = 'posted', delivered_on = v_date, entry_id = v_entry,
           posted_at = clock_timestamp(), posted_by = v_actor
     WHERE id = p_delivery_id;
    v_answer := jsonb_build_object('id', p_delivery_id, 'number', v_delivery.number, 'entry_id', v_entry,
                                   'order_status', sales.refresh_status(p_company, v_delivery.order_id));
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Gives a picking list up. What was promised to the order stays promised.
CREATE OR REPLACE FUNCTION sales.cancel_delivery(p_request uuid, p_company bigint, p_delivery_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'storekeeper', 'warehouse_worker', 'seller', 'sales_manager');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'sales.cancel_delivery', p_company, p_delivery_id), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    PERFORM sales.lock_delivery(p_company, p_delivery_id);
    -- Its lines would hold on to lines of an order that may be changed from now on.
    DELETE FROM sales.delivery_line WHERE company_id = p_company AND delivery_id = p_delivery_id;
    UPDATE sales.delivery SET status = 'cancelled' WHERE id = p_delivery_id;
    v_answer := jsonb_build_object('id', p_delivery_id, 'status', 'cancelled');
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

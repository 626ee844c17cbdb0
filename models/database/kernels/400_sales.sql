-- Doors of quotes and orders: numbers, credit, reservations, and what is left to deliver and to invoice.

-- What the lines of a quote or order come to, at the rates of its day; with prices that include tax the amount does, and
-- the net is what is left without it (finance.priced_lines).
CREATE OR REPLACE FUNCTION sales.line_amounts(p_order sales.sales_order)
RETURNS TABLE (id bigint, tax_code varchar, percent numeric, amount numeric, net numeric) LANGUAGE sql STABLE AS $$
    SELECT x.id, x.tax_code, x.percent, x.amount,
           CASE WHEN p_order.prices_include_tax
                THEN x.amount - finance.tax_within(x.up_to, coalesce(x.percent, 0))
                              + finance.tax_within(x.up_to - x.amount, coalesce(x.percent, 0))
                ELSE x.amount END
      FROM (SELECT l.id, l.tax_code, r.percent, a.amount,
                   sum(a.amount) OVER (PARTITION BY l.tax_code ORDER BY l.position) AS up_to
              FROM sales.order_line l
              LEFT JOIN finance.tax_rate r ON r.company_id = l.company_id AND r.tax_code = l.tax_code
                    AND p_order.order_date >= r.valid_from AND (r.valid_to IS NULL OR p_order.order_date <= r.valid_to)
             CROSS JOIN LATERAL (SELECT round(l.quantity * l.unit_price * (1 - l.discount / 100), 2) AS amount) a
             WHERE l.company_id = p_order.company_id AND l.order_id = p_order.id) x
$$;

-- What is wrong with a quote or order as its rows stand; null where nothing is.
CREATE OR REPLACE FUNCTION sales.order_fault(p_order sales.sales_order) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_lines record;
    v_tax record;
BEGIN
    SELECT count(*) AS lines, coalesce(sum(l.net), 0) AS net,
           coalesce(bool_or(l.net IS DISTINCT FROM w.net), false) AS wrong_net,
           coalesce(bool_or(a.role <> '' OR a.kind <> 'income' OR NOT a.active), false) AS wrong_account,
           coalesce(bool_or(c.direction <> 'out' OR NOT c.active), false) AS wrong_code,
           coalesce(bool_or(NOT i.active), false) AS inactive,
           coalesce(bool_or(i.kind = 'goods' AND t.item_id IS NULL), false) AS no_terms,
           coalesce(bool_or(l.quantity <> round(l.quantity, u.decimals)), false) AS wrong_unit
      INTO v_lines
      FROM sales.order_line l
      JOIN sales.line_amounts(p_order) w ON w.id = l.id
      JOIN ledger.account a ON a.company_id = l.company_id AND a.number = l.account
      JOIN finance.tax_code c ON c.company_id = l.company_id AND c.code = l.tax_code
      LEFT JOIN warehouse.item i ON i.id = l.item_id
      LEFT JOIN warehouse.unit u ON u.code = i.unit
      LEFT JOIN warehouse.item_terms t ON t.company_id = l.company_id AND t.item_id = l.item_id
     WHERE l.company_id = p_order.company_id AND l.order_id = p_order.id;
    -- Tax by code on the sum of its lines, or within it.
    SELECT coalesce(sum(CASE WHEN p_order.prices_include_tax THEN s.amount - s.net ELSE round(s.net * s.percent / 100, 2) END), 0)
               AS tax, coalesce(bool_or(s.percent IS NULL), false) AS no_rate
      INTO v_tax
      FROM (SELECT w.tax_code, w.percent, sum(w.net) AS net, sum(w.amount) AS amount
              FROM sales.line_amounts(p_order) w GROUP BY 1, 2) s;
    RETURN CASE
        WHEN v_lines.lines = 0 THEN 'order.no_lines'
        WHEN v_lines.wrong_net OR v_lines.net <> p_order.net THEN 'order.wrong_net'
        WHEN v_lines.wrong_account THEN 'order.wrong_account'
        WHEN v_lines.wrong_code THEN 'order.wrong_tax_code'
        WHEN v_tax.no_rate THEN 'order.no_tax_rate'
        WHEN v_tax.tax <> p_order.tax OR p_order.total <> p_order.net + p_order.tax THEN 'order.wrong_tax'
        WHEN v_lines.inactive THEN 'order.inactive_item'
        WHEN v_lines.no_terms THEN 'order.no_terms'
        WHEN v_lines.wrong_unit THEN 'order.unit_decimals'
        WHEN NOT EXISTS (SELECT FROM contacts.party p WHERE p.id = p_order.party_id AND p.is_customer AND p.active)
            THEN 'order.not_customer'
    END;
END $$;

-- The locked quote or order with a status that an act allows; refuses where it is not there or not so.
CREATE OR REPLACE FUNCTION sales.lock_order(p_company bigint, p_kind text, p_id bigint, VARIADIC p_statuses text[])
RETURNS sales.sales_order LANGUAGE plpgsql AS $$
DECLARE
    v_order sales.sales_order;
BEGIN
    SELECT * INTO v_order FROM sales.sales_order o
     WHERE o.company_id = p_company AND o.kind = p_kind AND o.id = p_id FOR UPDATE;
    IF v_order.id IS NULL THEN
        PERFORM company.refuse(p_kind || '.not_found', jsonb_build_object('id', p_id), 'I');
    ELSIF v_order.status <> ALL (p_statuses) THEN
        PERFORM company.refuse(p_kind || '.wrong_status', jsonb_build_object(
            'number', coalesce(v_order.number, ''), 'status', v_order.status));
    END IF;
    RETURN v_order;
END $$;

CREATE OR REPLACE FUNCTION sales.owed(p_company bigint, p_party bigint) RETURNS numeric
LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(i.remaining), 0)
      FROM ledger.account a
      JOIN ledger.open_item i ON i.company_id = a.company_id AND i.account = a.number AND i.remaining <> 0
     WHERE a.company_id = p_company AND a.role = 'receivable' AND i.party_id = p_party
$$;

-- Credit: a customer on hold gets nothing; beyond the limit only with a sales manager. The terms are locked, so that
-- two orders at once cannot both take the last room.
CREATE OR REPLACE FUNCTION sales.check_credit(p_order sales.sales_order) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_terms contacts.party_terms;
    v_owed numeric;
    v_waiting numeric;
    v_order numeric;
BEGIN
    SELECT * INTO v_terms FROM contacts.party_terms t
     WHERE t.company_id = p_order.company_id AND t.party_id = p_order.party_id FOR UPDATE;
    IF v_terms.credit_hold THEN
        PERFORM company.refuse('order.credit_hold', jsonb_build_object(
            'customer', (SELECT p.name FROM contacts.party p WHERE p.id = p_order.party_id)));
    ELSIF v_terms.credit_limit IS NULL OR company.has_role('sales_manager') THEN
        RETURN;
    END IF;
    v_owed := sales.owed(p_order.company_id, p_order.party_id);
    SELECT coalesce(sum(n.not_invoiced), 0) INTO v_waiting FROM reporting.orders_not_invoiced n
     WHERE n.company_id = p_order.company_id AND n.party_id = p_order.party_id AND n.id <> p_order.id;
    v_order := round(p_order.total * stock.rate_on(p_order.company_id, p_order.currency, p_order.order_date), 2);
    IF v_owed + v_waiting + v_order > v_terms.credit_limit THEN
        PERFORM company.refuse('order.credit_limit', jsonb_build_object(
            'customer', (SELECT p.name FROM contacts.party p WHERE p.id = p_order.party_id),
            'limit', v_terms.credit_limit, 'owed', v_owed, 'waiting', v_waiting, 'order', v_order,
            'over', v_owed + v_waiting + v_order - v_terms.credit_limit));
    END IF;
END $$;

-- What lines of goods still want of the shelves, in the shape that stock.reserve takes.
CREATE OR REPLACE FUNCTION sales.wanted(p_order sales.sales_order) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('line_id', w.id, 'item_id', w.item_id, 'quantity', w.missing)
                              ORDER BY w.position), '[]')
      FROM (SELECT l.id, l.item_id, l.position, l.quantity - l.delivered - coalesce((
                   SELECT sum(r.quantity) FROM stock.reservation r WHERE r.company_id = l.company_id
                      AND r.source_kind = 'order_line' AND r.source_line_id = l.id), 0) AS missing
              FROM sales.order_line l JOIN warehouse.item i ON i.id = l.item_id AND i.kind = 'goods'
             WHERE l.company_id = p_order.company_id AND l.order_id = p_order.id AND NOT p_order.closed) w
     WHERE w.missing > 0
$$;

-- What the order's lines of goods have and lack: [{line_id, item, wanted, reserved}].
CREATE OR REPLACE FUNCTION sales.describe_reservations(p_company bigint, p_order_id bigint) RETURNS jsonb
LANGUAGE sql AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('line_id', l.id, 'item', i.code, 'wanted', l.quantity - l.delivered,
                              'reserved', coalesce(r.quantity, 0)) ORDER BY l.position), '[]')
      FROM sales.order_line l
      JOIN warehouse.item i ON i.id = l.item_id AND i.kind = 'goods'
      LEFT JOIN LATERAL (SELECT sum(v.quantity) AS quantity FROM stock.reservation v WHERE v.company_id = l.company_id
                            AND v.source_kind = 'order_line' AND v.source_line_id = l.id) r ON true
     WHERE l.company_id = p_company AND l.order_id = p_order_id
$$;

CREATE OR REPLACE FUNCTION sales.release_lines(p_company bigint, p_order_id bigint) RETURNS void
LANGUAGE sql AS $$
    SELECT stock.release(p_company, 'order_line', coalesce((
        SELECT jsonb_agg(jsonb_build_object('line_id', l.id)) FROM sales.order_line l
         WHERE l.company_id = p_company AND l.order_id = p_order_id), '[]'))
$$;

-- Refuses while somebody picks for the order.
CREATE OR REPLACE FUNCTION sales.refuse_while_picking(p_order sales.sales_order) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM sales.delivery d WHERE d.company_id = p_order.company_id AND d.order_id = p_order.id
                  AND d.status = 'picking') THEN
        PERFORM company.refuse('order.being_picked', jsonb_build_object('number', coalesce(p_order.number, '')));
    END IF;
END $$;

-- Status by what is delivered and invoiced: closed short, an order waits for no more goods; work and text that are
-- invoiced need no delivery.
CREATE OR REPLACE FUNCTION sales.refresh_status(p_company bigint, p_order_id bigint) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_status text;
BEGIN
    SELECT CASE WHEN NOT bool_and(o.closed OR l.delivered >= l.quantity
                                  OR i.kind IS DISTINCT FROM 'goods' AND l.invoiced >= l.quantity) THEN 'confirmed'
                WHEN bool_and(l.delivered = 0 AND l.invoiced = 0) THEN 'cancelled'
                WHEN bool_and(l.invoiced >= l.delivered) THEN 'invoiced' ELSE 'delivered' END
      INTO v_status
      FROM sales.sales_order o JOIN sales.order_line l ON l.company_id = o.company_id AND l.order_id = o.id
      LEFT JOIN warehouse.item i ON i.id = l.item_id
     WHERE o.company_id = p_company AND o.id = p_order_id;
    UPDATE sales.sales_order SET status = v_status WHERE company_id = p_company AND id = p_order_id AND status <> v_status;
    RETURN v_status;
END $$;

-- Confirms a draft: number, credit, and a promise of what is on the shelves; what is missing waits for goods.
CREATE OR REPLACE FUNCTION sales.confirm_order(p_request uuid, p_company bigint, p_order_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'seller', 'sales_manager');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'sales.confirm', p_company, p_order_id), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_order sales.sales_order;
    v_fault text;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_order := sales.lock_order(p_company, 'order', p_order_id, 'draft');
    v_fault := sales.order_fault(v_order);
    IF v_fault IS NOT NULL THEN
        PERFORM company.refuse(v_fault, jsonb_build_object('id', p_order_id));
    END IF;
    PERFORM sales.check_credit(v_order);
    PERFORM stock.reserve(p_company, 'order_line', sales.wanted(v_order), v_actor);
    v_order.number := coalesce(v_order.number, company.next_number(p_company, 'sales_order'));
    UPDATE sales.sales_order SET number = v_order.number, status = 'confirmed' WHERE id = p_order_id;
    v_answer := jsonb_build_object('id', p_order_id, 'number', v_order.number, 'status', 'confirmed',
                                   'lines', sales.describe_reservations(p_company, p_order_id));
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- What sellers do with an order apart from delivering it; each of the doors below gives its own verb.
CREATE OR REPLACE FUNCTION sales.change_order(p_request uuid, p_company bigint, p_order_id bigint, p_act text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'seller', 'sales_manager');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'sales.change', p_company, p_order_id, p_act), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_order sales.sales_order;
    v_done record;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_order := sales.lock_order(p_company, 'order', p_order_id,
        VARIADIC CASE p_act WHEN 'cancel' THEN ARRAY['draft', 'confirmed', 'delivered', 'invoiced'] ELSE ARRAY['confirmed'] END);
    IF p_act = 'reserve' THEN
        PERFORM stock.reserve(p_company, 'order_line', sales.wanted(v_order), v_actor);
    ELSE
        PERFORM sales.refuse_while_picking(v_order);
        SELECT bool_or(l.delivered > 0) OR p_act = 'reopen' AND EXISTS (SELECT FROM sales.delivery d
                   WHERE d.company_id = p_company AND d.order_id = p_order_id AND d.status = 'posted') AS delivered,
               bool_or(l.invoiced > 0) AS invoiced
          INTO v_done FROM sales.order_line l WHERE l.company_id = p_company AND l.order_id = p_order_id;
        IF p_act IN ('reopen', 'cancel') AND (v_done.delivered OR v_done.invoiced) THEN
            PERFORM company.refuse('order.' || p_act || CASE WHEN v_done.invoiced THEN '_invoiced' ELSE '_delivered' END,
                                   jsonb_build_object('number', v_order.number));
        ELSIF p_act = 'close' AND NOT v_done.delivered THEN
            PERFORM company.refuse('order.close_undelivered', jsonb_build_object('number', v_order.number));
        END IF;
        PERFORM sales.release_lines(p_company, p_order_id);
        UPDATE sales.sales_order
           SET closed = p_act = 'close',
               status = CASE p_act WHEN 'cancel' THEN 'cancelled' WHEN 'reopen' THEN 'draft' ELSE status END
         WHERE id = p_order_id AND p_act <> 'release';
        IF p_act = 'close' THEN
            PERFORM sales.refresh_status(p_company, p_order_id);
        END IF;
    END IF;
    v_answer := (SELECT jsonb_build_object('id', o.id, 'number', o.number, 'status', o.status, 'lines',
                                           sales.describe_reservations(p_company, p_order_id))
                   FROM sales.sales_order o WHERE o.id = p_order_id);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Tries again for what was missing.
CREATE OR REPLACE FUNCTION sales.reserve_order(p_request uuid, p_company bigint, p_order_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
BEGIN
    RETURN sales.change_order(p_request, p_company, p_order_id, 'reserve');
END $$;

-- Gives what is promised to the order to others.
CREATE OR REPLACE FUNCTION sales.release_order(p_request uuid, p_company bigint, p_order_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
BEGIN
    RETURN sales.change_order(p_request, p_company, p_order_id, 'release');
END $$;

-- Back to a draft that may be changed, under the same number.
CREATE OR REPLACE FUNCTION sales.reopen_order(p_request uuid, p_company bigint, p_order_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
BEGIN
    RETURN sales.change_order(p_request, p_company, p_order_id, 'reopen');
END $$;

-- Waits for nothing more: what is delivered is all.
CREATE OR REPLACE FUNCTION sales.close_order(p_request uuid, p_company bigint, p_order_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
BEGIN
    RETURN sales.change_order(p_request, p_company, p_order_id, 'close');
END $$;

-- Ends an order of which nothing is delivered or invoiced.
CREATE OR REPLACE FUNCTION sales.cancel_order(p_request uuid, p_company bigint, p_order_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
BEGIN
    RETURN sales.change_order(p_request, p_company, p_order_id, 'cancel');
END $$;

-- A draft quote gets its number and goes out.
CREATE OR REPLACE FUNCTION sales.number_quote(p_request uuid, p_company bigint, p_quote_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'seller', 'sales_manager');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'sales.quote', p_company, p_quote_id), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_quote sales.sales_order;
    v_fault text;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_quote := sales.lock_order(p_company, 'quote', p_quote_id, 'draft');
    v_fault := sales.order_fault(v_quote);
    IF v_fault IS NOT NULL THEN
        PERFORM company.refuse(v_fault, jsonb_build_object('id', p_quote_id));
    END IF;
    v_quote.number := coalesce(v_quote.number, company.next_number(p_company, 'quote'));
    UPDATE sales.sales_order SET number = v_quote.number, status = 'sent' WHERE id = p_quote_id;
    v_answer := jsonb_build_object('id', p_quote_id, 'number', v_quote.number, 'status', 'sent');
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- The customer's answer to a quote: accepted or lost; 'draft' takes it back for changes. It becomes one order at most.
CREATE OR REPLACE FUNCTION sales.close_quote(p_request uuid, p_company bigint, p_quote_id bigint, p_status text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'seller', 'sales_manager');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'sales.close_quote', p_company, p_quote_id, p_status), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_quote sales.sales_order;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    ELSIF p_status NOT IN ('accepted', 'lost', 'draft') THEN
        PERFORM company.refuse('quote.unknown_answer', jsonb_build_object('status', p_status), 'I');
    END IF;
    v_quote := sales.lock_order(p_company, 'quote', p_quote_id,
        VARIADIC CASE p_status WHEN 'accepted' THEN ARRAY['sent', 'accepted'] ELSE ARRAY['sent'] END);
    IF (SELECT count(*) FROM sales.sales_order o WHERE o.company_id = p_company AND o.quote_id = p_quote_id
           AND o.party_id = v_quote.party_id AND o.status <> 'cancelled') > 1 THEN
        PERFORM company.refuse('quote.already_ordered', jsonb_build_object('number', v_quote.number));
    END IF;
    UPDATE sales.sales_order SET status = p_status WHERE id = p_quote_id AND status <> p_status;
    v_answer := jsonb_build_object('id', p_quote_id, 'number', v_quote.number, 'status', p_status);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Finance asks, when an invoice is posted: what its lines take off an order; a credit note gives it back.
CREATE OR REPLACE FUNCTION finance.mark_invoiced(p_invoice finance.invoice) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_sign integer := CASE p_invoice.kind WHEN 'customer_invoice' THEN 1 ELSE -1 END;
    v_wrong record;
    v_order bigint;
BEGIN
    IF p_invoice.kind NOT LIKE 'customer%' OR NOT EXISTS (SELECT FROM finance.invoice_line l
            WHERE l.company_id = p_invoice.company_id AND l.invoice_id = p_invoice.id AND l.order_line_id IS NOT NULL) THEN
        RETURN;
    END IF;
    PERFORM 1 FROM sales.sales_order o WHERE o.company_id = p_invoice.company_id AND o.id IN (
        SELECT k.order_id FROM finance.invoice_line l JOIN sales.order_line k ON k.company_id = l.company_id AND k.id = l.order_line_id
         WHERE l.company_id = p_invoice.company_id AND l.invoice_id = p_invoice.id) ORDER BY o.id FOR UPDATE;
    SELECT o.number, o.party_id, k.id AS line_id, k.description, k.quantity, k.invoiced, l.quantity AS now INTO v_wrong
      FROM (SELECT n.order_line_id, sum(n.quantity) AS quantity FROM finance.invoice_line n
             WHERE n.company_id = p_invoice.company_id AND n.invoice_id = p_invoice.id AND n.order_line_id IS NOT NULL
             GROUP BY 1) l
      LEFT JOIN sales.order_line k ON k.company_id = p_invoice.company_id AND k.id = l.order_line_id
      LEFT JOIN sales.sales_order o ON o.company_id = p_invoice.company_id AND o.id = k.order_id
     WHERE o.id IS NULL OR o.kind <> 'order' OR o.status NOT IN ('confirmed', 'delivered', 'invoiced')
        OR o.party_id <> p_invoice.party_id OR k.invoiced + v_sign * l.quantity NOT BETWEEN 0 AND k.quantity LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse(CASE WHEN v_wrong.line_id IS NULL OR v_wrong.party_id <> p_invoice.party_id
                                    THEN 'order.foreign_invoice'
                                    WHEN v_wrong.invoiced + v_sign * v_wrong.now BETWEEN 0 AND v_wrong.quantity
                                    THEN 'order.not_open' ELSE 'order.over_invoiced' END,
            jsonb_build_object('number', v_wrong.number, 'line', v_wrong.description, 'ordered', trim_scale(v_wrong.quantity),
                               'invoiced', trim_scale(v_wrong.invoiced), 'now', trim_scale(v_wrong.now)));
    END IF;
    UPDATE sales.order_line k SET invoiced = k.invoiced + v_sign * l.quantity
      FROM (SELECT n.order_line_id, sum(n.quantity) AS quantity FROM finance.invoice_line n
             WHERE n.company_id = p_invoice.company_id AND n.invoice_id = p_invoice.id AND n.order_line_id IS NOT NULL
             GROUP BY 1) l
     WHERE k.company_id = p_invoice.company_id AND k.id = l.order_line_id;
    FOR v_order IN SELECT DISTINCT k.order_id FROM finance.invoice_line l
                     JOIN sales.order_line k ON k.company_id = l.company_id AND k.id = l.order_line_id
                    WHERE l.company_id = p_invoice.company_id AND l.invoice_id = p_invoice.id ORDER BY 1 LOOP
        PERFORM sales.refresh_status(p_invoice.company_id, v_order);
    END LOOP;
END $$;

-- Search of items, stock and purchase orders; each checks company and role itself and answers keys only.

CREATE OR REPLACE FUNCTION search.item(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF company.actor() IS NULL OR NOT p_company = ANY (company.mine()) THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE search.ranked('warehouse.item', $q$lower(name || ' ' || code || ' ' || barcode)$q$, 'true', p_words)
        USING trim(p_words), company.sort_key(trim(p_words)), p_limit;
END $$;

-- Levels and values know themselves by text keys made of the item's, so their lists search by item.
CREATE OR REPLACE FUNCTION search.stock_level(p_company bigint, p_words text, p_limit integer) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT search.may_read(p_company, 'storekeeper', 'warehouse_worker', 'buyer', 'planner', 'seller', 'sales_manager',
                           'service_agent', 'service_manager', 'accountant', 'finance_clerk', 'auditor') THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT v.item_id || '-' || v.place_id || '-' || v.lot_id FROM stock.level v
     WHERE v.company_id = p_company AND (v.item_id IN (SELECT search.item(p_company, p_words, p_limit))
        OR v.place_id IN (SELECT p.id FROM warehouse.place p WHERE p.company_id = p_company
                             AND lower(p.code) = lower(trim(p_words)))) LIMIT p_limit;
END $$;

CREATE OR REPLACE FUNCTION search.stock_value(p_company bigint, p_words text, p_limit integer) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT search.may_read(p_company, 'storekeeper', 'warehouse_worker', 'buyer', 'planner', 'sales_manager', 'accountant',
                           'finance_clerk', 'auditor') THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT c.item_id || '-' || c.site_id FROM stock.cost c
     WHERE c.company_id = p_company AND c.item_id IN (SELECT search.item(p_company, p_words, p_limit)) LIMIT p_limit;
END $$;

-- Moves of the items that fit, newest first.
CREATE OR REPLACE FUNCTION search.stock_move(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT search.may_read(p_company, 'storekeeper', 'warehouse_worker', 'buyer', 'planner', 'seller', 'sales_manager',
                           'accountant', 'finance_clerk', 'auditor') THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT n.id FROM search.item(p_company, p_words, 200) i(id) CROSS JOIN LATERAL (
           SELECT m.id FROM stock.move m WHERE m.company_id = p_company AND m.item_id = i.id
            ORDER BY m.moved_on DESC, m.id DESC LIMIT p_limit) n
     ORDER BY 1 DESC LIMIT p_limit;
END $$;

CREATE OR REPLACE FUNCTION search.purchase_orders_found(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT o.id FROM warehouse.purchase_order o WHERE o.company_id = p_company AND o.number = trim(p_words)
    UNION
    SELECT n.id FROM search.party(p_company, p_words, 200) p(id) CROSS JOIN LATERAL (
           SELECT o.id FROM warehouse.purchase_order o WHERE o.company_id = p_company AND o.party_id = p.id
            ORDER BY o.order_date DESC LIMIT p_limit) n
    LIMIT p_limit;
END $$;

CREATE OR REPLACE FUNCTION search.purchase_order(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF search.may_read(p_company, 'storekeeper', 'warehouse_worker', 'buyer', 'planner', 'accountant', 'finance_clerk',
                       'auditor') THEN
        RETURN QUERY SELECT search.purchase_orders_found(p_company, p_words, p_limit);
    END IF;
END $$;

-- Lines of the orders that fit, and open lines of the items that fit.
CREATE OR REPLACE FUNCTION search.purchase_line(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT search.may_read(p_company, 'storekeeper', 'warehouse_worker', 'buyer', 'planner', 'accountant',
                           'finance_clerk', 'auditor') THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT l.id FROM warehouse.purchase_order_line l
     WHERE l.company_id = p_company AND l.purchase_order_id IN (SELECT search.purchase_orders_found(p_company, p_words, p_limit))
    UNION
    SELECT l.id FROM warehouse.purchase_order o
      JOIN warehouse.purchase_order_line l ON l.company_id = o.company_id AND l.purchase_order_id = o.id
     WHERE o.company_id = p_company AND o.status = 'ordered' AND l.item_id IN (SELECT search.item(p_company, p_words, 500))
    LIMIT p_limit;
END $$;

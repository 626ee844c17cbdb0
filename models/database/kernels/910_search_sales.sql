-- Search of quotes, orders, deliveries, prices and tickets; each checks company and role itself and answers keys only.

CREATE OR REPLACE FUNCTION search.may_read_sales(p_company bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN search.may_read(p_company, 'seller', 'sales_manager', 'storekeeper', 'warehouse_worker', 'buyer', 'planner',
                           'accountant', 'finance_clerk', 'service_agent', 'service_manager', 'auditor');
END $$;

-- Orders of a kind by number, total, or the customer's name, code, number or town.
CREATE OR REPLACE FUNCTION search.orders_found(p_company bigint, p_kind text, p_words text, p_limit integer)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT o.id FROM sales.sales_order o WHERE o.company_id = p_company AND o.kind = p_kind AND o.number = trim(p_words)
    UNION
    SELECT n.id FROM search.party(p_company, p_words, 200) p(id) CROSS JOIN LATERAL (
           SELECT o.id FROM sales.sales_order o WHERE o.company_id = p_company AND o.party_id = p.id AND o.kind = p_kind
            ORDER BY o.order_date DESC LIMIT p_limit) n
    LIMIT p_limit;
END $$;

CREATE OR REPLACE FUNCTION search.quote(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF search.may_read_sales(p_company) THEN
        RETURN QUERY SELECT search.orders_found(p_company, 'quote', p_words, p_limit);
    END IF;
END $$;

CREATE OR REPLACE FUNCTION search.sales_order(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF search.may_read_sales(p_company) THEN
        RETURN QUERY SELECT search.orders_found(p_company, 'order', p_words, p_limit);
    END IF;
END $$;

-- Lines of the orders that fit, and open lines of the items that fit.
CREATE OR REPLACE FUNCTION search.order_line(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT search.may_read_sales(p_company) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT l.id FROM sales.order_line l
     WHERE l.company_id = p_company AND l.order_id IN (SELECT search.orders_found(p_company, 'order', p_words, p_limit))
    UNION
    SELECT l.id FROM sales.sales_order o JOIN sales.order_line l ON l.company_id = o.company_id AND l.order_id = o.id
     WHERE o.company_id = p_company AND o.status = 'confirmed' AND l.item_id IN (SELECT search.item(p_company, p_words, 500))
    LIMIT p_limit;
END $$;

CREATE OR REPLACE FUNCTION search.delivery(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT search.may_read_sales(p_company) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT d.id FROM sales.delivery d WHERE d.company_id = p_company AND d.number = trim(p_words)
    UNION
    SELECT d.id FROM search.orders_found(p_company, 'order', p_words, p_limit) o(id)
      JOIN sales.delivery d ON d.company_id = p_company AND d.order_id = o.id
    LIMIT p_limit;
END $$;

CREATE OR REPLACE FUNCTION search.price(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF search.may_read_sales(p_company) THEN
        RETURN QUERY SELECT r.id FROM sales.price r
                      WHERE r.company_id = p_company AND (lower(r.price_list) = lower(trim(p_words))
                         OR r.item_id IN (SELECT search.item(p_company, p_words, 500))) LIMIT p_limit;
    END IF;
END $$;

-- Tickets by number, words of the subject, or the customer.
CREATE OR REPLACE FUNCTION search.ticket(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT search.may_read(p_company, 'service_agent', 'service_manager', 'seller', 'sales_manager', 'auditor') THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT t.id FROM service.ticket t WHERE t.company_id = p_company AND t.number = trim(p_words)
    UNION
    SELECT t.id FROM service.ticket t WHERE t.company_id = p_company AND lower(t.subject) LIKE search.pattern(p_words)
    UNION
    SELECT n.id FROM search.party(p_company, p_words, 200) p(id) CROSS JOIN LATERAL (
           SELECT t.id FROM service.ticket t WHERE t.company_id = p_company AND t.party_id = p.id
            ORDER BY t.opened_at DESC LIMIT p_limit) n
    LIMIT p_limit;
END $$;

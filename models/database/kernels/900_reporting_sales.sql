-- What people read of quotes, orders, deliveries and prices. A view's columns only grow at the end.

CREATE OR REPLACE VIEW reporting.quotes WITH (security_invoker = true) AS
SELECT o.company_id, o.id, o.number, o.order_date, p.code AS party_code, p.name AS party_name, o.their_reference,
       o.valid_until, o.currency, o.net, o.total,
       CASE WHEN o.status = 'sent' AND o.valid_until < company.today(o.company_id) THEN 'expired' ELSE o.status END AS status,
       o.party_id, o.our_reference, o.row_version
  FROM sales.sales_order o JOIN contacts.party p ON p.id = o.party_id
 WHERE o.kind = 'quote';
COMMENT ON VIEW reporting.quotes IS 'Quotes; one that was sent and is past its day shows as expired';

CREATE OR REPLACE VIEW reporting.sales_orders WITH (security_invoker = true) AS
SELECT o.company_id, o.id, o.number, o.order_date, p.code AS party_code, p.name AS party_name, o.their_reference,
       o.delivery_date, o.currency, o.net, o.total, o.status, o.party_id, o.quote_id, o.our_reference, o.closed,
       o.row_version
  FROM sales.sales_order o JOIN contacts.party p ON p.id = o.party_id
 WHERE o.kind = 'order';
COMMENT ON VIEW reporting.sales_orders IS 'Sales orders';

-- What of confirmed and delivered orders no invoice holds yet, with tax, in company currency at the rate of its day
-- (null where there is none): lines awaited, or only delivered where the order is closed.
CREATE OR REPLACE VIEW reporting.orders_not_invoiced WITH (security_invoker = true) AS
SELECT o.company_id, o.id, o.number, o.order_date, o.party_id, o.status, o.currency,
       round(x.part * CASE WHEN o.net = 0 THEN 1 ELSE o.total / o.net END
             * CASE WHEN o.currency = c.currency THEN 1 ELSE (
                    SELECT r.rate FROM company.currency_rate r WHERE r.currency = o.currency AND r.base = c.currency
                       AND r.valid_on <= o.order_date ORDER BY r.valid_on DESC, r.id DESC LIMIT 1) END, 2) AS not_invoiced
  FROM sales.sales_order o
  JOIN company.company c ON c.id = o.company_id
 CROSS JOIN LATERAL (
       SELECT sum(l.net * greatest(CASE WHEN o.closed THEN l.delivered ELSE l.quantity END - l.invoiced, 0) / l.quantity) AS part
         FROM sales.order_line l WHERE l.company_id = o.company_id AND l.order_id = o.id) x
 WHERE o.kind = 'order' AND o.status IN ('confirmed', 'delivered');
COMMENT ON VIEW reporting.orders_not_invoiced IS 'What customers have ordered and no invoice holds yet';

CREATE OR REPLACE VIEW reporting.order_lines WITH (security_invoker = true) AS
SELECT l.company_id, l.id, o.number, o.order_date, p.name AS party_name, i.code AS item_code, l.description, l.quantity,
       l.unit, l.unit_price, l.discount, l.net, l.delivered, l.invoiced, o.currency, o.status, o.kind, l.order_id,
       l.item_id, o.party_id, l.position
  FROM sales.order_line l
  JOIN sales.sales_order o ON o.company_id = l.company_id AND o.id = l.order_id
  JOIN contacts.party p ON p.id = o.party_id
  LEFT JOIN warehouse.item i ON i.id = l.item_id;
COMMENT ON VIEW reporting.order_lines IS 'Lines of quotes and orders';

-- When goods of an item are next expected. Sellers promise by it and see nothing else of purchases.
CREATE OR REPLACE FUNCTION reporting.expected_on(p_company bigint, p_item bigint) RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT search.may_read_sales(p_company) THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT min(o.expected_on) FROM warehouse.purchase_order o
             WHERE o.company_id = p_company AND o.status = 'ordered' AND EXISTS (
                   SELECT FROM warehouse.purchase_order_line l WHERE l.company_id = o.company_id
                      AND l.purchase_order_id = o.id AND l.item_id = p_item AND l.received < l.quantity));
END $$;

CREATE OR REPLACE VIEW reporting.order_backlog WITH (security_invoker = true) AS
SELECT l.company_id, l.id, o.number, o.order_date, o.delivery_date, p.name AS party_name, i.code AS item_code,
       l.description, l.quantity - l.delivered AS outstanding, coalesce(r.quantity, 0) AS reserved,
       CASE WHEN i.kind = 'goods' THEN l.quantity - l.delivered - coalesce(r.quantity, 0) ELSE 0 END AS missing,
       CASE WHEN i.kind = 'goods' THEN (SELECT coalesce(sum(v.incoming), 0) FROM stock.level v
                                         WHERE v.company_id = l.company_id AND v.item_id = l.item_id) END AS incoming,
       CASE WHEN i.kind = 'goods' THEN reporting.expected_on(l.company_id, l.item_id) END AS expected_on,
       l.unit, l.net, o.currency, l.order_id, l.item_id, o.party_id, l.position
  FROM sales.sales_order o
  JOIN sales.order_line l ON l.company_id = o.company_id AND l.order_id = o.id
  JOIN contacts.party p ON p.id = o.party_id
  LEFT JOIN warehouse.item i ON i.id = l.item_id
  LEFT JOIN LATERAL (SELECT sum(v.quantity) AS quantity FROM stock.reservation v WHERE v.company_id = l.company_id
                        AND v.source_kind = 'order_line' AND v.source_line_id = l.id) r ON true
 WHERE o.status = 'confirmed' AND o.kind = 'order' AND NOT o.closed AND l.delivered < l.quantity
   AND (i.kind = 'goods' OR l.invoiced < l.quantity);
COMMENT ON VIEW reporting.order_backlog IS 'What confirmed orders still wait for: promised, missing, and when more comes';

CREATE OR REPLACE VIEW reporting.deliveries WITH (security_invoker = true) AS
SELECT d.company_id, d.id, d.number, d.kind, d.planned_on, d.delivered_on, o.number AS order_number, p.code AS party_code,
       p.name AS party_name, d.status, d.order_id, d.party_id, d.returns_id, d.entry_id, d.row_version
  FROM sales.delivery d
  JOIN sales.sales_order o ON o.company_id = d.company_id AND o.id = d.order_id
  JOIN contacts.party p ON p.id = d.party_id;
COMMENT ON VIEW reporting.deliveries IS 'Deliveries and returns';

CREATE OR REPLACE VIEW reporting.deliveries_to_pick WITH (security_invoker = true) AS
SELECT d.company_id, d.id, d.kind, d.planned_on, o.number AS order_number, p.name AS party_name,
       (SELECT count(*) FROM sales.delivery_line l WHERE l.company_id = d.company_id AND l.delivery_id = d.id) AS lines,
       (SELECT count(*) FROM sales.delivery_line l WHERE l.company_id = d.company_id AND l.delivery_id = d.id
           AND l.picked >= l.quantity) AS picked_lines,
       d.status, d.order_id, d.party_id
  FROM sales.delivery d
  JOIN sales.sales_order o ON o.company_id = d.company_id AND o.id = d.order_id
  JOIN contacts.party p ON p.id = d.party_id
 WHERE d.status = 'picking';
COMMENT ON VIEW reporting.deliveries_to_pick IS 'Picking lists and returns under way';

CREATE OR REPLACE VIEW reporting.delivery_lines WITH (security_invoker = true) AS
SELECT l.company_id, l.id, l.delivery_id, l.position, i.code AS item_code, k.description, l.quantity, l.picked, k.unit,
       (SELECT w.code FROM warehouse.place w WHERE w.company_id = l.company_id AND w.id = l.place_id) AS place_code,
       (SELECT t.code FROM warehouse.lot t WHERE t.company_id = l.company_id AND t.id = l.lot_id) AS lot_code,
       coalesce(i.barcode, '') AS barcode, l.order_line_id, l.item_id, l.place_id, l.lot_id, u.decimals
  FROM sales.delivery_line l
  JOIN sales.order_line k ON k.company_id = l.company_id AND k.id = l.order_line_id
  LEFT JOIN warehouse.item i ON i.id = l.item_id
  LEFT JOIN warehouse.unit u ON u.code = i.unit;
COMMENT ON VIEW reporting.delivery_lines IS 'Lines of deliveries and returns, with where the goods lie';

CREATE OR REPLACE VIEW reporting.prices WITH (security_invoker = true) AS
SELECT r.company_id, r.id, r.price_list, i.code AS item_code, i.name AS item_name, r.from_quantity, i.unit, r.unit_price,
       r.currency, r.valid_from, r.valid_to, r.item_id, r.row_version, r.includes_tax
  FROM sales.price r JOIN warehouse.item i ON i.id = r.item_id;
COMMENT ON VIEW reporting.prices IS 'Price lists by item, currency, quantity and date';

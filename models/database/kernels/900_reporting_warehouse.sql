-- What people read of items, stock and purchases. A view's columns only grow at the end.

CREATE OR REPLACE VIEW reporting.items WITH (security_invoker = true) AS
SELECT c.id AS company_id, i.id, i.code, i.barcode, i.name, i.name_en, i.kind, i.unit, u.decimals, i.lot_tracked,
       coalesce(t.sales_price, 0) AS sales_price, t.sales_account, t.purchase_account, t.stock_account, t.cost_account,
       t.sales_tax_code, t.purchase_tax_code, CASE WHEN i.active THEN 'active' ELSE 'inactive' END AS status, i.sort_key,
       i.row_version
  FROM company.company c
 CROSS JOIN warehouse.item i
  JOIN warehouse.unit u ON u.code = i.unit
  LEFT JOIN warehouse.item_terms t ON t.company_id = c.id AND t.item_id = i.id;
COMMENT ON VIEW reporting.items IS 'Goods and services with the prices and accounts of each company';

CREATE OR REPLACE VIEW reporting.stock_items WITH (security_invoker = true) AS
SELECT c.id AS company_id, i.id, i.code, i.name, i.unit, u.decimals, coalesce(l.on_hand, 0) AS on_hand,
       coalesce(l.reserved, 0) AS reserved, coalesce(l.on_hand - l.reserved, 0) AS available,
       coalesce(l.incoming, 0) AS incoming, coalesce(l.places, 0) AS places, i.barcode,
       CASE WHEN i.active THEN 'active' ELSE 'inactive' END AS status, i.sort_key
  FROM company.company c
 CROSS JOIN warehouse.item i
  JOIN warehouse.unit u ON u.code = i.unit
  LEFT JOIN LATERAL (SELECT sum(v.on_hand) AS on_hand, sum(v.reserved) AS reserved, sum(v.incoming) AS incoming,
                            count(*) FILTER (WHERE v.on_hand > 0) AS places
                       FROM stock.level v WHERE v.company_id = c.id AND v.item_id = i.id) l ON true
 WHERE i.kind = 'goods';
COMMENT ON VIEW reporting.stock_items IS 'Goods on hand, promised, free and expected, over all places';

CREATE OR REPLACE VIEW reporting.stock_levels WITH (security_invoker = true) AS
SELECT v.company_id, v.item_id || '-' || v.place_id || '-' || v.lot_id AS id, i.code AS item_code, i.name AS item_name,
       s.code AS site_code, p.code AS place_code, coalesce(t.code, '') AS lot_code, t.expires_on, i.unit, v.on_hand,
       v.reserved, v.on_hand - v.reserved AS available, v.incoming, u.decimals, v.item_id, v.place_id, p.site_id,
       v.lot_id, i.sort_key
  FROM stock.level v
  JOIN warehouse.item i ON i.id = v.item_id
  JOIN warehouse.unit u ON u.code = i.unit
  JOIN warehouse.place p ON p.company_id = v.company_id AND p.id = v.place_id
  JOIN warehouse.site s ON s.company_id = v.company_id AND s.id = p.site_id
  LEFT JOIN warehouse.lot t ON t.company_id = v.company_id AND t.id = v.lot_id
 WHERE v.on_hand <> 0 OR v.incoming <> 0;
COMMENT ON VIEW reporting.stock_levels IS 'Goods by item, place and lot';

CREATE OR REPLACE VIEW reporting.stock_values WITH (security_invoker = true) AS
SELECT c.company_id, c.item_id || '-' || c.site_id AS id, i.code AS item_code, i.name AS item_name, s.code AS site_code,
       i.unit, c.quantity, c.average, c.value, u.decimals, t.stock_account, c.item_id, c.site_id, i.sort_key
  FROM stock.cost c
  JOIN warehouse.item i ON i.id = c.item_id
  JOIN warehouse.unit u ON u.code = i.unit
  JOIN warehouse.site s ON s.company_id = c.company_id AND s.id = c.site_id
  LEFT JOIN warehouse.item_terms t ON t.company_id = c.company_id AND t.item_id = c.item_id
 WHERE c.quantity <> 0 OR c.value <> 0;
COMMENT ON VIEW reporting.stock_values IS 'Value of goods by item and site at the moving average';

CREATE OR REPLACE VIEW reporting.stock_moves WITH (security_invoker = true) AS
SELECT m.company_id, m.id, m.moved_on, m.kind, i.code AS item_code, i.name AS item_name,
       (SELECT p.code FROM warehouse.place p WHERE p.company_id = m.company_id AND p.id = m.from_place_id) AS from_place,
       (SELECT p.code FROM warehouse.place p WHERE p.company_id = m.company_id AND p.id = m.to_place_id) AS to_place,
       (SELECT t.code FROM warehouse.lot t WHERE t.company_id = m.company_id AND t.id = m.lot_id) AS lot_code,
       m.quantity, i.unit, m.unit_cost, m.value, m.text, m.source_kind, m.source_id, m.item_id, m.entry_id,
       m.performed_at, (SELECT a.full_name FROM company.app_user a WHERE a.id = m.performed_by) AS performed_by_name,
       m.from_place_id, m.to_place_id, u.decimals
  FROM stock.move m
  JOIN warehouse.item i ON i.id = m.item_id
  JOIN warehouse.unit u ON u.code = i.unit;
COMMENT ON VIEW reporting.stock_moves IS 'Every move of goods with its value';

CREATE OR REPLACE VIEW reporting.sites WITH (security_invoker = true) AS
SELECT s.company_id, s.id, s.code, s.name, s.row_version FROM warehouse.site s;
COMMENT ON VIEW reporting.sites IS 'Sites: warehouses, each with its own moving average';

CREATE OR REPLACE VIEW reporting.places WITH (security_invoker = true) AS
SELECT p.company_id, p.id, p.code, p.name, s.code AS site_code, s.name AS site_name, p.site_id,
       CASE WHEN p.active THEN 'active' ELSE 'inactive' END AS status, p.row_version
  FROM warehouse.place p JOIN warehouse.site s ON s.company_id = p.company_id AND s.id = p.site_id;
COMMENT ON VIEW reporting.places IS 'Places within the sites';

CREATE OR REPLACE VIEW reporting.lots WITH (security_invoker = true) AS
SELECT t.company_id, t.id, t.code, i.code AS item_code, i.name AS item_name, t.expires_on, t.item_id
  FROM warehouse.lot t JOIN warehouse.item i ON i.id = t.item_id;
COMMENT ON VIEW reporting.lots IS 'Lots of goods';

CREATE OR REPLACE VIEW reporting.units WITH (security_invoker = true) AS
SELECT u.code, u.name, u.decimals FROM warehouse.unit u;
COMMENT ON VIEW reporting.units IS 'Units and how many decimals a quantity of them has';

CREATE OR REPLACE VIEW reporting.purchase_orders WITH (security_invoker = true) AS
SELECT o.company_id, o.id, o.number, o.order_date, p.code AS party_code, p.name AS party_name, o.expected_on, o.currency,
       (SELECT coalesce(sum(round(l.quantity * l.unit_cost, 2)), 0) FROM warehouse.purchase_order_line l
         WHERE l.company_id = o.company_id AND l.purchase_order_id = o.id) AS net,
       o.status, o.their_reference, o.party_id, o.place_id, o.row_version
  FROM warehouse.purchase_order o JOIN contacts.party p ON p.id = o.party_id;
COMMENT ON VIEW reporting.purchase_orders IS 'Purchase orders; net in the currency of the order';

CREATE OR REPLACE VIEW reporting.purchase_lines WITH (security_invoker = true) AS
SELECT l.company_id, l.id, o.number, o.order_date, o.expected_on, p.name AS party_name, i.code AS item_code, l.description,
       l.quantity, l.received, l.quantity - l.received AS outstanding, i.unit, l.unit_cost, o.currency, o.status,
       i.lot_tracked, i.kind AS item_kind, u.decimals, i.barcode, l.purchase_order_id, l.item_id, o.party_id, o.place_id,
       (SELECT w.code FROM warehouse.place w WHERE w.company_id = o.company_id AND w.id = o.place_id) AS place_code,
       l.position
  FROM warehouse.purchase_order_line l
  JOIN warehouse.purchase_order o ON o.company_id = l.company_id AND o.id = l.purchase_order_id
  JOIN contacts.party p ON p.id = o.party_id
  JOIN warehouse.item i ON i.id = l.item_id
  JOIN warehouse.unit u ON u.code = i.unit;
COMMENT ON VIEW reporting.purchase_lines IS 'Lines of purchase orders';

CREATE OR REPLACE VIEW reporting.purchase_lines_to_receive WITH (security_invoker = true) AS
SELECT * FROM reporting.purchase_lines l WHERE l.status = 'ordered' AND l.outstanding > 0;
COMMENT ON VIEW reporting.purchase_lines_to_receive IS 'What suppliers have still to send';

-- Stock value of each item as the ledger held it at the end of a day; sums to the stock accounts.
CREATE OR REPLACE FUNCTION reporting.stock_value_on(p_company bigint, p_day date)
RETURNS TABLE (item_id bigint, code text, name text, unit text, stock_account text, quantity numeric, value numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT i.id, i.code, i.name, i.unit, t.stock_account, m.quantity, m.value
      FROM (SELECT v.item_id, sum(CASE WHEN v.from_place_id IS NULL THEN v.quantity WHEN v.to_place_id IS NULL
                                       THEN -v.quantity ELSE 0 END) AS quantity, sum(v.value) AS value
              FROM stock.move v WHERE v.company_id = p_company AND v.moved_on <= p_day GROUP BY 1) m
      JOIN warehouse.item i ON i.id = m.item_id
      LEFT JOIN warehouse.item_terms t ON t.company_id = p_company AND t.item_id = m.item_id
     WHERE m.quantity <> 0 OR m.value <> 0
     ORDER BY i.sort_key, i.id
$$;

-- What reports are built of beside the lists, after the views these stand on. Columns only grow at the end.

-- Lines of posted invoices to customers in the currency of the company; a credit note counts against them. What goods
-- cost is what their deliveries took off the shelf, at the moving average; null where there was none. The cost stands
-- among the columns and not in a join: without statistics the planner would reckon it for each pair of rows.
CREATE OR REPLACE VIEW reporting.invoiced_costs WITH (security_invoker = true) AS
SELECT l.company_id, l.id, i.id AS invoice_id, i.number, i.kind, i.invoice_date, i.party_id, p.code AS party_code,
       p.name AS party_name, coalesce(t.customer_group, '') AS customer_group, p.country, p.city, l.item_id,
       coalesce(w.code, '') AS item_code, coalesce(w.name, l.description) AS item_name, l.description, l.account,
       (SELECT a.name FROM ledger.account a WHERE a.company_id = l.company_id AND a.number = l.account) AS account_name,
       i.our_reference, l.unit, s.sign * l.quantity AS quantity, round(s.sign * l.net * i.rate, 2) AS net,
       (SELECT round(s.sign * l.quantity * -sum(m.value)
                     / nullif(sum(CASE m.source_kind WHEN 'delivery' THEN m.quantity ELSE -m.quantity END), 0), 2)
          FROM (SELECT x.id, x.delivery_id FROM sales.delivery_line x
                 WHERE x.company_id = l.company_id AND x.order_line_id = l.order_line_id OFFSET 0) d
         CROSS JOIN LATERAL (
               SELECT y.source_kind, y.quantity, y.value FROM stock.move y
                WHERE y.company_id = l.company_id AND y.source_kind IN ('delivery', 'return')
                  AND y.source_id = d.delivery_id AND y.source_line_id = d.id OFFSET 0) m) AS cost,
       w.kind IS NOT DISTINCT FROM 'goods' AS is_goods, l.tax_code, l.discount,
       (SELECT a.name_en FROM ledger.account a WHERE a.company_id = l.company_id AND a.number = l.account) AS account_name_en
  FROM finance.invoice i
  JOIN finance.invoice_line l ON l.company_id = i.company_id AND l.invoice_id = i.id
 CROSS JOIN LATERAL (SELECT CASE i.kind WHEN 'customer_credit' THEN -1 ELSE 1 END AS sign) s
  JOIN contacts.party p ON p.id = i.party_id
  LEFT JOIN contacts.party_terms t ON t.company_id = i.company_id AND t.party_id = i.party_id
  LEFT JOIN warehouse.item w ON w.id = l.item_id
 WHERE i.posted_at IS NOT NULL AND i.kind IN ('customer_invoice', 'customer_credit');
COMMENT ON VIEW reporting.invoiced_costs IS 'Lines of posted customer invoices with net and cost in company currency';

CREATE OR REPLACE VIEW reporting.invoiced_lines WITH (security_invoker = true) AS
SELECT c.company_id, c.id, c.invoice_id, c.number, c.kind, c.invoice_date, c.party_id, c.party_code, c.party_name,
       c.customer_group, c.country, c.city, c.item_id, c.item_code, c.item_name, c.description, c.account, c.account_name,
       c.our_reference, c.unit, c.quantity, c.net, coalesce(c.cost, 0) AS cost, c.net - coalesce(c.cost, 0) AS margin,
       NOT c.is_goods OR c.cost IS NOT NULL AS costed, c.tax_code, c.discount, c.account_name_en
  FROM reporting.invoiced_costs c;
COMMENT ON VIEW reporting.invoiced_lines IS 'Lines of posted customer invoices with net, cost and margin in company currency';

-- Lines of the ledger with what kind of account they stand on.
CREATE OR REPLACE VIEW reporting.ledger_figures WITH (security_invoker = true) AS
SELECT l.company_id, l.id, l.entry_id, l.entry_date, l.account, l.account_name, a.kind AS account_kind,
       left(l.account, 2) AS account_group, l.voucher, l.text, l.debit, l.credit, l.amount, l.party_id,
       coalesce(l.party_name, '') AS party_name, coalesce(l.tax_code, '') AS tax_code, l.kind,
       l.account_name_en
  FROM reporting.ledger_lines l
  JOIN ledger.account a ON a.company_id = l.company_id AND a.number = l.account;
COMMENT ON VIEW reporting.ledger_figures IS 'Every line of every voucher with the kind and group of its account';

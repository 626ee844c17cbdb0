-- What reports are built of beside the lists: lines of invoices with their margin. A view's columns only grow at the end.

-- Lines of posted invoices to customers in the currency of the company; a credit note counts against them. What goods
-- cost is what their deliveries took off the shelf, at the moving average; `costed` says whether that is known.
CREATE OR REPLACE VIEW reporting.invoiced_lines WITH (security_invoker = true) AS
SELECT l.company_id, l.id, i.id AS invoice_id, i.number, i.kind, i.invoice_date, i.party_id, p.code AS party_code,
       p.name AS party_name, coalesce(t.customer_group, '') AS customer_group, p.country, p.city, l.item_id,
       coalesce(w.code, '') AS item_code, coalesce(w.name, l.description) AS item_name, l.description, l.account,
       (SELECT a.name FROM ledger.account a WHERE a.company_id = l.company_id AND a.number = l.account) AS account_name,
       i.our_reference, l.unit, s.sign * l.quantity AS quantity, round(s.sign * l.net * i.rate, 2) AS net,
       coalesce(k.cost, 0) AS cost, round(s.sign * l.net * i.rate, 2) - coalesce(k.cost, 0) AS margin,
       w.kind IS DISTINCT FROM 'goods' OR k.cost IS NOT NULL AS costed, l.tax_code, l.discount
  FROM finance.invoice i
  JOIN finance.invoice_line l ON l.company_id = i.company_id AND l.invoice_id = i.id
 CROSS JOIN LATERAL (SELECT CASE i.kind WHEN 'customer_credit' THEN -1 ELSE 1 END AS sign) s
  JOIN contacts.party p ON p.id = i.party_id
  LEFT JOIN contacts.party_terms t ON t.company_id = i.company_id AND t.party_id = i.party_id
  LEFT JOIN warehouse.item w ON w.id = l.item_id
  LEFT JOIN LATERAL (
       SELECT round(s.sign * l.quantity * -sum(m.value)
                    / nullif(sum(CASE m.source_kind WHEN 'delivery' THEN m.quantity ELSE -m.quantity END), 0), 2) AS cost
         FROM sales.delivery_line d
         JOIN sales.delivery v ON v.company_id = d.company_id AND v.id = d.delivery_id
         JOIN stock.move m ON m.company_id = v.company_id AND m.source_kind = v.kind AND m.source_id = v.id
              AND m.source_line_id = d.id
        WHERE d.company_id = l.company_id AND d.order_line_id = l.order_line_id) k ON l.order_line_id IS NOT NULL
 WHERE i.posted_at IS NOT NULL AND i.kind IN ('customer_invoice', 'customer_credit');
COMMENT ON VIEW reporting.invoiced_lines IS 'Lines of posted customer invoices with net, cost and margin in company currency';

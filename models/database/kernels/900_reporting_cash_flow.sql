-- What is expected to come into the bank and leave it, and when; amounts in company currency, incoming positive.

-- How many days later than due each customer has paid in the year before today, on average.
CREATE OR REPLACE FUNCTION reporting.payment_delays(p_company bigint) RETURNS TABLE (party_id bigint, days numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT o.party_id, greatest(avg(s.settled_on - coalesce(o.due_on, o.entry_date)), 0)
      FROM ledger.settlement s
      JOIN ledger.open_item o ON o.company_id = s.company_id AND o.line_id = s.debit_line_id
      JOIN ledger.account a ON a.company_id = o.company_id AND a.number = o.account AND a.role = 'receivable'
     WHERE s.company_id = p_company AND s.undone_at IS NULL AND s.settled_on > company.today(p_company) - 365
     GROUP BY o.party_id
$$;

-- Every expected payment. Customers pay as late as they usually do, times p_factor; orders become invoices on the day of
-- delivery and are paid after the days agreed. What should have come or gone already is expected today.
CREATE OR REPLACE FUNCTION reporting.cash_flow_items(p_company bigint, p_factor numeric)
RETURNS TABLE (kind text, expected_on date, due_on date, party_name text, label text, amount numeric, page text, page_key bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_today date := company.today(p_company);
    v_currency text := (SELECT c.currency FROM company.company c WHERE c.id = p_company);
BEGIN
    RETURN QUERY
    WITH delays AS (SELECT d.party_id, round(d.days * p_factor)::integer AS days FROM reporting.payment_delays(p_company) d),
    orders AS (
        SELECT 'sales_order' AS kind, coalesce(o.delivery_date, o.order_date) + o.payment_days AS due_on, o.party_id,
               o.number AS label, n.not_invoiced AS amount, 'sales.order' AS page, o.id AS page_key
          FROM reporting.orders_not_invoiced n JOIN sales.sales_order o ON o.company_id = n.company_id AND o.id = n.id
         WHERE n.company_id = p_company AND n.not_invoiced <> 0),
    purchases AS (
        SELECT 'purchase_order' AS kind, coalesce(o.expected_on, o.order_date) + coalesce(t.payment_days, 30) AS due_on,
               o.party_id, o.number AS label,
               -round(sum((l.quantity - l.received) * l.unit_cost) * CASE WHEN o.currency = v_currency THEN 1 ELSE (
                   SELECT r.rate FROM company.currency_rate r WHERE r.currency = o.currency AND r.base = v_currency
                      AND r.valid_on <= v_today ORDER BY r.valid_on DESC, r.id DESC LIMIT 1) END, 2) AS amount,
               'warehouse.purchase_order' AS page, o.id AS page_key
          FROM warehouse.purchase_order o
          JOIN warehouse.purchase_order_line l ON l.company_id = o.company_id AND l.purchase_order_id = o.id
          LEFT JOIN contacts.party_terms t ON t.company_id = o.company_id AND t.party_id = o.party_id
         WHERE o.company_id = p_company AND o.status = 'ordered' AND l.quantity > l.received
         GROUP BY o.id, t.payment_days),
    items AS (
        SELECT r.role::text AS kind, r.due_on, r.party_id, coalesce(r.document_number, '') AS label, r.remaining AS amount,
               CASE WHEN r.document_id IS NOT NULL THEN 'finance.invoice' END AS page, r.document_id AS page_key
          FROM reporting.open_items r WHERE r.company_id = p_company AND r.role IN ('receivable', 'payable')
        UNION ALL SELECT * FROM orders
        UNION ALL SELECT * FROM purchases WHERE amount IS NOT NULL)
    SELECT i.kind, greatest(v_today, i.due_on + CASE WHEN i.kind IN ('receivable', 'sales_order') THEN coalesce(d.days, 0)
                                                     ELSE 0 END),
           i.due_on, p.name, i.label, i.amount, i.page, i.page_key
      FROM items i LEFT JOIN contacts.party p ON p.id = i.party_id LEFT JOIN delays d ON d.party_id = i.party_id;
END $$;

-- The same by step of a week or a month, and what the bank accounts hold now.
CREATE OR REPLACE FUNCTION reporting.cash_flow(p_company bigint, p_factor numeric, p_grain text, p_to date)
RETURNS TABLE (starts_on date, receivable numeric, sales_order numeric, payable numeric, purchase_order numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT g.day::date, coalesce(sum(i.amount) FILTER (WHERE i.kind = 'receivable'), 0),
           coalesce(sum(i.amount) FILTER (WHERE i.kind = 'sales_order'), 0),
           coalesce(sum(i.amount) FILTER (WHERE i.kind = 'payable'), 0),
           coalesce(sum(i.amount) FILTER (WHERE i.kind = 'purchase_order'), 0)
      FROM generate_series(date_trunc(p_grain, company.today(p_company)::timestamp), p_to::timestamp,
                           ('1 ' || p_grain)::interval) g(day)
      LEFT JOIN reporting.cash_flow_items(p_company, p_factor) i ON date_trunc(p_grain, i.expected_on::timestamp) = g.day
     GROUP BY g.day ORDER BY g.day;
END $$;

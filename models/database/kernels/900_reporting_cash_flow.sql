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

-- What vouchers that come by themselves will move in the bank and on accounts of customers and suppliers until p_to:
-- repetitions with their reversals, planned reversals, and parts of spread amounts. Not posted yet, each on its day, and
-- what is owed on the day that it falls due. Where a repetition pays what it owes, both lines are here and cancel out.
CREATE OR REPLACE FUNCTION reporting.planned_cash(p_company bigint, p_to date)
RETURNS TABLE (due_on date, party_id bigint, label text, amount numeric, page text, page_key bigint)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH cash AS (
        SELECT a.number, a.role FROM ledger.account a
         WHERE a.company_id = p_company AND (a.role IN ('receivable', 'payable') OR EXISTS (
               SELECT FROM finance.bank_account b
                WHERE b.company_id = a.company_id AND b.account = a.number AND b.active))),
    repeated AS (
        SELECT r.id, r.reverses, d.day, coalesce(nullif(ledger.text_of_day(r.text, d.day), ''), r.name) AS label,
               l.party_id, l.amount, c.role,
               CASE WHEN c.role = '' OR l.due_on IS NULL THEN d.day ELSE d.day + (l.due_on - l.entry_date) END AS due_on
          FROM ledger.recurring r
         CROSS JOIN LATERAL ledger.days_of(r, p_to) d(day)
          JOIN ledger.line l ON l.company_id = r.company_id AND l.entry_id = r.model_id
          JOIN cash c ON c.number = l.account
         WHERE r.company_id = p_company AND r.active AND NOT EXISTS (
               SELECT FROM ledger.recurring_run x
                WHERE x.company_id = r.company_id AND x.recurring_id = r.id AND x.due_on = d.day))
    SELECT x.due_on, x.party_id, x.label, x.amount, 'finance.recurring_voucher', x.id FROM repeated x
    UNION ALL
    SELECT (date_trunc('month', x.day::timestamp) + interval '1 month')::date, x.party_id, x.label, -x.amount,
           'finance.recurring_voucher', x.id
      FROM repeated x WHERE x.reverses
    UNION ALL
    SELECT v.reverse_on, l.party_id, e.series || e.number || ' ' || e.text, -l.amount, 'finance.voucher', e.id
      FROM ledger.planned_reversal v
      JOIN ledger.entry e ON e.company_id = v.company_id AND e.id = v.entry_id
      JOIN ledger.line l ON l.company_id = v.company_id AND l.entry_id = v.entry_id
      JOIN cash c ON c.number = l.account
     WHERE v.company_id = p_company AND v.reversal_id IS NULL AND v.reverse_on <= p_to
       AND NOT EXISTS (SELECT FROM ledger.entry x WHERE x.company_id = p_company AND x.reverses_id = v.entry_id)
    UNION ALL
    SELECT q.posts_on, NULL, f.text, CASE c.number WHEN f.cost_account THEN q.amount ELSE -q.amount END,
           'finance.deferral', f.id
      FROM ledger.deferral_part q
      JOIN ledger.deferral f ON f.company_id = q.company_id AND f.id = q.deferral_id
      JOIN cash c ON c.number IN (f.cost_account, f.deferral_account)
     WHERE q.company_id = p_company AND q.entry_id IS NULL AND q.posts_on <= p_to
$$;

-- Every expected payment. Customers pay as late as they usually do, times p_factor; orders become invoices on the day of
-- delivery and are paid after the days agreed. What should have come or gone already is expected today.
CREATE OR REPLACE FUNCTION reporting.cash_flow_items(p_company bigint, p_factor numeric, p_to date)
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
        UNION ALL SELECT * FROM purchases WHERE amount IS NOT NULL
        UNION ALL
        SELECT 'recurring', g.due_on, g.party_id, g.label, g.amount, g.page, g.page_key
          FROM reporting.planned_cash(p_company, p_to) g)
    SELECT i.kind, greatest(v_today, i.due_on + CASE WHEN i.kind IN ('receivable', 'sales_order') THEN coalesce(d.days, 0)
                                                     ELSE 0 END),
           i.due_on, p.name, i.label, i.amount, i.page, i.page_key
      FROM items i LEFT JOIN contacts.party p ON p.id = i.party_id LEFT JOIN delays d ON d.party_id = i.party_id;
END $$;

-- The same by step of a week or a month, until that of p_to.
CREATE OR REPLACE FUNCTION reporting.cash_flow(p_company bigint, p_factor numeric, p_grain text, p_to date)
RETURNS TABLE (starts_on date, receivable numeric, sales_order numeric, payable numeric, purchase_order numeric,
               recurring numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT g.day::date, coalesce(sum(i.amount) FILTER (WHERE i.kind = 'receivable'), 0),
           coalesce(sum(i.amount) FILTER (WHERE i.kind = 'sales_order'), 0),
           coalesce(sum(i.amount) FILTER (WHERE i.kind = 'payable'), 0),
           coalesce(sum(i.amount) FILTER (WHERE i.kind = 'purchase_order'), 0),
           coalesce(sum(i.amount) FILTER (WHERE i.kind = 'recurring'), 0)
      FROM generate_series(date_trunc(p_grain, company.today(p_company)::timestamp), p_to::timestamp,
                           ('1 ' || p_grain)::interval) g(day)
      LEFT JOIN reporting.cash_flow_items(p_company, p_factor, p_to) i ON date_trunc(p_grain, i.expected_on::timestamp) = g.day
     GROUP BY g.day ORDER BY g.day;
END $$;

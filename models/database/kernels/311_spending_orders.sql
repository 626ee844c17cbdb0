-- Spending control of purchases: what is ordered counts on the account that its bill will be booked on.

SET LOCAL check_function_bodies = off;

CREATE OR REPLACE FUNCTION finance.taken_into_stock(
    p_company bigint, p_rule ledger.spending_rule, p_from text, p_to text, p_first date, p_last date) RETURNS numeric
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(sum(m.value), 0)
      FROM warehouse.item_terms t
      JOIN stock.move m ON m.company_id = p_company AND m.item_id = t.item_id
     WHERE t.company_id = p_company AND t.purchase_account BETWEEN p_from AND p_to
       AND m.kind = 'receipt' AND m.moved_on BETWEEN p_first AND p_last
       AND (p_rule.dimension IS NULL OR p_rule.dimension_code
            = ledger.default_code(p_company, t.purchase_account, m.moved_on, p_rule.dimension))
$$;

-- An order counts in the month in which it is expected, and after it until all has come. The supplier's bills of the account
-- since the first of these orders cover them in their order, as in reporting.unbilled_receipts.
CREATE OR REPLACE FUNCTION finance.orders_to_bill(
    p_company bigint, p_rule ledger.spending_rule, p_from text, p_to text, p_first date, p_last date, p_billed jsonb)
RETURNS TABLE (party_id bigint, account text, ordered numeric, billed numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH orders AS (
        SELECT o.party_id, t.purchase_account AS account, min(o.order_date) AS since,
               sum(round(CASE o.status WHEN 'ordered' THEN l.quantity ELSE l.received END * l.unit_cost
                         * coalesce(finance.rate_on(o.currency, c.currency, o.order_date), 0), 2)) AS value
          FROM warehouse.purchase_order o
          JOIN company.company c ON c.id = p_company
          JOIN warehouse.purchase_order_line l ON l.company_id = p_company AND l.purchase_order_id = o.id
          JOIN warehouse.item_terms t ON t.company_id = p_company AND t.item_id = l.item_id
               AND t.purchase_account BETWEEN p_from AND p_to
         WHERE o.company_id = p_company AND o.status IN ('ordered', 'received')
           AND coalesce(o.expected_on, o.order_date) <= p_last
           AND (coalesce(o.expected_on, o.order_date) >= p_first OR o.status = 'ordered')
           AND (p_rule.dimension IS NULL OR p_rule.dimension_code
                = ledger.default_code(p_company, t.purchase_account, o.order_date, p_rule.dimension))
         GROUP BY 1, 2)
    SELECT o.party_id, o.account::text, o.value, b.value + n.value
      FROM orders o
     CROSS JOIN LATERAL (
           SELECT coalesce(sum(round(l.net * i.rate, 2) * CASE i.kind WHEN 'supplier_credit' THEN -1 ELSE 1 END), 0) AS value
             FROM finance.invoice i
             JOIN finance.invoice_line l ON l.company_id = p_company AND l.invoice_id = i.id AND l.account = o.account
            WHERE i.company_id = p_company AND i.party_id = o.party_id AND i.invoice_date >= o.since
              AND i.kind IN ('supplier_invoice', 'supplier_credit') AND i.posted_at IS NOT NULL) b
     CROSS JOIN LATERAL (
           SELECT coalesce(sum(x.amount), 0) AS value
             FROM jsonb_to_recordset(p_billed) AS x(party_id bigint, account text, day date, amount numeric)
            WHERE x.party_id = o.party_id AND x.account = o.account AND x.day >= o.since) n
$$;

-- What lines of an order would cost, as rows for ledger.over_budget; p_lines: [{item_id, quantity, unit_cost}].
CREATE OR REPLACE FUNCTION warehouse.spending_of_lines(p_company bigint, p_lines jsonb, p_day date, p_rate numeric) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('n', 1, 'asked', true, 'day', p_day, 'account', t.purchase_account, 'amount',
                                                 round(x.quantity * x.unit_cost * p_rate, 2))), '[]')
      FROM jsonb_to_recordset(p_lines) AS x(item_id bigint, quantity numeric, unit_cost numeric)
      JOIN warehouse.item_terms t ON t.company_id = p_company AND t.item_id = x.item_id
$$;

-- Internal: asks the rules about an order that is about to be placed. Locks: after stock levels.
CREATE OR REPLACE FUNCTION warehouse.check_spending(p_order warehouse.purchase_order) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_rows jsonb;
    x record;
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.spending_rule r
                     JOIN warehouse.purchase_order_line l ON l.company_id = r.company_id AND l.purchase_order_id = p_order.id
                     JOIN warehouse.item_terms t ON t.company_id = r.company_id AND t.item_id = l.item_id
                          AND t.purchase_account BETWEEN r.from_account AND r.to_account
                    WHERE r.company_id = p_order.company_id AND r.active) THEN
        RETURN;
    END IF;
    v_rows := warehouse.spending_of_lines(
        p_order.company_id,
        (SELECT jsonb_agg(to_jsonb(l)) FROM warehouse.purchase_order_line l
          WHERE l.company_id = p_order.company_id AND l.purchase_order_id = p_order.id),
        coalesce(p_order.expected_on, p_order.order_date),
        stock.rate_on(p_order.company_id, p_order.currency, p_order.order_date));
    PERFORM ledger.hold_spending(p_order.company_id, ARRAY(SELECT DISTINCT r ->> 'account' FROM jsonb_array_elements(v_rows) r));
    FOR x IN SELECT o.*, 'purchase_order' AS subject, p_order.id AS subject_id, true AS refusable
               FROM ledger.over_budget(p_order.company_id, v_rows, '[]') o ORDER BY o.act = 'stop' DESC, o.rule_id LOOP
        PERFORM ledger.meet_rule(p_order.company_id, x);
    END LOOP;
END $$;

-- What rules an order would go past if it were placed now, for screens.
CREATE OR REPLACE FUNCTION warehouse.ask_spending(
    p_company bigint, p_lines jsonb, p_order_date date, p_expected date, p_currency text)
RETURNS TABLE (rule_id bigint, title text, act text, from_account text, to_account text, dimension_code text, span text,
               first date, last date, budget numeric, spent numeric, ordered numeric, amount numeric, over numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' AS $$
DECLARE
    v_rate numeric := (SELECT finance.rate_on(p_currency, c.currency, p_order_date) FROM company.company c WHERE c.id = p_company);
BEGIN
    RETURN QUERY
    SELECT a.* FROM ledger.ask_spending(p_company, warehouse.spending_of_lines(
        p_company, p_lines, coalesce(p_expected, p_order_date), coalesce(v_rate, 0))) a;
END $$;

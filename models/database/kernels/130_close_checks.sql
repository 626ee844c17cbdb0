-- What must be nothing before a month closes. A check is a function <schema>.check_<what>(company, period) that answers how
-- many there are and what they come to; a task of the close names it as <schema>.<what>. Each is one set-based query.

-- They read what later files define.
SET LOCAL check_function_bodies = off;

-- Internal: the days of a period.
CREATE OR REPLACE FUNCTION ledger.days_of_period(p_company bigint, p_period bigint, OUT first date, OUT last date)
LANGUAGE sql STABLE AS $$
    SELECT p.starts_on, p.ends_on FROM ledger.period p WHERE p.company_id = p_company AND p.id = p_period
$$;

-- The codes of all checks there are.
CREATE OR REPLACE FUNCTION ledger.close_checks() RETURNS TABLE (code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT n.nspname || '.' || substr(p.proname, 7)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE starts_with(p.proname, 'check_') AND p.proretset AND p.proargtypes = '20 20'::oidvector
       AND n.nspname IN ('ledger', 'finance', 'warehouse', 'stock', 'sales') AND pg_get_userbyid(p.proowner) = current_user
     ORDER BY 1
$$;

-- Internal: what a check finds, whoever asks.
CREATE OR REPLACE FUNCTION ledger.found_by_check(p_company bigint, p_period bigint, p_code text, OUT count bigint, OUT amount numeric)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.close_checks() c WHERE c.code = p_code) THEN
        PERFORM company.refuse('close.no_check', jsonb_build_object('field', 'check_code', 'check', p_code), 'I');
    END IF;
    EXECUTE format('SELECT coalesce(sum(c.count), 0)::bigint, coalesce(sum(c.amount), 0) FROM %I.%I($1, $2) c',
                   split_part(p_code, '.', 1), 'check_' || split_part(p_code, '.', 2))
       INTO count, amount USING p_company, p_period;
END $$;

CREATE OR REPLACE FUNCTION ledger.run_close_check(p_company bigint, p_period bigint, p_code text, OUT count bigint, OUT amount numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' AS $$
BEGIN
    IF NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor') THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["accountant", "finance_clerk", "auditor"]}', 'D');
    END IF;
    SELECT f.count, f.amount INTO count, amount FROM ledger.found_by_check(p_company, p_period, p_code) f;
END $$;

-- Drafts of invoices dated in the period or before it.
CREATE OR REPLACE FUNCTION finance.drafts_until(p_company bigint, p_period bigint, VARIADIC p_kinds text[])
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT count(*), coalesce(sum(i.total), 0) FROM finance.invoice i
     WHERE i.company_id = p_company AND i.posted_at IS NULL AND i.kind = ANY (p_kinds)
       AND i.invoice_date <= (ledger.days_of_period(p_company, p_period)).last
$$;

CREATE OR REPLACE FUNCTION finance.check_draft_sales(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT d.count, d.amount FROM finance.drafts_until(p_company, p_period, 'customer_invoice', 'customer_credit') d
$$;

CREATE OR REPLACE FUNCTION finance.check_draft_purchases(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT d.count, d.amount FROM finance.drafts_until(p_company, p_period, 'supplier_invoice', 'supplier_credit') d
$$;

CREATE OR REPLACE FUNCTION finance.check_unmatched_bank(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT count(*), coalesce(sum(t.amount), 0) FROM finance.bank_transaction t
     WHERE t.company_id = p_company AND t.entry_id IS NULL
       AND t.booked_on <= (ledger.days_of_period(p_company, p_period)).last
$$;

-- Bank accounts whose last statement of the period ends with another balance than their account had on that day.
CREATE OR REPLACE FUNCTION finance.check_bank_differs(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT count(*), coalesce(sum(abs(x.difference)), 0)
      FROM finance.bank_account b
     CROSS JOIN LATERAL (
           SELECT s.closing, s.to_on FROM finance.bank_statement s
            WHERE s.company_id = p_company AND s.bank_account_id = b.id AND s.closing IS NOT NULL
              AND s.to_on <= (ledger.days_of_period(p_company, p_period)).last
            ORDER BY s.to_on DESC, s.id DESC LIMIT 1) s
     CROSS JOIN LATERAL (SELECT s.closing - reporting.opening_balance(p_company, b.account, s.to_on + 1) AS difference) x
     WHERE b.company_id = p_company AND b.active AND x.difference <> 0
       AND b.currency = (SELECT c.currency FROM company.company c WHERE c.id = p_company)
$$;

CREATE OR REPLACE FUNCTION ledger.check_suspense(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT count(*), coalesce(sum(abs(b.balance)), 0)
      FROM ledger.account a
     CROSS JOIN LATERAL (SELECT reporting.opening_balance(
           p_company, a.number, (ledger.days_of_period(p_company, p_period)).last + 1) AS balance) b
     WHERE a.company_id = p_company AND a.role = 'suspense' AND b.balance <> 0
$$;

-- Accounts kept as open items whose balance is not the sum of these: of one role, or ('') all that are no control account.
-- Settling moves nothing in that sum, so what was open at the end of the period is what is open now less what was booked
-- afterwards. An account that keeps items from a later day on has none to compare yet.
CREATE OR REPLACE FUNCTION ledger.control_differences(p_company bigint, p_period bigint, p_role text)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    WITH until AS (SELECT (ledger.days_of_period(p_company, p_period)).last + 1 AS past),
    kept AS (
        SELECT a.number, until.past FROM ledger.account a CROSS JOIN until
         WHERE a.company_id = p_company AND a.open_items AND (a.open_items_from IS NULL OR a.open_items_from < until.past)
           AND CASE WHEN a.role IN ('receivable', 'payable') THEN a.role ELSE '' END = p_role),
    open AS (
        SELECT o.account, sum(o.remaining) AS amount FROM kept k JOIN ledger.open_item o
            ON o.company_id = p_company AND o.account = k.number AND o.remaining <> 0 GROUP BY 1),
    later AS (
        SELECT l.account, sum(o.amount) AS amount
          FROM kept k JOIN ledger.line l ON l.company_id = p_company AND l.account = k.number AND l.entry_date >= k.past
          JOIN ledger.open_item o ON o.line_id = l.id GROUP BY 1)
    SELECT count(*), coalesce(sum(abs(x.difference)), 0)
      FROM kept k
      LEFT JOIN open o ON o.account = k.number
      LEFT JOIN later n ON n.account = k.number
     CROSS JOIN LATERAL (SELECT reporting.opening_balance(p_company, k.number, k.past)
                                - coalesce(o.amount, 0) + coalesce(n.amount, 0) AS difference) x
     WHERE x.difference <> 0
$$;

CREATE OR REPLACE FUNCTION ledger.check_receivables_differ(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT d.count, d.amount FROM ledger.control_differences(p_company, p_period, 'receivable') d
$$;

CREATE OR REPLACE FUNCTION ledger.check_payables_differ(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT d.count, d.amount FROM ledger.control_differences(p_company, p_period, 'payable') d
$$;

CREATE OR REPLACE FUNCTION ledger.check_open_items_differ(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT d.count, d.amount FROM ledger.control_differences(p_company, p_period, '') d
$$;

-- Items of which there are fewer than none, or none that are still worth something.
CREATE OR REPLACE FUNCTION stock.check_negative(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT count(*), coalesce(sum(c.value), 0) FROM stock.cost c
     WHERE c.company_id = p_company AND (c.value < 0 OR c.quantity < 0 OR c.quantity = 0 AND c.value <> 0)
$$;

-- Stock accounts whose balance is not the value of the goods: today's value less the moves after the period.
CREATE OR REPLACE FUNCTION stock.check_value_differs(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    WITH until AS (SELECT (ledger.days_of_period(p_company, p_period)).last + 1 AS past),
    worth AS (
        SELECT x.item_id, sum(x.value) AS value
          FROM (SELECT c.item_id, c.value FROM stock.cost c WHERE c.company_id = p_company
                UNION ALL
                SELECT m.item_id, -m.value FROM until JOIN stock.move m ON m.company_id = p_company AND m.moved_on >= until.past) x
         GROUP BY 1),
    accounts AS (
        SELECT t.stock_account AS account, sum(w.value) AS value FROM worth w
          JOIN warehouse.item_terms t ON t.company_id = p_company AND t.item_id = w.item_id GROUP BY 1)
    SELECT count(*), coalesce(sum(abs(x.difference)), 0)
      FROM accounts a CROSS JOIN until
     CROSS JOIN LATERAL (SELECT reporting.opening_balance(p_company, a.account, until.past) - a.value AS difference) x
     WHERE x.difference <> 0
$$;

-- Goods received until the end of the period that no supplier invoice covers by now.
CREATE OR REPLACE FUNCTION warehouse.check_received_not_billed(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT count(*), coalesce(sum(r.value), 0) FROM reporting.unbilled_receipts r
     WHERE r.company_id = p_company AND r.received_on <= (ledger.days_of_period(p_company, p_period)).last
$$;

-- Orders of which more is delivered than invoiced.
CREATE OR REPLACE FUNCTION sales.check_delivered_not_invoiced(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT count(DISTINCT o.id), coalesce(sum(round((l.delivered - l.invoiced) * l.net / l.quantity, 2)), 0)
      FROM sales.sales_order o
      JOIN sales.order_line l ON l.company_id = p_company AND l.order_id = o.id AND l.delivered > l.invoiced
     WHERE o.company_id = p_company AND o.kind = 'order' AND o.status IN ('confirmed', 'delivered')
       AND EXISTS (SELECT FROM sales.delivery d WHERE d.company_id = p_company AND d.order_id = o.id
                      AND d.posted_at IS NOT NULL
                      AND d.delivered_on <= (ledger.days_of_period(p_company, p_period)).last)
$$;

-- Numbers that are missing between the first and the last posted voucher of each series of the fiscal year.
CREATE OR REPLACE FUNCTION ledger.check_number_gaps(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(s.missing), 0)::bigint, 0::numeric
      FROM (SELECT max(e.number) - min(e.number) + 1 - count(*) AS missing
              FROM ledger.period p JOIN ledger.entry e ON e.company_id = p_company AND e.fiscal_year_id = p.fiscal_year_id
             WHERE p.company_id = p_company AND p.id = p_period AND e.origin = 'posted'
             GROUP BY e.book_id, e.series) s
$$;

-- Whether the balances up to the end of the period sum to nothing.
CREATE OR REPLACE FUNCTION ledger.check_trial_balance(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT (x.difference <> 0)::int::bigint, x.difference
      FROM (SELECT coalesce(sum(s.debit - s.credit), 0) AS difference FROM reporting.sums(
                p_company, '-infinity', (ledger.days_of_period(p_company, p_period)).last + 1) s) x
$$;

-- Accounts whose maintained balances of the period are not the sum of its lines, debit and credit apart.
CREATE OR REPLACE FUNCTION ledger.check_balances_differ(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE SET enable_seqscan = off AS $$
    WITH days AS (SELECT d.first, d.last FROM ledger.days_of_period(p_company, p_period) d),
    kept AS (
        SELECT s.account, sum(s.debit) AS debit, sum(s.credit) AS credit
          FROM days CROSS JOIN LATERAL reporting.sums(p_company, days.first, days.last + 1) s GROUP BY 1)
    SELECT count(*), coalesce(sum(abs(x.debit - coalesce(k.debit, 0)) + abs(x.credit - coalesce(k.credit, 0))), 0)
      FROM ledger.account a CROSS JOIN days
     CROSS JOIN LATERAL (
           SELECT coalesce(sum(greatest(l.amount, 0)), 0) AS debit, coalesce(sum(greatest(-l.amount, 0)), 0) AS credit
             FROM ledger.line l WHERE l.company_id = p_company AND l.account = a.number
              AND l.entry_date BETWEEN days.first AND days.last) x
      LEFT JOIN kept k ON k.account = a.number
     WHERE a.company_id = p_company AND (x.debit <> coalesce(k.debit, 0) OR x.credit <> coalesce(k.credit, 0))
$$;

CREATE OR REPLACE FUNCTION ledger.check_earlier_periods(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT count(*), 0::numeric FROM ledger.period p
     WHERE p.company_id = p_company AND p.kind = 'regular' AND NOT 'all' = ANY (p.locked_areas)
       AND p.ends_on < (ledger.days_of_period(p_company, p_period)).first
$$;

-- Balance accounts with a balance that nobody has reconciled, or that has changed since.
CREATE OR REPLACE FUNCTION ledger.check_reconciliations(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT count(*), coalesce(sum(abs(b.balance)), 0)
      FROM ledger.balances_to_reconcile(p_company, p_period) b
      LEFT JOIN ledger.reconciliation r ON r.company_id = p_company AND r.period_id = p_period AND r.account = b.account
     WHERE r.balance IS DISTINCT FROM b.balance AND (b.balance <> 0 OR r.balance IS NOT NULL)
$$;

SET LOCAL check_function_bodies = on;

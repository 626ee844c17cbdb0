-- What people read of the books: views for lists, spreadsheets and psql, and the functions behind the reports.
-- A view's columns only grow at the end.

CREATE OR REPLACE VIEW reporting.accounts WITH (security_invoker = true) AS
SELECT a.company_id, a.number, a.name, a.name_en, a.kind, a.role, a.open_items, a.tax_code,
       CASE WHEN a.active THEN 'active' ELSE 'inactive' END AS status, a.row_version, left(a.number, 1) AS class,
       array_to_string(a.sru, ' ') AS sru, a.open_items_from
  FROM ledger.account a;
COMMENT ON VIEW reporting.accounts IS 'The chart of accounts';

CREATE OR REPLACE VIEW reporting.fiscal_years WITH (security_invoker = true) AS
SELECT y.company_id, y.id, y.starts_on, y.ends_on,
       CASE WHEN NOT EXISTS (SELECT FROM ledger.period p WHERE p.company_id = y.company_id AND p.fiscal_year_id = y.id
                                AND NOT 'all' = ANY (p.locked_areas)) THEN 'locked' ELSE 'open' END AS status
  FROM ledger.fiscal_year y;
COMMENT ON VIEW reporting.fiscal_years IS 'Fiscal years; locked where every period is locked for all areas';

CREATE OR REPLACE VIEW reporting.periods WITH (security_invoker = true) AS
SELECT p.company_id, p.id, p.fiscal_year_id, p.kind, p.starts_on, p.ends_on,
       array_to_string(p.locked_areas, ', ') AS locked_areas,
       CASE WHEN 'all' = ANY (p.locked_areas) THEN 'locked' WHEN p.locked_areas = '{}' THEN 'open' ELSE 'partial' END AS status,
       ledger.state_of_area(p, 'receivables') AS receivables, ledger.state_of_area(p, 'payables') AS payables,
       ledger.state_of_area(p, 'stock') AS stock, ledger.state_of_area(p, 'payroll') AS payroll,
       ledger.state_of_area(p, 'general') AS general, t.tasks, t.done, c.happened_at AS closed_at, c.working_days,
       (SELECT u.full_name FROM company.app_user u WHERE u.id = c.user_id) AS closed_by
  FROM ledger.period p
 CROSS JOIN LATERAL (SELECT nullif(count(*), 0) AS tasks, nullif(count(*) FILTER (WHERE k.signed_at IS NOT NULL
                            AND (k.reviewed_at IS NOT NULL OR NOT k.reviewed)), 0) AS done
                       FROM ledger.close_task k WHERE k.company_id = p.company_id AND k.period_id = p.id) t
  LEFT JOIN LATERAL (SELECT e.happened_at, e.working_days, e.user_id FROM ledger.period_event e
                      WHERE e.company_id = p.company_id AND e.period_id = p.id AND e.event = 'close'
                        AND 'all' = ANY (p.locked_areas) ORDER BY e.id DESC LIMIT 1) c ON true;
COMMENT ON VIEW reporting.periods IS 'Accounting periods and the areas that are locked in them';

CREATE OR REPLACE VIEW reporting.tax_codes WITH (security_invoker = true) AS
SELECT c.company_id, c.code, c.name, c.name_en, c.direction, r.percent, coalesce(r.account, c.account) AS account,
       c.base_box, CASE WHEN r.tax_box <> '' THEN r.tax_box ELSE c.tax_box END AS tax_box, c.invoice_text,
       r.valid_from, r.valid_to, CASE WHEN c.active THEN 'active' ELSE 'inactive' END AS status, r.reverse_account,
       r.reverse_box, r.deductible, c.country
  FROM finance.tax_code c
  LEFT JOIN finance.tax_rate r ON r.company_id = c.company_id AND r.tax_code = c.code
       AND r.valid_from <= company.today(c.company_id)
       AND (r.valid_to IS NULL OR r.valid_to >= company.today(c.company_id));
COMMENT ON VIEW reporting.tax_codes IS 'Tax codes with the rate that holds today';

CREATE OR REPLACE VIEW reporting.vouchers WITH (security_invoker = true) AS
SELECT e.company_id, e.id, e.entry_date, e.series, e.number,
       e.series || coalesce(e.imported_number, e.number::text) AS voucher, e.text,
       (SELECT coalesce(sum(l.amount), 0) FROM ledger.line l
         WHERE l.company_id = e.company_id AND l.entry_id = e.id AND l.amount > 0) AS amount,
       e.kind,
       CASE WHEN NOT EXISTS (SELECT FROM ledger.entry r WHERE r.company_id = e.company_id AND r.reverses_id = e.id)
            THEN 'posted'
            WHEN EXISTS (SELECT FROM ledger.entry k WHERE k.company_id = e.company_id AND k.corrects_id = e.id)
            THEN 'corrected' ELSE 'reversed' END AS status,
       e.origin, e.source_kind, e.source_id, e.fiscal_year_id, e.reverses_id, e.corrects_id, e.posted_at,
       (SELECT u.full_name FROM company.app_user u WHERE u.id = e.posted_by) AS posted_by_name
  FROM ledger.entry e;
COMMENT ON VIEW reporting.vouchers IS 'Vouchers; amount is the sum of their debits';

CREATE OR REPLACE VIEW reporting.ledger_lines WITH (security_invoker = true) AS
SELECT l.company_id, l.id, l.entry_id, l.entry_date, l.account, a.name AS account_name,
       e.series || coalesce(e.imported_number, e.number::text) AS voucher,
       CASE WHEN l.text <> '' THEN l.text ELSE e.text END AS text,
       greatest(l.amount, 0) AS debit, greatest(-l.amount, 0) AS credit, l.amount, l.currency, l.amount_currency,
       l.tax_code, l.party_id, (SELECT p.name FROM contacts.party p WHERE p.id = l.party_id) AS party_name,
       l.due_on, l.document_kind, l.document_id, l.dimension_set, l.fiscal_year_id, e.kind,
       a.name_en AS account_name_en
  FROM ledger.line l
  JOIN ledger.entry e ON e.company_id = l.company_id AND e.id = l.entry_id
  JOIN ledger.account a ON a.company_id = l.company_id AND a.number = l.account;
COMMENT ON VIEW reporting.ledger_lines IS 'Every line of every voucher';

-- What is left to pay of an invoice: its open items, those of its payments included.
CREATE OR REPLACE VIEW reporting.invoices WITH (security_invoker = true) AS
SELECT i.company_id, i.id, i.kind, i.number, i.supplier_number, i.party_id, i.party_name, i.invoice_date, i.due_on,
       i.currency, i.net, i.tax, i.total, coalesce(o.remaining, 0) AS remaining,
       CASE WHEN i.posted_at IS NULL THEN 'draft'
            WHEN coalesce(o.remaining, 0) = 0 THEN 'paid'
            WHEN i.kind LIKE '%credit' THEN 'open'
            WHEN i.due_on < (SELECT company.today(i.company_id)) THEN 'overdue'
            WHEN o.remaining <> o.amount THEN 'partly_paid'
            ELSE 'unpaid' END AS status,
       i.reference, i.our_reference, i.their_reference, i.order_id, i.credits_id, i.entry_id, i.posted_at, i.row_version
  FROM finance.invoice i
  LEFT JOIN LATERAL (
       SELECT sum(x.remaining) * CASE WHEN i.kind IN ('customer_invoice', 'supplier_credit') THEN 1 ELSE -1 END AS remaining,
              max(abs(x.amount)) AS amount
         FROM ledger.open_item x
        WHERE x.company_id = i.company_id AND x.document_kind = i.kind AND x.document_id = i.id) o ON i.posted_at IS NOT NULL;
COMMENT ON VIEW reporting.invoices IS 'Invoices and credit notes both ways; remaining in the company currency';

CREATE OR REPLACE VIEW reporting.customer_invoices WITH (security_invoker = true) AS
SELECT * FROM reporting.invoices i WHERE i.kind IN ('customer_invoice', 'customer_credit');
COMMENT ON VIEW reporting.customer_invoices IS 'Invoices and credit notes to customers';

CREATE OR REPLACE VIEW reporting.supplier_invoices WITH (security_invoker = true) AS
SELECT * FROM reporting.invoices i WHERE i.kind IN ('supplier_invoice', 'supplier_credit');
COMMENT ON VIEW reporting.supplier_invoices IS 'Invoices and credit notes from suppliers';

CREATE OR REPLACE VIEW reporting.open_items WITH (security_invoker = true) AS
SELECT o.company_id, o.line_id, o.account, a.role, o.party_id, p.code AS party_code, p.name AS party_name,
       o.document_kind, o.document_id, i.number AS document_number, o.entry_date, coalesce(o.due_on, o.entry_date) AS due_on,
       o.currency, o.amount, o.remaining,
       greatest((SELECT company.today(o.company_id)) - coalesce(o.due_on, o.entry_date), 0) AS days_overdue,
       CASE WHEN coalesce(o.due_on, o.entry_date) < (SELECT company.today(o.company_id)) THEN 'overdue'
            WHEN o.remaining <> o.amount THEN 'partly_paid' ELSE 'open' END AS status,
       o.amount_currency, o.remaining_currency
  FROM ledger.open_item o
  JOIN ledger.account a ON a.company_id = o.company_id AND a.number = o.account
  LEFT JOIN contacts.party p ON p.id = o.party_id
  LEFT JOIN finance.invoice i ON i.company_id = o.company_id AND i.id = o.document_id AND i.kind = o.document_kind
 WHERE o.remaining <> 0;
COMMENT ON VIEW reporting.open_items IS 'What is not settled on accounts with open items; debit positive, as booked and in its currency';

CREATE OR REPLACE VIEW reporting.receivables WITH (security_invoker = true) AS
SELECT * FROM reporting.open_items o WHERE o.role = 'receivable';
COMMENT ON VIEW reporting.receivables IS 'What customers owe, and what they have paid in advance (negative)';

CREATE OR REPLACE VIEW reporting.payables WITH (security_invoker = true) AS
SELECT * FROM reporting.open_items o WHERE o.role = 'payable';
COMMENT ON VIEW reporting.payables IS 'What suppliers are owed (negative)';

CREATE OR REPLACE VIEW reporting.bank_accounts WITH (security_invoker = true) AS
SELECT b.company_id, b.id, b.name, b.iban, b.number, b.bankgiro, b.currency, b.account,
       (SELECT coalesce(sum(x.debit - x.credit), 0) FROM ledger.balance x JOIN ledger.book k ON k.id = x.book_id AND k.code = 'main'
         WHERE x.company_id = b.company_id AND x.book_id = k.id AND x.grain = 'Y' AND x.account = b.account) AS balance,
       (SELECT count(*) FROM finance.bank_transaction t
         WHERE t.company_id = b.company_id AND t.bank_account_id = b.id AND t.entry_id IS NULL) AS unmatched,
       CASE WHEN b.active THEN 'active' ELSE 'inactive' END AS status, b.row_version
  FROM finance.bank_account b;
COMMENT ON VIEW reporting.bank_accounts IS 'Bank accounts with the balance of their ledger account and what is not matched';

CREATE OR REPLACE VIEW reporting.bank_transactions WITH (security_invoker = true) AS
SELECT t.company_id, t.id, t.bank_account_id, b.name AS bank_account, t.booked_on, t.amount, t.currency, t.reference,
       t.counterparty, t.counterparty_account, t.text, t.statement_id, t.entry_id,
       (SELECT e.series || e.number FROM ledger.entry e WHERE e.company_id = t.company_id AND e.id = t.entry_id) AS voucher,
       CASE WHEN t.entry_id IS NULL THEN 'unmatched' ELSE 'matched' END AS status
  FROM finance.bank_transaction t
  JOIN finance.bank_account b ON b.company_id = t.company_id AND b.id = t.bank_account_id;
COMMENT ON VIEW reporting.bank_transactions IS 'Transactions of bank statements and the voucher each was matched by';

-- The fewest whole years, months and days that make up [p_from, p_past): what to read of ledger.balance.
CREATE OR REPLACE FUNCTION reporting.spans(p_from date, p_past date)
RETURNS TABLE (grain text, first date, past date) LANGUAGE plpgsql STABLE ROWS 4 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_open boolean := p_from = '-infinity';
    v_month date := CASE WHEN v_open THEN p_from ELSE date_trunc('month', p_from + interval '1 month - 1 day')::date END;
    v_last_month date := date_trunc('month', p_past::timestamp)::date;
    v_year date;
    v_last_year date;
BEGIN
    IF p_from >= p_past THEN
        RETURN;
    ELSIF v_month > v_last_month THEN
        RETURN QUERY SELECT 'D', p_from, p_past;
        RETURN;
    END IF;
    v_year := CASE WHEN v_open THEN p_from ELSE date_trunc('year', v_month + interval '1 year - 1 day')::date END;
    v_last_year := date_trunc('year', v_last_month::timestamp)::date;
    RETURN QUERY SELECT x.* FROM (
        SELECT 'D', p_from, v_month WHERE p_from < v_month
        UNION ALL SELECT 'D', v_last_month, p_past WHERE v_last_month < p_past
        UNION ALL SELECT 'M', v_month, v_last_month WHERE v_year > v_last_year AND v_month < v_last_month
        UNION ALL SELECT 'M', v_month, v_year WHERE v_year <= v_last_year AND v_month < v_year
        UNION ALL SELECT 'Y', v_year, v_last_year WHERE v_year < v_last_year
        UNION ALL SELECT 'M', v_last_year, v_last_month WHERE v_year <= v_last_year AND v_last_year < v_last_month) x;
END $$;

-- Sums of accounts in [p_from, p_past) by kind of entry, from the balances alone; an account may come several times.
-- One range scan of the key for each span: a single join would read the whole table. Totals are read.
CREATE OR REPLACE FUNCTION reporting.sums(p_company bigint, p_from date, p_past date, p_account text DEFAULT NULL)
RETURNS TABLE (account text, opening boolean, closing boolean, debit numeric, credit numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_book bigint := (SELECT k.id FROM ledger.book k WHERE k.company_id = p_company AND k.code = 'main');
    s record;
BEGIN
    FOR s IN SELECT x.* FROM reporting.spans(p_from, p_past) x LOOP
        IF p_account IS NULL THEN
            RETURN QUERY
            SELECT b.account::text, b.kind = 'opening', b.kind = 'closing', sum(b.debit), sum(b.credit) FROM ledger.balance b
             WHERE b.company_id = p_company AND b.book_id = v_book AND b.grain = translate(s.grain, 'DMY', 'TNZ')
               AND b.starts_on >= s.first AND b.starts_on < s.past GROUP BY 1, 2, 3;
        ELSE
            RETURN QUERY
            SELECT b.account::text, b.kind = 'opening', b.kind = 'closing', sum(b.debit), sum(b.credit) FROM ledger.balance b
             WHERE b.company_id = p_company AND b.book_id = v_book AND b.grain = translate(s.grain, 'DMY', 'TNZ')
               AND b.starts_on >= s.first AND b.starts_on < s.past AND b.account = p_account GROUP BY 1, 2, 3;
        END IF;
    END LOOP;
END $$;

-- Opening, movements and closing of every account that has any. Accounts of the balance sheet open with all that lies
-- before p_from, those of the result with the fiscal year that contains it; opening vouchers count as opening.
CREATE OR REPLACE FUNCTION reporting.trial_balance(
    p_company bigint, p_from date, p_to date, p_before_closing boolean DEFAULT false)
RETURNS TABLE (account text, name text, name_en text, kind text, opening numeric, debit numeric, credit numeric, closing numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH year AS (
        SELECT coalesce((SELECT y.starts_on FROM ledger.fiscal_year y WHERE y.company_id = p_company
                            AND p_from BETWEEN y.starts_on AND y.ends_on), p_from) AS starts_on),
    parts AS (
        SELECT s.account, s.debit - s.credit AS opening, 0 AS debit, 0 AS credit, false AS in_year, s.closing
          FROM year CROSS JOIN LATERAL reporting.sums(p_company, '-infinity', year.starts_on) s
        UNION ALL
        SELECT s.account, s.debit - s.credit, 0, 0, true, s.closing
          FROM year CROSS JOIN LATERAL reporting.sums(p_company, year.starts_on, p_from) s
        UNION ALL
        SELECT s.account, CASE WHEN s.opening THEN s.debit - s.credit ELSE 0 END,
               CASE WHEN s.opening THEN 0 ELSE s.debit END, CASE WHEN s.opening THEN 0 ELSE s.credit END, true, s.closing
          FROM reporting.sums(p_company, p_from, p_to + 1) s)
    SELECT a.number, a.name, a.name_en, a.kind, sum(p.opening), sum(p.debit), sum(p.credit),
           sum(p.opening + p.debit - p.credit)
      FROM parts p JOIN ledger.account a ON a.company_id = p_company AND a.number = p.account
     WHERE (p.in_year OR a.kind IN ('asset', 'liability', 'equity')) AND NOT (p_before_closing AND p.in_year AND p.closing)
     GROUP BY a.number, a.name, a.name_en, a.kind
     ORDER BY a.number
$$;

-- The balance of one account at the end of the day before p_from, as the trial balance opens it.
CREATE OR REPLACE FUNCTION reporting.opening_balance(p_company bigint, p_account text, p_from date) RETURNS numeric
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(sum(s.debit - s.credit), 0)
      FROM ledger.account a
     CROSS JOIN LATERAL reporting.sums(p_company, CASE WHEN a.kind IN ('asset', 'liability', 'equity') THEN '-infinity'
           ELSE coalesce((SELECT y.starts_on FROM ledger.fiscal_year y WHERE y.company_id = p_company
                             AND p_from BETWEEN y.starts_on AND y.ends_on), p_from) END, p_from, p_account) s
     WHERE a.company_id = p_company AND a.number = p_account
$$;

-- Sales by month from p_from on, the first of a month: what stands on income accounts that carry a tax code. Whoever may
-- read invoices may read their sum; of the books they see nothing else here.
CREATE OR REPLACE FUNCTION reporting.sales_by_month(p_company bigint, p_from date)
RETURNS TABLE (month date, amount numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor', 'seller', 'sales_manager', 'service_agent',
                           'service_manager') THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT b.starts_on, sum(b.credit - b.debit)
      FROM ledger.book k
      JOIN ledger.balance b ON b.company_id = k.company_id AND b.book_id = k.id AND b.grain = 'M' AND b.starts_on >= p_from
      JOIN ledger.account a ON a.company_id = b.company_id AND a.number = b.account
     WHERE k.company_id = p_company AND k.code = 'main' AND b.kind NOT IN ('opening', 'closing')
       AND a.kind = 'income' AND a.tax_code <> ''
     GROUP BY 1 ORDER BY 1;
END $$;

-- What the stock accounts held at the end of each month from p_from, the first of a month, until today.
CREATE OR REPLACE FUNCTION reporting.stock_value_by_month(p_company bigint, p_from date)
RETURNS TABLE (month date, value numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT search.may_read(p_company, 'storekeeper', 'warehouse_worker', 'buyer', 'planner', 'accountant', 'finance_clerk',
                           'auditor') THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH changes AS (
        SELECT p_from AS starts_on, s.debit - s.credit AS change
          FROM ledger.account a
         CROSS JOIN LATERAL reporting.sums(p_company, '-infinity', p_from, a.number::text) s
         WHERE a.company_id = p_company AND a.role = 'stock'
        UNION ALL
        SELECT b.starts_on, b.debit - b.credit
          FROM ledger.book k
          JOIN ledger.balance b ON b.company_id = k.company_id AND b.book_id = k.id AND b.grain = 'M'
               AND b.starts_on >= p_from
          JOIN ledger.account a ON a.company_id = b.company_id AND a.number = b.account
         WHERE k.company_id = p_company AND k.code = 'main' AND a.role = 'stock')
    SELECT m.day::date, (SELECT coalesce(sum(c.change), 0) FROM changes c WHERE c.starts_on <= m.day)
      FROM generate_series(p_from::timestamp, company.today(p_company)::timestamp, interval '1 month') m(day)
     ORDER BY 1;
END $$;

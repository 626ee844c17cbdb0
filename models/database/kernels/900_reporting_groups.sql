-- The registers of a group, and the companies that may join it.

CREATE OR REPLACE VIEW reporting.group_candidates WITH (security_invoker = true) AS
SELECT p.id AS company_id, c.id, c.name, c.org_number, c.currency
  FROM company.company p JOIN company.company c ON c.id <> p.id AND c.book_of IS NULL;
COMMENT ON VIEW reporting.group_candidates IS 'The other companies of whoever asks';

CREATE OR REPLACE VIEW reporting.group_members WITH (security_invoker = true) AS
SELECT g.company_id, coalesce(c.name, '') AS name, coalesce(c.currency, '') AS currency, g.share, g.from_date, g.to_date,
       g.member_id, g.row_version, g.id
  FROM finance.group_member g LEFT JOIN company.company c ON c.id = g.member_id;
COMMENT ON VIEW reporting.group_members IS 'The companies of a group beside its parent, and the share of the parent in them';

CREATE OR REPLACE VIEW reporting.group_accounts WITH (security_invoker = true) AS
SELECT g.company_id, coalesce(c.name, '') AS member, g.account, coalesce(m.name, '') AS account_name, g.group_account,
       a.name AS group_account_name, g.historical_rate, g.member_id, g.row_version, g.id,
       m.name_en AS account_name_en, a.name_en AS group_account_name_en
  FROM finance.group_account g
  JOIN ledger.account a ON a.company_id = g.company_id AND a.number = g.group_account
  LEFT JOIN company.company c ON c.id = g.member_id
  LEFT JOIN ledger.account m ON m.company_id = g.member_id AND m.number = g.account;
COMMENT ON VIEW reporting.group_accounts IS 'Where accounts of the members stand in the chart of the group';

CREATE OR REPLACE VIEW reporting.group_adjustments WITH (security_invoker = true) AS
SELECT g.company_id, g.name, g.on_date, g.debit_account, g.credit_account, g.amount, g.row_version, g.id, g.proposed
  FROM finance.group_adjustment g;
COMMENT ON VIEW reporting.group_adjustments IS 'What is booked and eliminated in the group alone';

CREATE OR REPLACE VIEW reporting.intercompany_vouchers WITH (security_invoker = true) AS
SELECT i.company_id, e.entry_date, e.series || e.number AS voucher, e.text, coalesce(c.name, '') AS sister,
       coalesce(s.series || s.number, '') AS sister_voucher, i.sister_id, i.entry_id, i.sister_entry_id
  FROM finance.intercompany_voucher i
  JOIN ledger.entry e ON e.company_id = i.company_id AND e.id = i.entry_id
  LEFT JOIN company.company c ON c.id = i.sister_id
  LEFT JOIN ledger.entry s ON s.company_id = i.sister_id AND s.id = i.sister_entry_id;
COMMENT ON VIEW reporting.intercompany_vouchers IS 'Vouchers booked in two companies at once, each with the one in the other';

CREATE OR REPLACE VIEW reporting.own_companies WITH (security_invoker = true) AS
SELECT c.id, c.name, c.org_number, c.currency FROM company.company c WHERE c.book_of IS NULL;
COMMENT ON VIEW reporting.own_companies IS 'The companies of whoever asks';

CREATE OR REPLACE VIEW reporting.accounting_books WITH (security_invoker = true) AS
SELECT c.book_of AS company_id, c.book_code::text AS code, c.name, c.currency::text AS currency,
       (SELECT max(e.entry_date) FROM ledger.entry e WHERE e.company_id = c.id) AS last_entry, c.id
  FROM company.company c WHERE c.book_of IS NOT NULL;
COMMENT ON VIEW reporting.accounting_books IS 'Further books of a company, each a company of its own that holds differences alone';

-- Under the rights of the reader: of a company that is not open to them nothing is shown.
CREATE OR REPLACE VIEW reporting.sister_invoices WITH (security_invoker = true) AS
SELECT p.own_company_id AS company_id, i.invoice_date, c.name AS sister, i.number, i.due_on,
       CASE WHEN x.id IS NULL THEN 'open' WHEN x.posted_at IS NULL THEN 'draft' ELSE 'posted' END AS status,
       i.total, i.currency, i.reference, i.kind, x.id AS invoice_id, i.id AS sister_invoice_id, i.company_id AS sister_id
  FROM contacts.party p
  JOIN finance.invoice i ON i.party_id = p.id AND i.company_id <> p.own_company_id AND i.posted_at IS NOT NULL
   AND i.kind IN ('customer_invoice', 'customer_credit')
  JOIN company.company c ON c.id = i.company_id
  LEFT JOIN contacts.party s ON s.own_company_id = i.company_id
  LEFT JOIN finance.sister_invoice t ON t.sister_id = i.company_id AND t.sister_invoice_id = i.id
  LEFT JOIN finance.invoice h ON h.company_id = p.own_company_id AND h.party_id = s.id AND h.supplier_number = i.number
   AND h.supplier_number <> ''
  LEFT JOIN finance.invoice x ON x.company_id = p.own_company_id AND x.id = coalesce(t.invoice_id, h.id)
 WHERE p.own_company_id IS NOT NULL;
COMMENT ON VIEW reporting.sister_invoices IS 'Invoices that other companies of the database sent a company, and what became of them';

-- On accounts of the balance sheet that are no money: what names a sister company, and what vouchers between companies hold.
CREATE OR REPLACE VIEW reporting.intercompany_lines WITH (security_invoker = true) AS
SELECT l.company_id, l.entry_date, e.series || e.number AS voucher, l.account, coalesce(nullif(l.text, ''), e.text) AS text,
       CASE WHEN a.role IN ('receivable', 'payable') THEN a.role::text ELSE 'other' END AS relation, l.amount_currency,
       l.currency::text AS currency, l.amount, l.sister_id, c.name AS sister, l.entry_id, l.id
  FROM (SELECT x.*, p.own_company_id AS sister_id
          FROM contacts.party p JOIN ledger.line x ON x.party_id = p.id AND x.company_id <> p.own_company_id
        UNION ALL
        SELECT x.*, i.sister_id
          FROM finance.intercompany_voucher i
          JOIN ledger.line x ON x.company_id = i.company_id AND x.entry_id = i.entry_id
         WHERE NOT EXISTS (SELECT FROM contacts.party p WHERE p.id = x.party_id AND p.own_company_id IS NOT NULL)) l
  JOIN ledger.account a ON a.company_id = l.company_id AND a.number = l.account
   AND a.kind IN ('asset', 'liability', 'equity') AND a.role IN ('', 'receivable', 'payable')
  JOIN ledger.entry e ON e.company_id = l.company_id AND e.id = l.entry_id
  JOIN company.company c ON c.id = l.sister_id;
COMMENT ON VIEW reporting.intercompany_lines IS 'What the books of a company say that it and its sister companies owe each other';

-- Income and expenses of vouchers that name one sister company: what the two have sold and charged each other. Payments and
-- revaluations bring exchange differences alone, which are nobody's sale.
CREATE OR REPLACE VIEW reporting.intercompany_results WITH (security_invoker = true) AS
SELECT l.company_id, e.entry_date, e.series || e.number AS voucher, l.account, coalesce(nullif(l.text, ''), e.text) AS text,
       c.name AS sister, l.amount, s.sister_id, l.entry_id, l.id, e.source_kind, e.source_id
  FROM (SELECT i.company_id, i.entry_id, min(i.sister_id) AS sister_id FROM reporting.intercompany_lines i
         GROUP BY 1, 2 HAVING min(i.sister_id) = max(i.sister_id)) s
  JOIN ledger.entry e ON e.company_id = s.company_id AND e.id = s.entry_id
   AND e.source_kind NOT IN ('bank_transaction', 'revaluation', 'exchange_difference')
  JOIN ledger.line l ON l.company_id = s.company_id AND l.entry_id = s.entry_id
  JOIN ledger.account a ON a.company_id = l.company_id AND a.number = l.account AND a.kind IN ('income', 'expense')
  JOIN company.company c ON c.id = s.sister_id;
COMMENT ON VIEW reporting.intercompany_results IS 'What companies of the database have sold and charged each other, by line';

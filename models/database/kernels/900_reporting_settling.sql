-- What people read of accounts kept as open items: their items, debit beside credit, and the acts that settled some.

CREATE OR REPLACE VIEW reporting.account_items WITH (security_invoker = true) AS
SELECT o.company_id, o.line_id, l.entry_id, o.account, a.name AS account_name, a.role, o.entry_date,
       e.series || coalesce(e.imported_number, e.number::text) AS voucher,
       CASE WHEN l.text <> '' THEN l.text ELSE e.text END AS text, o.party_id, p.name AS party_name,
       nullif(greatest(o.remaining_currency, 0), 0) AS debit, nullif(greatest(-o.remaining_currency, 0), 0) AS credit, o.currency, o.remaining,
       o.remaining_currency, o.amount_currency, coalesce(o.due_on, o.entry_date) AS due_on,
       (SELECT company.today(o.company_id)) - o.entry_date AS days, o.document_kind, o.document_id,
       i.number AS document_number, i.reference,
       CASE WHEN o.remaining <> o.amount THEN 'partial' ELSE 'open' END AS status, a.name_en AS account_name_en
  FROM ledger.open_item o
  JOIN ledger.line l ON l.company_id = o.company_id AND l.id = o.line_id
  JOIN ledger.entry e ON e.company_id = l.company_id AND e.id = l.entry_id
  JOIN ledger.account a ON a.company_id = o.company_id AND a.number = o.account
  LEFT JOIN contacts.party p ON p.id = o.party_id
  LEFT JOIN finance.invoice i ON i.company_id = o.company_id AND i.id = o.document_id AND i.kind = o.document_kind
 WHERE o.remaining <> 0;
COMMENT ON VIEW reporting.account_items IS 'Open items of accounts kept so, debit and credit in their currency, remaining as booked';

CREATE OR REPLACE VIEW reporting.settlings WITH (security_invoker = true) AS
SELECT g.company_id, g.id, g.account, a.name AS account_name, g.party_id, p.name AS party_name, g.currency, g.items,
       g.amount, g.amount_currency, g.settled_on, g.settled_at, u.full_name AS settled_by, g.entry_id,
       (SELECT e.series || e.number FROM ledger.entry e WHERE e.company_id = g.company_id AND e.id = g.entry_id) AS voucher,
       CASE WHEN g.undone_at IS NULL THEN 'settled' ELSE 'undone' END AS status, g.undone_at,
       (SELECT x.full_name FROM company.app_user x WHERE x.id = g.undone_by) AS undone_by, g.undone_reason,
       a.name_en AS account_name_en
  FROM ledger.settling g
  JOIN ledger.account a ON a.company_id = g.company_id AND a.number = g.account
  LEFT JOIN contacts.party p ON p.id = g.party_id
  LEFT JOIN company.app_user u ON u.id = g.settled_by;
COMMENT ON VIEW reporting.settlings IS 'Acts that settled open items, those taken back with the reason';

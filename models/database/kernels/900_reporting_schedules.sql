-- What people read of entries that come by themselves.

CREATE OR REPLACE VIEW reporting.recurring WITH (security_invoker = true) AS
SELECT r.company_id, r.id, r.name, r.text, r.every, r.unit, r.day, r.starts_on, r.ends_on, r.reverses,
       (SELECT max(x.due_on) FROM ledger.recurring_run x WHERE x.company_id = r.company_id AND x.recurring_id = r.id) AS last_on,
       (SELECT coalesce(sum(l.amount), 0) FROM ledger.line l
         WHERE l.company_id = r.company_id AND l.entry_id = r.model_id AND l.amount > 0) AS amount,
       r.model_id, (SELECT e.series || e.number FROM ledger.entry e WHERE e.company_id = r.company_id AND e.id = r.model_id) AS voucher,
       CASE WHEN r.active THEN 'active' ELSE 'inactive' END AS status, r.row_version
  FROM ledger.recurring r;
COMMENT ON VIEW reporting.recurring IS 'Vouchers that are booked again and again';

CREATE OR REPLACE VIEW reporting.deferrals WITH (security_invoker = true) AS
SELECT f.company_id, f.id, f.text, f.cost_account, f.deferral_account, f.amount,
       p.posted, f.amount - p.posted AS remaining, p.parts, p.first_on, p.last_on, l.entry_id,
       (SELECT e.series || e.number FROM ledger.entry e WHERE e.company_id = f.company_id AND e.id = l.entry_id) AS voucher,
       CASE WHEN f.amount = p.posted THEN 'done' ELSE 'open' END AS status
  FROM ledger.deferral f
  JOIN ledger.line l ON l.company_id = f.company_id AND l.id = f.line_id
 CROSS JOIN LATERAL (SELECT coalesce(sum(q.amount) FILTER (WHERE q.entry_id IS NOT NULL), 0) AS posted, count(*) AS parts,
                            min(q.posts_on) AS first_on, max(q.posts_on) AS last_on FROM ledger.deferral_part q
                      WHERE q.company_id = f.company_id AND q.deferral_id = f.id) p;
COMMENT ON VIEW reporting.deferrals IS 'Amounts that are spread over months; debit positive';

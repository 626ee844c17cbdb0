-- What people read of allocations: keys, rules, and what was booked by them.

CREATE OR REPLACE VIEW reporting.allocation_keys WITH (security_invoker = true) AS
SELECT k.company_id, k.id, k.code, k.title, k.kind, k.dimension, coalesce(d.name, '') AS dimension_name,
       (SELECT max(v.valid_from) FROM ledger.allocation_version v WHERE v.company_id = k.company_id AND v.key_id = k.id)
           AS valid_from,
       (SELECT count(*) FROM ledger.allocation_rule r WHERE r.company_id = k.company_id AND r.key_id = k.id AND r.active) AS rules,
       (SELECT (max(x.month) + interval '1 month - 1 day')::date FROM ledger.allocation_run x
         WHERE x.company_id = k.company_id AND x.key_id = k.id AND x.reversal_id IS NULL) AS booked_until,
       CASE WHEN k.active THEN 'active' ELSE 'inactive' END AS status, k.row_version
  FROM ledger.allocation_key k LEFT JOIN ledger.dimension d ON d.company_id = k.company_id AND d.number = k.dimension;
COMMENT ON VIEW reporting.allocation_keys IS 'Keys by which costs are spread over dimensions and accounts';

CREATE OR REPLACE VIEW reporting.allocation_rules WITH (security_invoker = true) AS
SELECT r.company_id, r.id, r.position, r.title, r.from_account, r.to_account,
       CASE WHEN r.to_account = r.from_account THEN r.from_account ELSE concat(r.from_account, '–', r.to_account) END AS accounts,
       CASE WHEN r.source_dimension IS NULL THEN '' ELSE concat(d.name, ' ', CASE r.source_code WHEN '' THEN '–'
            ELSE r.source_code END) END AS source,
       k.code AS key_code, r.key_id, coalesce(r.credit_account, '') AS credit_account,
       coalesce(r.target_account, '') AS target_account, r.starts_on, r.ends_on,
       (SELECT (max(x.month) + interval '1 month - 1 day')::date FROM ledger.allocation_run x
         WHERE x.company_id = r.company_id AND x.rule_id = r.id AND x.reversal_id IS NULL) AS booked_until,
       CASE WHEN r.active THEN 'active' ELSE 'inactive' END AS status, r.row_version
  FROM ledger.allocation_rule r
  JOIN ledger.allocation_key k ON k.company_id = r.company_id AND k.id = r.key_id
  LEFT JOIN ledger.dimension d ON d.company_id = r.company_id AND d.number = r.source_dimension;
COMMENT ON VIEW reporting.allocation_rules IS 'What is spread each month: from which accounts, by which key, in which order';

CREATE OR REPLACE VIEW reporting.allocation_runs WITH (security_invoker = true) AS
SELECT x.company_id, x.id, x.month, to_char(x.month, 'YYYY-MM') AS period, x.terms ->> 'title' AS rule, k.code AS key_code, x.amount,
       (SELECT count(*) FROM ledger.allocation_run_line l WHERE l.company_id = x.company_id AND l.run_id = x.id
           AND l.side = 'put') AS parts,
       e.series || e.number AS voucher, t.series || t.number AS reversed_by,
       CASE WHEN x.reversal_id IS NULL THEN 'posted' ELSE 'reversed' END AS status, x.made_at,
       coalesce((SELECT u.full_name FROM company.app_user u WHERE u.id = x.made_by), '') AS made_by,
       x.rule_id, x.key_id, x.entry_id, x.reversal_id
  FROM ledger.allocation_run x
  JOIN ledger.allocation_key k ON k.company_id = x.company_id AND k.id = x.key_id
  LEFT JOIN ledger.entry e ON e.company_id = x.company_id AND e.id = x.entry_id
  LEFT JOIN ledger.entry t ON t.company_id = x.company_id AND t.id = x.reversal_id;
COMMENT ON VIEW reporting.allocation_runs IS 'What was spread: by rule and month, with the voucher, debit positive';

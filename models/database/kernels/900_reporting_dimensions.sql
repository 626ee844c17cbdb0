-- What people read of dimensions, their values and rules, and of voucher templates.

CREATE OR REPLACE VIEW reporting.dimensions WITH (security_invoker = true) AS
SELECT d.company_id, d.number, d.name, d.parent,
       (SELECT count(*) FROM ledger.dimension_value v WHERE v.company_id = d.company_id AND v.dimension = d.number
           AND v.active) AS "values",
       (SELECT count(*) FROM ledger.dimension_rule r WHERE r.company_id = d.company_id AND r.dimension = d.number) AS rules,
       CASE WHEN d.active THEN 'active' ELSE 'inactive' END AS status, d.row_version
  FROM ledger.dimension d;
COMMENT ON VIEW reporting.dimensions IS 'Dimensions: 1 is cost centre, 6 project, those from 20 on are free';

CREATE OR REPLACE VIEW reporting.dimension_values WITH (security_invoker = true) AS
SELECT v.company_id, v.id, v.dimension, d.name AS dimension_name, v.code, v.name, v.valid_from, v.valid_to,
       CASE WHEN v.active AND d.active THEN 'active' ELSE 'inactive' END AS status, v.row_version
  FROM ledger.dimension_value v
  JOIN ledger.dimension d ON d.company_id = v.company_id AND d.number = v.dimension;
COMMENT ON VIEW reporting.dimension_values IS 'Cost centres, projects and the values of free dimensions';

CREATE OR REPLACE VIEW reporting.dimension_rules WITH (security_invoker = true) AS
SELECT r.company_id, r.id, r.dimension, d.name AS dimension_name, r.from_account, r.to_account, r.requirement,
       coalesce(r.default_code, '') AS default_code, r.valid_from, r.valid_to,
       CASE WHEN NOT d.active OR coalesce(r.valid_to, 'infinity') < (SELECT company.today(r.company_id)) THEN 'inactive'
            ELSE 'active' END AS status, r.row_version
  FROM ledger.dimension_rule r
  JOIN ledger.dimension d ON d.company_id = r.company_id AND d.number = r.dimension;
COMMENT ON VIEW reporting.dimension_rules IS 'What accounts ask of dimensions';

CREATE OR REPLACE VIEW reporting.voucher_templates WITH (security_invoker = true) AS
SELECT t.company_id, t.id, t.name, t.text, t.series,
       (SELECT string_agg(DISTINCT l.account, ', ' ORDER BY l.account) FROM ledger.voucher_template_line l
         WHERE l.company_id = t.company_id AND l.template_id = t.id) AS accounts,
       CASE WHEN t.active THEN 'active' ELSE 'inactive' END AS status, t.row_version
  FROM ledger.voucher_template t;
COMMENT ON VIEW reporting.voucher_templates IS 'Templates that vouchers are made from';

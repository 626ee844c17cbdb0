-- What people read of parties: views for lists, spreadsheets and psql. A view's columns only grow at the end.

CREATE OR REPLACE VIEW reporting.parties WITH (security_invoker = true) AS
SELECT p.id, p.code, p.name, p.kind, p.org_number, p.vat_number, p.email, p.phone, p.street, p.street2, p.postcode,
       p.city, p.country, p.language, p.is_customer, p.is_supplier, p.organisation_id,
       (SELECT o.name FROM contacts.party o WHERE o.id = p.organisation_id) AS organisation_name, p.title,
       CASE WHEN p.active THEN 'active' ELSE 'inactive' END AS status, p.sort_key, p.row_version
  FROM contacts.party p;
COMMENT ON VIEW reporting.parties IS 'Customers, suppliers and people: one card each, shared by the companies';

CREATE OR REPLACE VIEW reporting.people WITH (security_invoker = true) AS
SELECT id, code, name, title, email, phone, organisation_id, organisation_name, status, sort_key
  FROM reporting.parties
 WHERE kind = 'person';
COMMENT ON VIEW reporting.people IS 'People, most of them at an organisation';

CREATE OR REPLACE VIEW reporting.customers WITH (security_invoker = true) AS
SELECT c.id AS company_id, p.id, p.code, p.name, p.kind, p.org_number, p.email, p.phone, p.postcode, p.city, p.country,
       coalesce(t.payment_days, 30) AS payment_days, t.credit_limit, coalesce(t.credit_hold, false) AS credit_hold,
       coalesce(t.price_list, '') AS price_list, coalesce(t.currency, c.currency) AS currency, p.language, p.vat_number,
       CASE WHEN NOT p.active THEN 'inactive' WHEN t.credit_hold THEN 'blocked' ELSE 'active' END AS status, p.sort_key,
       coalesce(t.customer_group, '') AS customer_group, coalesce(t.prices_include_tax, false) AS prices_include_tax
  FROM company.company c
 CROSS JOIN contacts.party p
  LEFT JOIN contacts.party_terms t ON t.company_id = c.id AND t.party_id = p.id
 WHERE p.is_customer;
COMMENT ON VIEW reporting.customers IS 'Customers with the terms of each company';

CREATE OR REPLACE VIEW reporting.suppliers WITH (security_invoker = true) AS
SELECT c.id AS company_id, p.id, p.code, p.name, p.kind, p.org_number, p.email, p.phone, p.postcode, p.city, p.country,
       coalesce(t.payment_days, 30) AS payment_days, coalesce(t.bankgiro, '') AS bankgiro, coalesce(t.iban, '') AS iban,
       coalesce(t.reference, '') AS reference, coalesce(t.currency, c.currency) AS currency, p.vat_number,
       CASE WHEN p.active THEN 'active' ELSE 'inactive' END AS status, p.sort_key
  FROM company.company c
 CROSS JOIN contacts.party p
  LEFT JOIN contacts.party_terms t ON t.company_id = c.id AND t.party_id = p.id
 WHERE p.is_supplier;
COMMENT ON VIEW reporting.suppliers IS 'Suppliers with the terms of each company';

CREATE OR REPLACE VIEW reporting.party_notes WITH (security_invoker = true) AS
SELECT n.company_id, n.id, n.subject_id AS party_id,
       (SELECT p.name FROM contacts.party p WHERE p.id = n.subject_id) AS party_name,
       n.text, n.written_by, (SELECT u.full_name FROM company.app_user u WHERE u.id = n.written_by) AS written_by_name,
       n.written_at
  FROM company.note n WHERE n.subject = 'contacts.party';
COMMENT ON VIEW reporting.party_notes IS 'Notes on parties';

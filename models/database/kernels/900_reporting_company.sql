-- What people read of users and of the trail of changes. A view's columns only grow at the end.

CREATE OR REPLACE VIEW reporting.users WITH (security_invoker = true) AS
SELECT u.name, u.full_name, u.kind,
       coalesce((SELECT string_agg(replace(r.role, '_', ' '), ', ' ORDER BY r.role) FROM company.user_role r WHERE r.user_id = u.id), '') AS roles,
       u.expires_on,
       CASE WHEN u.locked THEN 'locked' WHEN u.expires_on < current_date THEN 'expired' ELSE 'active' END AS status,
       u.language, u.created_at, u.id
  FROM company.app_user u;
COMMENT ON VIEW reporting.users IS 'Who can sign in, with their roles';

-- Changes of what the companies share stand in each of them. Records are named where everybody may read them.
CREATE OR REPLACE VIEW reporting.changes WITH (security_invoker = true) AS
SELECT c.id AS company_id, e.id, e.at, coalesce((SELECT u.full_name FROM company.app_user u WHERE u.id = e.user_id), e.login) AS user_name,
       e.action, e.subject,
       coalesce(CASE WHEN e.subject IN ('contacts.party', 'contacts.party_terms')
                     THEN (SELECT p.code || ' ' || p.name FROM contacts.party p WHERE p.id = e.key::bigint)
                     WHEN e.subject IN ('warehouse.item', 'warehouse.item_terms')
                     THEN (SELECT i.code || ' ' || i.name FROM warehouse.item i WHERE i.id = e.key::bigint)
                     WHEN e.subject IN ('company.app_user', 'company.user_role', 'company.user_company')
                     THEN (SELECT u.name FROM company.app_user u WHERE u.id = e.key::bigint)
                     WHEN e.subject = 'company.company' THEN c.name END, e.key) AS record,
       coalesce((SELECT left(string_agg(concat(f.key, ': ', coalesce(o.shown, '–'), ' → ', coalesce(n.shown, '–')),
                                        ', ' ORDER BY f.key), 300)
                   FROM jsonb_object_keys(coalesce(e.old, '{}') || coalesce(e.new, '{}')) f (key)
                   -- Quantities and prices without idle zeros; amounts keep their two decimals.
                  CROSS JOIN LATERAL (SELECT CASE WHEN jsonb_typeof(e.old -> f.key) = 'boolean' THEN company.yes_or_no((e.old -> f.key)::boolean)
                        WHEN jsonb_typeof(e.old -> f.key) <> 'number' THEN e.old ->> f.key
                        WHEN scale((e.old -> f.key)::numeric) > 2 THEN trim_scale((e.old -> f.key)::numeric)::text
                        ELSE e.old ->> f.key END AS shown) o
                  CROSS JOIN LATERAL (SELECT CASE WHEN jsonb_typeof(e.new -> f.key) = 'boolean' THEN company.yes_or_no((e.new -> f.key)::boolean)
                        WHEN jsonb_typeof(e.new -> f.key) <> 'number' THEN e.new ->> f.key
                        WHEN scale((e.new -> f.key)::numeric) > 2 THEN trim_scale((e.new -> f.key)::numeric)::text
                        ELSE e.new ->> f.key END AS shown) n), '') AS fields,
       e.client, e.key
  FROM company.company c JOIN audit.entry e ON e.company_id = c.id OR e.company_id IS NULL;
COMMENT ON VIEW reporting.changes IS 'Who changed what, and when; the newest have the highest id';

CREATE OR REPLACE VIEW reporting.currencies WITH (security_invoker = true) AS
SELECT c.id AS company_id, x.code, x.name, x.decimals, CASE WHEN x.code = c.currency THEN 1 ELSE r.rate END AS rate,
       r.valid_on, CASE WHEN x.code = c.currency THEN 'own' ELSE r.source END AS source, c.currency AS base
  FROM company.company c
 CROSS JOIN company.currency x
  LEFT JOIN LATERAL (
       SELECT y.rate, y.valid_on, y.source FROM company.currency_rate y
        WHERE y.currency = x.code AND y.base = c.currency AND y.valid_on <= company.today(c.id)
        ORDER BY y.valid_on DESC LIMIT 1) r ON true;
COMMENT ON VIEW reporting.currencies IS 'Currencies with the rate of today in the currency of the company';

CREATE OR REPLACE VIEW reporting.exchange_rates WITH (security_invoker = true) AS
SELECT c.id AS company_id, r.currency, r.valid_on, r.rate, r.source, r.base, r.id
  FROM company.company c JOIN company.currency_rate r ON r.base = c.currency;
COMMENT ON VIEW reporting.exchange_rates IS 'What a unit of a currency costs in that of the company, from a day on';

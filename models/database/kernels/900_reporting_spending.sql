-- What people read of spending control: the rules, where each stands on a day, and whenever one was passed.

CREATE OR REPLACE VIEW reporting.spending_rules WITH (security_invoker = true) AS
SELECT r.company_id, r.id, r.title, r.from_account, r.to_account, r.each_account, d.name AS dimension_name,
       coalesce(r.dimension_code, '') AS dimension_code, r.span, r.act, r.tolerance_percent, r.tolerance_amount,
       CASE WHEN r.active THEN 'active' ELSE 'inactive' END AS status,
       (SELECT count(*) FROM ledger.spending_event e WHERE e.company_id = r.company_id AND e.rule_id = r.id) AS passed,
       r.dimension, r.row_version
  FROM ledger.spending_rule r
  LEFT JOIN ledger.dimension d ON d.company_id = r.company_id AND d.number = r.dimension;
COMMENT ON VIEW reporting.spending_rules IS 'Rules of spending control: accounts, what is compared, and what happens';

-- Every rule in use on a day, account by account where it judges each by itself: those with a budget, with something
-- booked in the year, or on which items are bought.
CREATE OR REPLACE FUNCTION reporting.spending_on(p_company bigint, p_day date)
RETURNS TABLE (rule_id bigint, title text, act text, span text, from_account text, to_account text, account_name text,
               dimension integer, dimension_code text, first date, last date, budget_id bigint, budget numeric, spent numeric,
               ordered numeric, available numeric, ceiling numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH year AS MATERIALIZED (
        SELECT y.id, y.starts_on, y.ends_on, ledger.budget_in_force(p_company, y.id) AS budget_id FROM ledger.fiscal_year y
         WHERE y.company_id = p_company AND p_day BETWEEN y.starts_on AND y.ends_on),
    used AS MATERIALIZED (
        SELECT a.account FROM year y JOIN ledger.budget_amount a ON a.company_id = p_company AND a.budget_id = y.budget_id
        UNION
        SELECT b.account FROM year y
          JOIN ledger.balance b ON b.company_id = p_company AND b.grain = 'N'
               AND b.starts_on BETWEEN date_trunc('month', y.starts_on::timestamp)::date AND y.ends_on
        UNION
        SELECT t.purchase_account FROM warehouse.item_terms t WHERE t.company_id = p_company),
    scopes AS (
        SELECT r.id, u.account AS from_account, u.account AS to_account
          FROM ledger.spending_rule r JOIN used u ON u.account BETWEEN r.from_account AND r.to_account
         WHERE r.company_id = p_company AND r.active AND r.each_account
        UNION ALL
        SELECT r.id, r.from_account, r.to_account FROM ledger.spending_rule r
         WHERE r.company_id = p_company AND r.active AND NOT r.each_account)
    SELECT r.id, r.title, r.act, r.span, x.from_account, x.to_account,
           coalesce((SELECT a.name FROM ledger.account a WHERE a.company_id = p_company AND a.number = x.from_account
                        AND x.from_account = x.to_account), ''), r.dimension, r.dimension_code,
           s.first, s.last, f.budget_id, f.budget, f.spent, f.ordered, f.budget - f.spent - f.ordered, f.ceiling
      FROM scopes x
      JOIN ledger.spending_rule r ON r.company_id = p_company AND r.id = x.id
     CROSS JOIN LATERAL ledger.spending_span(p_company, r.span, p_day) s
     CROSS JOIN LATERAL ledger.spending_figures(
           p_company, r, x.from_account, x.to_account, s.first, s.last, s.fiscal_year_id) f
     WHERE NOT r.each_account OR f.budget <> 0 OR f.spent <> 0 OR f.ordered <> 0
     ORDER BY r.from_account, r.id, x.from_account
$$;

-- What stands behind the figures of a rule on some accounts and days, each part summing to its figure: booked by account and
-- taken into stock (spent); what is ordered and not billed by supplier, and spread amounts to come (on order).
CREATE OR REPLACE FUNCTION reporting.spending_behind(
    p_company bigint, p_rule bigint, p_from text, p_to text, p_first date, p_last date)
RETURNS TABLE (part text, account text, party_id bigint, name text, ordered numeric, billed numeric, amount numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH rule AS (SELECT r FROM ledger.spending_rule r WHERE r.company_id = p_company AND r.id = p_rule)
    SELECT x.* FROM (
        SELECT 'booked', a.number::text, NULL::bigint, a.name, NULL::numeric, NULL::numeric,
               ledger.booked(p_company, (r.r), a.number, a.number, p_first, p_last)
          FROM rule r JOIN ledger.account a ON a.company_id = p_company AND a.number BETWEEN p_from AND p_to
        UNION ALL
        SELECT 'stock', NULL, NULL, '', NULL, NULL, finance.taken_into_stock(p_company, (r.r), p_from, p_to, p_first, p_last)
          FROM rule r
        UNION ALL
        SELECT 'order', t.account, t.party_id, p.name, t.ordered, t.billed, greatest(t.ordered - t.billed, 0)
          FROM rule r
         CROSS JOIN LATERAL finance.orders_to_bill(p_company, (r.r), p_from, p_to, p_first, p_last, '[]') t
          JOIN contacts.party p ON p.id = t.party_id
        UNION ALL
        SELECT 'spread', NULL, NULL, '', NULL, NULL, ledger.parts_to_come(p_company, (r.r), p_from, p_to, p_first, p_last)
          FROM rule r) x(part, account, party_id, name, ordered, billed, amount)
     WHERE x.amount <> 0
     ORDER BY array_position(ARRAY['booked', 'stock', 'order', 'spread'], x.part), x.account, x.name
$$;

CREATE OR REPLACE VIEW reporting.spending WITH (security_invoker = true) AS
SELECT c.id AS company_id, s.rule_id || '-' || s.from_account AS id, s.*,
       CASE WHEN s.spent + s.ordered > s.ceiling THEN 'over' WHEN s.spent + s.ordered > s.budget THEN 'tolerated'
            ELSE 'within' END AS status
  FROM company.company c CROSS JOIN LATERAL reporting.spending_on(c.id, (SELECT company.today(c.id))) s;
COMMENT ON VIEW reporting.spending IS 'Budget, spent, on order and left of every rule of spending control, as of today';

CREATE OR REPLACE VIEW reporting.spending_events WITH (security_invoker = true) AS
SELECT e.company_id, e.id, e.happened_at, e.rule_id, r.title, e.account, a.name AS account_name,
       CASE WHEN e.override_id IS NULL THEN 'told' ELSE 'allowed' END AS outcome, e.subject,
       coalesce((SELECT x.series || x.number FROM ledger.entry x WHERE x.company_id = e.company_id AND x.id = e.entry_id),
                (SELECT o.number FROM warehouse.purchase_order o WHERE e.subject = 'purchase_order'
                    AND o.company_id = e.company_id AND o.id = e.subject_id), '') AS document,
       e.amount, e.budget, e.spent, e.ordered, e.spent + e.ordered + e.amount - e.budget AS over, e.first_day, e.last_day,
       (SELECT u.full_name FROM company.app_user u WHERE u.id = e.made_by) AS made_by,
       (SELECT u.full_name FROM company.app_user u WHERE u.id = v.allowed_by) AS allowed_by, v.reason, e.entry_id, e.subject_id,
       a.name_en AS account_name_en
  FROM ledger.spending_event e
  JOIN ledger.spending_rule r ON r.company_id = e.company_id AND r.id = e.rule_id
  LEFT JOIN ledger.account a ON a.company_id = e.company_id AND a.number = e.account
  LEFT JOIN ledger.spending_override v ON v.company_id = e.company_id AND v.id = e.override_id;
COMMENT ON VIEW reporting.spending_events IS 'Whenever a rule of spending control was passed: told of, or allowed by whom and why';

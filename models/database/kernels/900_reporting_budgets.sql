-- What people read of budgets, and their sums beside those of reporting.slices.

CREATE OR REPLACE VIEW reporting.budgets WITH (security_invoker = true) AS
SELECT b.company_id, b.id, b.code, b.version, b.title, b.kind, y.starts_on AS year_from, y.ends_on AS year_to,
       CASE WHEN b.status = 'draft' THEN 'draft'
            WHEN b.id = ledger.budget_in_force(b.company_id, b.fiscal_year_id) THEN 'in_force' ELSE 'approved' END AS status,
       coalesce(a.income, 0) AS income, coalesce(a.costs, 0) AS costs,
       coalesce(a.income, 0) - coalesce(a.costs, 0) AS result, b.approved_at,
       (SELECT u.full_name FROM company.app_user u WHERE u.id = b.approved_by) AS approved_by, b.changed_at,
       b.fiscal_year_id, b.row_version
  FROM ledger.budget b
  JOIN ledger.fiscal_year y ON y.company_id = b.company_id AND y.id = b.fiscal_year_id
  -- Left, and one row for sure: who asks for no sums waits for none.
  LEFT JOIN LATERAL (SELECT -sum(x.amount) FILTER (WHERE c.kind = 'income') AS income,
                            sum(x.amount) FILTER (WHERE c.kind = 'expense') AS costs
                       FROM ledger.budget_amount x
                       JOIN ledger.account c ON c.company_id = x.company_id AND c.number = x.account
                      WHERE x.company_id = b.company_id AND x.budget_id = b.id) a ON true;
COMMENT ON VIEW reporting.budgets IS 'Budgets and forecasts of fiscal years; income and costs positive';

CREATE OR REPLACE VIEW reporting.budget_amounts WITH (security_invoker = true) AS
SELECT a.company_id, a.budget_id, a.account, c.name AS account_name, c.kind AS account_kind, a.month, a.amount,
       coalesce(s.values, '{}'::jsonb) AS dimensions
  FROM ledger.budget_amount a
  JOIN ledger.account c ON c.company_id = a.company_id AND c.number = a.account
  LEFT JOIN ledger.dimension_set s ON s.company_id = a.company_id AND s.id = a.dimension_set;
COMMENT ON VIEW reporting.budget_amounts IS 'The amounts of budgets by account, combination and month; debit positive';

-- What is budgeted on every account between any number of days, as reporting.slices has what is booked: slice n is from the
-- nth day to the day before the next, and a month counts where its first day lies. Of one plan, or, without p_budget, of
-- the budgets in force. p_dimension, p_value and p_also as there.
CREATE OR REPLACE FUNCTION reporting.budget_slices(
    p_company bigint, p_budget bigint, p_breaks date[], p_dimension integer DEFAULT NULL, p_value text DEFAULT NULL,
    p_also jsonb DEFAULT '{}')
RETURNS TABLE (slice integer, account text, value text, amount numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_plans bigint[] := CASE WHEN p_budget IS NOT NULL THEN ARRAY[p_budget] ELSE ARRAY(
        SELECT ledger.budget_in_force(p_company, y.id) FROM ledger.fiscal_year y
         WHERE y.company_id = p_company AND y.ends_on >= p_breaks[1] AND y.starts_on < p_breaks[cardinality(p_breaks)]) END;
    v_sets bigint[] := reporting.sets_of(p_company, coalesce(p_also, '{}') || CASE WHEN p_value IS NULL THEN '{}'
                                                    ELSE jsonb_build_object(p_dimension::text, p_value) END);
BEGIN
    IF p_dimension IS NULL OR p_value IS NOT NULL THEN
        RETURN QUERY
        SELECT width_bucket(a.month, p_breaks), a.account::text, coalesce(p_value, ''), sum(a.amount)
          FROM ledger.budget_amount a
         WHERE a.company_id = p_company AND a.budget_id = ANY (v_plans) AND (v_sets IS NULL OR a.dimension_set = ANY (v_sets))
         GROUP BY 1, 2;
    ELSE
        RETURN QUERY
        WITH found AS MATERIALIZED (
            SELECT width_bucket(a.month, p_breaks) AS place, a.account, a.dimension_set, sum(a.amount) AS amount
              FROM ledger.budget_amount a
             WHERE a.company_id = p_company AND a.budget_id = ANY (v_plans)
               AND (v_sets IS NULL OR a.dimension_set = ANY (v_sets)) GROUP BY 1, 2, 3)
        SELECT f.place, f.account::text, coalesce(s.values ->> p_dimension::text, ''), sum(f.amount)
          FROM found f
          LEFT JOIN ledger.dimension_set s ON s.company_id = p_company AND s.id = f.dimension_set
         GROUP BY 1, 2, 3;
    END IF;
END $$;

-- What was booked on the accounts of the result in the months of some days, by combination: what a plan can start from.
CREATE OR REPLACE FUNCTION reporting.month_actuals(p_company bigint, p_from date, p_past date)
RETURNS TABLE (account text, dimensions jsonb, months date[], amounts numeric[])
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
    SELECT m.account, coalesce(s.values, '{}'), m.months, m.amounts
      FROM (SELECT x.account, x.dimension_set, array_agg(x.starts_on) AS months, array_agg(x.amount) AS amounts
              FROM (SELECT b.account::text, b.dimension_set, b.starts_on, sum(b.debit - b.credit) AS amount
                      FROM ledger.balance b
                      JOIN ledger.account a ON a.company_id = p_company AND a.number = b.account
                           AND a.kind IN ('income', 'expense')
                     WHERE b.company_id = p_company AND b.grain = 'M' AND b.kind NOT IN ('opening', 'closing')
                       AND b.book_id = (SELECT k.id FROM ledger.book k WHERE k.company_id = p_company AND k.code = 'main')
                       AND b.starts_on >= date_trunc('month', p_from::timestamp)::date AND b.starts_on < p_past
                     GROUP BY 1, 2, 3 HAVING sum(b.debit - b.credit) <> 0) x
             GROUP BY 1, 2) m
      LEFT JOIN ledger.dimension_set s ON s.company_id = p_company AND s.id = m.dimension_set
     ORDER BY m.account, s.key NULLS FIRST
$$;

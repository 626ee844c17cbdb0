-- Fixed assets: what a month costs, what is due, and what the register says on a day.

-- Depreciation of one month: what is left over the months that are left, so that a changed life, a write-down or a part
-- sold works forwards; declining balance takes its yearly rate of the value when the year began, and goes over to the
-- straight line as soon as that is more. The last month takes what is left above the residual value.
CREATE OR REPLACE FUNCTION finance.month_depreciation(
    p_method text, p_rate numeric, p_book numeric, p_year_start numeric, p_residual numeric, p_months_left integer)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN p_method = 'none' OR p_book <= p_residual THEN 0
                WHEN p_months_left <= 1 THEN p_book - p_residual
                ELSE least(p_book - p_residual, greatest(
                     round((p_book - p_residual) / p_months_left, 2),
                     CASE WHEN p_method = 'declining' THEN round(p_year_start * p_rate / 1200, 2) ELSE 0 END)) END
$$;

CREATE OR REPLACE FUNCTION finance.months_between(p_from date, p_to date) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ((extract(year FROM p_to) - extract(year FROM p_from)) * 12
            + extract(month FROM p_to) - extract(month FROM p_from))::integer
$$;

-- Value of each asset at the end of a day, from its events.
CREATE OR REPLACE FUNCTION finance.asset_values(p_company bigint, p_on date, p_asset bigint DEFAULT NULL)
RETURNS TABLE (asset_id bigint, cost numeric, depreciation numeric, write_down numeric, book numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.asset_id, sum(e.cost), sum(e.depreciation), sum(e.write_down), sum(e.cost - e.depreciation - e.write_down)
      FROM finance.asset_event e
     WHERE e.company_id = p_company AND e.event_date <= p_on AND (p_asset IS NULL OR e.asset_id = p_asset)
     GROUP BY e.asset_id
$$;

-- The months that are not depreciated yet, up to p_to and in order, with what each costs and what is left after it.
-- Months follow each other without a gap: the next one comes after the last, the take-over or the start.
CREATE OR REPLACE FUNCTION finance.depreciation_due(p_company bigint, p_to date, p_asset bigint DEFAULT NULL)
RETURNS TABLE (asset_id bigint, month date, amount numeric, book numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH RECURSIVE first_month AS (
        SELECT coalesce((SELECT extract(month FROM y.starts_on) FROM ledger.fiscal_year y
                          WHERE y.company_id = p_company ORDER BY y.starts_on DESC LIMIT 1), 1)::integer AS number),
    -- Each event beside the month that is next, in one pass: no plan that this could go wrong with.
    events AS (
        SELECT a.id, a.method::text AS method, a.rate, a.residual, e.depreciation, e.month AS booked,
               e.cost - e.depreciation - e.write_down AS value,
               (a.depreciates_from + make_interval(months => a.life_months))::date AS ends_before,
               greatest(a.depreciates_from, (date_trunc('month', a.taken_over_to::timestamp) + interval '1 month')::date,
                        (max(e.month) FILTER (WHERE NOT e.reversed AND e.reverses_id IS NULL) OVER (PARTITION BY a.id)
                         + interval '1 month')::date) AS month
          FROM finance.asset a JOIN finance.asset_event e ON e.company_id = a.company_id AND e.asset_id = a.id
         WHERE a.company_id = p_company AND a.disposed_on IS NULL AND a.method <> 'none'
           AND (p_asset IS NULL OR a.id = p_asset)),
    opened AS (
        SELECT e.id, e.method, e.rate, e.residual, e.ends_before, e.month, sum(e.value) AS book,
               sum(e.value) + coalesce(sum(e.depreciation) FILTER (WHERE e.booked >= e.month - make_interval(
                   months => (extract(month FROM e.month)::integer - f.number + 12) % 12)), 0) AS year_start
          FROM events e CROSS JOIN first_month f WHERE e.month <= p_to
         GROUP BY e.id, e.method, e.rate, e.residual, e.ends_before, e.month HAVING sum(e.value) > e.residual),
    months AS (
        SELECT o.id, o.method, o.rate, o.residual, o.ends_before, o.month, o.year_start, x.amount, o.book - x.amount AS book
          FROM opened o CROSS JOIN LATERAL (SELECT finance.month_depreciation(
               o.method, o.rate, o.book, o.year_start, o.residual, finance.months_between(o.month, o.ends_before))) x(amount)
        UNION ALL
        SELECT m.id, m.method, m.rate, m.residual, m.ends_before, n.month, n.year_start, x.amount, m.book - x.amount
          FROM months m CROSS JOIN first_month f
         CROSS JOIN LATERAL (SELECT (m.month + interval '1 month')::date) t(month)
         CROSS JOIN LATERAL (SELECT t.month, CASE WHEN extract(month FROM t.month) = f.number THEN m.book
                                                  ELSE m.year_start END) n(month, year_start)
         CROSS JOIN LATERAL (SELECT finance.month_depreciation(m.method, m.rate, m.book, n.year_start, m.residual,
                                    finance.months_between(n.month, m.ends_before))) x(amount)
         WHERE n.month <= p_to AND m.book > m.residual)
    SELECT m.id, m.month, m.amount, m.book FROM months m WHERE m.amount > 0 ORDER BY m.id, m.month
$$;

-- Depreciation that is to be posted before a period closes.
CREATE OR REPLACE FUNCTION finance.check_depreciation(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*), coalesce(sum(d.amount), 0)
      FROM ledger.period p
     CROSS JOIN LATERAL finance.depreciation_due(p_company, date_trunc('month', p.ends_on::timestamp)::date) d
     WHERE p.company_id = p_company AND p.id = p_period
$$;

-- Register and ledger by account at the end of a day: acquisition values, and what lowers them (credit).
CREATE OR REPLACE FUNCTION finance.asset_accounts(p_company bigint, p_on date)
RETURNS TABLE (account text, register numeric, booked numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH parts AS (
        SELECT x.account, x.amount
          FROM finance.asset_group g
          LEFT JOIN finance.asset a ON a.company_id = g.company_id AND a.group_id = g.id
          LEFT JOIN finance.asset_values(p_company, p_on) v ON v.asset_id = a.id
         CROSS JOIN LATERAL (VALUES (g.cost_account, v.cost), (g.accumulated_account, -v.depreciation),
                                    (g.impaired_account, -v.write_down)) x(account, amount)
         WHERE g.company_id = p_company)
    SELECT p.account::text, coalesce(sum(p.amount), 0),
           (SELECT coalesce(sum(s.debit - s.credit), 0)
              FROM reporting.sums(p_company, '-infinity', p_on + 1, p.account::text) s)
      FROM parts p GROUP BY p.account ORDER BY p.account;
END $$;

-- The register agrees with the ledger, and with itself.
CREATE OR REPLACE FUNCTION finance.verify_assets(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.asset_account', 'warning', 'ledger.account', d.account,
           jsonb_build_object('account', d.account, 'register', d.register, 'ledger', d.booked)
      FROM finance.asset_accounts(p_company, 'infinity'::date - 1) d
     WHERE d.register <> d.booked AND EXISTS (SELECT FROM finance.asset a WHERE a.company_id = p_company);
    RETURN QUERY
    SELECT 'verify.asset_disposed', 'error', 'finance.asset', a.id::text,
           jsonb_build_object('number', a.number, 'book', sum(e.cost - e.depreciation - e.write_down))
      FROM finance.asset a JOIN finance.asset_event e ON e.company_id = a.company_id AND e.asset_id = a.id
     WHERE a.company_id = p_company AND a.disposed_on IS NOT NULL
     GROUP BY a.id HAVING sum(e.cost) <> 0 OR sum(e.depreciation) <> 0 OR sum(e.write_down) <> 0;
    RETURN QUERY
    SELECT 'verify.asset_entry', 'error', 'finance.asset_event', x.entry_id::text,
           jsonb_build_object('voucher', e.series || e.number, 'register', x.depreciation, 'ledger', coalesce(l.amount, 0))
      FROM (SELECT v.entry_id, g.accumulated_account, sum(v.depreciation) AS depreciation FROM finance.asset_event v
              JOIN finance.asset a ON a.company_id = v.company_id AND a.id = v.asset_id
              JOIN finance.asset_group g ON g.company_id = a.company_id AND g.id = a.group_id
             WHERE v.company_id = p_company AND v.kind = 'depreciation' GROUP BY 1, 2) x
      JOIN ledger.entry e ON e.company_id = p_company AND e.id = x.entry_id
      LEFT JOIN LATERAL (SELECT -sum(l.amount) AS amount FROM ledger.line l WHERE l.company_id = p_company
                            AND l.entry_id = x.entry_id AND l.account = x.accumulated_account) l ON true
     WHERE x.depreciation IS DISTINCT FROM coalesce(l.amount, 0);
END $$;

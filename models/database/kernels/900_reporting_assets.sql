-- What people read of fixed assets: views for lists, spreadsheets and psql, and the functions behind the reports.
-- A view's columns only grow at the end.

CREATE OR REPLACE VIEW reporting.asset_groups WITH (security_invoker = true) AS
SELECT g.company_id, g.id, g.code, g.name, g.cost_account, g.accumulated_account, g.expense_account, g.method, g.life_months,
       g.rate, g.tax_pool, CASE WHEN g.active THEN 'active' ELSE 'inactive' END AS status, g.row_version
  FROM finance.asset_group g;
COMMENT ON VIEW reporting.asset_groups IS 'Groups of fixed assets with their accounts and usual depreciation';

CREATE OR REPLACE VIEW reporting.assets WITH (security_invoker = true) AS
SELECT a.company_id, a.id, a.number, a.name, g.code AS group_code, g.name AS group_name, a.group_id, a.acquired_on,
       v.cost, v.depreciation + v.write_down AS depreciation, v.cost - v.depreciation - v.write_down AS book, v.last_month,
       a.serial_number, a.place,
       (SELECT string_agg(d.value, ' ' ORDER BY d.key::integer) FROM jsonb_each_text(a.dimensions) d) AS dimensions,
       (SELECT p.number FROM finance.asset p WHERE p.company_id = a.company_id AND p.id = a.parent_id) AS parent_number,
       a.parent_id,
       CASE WHEN a.disposed_on IS NOT NULL THEN 'disposed'
            WHEN v.cost - v.depreciation - v.write_down <= a.residual THEN 'depreciated' ELSE 'in_use' END AS status,
       a.disposed_on, g.cost_account, g.accumulated_account, a.row_version
  FROM finance.asset a
  JOIN finance.asset_group g ON g.company_id = a.company_id AND g.id = a.group_id
  LEFT JOIN LATERAL (
       SELECT sum(e.cost) AS cost, sum(e.depreciation) AS depreciation, sum(e.write_down) AS write_down,
              max(e.month) FILTER (WHERE NOT e.reversed AND e.reverses_id IS NULL) AS last_month
         FROM finance.asset_event e WHERE e.company_id = a.company_id AND e.asset_id = a.id) v ON true;
COMMENT ON VIEW reporting.assets IS 'Fixed assets with what they cost, what they have been depreciated and are worth';

CREATE OR REPLACE VIEW reporting.asset_events WITH (security_invoker = true) AS
SELECT v.company_id, v.id, v.asset_id, a.number, a.name, v.kind, v.event_date, v.month, v.cost, v.depreciation, v.write_down,
       v.proceeds, v.text, v.entry_id, e.series || e.number AS voucher,
       CASE WHEN v.reversed THEN 'reversed' WHEN v.reverses_id IS NOT NULL THEN 'reversal' ELSE 'posted' END AS status
  FROM finance.asset_event v
  JOIN finance.asset a ON a.company_id = v.company_id AND a.id = v.asset_id
  LEFT JOIN ledger.entry e ON e.company_id = v.company_id AND e.id = v.entry_id;
COMMENT ON VIEW reporting.asset_events IS 'What happened to fixed assets: acquired, depreciated, written down or up, disposed of';

-- The vouchers that depreciation was posted by.
CREATE OR REPLACE VIEW reporting.depreciation_runs WITH (security_invoker = true) AS
SELECT v.company_id, v.entry_id AS id, e.entry_date, e.series || e.number AS voucher, max(v.month) AS month,
       count(DISTINCT v.asset_id) AS assets, sum(v.depreciation) AS amount,
       CASE WHEN bool_or(v.reversed) THEN 'reversed' ELSE 'posted' END AS status
  FROM finance.asset_event v JOIN ledger.entry e ON e.company_id = v.company_id AND e.id = v.entry_id
 WHERE v.kind = 'depreciation' AND v.reverses_id IS NULL
 GROUP BY v.company_id, v.entry_id, e.entry_date, e.series, e.number;
COMMENT ON VIEW reporting.depreciation_runs IS 'Vouchers of depreciation with the assets and the amount of each';

-- The note of the annual accounts by group (ARL 5 kap. 8 §): what opened, came, went and closed, three times over.
CREATE OR REPLACE FUNCTION reporting.asset_note(p_company bigint, p_from date, p_to date)
RETURNS TABLE (group_id bigint, code text, name text, cost_opening numeric, cost_added numeric, cost_disposed numeric,
               cost_revalued numeric, cost_closing numeric, depreciation_opening numeric, depreciation_year numeric,
               depreciation_disposed numeric, depreciation_closing numeric, write_down_opening numeric,
               write_down_year numeric, write_down_disposed numeric, write_down_closing numeric, book_closing numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT g.id, g.code::text, g.name,
           coalesce(sum(e.cost) FILTER (WHERE e.opens), 0),
           coalesce(sum(e.cost) FILTER (WHERE NOT e.opens AND e.kind = 'acquisition'), 0),
           coalesce(sum(e.cost) FILTER (WHERE NOT e.opens AND e.kind = 'disposal'), 0),
           coalesce(sum(e.cost) FILTER (WHERE NOT e.opens AND e.kind = 'revaluation'), 0),
           coalesce(sum(e.cost), 0),
           coalesce(sum(e.depreciation) FILTER (WHERE e.opens), 0),
           coalesce(sum(e.depreciation) FILTER (WHERE NOT e.opens AND e.kind <> 'disposal'), 0),
           coalesce(sum(e.depreciation) FILTER (WHERE NOT e.opens AND e.kind = 'disposal'), 0),
           coalesce(sum(e.depreciation), 0),
           coalesce(sum(e.write_down) FILTER (WHERE e.opens), 0),
           coalesce(sum(e.write_down) FILTER (WHERE NOT e.opens AND e.kind <> 'disposal'), 0),
           coalesce(sum(e.write_down) FILTER (WHERE NOT e.opens AND e.kind = 'disposal'), 0),
           coalesce(sum(e.write_down), 0),
           coalesce(sum(e.cost - e.depreciation - e.write_down), 0)
      FROM finance.asset_group g
      JOIN finance.asset a ON a.company_id = g.company_id AND a.group_id = g.id
      JOIN (SELECT v.*, v.event_date < p_from AS opens FROM finance.asset_event v
             WHERE v.company_id = p_company AND v.event_date <= p_to) e ON e.asset_id = a.id
     WHERE g.company_id = p_company
     GROUP BY g.id ORDER BY min(g.cost_account), g.code
$$;

-- The least tax value of equipment at the end of a fiscal year (IL 18 kap. 13 and 17 §§), and the reserve that takes the
-- books there. Main rule: what is left of the opening tax value, what was acquired and the price of what was sold, after
-- p_main percent a year. Supplementary rule: the cost of what is left less p_supplementary percent for each year.
CREATE OR REPLACE FUNCTION reporting.tax_depreciation(
    p_company bigint, p_from date, p_to date, p_main numeric, p_supplementary numeric, p_reserve text)
RETURNS TABLE (book_opening numeric, reserve_opening numeric, acquired numeric, proceeds numeric, base numeric,
               main_value numeric, supplementary_value numeric, tax_value numeric, book_closing numeric,
               reserve_closing numeric, reserve_booked numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH pool AS (
        SELECT a.id, a.acquired_on, a.disposed_on FROM finance.asset a
          JOIN finance.asset_group g ON g.company_id = a.company_id AND g.id = a.group_id AND g.tax_pool
         WHERE a.company_id = p_company),
    events AS (
        SELECT e.*, p.acquired_on FROM pool p JOIN finance.asset_event e ON e.company_id = p_company AND e.asset_id = p.id
         WHERE e.event_date <= p_to),
    held AS (
        SELECT e.asset_id, e.acquired_on, sum(e.cost) FILTER (WHERE e.kind <> 'revaluation') AS cost
          FROM events e GROUP BY 1, 2),
    sums AS (
        SELECT coalesce(sum(e.cost - e.depreciation - e.write_down) FILTER (WHERE e.event_date < p_from), 0) AS book_opening,
               coalesce(sum(e.proceeds) FILTER (WHERE e.event_date >= p_from AND e.acquired_on < p_from), 0) AS proceeds,
               coalesce(sum(e.cost - e.depreciation - e.write_down), 0) AS book_closing,
               coalesce((SELECT sum(h.cost) FROM held h WHERE h.acquired_on >= p_from), 0) AS acquired,
               coalesce((SELECT round(sum(h.cost * greatest(0, 1 - p_supplementary / 100 * (1 + ceil(greatest(0,
                         finance.months_between(h.acquired_on, p_from)) / 12.0)))), 2) FROM held h), 0) AS supplementary,
               (SELECT coalesce(sum(s.credit - s.debit), 0) FROM reporting.sums(p_company, '-infinity', p_from, p_reserve) s)
                   AS reserve_opening,
               (SELECT coalesce(sum(s.credit - s.debit), 0) FROM reporting.sums(p_company, '-infinity', p_to + 1, p_reserve) s)
                   AS reserve_booked
          FROM events e),
    based AS (
        SELECT s.*, greatest(0, s.book_opening - s.reserve_opening + s.acquired - s.proceeds) AS base,
               p_main / 100 * (finance.months_between(p_from, p_to) + 1) / 12 AS share FROM sums s),
    ruled AS (
        SELECT b.*, round(b.base * (1 - b.share), 2) AS main_value,
               least(round(b.base * (1 - b.share), 2), b.supplementary, b.base) AS tax_value FROM based b)
    SELECT r.book_opening, r.reserve_opening, r.acquired, r.proceeds, r.base, r.main_value, r.supplementary, r.tax_value,
           r.book_closing, greatest(0, r.book_closing - r.tax_value), r.reserve_booked FROM ruled r;
END $$;

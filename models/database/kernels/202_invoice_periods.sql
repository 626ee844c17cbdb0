-- Lines of invoices that are for a period: what they cost is spread over its months as the invoice is posted.

-- How an amount is spread over the days from p_from to p_to, by the month; months that are whole bear alike. What is cut off
-- in rounding goes to the next, so that the parts sum to the whole.
CREATE OR REPLACE FUNCTION finance.spread_period(p_amount numeric, p_from date, p_to date)
RETURNS TABLE ("position" integer, month_end date, amount numeric) LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    WITH months AS (
        SELECT k + 1 AS place, m.first, (m.first + interval '1 month - 1 day')::date AS last
          FROM generate_series(0, finance.months_between(p_from, p_to)) k
         CROSS JOIN LATERAL (SELECT (date_trunc('month', p_from::timestamp) + make_interval(months => k))::date AS first) m),
    weights AS (
        SELECT m.place, m.last,
               CASE WHEN extract(day FROM p_from) = 1 AND extract(day FROM p_to + 1) = 1 THEN 1
                    ELSE least(m.last, p_to) - greatest(m.first, p_from) + 1 END AS weight
          FROM months m),
    sums AS (
        SELECT w.place, w.last, sum(w.weight) OVER (ORDER BY w.place) AS up_to, w.weight, sum(w.weight) OVER () AS whole
          FROM weights w)
    SELECT s.place, s.last, round(p_amount * s.up_to / s.whole, 2) - round(p_amount * (s.up_to - s.weight) / s.whole, 2)
      FROM sums s ORDER BY s.place
$$;

-- Internal: spreads the lines of posted invoices that are for a period, save those of the month of the invoice alone. Each
-- as by ledger.defer: a voucher moves it to the account where it waits, and its parts are posted with all that is due.
CREATE OR REPLACE FUNCTION finance.defer_lines(p_company bigint, p_ids bigint[], p_actor bigint, p_request uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    x record;
    v_line ledger.line;
    v_deferral ledger.deferral;
BEGIN
    FOR x IN
        SELECT l.account, l.tax_code, l.dimension_set, l.description, l.deferral_account, l.period_from, l.period_to,
               abs(round(l.net * i.rate, 2)) AS amount, i.entry_id, i.party_name,
               sign(l.net) * CASE WHEN i.kind IN ('supplier_invoice', 'customer_credit') THEN 1 ELSE -1 END AS side
          FROM finance.invoice i JOIN finance.invoice_line l ON l.company_id = i.company_id AND l.invoice_id = i.id
         WHERE i.company_id = p_company AND i.id = ANY (p_ids) AND l.period_from IS NOT NULL AND l.net <> 0
           AND (date_trunc('month', l.period_from::timestamp) <> date_trunc('month', i.invoice_date::timestamp)
                OR date_trunc('month', l.period_to::timestamp) <> date_trunc('month', i.invoice_date::timestamp))
         ORDER BY i.id, l.position
    LOOP
        -- Rules of dimensions may have marked the line of the voucher with more than the invoice says.
        SELECT * INTO v_line FROM ledger.line v
         WHERE v.company_id = p_company AND v.entry_id = x.entry_id AND v.account = x.account
           AND v.tax_code IS NOT DISTINCT FROM x.tax_code AND sign(v.amount) = x.side
         ORDER BY (v.dimension_set = x.dimension_set) DESC, v.position LIMIT 1;
        PERFORM ledger.check_deferral(p_company, v_line, x.account, x.deferral_account, x.amount, x.period_from,
                                      finance.months_between(x.period_from, x.period_to) + 1);
        INSERT INTO ledger.deferral (company_id, line_id, cost_account, deferral_account, amount, text, made_by)
        VALUES (p_company, v_line.id, x.account, x.deferral_account, x.side * x.amount,
                trim(x.party_name || ' ' || x.description), p_actor)
        RETURNING * INTO v_deferral;
        INSERT INTO ledger.deferral_part (company_id, deferral_id, position, posts_on, amount)
        SELECT p_company, v_deferral.id, s.position, coalesce((
                   SELECT min(greatest(p.ends_on, s.month_end)) FROM ledger.period p
                    WHERE p.company_id = p_company AND p.kind = 'regular' AND p.ends_on >= s.month_end
                      AND NOT ('all' = ANY (p.locked_areas) OR 'general' = ANY (p.locked_areas))), s.month_end), s.amount
          FROM finance.spread_period(v_deferral.amount, x.period_from, x.period_to) s;
        UPDATE ledger.deferral SET entry_id = (ledger.append(p_company, jsonb_build_array(ledger.deferral_voucher(
                   v_deferral, v_line.entry_date, v_deferral.amount, x.account, x.deferral_account, 'deferral_start',
                   v_deferral.id)), p_actor, p_request))[1]
         WHERE company_id = p_company AND id = v_deferral.id;
    END LOOP;
END $$;

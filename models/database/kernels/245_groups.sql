-- The figures of a group: each company's balances in the chart and the currency of the parent.

-- The mean of the rates of all days; days before the first known rate do not count.
CREATE OR REPLACE FUNCTION finance.average_rate(p_currency text, p_base text, p_from date, p_to date) RETURNS numeric
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT round(avg(finance.rate_on(p_currency, p_base, d.day::date)), 6)
      FROM generate_series(p_from::timestamp, p_to::timestamp, interval '1 day') d(day)
$$;

-- Income and expenses of the days at their average rate, what is owned and owed at the rate of the last day, equity at its
-- historical rate where it has one, results of earlier days that no closing voucher moved (account '') at the rate before
-- the first day. Debit positive. Before closing vouchers of the days. Runs with the rights of whoever asks: a member that
-- they may not see is refused, since the group would lack it.
CREATE OR REPLACE FUNCTION finance.consolidated_rows(p_company bigint, p_from date, p_to date)
RETURNS TABLE (member_id bigint, member text, share numeric, currency text, own_account text, account text, name text,
               kind text, amount numeric, rate numeric, value numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_base text := (SELECT c.currency FROM company.company c WHERE c.id = p_company);
    v_start date;
    m record;
    r record;
BEGIN
    FOR m IN SELECT p_company AS id, 100::numeric AS share, '-infinity'::date AS from_date
              UNION ALL
             SELECT g.member_id, g.share, g.from_date FROM finance.group_member g
              WHERE g.company_id = p_company AND g.from_date <= p_to AND (g.to_date IS NULL OR g.to_date >= p_to)
              ORDER BY 3, 1 LOOP
        v_start := greatest(p_from, m.from_date);
        SELECT c.name, c.currency, finance.rate_on(c.currency, v_base, p_to) AS closing,
               finance.average_rate(c.currency, v_base, v_start, p_to) AS average,
               finance.rate_on(c.currency, v_base, v_start - 1) AS opening
          INTO r FROM company.company c WHERE c.id = m.id;
        IF r.name IS NULL THEN
            PERFORM company.refuse('group.hidden', jsonb_build_object('company', m.id));
        ELSIF r.closing IS NULL THEN
            PERFORM company.refuse('currency.no_rate', jsonb_build_object('currency', r.currency, 'date', p_to));
        END IF;
        RETURN QUERY
        WITH own AS (
            SELECT CASE WHEN s.slice = 0 AND a.kind IN ('income', 'expense') THEN '' ELSE a.number::text END AS number,
                   sum(s.amount) AS amount
              FROM reporting.slices(m.id, ARRAY[v_start, p_to + 1]) s
              JOIN ledger.account a ON a.company_id = m.id AND a.number = s.account
             WHERE NOT (s.slice = 1 AND s.kind = 'closing') GROUP BY 1),
        placed AS (
            SELECT o.number, o.amount, coalesce(g.group_account, o.number)::text AS target,
                   coalesce(p.name, a.name, '')::text AS name,
                   CASE WHEN o.number = '' THEN 'earlier' ELSE coalesce(p.kind, a.kind) END::text AS kind, g.historical_rate
              FROM own o
              LEFT JOIN finance.group_account g ON g.company_id = p_company AND g.member_id = m.id AND g.account = o.number
              LEFT JOIN ledger.account p ON p.company_id = p_company AND p.number = coalesce(g.group_account, o.number)
              LEFT JOIN ledger.account a ON a.company_id = m.id AND a.number = o.number
             WHERE o.amount <> 0)
        SELECT m.id, r.name::text, m.share, r.currency::text, p.number, p.target, p.name, p.kind, p.amount, x.rate,
               round(p.amount * x.rate, 2)
          FROM placed p
         CROSS JOIN LATERAL (SELECT CASE WHEN p.kind IN ('income', 'expense') THEN r.average
                                         WHEN p.kind = 'earlier' THEN coalesce(r.opening, r.average)
                                         WHEN p.kind = 'equity' THEN coalesce(p.historical_rate, r.closing)
                                         ELSE r.closing END AS rate) x
         ORDER BY p.target, p.number;
    END LOOP;
END $$;

-- What companies say that they owe each other: each pair from both sides, as at a day.

-- Receivables of the one against payables of the other by the currency of the documents, and all that other accounts hold
-- (`relation` other). Debit positive, so that figures which agree sum to nothing. Where both sides speak of one currency it is
-- compared, else what the sister holds is translated at the rate of the day; null where there is none. The pairs of the
-- company, and those among the others. Under the rights of the reader, and of companies that are open to them alone.
CREATE OR REPLACE FUNCTION finance.intercompany_rows(p_company bigint, p_on date)
RETURNS TABLE (company_id bigint, company text, sister_id bigint, sister text, relation text, own_accounts text,
               sister_accounts text, own numeric, theirs numeric, currency text, difference numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_mine bigint[] := company.mine();
BEGIN
    RETURN QUERY
    WITH said AS (
        SELECT v.company_id AS a, v.sister_id AS b, v.relation, CASE WHEN v.relation <> 'other' THEN v.currency END AS key,
               string_agg(DISTINCT v.account, ', ' ORDER BY v.account) AS accounts, sum(v.amount) AS amount,
               sum(v.amount_currency) AS amount_currency,
               CASE WHEN min(v.currency) = max(v.currency) THEN min(v.currency) END AS currency
          FROM reporting.intercompany_lines v
         WHERE v.company_id = ANY (v_mine) AND v.sister_id = ANY (v_mine) AND v.entry_date <= p_on GROUP BY 1, 2, 3, 4),
    turned AS (
        SELECT s.b AS a, s.a AS b, s.key, s.accounts, s.amount, s.amount_currency, s.currency,
               CASE s.relation WHEN 'receivable' THEN 'payable' WHEN 'payable' THEN 'receivable' ELSE 'other' END AS relation
          FROM said s),
    pairs AS (SELECT s.a, s.b, s.relation, s.key FROM said s UNION SELECT t.a, t.b, t.relation, t.key FROM turned t),
    compared AS (
        SELECT p.a, p.b, p.relation, o.accounts AS own_accounts, t.accounts AS sister_accounts,
               CASE WHEN x.same THEN coalesce(o.currency, t.currency) ELSE c.currency END AS currency,
               CASE WHEN o.a IS NULL THEN 0 WHEN x.same THEN o.amount_currency ELSE o.amount END AS own,
               CASE WHEN t.a IS NULL THEN 0 WHEN x.same THEN t.amount_currency ELSE round(t.amount * coalesce(
                   finance.rate_on(d.currency, c.currency, p_on), 1 / finance.rate_on(c.currency, d.currency, p_on)), 2)
                    END AS theirs, c.name AS company, d.name AS sister
          FROM pairs p
          JOIN company.company c ON c.id = p.a
          JOIN company.company d ON d.id = p.b
          LEFT JOIN said o ON o.a = p.a AND o.b = p.b AND o.relation = p.relation AND o.key IS NOT DISTINCT FROM p.key
          LEFT JOIN turned t ON t.a = p.a AND t.b = p.b AND t.relation = p.relation AND t.key IS NOT DISTINCT FROM p.key
         CROSS JOIN LATERAL (
               SELECT CASE WHEN o.a IS NULL OR t.a IS NULL THEN coalesce(o.currency, t.currency) IS NOT NULL
                           ELSE coalesce(o.currency = t.currency, false) END AS same) x
         WHERE p.a = p_company OR p.b <> p_company AND p.a < p.b)
    SELECT f.a, f.company::text, f.b, f.sister::text, f.relation, coalesce(f.own_accounts, ''),
           coalesce(f.sister_accounts, ''), f.own, f.theirs, f.currency::text, f.own + f.theirs
      FROM compared f WHERE f.own <> 0 OR f.theirs IS DISTINCT FROM 0
     ORDER BY f.a <> p_company, f.company, f.sister, f.relation DESC, f.currency;
END $$;

-- What the company and its sister companies do not agree on at the end of the period.
CREATE OR REPLACE FUNCTION finance.check_intercompany(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT count(*), coalesce(sum(abs(r.difference)), 0)
      FROM finance.intercompany_rows(p_company, (ledger.days_of_period(p_company, p_period)).last) r
     WHERE r.company_id = p_company AND r.difference IS DISTINCT FROM 0
$$;

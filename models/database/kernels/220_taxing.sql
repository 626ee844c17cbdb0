-- What tax makes of an amount: the rows that an invoice adds to its net, as models/finance/taxing.py states them too.

-- Rows of tax of some invoices, in document currency and in the direction of the net: the tax (less what cannot be
-- deducted), the tax that the buyer owes under reverse charge (against it), and what cannot be deducted, by the accounts
-- and dimensions of the lines, each its share by cumulated amounts so that the parts sum to the whole.
CREATE OR REPLACE FUNCTION finance.invoice_tax_rows(p_company bigint, p_ids bigint[])
RETURNS TABLE (id bigint, part integer, account varchar, tax_code varchar, dimension_set bigint, amount numeric)
LANGUAGE sql STABLE AS $$
    WITH taxes AS (
        SELECT t.invoice_id, t.tax_code, coalesce(r.account, c.account) AS account, r.reverse_account, x.tax,
               round(x.tax * r.deductible / 100, 2) AS deducted
          FROM finance.invoice i
          JOIN finance.invoice_tax t ON t.company_id = p_company AND t.invoice_id = i.id
          JOIN finance.tax_code c ON c.company_id = p_company AND c.code = t.tax_code
          JOIN finance.tax_rate r ON r.company_id = p_company AND r.tax_code = t.tax_code
               AND coalesce(i.supply_date, i.invoice_date) >= r.valid_from
               AND (r.valid_to IS NULL OR coalesce(i.supply_date, i.invoice_date) <= r.valid_to)
         CROSS JOIN LATERAL (SELECT CASE WHEN r.reverse_account IS NULL THEN t.tax
                                         ELSE round(t.base * r.percent / 100, 2) END AS tax) x
         WHERE i.company_id = p_company AND i.id = ANY (p_ids) AND t.invoice_id = ANY (p_ids) AND x.tax <> 0)
    SELECT t.invoice_id, 2, t.account, t.tax_code, 0::bigint, t.deducted FROM taxes t WHERE t.deducted <> 0
    UNION ALL
    SELECT t.invoice_id, 3, t.reverse_account, t.tax_code, 0, -t.tax FROM taxes t WHERE t.reverse_account IS NOT NULL
    UNION ALL
    SELECT s.invoice_id, 4, s.account, NULL, s.dimension_set,
           round(s.cost * s.up_to / s.total, 2) - round(s.cost * (s.up_to - s.net) / s.total, 2)
      FROM (SELECT t.invoice_id, l.account, l.dimension_set, t.tax - t.deducted AS cost, sum(l.net) AS net,
                   sum(sum(l.net)) OVER (PARTITION BY t.invoice_id, t.tax_code ORDER BY l.account, l.dimension_set) AS up_to,
                   sum(sum(l.net)) OVER (PARTITION BY t.invoice_id, t.tax_code) AS total
              FROM taxes t
              JOIN finance.invoice_line l ON l.company_id = p_company AND l.invoice_id = t.invoice_id
                   AND l.tax_code = t.tax_code
             WHERE t.deducted <> t.tax
             GROUP BY t.invoice_id, t.tax_code, t.tax, t.deducted, l.account, l.dimension_set) s
     WHERE s.total <> 0
$$;

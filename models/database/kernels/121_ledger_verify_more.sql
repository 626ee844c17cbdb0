-- More that always holds of entries: their period, what they reverse, their currency; and all accounts together.

CREATE OR REPLACE FUNCTION ledger.verify_agreement(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb)
LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
    v_currency text := (SELECT c.currency FROM company.company c WHERE c.id = p_company);
BEGIN
    RETURN QUERY
    SELECT 'verify.outside_period', 'error', 'ledger.entry', e.id::text,
           jsonb_build_object('voucher', e.series || e.number, 'date', e.entry_date)
      FROM ledger.entry e LEFT JOIN ledger.period p ON p.company_id = p_company AND p.id = e.period_id
     WHERE e.company_id = p_company AND (p.id IS NULL OR p.fiscal_year_id <> e.fiscal_year_id
           OR e.entry_date NOT BETWEEN p.starts_on AND p.ends_on);
    RETURN QUERY
    SELECT 'verify.own_currency', 'error', 'ledger.entry', l.entry_id::text,
           jsonb_build_object('amount', l.amount, 'other', l.amount_currency, 'account', l.account)
      FROM ledger.line l
     WHERE l.company_id = p_company AND l.currency = v_currency AND l.amount <> l.amount_currency;
    RETURN QUERY
    SELECT 'verify.books_unbalanced', 'error', 'ledger.balance', b.grain::text,
           jsonb_build_object('difference', sum(b.debit - b.credit))
      FROM ledger.balance b WHERE b.company_id = p_company GROUP BY b.grain HAVING sum(b.debit - b.credit) <> 0;
    RETURN QUERY SELECT * FROM ledger.verify_reversals(p_company);
END $$;

-- A reversal has the same lines as what it reverses, with amounts of opposite sign.
CREATE OR REPLACE FUNCTION ledger.verify_reversals(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.reversal_unlike', 'error', 'ledger.entry', r.id::text,
           jsonb_build_object('voucher', r.series || r.number, 'reversed', o.series || o.number)
      FROM ledger.entry r JOIN ledger.entry o ON o.company_id = p_company AND o.id = r.reverses_id
     WHERE r.company_id = p_company AND r.kind = 'reversal' AND EXISTS (
           SELECT FROM (SELECT l.account, l.dimension_set, l.currency, l.amount, l.amount_currency FROM ledger.line l
                         WHERE l.company_id = p_company AND l.entry_id = o.id
                        UNION ALL
                        SELECT l.account, l.dimension_set, l.currency, l.amount, l.amount_currency FROM ledger.line l
                         WHERE l.company_id = p_company AND l.entry_id = r.id) x
            GROUP BY x.account, x.dimension_set, x.currency
           HAVING sum(x.amount) <> 0 OR sum(x.amount_currency) <> 0);
END $$;

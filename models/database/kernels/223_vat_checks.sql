-- What does not look right in a VAT period, what a close needs, and what must hold of the returns that are filed.

-- Internal: accounts of tax on which more is booked than lines with a code and settlements of VAT, debit and credit apart.
-- The balances and the totals of tax say so without a look at the lines.
CREATE OR REPLACE FUNCTION finance.uncoded_tax(p_company bigint, p_first date, p_last date) RETURNS TABLE (account text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
    WITH coded AS (
        SELECT t.account, sum(t.debit) AS debit, sum(t.credit) AS credit FROM ledger.tax_total t
         WHERE t.company_id = p_company AND t.entry_date BETWEEN p_first AND p_last GROUP BY 1),
    settled AS (
        SELECT l.account, sum(greatest(l.amount, 0)) AS debit, sum(greatest(-l.amount, 0)) AS credit
          FROM ledger.entry e JOIN ledger.line l ON l.company_id = p_company AND l.entry_id = e.id AND l.tax_code IS NULL
         WHERE e.company_id = p_company AND e.source_kind = 'vat_return' AND e.source_id IS NOT NULL
           AND e.entry_date BETWEEN p_first AND p_last GROUP BY 1)
    SELECT a.number::text
      FROM ledger.account a
     CROSS JOIN LATERAL (SELECT coalesce(sum(s.debit), 0) AS debit, coalesce(sum(s.credit), 0) AS credit
                           FROM reporting.sums(p_company, p_first, p_last + 1, a.number) s) b
      LEFT JOIN coded c ON c.account = a.number
      LEFT JOIN settled s ON s.account = a.number
     WHERE a.company_id = p_company AND a.role = 'tax'
       AND (b.debit <> coalesce(c.debit, 0) + coalesce(s.debit, 0) OR b.credit <> coalesce(c.credit, 0) + coalesce(s.credit, 0))
$$;

-- Tax by code against what the rate makes of its base, and lines on accounts of tax that no code brings into a box, as
-- (code of the message, tax code or account, base or null, tax, expected or null, lines). A difference of a unit, and of one
-- hundredth a line, is rounding.
CREATE OR REPLACE FUNCTION finance.vat_differences(p_company bigint, p_first date, p_last date)
RETURNS TABLE (code text, subject text, base numeric, tax numeric, expected numeric, line_count bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM finance.ask_to_read_tax(p_company);
    RETURN QUERY
    WITH sums AS (
        SELECT v.tax_code, sum(v.ledger_amount) FILTER (WHERE v.part = 'base') AS base,
               sum(v.ledger_amount) FILTER (WHERE v.part = 'tax' AND v.account <> r.reverse_account IS NOT FALSE) AS tax,
               sum(v.ledger_amount) FILTER (WHERE v.part = 'tax' AND v.account = r.reverse_account) AS reverse,
               sum(round(v.ledger_amount * r.percent / 100, 4)) FILTER (WHERE v.part = 'base') AS expected,
               max(r.deductible) AS deductible, bool_or(r.reverse_account IS NOT NULL) AS reversed, sum(v.line_count) AS n
          FROM finance.vat_sums(p_company, p_first, p_last) v
          JOIN finance.tax_rate r ON r.company_id = p_company AND r.tax_code = v.tax_code AND v.entry_date >= r.valid_from
               AND (r.valid_to IS NULL OR v.entry_date <= r.valid_to)
         WHERE v.country = ''
         GROUP BY 1)
    SELECT 'vat.tax_differs', s.tax_code, coalesce(s.base, 0), coalesce(x.tax, 0), round(coalesce(x.expected, 0), 2), s.n::bigint
      FROM sums s
     CROSS JOIN LATERAL (VALUES (s.tax, s.expected * s.deductible / 100, true), (s.reverse, -s.expected, s.reversed))
           x(tax, expected, asked)
     WHERE x.asked AND abs(coalesce(x.tax, 0) - coalesce(x.expected, 0)) > 1 + 0.01 * s.n;
    RETURN QUERY
    SELECT 'vat.without_code', l.account::text, NULL::numeric, sum(l.amount), NULL::numeric, count(*)
      FROM ledger.account a JOIN ledger.line l ON l.company_id = p_company AND l.account = a.number
      JOIN ledger.entry e ON e.company_id = p_company AND e.id = l.entry_id
     WHERE a.company_id = p_company AND a.role = 'tax' AND l.entry_date BETWEEN p_first AND p_last AND l.tax_code IS NULL
       AND e.source_kind <> 'vat_return' AND a.number IN (SELECT x.account FROM finance.uncoded_tax(p_company, p_first, p_last) x)
     GROUP BY l.account;
END $$;

-- For the close of a period: VAT periods that ended before it and are not filed, and what they come to. Its own VAT is filed
-- when its books are closed.
CREATE OR REPLACE FUNCTION finance.check_vat(p_company bigint, p_period bigint) RETURNS TABLE (count bigint, amount numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT count(*), coalesce(sum((SELECT sum(b.tax) FROM finance.vat_boxes(p_company, v.starts_on, v.ends_on) b)), 0)
      FROM ledger.period p
     CROSS JOIN LATERAL finance.vat_periods(p_company, p.starts_on) v
     WHERE p.company_id = p_company AND p.id = p_period AND v.ends_on < p.starts_on
       AND EXISTS (SELECT FROM ledger.entry e WHERE e.company_id = p_company
                      AND e.entry_date BETWEEN v.starts_on AND v.ends_on)
       AND NOT EXISTS (SELECT FROM finance.vat_return r WHERE r.company_id = p_company AND r.starts_on = v.starts_on
                          AND r.reopened_at IS NULL);
END $$;

-- Returns that are filed: box 49 follows from the boxes, whole units from the exact ones, the voucher settles what the
-- return says, no two cover the same days, and what was booked since agrees with what was filed.
CREATE OR REPLACE FUNCTION finance.verify_tax(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.vat_boxes', 'error', 'finance.vat_return', r.id::text,
           jsonb_build_object('first', r.starts_on, 'last', r.ends_on, 'box', b.box)
      FROM finance.vat_return r
      JOIN finance.vat_return_box b ON b.company_id = p_company AND b.return_id = r.id
     WHERE r.company_id = p_company AND b.whole <> trunc(b.exact);
    RETURN QUERY
    SELECT 'verify.vat_overlap', 'error', 'finance.vat_return', r.id::text,
           jsonb_build_object('first', r.starts_on, 'last', r.ends_on)
      FROM finance.vat_return r JOIN finance.vat_return o ON o.company_id = p_company AND o.id < r.id
           AND o.reopened_at IS NULL AND o.starts_on <= r.ends_on AND o.ends_on >= r.starts_on
     WHERE r.company_id = p_company AND r.reopened_at IS NULL;
    RETURN QUERY
    SELECT 'verify.vat_settlement', 'error', 'finance.vat_return', r.id::text,
           jsonb_build_object('first', r.starts_on, 'last', r.ends_on, 'payable', r.payable, 'booked', s.booked)
      FROM finance.vat_return r
     CROSS JOIN LATERAL (SELECT coalesce(-sum(l.amount), 0) AS booked FROM finance.vat_return o
                           JOIN ledger.line l ON l.company_id = p_company AND l.entry_id = o.entry_id
                          WHERE o.company_id = p_company AND o.starts_on = r.starts_on AND o.version <= r.version
                            AND l.account = (finance.vat_scheme_on(p_company, r.ends_on)).settlement_account) s
     WHERE r.company_id = p_company AND r.entry_id IS NOT NULL AND s.booked <> r.payable;
    RETURN QUERY
    SELECT 'verify.vat_payable', 'error', 'finance.vat_return', r.id::text,
           jsonb_build_object('first', r.starts_on, 'last', r.ends_on, 'payable', r.payable)
      FROM finance.vat_return r
     WHERE r.company_id = p_company AND r.payable <> (
           SELECT coalesce(sum(CASE WHEN x.part = 'tax' THEN -x.sign * b.whole ELSE 0 END), 0)
             FROM finance.vat_return_box b
             JOIN (SELECT DISTINCT t.box, t.part, t.sign FROM reporting.tax_boxes t WHERE t.company_id = p_company) x
               ON x.box = b.box
            WHERE b.company_id = p_company AND b.return_id = r.id);
    RETURN QUERY
    SELECT 'verify.vat_changed', 'warning', 'finance.vat_return', r.id::text,
           jsonb_build_object('first', r.starts_on, 'last', r.ends_on, 'box', x.box, 'filed', x.filed, 'now', x.now)
      FROM finance.vat_return r
     CROSS JOIN LATERAL (
           SELECT y.box, sum(y.filed) AS filed, sum(y.now) AS now FROM (
               SELECT b.box::text, b.exact AS filed, 0 AS now FROM finance.vat_return_box b
                WHERE b.company_id = p_company AND b.return_id = r.id
               UNION ALL
               SELECT n.box, 0, n.exact FROM finance.vat_boxes(p_company, r.starts_on, r.ends_on) n) y
            GROUP BY 1 HAVING sum(y.filed) <> sum(y.now)) x
     WHERE r.company_id = p_company AND r.reopened_at IS NULL;
END $$;

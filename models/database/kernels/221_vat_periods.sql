-- The VAT periods of a company, and what a filed return forbids: VAT in its days.

-- How a company returns VAT, by days: each scheme holds until the next one begins.
CREATE OR REPLACE FUNCTION finance.vat_scheme_on(p_company bigint, p_day date) RETURNS finance.tax_scheme
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT s FROM finance.tax_scheme s WHERE s.company_id = p_company AND s.valid_from <= p_day
     ORDER BY s.valid_from DESC LIMIT 1
$$;

-- The VAT period that a day lies in: a month, a quarter of the calendar, or the fiscal year (SFL 26 kap. 10-11 §).
CREATE OR REPLACE FUNCTION finance.vat_period_on(p_company bigint, p_day date)
RETURNS TABLE (starts_on date, ends_on date, frequency text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_scheme finance.tax_scheme := finance.vat_scheme_on(p_company, p_day);
    v_unit text := CASE v_scheme.frequency WHEN 'quarter' THEN 'quarter' WHEN 'year' THEN 'year' ELSE 'month' END;
    v_first date := date_trunc(v_unit, p_day::timestamp)::date;
BEGIN
    IF v_scheme.id IS NULL THEN
        RETURN;
    END IF;
    IF v_unit = 'year' THEN
        RETURN QUERY SELECT y.starts_on, y.ends_on, v_scheme.frequency::text FROM ledger.fiscal_year y
                      WHERE y.company_id = p_company AND p_day BETWEEN y.starts_on AND y.ends_on;
        IF FOUND THEN
            RETURN;
        END IF;
    END IF;
    RETURN QUERY SELECT v_first, (v_first + ('1 ' || replace(v_unit, 'quarter', 'month'))::interval
                                  * CASE v_unit WHEN 'quarter' THEN 3 ELSE 1 END - interval '1 day')::date,
                        v_scheme.frequency::text;
END $$;

-- All VAT periods to the day p_until, in order: from that of the first line with a tax code, else of the first fiscal year.
CREATE OR REPLACE FUNCTION finance.vat_periods(p_company bigint, p_until date)
RETURNS TABLE (starts_on date, ends_on date, frequency text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_last date := coalesce(
        (SELECT min((SELECT min(l.entry_date) FROM ledger.line l WHERE l.company_id = p_company AND l.tax_code = c.code))
           FROM finance.tax_code c WHERE c.company_id = p_company),
        (SELECT min(y.starts_on) FROM ledger.fiscal_year y WHERE y.company_id = p_company));
BEGIN
    WHILE v_last IS NOT NULL AND v_last <= p_until LOOP
        SELECT p.starts_on, p.ends_on, p.frequency INTO starts_on, ends_on, frequency
          FROM finance.vat_period_on(p_company, v_last) p;
        EXIT WHEN NOT FOUND;
        RETURN NEXT;
        v_last := ends_on + 1;
    END LOOP;
END $$;

-- Called by every posting once it holds its periods shared, as filing holds them alone: a line that belongs in a VAT
-- return may not come into days that are filed. Filing's own voucher may.
CREATE OR REPLACE FUNCTION finance.refuse_filed(p_company bigint, p_entries jsonb, p_lines ledger.draft_line[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_filed record;
BEGIN
    IF NOT EXISTS (SELECT FROM finance.vat_return r WHERE r.company_id = p_company AND r.reopened_at IS NULL
                      AND r.ends_on >= (SELECT min(l.entry_date) FROM unnest(p_lines) l)) THEN
        RETURN;
    END IF;
    SELECT r.starts_on, r.ends_on, l.entry_date, l.account INTO v_filed
      FROM unnest(p_lines) l
      JOIN finance.vat_return r ON r.company_id = p_company AND r.reopened_at IS NULL
           AND l.entry_date BETWEEN r.starts_on AND r.ends_on
      LEFT JOIN ledger.account a ON a.company_id = p_company AND a.number = l.account
     WHERE (a.role = 'tax' OR EXISTS (SELECT FROM reporting.tax_boxes b
                                       WHERE b.company_id = p_company AND b.tax_code = l.tax_code AND b.box <> ''))
       AND p_entries -> (l.entry_position - 1)::integer ->> 'source_kind' IS DISTINCT FROM 'vat_return'
     LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('vat.filed', jsonb_build_object('date', v_filed.entry_date, 'account', v_filed.account,
                               'first', v_filed.starts_on, 'last', v_filed.ends_on));
    END IF;
END $$;

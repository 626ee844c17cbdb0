-- The day of a settlement: what is open at the end of a day sums to the balance of its account, and stays so once it is closed.

-- Internal: the area in whose periods an account is locked.
CREATE OR REPLACE FUNCTION ledger.area_of(p_role text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE p_role WHEN 'receivable' THEN 'receivables' WHEN 'payable' THEN 'payables' ELSE 'general' END
$$;

-- Internal: whether a day is in a period that is locked for any of some areas.
CREATE OR REPLACE FUNCTION ledger.is_locked(p_company bigint, p_date date, p_areas text[]) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM ledger.period p WHERE p.company_id = p_company AND p.kind = 'regular'
                      AND p_date BETWEEN p.starts_on AND p.ends_on AND p.locked_areas && (p_areas || 'all'::text))
$$;

-- Internal: refuses a day before either item was booked, and one in a period that is locked for what the items are.
CREATE OR REPLACE FUNCTION ledger.check_settling_day(p_company bigint, p_lines bigint[], p_date date) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_last date;
    v_areas text[];
BEGIN
    SELECT max(o.entry_date), array_agg(DISTINCT ledger.area_of(a.role))
      INTO v_last, v_areas
      FROM ledger.open_item o JOIN ledger.account a ON a.company_id = o.company_id AND a.number = o.account
     WHERE o.company_id = p_company AND o.line_id = ANY (p_lines);
    IF p_date < v_last THEN
        PERFORM company.refuse('ledger.settle_before', jsonb_build_object('date', p_date, 'last', v_last), 'I');
    END IF;
    -- Held as a posting holds it, so that closing and settling wait for each other.
    PERFORM 1 FROM ledger.period p WHERE p.company_id = p_company AND p_date BETWEEN p.starts_on AND p.ends_on
      ORDER BY p.id FOR SHARE;
    IF ledger.is_locked(p_company, p_date, v_areas) THEN
        PERFORM company.refuse('ledger.period_locked', jsonb_build_object('date', p_date));
    END IF;
END $$;

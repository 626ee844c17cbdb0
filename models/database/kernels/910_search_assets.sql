-- Search of fixed assets by number, name, serial number or place.
CREATE OR REPLACE FUNCTION search.assets(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor') THEN
        RETURN QUERY
        SELECT a.id FROM finance.asset a
         WHERE a.company_id = p_company AND (a.number = trim(p_words)
            OR lower(a.name || ' ' || a.number || ' ' || a.serial_number || ' ' || a.place) LIKE search.pattern(p_words))
         ORDER BY a.id DESC LIMIT p_limit;
    END IF;
END $$;

-- Codes of the records that companies share, from the series of the company that makes them.

-- The next free number of a series that no row of the table has taken as its code.
CREATE OR REPLACE FUNCTION company.next_code(p_company bigint, p_kind text, p_table regclass) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_code text;
    v_taken boolean;
BEGIN
    LOOP
        v_code := company.next_number(p_company, p_kind);
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE code = $1)', p_table) INTO v_taken USING v_code;
        EXIT WHEN NOT v_taken;
    END LOOP;
    RETURN v_code;
END $$;

CREATE OR REPLACE FUNCTION contacts.next_code(p_company bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '5s' AS $$
BEGIN
    IF NOT p_company = ANY (company.mine()) OR NOT company.has_role('seller', 'sales_manager', 'accountant',
           'finance_clerk', 'service_agent', 'service_manager', 'buyer', 'administrator') THEN
        PERFORM company.refuse('company.not_allowed', '{}', 'D');
    END IF;
    RETURN company.next_code(p_company, 'party', 'contacts.party');
END $$;

CREATE OR REPLACE FUNCTION warehouse.next_code(p_company bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '5s' AS $$
BEGIN
    IF NOT p_company = ANY (company.mine())
       OR NOT company.has_role('storekeeper', 'buyer', 'sales_manager', 'administrator') THEN
        PERFORM company.refuse('company.not_allowed', '{}', 'D');
    END IF;
    RETURN company.next_code(p_company, 'item', 'warehouse.item');
END $$;

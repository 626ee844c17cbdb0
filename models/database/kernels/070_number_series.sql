-- The series that documents and records are numbered from, as people set them. They only run forwards.

CREATE OR REPLACE FUNCTION company.series_kinds() RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY['customer_invoice', 'supplier_invoice', 'quote', 'sales_order', 'delivery', 'purchase_order', 'ticket',
                 'party', 'item', 'asset']
$$;

-- A number never comes twice, because what stands behind the prefix only grows and a prefix cannot end in a digit.
-- The OCR reference of an invoice is made of its digits alone, so its prefix has none.
CREATE OR REPLACE FUNCTION company.check_series(p_kind text, p_prefix text, p_next bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_kind IS NULL OR p_kind <> ALL (company.series_kinds()) THEN
        PERFORM company.refuse('series.unknown', jsonb_build_object('kind', p_kind), 'I');
    ELSIF p_prefix IS NULL OR p_prefix !~ '^([A-Za-zÅÄÖåäö0-9/_.-]{0,9}[A-Za-zÅÄÖåäö/_.-])?$' THEN
        PERFORM company.refuse('series.bad_prefix', jsonb_build_object('field', 'prefix', 'prefix', p_prefix), 'I');
    ELSIF p_kind = 'customer_invoice' AND p_prefix ~ '[0-9]' THEN
        PERFORM company.refuse('series.digits_in_prefix', jsonb_build_object('field', 'prefix', 'prefix', p_prefix), 'I');
    ELSIF p_next > 999999999999 THEN
        PERFORM company.refuse('series.too_far', jsonb_build_object('field', 'next_number', 'next', p_next), 'I');
    END IF;
END $$;

-- p_next null keeps the number, which may be given to a document while somebody looks at the prefix. The audit is
-- written here: the doors take thousands of numbers from the table, so it has no trigger.
CREATE OR REPLACE FUNCTION company.set_number_series(
    p_company bigint, p_kind text, p_prefix text, p_next bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
    v_old company.number_series;
    v_new company.number_series;
    v_changed record;
BEGIN
    IF NOT coalesce(p_company = ANY (company.mine()), false) OR NOT company.has_role('accountant', 'administrator') THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["accountant", "administrator"]}', 'D');
    END IF;
    PERFORM company.check_series(p_kind, p_prefix, p_next);
    INSERT INTO company.number_series (company_id, kind) VALUES (p_company, p_kind) ON CONFLICT DO NOTHING;
    SELECT * INTO v_old FROM company.number_series s WHERE s.company_id = p_company AND s.kind = p_kind FOR UPDATE;
    IF p_next < v_old.next_number THEN
        PERFORM company.refuse('series.backwards', jsonb_build_object(
            'field', 'next_number', 'next', v_old.next_number), 'I');
    END IF;
    UPDATE company.number_series SET prefix = p_prefix, next_number = coalesce(p_next, next_number)
     WHERE company_id = p_company AND kind = p_kind RETURNING * INTO v_new;
    SELECT * INTO v_changed FROM audit.changed_fields('company.number_series', to_jsonb(v_old), to_jsonb(v_new));
    IF v_changed.new <> '{}' THEN
        INSERT INTO audit.entry (company_id, subject, key, action, old, new, user_id, login, client)
        VALUES (p_company, 'company.number_series', p_kind, 'update', v_changed.old, v_changed.new, company.actor(),
                session_user, coalesce(current_setting('application_name', true), ''));
        PERFORM audit.announce(p_company, 'company.number_series', jsonb_build_array(p_kind), company.actor());
    END IF;
END $$;

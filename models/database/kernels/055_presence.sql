-- Who has which record open to change it. Nobody is kept out by it: it is told, and the version of the row decides.

-- Says that the caller is here or has gone, and answers who else is: [{"name", "since"}]. Whoever is not heard of for
-- 100 seconds, or whose connection has ended, is no longer here.
CREATE OR REPLACE FUNCTION company.note_presence(p_company bigint, p_subject text, p_subject_id bigint, p_here boolean)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_me bigint := company.actor();
    v_exists boolean;
    v_turned boolean;
BEGIN
    IF (v_me IS NOT NULL AND p_company = ANY (company.mine()) AND p_subject = ANY (ARRAY[
            'company.app_user', 'contacts.party', 'finance.bank_transaction', 'finance.invoice', 'ledger.entry',
            'sales.sales_order', 'service.ticket', 'warehouse.item', 'warehouse.purchase_order'])
            AND has_table_privilege(session_user, to_regclass(p_subject), 'SELECT')) IS NOT TRUE THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": []}', 'D');
    END IF;
    -- Parties and items are shared by the companies and name none.
    EXECUTE format('SELECT EXISTS (SELECT FROM %s r WHERE r.id = $1'
                   ' AND coalesce((to_jsonb(r) ->> ''company_id'')::bigint, $2) = $2)', to_regclass(p_subject))
       INTO v_exists USING p_subject_id, p_company;
    IF NOT v_exists THEN
        PERFORM company.refuse('record.not_found', jsonb_build_object('table', p_subject, 'id', p_subject_id), 'I');
    END IF;
    DELETE FROM company.presence p
     WHERE p.seen_at < clock_timestamp() - interval '100 seconds'
        OR NOT EXISTS (SELECT FROM pg_stat_get_activity(p.pid));
    IF p_here THEN
        INSERT INTO company.presence (company_id, subject, subject_id, user_id, pid)
        VALUES (p_company, p_subject, p_subject_id, v_me, pg_backend_pid())
        ON CONFLICT (company_id, subject, subject_id, user_id)
        DO UPDATE SET pid = excluded.pid, seen_at = clock_timestamp() RETURNING xmax = 0 INTO v_turned;
    ELSE
        DELETE FROM company.presence p
         WHERE p.company_id = p_company AND p.subject = p_subject AND p.subject_id = p_subject_id AND p.user_id = v_me
        RETURNING true INTO v_turned;
    END IF;
    IF v_turned THEN
        PERFORM audit.announce(p_company, 'company.presence', jsonb_build_array(p_subject_id), v_me);
    END IF;
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('name', u.full_name, 'since', p.since)
                                      ORDER BY p.since, u.full_name), '[]')
              FROM company.presence p JOIN company.app_user u ON u.id = p.user_id
             WHERE p.company_id = p_company AND p.subject = p_subject AND p.subject_id = p_subject_id
               AND p.user_id <> v_me);
END $$;

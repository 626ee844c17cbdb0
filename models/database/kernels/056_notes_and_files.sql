-- What belongs to a record beside its figures: who may add files and notes, and take them away or correct them.

-- The tables whose rows have a page with notes, files and a history.
CREATE OR REPLACE FUNCTION company.is_record(p_subject text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT p_subject = ANY (ARRAY[
        'contacts.party', 'warehouse.item', 'finance.invoice', 'finance.asset', 'ledger.entry', 'finance.bank_transaction',
        'sales.sales_order', 'sales.delivery', 'warehouse.purchase_order', 'service.ticket',
        'ledger.close_task', 'ledger.reconciliation', 'ledger.budget'])
$$;

-- Raises where the company has no such record. Parties and items are shared by the companies and name none.
CREATE OR REPLACE FUNCTION company.find_record(p_company bigint, p_subject text, p_id bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_record jsonb;
BEGIN
    IF NOT company.is_record(p_subject) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": []}', 'D');
    END IF;
    EXECUTE format('SELECT to_jsonb(r) FROM %s r WHERE r.id = $1', to_regclass(p_subject)) INTO v_record USING p_id;
    IF v_record IS NULL OR coalesce((v_record ->> 'company_id')::bigint, p_company) <> p_company THEN
        PERFORM company.refuse('record.not_found', jsonb_build_object('table', p_subject, 'id', p_id), 'I');
    END IF;
    RETURN v_record;
END $$;

-- Whether the login may add files to such records: who reads them and does not only audit. What proves a voucher is
-- added by those who post vouchers.
CREATE OR REPLACE FUNCTION company.may_add_to(p_subject text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN company.may_read_of(p_subject) AND (p_subject <> 'ledger.entry' OR company.has_role('accountant'))
       AND company.has_role('administrator', 'accountant', 'finance_clerk', 'payroll_officer', 'storekeeper',
                            'warehouse_worker', 'buyer', 'planner', 'seller', 'sales_manager', 'service_agent',
                            'service_manager');
END $$;

-- Notes on customers and suppliers are for those who deal with them; others follow their record.
CREATE OR REPLACE FUNCTION company.may_read_notes_of(p_subject text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN company.is_record(p_subject) AND company.may_read_of(p_subject)
       AND (p_subject <> 'contacts.party'
            OR company.has_role('seller', 'sales_manager', 'accountant', 'finance_clerk', 'service_agent',
                                'service_manager', 'buyer', 'auditor'));
END $$;

-- An auditor reads and writes nothing.
CREATE OR REPLACE FUNCTION company.may_note(p_subject text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN company.may_read_notes_of(p_subject)
       AND company.has_role('seller', 'sales_manager', 'accountant', 'finance_clerk', 'service_agent',
                            'service_manager', 'buyer', 'storekeeper', 'warehouse_worker', 'planner');
END $$;

CREATE OR REPLACE FUNCTION company.write_note(p_company bigint, p_subject text, p_id bigint, p_text text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_id bigint;
BEGIN
    IF NOT (p_company = ANY (company.mine()) AND company.may_note(p_subject)) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": []}', 'D');
    ELSIF length(p_text) > 10000 THEN
        PERFORM company.refuse('note.too_long', '{"field": "text", "limit": 10000}', 'I');
    END IF;
    PERFORM company.find_record(p_company, p_subject, p_id);
    INSERT INTO company.note (company_id, subject, subject_id, text)
    VALUES (p_company, p_subject, p_id, p_text) RETURNING id INTO v_id;
    RETURN v_id;
END $$;

-- Its author writes a note anew; what it said before stands in the trail.
CREATE OR REPLACE FUNCTION company.correct_note(p_company bigint, p_note bigint, p_text text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_note company.note;
BEGIN
    SELECT * INTO v_note FROM company.note n
     WHERE n.company_id = p_company AND n.id = p_note AND n.company_id = ANY (company.mine()) FOR UPDATE;
    IF v_note.id IS NULL OR NOT company.may_read_notes_of(v_note.subject) THEN
        PERFORM company.refuse('record.not_found', jsonb_build_object('table', 'company.note', 'id', p_note), 'I');
    ELSIF v_note.written_by IS DISTINCT FROM company.actor() THEN
        PERFORM company.refuse('note.not_yours', '{}', 'D');
    ELSIF NOT company.may_note(v_note.subject) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": []}', 'D');
    ELSIF length(p_text) > 10000 THEN
        PERFORM company.refuse('note.too_long', '{"field": "text", "limit": 10000}', 'I');
    END IF;
    UPDATE company.note n SET text = p_text, corrected_at = clock_timestamp()
     WHERE n.company_id = p_company AND n.id = p_note AND n.text <> p_text;
END $$;

-- Whether the files of a record are kept for as long as the books are: it is a voucher, or posted. A lock on the record
-- makes whoever posts it wait, or waits for them.
CREATE OR REPLACE FUNCTION company.is_kept(p_company bigint, p_subject text, p_id bigint, p_lock boolean)
RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_record jsonb;
BEGIN
    IF NOT company.is_record(p_subject) OR p_subject = 'ledger.entry' THEN
        RETURN true;
    END IF;
    EXECUTE format('SELECT to_jsonb(r) FROM %s r WHERE r.id = $1', to_regclass(p_subject))
         || CASE WHEN p_lock THEN ' FOR SHARE' ELSE '' END INTO v_record USING p_id;
    RETURN coalesce(v_record ->> 'posted_at', v_record ->> 'entry_id') IS NOT NULL
        OR coalesce((v_record ->> 'company_id')::bigint <> p_company, false);
END $$;

-- The same for whoever reads the record; everything is kept for others.
CREATE OR REPLACE FUNCTION company.keeps_files(p_company bigint, p_subject text, p_id bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT (p_company = ANY (company.mine()) AND company.is_record(p_subject) AND company.may_read_of(p_subject)) THEN
        RETURN true;
    END IF;
    RETURN company.is_kept(p_company, p_subject, p_id, false);
END $$;

-- Takes a file away: what one added oneself within a day, or with the right. Never what was issued, nor what belongs to
-- a posted document: that is kept for as long as the books are.
CREATE OR REPLACE FUNCTION company.remove_attachment(p_company bigint, p_attachment bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_file company.attachment;
BEGIN
    SELECT * INTO v_file FROM company.attachment a
     WHERE a.company_id = p_company AND a.id = p_attachment AND a.removed_at IS NULL
       AND a.company_id = ANY (company.mine()) FOR UPDATE;
    IF v_file.id IS NULL OR NOT company.may_read_of(v_file.subject) THEN
        PERFORM company.refuse('record.not_found',
                               jsonb_build_object('table', 'company.attachment', 'id', p_attachment), 'I');
    ELSIF v_file.kind = 'issued' OR company.is_kept(p_company, v_file.subject, v_file.subject_id, false) THEN
        PERFORM company.refuse('attachment.kept', jsonb_build_object('name', v_file.name));
    ELSIF NOT company.may_add_to(v_file.subject)
          OR NOT (v_file.added_by = company.actor() AND v_file.added_at > now() - interval '1 day'
                  OR company.has_role('administrator', 'accountant', 'sales_manager', 'service_manager',
                                      'storekeeper')) THEN
        PERFORM company.refuse('attachment.not_yours', jsonb_build_object('name', v_file.name), 'D');
    END IF;
    IF company.is_kept(p_company, v_file.subject, v_file.subject_id, true) THEN
        PERFORM company.refuse('attachment.kept', jsonb_build_object('name', v_file.name));
    END IF;
    UPDATE company.attachment a SET removed_at = now(), removed_by = company.actor() WHERE a.id = v_file.id;
    DELETE FROM company.attachment_chunk c WHERE c.attachment_id = v_file.id;
END $$;

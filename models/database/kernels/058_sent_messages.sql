-- E-mails with documents: what goes out is kept as issued, and what was sent is written down before it leaves.

-- Whose word it is that a document of this kind leaves the house as it is.
CREATE OR REPLACE FUNCTION company.may_issue(p_subject text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE p_subject
        WHEN 'sales.sales_order' THEN company.has_role('seller', 'sales_manager')
        WHEN 'sales.delivery' THEN company.has_role('seller', 'sales_manager', 'storekeeper', 'warehouse_worker')
        WHEN 'warehouse.purchase_order' THEN company.has_role('buyer')
        ELSE company.has_role('accountant', 'finance_clerk') END;
END $$;

-- Whether a record is no draft any more, and is one of the company.
CREATE OR REPLACE FUNCTION company.is_issued(p_company bigint, p_subject text, p_id bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE p_subject
        WHEN 'finance.invoice' THEN EXISTS (
            SELECT FROM finance.invoice r WHERE r.company_id = p_company AND r.id = p_id AND r.posted_at IS NOT NULL)
        WHEN 'finance.statement' THEN EXISTS (SELECT FROM contacts.party r WHERE r.id = p_id)
        WHEN 'finance.pack_run' THEN EXISTS (
            SELECT FROM finance.pack_run r WHERE r.company_id = p_company AND r.id = p_id)
        WHEN 'sales.sales_order' THEN EXISTS (
            SELECT FROM sales.sales_order r WHERE r.company_id = p_company AND r.id = p_id AND r.status <> 'draft')
        WHEN 'sales.delivery' THEN EXISTS (
            SELECT FROM sales.delivery r WHERE r.company_id = p_company AND r.id = p_id AND r.status = 'posted')
        WHEN 'warehouse.purchase_order' THEN EXISTS (
            SELECT FROM warehouse.purchase_order r
             WHERE r.company_id = p_company AND r.id = p_id AND r.status <> 'draft')
        ELSE true END;
END $$;

-- Writes down that a message is about to be handed over. Its document must be kept, and one that was sent, or may have
-- been, is sent again only with p_again. The same p_message_id begins once.
CREATE OR REPLACE FUNCTION company.begin_message(
    p_company bigint, p_subject text, p_subject_id bigint, p_recipient text, p_title text, p_message_id text,
    p_sha256 bytea, p_again boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_me bigint := company.actor();
    v_id bigint;
    v_before company.sent_message;
BEGIN
    IF (v_me IS NOT NULL AND p_company = ANY (company.mine()) AND company.may_add_to(p_subject)) IS NOT TRUE THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": []}', 'D');
    END IF;
    -- Two who send the same at once wait for each other here.
    PERFORM pg_advisory_xact_lock(hashtextextended(format('%s %s %s', p_company, p_subject, p_subject_id), 0));
    SELECT m.id INTO v_id FROM company.sent_message m
     WHERE m.company_id = p_company AND m.message_id = p_message_id AND m.sent_by = v_me AND m.state = 'sending';
    IF v_id IS NOT NULL THEN
        RETURN v_id;
    ELSIF NOT EXISTS (
            SELECT FROM company.attachment a
             WHERE a.company_id = p_company AND a.subject = p_subject AND a.subject_id = p_subject_id
               AND a.kind = 'issued' AND a.sha256 = p_sha256) THEN
        PERFORM company.refuse('message.not_kept', '{}', 'I');
    END IF;
    SELECT * INTO v_before FROM company.sent_message m
     WHERE m.company_id = p_company AND m.subject = p_subject AND m.subject_id = p_subject_id AND m.state <> 'failed'
       AND m.sha256 = p_sha256 ORDER BY m.id DESC LIMIT 1;
    IF v_before.id IS NOT NULL AND p_again IS NOT TRUE THEN
        PERFORM company.refuse('message.already', jsonb_build_object(
            'recipient', v_before.recipient, 'at', v_before.begun_at, 'state', v_before.state));
    END IF;
    INSERT INTO company.sent_message (company_id, subject, subject_id, recipient, title, message_id, sha256, sent_by)
    VALUES (p_company, p_subject, p_subject_id, p_recipient, p_title, p_message_id, p_sha256, v_me)
    RETURNING id INTO v_id;
    RETURN v_id;
END $$;

-- Writes down, once and by who began it, how it ended.
CREATE OR REPLACE FUNCTION company.end_message(p_company bigint, p_message bigint, p_state text, p_reason text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE company.sent_message m SET state = p_state, reason = left(p_reason, 1000), ended_at = clock_timestamp()
     WHERE m.company_id = p_company AND m.id = p_message AND m.company_id = ANY (company.mine())
       AND m.sent_by = company.actor() AND m.state = 'sending';
    IF NOT FOUND THEN
        PERFORM company.refuse('message.ended', '{}', 'I');
    END IF;
END $$;

-- The mail server without its password, which no database knows, and what letters say.
CREATE OR REPLACE FUNCTION company.mail_settings(p_company bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(jsonb_object_agg(s.key, s.value), '{}') FROM company.setting s
     WHERE s.company_id = p_company AND s.company_id = ANY (company.mine()) AND s.key LIKE 'mail.%'
$$;

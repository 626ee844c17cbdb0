-- The door of service: a ticket gets its number with its first message.

-- p_ticket: {party_id, subject, text?, priority?, order_id?, invoice_id?, assignee_id?, due_at?}
CREATE OR REPLACE FUNCTION service.open_ticket(p_request uuid, p_company bigint, p_ticket jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'service_agent', 'service_manager');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'service.open', p_company, p_ticket), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_id bigint;
    v_number text;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    ELSIF trim(coalesce(p_ticket ->> 'subject', '')) = '' THEN
        PERFORM company.refuse('ticket.no_subject', '{"field": "subject"}', 'I');
    ELSIF NOT EXISTS (SELECT FROM contacts.party p WHERE p.id = (p_ticket ->> 'party_id')::bigint AND p.active) THEN
        PERFORM company.refuse('ticket.no_party', '{"field": "party_id"}', 'I');
    END IF;
    v_number := company.next_number(p_company, 'ticket');
    INSERT INTO service.ticket (company_id, number, party_id, subject, priority, order_id, invoice_id, assignee_id, due_at)
    SELECT p_company, v_number, x.party_id, trim(x.subject), coalesce(x.priority, 'normal'), x.order_id, x.invoice_id,
           x.assignee_id, x.due_at
      FROM jsonb_to_record(p_ticket) AS x(party_id bigint, subject text, priority text, order_id bigint,
           invoice_id bigint, assignee_id bigint, due_at timestamptz)
    RETURNING id INTO v_id;
    IF trim(coalesce(p_ticket ->> 'text', '')) <> '' THEN
        INSERT INTO service.ticket_message (company_id, ticket_id, text) VALUES (p_company, v_id, trim(p_ticket ->> 'text'));
    END IF;
    v_answer := jsonb_build_object('id', v_id, 'number', v_number);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

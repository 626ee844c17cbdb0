-- What has happened to a record, the newest first: its changes, and what was written, filed, posted and paid.

-- The name of what a column of keys points at, as far as everybody may know it; else the value as it is.
CREATE OR REPLACE FUNCTION audit.named(p_column text, p_value text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_key bigint := CASE WHEN p_value ~ '^\d{1,18}$' THEN p_value::bigint END;
BEGIN
    RETURN coalesce(CASE
        WHEN v_key IS NULL THEN p_value
        WHEN p_column IN ('party_id', 'organisation_id') THEN
            (SELECT p.code || ' ' || p.name FROM contacts.party p WHERE p.id = v_key)
        WHEN p_column IN ('assignee_id', 'owner_id', 'reviewer_id', 'signed_by', 'prepared_by', 'reviewed_by') THEN (SELECT u.full_name FROM company.app_user u WHERE u.id = v_key)
        WHEN p_column = 'item_id' THEN (SELECT i.code || ' ' || i.name FROM warehouse.item i WHERE i.id = v_key)
        WHEN p_column = 'place_id' THEN (SELECT p.code FROM warehouse.place p WHERE p.id = v_key)
        WHEN p_column = 'order_id' AND company.may_read_of('sales.sales_order') THEN
            (SELECT o.number FROM sales.sales_order o WHERE o.id = v_key)
        WHEN p_column = 'invoice_id' AND company.may_read_of('finance.invoice') THEN
            (SELECT i.number FROM finance.invoice i WHERE i.id = v_key)
        END, p_value);
END $$;

-- The fields of a change that the login may read, with the type of each; technical ones are left out.
CREATE OR REPLACE FUNCTION audit.readable_fields(p_subject text, p_old jsonb, p_new jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                                        'old', audit.named(a.attname, p_old ->> a.attname),
                                        'new', audit.named(a.attname, p_new ->> a.attname)) ORDER BY a.attnum)
      FROM pg_attribute a
     WHERE a.attrelid = to_regclass(p_subject) AND a.attnum > 0 AND NOT a.attisdropped
       AND coalesce(p_old, '{}') || coalesce(p_new, '{}') ? a.attname
       AND a.attname <> ALL (ARRAY['id', 'company_id', 'sort_key', 'row_version', 'created_at', 'changed_at',
                                   'posted_at', 'posted_by', 'entry_id', 'corrected_at'])
       AND has_column_privilege(session_user, a.attrelid, a.attnum, 'SELECT')
$$;

-- What is told of a record besides its own changes. Every source is a query of its own that answers at most p_limit
-- rows, and those of the same moment as the last; a further source is a further query.
CREATE OR REPLACE FUNCTION company.record_events(
    p_company bigint, p_subject text, p_id bigint, p_before timestamptz, p_limit integer)
RETURNS TABLE (at timestamptz, user_id bigint, kind text, subject text, key text, label text, fields jsonb)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT a.added_at, a.added_by, a.kind::text || '_file', 'company.attachment', a.id::text, a.name, NULL::jsonb
      FROM company.attachment a
     WHERE a.company_id = p_company AND a.subject = p_subject AND a.subject_id = p_id AND a.added_at < p_before
     ORDER BY a.added_at DESC FETCH FIRST (p_limit) ROWS WITH TIES;
    RETURN QUERY
    SELECT a.removed_at, a.removed_by, 'removed_file', '', '', a.name, NULL::jsonb
      FROM company.attachment a
     WHERE a.company_id = p_company AND a.subject = p_subject AND a.subject_id = p_id AND a.removed_at < p_before
     ORDER BY a.removed_at DESC FETCH FIRST (p_limit) ROWS WITH TIES;
    RETURN QUERY
    SELECT m.begun_at, m.sent_by, 'mail_' || m.state, '', '', m.recipient, NULL::jsonb
      FROM company.sent_message m
     WHERE m.company_id = p_company AND m.subject_id = p_id AND m.begun_at < p_before
       -- A statement of account is sent to its party.
       AND (m.subject = p_subject OR p_subject = 'contacts.party' AND m.subject = 'finance.statement'
            AND company.may_read_of('finance.statement'))
     ORDER BY m.begun_at DESC FETCH FIRST (p_limit) ROWS WITH TIES;
    IF company.may_read_notes_of(p_subject) THEN
        RETURN QUERY
        SELECT n.written_at, n.written_by, 'note', 'company.note', n.id::text, n.text, NULL::jsonb
          FROM company.note n
         WHERE n.company_id = p_company AND n.subject = p_subject AND n.subject_id = p_id AND n.written_at < p_before
         ORDER BY n.written_at DESC FETCH FIRST (p_limit) ROWS WITH TIES;
        RETURN QUERY
        SELECT e.at, e.user_id, 'corrected_note', 'company.note', e.key, '',
               audit.readable_fields(e.subject, e.old, e.new)
          FROM company.note n
          JOIN audit.entry e ON e.subject = 'company.note' AND e.key = n.id::text AND e.action = 'update'
         WHERE n.company_id = p_company AND n.subject = p_subject AND n.subject_id = p_id
           AND n.corrected_at IS NOT NULL AND e.at < p_before
         ORDER BY e.at DESC FETCH FIRST (p_limit) ROWS WITH TIES;
    END IF;
    IF p_subject = 'service.ticket' THEN
        RETURN QUERY
        SELECT m.written_at, m.written_by, CASE WHEN m.internal THEN 'internal_message' ELSE 'message' END, '',
               '', m.text, NULL::jsonb
          FROM service.ticket_message m
         WHERE m.company_id = p_company AND m.ticket_id = p_id AND m.written_at < p_before
         ORDER BY m.written_at DESC FETCH FIRST (p_limit) ROWS WITH TIES;
    ELSIF p_subject IN ('finance.invoice', 'sales.delivery') THEN
        RETURN QUERY EXECUTE format(
            'SELECT d.posted_at, d.posted_by, ''posted'', ''ledger.entry'', coalesce(d.entry_id::text, ''''), d.number,'
            ' NULL::jsonb FROM %s d WHERE d.company_id = $1 AND d.id = $2 AND d.posted_at < $3', to_regclass(p_subject))
            USING p_company, p_id, p_before;
    ELSIF p_subject = 'ledger.entry' THEN
        RETURN QUERY
        SELECT e.posted_at, e.posted_by,
               CASE WHEN e.id <> p_id THEN 'reversed' WHEN e.origin = 'imported' THEN 'imported' ELSE 'posted' END,
               'ledger.entry', e.id::text, e.series || coalesce(e.imported_number, e.number::text), NULL::jsonb
          FROM ledger.entry e
         WHERE e.company_id = p_company AND (e.id = p_id OR e.reverses_id = p_id AND e.id > p_id)
           AND e.posted_at < p_before;
    ELSIF p_subject = 'finance.bank_transaction' THEN
        RETURN QUERY
        SELECT s.imported_at, s.imported_by, 'from_statement', '', '', s.reference, NULL::jsonb
          FROM finance.bank_transaction t
          JOIN finance.bank_statement s ON s.company_id = t.company_id AND s.id = t.statement_id
         WHERE t.company_id = p_company AND t.id = p_id AND s.imported_at < p_before;
        -- Matched and taken back as often as the trail tells.
        RETURN QUERY
        SELECT a.at, a.user_id, CASE WHEN a.new ->> 'entry_id' IS NULL THEN 'unmatched' ELSE 'matched' END,
               'ledger.entry', e.id::text, e.series || e.number, NULL::jsonb
          FROM audit.entry a
          JOIN ledger.entry e ON e.company_id = p_company
               AND e.id = coalesce(a.new ->> 'entry_id', a.old ->> 'entry_id')::bigint
         WHERE a.subject = p_subject AND a.key = p_id::text AND a.action = 'update' AND a.company_id = p_company
           AND a.at < p_before
         ORDER BY a.at DESC FETCH FIRST (p_limit) ROWS WITH TIES;
    ELSIF p_subject = 'sales.sales_order' THEN
        RETURN QUERY
        SELECT d.posted_at, d.posted_by, CASE d.kind WHEN 'return' THEN 'returned' ELSE 'delivered' END,
               'sales.delivery', d.id::text, d.number, NULL::jsonb
          FROM sales.delivery d
         WHERE d.company_id = p_company AND d.order_id = p_id AND d.posted_at < p_before
         ORDER BY d.posted_at DESC FETCH FIRST (p_limit) ROWS WITH TIES;
    ELSIF p_subject = 'warehouse.purchase_order' AND company.may_read_of('stock.move') THEN
        RETURN QUERY
        SELECT m.posted_at, m.posted_by, 'received', 'warehouse.item', m.item_id::text, i.code || ' ' || i.name,
               jsonb_build_array(jsonb_build_object('name', 'quantity', 'type', 'numeric(18,6)', 'new', m.quantity::text))
          FROM stock.move m JOIN warehouse.item i ON i.id = m.item_id
         WHERE m.company_id = p_company AND m.source_kind = 'purchase_order' AND m.source_id = p_id
           AND m.posted_at < p_before
         ORDER BY m.posted_at DESC FETCH FIRST (p_limit) ROWS WITH TIES;
    END IF;
    IF p_subject = 'finance.invoice' AND company.may_read_of('ledger.settlement') THEN
        RETURN QUERY
        SELECT x.at, x.by, x.kind, 'ledger.entry', o.entry_id::text, '',
               jsonb_build_array(jsonb_build_object('name', 'amount', 'type', 'numeric(18,2)', 'new', s.amount::text))
               || CASE WHEN x.reason = '' THEN '[]' ELSE jsonb_build_array(jsonb_build_object(
                       'name', 'undone_reason', 'type', 'text', 'new', x.reason)) END
          FROM finance.invoice i
          JOIN ledger.line l ON l.company_id = i.company_id AND l.entry_id = i.entry_id
          JOIN ledger.settlement s ON s.company_id = l.company_id AND l.id IN (s.debit_line_id, s.credit_line_id)
          JOIN ledger.line o ON o.company_id = s.company_id
               AND o.id = CASE WHEN l.id = s.debit_line_id THEN s.credit_line_id ELSE s.debit_line_id END
          JOIN ledger.settling g ON g.company_id = s.company_id AND g.id = s.settling_id
         CROSS JOIN LATERAL (VALUES (s.settled_at, s.settled_by, 'settled', ''),
                                    (s.undone_at, s.undone_by, 'unsettled', g.undone_reason)) x (at, by, kind, reason)
         WHERE i.company_id = p_company AND i.id = p_id AND x.at < p_before
         ORDER BY x.at DESC FETCH FIRST (p_limit) ROWS WITH TIES;
    END IF;
END $$;

-- The history of a record for whoever may read it: at most p_limit happenings before a moment, and all of the last one's
-- moment, so that a save is never told in halves. What the login may not read of a record is not told of it either.
CREATE OR REPLACE FUNCTION company.record_history(
    p_company bigint, p_subject text, p_id bigint, p_before timestamptz DEFAULT NULL, p_limit integer DEFAULT 50)
RETURNS TABLE (at timestamptz, who text, kind text, subject text, key text, label text, fields jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' AS $$
DECLARE
    v_before timestamptz := coalesce(p_before, 'infinity');
    v_limit integer := least(greatest(p_limit, 1), 500);
    v_terms text := CASE p_subject WHEN 'contacts.party' THEN 'contacts.party_terms'
                                   WHEN 'warehouse.item' THEN 'warehouse.item_terms' ELSE p_subject END;
BEGIN
    IF NOT (p_company = ANY (company.mine()) AND company.is_record(p_subject) AND company.may_read_of(p_subject)) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": []}', 'D');
    END IF;
    RETURN QUERY
    WITH changed AS (
        SELECT e.at, e.user_id, e.login, e.action, e.subject, e.old, e.new FROM audit.entry e
         WHERE e.subject = p_subject AND e.key = p_id::text AND e.at < v_before
           AND (e.company_id = p_company OR e.company_id IS NULL)
         ORDER BY e.at DESC FETCH FIRST (v_limit) ROWS WITH TIES),
    terms AS (
        SELECT e.at, e.user_id, e.login, e.action, e.subject, e.old, e.new FROM audit.entry e
         WHERE v_terms <> p_subject AND company.may_read_of(v_terms) AND e.subject = v_terms AND e.key = p_id::text
           AND e.at < v_before AND (e.company_id = p_company OR e.company_id IS NULL) AND e.action = 'update'
         ORDER BY e.at DESC FETCH FIRST (v_limit) ROWS WITH TIES),
    told AS (
        SELECT c.at, c.user_id, c.login::text,
               CASE c.action WHEN 'insert' THEN 'created' WHEN 'delete' THEN 'deleted' ELSE 'changed' END AS kind,
               ''::text AS subject, ''::text AS key, ''::text AS label, c.subject AS source, c.old, c.new,
               NULL::jsonb AS fields
          FROM (SELECT * FROM changed UNION ALL SELECT * FROM terms) c
        UNION ALL
        SELECT x.at, x.user_id, '', x.kind, x.subject, x.key, x.label, NULL, NULL, NULL, x.fields
          FROM company.record_events(p_company, p_subject, p_id, v_before, v_limit) x),
    page AS (SELECT * FROM told t ORDER BY t.at DESC FETCH FIRST (v_limit) ROWS WITH TIES)
    SELECT p.at, coalesce((SELECT u.full_name FROM company.app_user u WHERE u.id = p.user_id), p.login), p.kind,
           p.subject, p.key, coalesce(p.label, ''),
           coalesce(p.fields, CASE WHEN p.kind = 'changed' THEN audit.readable_fields(p.source, p.old, p.new) END)
      FROM page p ORDER BY p.at DESC, p.kind = 'created', p.kind = 'changed';
END $$;

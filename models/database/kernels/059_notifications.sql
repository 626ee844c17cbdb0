-- What concerns somebody is told to them: written by triggers alone, for who may read the record and wants to hear of it.

-- Whether somebody, who need not be signed in, reads such records of a company.
CREATE OR REPLACE FUNCTION company.user_reads(p_user bigint, p_company bigint, p_subject text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_login regrole;
BEGIN
    SELECT to_regrole(quote_ident(company.prefix() || '_' || u.name)) INTO v_login
      FROM company.app_user u JOIN company.user_company c ON c.user_id = u.id AND c.company_id = p_company
     WHERE u.id = p_user AND NOT u.locked;
    RETURN v_login IS NOT NULL AND has_table_privilege(v_login::oid, to_regclass(p_subject), 'SELECT');
END $$;

-- Tells a user of a record; what they do themselves, may not read or do not want to hear of is not told. Takes away what
-- they were told long ago, without waiting for anybody.
CREATE OR REPLACE FUNCTION company.notify(
    p_company bigint, p_user bigint, p_kind text, p_subject text, p_id bigint, p_title text, p_detail text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_actor bigint := company.actor();
BEGIN
    IF p_user IS NULL OR p_user IS NOT DISTINCT FROM v_actor OR NOT company.user_reads(p_user, p_company, p_subject)
       OR EXISTS (SELECT FROM company.muted_notification m WHERE m.user_id = p_user AND m.kind = p_kind) THEN
        RETURN;
    END IF;
    DELETE FROM company.notification n WHERE n.id IN (
        SELECT o.id FROM company.notification o
         WHERE o.company_id = p_company AND o.user_id = p_user AND o.at < now() - interval '90 days'
         LIMIT 100 FOR UPDATE SKIP LOCKED);
    INSERT INTO company.notification (company_id, user_id, kind, subject, subject_id, title, detail, by_user)
    VALUES (p_company, p_user, p_kind, p_subject, p_id, coalesce(p_title, ''), company.first_words(p_detail), v_actor);
    PERFORM audit.announce(p_company, 'company.notification', jsonb_build_array(p_user), v_actor);
END $$;

CREATE OR REPLACE FUNCTION company.first_words(p_text text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN length(t) > 140 THEN left(t, 139) || '…' ELSE t END
      FROM (SELECT trim(regexp_replace(coalesce(p_text, ''), '\s+', ' ', 'g')) AS t) x
$$;

-- Tells everybody whom a text calls by "@name"; answers who that is. `p_shown` is what of the text is passed on.
CREATE OR REPLACE FUNCTION company.tell_mentioned(
    p_company bigint, p_subject text, p_id bigint, p_title text, p_text text, p_shown text) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_user bigint;
    v_told bigint[] := '{}';
BEGIN
    FOR v_user IN SELECT u.id FROM company.app_user u
                   WHERE u.name IN (SELECT lower(rtrim(m[1], '.')) FROM regexp_matches(p_text, '(?:^|[^\w@.])@([A-Za-z][\w.]*)', 'g') m)
                   ORDER BY u.id LIMIT 20 LOOP
        PERFORM company.notify(p_company, v_user, 'mentioned', p_subject, p_id, p_title, p_shown);
        v_told := v_told || v_user;
    END LOOP;
    RETURN v_told;
END $$;

-- Who made a record, as the trail knows it.
CREATE OR REPLACE FUNCTION company.maker_of(p_subject text, p_id bigint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.user_id FROM audit.entry e WHERE e.subject = p_subject AND e.key = p_id::text AND e.action = 'insert'
     ORDER BY e.at LIMIT 1
$$;

CREATE OR REPLACE FUNCTION service.tell_assignee() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM company.notify(NEW.company_id, NEW.assignee_id, 'assigned', 'service.ticket', NEW.id,
                           NEW.number || ' ' || NEW.subject, '');
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION service.tell_of_message() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_ticket service.ticket;
    v_told bigint[];
BEGIN
    SELECT * INTO v_ticket FROM service.ticket t WHERE t.company_id = NEW.company_id AND t.id = NEW.ticket_id;
    v_told := company.tell_mentioned(NEW.company_id, 'service.ticket', v_ticket.id,
                                     v_ticket.number || ' ' || v_ticket.subject, NEW.text, NEW.text);
    IF v_ticket.assignee_id <> ALL (v_told) AND v_ticket.opened_at <> NEW.written_at THEN
        PERFORM company.notify(NEW.company_id, v_ticket.assignee_id, 'answered', 'service.ticket', v_ticket.id,
                               v_ticket.number || ' ' || v_ticket.subject, NEW.text);
    END IF;
    RETURN NULL;
END $$;

-- A note is for fewer eyes than its record, so its words are not passed on.
CREATE OR REPLACE FUNCTION company.tell_of_note() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_record jsonb;
BEGIN
    IF position('@' IN NEW.text) > 0 THEN
        v_record := company.find_record(NEW.company_id, NEW.subject, NEW.subject_id);
        PERFORM company.tell_mentioned(NEW.company_id, NEW.subject, NEW.subject_id,
                    concat_ws(' ', coalesce(v_record ->> 'number', v_record ->> 'code'),
                              coalesce(v_record ->> 'name', v_record ->> 'subject')), NEW.text, '');
    END IF;
    RETURN NULL;
END $$;

-- TG_ARGV[0] is "posted" or "changed"; the maker of a document hears what others made of it.
CREATE OR REPLACE FUNCTION company.tell_maker() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_subject text := TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME;
BEGIN
    PERFORM company.notify(NEW.company_id, company.maker_of(v_subject, NEW.id), TG_ARGV[0], v_subject, NEW.id,
                           NEW.number, CASE TG_ARGV[0] WHEN 'changed' THEN to_jsonb(NEW) ->> 'status' ELSE '' END);
    RETURN NULL;
END $$;

-- Marks one's own as read: those with these keys, or all.
CREATE OR REPLACE FUNCTION company.mark_read(p_company bigint, p_ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_me bigint := company.actor();
BEGIN
    IF v_me IS NULL OR NOT p_company = ANY (company.mine()) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": []}', 'D');
    END IF;
    UPDATE company.notification n SET read_at = now()
     WHERE n.company_id = p_company AND n.user_id = v_me AND n.read_at IS NULL AND (p_ids IS NULL OR n.id = ANY (p_ids));
    IF FOUND THEN
        PERFORM audit.announce(p_company, 'company.notification', jsonb_build_array(v_me), v_me);
    END IF;
END $$;

-- Hears of everything but these kinds from now on.
CREATE OR REPLACE FUNCTION company.mute_notifications(p_kinds text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_me bigint := company.actor();
BEGIN
    IF v_me IS NULL OR NOT p_kinds <@ ARRAY['assigned', 'answered', 'mentioned', 'posted', 'changed'] THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": []}', 'D');
    END IF;
    DELETE FROM company.muted_notification m WHERE m.user_id = v_me AND m.kind <> ALL (p_kinds);
    INSERT INTO company.muted_notification (user_id, kind) SELECT v_me, k FROM unnest(p_kinds) k ON CONFLICT DO NOTHING;
END $$;

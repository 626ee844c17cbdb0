-- The tasks of closing a period: taken from the template, signed by their owner when what they check is nothing and the
-- tasks before them are done, reviewed by somebody else.

-- Takes the active tasks of the template into the period, each once; answers how many came.
CREATE OR REPLACE FUNCTION ledger.begin_close(p_request uuid, p_company bigint, p_period bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.begin_close', p_company, p_period), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_period ledger.period;
    v_count integer;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_period := ledger.hold_period(p_company, p_period);
    PERFORM ledger.refuse_closed(v_period);
    INSERT INTO ledger.close_task (company_id, period_id, code, position, name, name_en, area, owner_role, owner_id, reviewed,
                                   reviewer_id, check_code, needs_evidence, page, after, due_on)
    SELECT p_company, p_period, t.code, t.position, t.name, t.name_en, t.area, t.owner_role, t.owner_id, t.reviewed,
           t.reviewer_id, t.check_code, t.needs_evidence, t.page, t.after,
           company.working_day_after(p_company, v_period.ends_on, t.due_day)
      FROM ledger.close_template t WHERE t.company_id = p_company AND t.active ORDER BY t.position, t.code
    ON CONFLICT (company_id, period_id, code) DO NOTHING;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    IF v_count > 0 THEN
        PERFORM ledger.tell_of_period(v_period, v_actor, 'begin', '');
    END IF;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('tasks', v_count));
END $$;

CREATE OR REPLACE FUNCTION ledger.refuse_closed(p_period ledger.period) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF 'all' = ANY (p_period.locked_areas) THEN
        PERFORM company.refuse('ledger.period_closed', jsonb_build_object('from', p_period.starts_on, 'to', p_period.ends_on));
    END IF;
END $$;

-- Internal: the task of an open period, held until the commit, so that two people do not sign it at once. The period is
-- held shared: signing and closing wait for each other.
CREATE OR REPLACE FUNCTION ledger.hold_close_task(p_company bigint, p_task bigint) RETURNS ledger.close_task
LANGUAGE plpgsql AS $$
DECLARE
    v_task ledger.close_task;
    v_period ledger.period;
BEGIN
    SELECT * INTO v_task FROM ledger.close_task t WHERE t.company_id = p_company AND t.id = p_task FOR UPDATE;
    IF v_task.id IS NULL THEN
        PERFORM company.refuse('close.no_task', jsonb_build_object('id', p_task), 'I');
    END IF;
    SELECT * INTO v_period FROM ledger.period p WHERE p.company_id = p_company AND p.id = v_task.period_id FOR SHARE;
    PERFORM ledger.refuse_closed(v_period);
    RETURN v_task;
END $$;

CREATE OR REPLACE FUNCTION ledger.name_of_user(p_user bigint) RETURNS text
LANGUAGE sql STABLE AS $$ SELECT u.full_name FROM company.app_user u WHERE u.id = p_user $$;

-- Internal: why a task cannot be signed, if it cannot.
CREATE OR REPLACE FUNCTION ledger.check_can_sign(p_task ledger.close_task, p_actor bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_found record;
BEGIN
    IF p_task.signed_at IS NOT NULL THEN
        PERFORM company.refuse('close.signed', jsonb_build_object('name', p_task.name, 'by', ledger.name_of_user(p_task.signed_by)));
    ELSIF p_task.owner_id <> p_actor THEN
        PERFORM company.refuse('close.not_owner', jsonb_build_object('name', p_task.name, 'owner', ledger.name_of_user(p_task.owner_id)));
    ELSIF p_task.owner_id IS NULL AND p_task.owner_role <> '' AND NOT company.has_role(p_task.owner_role, 'accountant') THEN
        PERFORM company.refuse('close.not_owner', jsonb_build_object('name', p_task.name, 'owner', p_task.owner_role));
    END IF;
    SELECT t.name INTO v_found FROM ledger.close_task t
     WHERE t.company_id = p_task.company_id AND t.period_id = p_task.period_id AND t.code = ANY (p_task.after)
       AND (t.signed_at IS NULL OR t.reviewed AND t.reviewed_at IS NULL) ORDER BY t.position LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('close.predecessor', jsonb_build_object('name', p_task.name, 'before', v_found.name));
    END IF;
    PERFORM ledger.check_is_nothing(p_task);
    IF p_task.needs_evidence AND NOT EXISTS (
           SELECT FROM company.attachment a WHERE a.company_id = p_task.company_id AND a.subject = 'ledger.close_task'
              AND a.subject_id = p_task.id AND a.removed_at IS NULL) THEN
        PERFORM company.refuse('close.no_evidence', jsonb_build_object('name', p_task.name));
    END IF;
END $$;

CREATE OR REPLACE FUNCTION ledger.check_is_nothing(p_task ledger.close_task) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_found record;
BEGIN
    IF p_task.check_code <> '' THEN
        SELECT * INTO v_found FROM ledger.found_by_check(p_task.company_id, p_task.period_id, p_task.check_code);
        IF v_found.count <> 0 THEN
            PERFORM company.refuse('close.not_nothing', jsonb_build_object(
                'name', p_task.name, 'count', v_found.count, 'amount', v_found.amount));
        END IF;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION ledger.sign_close_task(p_request uuid, p_company bigint, p_task bigint, p_note text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.sign_close_task', p_company, p_task, p_note), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_task ledger.close_task;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_task := ledger.hold_close_task(p_company, p_task);
    PERFORM ledger.check_can_sign(v_task, v_actor);
    UPDATE ledger.close_task SET signed_at = clock_timestamp(), signed_by = v_actor, note = trim(coalesce(p_note, ''))
     WHERE company_id = p_company AND id = p_task;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', p_task));
END $$;

-- Somebody else looks at what was signed. What was nothing then must still be.
CREATE OR REPLACE FUNCTION ledger.review_close_task(p_request uuid, p_company bigint, p_task bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.review_close_task', p_company, p_task), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_task ledger.close_task;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_task := ledger.hold_close_task(p_company, p_task);
    IF v_task.signed_at IS NULL THEN
        PERFORM company.refuse('close.not_signed', jsonb_build_object('name', v_task.name));
    ELSIF v_task.reviewed_at IS NOT NULL THEN
        PERFORM company.refuse('close.signed', jsonb_build_object('name', v_task.name, 'by', ledger.name_of_user(v_task.reviewed_by)));
    ELSIF v_task.signed_by = v_actor THEN
        PERFORM company.refuse('close.own_work', jsonb_build_object('name', v_task.name));
    ELSIF v_task.reviewer_id <> v_actor THEN
        PERFORM company.refuse('close.not_owner', jsonb_build_object('name', v_task.name, 'owner', ledger.name_of_user(v_task.reviewer_id)));
    END IF;
    PERFORM ledger.check_is_nothing(v_task);
    UPDATE ledger.close_task SET reviewed_at = clock_timestamp(), reviewed_by = v_actor
     WHERE company_id = p_company AND id = p_task;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', p_task));
END $$;

-- Takes a signature back, with a reason; those that build on it must go first.
CREATE OR REPLACE FUNCTION ledger.unsign_close_task(p_request uuid, p_company bigint, p_task bigint, p_reason text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.unsign_close_task', p_company, p_task, p_reason), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_reason text := ledger.check_reason(p_reason);
    v_task ledger.close_task;
    v_later text;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_task := ledger.hold_close_task(p_company, p_task);
    v_later := (SELECT t.name FROM ledger.close_task t WHERE t.company_id = p_company AND t.period_id = v_task.period_id
                   AND v_task.code = ANY (t.after) AND t.signed_at IS NOT NULL ORDER BY t.position LIMIT 1);
    IF v_task.signed_at IS NULL THEN
        PERFORM company.refuse('close.not_signed', jsonb_build_object('name', v_task.name));
    ELSIF v_later IS NOT NULL THEN
        PERFORM company.refuse('close.successor', jsonb_build_object('name', v_task.name, 'after', v_later));
    END IF;
    UPDATE ledger.close_task SET signed_at = NULL, signed_by = NULL, reviewed_at = NULL, reviewed_by = NULL
     WHERE company_id = p_company AND id = p_task;
    INSERT INTO ledger.period_event (company_id, period_id, event, area, user_id, reason)
    VALUES (p_company, v_task.period_id, 'unsign', v_task.name, v_actor, v_reason);
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', p_task));
END $$;

-- Who does a task and who looks at it: two people, or anybody where null.
CREATE OR REPLACE FUNCTION ledger.assign_close_task(
    p_request uuid, p_company bigint, p_task bigint, p_owner bigint, p_reviewer bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.assign_close_task', p_company, p_task,
                                                  coalesce(p_owner, 0), coalesce(p_reviewer, 0)), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_task ledger.close_task;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_task := ledger.hold_close_task(p_company, p_task);
    IF p_owner = p_reviewer THEN
        PERFORM company.refuse('close.own_work', jsonb_build_object('field', 'reviewer_id', 'name', v_task.name), 'I');
    ELSIF EXISTS (SELECT FROM unnest(ARRAY[p_owner, p_reviewer]) x WHERE x IS NOT NULL AND NOT EXISTS (
              SELECT FROM company.user_company c WHERE c.user_id = x AND c.company_id = p_company)) THEN
        PERFORM company.refuse('close.nobody', '{"field": "owner_id"}', 'I');
    END IF;
    UPDATE ledger.close_task SET owner_id = CASE WHEN signed_at IS NULL THEN p_owner ELSE owner_id END,
           reviewer_id = CASE WHEN reviewed_at IS NULL THEN p_reviewer ELSE reviewer_id END,
           reviewed = reviewed OR p_reviewer IS NOT NULL
     WHERE company_id = p_company AND id = p_task;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', p_task));
END $$;

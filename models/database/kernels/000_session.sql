-- Who is here, what they may do, and the small functions every kernel stands on.

CREATE OR REPLACE FUNCTION company.refuse(code text, params jsonb DEFAULT '{}', class text DEFAULT 'R') RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'KO' || class || '00', MESSAGE = code, DETAIL = params::text;
END $$;

CREATE OR REPLACE FUNCTION company.prefix() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT i.prefix FROM company.installation i);
END $$;

-- The login itself: a person, or a shared terminal. Null for whoever is no user of this database.
CREATE OR REPLACE FUNCTION company.login_user() RETURNS company.app_user
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found company.app_user;
BEGIN
    SELECT u.* INTO found
      FROM company.installation i
      JOIN company.app_user u ON u.name = substr(session_user, length(i.prefix) + 2)
     WHERE session_user = i.prefix || '_' || u.name
       AND NOT u.locked AND (u.expires_on IS NULL OR u.expires_on >= (now() AT TIME ZONE 'UTC')::date);
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION company.backend_start() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.backend_start FROM pg_stat_get_activity(pg_backend_pid()) a
$$;

-- Who acts: the person, or the worker whose badge was read at this terminal. Inside definer code current_user is the
-- owner, and a setting could be forged; this reads session_user and an owner-only table keyed by the backend.
CREATE OR REPLACE FUNCTION company.actor() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me company.app_user := company.login_user();
BEGIN
    IF me.kind = 'person' THEN
        RETURN me.id;
    END IF;
    RETURN (SELECT s.user_id FROM company.terminal_session s
             JOIN company.app_user u ON u.id = s.user_id AND NOT u.locked
             WHERE me.kind = 'terminal' AND s.pid = pg_backend_pid()
               AND s.backend_start = company.backend_start() AND s.expires_at > clock_timestamp());
END $$;

-- Business roles that hold here and now: at a terminal those of the worker that the terminal has too.
CREATE OR REPLACE FUNCTION company.has_role(VARIADIC roles text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me company.app_user := company.login_user();
BEGIN
    IF me.kind = 'person' THEN
        RETURN EXISTS (SELECT FROM company.user_role r WHERE r.user_id = me.id AND r.role = ANY (roles));
    END IF;
    RETURN EXISTS (SELECT FROM company.user_role t JOIN company.user_role w USING (role)
                    WHERE t.user_id = me.id AND w.user_id = company.actor() AND role = ANY (roles));
END $$;

-- The companies whose rows the session may see; none at a terminal without a badge.
CREATE OR REPLACE FUNCTION company.mine() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me company.app_user := company.login_user();
BEGIN
    IF me.kind = 'person' THEN
        RETURN coalesce((SELECT array_agg(c.company_id) FROM company.user_company c WHERE c.user_id = me.id), '{}');
    END IF;
    RETURN coalesce((SELECT array_agg(c.company_id)
                       FROM company.user_company c
                       JOIN company.user_company w ON w.company_id = c.company_id AND w.user_id = company.actor()
                      WHERE c.user_id = me.id), '{}');
END $$;

CREATE OR REPLACE FUNCTION company.today(p_company bigint) RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (clock_timestamp() AT TIME ZONE (SELECT c.time_zone FROM company.company c WHERE c.id = p_company))::date;
END $$;

-- Each door begins here: the right, the company, and that it is the only door of its transaction.
CREATE OR REPLACE FUNCTION company.enter_door(p_company bigint, VARIADIC roles text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me company.app_user := company.login_user();
    who bigint := me.id;
    allowed boolean;
BEGIN
    IF me.kind = 'person' THEN
        SELECT EXISTS (SELECT FROM company.user_role r WHERE r.user_id = me.id AND r.role = ANY (roles))
           AND EXISTS (SELECT FROM company.user_company c WHERE c.user_id = me.id AND c.company_id = p_company)
          INTO allowed;
    ELSE
        who := company.actor();
        allowed := company.has_role(VARIADIC roles) AND p_company = ANY (company.mine());
    END IF;
    IF who IS NULL OR allowed IS NOT TRUE THEN
        PERFORM company.refuse('company.not_allowed', jsonb_build_object('roles', roles), 'D');
    END IF;
    -- Two doors in one transaction deadlock under load: their locks can no longer be taken in one order.
    IF current_setting('kontor.door', true) = pg_current_xact_id()::text THEN
        PERFORM company.refuse('database.second_door');
    END IF;
    PERFORM set_config('kontor.door', pg_current_xact_id()::text, true);
    RETURN who;
END $$;

-- The answer that an earlier call with this request id got; null for a new one, refused for another call.
CREATE OR REPLACE FUNCTION company.earlier_answer(p_request uuid, p_digest bytea, p_actor bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    earlier company.request;
BEGIN
    SELECT * INTO earlier FROM company.request r WHERE r.id = p_request;
    IF earlier.id IS NULL THEN
        RETURN NULL;
    END IF;
    IF earlier.digest <> p_digest OR earlier.user_id IS DISTINCT FROM p_actor THEN
        PERFORM company.refuse('database.request_reused', jsonb_build_object('request', p_request));
    END IF;
    RETURN earlier.result;
END $$;

CREATE OR REPLACE FUNCTION company.remember_answer(p_request uuid, p_digest bytea, p_actor bigint, p_result jsonb)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_request IS NOT NULL THEN
        INSERT INTO company.request (id, digest, result, user_id) VALUES (p_request, p_digest, p_result, p_actor);
    END IF;
    RETURN p_result;
END $$;

-- After a connection was lost during COMMIT: what became of the request? Null: nothing, it may be sent again.
CREATE OR REPLACE FUNCTION company.request_result(p_request uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT r.result FROM company.request r WHERE r.id = p_request AND r.user_id = company.actor());
END $$;

-- Swedish order under byte order: å ä ö after z, é with e, case and punctuation ignored.
CREATE OR REPLACE FUNCTION company.sort_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT translate(lower(translate(value, 'ÅÄÖÉÈÊÜÁÀÓÍÑÇÆØ', 'åäöéèêüáàóíñçæø')),
                     'åäæöøéèêëüûúùáàâóòôíìîñç' || '’''´`".,-–/()&', '{||}}eeeeyuuuaaaoooiiinc')
$$;

CREATE OR REPLACE FUNCTION company.next_number(p_company bigint, p_kind text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    given text;
BEGIN
    INSERT INTO company.number_series AS s (company_id, kind, next_number) VALUES (p_company, p_kind, 2)
    ON CONFLICT (company_id, kind) DO UPDATE SET next_number = s.next_number + 1
    RETURNING s.prefix || (s.next_number - 1) INTO given;
    RETURN given;
END $$;

CREATE OR REPLACE FUNCTION company.next_numbers(p_company bigint, p_kind text, p_count integer) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_prefix text;
    v_next bigint;
BEGIN
    INSERT INTO company.number_series AS s (company_id, kind, next_number) VALUES (p_company, p_kind, 1 + p_count)
    ON CONFLICT (company_id, kind) DO UPDATE SET next_number = s.next_number + p_count
    RETURNING s.prefix, s.next_number INTO v_prefix, v_next;
    RETURN (SELECT array_agg(v_prefix || n ORDER BY n) FROM generate_series(v_next - p_count, v_next - 1) n);
END $$;

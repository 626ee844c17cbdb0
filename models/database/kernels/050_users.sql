-- Users, their roles and companies, badges and settings: owner-only tables behind audited functions.
-- Passwords arrive as SCRAM verifiers: a clear one would stand in server logs.

CREATE OR REPLACE FUNCTION company.business_roles() RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY['administrator', 'accountant', 'finance_clerk', 'payroll_officer', 'storekeeper', 'warehouse_worker',
                 'buyer', 'planner', 'seller', 'sales_manager', 'service_agent', 'service_manager', 'auditor']
$$;

-- The login of a user, after checking that the caller is an administrator and the name is one of ours.
CREATE OR REPLACE FUNCTION company.administered_login(p_name text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_login text := company.prefix() || '_' || p_name;
BEGIN
    -- During set-up the builder acts as the owner itself, before there is any user.
    IF session_user <> current_user AND NOT company.has_role('administrator') AND NOT company.is_builder() THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["administrator"]}', 'D');
    ELSIF p_name !~ '^[a-z][a-z0-9_.]{0,38}$' OR p_name ~ '^role_' OR p_name = 'owner' OR octet_length(v_login) > 63 THEN
        PERFORM company.refuse('user.bad_name', jsonb_build_object('field', 'name', 'name', p_name), 'I');
    END IF;
    RETURN v_login;
END $$;

-- True for the superuser or creator of roles that set the database up: it can become the owner anyway.
CREATE OR REPLACE FUNCTION company.is_builder() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_has_role(session_user, company.prefix() || '_owner', 'MEMBER')
$$;

CREATE OR REPLACE FUNCTION company.check_verifier(p_verifier text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_verifier !~ '^SCRAM-SHA-256\$\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
        PERFORM company.refuse('user.bad_password', '{"field": "password"}', 'I');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION company.create_user(
    p_name text, p_full_name text, p_verifier text, p_kind text DEFAULT 'person', p_language text DEFAULT 'sv')
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_login text := company.administered_login(p_name);
    v_id bigint;
BEGIN
    PERFORM company.check_verifier(p_verifier);
    IF EXISTS (SELECT FROM company.app_user u WHERE u.name = p_name) THEN
        PERFORM company.refuse('user.exists', jsonb_build_object('field', 'name', 'name', p_name));
    END IF;
    EXECUTE format('CREATE ROLE %I LOGIN NOCREATEROLE NOCREATEDB PASSWORD %L', v_login, p_verifier);
    INSERT INTO company.app_user (name, full_name, kind, language) VALUES (p_name, p_full_name, p_kind, p_language)
    RETURNING id INTO v_id;
    RETURN v_id;
END $$;

-- One's own password, or as an administrator somebody's.
CREATE OR REPLACE FUNCTION company.set_password(p_name text, p_verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_login text := company.prefix() || '_' || p_name;
BEGIN
    PERFORM company.check_verifier(p_verifier);
    IF session_user <> v_login THEN
        v_login := company.administered_login(p_name);
    END IF;
    IF NOT EXISTS (SELECT FROM company.app_user u WHERE u.name = p_name) THEN
        PERFORM company.refuse('user.unknown', jsonb_build_object('name', p_name), 'I');
    END IF;
    EXECUTE format('ALTER ROLE %I PASSWORD %L', v_login, p_verifier);
    INSERT INTO audit.entry (subject, key, action, user_id, login)
    VALUES ('company.app_user', p_name, 'passwd', company.actor(), session_user);
END $$;

CREATE OR REPLACE FUNCTION company.user_id(p_name text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_id bigint := (SELECT u.id FROM company.app_user u WHERE u.name = p_name);
BEGIN
    IF v_id IS NULL THEN
        PERFORM company.refuse('user.unknown', jsonb_build_object('name', p_name), 'I');
    END IF;
    RETURN v_id;
END $$;

CREATE OR REPLACE FUNCTION company.grant_role(p_name text, p_role text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_login text := company.administered_login(p_name);
BEGIN
    IF p_role <> ALL (company.business_roles()) THEN
        PERFORM company.refuse('user.unknown_role', jsonb_build_object('role', p_role), 'I');
    END IF;
    INSERT INTO company.user_role (user_id, role) VALUES (company.user_id(p_name), p_role) ON CONFLICT DO NOTHING;
    EXECUTE format('GRANT %I TO %I', company.prefix() || '_role_' || p_role, v_login);
END $$;

CREATE OR REPLACE FUNCTION company.revoke_role(p_name text, p_role text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_login text := company.administered_login(p_name);
BEGIN
    IF p_role <> ALL (company.business_roles()) THEN
        PERFORM company.refuse('user.unknown_role', jsonb_build_object('role', p_role), 'I');
    END IF;
    IF p_role = 'administrator' AND (SELECT count(*) FROM company.user_role r JOIN company.app_user u ON u.id = r.user_id
         WHERE r.role = 'administrator' AND NOT u.locked AND u.name <> p_name) = 0 THEN
        PERFORM company.refuse('user.last_administrator', jsonb_build_object('name', p_name));
    END IF;
    DELETE FROM company.user_role WHERE user_id = company.user_id(p_name) AND role = p_role;
    EXECUTE format('REVOKE %I FROM %I', company.prefix() || '_role_' || p_role, v_login);
END $$;

-- Internal: who works in a book is said of its company.
CREATE OR REPLACE FUNCTION company.refuse_book(p_company bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM company.company c WHERE c.id = p_company AND c.book_of IS NOT NULL) THEN
        PERFORM company.refuse('book.through_company');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION company.grant_company(p_name text, p_company bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM company.administered_login(p_name);
    PERFORM company.refuse_book(p_company);
    -- An administrator opens only companies that are their own.
    IF NOT company.is_builder() AND NOT p_company = ANY (company.mine()) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["administrator"]}', 'D');
    END IF;
    INSERT INTO company.user_company (user_id, company_id) VALUES (company.user_id(p_name), p_company)
    ON CONFLICT DO NOTHING;
END $$;

-- Closes a company to a user; somebody must be left who can open it to others.
CREATE OR REPLACE FUNCTION company.revoke_company(p_name text, p_company bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_company text;
BEGIN
    PERFORM company.administered_login(p_name);
    PERFORM company.refuse_book(p_company);
    IF NOT company.is_builder() AND NOT p_company = ANY (company.mine()) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["administrator"]}', 'D');
    END IF;
    SELECT c.name INTO v_company FROM company.company c WHERE c.id = p_company FOR UPDATE;
    IF NOT EXISTS (SELECT FROM company.user_company c JOIN company.user_role r USING (user_id)
                     JOIN company.app_user u ON u.id = user_id
                    WHERE c.company_id = p_company AND r.role = 'administrator' AND u.name <> p_name AND NOT u.locked
                      AND (u.expires_on IS NULL OR u.expires_on >= current_date)) THEN
        PERFORM company.refuse('user.last_of_company', jsonb_build_object('name', p_name, 'company', v_company));
    END IF;
    DELETE FROM company.user_company WHERE user_id = company.user_id(p_name) AND company_id = p_company;
END $$;

CREATE OR REPLACE FUNCTION company.lock_user(p_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_login text := company.administered_login(p_name);
BEGIN
    IF v_login = session_user THEN
        PERFORM company.refuse('user.lock_oneself');
    END IF;
    UPDATE company.app_user SET locked = true WHERE id = company.user_id(p_name);
    EXECUTE format('ALTER ROLE %I NOLOGIN', v_login);
    PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.usename = v_login;
END $$;

CREATE OR REPLACE FUNCTION company.unlock_user(p_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_login text := company.administered_login(p_name);
BEGIN
    UPDATE company.app_user SET locked = false WHERE id = company.user_id(p_name);
    EXECUTE format('ALTER ROLE %I LOGIN', v_login);
END $$;

CREATE OR REPLACE FUNCTION company.set_expiry(p_name text, p_expires_on date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM company.administered_login(p_name);
    UPDATE company.app_user SET expires_on = p_expires_on WHERE id = company.user_id(p_name);
END $$;

-- What sign-in wants to know in one round trip. Says "expired" apart: VALID UNTIL would look like a wrong password.
CREATE OR REPLACE FUNCTION company.who_am_i() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me company.app_user;
BEGIN
    SELECT u.* INTO me FROM company.app_user u WHERE session_user = company.prefix() || '_' || u.name;
    RETURN (SELECT jsonb_build_object(
        'id', me.id, 'name', me.name, 'full_name', me.full_name, 'language', me.language, 'kind', me.kind,
        'locked', me.locked, 'expired', coalesce(me.expires_on < current_date, false),
        'roles', (SELECT coalesce(jsonb_agg(r.role ORDER BY r.role), '[]') FROM company.user_role r WHERE r.user_id = me.id),
        'companies', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'currency', c.currency,
                                      'language', c.language, 'country', c.country) ORDER BY c.id), '[]')
                        FROM company.company c JOIN company.user_company uc ON uc.company_id = c.id AND uc.user_id = me.id
                       WHERE c.book_of IS NULL),
        'books', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'currency', c.currency,
                                  'language', c.language, 'country', c.country, 'book_of', c.book_of, 'book_code', c.book_code)
                                  ORDER BY c.id), '[]')
                    FROM company.company c JOIN company.user_company uc ON uc.company_id = c.id AND uc.user_id = me.id
                   WHERE c.book_of IS NOT NULL),
        'major', i.major, 'minor', i.minor)
      FROM company.installation i);
END $$;

-- Badges of a shared terminal. The PIN is six digits, salted; wrong ones are counted by a sequence of the badge's own,
-- since a ROLLBACK takes back a counter in a table but not a nextval.
CREATE OR REPLACE FUNCTION company.issue_badge(p_name text, p_code text, p_pin text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_user bigint;
    v_salt bytea := decode(replace(gen_random_uuid()::text, '-', ''), 'hex');
    v_base bigint;
BEGIN
    PERFORM company.administered_login(p_name);
    v_user := company.user_id(p_name);
    IF p_pin !~ '^\d{6}$' THEN
        PERFORM company.refuse('badge.bad_pin', '{"field": "pin"}', 'I');
    ELSIF trim(coalesce(p_code, '')) = '' THEN
        PERFORM company.refuse('badge.bad_code', '{"field": "code"}', 'I');
    END IF;
    EXECUTE format('CREATE SEQUENCE IF NOT EXISTS company.badge_tries_%s', v_user);
    EXECUTE format('SELECT nextval(%L)', 'company.badge_tries_' || v_user) INTO v_base;
    INSERT INTO company.badge (user_id, code, salt, pin_hash, tries_base)
    VALUES (v_user, p_code, v_salt, sha256(v_salt || convert_to(p_pin, 'UTF8')), v_base)
    ON CONFLICT (user_id) DO UPDATE SET code = excluded.code, salt = excluded.salt, pin_hash = excluded.pin_hash,
        tries_base = excluded.tries_base, issued_at = now();
END $$;

-- Signs a worker in at this terminal's connection for p_minutes; five wrong PINs in a row close the badge until an
-- administrator issues it anew. Answers the worker, or null for a wrong badge or PIN (one answer for both).
CREATE OR REPLACE FUNCTION company.terminal_sign_in(p_badge text, p_pin text, p_minutes integer DEFAULT 10) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me company.app_user := company.login_user();
    v_badge company.badge;
    v_worker company.app_user;
    v_try bigint;
BEGIN
    IF me.kind IS DISTINCT FROM 'terminal' THEN
        PERFORM company.refuse('badge.no_terminal', '{}', 'D');
    END IF;
    SELECT * INTO v_badge FROM company.badge b WHERE b.code = p_badge;
    IF v_badge.user_id IS NULL THEN
        RETURN NULL;
    END IF;
    EXECUTE format('SELECT nextval(%L)', 'company.badge_tries_' || v_badge.user_id) INTO v_try;
    IF v_try > v_badge.tries_base + 5 THEN
        PERFORM company.refuse('badge.locked', '{}', 'D');
    ELSIF v_badge.pin_hash <> sha256(v_badge.salt || convert_to(p_pin, 'UTF8')) THEN
        RETURN NULL;
    END IF;
    SELECT * INTO v_worker FROM company.app_user u
     WHERE u.id = v_badge.user_id AND NOT u.locked AND (u.expires_on IS NULL OR u.expires_on >= current_date);
    IF v_worker.id IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE company.badge SET tries_base = v_try WHERE user_id = v_badge.user_id;
    DELETE FROM company.terminal_session s WHERE s.expires_at < clock_timestamp() - interval '1 day';
    INSERT INTO company.terminal_session (pid, backend_start, user_id, expires_at)
    VALUES (pg_backend_pid(), company.backend_start(), v_worker.id,
            clock_timestamp() + make_interval(mins => least(greatest(p_minutes, 1), 60)))
    ON CONFLICT (pid, backend_start) DO UPDATE SET user_id = excluded.user_id, expires_at = excluded.expires_at;
    RETURN jsonb_build_object('id', v_worker.id, 'name', v_worker.name, 'full_name', v_worker.full_name);
END $$;

CREATE OR REPLACE FUNCTION company.terminal_sign_out() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM company.terminal_session s WHERE s.pid = pg_backend_pid() AND s.backend_start = company.backend_start()
$$;

CREATE OR REPLACE FUNCTION company.set_setting(p_company bigint, p_key text, p_value jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT company.has_role('administrator') OR NOT p_company = ANY (company.mine()) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["administrator"]}', 'D');
    END IF;
    INSERT INTO company.setting (company_id, key, value) VALUES (p_company, p_key, p_value)
    ON CONFLICT (company_id, key) DO UPDATE SET value = excluded.value;
END $$;

CREATE OR REPLACE FUNCTION company.end_session(p_pid integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT company.has_role('administrator') THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["administrator"]}', 'D');
    END IF;
    RETURN (SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
             WHERE a.pid = p_pid AND a.datname = current_database() AND a.usename LIKE company.prefix() || '\_%');
END $$;

-- A new company with its main book. The first one is made by the builder, further ones by an administrator.
CREATE OR REPLACE FUNCTION company.create_company(
    p_name text, p_country text, p_currency text, p_org_number text DEFAULT '', p_language text DEFAULT 'sv')
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_id bigint;
BEGIN
    IF NOT company.is_builder() AND NOT company.has_role('administrator') THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["administrator"]}', 'D');
    END IF;
    INSERT INTO company.company (name, country, currency, org_number, language)
    VALUES (p_name, p_country, p_currency, p_org_number, p_language) RETURNING id INTO v_id;
    INSERT INTO ledger.book (company_id, code, name) VALUES (v_id, 'main', 'Main book');
    INSERT INTO company.user_company (user_id, company_id) SELECT company.actor(), v_id WHERE company.actor() IS NOT NULL;
    RETURN v_id;
END $$;

-- Whether the login may read the records that a subject (schema.table) names, and so the files that belong to them. Books
-- taken over from a file are an administrator's matter too. finance.statement is the account of a party.
CREATE OR REPLACE FUNCTION company.may_read_of(p_subject text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_table regclass := to_regclass(CASE WHEN p_subject IN ('ledger.import', 'finance.statement') THEN 'ledger.entry' ELSE p_subject END);
BEGIN
    RETURN p_subject = 'ledger.import' AND company.has_role('administrator')
        OR v_table IS NOT NULL AND has_table_privilege(session_user, v_table, 'SELECT');
END $$;

-- Stores a file under its SHA-256, in chunks; an issued document is stored once.
CREATE OR REPLACE FUNCTION company.attach(
    p_company bigint, p_subject text, p_subject_id bigint, p_kind text, p_name text, p_mime text, p_content bytea,
    p_template text DEFAULT '') RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_id bigint;
    v_chunk integer := 262144;
BEGIN
    IF NOT (p_company = ANY (company.mine()) AND company.may_read_of(p_subject)) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": []}', 'D');
    ELSIF p_subject = 'ledger.entry' AND NOT company.has_role('accountant') THEN
        -- What proves a voucher is added by those who post vouchers; company.may_add_to tells it beforehand.
        PERFORM company.refuse('company.not_allowed', '{"roles": ["accountant"]}', 'D');
    ELSIF NOT company.may_add_to(p_subject) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": []}', 'D');
    ELSIF p_kind = 'issued' AND NOT company.may_issue(p_subject) THEN
        -- What was issued stays for good, so nobody else may come before them with another.
        PERFORM company.refuse('company.not_allowed', '{"roles": ["accountant", "finance_clerk"]}', 'D');
    ELSIF p_kind = 'issued' AND NOT company.is_issued(p_company, p_subject, p_subject_id) THEN
        PERFORM company.refuse('attachment.not_posted', jsonb_build_object('name', p_name), 'I');
    ELSIF octet_length(p_content) > 52428800 THEN
        PERFORM company.refuse('attachment.too_large', jsonb_build_object('name', p_name, 'limit', 50), 'I');
    END IF;
    SELECT a.id INTO v_id FROM company.attachment a
     WHERE a.company_id = p_company AND a.subject = p_subject AND a.subject_id = p_subject_id AND a.kind = p_kind
       AND a.sha256 = sha256(p_content) AND a.removed_at IS NULL;
    IF v_id IS NOT NULL THEN
        RETURN v_id;
    END IF;
    INSERT INTO company.attachment (company_id, subject, subject_id, kind, name, mime, size, sha256, template, added_by)
    VALUES (p_company, p_subject, p_subject_id, p_kind, p_name, p_mime, octet_length(p_content), sha256(p_content),
            p_template, company.actor()) RETURNING id INTO v_id;
    INSERT INTO company.attachment_chunk (company_id, attachment_id, position, content)
    SELECT p_company, v_id, n, substr(p_content, n * v_chunk + 1, v_chunk)
      FROM generate_series(0, (octet_length(p_content) - 1) / v_chunk) n;
    RETURN v_id;
END $$;

-- Outbox rows that a reader has not seen: everything whose transaction was not yet finished at p_xmin. Answers the
-- next p_xmin; a late commit with a lower id is never missed, at the price of seeing some rows twice.
CREATE OR REPLACE FUNCTION company.changes_since(p_xmin text, OUT next_xmin text, OUT changes jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    next_xmin := pg_snapshot_xmin(pg_current_snapshot())::text;
    SELECT coalesce(jsonb_agg(jsonb_build_object('subject', o.subject, 'keys', o.keys, 'company', o.company_id)
                              ORDER BY o.id), '[]')
      INTO changes FROM company.outbox o
     WHERE o.xid >= p_xmin::xid8 AND (o.company_id IS NULL OR o.company_id = ANY (company.mine()));
END $$;

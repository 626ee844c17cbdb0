-- The doors of reports: freezing one as it is, and the runs of packs.

-- What a snapshot holds, as one text: its SHA-256 is that of these bytes.
CREATE OR REPLACE FUNCTION finance.snapshot_digest(
    p_kind text, p_title text, p_language text, p_parameters jsonb, p_content jsonb) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT sha256(convert_to(concat_ws(E'\n', p_kind, p_title, p_language, p_parameters::text, p_content::text), 'UTF8'))
$$;

-- Keeps a report as it is now, for its maker and the roles named, with the last voucher that was there. Vouchers get
-- their number before they are committed, so those just below that are not seen yet are remembered too.
CREATE OR REPLACE FUNCTION finance.freeze_report(p_request uuid, p_company bigint, p_report jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'administrator', 'accountant', 'finance_clerk', 'payroll_officer',
        'storekeeper', 'warehouse_worker', 'buyer', 'planner', 'seller', 'sales_manager', 'service_agent',
        'service_manager', 'auditor');
    v_digest bytea := sha256(convert_to('finance.freeze_report' || p_company || p_report::text, 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_last bigint;
    v_id bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    IF coalesce(p_report ->> 'title', '') = '' OR jsonb_typeof(p_report -> 'content') IS DISTINCT FROM 'object'
       OR jsonb_typeof(p_report -> 'parameters') IS DISTINCT FROM 'object'
       OR jsonb_typeof(p_report -> 'roles') IS DISTINCT FROM 'array' THEN
        PERFORM company.refuse('snapshot.empty', '{"field": "title"}', 'I');
    ELSIF octet_length(p_report::text) > 20000000 THEN
        PERFORM company.refuse('snapshot.too_large', '{"limit": 20}', 'I');
    END IF;
    SELECT coalesce(max(e.id), 0) INTO v_last FROM ledger.entry e;
    INSERT INTO finance.report_snapshot
           (company_id, kind, title, parameters, content, language, roles, sha256, last_entry_id, awaited, made_by)
    SELECT p_company, p_report ->> 'kind', p_report ->> 'title', p_report -> 'parameters', p_report -> 'content',
           p_report ->> 'language', ARRAY(SELECT jsonb_array_elements_text(p_report -> 'roles')),
           finance.snapshot_digest(p_report ->> 'kind', p_report ->> 'title', p_report ->> 'language',
                                   p_report -> 'parameters', p_report -> 'content'),
           v_last, ARRAY(SELECT n FROM generate_series(greatest(v_last - 1000, 1), v_last) n
                          WHERE NOT EXISTS (SELECT FROM ledger.entry e WHERE e.id = n)), v_actor
    RETURNING id INTO v_id;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', v_id));
END $$;

-- Whether a snapshot still is what its SHA-256 says.
CREATE OR REPLACE FUNCTION finance.snapshot_is_whole(p_snapshot finance.report_snapshot) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT p_snapshot.sha256 = finance.snapshot_digest(p_snapshot.kind, p_snapshot.title, p_snapshot.language,
                                                       p_snapshot.parameters, p_snapshot.content)
$$;

-- Claims the run of a pack for a period: its key, or null where it was made already or somebody makes it just now. One
-- that failed, or was cut off an hour ago, may be tried again.
CREATE OR REPLACE FUNCTION finance.begin_pack_run(p_company bigint, p_pack bigint, p_from date, p_to date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_id bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM finance.report_pack k WHERE k.company_id = p_company AND k.id = p_pack) THEN
        PERFORM company.refuse('record.not_found', jsonb_build_object('table', 'finance.report_pack', 'id', p_pack), 'I');
    END IF;
    INSERT INTO finance.pack_run AS r (company_id, pack_id, from_date, to_date, made_by)
    VALUES (p_company, p_pack, p_from, p_to, v_actor)
    ON CONFLICT (company_id, pack_id, from_date, to_date) DO UPDATE
       SET state = 'started', reason = '', made_at = clock_timestamp(), made_by = v_actor
     WHERE r.state = 'failed' OR r.state = 'started' AND r.made_at < now() - interval '1 hour'
    RETURNING r.id INTO v_id;
    RETURN v_id;
END $$;

CREATE OR REPLACE FUNCTION finance.end_pack_run(p_company bigint, p_run bigint, p_state text, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
BEGIN
    UPDATE finance.pack_run r SET state = p_state, reason = left(p_reason, 1000)
     WHERE r.company_id = p_company AND r.id = p_run AND r.state = 'started' AND r.made_by = v_actor;
    IF NOT FOUND THEN
        PERFORM company.refuse('record.not_found', jsonb_build_object('table', 'finance.pack_run', 'id', p_run), 'I');
    END IF;
END $$;

CREATE OR REPLACE VIEW reporting.report_snapshots WITH (security_invoker = true) AS
SELECT s.company_id, s.id, s.kind, s.title, s.made_at,
       (SELECT u.full_name FROM company.app_user u WHERE u.id = s.made_by) AS made_by_name,
       encode(s.sha256, 'hex') AS sha256, s.parameters ->> 'from' AS from_date, s.parameters ->> 'to' AS to_date
  FROM finance.report_snapshot s;
COMMENT ON VIEW reporting.report_snapshots IS 'Reports kept as they were once';

CREATE OR REPLACE VIEW reporting.built_reports WITH (security_invoker = true) AS
SELECT b.company_id, b.id, b.name, b.description, b.source, (SELECT u.full_name FROM company.app_user u WHERE u.id = b.owner_id) AS owner_name,
       CASE WHEN b.roles = '{}' THEN 'private' ELSE 'shared' END AS status, b.changed_at, b.owner_id,
       b.owner_id = company.actor() AS mine
  FROM finance.built_report b;
COMMENT ON VIEW reporting.built_reports IS 'Reports that people built, their own and those shared with them';

CREATE OR REPLACE VIEW reporting.pack_runs WITH (security_invoker = true) AS
SELECT r.company_id, r.id, k.name AS pack_name, r.from_date, r.to_date, r.state AS status, r.reason, r.made_at,
       (SELECT u.full_name FROM company.app_user u WHERE u.id = r.made_by) AS made_by_name, r.pack_id
  FROM finance.pack_run r JOIN finance.report_pack k ON k.company_id = r.company_id AND k.id = r.pack_id;
COMMENT ON VIEW reporting.pack_runs IS 'What packs of reports were made for which period, and what went wrong';

CREATE OR REPLACE VIEW reporting.report_packs WITH (security_invoker = true) AS
SELECT k.company_id, k.id, k.name, jsonb_array_length(k.contents) AS reports, k.span, k.format,
       concat_ws(', ', nullif(array_to_string(k.recipients, ', '), ''), nullif(k.folder, '')) AS goes_to,
       CASE WHEN k.active THEN 'active' ELSE 'inactive' END AS status,
       (SELECT max(r.to_date) FROM finance.pack_run r WHERE r.company_id = k.company_id AND r.pack_id = k.id
           AND r.state = 'done') AS last_made,
       (SELECT r.state FROM finance.pack_run r WHERE r.company_id = k.company_id AND r.pack_id = k.id
         ORDER BY r.made_at DESC, r.id DESC LIMIT 1) AS last_state
  FROM finance.report_pack k;
COMMENT ON VIEW reporting.report_packs IS 'Packs of reports, where they go and when they were made last';

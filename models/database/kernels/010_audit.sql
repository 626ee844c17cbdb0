-- One trigger on every business table: who changed what, and a hint for every open screen. Ledger and stock tables are
-- append-only and chained; they announce themselves from their doors.

-- Fields whose old and new values are not kept in the clear, as schema.table.column.
CREATE OR REPLACE FUNCTION audit.is_hidden(subject text, field text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT subject = 'company.company' AND field = 'logo' OR subject = 'company.attachment_chunk' AND field = 'content'
$$;

CREATE OR REPLACE FUNCTION audit.changed_fields(subject text, old_row jsonb, new_row jsonb, OUT old jsonb, OUT new jsonb)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT coalesce(jsonb_object_agg(key, CASE WHEN audit.is_hidden(subject, key) THEN '"…"' ELSE o.value END)
                    FILTER (WHERE o.value IS NOT NULL), '{}'),
           coalesce(jsonb_object_agg(key, CASE WHEN audit.is_hidden(subject, key) THEN '"…"' ELSE n.value END)
                    FILTER (WHERE n.value IS NOT NULL), '{}')
      INTO old, new
      FROM jsonb_each(coalesce(old_row, '{}')) o FULL JOIN jsonb_each(coalesce(new_row, '{}')) n USING (key)
     WHERE o.value IS DISTINCT FROM n.value AND key NOT IN ('row_version', 'changed_at');
END $$;

-- A hint for open screens from a door, which knows its actor already.
CREATE OR REPLACE FUNCTION audit.announce(p_company bigint, p_subject text, p_keys jsonb, p_actor bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO company.outbox (company_id, subject, keys, user_id)
    VALUES (p_company, p_subject, p_keys, p_actor);
END $$;

-- Statement trigger with transition tables; TG_ARGV[0] is the column that other records know the row by.
-- No nested loops: a plan made when one row changed is kept, and would pair each of a thousand rows with each.
CREATE OR REPLACE FUNCTION audit.record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET enable_nestloop = off AS $$
DECLARE
    subject text := TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME;
    key_column text := TG_ARGV[0];
    client text := coalesce(current_setting('application_name', true), '');
    who bigint;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        -- What was made in this same transaction is told by its insert.
        IF NOT EXISTS (
                SELECT FROM old_rows o WHERE (to_jsonb(o) ->> 'created_at')::timestamptz IS DISTINCT FROM now()) THEN
            RETURN NULL;
        END IF;
    END IF;
    who := company.actor();
    IF TG_OP = 'INSERT' THEN
        -- What a new row holds stands in the row itself; the audit keeps that it was made.
        WITH made AS MATERIALIZED (SELECT to_jsonb(n) AS j FROM new_rows n), kept AS (
            INSERT INTO audit.entry (company_id, subject, key, action, new, user_id, login, client)
            SELECT (r.j ->> 'company_id')::bigint, subject, r.j ->> key_column, 'insert', NULL, who, session_user, client
              FROM made r)
        INSERT INTO company.outbox (company_id, subject, keys, user_id)
        SELECT (r.j ->> 'company_id')::bigint, subject, jsonb_agg(r.j -> key_column), who FROM made r GROUP BY 1;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO audit.entry (company_id, subject, key, action, old, user_id, login, client)
        SELECT (r.j ->> 'company_id')::bigint, subject, r.j ->> key_column, 'delete',
               (audit.changed_fields(subject, r.j, NULL)).old, who, session_user, client
          FROM (SELECT to_jsonb(o) AS j FROM old_rows o) r;
        INSERT INTO company.outbox (company_id, subject, keys, user_id)
        SELECT (r.j ->> 'company_id')::bigint, subject, jsonb_agg(r.j -> key_column), who
          FROM (SELECT to_jsonb(o) AS j FROM old_rows o) r GROUP BY 1;
    ELSE
        -- The key may not change, so old and new rows meet by all key columns of the table.
        INSERT INTO audit.entry (company_id, subject, key, action, old, new, user_id, login, client)
        SELECT (n.j ->> 'company_id')::bigint, subject, n.j ->> key_column, 'update', c.old, c.new, who, session_user,
               client
          FROM (SELECT to_jsonb(n) AS j FROM new_rows n OFFSET 0) n
          JOIN (SELECT to_jsonb(o) AS j FROM old_rows o OFFSET 0) o
            ON n.j ->> key_column = o.j ->> key_column
               AND (TG_NARGS = 1 OR audit.row_key(n.j, TG_ARGV) = audit.row_key(o.j, TG_ARGV))
               AND (o.j ->> 'created_at')::timestamptz IS DISTINCT FROM now()
          CROSS JOIN LATERAL audit.changed_fields(subject, o.j, n.j) c
         WHERE c.old <> '{}' OR c.new <> '{}';
        INSERT INTO company.outbox (company_id, subject, keys, user_id)
        SELECT (r.j ->> 'company_id')::bigint, subject, jsonb_agg(r.j -> key_column), who
          FROM (SELECT to_jsonb(n) AS j FROM new_rows n OFFSET 0) r GROUP BY 1;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION audit.row_key(r jsonb, columns text[]) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg(r ->> c, '|' ORDER BY c) FROM unnest(columns) c
$$;

-- Version and time of the last change, on every table that people edit.
CREATE OR REPLACE FUNCTION company.touch() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.row_version := OLD.row_version + 1;
    NEW.changed_at := now();
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION company.keep_sort_key() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.sort_key := company.sort_key(NEW.name);
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION company.stamp_writer() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.written_by := company.actor();
    NEW.written_at := now();
    RETURN NEW;
END $$;

-- A truth in the language of whoever asks, for texts that the database writes.
CREATE OR REPLACE FUNCTION company.yes_or_no(p_value boolean) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE WHEN EXISTS (SELECT FROM company.app_user u WHERE u.id = company.actor() AND u.language = 'sv')
                THEN CASE WHEN p_value THEN 'Ja' ELSE 'Nej' END ELSE CASE WHEN p_value THEN 'Yes' ELSE 'No' END END;
END $$;

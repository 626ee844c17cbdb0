-- Belt and braces under the doors: posted rows do not change, whoever holds the pen; books append and never lose.

-- A row with posted_at, and the lines under it, are frozen for everybody but the doors (which run as the owner).
CREATE OR REPLACE FUNCTION company.freeze_posted() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.posted_at IS NOT NULL AND current_user <> company.prefix() || '_owner' THEN
        PERFORM company.refuse('document.posted', jsonb_build_object('table', TG_TABLE_NAME, 'id', OLD.id));
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;

-- Runs as the owner so that row rules hide no parent.
CREATE OR REPLACE FUNCTION company.parent_is_posted(p_parent regclass, p_id bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    posted boolean;
BEGIN
    EXECUTE format('SELECT posted_at IS NOT NULL FROM %s WHERE id = $1', p_parent) INTO posted USING p_id;
    RETURN coalesce(posted, false);
END $$;

-- TG_ARGV: parent table, column that points at it. The trigger itself lets the owner through, for whom the doors write.
CREATE OR REPLACE FUNCTION company.freeze_lines_of_posted() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    parents bigint[] := '{}';
    parent bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        parents := parents || (to_jsonb(OLD) ->> TG_ARGV[1])::bigint;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        parents := parents || (to_jsonb(NEW) ->> TG_ARGV[1])::bigint;
    END IF;
    FOREACH parent IN ARRAY parents LOOP
        IF company.parent_is_posted(TG_ARGV[0]::regclass, parent) THEN
            PERFORM company.refuse('document.posted', jsonb_build_object('table', TG_ARGV[0], 'id', parent));
        END IF;
    END LOOP;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION ledger.append_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM company.refuse('ledger.append_only', jsonb_build_object('table', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME));
    RETURN NULL;
END $$;

-- Every entry that a statement adds lines to must still sum to zero: once a statement, not once a row.
CREATE OR REPLACE FUNCTION ledger.check_balance() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    SELECT n.entry_id, sum(n.amount) AS difference INTO wrong
      FROM new_rows n GROUP BY n.entry_id HAVING sum(n.amount) <> 0 LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('ledger.unbalanced',
                               jsonb_build_object('entry', wrong.entry_id, 'difference', wrong.difference));
    END IF;
    RETURN NULL;
END $$;

-- What is not posted by a door of the books stays out of a locked period even if a door forgets to ask.
CREATE OR REPLACE FUNCTION ledger.check_period() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    SELECT n.entry_date, p.starts_on INTO wrong
      FROM new_rows n JOIN ledger.period p ON p.company_id = n.company_id AND p.id = n.period_id
     WHERE 'all' = ANY (p.locked_areas) OR n.area = ANY (p.locked_areas)
        OR ('all' = ANY (p.frozen_areas) OR n.area = ANY (p.frozen_areas))
           AND NOT ledger.may_post_frozen(n.company_id, p.frozen_for, p.frozen_until)
        OR n.entry_date NOT BETWEEN p.starts_on AND p.ends_on LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('ledger.period_locked', jsonb_build_object('date', wrong.entry_date));
    END IF;
    RETURN NULL;
END $$;

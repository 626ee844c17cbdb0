-- What was booked by a key stays explained: a key keeps what it said of months that were run and stand, and rules and keys name
-- accounts and values there are.

-- The last month that was run by a key and stands; null where there is none. The key is held, so that no run slips in between.
CREATE OR REPLACE FUNCTION ledger.last_month_by_key(p_company bigint, p_key bigint) RETURNS date
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM 1 FROM ledger.allocation_key k WHERE k.company_id = p_company AND k.id = p_key FOR UPDATE;
    RETURN (SELECT max(x.month) FROM ledger.allocation_run x
             WHERE x.company_id = p_company AND x.key_id = p_key AND x.reversal_id IS NULL);
END $$;

CREATE OR REPLACE FUNCTION ledger.refuse_booked_key(p_company bigint, p_key bigint, p_from date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_last date := ledger.last_month_by_key(p_company, p_key);
BEGIN
    IF p_from < (v_last + interval '1 month')::date THEN
        PERFORM company.refuse('allocation.key_booked', jsonb_build_object(
            'field', 'valid_from', 'month', to_char(v_last, 'YYYY-MM'), 'from', (v_last + interval '1 month')::date), 'I');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION ledger.guard_allocation_key() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.kind, NEW.dimension) IS NOT DISTINCT FROM (OLD.kind, OLD.dimension)
       AND (NEW.company_id, NEW.id) = (OLD.company_id, OLD.id) THEN
        RETURN NEW;
    ELSIF EXISTS (SELECT FROM ledger.allocation_run x WHERE x.company_id = OLD.company_id AND x.key_id = OLD.id)
          OR TG_OP = 'UPDATE' AND EXISTS (
                 SELECT FROM ledger.allocation_version v
                   JOIN ledger.allocation_target t ON t.company_id = v.company_id AND t.version_id = v.id
                  WHERE v.company_id = OLD.company_id AND v.key_id = OLD.id) THEN
        PERFORM company.refuse('allocation.key_used', jsonb_build_object('field', 'kind', 'code', OLD.code), 'I');
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE FUNCTION ledger.guard_allocation_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM ledger.refuse_booked_key(OLD.company_id, OLD.key_id, OLD.valid_from);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM ledger.refuse_booked_key(NEW.company_id, NEW.key_id, NEW.valid_from);
    IF (NEW.from_account IS NULL OR NEW.to_account IS NULL) = EXISTS (
           SELECT FROM ledger.allocation_key k WHERE k.company_id = NEW.company_id AND k.id = NEW.key_id AND k.kind = 'balance') THEN
        PERFORM company.refuse('allocation.measured_accounts', '{"field": "from_account"}', 'I');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION ledger.guard_allocation_target() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_row ledger.allocation_target := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    v_version ledger.allocation_version;
    v_key ledger.allocation_key;
BEGIN
    SELECT * INTO v_version FROM ledger.allocation_version v WHERE v.company_id = v_row.company_id AND v.id = v_row.version_id;
    SELECT * INTO v_key FROM ledger.allocation_key k WHERE k.company_id = v_row.company_id AND k.id = v_version.key_id;
    IF v_key.id IS NOT NULL THEN  -- else it goes with its version
        PERFORM ledger.refuse_booked_key(v_row.company_id, v_key.id, v_version.valid_from);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE' AND (NEW.company_id, NEW.version_id) <> (OLD.company_id, OLD.version_id) THEN
        PERFORM company.refuse('allocation.key_used', jsonb_build_object('code', v_key.code), 'I');
    ELSIF (NEW.code IS NULL) <> (v_key.dimension IS NULL) OR NEW.code IS NOT NULL AND NOT EXISTS (
              SELECT FROM ledger.dimension_value d WHERE d.company_id = NEW.company_id AND d.dimension = v_key.dimension
                 AND d.code = NEW.code) THEN
        PERFORM company.refuse('allocation.unknown_target', jsonb_build_object('line', NEW.position, 'code', NEW.code), 'I');
    END IF;
    PERFORM ledger.refuse_allocation_account(NEW.company_id, NEW.account, 'account', NEW.position);
    RETURN NEW;
END $$;

-- An account that costs may be moved to or off: none that a register of its own explains.
CREATE OR REPLACE FUNCTION ledger.refuse_allocation_account(p_company bigint, p_account text, p_field text, p_line integer DEFAULT NULL)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_account IS NOT NULL AND NOT EXISTS (
           SELECT FROM ledger.account a WHERE a.company_id = p_company AND a.number = p_account AND a.active
              AND a.role = '' AND NOT a.open_items) THEN
        PERFORM company.refuse('allocation.wrong_account', jsonb_strip_nulls(jsonb_build_object(
            'field', p_field, 'account', p_account, 'line', p_line)), 'I');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION ledger.guard_allocation_rule() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT FROM ledger.allocation_run x WHERE x.company_id = OLD.company_id AND x.rule_id = OLD.id) THEN
            PERFORM company.refuse('allocation.rule_used', jsonb_build_object('rule', OLD.title));
        END IF;
        RETURN OLD;
    ELSIF NOT EXISTS (SELECT FROM ledger.series_definition d WHERE d.company_id = NEW.company_id AND d.code = NEW.series
                         AND d.area = 'general') THEN
        PERFORM company.refuse('allocation.wrong_series', jsonb_build_object('field', 'series', 'series', NEW.series), 'I');
    ELSIF NEW.source_code <> '' AND NOT EXISTS (
              SELECT FROM ledger.dimension_value d WHERE d.company_id = NEW.company_id AND d.dimension = NEW.source_dimension
                 AND d.code = NEW.source_code) THEN
        PERFORM company.refuse('allocation.unknown_target', jsonb_build_object('field', 'source_code', 'code', NEW.source_code), 'I');
    END IF;
    PERFORM ledger.refuse_allocation_account(NEW.company_id, NEW.credit_account, 'credit_account');
    PERFORM ledger.refuse_allocation_account(NEW.company_id, NEW.target_account, 'target_account');
    RETURN NEW;
END $$;

-- What was booked stays told; taken back is the one thing that may still happen to it.
CREATE OR REPLACE FUNCTION ledger.freeze_allocation_run() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'entry_id' - 'reversal_id' = to_jsonb(OLD) - 'entry_id' - 'reversal_id'
       AND (OLD.entry_id IS NULL OR NEW.entry_id = OLD.entry_id) AND OLD.reversal_id IS NULL THEN
        RETURN NEW;
    END IF;
    PERFORM company.refuse('ledger.append_only', jsonb_build_object('table', 'ledger.allocation_run'));
END $$;

CREATE TRIGGER guard_allocation_key BEFORE UPDATE OR DELETE ON ledger.allocation_key FOR EACH ROW
    EXECUTE FUNCTION ledger.guard_allocation_key();
CREATE TRIGGER guard_allocation_version BEFORE INSERT OR UPDATE OR DELETE ON ledger.allocation_version FOR EACH ROW
    EXECUTE FUNCTION ledger.guard_allocation_version();
CREATE TRIGGER guard_allocation_target BEFORE INSERT OR UPDATE OR DELETE ON ledger.allocation_target FOR EACH ROW
    EXECUTE FUNCTION ledger.guard_allocation_target();
CREATE TRIGGER keep_allocation_rule BEFORE DELETE ON ledger.allocation_rule FOR EACH ROW
    EXECUTE FUNCTION ledger.guard_allocation_rule();
-- After the row rule, so that what another company has is not told by what is refused.
CREATE TRIGGER guard_allocation_rule AFTER INSERT OR UPDATE ON ledger.allocation_rule FOR EACH ROW
    EXECUTE FUNCTION ledger.guard_allocation_rule();
CREATE TRIGGER freeze_allocation_run BEFORE UPDATE OR DELETE ON ledger.allocation_run FOR EACH ROW
    EXECUTE FUNCTION ledger.freeze_allocation_run();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger.allocation_run_line FOR EACH ROW
    EXECUTE FUNCTION ledger.append_only();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON ledger.allocation_run_line FOR EACH STATEMENT
    EXECUTE FUNCTION ledger.append_only();

-- An approved plan stays as it is, whoever holds the pen; a new one begins as a draft, and its months lie in its year.
CREATE OR REPLACE FUNCTION ledger.guard_budget() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' THEN
            PERFORM company.refuse('budget.born_approved', jsonb_build_object('code', NEW.code));
        END IF;
        RETURN NEW;
    ELSIF OLD.status = 'approved' THEN
        PERFORM company.refuse('budget.approved', jsonb_build_object('code', OLD.code, 'version', OLD.version));
    ELSIF TG_OP = 'DELETE' THEN
        RETURN OLD;
    ELSIF (NEW.company_id, NEW.fiscal_year_id, NEW.code, NEW.version)
          IS DISTINCT FROM (OLD.company_id, OLD.fiscal_year_id, OLD.code, OLD.version) THEN
        PERFORM company.refuse('budget.moved', jsonb_build_object('code', OLD.code, 'version', OLD.version));
    END IF;
    RETURN NEW;
END $$;

-- Once a statement, not once a row: a plan may have a great many amounts.
CREATE OR REPLACE FUNCTION ledger.guard_budget_amounts() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_plans bigint[] := '{}';
    v_plan record;
    v_bad record;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        v_plans := v_plans || ARRAY(SELECT DISTINCT o.budget_id FROM old_rows o);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        v_plans := v_plans || ARRAY(SELECT DISTINCT n.budget_id FROM new_rows n);
    END IF;
    -- Shared, so that nobody approves what is being written.
    FOR v_plan IN SELECT b.code, b.version, b.status FROM ledger.budget b WHERE b.id = ANY (v_plans) ORDER BY b.id FOR SHARE LOOP
        IF v_plan.status = 'approved' THEN
            PERFORM company.refuse('budget.approved', jsonb_build_object('code', v_plan.code, 'version', v_plan.version));
        END IF;
    END LOOP;
    IF TG_OP <> 'DELETE' THEN
        SELECT n.account, n.month INTO v_bad
          FROM new_rows n
          JOIN ledger.budget b ON b.company_id = n.company_id AND b.id = n.budget_id
          JOIN ledger.fiscal_year y ON y.company_id = b.company_id AND y.id = b.fiscal_year_id
         WHERE n.month NOT BETWEEN date_trunc('month', y.starts_on::timestamp)::date AND y.ends_on
         ORDER BY 1, 2 LIMIT 1;
        IF FOUND THEN
            PERFORM company.refuse('budget.month_outside', jsonb_build_object(
                'account', v_bad.account, 'month', to_char(v_bad.month, 'YYYY-MM')), 'I');
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER guard_budget BEFORE INSERT OR UPDATE OR DELETE ON ledger.budget
    FOR EACH ROW EXECUTE FUNCTION ledger.guard_budget();
CREATE TRIGGER guard_inserted AFTER INSERT ON ledger.budget_amount REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.guard_budget_amounts();
CREATE TRIGGER guard_updated AFTER UPDATE ON ledger.budget_amount REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.guard_budget_amounts();
CREATE TRIGGER guard_deleted AFTER DELETE ON ledger.budget_amount REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.guard_budget_amounts();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON ledger.budget FOR EACH STATEMENT EXECUTE FUNCTION ledger.append_only();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON ledger.budget_amount FOR EACH STATEMENT
    EXECUTE FUNCTION ledger.append_only();

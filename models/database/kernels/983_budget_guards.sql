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

CREATE OR REPLACE FUNCTION ledger.guard_budget_amount() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_row ledger.budget_amount := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    v_plan record;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.budget_id <> OLD.budget_id THEN
        PERFORM company.refuse('budget.moved', '{}');
    END IF;
    -- Shared, so that nobody approves what is being written.
    SELECT b.code, b.version, b.status, y.starts_on, y.ends_on INTO v_plan
      FROM ledger.budget b JOIN ledger.fiscal_year y ON y.company_id = b.company_id AND y.id = b.fiscal_year_id
     WHERE b.company_id = v_row.company_id AND b.id = v_row.budget_id FOR SHARE OF b;
    IF v_plan.status = 'approved' THEN
        PERFORM company.refuse('budget.approved', jsonb_build_object('code', v_plan.code, 'version', v_plan.version));
    ELSIF TG_OP <> 'DELETE' AND v_row.month NOT BETWEEN date_trunc('month', v_plan.starts_on::timestamp)::date
                                                    AND v_plan.ends_on THEN
        PERFORM company.refuse('budget.month_outside', jsonb_build_object(
            'account', v_row.account, 'month', to_char(v_row.month, 'YYYY-MM')), 'I');
    END IF;
    RETURN v_row;
END $$;

CREATE TRIGGER guard_budget BEFORE INSERT OR UPDATE OR DELETE ON ledger.budget
    FOR EACH ROW EXECUTE FUNCTION ledger.guard_budget();
CREATE TRIGGER guard_budget_amount BEFORE INSERT OR UPDATE OR DELETE ON ledger.budget_amount
    FOR EACH ROW EXECUTE FUNCTION ledger.guard_budget_amount();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON ledger.budget FOR EACH STATEMENT EXECUTE FUNCTION ledger.append_only();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON ledger.budget_amount FOR EACH STATEMENT
    EXECUTE FUNCTION ledger.append_only();

-- What happened to a period stays told; and a task of the template names a check there is, and owner and reviewer differ.
CREATE OR REPLACE FUNCTION ledger.guard_close_template() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.check_code <> '' AND NOT EXISTS (SELECT FROM ledger.close_checks() c WHERE c.code = NEW.check_code) THEN
        PERFORM company.refuse('close.no_check', jsonb_build_object('field', 'check_code', 'check', NEW.check_code), 'I');
    ELSIF NEW.code = ANY (NEW.after) THEN
        PERFORM company.refuse('close.after_itself', jsonb_build_object('field', 'after', 'code', NEW.code), 'I');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_close_template BEFORE INSERT OR UPDATE ON ledger.close_template FOR EACH ROW
    EXECUTE FUNCTION ledger.guard_close_template();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger.period_event FOR EACH ROW
    EXECUTE FUNCTION ledger.append_only();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON ledger.period_event FOR EACH STATEMENT
    EXECUTE FUNCTION ledger.append_only();

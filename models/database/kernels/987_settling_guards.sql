-- The rule of the day holds for every settlement, whichever door makes it or takes it back, and small differences are booked to
-- accounts of results.

CREATE OR REPLACE FUNCTION ledger.guard_settling_days() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM ledger.check_settling_day(x.company_id, array_agg(x.debit_line_id) || array_agg(x.credit_line_id), x.settled_on)
       FROM changed x GROUP BY x.company_id, x.settled_on ORDER BY x.company_id, x.settled_on;
    RETURN NULL;
END $$;

-- After the row, so that the row rule speaks first: nobody learns of the accounts of another company.
CREATE OR REPLACE FUNCTION ledger.guard_settling_terms() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.account a WHERE a.company_id = NEW.company_id AND a.number = NEW.difference_account
                      AND a.kind IN ('income', 'expense')) THEN
        PERFORM company.refuse('ledger.difference_account', jsonb_build_object(
            'field', 'difference_account', 'account', NEW.difference_account), 'I');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_days_made AFTER INSERT ON ledger.settlement REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION ledger.guard_settling_days();
CREATE TRIGGER guard_days_undone AFTER UPDATE ON ledger.settlement REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION ledger.guard_settling_days();
CREATE TRIGGER guard_terms AFTER INSERT OR UPDATE ON ledger.settling_terms FOR EACH ROW
    EXECUTE FUNCTION ledger.guard_settling_terms();

CREATE TRIGGER guard_closed_year BEFORE INSERT OR UPDATE ON ledger.period
    FOR EACH ROW EXECUTE FUNCTION ledger.guard_closed_year();

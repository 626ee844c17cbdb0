-- A built report is its owner's, and read by the roles it is shared with; a snapshot is read by its maker and the roles
-- that may read what it was made of, and is never changed.
CREATE POLICY own_or_shared ON finance.built_report AS RESTRICTIVE FOR SELECT
    USING (owner_id = (SELECT company.actor()) OR 'everybody' = ANY (roles) OR company.has_role(VARIADIC roles));
CREATE POLICY own_new ON finance.built_report AS RESTRICTIVE FOR INSERT
    WITH CHECK (owner_id = (SELECT company.actor()));
CREATE POLICY own_change ON finance.built_report AS RESTRICTIVE FOR UPDATE
    USING (owner_id = (SELECT company.actor())) WITH CHECK (owner_id = (SELECT company.actor()));
CREATE POLICY own_removal ON finance.built_report AS RESTRICTIVE FOR DELETE
    USING (owner_id = (SELECT company.actor()) OR roles <> '{}' AND (SELECT company.has_role('administrator')));
CREATE POLICY own_or_of_role ON finance.report_snapshot AS RESTRICTIVE FOR SELECT
    USING (made_by = (SELECT company.actor()) OR company.has_role(VARIADIC roles));
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON finance.report_snapshot FOR EACH ROW
    EXECUTE FUNCTION ledger.append_only();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON finance.report_snapshot FOR EACH STATEMENT
    EXECUTE FUNCTION ledger.append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit.program_version FOR EACH ROW
    EXECUTE FUNCTION ledger.append_only();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON audit.program_version FOR EACH STATEMENT
    EXECUTE FUNCTION ledger.append_only();

-- A view of a list is its owner's: others read it where it is shared, and nobody makes or changes one in another's name.
-- An administrator may take a shared one away.
CREATE POLICY own_or_shared ON company.saved_view AS RESTRICTIVE FOR SELECT
    USING (shared OR owner_id = (SELECT company.actor()));
CREATE POLICY own_new ON company.saved_view AS RESTRICTIVE FOR INSERT
    WITH CHECK (owner_id = (SELECT company.actor()));
CREATE POLICY own_change ON company.saved_view AS RESTRICTIVE FOR UPDATE
    USING (owner_id = (SELECT company.actor())) WITH CHECK (owner_id = (SELECT company.actor()));
CREATE POLICY own_removal ON company.saved_view AS RESTRICTIVE FOR DELETE
    USING (owner_id = (SELECT company.actor()) OR shared AND (SELECT company.has_role('administrator')));

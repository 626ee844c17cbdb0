-- Row rules: a session sees the rows of its companies. One form only: it is planned once a query, not once a row.
DO $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT p.polname, p.polrelid::regclass AS relation FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
              WHERE pg_get_userbyid(c.relowner) = current_user LOOP
        EXECUTE format('DROP POLICY %I ON %s', t.polname, t.relation);
    END LOOP;
    FOR t IN SELECT c.oid::regclass AS relation, n.nspname || '.' || c.relname AS name,
                    EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'company_id') AS owned
               FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind = 'r' AND n.nspname IN ('company', 'audit', 'contacts', 'ledger', 'finance', 'warehouse',
                    'stock', 'sales', 'service') AND c.relname <> 'schema_revision' LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t.relation);
        IF t.name = 'company.company' THEN
            EXECUTE format('CREATE POLICY own_company ON %s USING (id = ANY ((SELECT company.mine())::bigint[]))', t.relation);
        ELSIF t.name = 'audit.entry' THEN
            EXECUTE format('CREATE POLICY own_company ON %s USING (company_id = ANY ((SELECT company.mine())::bigint[])'
                           ' OR company_id IS NULL)', t.relation);
        ELSIF t.owned THEN
            EXECUTE format('CREATE POLICY own_company ON %s USING (company_id = ANY ((SELECT company.mine())::bigint[]))'
                           ' WITH CHECK (company_id = ANY ((SELECT company.mine())::bigint[]))', t.relation);
        ELSE
            -- Shared by the companies, but not shown to a terminal without a badge or a locked user.
            EXECUTE format('CREATE POLICY signed_in ON %s USING ((SELECT company.actor()) IS NOT NULL)', t.relation);
        END IF;
    END LOOP;
END $$;

-- Hangs the guards on the tables. Every trigger of ours is dropped and made anew, so none lingers from an older version.
DO $$
DECLARE
    t record;
    key_column text;
BEGIN
    FOR t IN SELECT g.tgname, g.tgrelid::regclass AS relation FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
              WHERE NOT g.tgisinternal AND c.relnamespace = ANY (ARRAY['company', 'audit', 'contacts', 'ledger', 'finance',
                    'warehouse', 'stock', 'sales', 'service']::regnamespace[]) LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', t.tgname, t.relation);
    END LOOP;

    -- Audit and outbox on every business table that people or doors edit in place.
    FOR t IN SELECT c.oid::regclass AS relation, n.nspname, c.relname,
                    (SELECT string_agg(quote_literal(a.attname), ', ' ORDER BY (a.attname = 'id') DESC,
                                       (a.attname = 'company_id'), array_position(i.indkey::int[], a.attnum::int))
                       FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                      WHERE i.indrelid = c.oid AND i.indisprimary) AS keys
               FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind = 'r' AND n.nspname IN ('company', 'contacts', 'finance', 'warehouse', 'sales', 'service', 'ledger')
                AND n.nspname || '.' || c.relname NOT IN (
                    'company.installation', 'company.outbox', 'company.request', 'company.number_series',
                    'company.terminal_session', 'company.badge', 'company.attachment_chunk', 'company.schema_revision', 'company.presence',
                    'company.notification', 'company.muted_notification',
                    'ledger.entry', 'ledger.line', 'ledger.line_history', 'ledger.balance', 'ledger.tax_total',
                    'ledger.open_item', 'ledger.series', 'ledger.settlement', 'ledger.settling', 'ledger.dimension_set',
                    'finance.invoice_line', 'finance.invoice_tax', 'sales.order_line', 'sales.delivery_line',
                    'warehouse.purchase_order_line', 'finance.bank_transaction', 'finance.asset_event',
                    'ledger.allocation_run_line', 'ledger.budget_amount') LOOP
        EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION audit.record(%s)', t.relation, t.keys);
        EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows'
                       ' NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record(%s)', t.relation, t.keys);
        EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION audit.record(%s)', t.relation, t.keys);
    END LOOP;

    -- Lines follow their document in the audit; only changes and removals tell something the document does not.
    FOR t IN SELECT unnest(ARRAY['finance.invoice_line', 'finance.invoice_tax', 'sales.order_line', 'sales.delivery_line',
                                 'warehouse.purchase_order_line', 'finance.bank_transaction',
                                 'ledger.budget_amount'])::regclass AS relation,
                    unnest(ARRAY['''id''', '''invoice_id'', ''tax_code''', '''id''', '''id''', '''id''', '''id''',
                                 '''account'', ''company_id'', ''budget_id'', ''dimension_set'', ''month''']) AS keys LOOP
        EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows'
                       ' NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record(%s)', t.relation, t.keys);
        EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION audit.record(%s)', t.relation, t.keys);
    END LOOP;

    -- Version and sort key.
    FOR t IN SELECT a.attrelid::regclass AS relation, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
              WHERE a.attname IN ('row_version', 'sort_key', 'written_by') AND c.relkind = 'r' AND c.relnamespace = ANY (
                    ARRAY['company', 'contacts', 'finance', 'warehouse', 'sales', 'service', 'ledger']::regnamespace[]) LOOP
        IF t.attname = 'row_version' THEN
            EXECUTE format('CREATE TRIGGER touch BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION company.touch()', t.relation);
        ELSIF t.attname = 'sort_key' THEN
            EXECUTE format('CREATE TRIGGER sort_key BEFORE INSERT OR UPDATE OF name ON %s FOR EACH ROW'
                           ' EXECUTE FUNCTION company.keep_sort_key()', t.relation);
        ELSE
            EXECUTE format('CREATE TRIGGER stamp_writer BEFORE INSERT ON %s FOR EACH ROW'
                           ' EXECUTE FUNCTION company.stamp_writer()', t.relation);
        END IF;
    END LOOP;

    -- Posted documents and their lines are frozen.
    FOR t IN SELECT * FROM (VALUES ('finance.invoice', 'finance.invoice_line', 'invoice_id'),
                                   ('finance.invoice', 'finance.invoice_tax', 'invoice_id'),
                                   ('sales.delivery', 'sales.delivery_line', 'delivery_id')) x(parent, child, parent_column) LOOP
        EXECUTE format('CREATE TRIGGER freeze_posted BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW'
                       ' WHEN (current_user <> %L) EXECUTE FUNCTION company.freeze_lines_of_posted(%L, %L)',
                       t.child, current_user, t.parent, t.parent_column);
    END LOOP;
    FOR t IN SELECT unnest(ARRAY['finance.invoice', 'sales.delivery', 'finance.bank_transaction'])::regclass AS relation LOOP
        EXECUTE format('CREATE TRIGGER freeze_posted BEFORE UPDATE OR DELETE ON %s FOR EACH ROW'
                       ' EXECUTE FUNCTION company.freeze_posted()', t.relation);
    END LOOP;

    -- What only grows.
    FOR t IN SELECT unnest(ARRAY['ledger.entry', 'ledger.line', 'ledger.line_history', 'audit.entry', 'stock.move',
                                 'company.request'])::regclass AS relation LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW'
                       ' EXECUTE FUNCTION ledger.append_only()', t.relation);
        EXECUTE format('CREATE TRIGGER never_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT'
                       ' EXECUTE FUNCTION ledger.append_only()', t.relation);
    END LOOP;
END $$;

CREATE TRIGGER check_balance AFTER INSERT ON ledger.line REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_balance();
CREATE TRIGGER check_period AFTER INSERT ON ledger.entry REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_period();

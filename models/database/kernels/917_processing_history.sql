-- The processing history of the books (BFL 5:11, BFNAR 2013:2 9.16): every voucher with when, by whom and with what it was
-- registered, and every change of what steers postings. A view's columns only grow at the end.

CREATE OR REPLACE VIEW reporting.processing_history WITH (security_invoker = true) AS
SELECT e.company_id, e.id, e.posted_at, e.series || coalesce(e.imported_number, e.number::text) AS voucher, e.entry_date,
       e.text, coalesce((SELECT u.full_name FROM company.app_user u WHERE u.id = e.posted_by), '') AS posted_by_name,
       CASE WHEN e.origin = 'imported' THEN 'imported' WHEN e.source_kind IN ('', 'voucher') THEN 'voucher'
            ELSE e.source_kind END AS source,
       (SELECT v.version FROM audit.program_version v WHERE v.installed_at <= e.posted_at
         ORDER BY v.installed_at DESC, v.id DESC LIMIT 1) AS program,
       (SELECT left(v.digest, 12) FROM audit.program_version v WHERE v.installed_at <= e.posted_at
         ORDER BY v.installed_at DESC, v.id DESC LIMIT 1) AS rules,
       e.registered_on, e.signature, e.source_id, e.fiscal_year_id, e.kind, e.area,
       (SELECT r.series || r.number FROM ledger.entry r WHERE r.company_id = e.company_id AND r.id = e.reverses_id) AS reverses,
       (SELECT r.series || r.number FROM ledger.entry r WHERE r.company_id = e.company_id AND r.id = e.corrects_id) AS corrects,
       encode(e.hash, 'hex') AS seal
  FROM ledger.entry e;
COMMENT ON VIEW reporting.processing_history IS 'When, by whom and with what each voucher was registered';

-- Whoever reads the books may read what changed of that which steers them, and of the trail nothing else here.
CREATE OR REPLACE FUNCTION finance.fixed_data_changes(p_company bigint)
RETURNS TABLE (id bigint, at timestamptz, user_name text, action text, subject text, record text, fields text, client text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor', 'administrator') THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT h.id, h.at, h.user_name::text, h.action::text, h.subject::text, h.record::text, h.fields::text, h.client::text
      FROM reporting.changes h
     WHERE h.company_id = p_company AND h.subject IN (
           'ledger.account', 'ledger.series_definition', 'ledger.fiscal_year', 'ledger.period', 'ledger.dimension',
           'ledger.dimension_value', 'finance.tax_code', 'finance.tax_rate', 'company.currency_rate', 'company.company',
           'company.user_role', 'warehouse.item_terms', 'finance.bank_account');
END $$;

CREATE OR REPLACE VIEW reporting.fixed_data_changes WITH (security_invoker = true) AS
SELECT c.id AS company_id, f.id, f.at, f.user_name, f.action, f.subject, f.record, f.fields, f.client
  FROM company.company c CROSS JOIN LATERAL finance.fixed_data_changes(c.id) f;
COMMENT ON VIEW reporting.fixed_data_changes IS 'Changes of what steers postings: accounts, tax codes, rates, series, periods, rights';

-- A company with all it needs to begin: book, chart, tax codes, voucher series, first year, bank account, places.

-- A fiscal year with its calendar months as periods; the first and last may be cut. Runs with the caller's own rights.
CREATE OR REPLACE FUNCTION ledger.open_fiscal_year(p_company bigint, p_starts_on date, p_ends_on date) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_year bigint;
BEGIN
    IF p_ends_on <> (date_trunc('month', p_ends_on::timestamp) + interval '1 month - 1 day')::date THEN
        PERFORM company.refuse('fiscal_year.ends_mid_month', jsonb_build_object('field', 'ends_on', 'date', p_ends_on), 'I');
    ELSIF p_ends_on <= p_starts_on OR p_ends_on >= p_starts_on + interval '18 months' THEN
        PERFORM company.refuse('fiscal_year.wrong_length', jsonb_build_object(
            'field', 'ends_on', 'from', p_starts_on, 'to', p_ends_on), 'I');
    ELSIF EXISTS (SELECT FROM ledger.fiscal_year y WHERE y.company_id = p_company
                     AND y.starts_on <= p_ends_on AND y.ends_on >= p_starts_on) THEN
        PERFORM company.refuse('fiscal_year.overlaps', jsonb_build_object('from', p_starts_on, 'to', p_ends_on));
    END IF;
    INSERT INTO ledger.fiscal_year (company_id, starts_on, ends_on) VALUES (p_company, p_starts_on, p_ends_on)
    RETURNING id INTO v_year;
    INSERT INTO ledger.period (company_id, fiscal_year_id, kind, starts_on, ends_on)
    SELECT p_company, v_year, 'regular', greatest(p_starts_on, m::date),
           least(p_ends_on, (m + interval '1 month - 1 day')::date)
      FROM generate_series(date_trunc('month', p_starts_on::timestamp), p_ends_on::timestamp, interval '1 month') m;
    RETURN v_year;
END $$;

-- What the companies of a database share; made by the first, kept by the others.
CREATE OR REPLACE FUNCTION company.share_tables(p_chart jsonb) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO company.currency (code, name, decimals)
    SELECT x.code, x.name, x.decimals FROM jsonb_to_recordset(p_chart -> 'currencies') AS x(code text, name text, decimals smallint)
    ON CONFLICT DO NOTHING;
    INSERT INTO warehouse.unit (code, name, decimals)
    SELECT x.code, x.name, x.decimals FROM jsonb_to_recordset(p_chart -> 'units') AS x(code text, name text, decimals smallint)
    ON CONFLICT DO NOTHING
$$;

CREATE OR REPLACE FUNCTION company.fill_chart(p_company bigint, p_chart jsonb) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO ledger.account (company_id, number, name, name_en, kind, role, open_items, tax_code)
    SELECT p_company, x.number, x.name, coalesce(x.name_en, ''), x.kind, coalesce(x.role, ''),
           coalesce(x.open_items, false), coalesce(x.tax_code, '')
      FROM jsonb_to_recordset(p_chart -> 'accounts') AS x(
           number text, name text, name_en text, kind text, role text, open_items boolean, tax_code text);
    INSERT INTO finance.tax_code (company_id, code, name, name_en, direction, account, base_box, tax_box, invoice_text,
                                  country)
    SELECT p_company, x.code, x.name, coalesce(x.name_en, ''), x.direction, x.account, coalesce(x.base_box, ''),
           coalesce(x.tax_box, ''), coalesce(x.invoice_text, ''), coalesce(x.country, '')
      FROM jsonb_to_recordset(p_chart -> 'tax_codes') AS x(
           code text, name text, name_en text, direction text, account text, base_box text, tax_box text, invoice_text text,
           country text);
    INSERT INTO finance.tax_rate (company_id, tax_code, valid_from, valid_to, percent, account, tax_box, reverse_account,
                                  reverse_box, deductible)
    SELECT p_company, c.value ->> 'code', r.valid_from, r.valid_to, r.percent, r.account, coalesce(r.tax_box, ''),
           r.reverse_account, coalesce(r.reverse_box, ''), coalesce(r.deductible, 100)
      FROM jsonb_array_elements(p_chart -> 'tax_codes') c
     CROSS JOIN LATERAL jsonb_to_recordset(c.value -> 'rates') AS r(
           valid_from date, valid_to date, percent numeric, account text, tax_box text, reverse_account text,
           reverse_box text, deductible numeric);
    INSERT INTO finance.tax_scheme (company_id, valid_from, frequency, method, settlement_account)
    SELECT p_company, x.valid_from, x.frequency, x.method, x.settlement_account
      FROM jsonb_to_recordset(p_chart -> 'tax_schemes') AS x(
           valid_from date, frequency text, method text, settlement_account text);
    INSERT INTO ledger.series_definition (company_id, code, name, area)
    SELECT p_company, x.code, x.name, x.area
      FROM jsonb_to_recordset(p_chart -> 'series') AS x(code text, name text, area text);
    INSERT INTO finance.asset_group (company_id, code, name, cost_account, accumulated_account, expense_account,
                                     impaired_account, impairment_account, revaluation_account, equity_account,
                                     gain_account, loss_account, method, life_months, rate, tax_pool)
    SELECT p_company, x.* FROM jsonb_to_recordset(p_chart -> 'asset_groups') AS x(
           code text, name text, cost_account text, accumulated_account text, expense_account text, impaired_account text,
           impairment_account text, revaluation_account text, equity_account text, gain_account text, loss_account text,
           method text, life_months integer, rate numeric, tax_pool boolean);
    INSERT INTO finance.exchange_accounts (company_id, gain_account, loss_account, unrealised_gain_account,
                                           unrealised_loss_account)
    SELECT p_company, x.gain, x.loss, x.unrealised_gain, x.unrealised_loss
      FROM jsonb_to_record(p_chart -> 'exchange_accounts') AS x(
           gain text, loss text, unrealised_gain text, unrealised_loss text) WHERE x.gain IS NOT NULL;
    INSERT INTO ledger.close_template (company_id, code, position, name, name_en, area, owner_role, reviewed, due_day,
                                       check_code, needs_evidence, page, after)
    SELECT p_company, x.code, x.ordinal * 10, x.name, x.name_en, x.area, x.owner_role, x.reviewed, x.due_day, x.check_code,
           x.needs_evidence, x.page, x.after
      FROM jsonb_to_recordset(p_chart -> 'close_tasks') AS x(
           code text, ordinal integer, name text, name_en text, area text, owner_role text, reviewed boolean, due_day integer,
           check_code text, needs_evidence boolean, page text, after text[])
$$;

-- p_facts: {name, org_number, country, currency, language, chart_kind, starts_on, ends_on, vat_number?, time_zone?};
-- p_chart: {currencies, units, accounts, tax_codes: [{…, rates}], series, close_tasks, bank_accounts: [{name, account}],
-- site: {code, name}, places: [{code, name}]}. The first company is made by the builder, further ones by an administrator.
CREATE OR REPLACE FUNCTION company.found_company(p_facts jsonb, p_chart jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_company bigint;
    v_site bigint;
BEGIN
    IF NOT company.is_builder() AND NOT company.has_role('administrator') THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["administrator"]}', 'D');
    ELSIF trim(coalesce(p_facts ->> 'name', '')) = '' THEN
        PERFORM company.refuse('company.no_name', '{"field": "name"}', 'I');
    END IF;
    PERFORM company.share_tables(p_chart);
    IF NOT EXISTS (SELECT FROM company.currency c WHERE c.code = p_facts ->> 'currency') THEN
        PERFORM company.refuse('company.unknown_currency', jsonb_build_object(
            'field', 'currency', 'currency', p_facts ->> 'currency'), 'I');
    END IF;
    v_company := company.create_company(trim(p_facts ->> 'name'), p_facts ->> 'country', p_facts ->> 'currency',
                                        coalesce(p_facts ->> 'org_number', ''), p_facts ->> 'language');
    UPDATE company.company SET chart_kind = coalesce(p_facts ->> 'chart_kind', ''),
           vat_number = coalesce(p_facts ->> 'vat_number', ''),
           time_zone = coalesce(p_facts ->> 'time_zone', time_zone)
     WHERE id = v_company;
    PERFORM company.fill_chart(v_company, p_chart);
    IF p_facts ->> 'starts_on' IS NOT NULL THEN
        PERFORM ledger.open_fiscal_year(v_company, (p_facts ->> 'starts_on')::date, (p_facts ->> 'ends_on')::date);
    END IF;
    INSERT INTO finance.bank_account (company_id, name, currency, account)
    SELECT v_company, x.name, p_facts ->> 'currency', x.account
      FROM jsonb_to_recordset(p_chart -> 'bank_accounts') AS x(name text, account text);
    INSERT INTO warehouse.site (company_id, code, name)
    VALUES (v_company, p_chart #>> '{site,code}', p_chart #>> '{site,name}') RETURNING id INTO v_site;
    INSERT INTO warehouse.place (company_id, site_id, code, name)
    SELECT v_company, v_site, x.code, x.name
      FROM jsonb_to_recordset(p_chart -> 'places') AS x(code text, name text);
    RETURN v_company;
END $$;

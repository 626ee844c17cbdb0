-- Dimensions in the posting path: what the rules of accounts fill in, require and forbid, for every door alike.

-- Which rule holds for each account and day among some lines: of ranges that lie in each other, the narrowest.
CREATE OR REPLACE FUNCTION ledger.dimension_rules_of(p_company bigint, p_lines ledger.draft_line[])
RETURNS TABLE (account text, day date, dimension integer, name text, requirement text, default_code text)
LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (l.account, l.entry_date, r.dimension)
           l.account, l.entry_date, r.dimension, d.name, r.requirement, r.default_code
      FROM (SELECT DISTINCT x.account, x.entry_date FROM unnest(p_lines) x) l
      JOIN ledger.dimension_rule r ON r.company_id = p_company AND l.account BETWEEN r.from_account AND r.to_account
           AND l.entry_date >= coalesce(r.valid_from, '-infinity') AND l.entry_date <= coalesce(r.valid_to, 'infinity')
      JOIN ledger.dimension d ON d.company_id = p_company AND d.number = r.dimension AND d.active
     ORDER BY l.account, l.entry_date, r.dimension, r.from_account DESC, r.to_account, r.id
$$;

-- The key of each of some combinations of values ({"1": "100"}), made where it is new, in the order given; 0 for none.
CREATE OR REPLACE FUNCTION ledger.dimension_sets(p_company bigint, p_values jsonb) RETURNS bigint[]
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger.dimension_set (company_id, key, values)
    SELECT DISTINCT p_company, ledger.dimension_key(x.value), x.value FROM jsonb_array_elements(p_values) x
     WHERE x.value <> '{}' ORDER BY 2
    ON CONFLICT (company_id, key) DO NOTHING;
    RETURN (SELECT array_agg(coalesce(s.id, 0) ORDER BY x.ordinality)
              FROM jsonb_array_elements(p_values) WITH ORDINALITY x
              LEFT JOIN ledger.dimension_set s ON s.company_id = p_company AND s.key = ledger.dimension_key(x.value));
END $$;

-- For drafts of documents, whose lines keep the key: refuses what is in no register.
CREATE OR REPLACE FUNCTION ledger.keep_dimensions(p_company bigint, p_values jsonb) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
    v_unknown record;
BEGIN
    IF NOT (p_company = ANY (company.mine()) AND company.has_role('accountant', 'finance_clerk')) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["accountant", "finance_clerk"]}', 'D');
    END IF;
    SELECT d.key AS dimension, d.value AS code INTO v_unknown
      FROM jsonb_array_elements(p_values) s CROSS JOIN LATERAL jsonb_each_text(s.value) d
     WHERE d.key !~ '^[0-9]{1,9}$' OR NOT EXISTS (SELECT FROM ledger.dimension_value v WHERE v.company_id = p_company
                          AND v.dimension = d.key::integer AND v.code = d.value) LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('ledger.unknown_dimension', jsonb_build_object(
            'dimension', v_unknown.dimension, 'code', v_unknown.code), 'I');
    END IF;
    RETURN ledger.dimension_sets(p_company, p_values);
END $$;

-- A document whose lines name their values ({"1": "100"}) with the key of each combination instead.
CREATE OR REPLACE FUNCTION ledger.with_marked_lines(p_company bigint, p_document jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_ids bigint[];
BEGIN
    IF NOT jsonb_path_exists(p_document, '$.lines[*].dimensions.*') THEN
        RETURN p_document;
    END IF;
    v_ids := ledger.keep_dimensions(p_company, (
        SELECT jsonb_agg(coalesce(l.value -> 'dimensions', '{}') ORDER BY l.ordinality)
          FROM jsonb_array_elements(p_document -> 'lines') WITH ORDINALITY l));
    RETURN p_document || jsonb_build_object('lines', (
        SELECT jsonb_agg(l.value || jsonb_build_object('dimension_set', v_ids[l.ordinality]) ORDER BY l.ordinality)
          FROM jsonb_array_elements(p_document -> 'lines') WITH ORDINALITY l));
END $$;

-- Lines that rules do not touch: history as it was, mirrors of what was posted, what opens or closes a year by itself, and
-- what an allocation takes off an account, which is marked as it stands there.
CREATE OR REPLACE FUNCTION ledger.heeds_dimensions(p_entries jsonb, p_position integer, p_line integer) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    -- By path, which reads one value; by steps, each would copy the whole voucher, once a line.
    SELECT CASE coalesce(p_entries #>> ARRAY[(p_position - 1)::text, 'kind'], 'regular')
           WHEN 'reversal' THEN false
           WHEN 'opening' THEN p_entries #>> ARRAY[(p_position - 1)::text, 'source_kind'] IN ('voucher', 'between')
           WHEN 'closing' THEN p_entries #>> ARRAY[(p_position - 1)::text, 'source_kind'] IN ('voucher', 'between')
           ELSE p_entries #>> ARRAY[(p_position - 1)::text, 'source_kind'] IS DISTINCT FROM 'allocation'
                OR p_entries #>> ARRAY[(p_position - 1)::text, 'lines', (p_line - 1)::text, 'as_it_stands']
                   IS DISTINCT FROM 'true' END
$$;

-- The lines with the values that rules fill in; refuses, naming line, account and dimension, what is missing or forbidden
-- and values that are closed or unknown.
CREATE OR REPLACE FUNCTION ledger.with_dimension_rules(
    p_company bigint, p_entries jsonb, p_lines ledger.draft_line[], p_imported boolean) RETURNS ledger.draft_line[]
LANGUAGE plpgsql AS $$
DECLARE
    v_ruled boolean := NOT p_imported AND EXISTS (SELECT FROM ledger.dimension_rule r WHERE r.company_id = p_company);
    v_lines ledger.draft_line[] := p_lines;
BEGIN
    IF v_ruled THEN
        v_lines := ledger.with_default_dimensions(p_company, p_entries, p_lines);
        PERFORM ledger.check_dimension_rules(p_company, p_entries, v_lines);
    END IF;
    IF EXISTS (SELECT FROM unnest(v_lines) l WHERE l.dimension_set <> 0) THEN
        PERFORM ledger.check_dimension_values(p_company, p_entries, v_lines, p_imported);
    END IF;
    RETURN v_lines;
END $$;

CREATE OR REPLACE FUNCTION ledger.with_default_dimensions(p_company bigint, p_entries jsonb, p_lines ledger.draft_line[])
RETURNS ledger.draft_line[] LANGUAGE plpgsql AS $$
DECLARE
    v_filled record;
BEGIN
    WITH rules AS MATERIALIZED (
        SELECT * FROM ledger.dimension_rules_of(p_company, p_lines) r WHERE r.default_code IS NOT NULL)
    SELECT array_agg(x.entry_position ORDER BY x.entry_position, x.line_position) AS entries,
           array_agg(x.line_position ORDER BY x.entry_position, x.line_position) AS lines,
           jsonb_agg(x.values ORDER BY x.entry_position, x.line_position) AS values INTO v_filled
      FROM (SELECT l.entry_position, l.line_position,
                   coalesce(s.values, '{}') || jsonb_object_agg(r.dimension::text, r.default_code) AS values
              FROM unnest(p_lines) l
              JOIN rules r ON r.account = l.account AND r.day = l.entry_date
              LEFT JOIN ledger.dimension_set s ON s.company_id = p_company AND s.id = l.dimension_set
             WHERE ledger.heeds_dimensions(p_entries, l.entry_position, l.line_position)
               AND NOT coalesce(s.values, '{}') ? r.dimension::text
             GROUP BY l.entry_position, l.line_position, s.values) x;
    IF v_filled.entries IS NULL THEN
        RETURN p_lines;
    END IF;
    RETURN (
        SELECT array_agg(ROW(l.entry_position, l.line_position, l.entry_date, l.balance_kind, l.account,
                             coalesce(f.id, l.dimension_set), l.amount, l.currency, l.amount_currency, l.party_id, l.due_on,
                             l.document_kind, l.document_id, l.tax_code, l.quantity, l.unit, l.body, l.signature,
                             l.row_date, l.inexact)::ledger.draft_line)
          FROM unnest(p_lines) l
          LEFT JOIN unnest(v_filled.entries, v_filled.lines, ledger.dimension_sets(p_company, v_filled.values))
                    AS f(entry, line, id) ON f.entry = l.entry_position AND f.line = l.line_position);
END $$;

CREATE OR REPLACE FUNCTION ledger.check_dimension_rules(p_company bigint, p_entries jsonb, p_lines ledger.draft_line[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_bad record;
BEGIN
    SELECT l.entry_position, l.line_position, l.account, r.dimension, r.name, r.requirement,
           s.values ->> r.dimension::text AS value INTO v_bad
      FROM unnest(p_lines) l
      JOIN ledger.dimension_rules_of(p_company, p_lines) r ON r.account = l.account AND r.day = l.entry_date
      LEFT JOIN ledger.dimension_set s ON s.company_id = p_company AND s.id = l.dimension_set
     WHERE (r.requirement = 'required' AND NOT coalesce(s.values, '{}') ? r.dimension::text
            OR r.requirement = 'forbidden' AND s.values ? r.dimension::text)
       AND l.amount <> 0 AND ledger.heeds_dimensions(p_entries, l.entry_position, l.line_position)
     ORDER BY l.entry_position, l.line_position, r.dimension LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse(
            CASE v_bad.requirement WHEN 'required' THEN 'ledger.dimension_missing' ELSE 'ledger.dimension_forbidden' END,
            jsonb_build_object('entry', v_bad.entry_position, 'line', v_bad.line_position, 'account', v_bad.account,
                               'dimension', v_bad.dimension, 'name', v_bad.name, 'value', v_bad.value,
                               'field', 'dimension_' || v_bad.dimension),
            ledger.class_of_line(p_entries, v_bad.entry_position));
    END IF;
END $$;

-- A value is in the register, and holds on the day; what is mirrored or taken over may have ended since.
CREATE OR REPLACE FUNCTION ledger.check_dimension_values(
    p_company bigint, p_entries jsonb, p_lines ledger.draft_line[], p_imported boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_bad record;
BEGIN
    SELECT l.entry_position, l.line_position, l.account, l.entry_date, d.key AS dimension, d.value AS code, v.code AS known,
           n.name INTO v_bad
      FROM unnest(p_lines) l
      LEFT JOIN ledger.dimension_set s ON s.company_id = p_company AND s.id = l.dimension_set
      LEFT JOIN LATERAL jsonb_each_text(s.values) d ON true
      LEFT JOIN ledger.dimension n ON n.company_id = p_company AND n.number = d.key::integer
      LEFT JOIN ledger.dimension_value v ON v.company_id = p_company AND v.dimension = d.key::integer AND v.code = d.value
     WHERE l.dimension_set <> 0
       AND (v.code IS NULL OR NOT p_imported AND ledger.heeds_dimensions(p_entries, l.entry_position, l.line_position)
            AND NOT (v.active AND n.active AND l.entry_date >= coalesce(v.valid_from, '-infinity')
                     AND l.entry_date <= coalesce(v.valid_to, 'infinity')))
     ORDER BY l.entry_position, l.line_position, d.key LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse(
            CASE WHEN v_bad.known IS NULL THEN 'ledger.unknown_dimension' ELSE 'ledger.dimension_closed' END,
            jsonb_build_object('entry', v_bad.entry_position, 'line', v_bad.line_position, 'account', v_bad.account,
                               'dimension', coalesce(v_bad.dimension, '?'), 'code', coalesce(v_bad.code, '?'),
                               'name', v_bad.name, 'date', v_bad.entry_date,
                               'field', 'dimension_' || v_bad.dimension),
            ledger.class_of_line(p_entries, v_bad.entry_position));
    END IF;
END $$;

-- What is wrong with a line of a voucher is said in its cell; the lines of documents are not those of their vouchers.
CREATE OR REPLACE FUNCTION ledger.class_of_line(p_entries jsonb, p_position integer) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p_entries -> (p_position - 1) ->> 'source_kind' IN ('voucher', 'between') THEN 'I' ELSE 'R' END
$$;

-- Combinations say what their key says, of values that are in the register, and every line has one that is there.
CREATE OR REPLACE FUNCTION ledger.verify_dimensions(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.dimension_set_wrong', 'error', 'ledger.dimension_set', s.id::text, jsonb_build_object('key', s.key)
      FROM ledger.dimension_set s WHERE s.company_id = p_company AND s.key IS DISTINCT FROM ledger.dimension_key(s.values);
    RETURN QUERY
    SELECT 'verify.dimension_value_gone', 'error', 'ledger.dimension_set', s.id::text,
           jsonb_build_object('dimension', d.key, 'value', d.value)
      FROM ledger.dimension_set s CROSS JOIN LATERAL jsonb_each_text(s.values) d
     WHERE s.company_id = p_company AND NOT EXISTS (
           SELECT FROM ledger.dimension_value v WHERE v.company_id = p_company AND v.dimension::text = d.key AND v.code = d.value);
    RETURN QUERY
    SELECT 'verify.dimension_set_gone', 'error', 'ledger.line', min(l.entry_id)::text,
           jsonb_build_object('voucher', (SELECT e.series || e.number FROM ledger.entry e
                                           WHERE e.company_id = p_company AND e.id = min(l.entry_id)))
      FROM ledger.line l
     WHERE l.company_id = p_company AND l.dimension_set <> 0 AND NOT EXISTS (
           SELECT FROM ledger.dimension_set s WHERE s.company_id = p_company AND s.id = l.dimension_set)
     GROUP BY l.dimension_set;
    RETURN QUERY
    SELECT 'verify.dimension_default_closed', 'warning', 'ledger.dimension_rule', r.id::text,
           jsonb_build_object('dimension', d.name, 'value', r.default_code, 'from', r.from_account, 'to', r.to_account)
      FROM ledger.dimension_rule r
      JOIN ledger.dimension d ON d.company_id = p_company AND d.number = r.dimension AND d.active
      JOIN ledger.dimension_value v ON v.company_id = p_company AND v.dimension = r.dimension AND v.code = r.default_code
     WHERE r.company_id = p_company AND coalesce(r.valid_to, 'infinity') >= company.today(p_company)
       AND NOT (v.active AND coalesce(v.valid_to, 'infinity') >= company.today(p_company));
END $$;

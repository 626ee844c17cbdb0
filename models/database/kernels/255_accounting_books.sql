-- Further accounting books of a company, such as that of group reporting or of taxation. A book is a companion company that
-- holds nothing but differences: the same chart, dimensions, years and months, a voucher series of its own, and whoever
-- works in the company works in its books. What is read through both is the sum of both.

CREATE OR REPLACE FUNCTION company.is_book(p_company bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM company.company c WHERE c.id = p_company AND c.book_of IS NOT NULL)
$$;

-- Opens a book of a company. Answers {id, code}.
CREATE OR REPLACE FUNCTION ledger.open_book(p_request uuid, p_company bigint, p_code text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_code text := trim(coalesce(p_code, ''));
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.open_book', p_company, v_code), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_book bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    ELSIF v_code = '' THEN
        PERFORM company.refuse('book.no_code', '{"field": "code"}', 'I');
    ELSIF company.is_book(p_company) THEN
        PERFORM company.refuse('book.of_a_book');
    END IF;
    -- One book after the other, and none while the chart is being changed.
    PERFORM FROM company.company c WHERE c.id = p_company FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM company.company c WHERE c.book_of = p_company AND lower(c.book_code) = lower(v_code)) THEN
        PERFORM company.refuse('book.exists', jsonb_build_object('field', 'code', 'code', v_code), 'I');
    END IF;
    INSERT INTO company.company (name, org_number, country, currency, time_zone, language, chart_kind, book_of, book_code)
    SELECT left(c.name || ' – ' || v_code, 200), c.org_number, c.country, c.currency, c.time_zone, c.language, c.chart_kind,
           c.id, v_code FROM company.company c WHERE c.id = p_company
    RETURNING id INTO v_book;
    INSERT INTO ledger.book (company_id, code, name) VALUES (v_book, 'main', v_code);
    INSERT INTO ledger.series_definition (company_id, code, name, area) VALUES (v_book, 'A', v_code, 'general');
    PERFORM ledger.keep_book(p_company, v_book);
    v_answer := jsonb_build_object('id', v_book, 'code', v_code);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Internal: makes users, chart, dimensions, years and months of a book those of its company. Its accounts are plain ones: no
-- open items, no VAT, no control accounts. Which of its months are closed is its own affair.
CREATE OR REPLACE FUNCTION ledger.keep_book(p_company bigint, p_book bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM company.user_company u WHERE u.company_id = p_book AND NOT EXISTS (
           SELECT FROM company.user_company m WHERE m.company_id = p_company AND m.user_id = u.user_id);
    INSERT INTO company.user_company (user_id, company_id)
    SELECT m.user_id, p_book FROM company.user_company m WHERE m.company_id = p_company ON CONFLICT DO NOTHING;
    PERFORM ledger.keep_book_chart(p_company, p_book), ledger.keep_book_years(p_company, p_book);
END $$;

CREATE OR REPLACE FUNCTION ledger.keep_book_chart(p_company bigint, p_book bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM ledger.account a WHERE a.company_id = p_book AND NOT EXISTS (
           SELECT FROM ledger.account m WHERE m.company_id = p_company AND m.number = a.number);
    INSERT INTO ledger.account (company_id, number, name, name_en, kind, unit, sru, active)
    SELECT p_book, m.number, m.name, m.name_en, m.kind, m.unit, m.sru, m.active
      FROM ledger.account m WHERE m.company_id = p_company
    ON CONFLICT (company_id, number) DO UPDATE
       SET name = excluded.name, name_en = excluded.name_en, kind = excluded.kind, unit = excluded.unit, sru = excluded.sru,
           active = excluded.active
     WHERE (ledger.account.name, ledger.account.name_en, ledger.account.kind, ledger.account.unit, ledger.account.sru,
            ledger.account.active)
        IS DISTINCT FROM (excluded.name, excluded.name_en, excluded.kind, excluded.unit, excluded.sru, excluded.active);
    DELETE FROM ledger.dimension_value v WHERE v.company_id = p_book AND NOT EXISTS (SELECT FROM ledger.dimension_value m
            WHERE m.company_id = p_company AND m.dimension = v.dimension AND m.code = v.code);
    DELETE FROM ledger.dimension d WHERE d.company_id = p_book AND NOT EXISTS (SELECT FROM ledger.dimension m
            WHERE m.company_id = p_company AND m.number = d.number);
    INSERT INTO ledger.dimension (company_id, number, name, parent, active)
    SELECT p_book, m.number, m.name, m.parent, m.active FROM ledger.dimension m WHERE m.company_id = p_company
    ON CONFLICT (company_id, number) DO UPDATE
       SET name = excluded.name, parent = excluded.parent, active = excluded.active;
    INSERT INTO ledger.dimension_value (company_id, dimension, code, name, active, valid_from, valid_to)
    SELECT p_book, m.dimension, m.code, m.name, m.active, m.valid_from, m.valid_to
      FROM ledger.dimension_value m WHERE m.company_id = p_company
    ON CONFLICT (company_id, dimension, code) DO UPDATE
       SET name = excluded.name, active = excluded.active, valid_from = excluded.valid_from, valid_to = excluded.valid_to;
END $$;

CREATE OR REPLACE FUNCTION ledger.keep_book_years(p_company bigint, p_book bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM ledger.period p USING ledger.fiscal_year y WHERE p.company_id = p_book AND y.company_id = p_book
       AND y.id = p.fiscal_year_id AND NOT EXISTS (SELECT FROM ledger.period m WHERE m.company_id = p_company
           AND (m.kind, m.starts_on, m.ends_on) = (p.kind, p.starts_on, p.ends_on));
    DELETE FROM ledger.fiscal_year y WHERE y.company_id = p_book AND NOT EXISTS (SELECT FROM ledger.fiscal_year m
            WHERE m.company_id = p_company AND m.starts_on = y.starts_on);
    UPDATE ledger.fiscal_year y SET ends_on = m.ends_on FROM ledger.fiscal_year m
     WHERE y.company_id = p_book AND m.company_id = p_company AND m.starts_on = y.starts_on AND m.ends_on <> y.ends_on;
    INSERT INTO ledger.fiscal_year (company_id, starts_on, ends_on)
    SELECT p_book, m.starts_on, m.ends_on FROM ledger.fiscal_year m WHERE m.company_id = p_company AND NOT EXISTS (
           SELECT FROM ledger.fiscal_year y WHERE y.company_id = p_book AND y.starts_on = m.starts_on);
    INSERT INTO ledger.period (company_id, fiscal_year_id, kind, starts_on, ends_on)
    SELECT p_book, y.id, m.kind, m.starts_on, m.ends_on
      FROM ledger.period m
      JOIN ledger.fiscal_year n ON n.company_id = p_company AND n.id = m.fiscal_year_id
      JOIN ledger.fiscal_year y ON y.company_id = p_book AND y.starts_on = n.starts_on
     WHERE m.company_id = p_company AND NOT EXISTS (SELECT FROM ledger.period p WHERE p.company_id = p_book
           AND (p.kind, p.starts_on, p.ends_on) = (m.kind, m.starts_on, m.ends_on));
END $$;

-- What must hold: a book has the chart, the years and the months of its company, and whoever works in one works in both.
CREATE OR REPLACE FUNCTION ledger.verify_book(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
DECLARE
    v_main bigint := (SELECT c.book_of FROM company.company c WHERE c.id = p_company);
BEGIN
    IF v_main IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT 'verify.book_out_of_step', 'error', x.subject, x.key, jsonb_build_object('what', x.key)
      FROM (SELECT 'ledger.account' AS subject, coalesce(a.number, b.number)::text AS key
              FROM (SELECT * FROM ledger.account WHERE company_id = v_main) a
              FULL JOIN (SELECT * FROM ledger.account WHERE company_id = p_company) b ON b.number = a.number
             WHERE a.kind IS DISTINCT FROM b.kind OR b.open_items OR b.tax_code <> '' OR b.role <> ''
            UNION ALL
            SELECT 'ledger.period', concat_ws(' ', coalesce(a.kind, b.kind), coalesce(a.starts_on, b.starts_on))
              FROM (SELECT * FROM ledger.period WHERE company_id = v_main) a
              FULL JOIN (SELECT * FROM ledger.period WHERE company_id = p_company) b
                ON (b.kind, b.starts_on, b.ends_on) = (a.kind, a.starts_on, a.ends_on)
             WHERE a.id IS NULL OR b.id IS NULL
            UNION ALL
            SELECT 'company.user_company', coalesce(a.user_id, b.user_id)::text
              FROM (SELECT * FROM company.user_company WHERE company_id = v_main) a
              FULL JOIN (SELECT * FROM company.user_company WHERE company_id = p_company) b ON b.user_id = a.user_id
             WHERE a.user_id IS NULL OR b.user_id IS NULL) x
    UNION ALL
    SELECT 'verify.book_with_tax', 'error', 'ledger.line', l.id::text, jsonb_build_object('account', l.account, 'date', l.entry_date)
      FROM ledger.line l WHERE l.company_id = p_company AND l.tax_code IS NOT NULL;
END $$;

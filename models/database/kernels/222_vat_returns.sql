-- The doors of the VAT return: file one, and open it again to correct it.

-- Internal: whoever asks for figures of tax may read the books of this company.
CREATE OR REPLACE FUNCTION finance.ask_to_read_tax(p_company bigint) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT company.is_builder() AND NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor',
                                                           'administrator') THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["accountant", "finance_clerk", "auditor"]}', 'D');
    END IF;
END $$;

-- Internal: what each tax code came to in each box, on each of its accounts and days. Posting has added this up already;
-- only books that have ever had the cash method need to look at lines and payments.
CREATE OR REPLACE FUNCTION finance.vat_sums(p_company bigint, p_first date, p_last date)
RETURNS TABLE (tax_code text, part text, box text, sign integer, country text, account text, entry_date date,
               ledger_amount numeric, line_count bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (SELECT FROM finance.tax_scheme s WHERE s.company_id = p_company AND s.method = 'cash') THEN
        RETURN QUERY
        SELECT v.tax_code::text, v.part, v.box, v.sign, v.country::text, v.account::text, v.entry_date, sum(v.ledger_amount),
               count(*)
          FROM reporting.vat_lines v
         WHERE v.company_id = p_company AND v.due_on BETWEEN p_first AND p_last
         GROUP BY 1, 2, 3, 4, 5, 6, 7;
        RETURN;
    END IF;
    RETURN QUERY
    WITH days AS MATERIALIZED (
        SELECT t.tax_code, t.account, t.entry_date, sum(t.debit - t.credit) AS amount, sum(t.line_count)::bigint AS n
          FROM ledger.tax_total t
         WHERE t.company_id = p_company AND t.entry_date BETWEEN p_first AND p_last
         GROUP BY 1, 2, 3)
    SELECT d.tax_code::text, b.part, b.box, b.sign, b.country::text, d.account::text, d.entry_date, d.amount, d.n
      FROM days d
      JOIN reporting.tax_boxes b ON b.company_id = p_company AND b.tax_code = d.tax_code
       AND CASE WHEN b.account IS NULL THEN d.account <> ALL (b.accounts)
                ELSE d.account = b.account AND d.entry_date BETWEEN b.first AND b.last END;
END $$;

-- Boxes of a span of days: exact as booked, and whole units truncated toward zero (SFL 22 kap. 1 §). `tax` is what the
-- box adds to box 49.
CREATE OR REPLACE FUNCTION finance.vat_boxes(p_company bigint, p_first date, p_last date)
RETURNS TABLE (box text, part text, exact numeric, whole numeric, tax numeric, line_count bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- As the owner, since row rules switch off the index on tax codes.
    PERFORM finance.ask_to_read_tax(p_company);
    RETURN QUERY
    SELECT v.box, min(v.part), sum(v.sign * v.ledger_amount), trunc(sum(v.sign * v.ledger_amount)),
           CASE WHEN min(v.part) = 'tax' THEN -min(v.sign) * trunc(sum(v.sign * v.ledger_amount)) ELSE 0 END,
           sum(v.line_count)::bigint
      FROM finance.vat_sums(p_company, p_first, p_last) v
     WHERE v.box <> ''
     GROUP BY v.box;
END $$;

-- Lines of the settlement of a span: what stands on the accounts of tax goes to the settlement account in whole units, the
-- rest to the account of rounding; less what earlier versions of the return have settled.
CREATE OR REPLACE FUNCTION finance.settlement_lines(p_company bigint, p_first date, p_last date, p_payable numeric)
RETURNS jsonb LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_settlement text := (finance.vat_scheme_on(p_company, p_last)).settlement_account;
    v_rounding text := (SELECT min(a.number) FROM ledger.account a
                         WHERE a.company_id = p_company AND a.role = 'rounding' AND a.active);
    v_lines jsonb;
BEGIN
    WITH wanted AS (
        SELECT v.account, -sum(v.ledger_amount) AS amount FROM finance.vat_sums(p_company, p_first, p_last) v
         WHERE v.part = 'tax' AND v.box <> '' GROUP BY 1
        UNION ALL SELECT v_settlement, -p_payable),
    booked AS (
        SELECT l.account::text, -l.amount AS amount FROM finance.vat_return r
          JOIN ledger.line l ON l.company_id = p_company AND l.entry_id = r.entry_id
         WHERE r.company_id = p_company AND r.starts_on = p_first AND l.account IS DISTINCT FROM v_rounding),
    lines AS (
        SELECT x.account, sum(x.amount) AS amount FROM (SELECT * FROM wanted UNION ALL SELECT * FROM booked) x
         GROUP BY 1 HAVING sum(x.amount) <> 0)
    SELECT jsonb_agg(jsonb_build_object('account', l.account, 'amount', l.amount) ORDER BY l.account)
           || CASE WHEN sum(l.amount) = 0 THEN '[]'
                   ELSE jsonb_build_array(jsonb_build_object('account', v_rounding, 'amount', -sum(l.amount))) END
      INTO v_lines FROM lines l;
    RETURN v_lines;
END $$;

-- Files the return of the VAT period that begins on p_starts_on: keeps every box as it stands, closes the days to VAT, and
-- with p_settle_on books the settlement on that day. A return that was opened again is filed anew as its next version, with
-- a reason. Answers {id, version, payable, entry_id}. Locks: periods of the days (alone), balances, series.
CREATE OR REPLACE FUNCTION finance.file_vat_return(
    p_request uuid, p_company bigint, p_starts_on date, p_settle_on date DEFAULT NULL, p_reason text DEFAULT '')
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.file_vat_return', p_company, p_starts_on, p_settle_on,
                                                  p_reason), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_last date := (SELECT p.ends_on FROM finance.vat_period_on(p_company, p_starts_on) p WHERE p.starts_on = p_starts_on);
    v_version integer;
    v_payable numeric;
    v_id bigint;
    v_entry bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_version := finance.check_filing(p_company, p_starts_on, v_last, p_settle_on, p_reason);
    SELECT coalesce(sum(b.tax), 0) INTO v_payable FROM finance.vat_boxes(p_company, p_starts_on, v_last) b;
    INSERT INTO finance.vat_return (company_id, starts_on, ends_on, version, reason, payable, posted_at, posted_by)
    VALUES (p_company, p_starts_on, v_last, v_version, trim(coalesce(p_reason, '')), v_payable, clock_timestamp(), v_actor)
    RETURNING id INTO v_id;
    INSERT INTO finance.vat_return_box (company_id, return_id, box, exact, whole)
    SELECT p_company, v_id, b.box, b.exact, b.whole FROM finance.vat_boxes(p_company, p_starts_on, v_last) b;
    IF p_settle_on IS NOT NULL THEN
        v_entry := finance.book_settlement(p_company, v_id, p_settle_on, v_actor, p_request);
    END IF;
    v_answer := jsonb_build_object('id', v_id, 'version', v_version, 'payable', v_payable::text, 'entry_id', v_entry);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Internal: takes the periods of the days for itself, so that postings under way come first and later ones see the return;
-- refuses what may not be filed, and answers the version that the return gets.
CREATE OR REPLACE FUNCTION finance.check_filing(
    p_company bigint, p_first date, p_last date, p_settle_on date, p_reason text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_days jsonb := jsonb_build_object('first', p_first, 'last', p_last);
    v_version integer;
BEGIN
    IF p_last IS NULL THEN
        PERFORM company.refuse('vat.no_period', jsonb_build_object('date', p_first), 'I');
    ELSIF p_last >= company.today(p_company) THEN
        PERFORM company.refuse('vat.not_over', v_days);
    ELSIF p_settle_on < p_last THEN
        PERFORM company.refuse('vat.settled_before', v_days || jsonb_build_object('field', 'settle_on'), 'I');
    END IF;
    PERFORM 1 FROM ledger.period p WHERE p.company_id = p_company AND p.ends_on >= p_first AND p.starts_on <= p_last
      ORDER BY p.id FOR UPDATE;
    IF EXISTS (SELECT FROM finance.vat_return r WHERE r.company_id = p_company AND r.reopened_at IS NULL
                  AND r.ends_on >= p_first AND r.starts_on <= p_last) THEN
        PERFORM company.refuse('vat.already_filed', v_days);
    END IF;
    SELECT coalesce(max(r.version), 0) + 1 INTO v_version FROM finance.vat_return r
     WHERE r.company_id = p_company AND r.starts_on = p_first;
    IF v_version > 1 AND trim(coalesce(p_reason, '')) = '' THEN
        PERFORM company.refuse('vat.reason_missing', '{"field": "reason"}', 'I');
    END IF;
    RETURN v_version;
END $$;

-- Internal: books the settlement of a return and notes its voucher; none where there is nothing to settle.
CREATE OR REPLACE FUNCTION finance.book_settlement(
    p_company bigint, p_return bigint, p_date date, p_actor bigint, p_request uuid) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    r finance.vat_return;
    v_lines jsonb;
    v_entry bigint;
BEGIN
    SELECT * INTO r FROM finance.vat_return x WHERE x.company_id = p_company AND x.id = p_return;
    v_lines := finance.settlement_lines(p_company, r.starts_on, r.ends_on, r.payable);
    IF v_lines IS NULL THEN
        RETURN NULL;
    ELSIF jsonb_path_exists(v_lines, '$[*].account ? (@ == null)') THEN
        PERFORM company.refuse('invoice.no_rounding_account');
    END IF;
    v_entry := (ledger.append(p_company, jsonb_build_array(jsonb_build_object(
        'date', p_date, 'series', 'A', 'text', concat_ws(' ', 'Moms', r.starts_on, '-', r.ends_on),
        'source_kind', 'vat_return', 'source_id', r.id, 'source_event', 'settled', 'lines', v_lines)),
        p_actor, p_request))[1];
    UPDATE finance.vat_return SET entry_id = v_entry WHERE company_id = p_company AND id = p_return;
    RETURN v_entry;
END $$;

-- Opens the days of a filed return to VAT again, so that they can be corrected and filed anew; the return stays.
CREATE OR REPLACE FUNCTION finance.reopen_vat_return(p_request uuid, p_company bigint, p_return_id bigint, p_reason text)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.reopen_vat_return', p_company, p_return_id, p_reason), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    ELSIF trim(coalesce(p_reason, '')) = '' THEN
        PERFORM company.refuse('vat.reason_missing', '{"field": "reason"}', 'I');
    END IF;
    UPDATE finance.vat_return SET reopened_at = clock_timestamp(), reopened_by = v_actor, reopen_reason = trim(p_reason)
     WHERE company_id = p_company AND id = p_return_id AND reopened_at IS NULL;
    IF NOT FOUND THEN
        PERFORM company.refuse('vat.not_filed', jsonb_build_object('id', p_return_id), 'I');
    END IF;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', p_return_id));
END $$;

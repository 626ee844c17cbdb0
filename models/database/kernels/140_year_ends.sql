-- The end of a fiscal year: the adjustment period, the closing voucher, the disposal of the result, and opening it again.
-- Nothing is carried forward by a batch: balance accounts simply go on, and a closed year is a locked one.

-- The adjustment period of a year: its last day once more, for vouchers after the last month has closed.
CREATE OR REPLACE FUNCTION ledger.open_adjustment_period(p_company bigint, p_year bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
BEGIN
    PERFORM company.enter_door(p_company, 'accountant');
    RETURN ledger.adjustment_period(p_company, ledger.hold_year(p_company, p_year));
END $$;

CREATE OR REPLACE FUNCTION ledger.adjustment_period(p_company bigint, p_year ledger.fiscal_year) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_id bigint := (SELECT p.id FROM ledger.period p WHERE p.company_id = p_company AND p.fiscal_year_id = p_year.id
                       AND p.kind = 'adjustment');
BEGIN
    IF v_id IS NULL THEN
        INSERT INTO ledger.period (company_id, fiscal_year_id, kind, starts_on, ends_on)
        VALUES (p_company, p_year.id, 'adjustment', p_year.ends_on, p_year.ends_on) RETURNING id INTO v_id;
    END IF;
    RETURN v_id;
END $$;

-- Internal: the fiscal year, held until the commit, so that nobody closes and opens it at once.
CREATE OR REPLACE FUNCTION ledger.hold_year(p_company bigint, p_year bigint) RETURNS ledger.fiscal_year
LANGUAGE plpgsql AS $$
DECLARE
    v_year ledger.fiscal_year;
BEGIN
    SELECT * INTO v_year FROM ledger.fiscal_year y WHERE y.company_id = p_company AND y.id = p_year FOR UPDATE;
    IF v_year.id IS NULL THEN
        PERFORM company.refuse('year_end.no_year', jsonb_build_object('id', p_year), 'I');
    END IF;
    RETURN v_year;
END $$;

CREATE OR REPLACE FUNCTION ledger.is_closed(p_company bigint, p_year bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM ledger.year_end e
                    WHERE e.company_id = p_company AND e.fiscal_year_id = p_year AND e.reopened_at IS NULL)
$$;

-- What the accounts of the result come to in a year, profit positive; with what closing vouchers have taken out of them.
CREATE OR REPLACE FUNCTION ledger.result_of(p_company bigint, p_first date, p_last date, p_after_closing boolean)
RETURNS numeric LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(sum(s.credit - s.debit), 0)
              FROM reporting.sums(p_company, p_first, p_last + 1) s
              JOIN ledger.account a ON a.company_id = p_company AND a.number = s.account AND a.kind IN ('income', 'expense')
             WHERE p_after_closing OR NOT s.closing);
END $$;

-- Internal: why a year cannot be closed, if it cannot.
CREATE OR REPLACE FUNCTION ledger.check_year_can_close(p_company bigint, p_year ledger.fiscal_year) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_found record;
BEGIN
    IF ledger.is_closed(p_company, p_year.id) THEN
        PERFORM company.refuse('year_end.closed', jsonb_build_object('from', p_year.starts_on, 'to', p_year.ends_on));
    END IF;
    SELECT p.starts_on, p.ends_on INTO v_found FROM ledger.period p
     WHERE p.company_id = p_company AND p.fiscal_year_id = p_year.id AND p.kind = 'regular'
       AND NOT 'all' = ANY (p.locked_areas) ORDER BY p.starts_on LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('year_end.period_open', jsonb_build_object('from', v_found.starts_on, 'to', v_found.ends_on));
    END IF;
    SELECT y.starts_on, y.ends_on INTO v_found FROM ledger.fiscal_year y
     WHERE y.company_id = p_company AND y.ends_on < p_year.starts_on AND NOT ledger.is_closed(p_company, y.id)
       AND ledger.result_of(p_company, y.starts_on, y.ends_on, true) <> 0 ORDER BY y.starts_on LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('year_end.earlier_open', jsonb_build_object('from', v_found.starts_on, 'to', v_found.ends_on));
    END IF;
END $$;

-- Internal: one voucher of a year-end.
CREATE OR REPLACE FUNCTION ledger.append_of_year_end(
    p_company bigint, p_actor bigint, p_request uuid, p_head jsonb, p_lines jsonb) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_series text := (SELECT d.code FROM ledger.series_definition d
                       WHERE d.company_id = p_company AND d.area = 'general' ORDER BY d.code LIMIT 1);
    v_lines jsonb := (SELECT jsonb_agg(l.value ORDER BY l.ordinality) FROM jsonb_array_elements(p_lines) WITH ORDINALITY l
                       WHERE (l.value ->> 'amount')::numeric <> 0);
BEGIN
    IF v_lines IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN (ledger.append(p_company, jsonb_build_array(
        p_head || jsonb_build_object('series', v_series, 'area', 'general', 'lines', v_lines)), p_actor, p_request))[1];
END $$;

-- Books the result of the year to equity, in the adjustment period, and locks the year. No row is copied or rewritten.
CREATE OR REPLACE FUNCTION ledger.close_year(
    p_request uuid, p_company bigint, p_year bigint, p_result_account text, p_equity_account text, p_text text)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.close_year', p_company, p_year, p_result_account,
                                                  p_equity_account, p_text), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_year ledger.fiscal_year;
    v_end bigint;
    v_period bigint;
    v_result numeric;
    v_open numeric;
    v_entry bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_year := ledger.hold_year(p_company, p_year);
    PERFORM ledger.check_year_can_close(p_company, v_year);
    PERFORM ledger.check_kind_of_account(p_company, p_result_account, 'result_account', 'income', 'expense');
    PERFORM ledger.check_kind_of_account(p_company, p_equity_account, 'equity_account', 'equity');
    v_period := ledger.adjustment_period(p_company, v_year);
    UPDATE ledger.period SET locked_areas = '{}' WHERE company_id = p_company AND id = v_period;
    v_result := ledger.result_of(p_company, v_year.starts_on, v_year.ends_on, false);
    v_open := ledger.result_of(p_company, v_year.starts_on, v_year.ends_on, true);
    INSERT INTO ledger.year_end (company_id, fiscal_year_id, result, equity_account, closed_by)
    VALUES (p_company, p_year, v_result, p_equity_account, v_actor) RETURNING id INTO v_end;
    v_entry := ledger.append_of_year_end(p_company, v_actor, p_request, jsonb_build_object(
        'date', v_year.ends_on, 'kind', 'closing', 'period_kind', 'adjustment', 'text', p_text,
        'source_kind', 'year_end', 'source_id', v_end, 'source_event', 'closed'),
        jsonb_build_array(jsonb_build_object('account', p_result_account, 'amount', v_open),
                          jsonb_build_object('account', p_equity_account, 'amount', -v_open)));
    UPDATE ledger.year_end SET entry_id = v_entry WHERE company_id = p_company AND id = v_end;
    UPDATE ledger.period SET locked_areas = '{all}' WHERE company_id = p_company AND id = v_period;
    v_answer := jsonb_build_object('id', v_end, 'result', v_result, 'entry_id', v_entry);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

CREATE OR REPLACE FUNCTION ledger.check_kind_of_account(
    p_company bigint, p_account text, p_field text, VARIADIC p_kinds text[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.account a WHERE a.company_id = p_company AND a.number = p_account
                      AND a.kind = ANY (p_kinds)) THEN
        PERFORM company.refuse('year_end.wrong_account', jsonb_build_object('field', p_field, 'account', p_account), 'I');
    END IF;
END $$;

-- Opens a closed year again: the closing voucher is mirrored, the adjustment period unlocked; the months stay locked.
CREATE OR REPLACE FUNCTION ledger.reopen_year(p_request uuid, p_company bigint, p_year bigint, p_reason text)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.reopen_year', p_company, p_year, p_reason), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_year ledger.fiscal_year;
    v_end ledger.year_end;
    v_entry ledger.entry;
    v_reversal bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_year := ledger.hold_year(p_company, p_year);
    v_end := ledger.standing_year_end(p_company, v_year);
    IF trim(coalesce(p_reason, '')) = '' THEN
        PERFORM company.refuse('ledger.reason_missing', '{"field": "reason"}', 'I');
    ELSIF EXISTS (SELECT FROM ledger.year_end e JOIN ledger.fiscal_year y ON y.company_id = p_company AND y.id = e.fiscal_year_id
                   WHERE e.company_id = p_company AND e.reopened_at IS NULL AND y.starts_on > v_year.ends_on) THEN
        PERFORM company.refuse('year_end.later_closed', jsonb_build_object('from', v_year.starts_on, 'to', v_year.ends_on));
    ELSIF EXISTS (SELECT FROM ledger.result_disposal d WHERE d.company_id = p_company AND d.year_end_id = v_end.id
                     AND d.undone_entry_id IS NULL AND d.entry_id IS NOT NULL) THEN
        PERFORM company.refuse('year_end.disposed', jsonb_build_object('from', v_year.starts_on, 'to', v_year.ends_on));
    END IF;
    UPDATE ledger.year_end SET reopened_at = clock_timestamp(), reopened_by = v_actor, reason = trim(p_reason)
     WHERE company_id = p_company AND id = v_end.id;
    UPDATE ledger.period SET locked_areas = '{}'
     WHERE company_id = p_company AND fiscal_year_id = p_year AND kind = 'adjustment';
    IF v_end.entry_id IS NOT NULL THEN
        SELECT * INTO v_entry FROM ledger.entry e WHERE e.company_id = p_company AND e.id = v_end.entry_id;
        v_reversal := ledger.append_reversal(v_entry, v_year.ends_on, trim(p_reason), 'reopened', v_actor, p_request);
    END IF;
    v_answer := jsonb_build_object('id', v_end.id, 'entry_id', v_reversal);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

CREATE OR REPLACE FUNCTION ledger.standing_year_end(p_company bigint, p_year ledger.fiscal_year) RETURNS ledger.year_end
LANGUAGE plpgsql AS $$
DECLARE
    v_end ledger.year_end;
BEGIN
    SELECT * INTO v_end FROM ledger.year_end e
     WHERE e.company_id = p_company AND e.fiscal_year_id = p_year.id AND e.reopened_at IS NULL FOR UPDATE;
    IF v_end.id IS NULL THEN
        PERFORM company.refuse('year_end.not_closed', jsonb_build_object('from', p_year.starts_on, 'to', p_year.ends_on));
    END IF;
    RETURN v_end;
END $$;

-- What the owners decide of the result: a dividend to be paid out, the rest carried forward. Once for each year-end.
CREATE OR REPLACE FUNCTION ledger.dispose_result(
    p_request uuid, p_company bigint, p_year bigint, p_date date, p_dividend numeric, p_retained_account text,
    p_dividend_account text, p_text text)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.dispose_result', p_company, p_year, p_date, p_dividend,
                                                  p_retained_account, p_dividend_account, p_text), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_year ledger.fiscal_year;
    v_end ledger.year_end;
    v_retained numeric;
    v_disposal bigint;
    v_entry bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_year := ledger.hold_year(p_company, p_year);
    v_end := ledger.standing_year_end(p_company, v_year);
    PERFORM ledger.check_kind_of_account(p_company, p_retained_account, 'retained_account', 'equity');
    PERFORM ledger.check_kind_of_account(p_company, p_dividend_account, 'dividend_account', 'liability');
    v_retained := -(reporting.opening_balance(p_company, p_retained_account, p_date + 1));
    IF p_date IS NULL OR p_date <= v_year.ends_on THEN
        PERFORM company.refuse('year_end.decided_too_early', jsonb_build_object('field', 'date', 'to', v_year.ends_on), 'I');
    ELSIF EXISTS (SELECT FROM ledger.result_disposal d WHERE d.company_id = p_company AND d.year_end_id = v_end.id
                     AND d.undone_entry_id IS NULL) THEN
        PERFORM company.refuse('year_end.disposed', jsonb_build_object('from', v_year.starts_on, 'to', v_year.ends_on));
    ELSIF p_dividend IS NULL OR p_dividend < 0 OR p_dividend <> round(p_dividend, 2)
          OR p_dividend > greatest(v_retained + v_end.result, 0) THEN
        PERFORM company.refuse('year_end.dividend_too_large', jsonb_build_object(
            'field', 'dividend', 'dividend', p_dividend, 'free', greatest(v_retained + v_end.result, 0)), 'I');
    END IF;
    INSERT INTO ledger.result_disposal (company_id, year_end_id, decided_on, dividend, carried_forward)
    VALUES (p_company, v_end.id, p_date, p_dividend, v_end.result - p_dividend) RETURNING id INTO v_disposal;
    v_entry := ledger.append_of_year_end(p_company, v_actor, p_request, jsonb_build_object(
        'date', p_date, 'text', p_text, 'source_kind', 'result_disposal', 'source_id', v_disposal, 'source_event', 'decided'),
        jsonb_build_array(jsonb_build_object('account', v_end.equity_account, 'amount', v_end.result),
                          jsonb_build_object('account', p_dividend_account, 'amount', -p_dividend),
                          jsonb_build_object('account', p_retained_account, 'amount', p_dividend - v_end.result)));
    UPDATE ledger.result_disposal SET entry_id = v_entry WHERE company_id = p_company AND id = v_disposal;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', v_disposal, 'entry_id', v_entry));
END $$;

-- Takes a disposal back by a mirrored voucher of the given day.
CREATE OR REPLACE FUNCTION ledger.undo_disposal(p_request uuid, p_company bigint, p_disposal bigint, p_date date, p_text text)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.undo_disposal', p_company, p_disposal, p_date, p_text), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_disposal ledger.result_disposal;
    v_entry ledger.entry;
    v_reversal bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    SELECT * INTO v_disposal FROM ledger.result_disposal d WHERE d.company_id = p_company AND d.id = p_disposal FOR UPDATE;
    IF v_disposal.id IS NULL OR v_disposal.undone_entry_id IS NOT NULL OR v_disposal.entry_id IS NULL THEN
        PERFORM company.refuse('year_end.no_disposal', jsonb_build_object('id', p_disposal), 'I');
    END IF;
    SELECT * INTO v_entry FROM ledger.entry e WHERE e.company_id = p_company AND e.id = v_disposal.entry_id;
    IF p_date IS NULL OR p_date < v_entry.entry_date THEN
        PERFORM company.refuse('ledger.reversal_before', jsonb_build_object('date', p_date, 'posted', v_entry.entry_date));
    END IF;
    v_reversal := ledger.append_reversal(v_entry, p_date, p_text, 'undone', v_actor, p_request);
    UPDATE ledger.result_disposal SET undone_entry_id = v_reversal WHERE company_id = p_company AND id = p_disposal;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('entry_id', v_reversal));
END $$;

-- A year that stands closed has its result booked and every period locked.
CREATE OR REPLACE FUNCTION ledger.verify_year_ends(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.closed_year_open', 'error', 'ledger.fiscal_year', y.id::text,
           jsonb_build_object('from', y.starts_on, 'to', y.ends_on,
                              'result', ledger.result_of(p_company, y.starts_on, y.ends_on, true))
      FROM ledger.fiscal_year y
     WHERE y.company_id = p_company AND ledger.is_closed(p_company, y.id)
       AND (ledger.result_of(p_company, y.starts_on, y.ends_on, true) <> 0
            OR EXISTS (SELECT FROM ledger.period p WHERE p.company_id = p_company AND p.fiscal_year_id = y.id
                          AND NOT 'all' = ANY (p.locked_areas)));
END $$;

-- Whoever may lock and unlock periods cannot loosen a closed year by it: the year is opened again first.
CREATE OR REPLACE FUNCTION ledger.guard_closed_year() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT 'all' = ANY (NEW.locked_areas) AND ledger.is_closed(NEW.company_id, NEW.fiscal_year_id) THEN
        PERFORM company.refuse('year_end.closed', jsonb_build_object('from', NEW.starts_on, 'to', NEW.ends_on));
    END IF;
    RETURN NEW;
END $$;

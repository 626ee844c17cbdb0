-- Accounts kept as open items: from which day on, no longer, and the proof that their balance is the sum of these.

-- Internal: how an account kept open items until now, with nothing posted to the company while it is changed: whoever posts holds
-- its period, so lines come either before the change or after it.
CREATE OR REPLACE FUNCTION ledger.hold_account(p_company bigint, p_account text) RETURNS ledger.account
LANGUAGE plpgsql AS $$
DECLARE
    v_account ledger.account;
BEGIN
    PERFORM 1 FROM ledger.period p WHERE p.company_id = p_company ORDER BY p.id FOR NO KEY UPDATE;
    SELECT * INTO v_account FROM ledger.account a WHERE a.company_id = p_company AND a.number = p_account FOR NO KEY UPDATE;
    IF v_account.number IS NULL THEN
        PERFORM company.refuse('open_items.no_account', jsonb_build_object('field', 'account', 'account', p_account), 'I');
    END IF;
    RETURN v_account;
END $$;

-- An account keeps open items from a day on, or, with no day, all its lines become some. What it came to before the day is one
-- item for each party and currency, brought in by a voucher that takes as much out as it brings in.
-- Answers {items, entry_id}.
CREATE OR REPLACE FUNCTION ledger.keep_open_items(p_request uuid, p_company bigint, p_account text, p_from date DEFAULT NULL)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'administrator');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.keep_open_items', p_company, p_account, p_from), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_account ledger.account;
    v_last date;
    v_entry bigint;
    v_count bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_account := ledger.hold_account(p_company, p_account);
    v_last := (SELECT max(o.entry_date) FROM ledger.open_item o WHERE o.company_id = p_company AND o.account = p_account);
    IF v_account.open_items THEN
        PERFORM company.refuse('open_items.kept', jsonb_build_object('account', p_account));
    ELSIF v_account.kind IN ('income', 'expense') THEN
        PERFORM company.refuse('open_items.not_for_results', jsonb_build_object('account', p_account));
    ELSIF p_from <= v_last THEN
        PERFORM company.refuse('open_items.kept_before', jsonb_build_object('field', 'from', 'account', p_account, 'last', v_last), 'I');
    END IF;
    v_entry := ledger.bring_in(p_company, p_account, p_from, v_actor, p_request);
    UPDATE ledger.account SET open_items = true, open_items_from = p_from WHERE company_id = p_company AND number = p_account;
    INSERT INTO ledger.open_item (line_id, company_id, account, party_id, entry_date, due_on, document_kind, document_id,
                                  currency, amount, remaining, amount_currency, remaining_currency)
    SELECT l.id, p_company, l.account, l.party_id, l.entry_date, l.due_on, l.document_kind, l.document_id, l.currency,
           l.amount, l.amount, l.amount_currency, l.amount_currency
      FROM ledger.line l
     WHERE l.company_id = p_company AND l.account = p_account AND l.amount <> 0
       AND l.entry_date >= coalesce(p_from, '-infinity')
       AND (l.entry_id IS DISTINCT FROM v_entry OR l.position % 2 = 0)  -- what it takes out is no item
    ON CONFLICT (line_id) DO NOTHING;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    PERFORM audit.announce(p_company, 'ledger.settlement', '[]', v_actor);
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('items', v_count, 'entry_id', v_entry));
END $$;

-- Internal: the voucher that brings in what an account came to before a day; none where that is nothing.
CREATE OR REPLACE FUNCTION ledger.bring_in(p_company bigint, p_account text, p_from date, p_actor bigint, p_request uuid)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_lines jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
               'account', p_account, 'party_id', b.party_id, 'currency', b.currency, 'amount', s.sign * b.amount,
               'amount_currency', s.sign * b.amount_currency)) ORDER BY b.currency, b.party_id, s.sign)
      INTO v_lines
      FROM (SELECT l.party_id, l.currency, sum(l.amount) AS amount, sum(l.amount_currency) AS amount_currency
              FROM ledger.line l
             WHERE l.company_id = p_company AND l.account = p_account AND l.entry_date < p_from
             GROUP BY 1, 2 HAVING sum(l.amount) <> 0) b
     CROSS JOIN (VALUES (-1), (1)) s(sign);
    IF v_lines IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN (ledger.append(p_company, jsonb_build_array(jsonb_build_object(
        'date', p_from, 'area', 'general', 'source_kind', 'open_items', 'lines', v_lines,
        'series', (SELECT min(d.code) FROM ledger.series_definition d WHERE d.company_id = p_company AND d.area = 'general'))),
        p_actor, p_request))[1];
END $$;

-- An account keeps open items no longer; only where nothing is open.
CREATE OR REPLACE FUNCTION ledger.end_open_items(p_request uuid, p_company bigint, p_account text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'administrator');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.end_open_items', p_company, p_account), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_account ledger.account;
    v_open record;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_account := ledger.hold_account(p_company, p_account);
    SELECT count(*) AS count, coalesce(sum(o.remaining), 0) AS amount INTO v_open FROM ledger.open_item o
     WHERE o.company_id = p_company AND o.account = p_account AND (o.remaining <> 0 OR o.remaining_currency <> 0);
    IF NOT v_account.open_items THEN
        PERFORM company.refuse('open_items.not_kept', jsonb_build_object('account', p_account));
    ELSIF v_account.role IN ('receivable', 'payable') THEN
        PERFORM company.refuse('open_items.control_account', jsonb_build_object('account', p_account));
    ELSIF v_open.count > 0 THEN
        PERFORM company.refuse('open_items.still_open', jsonb_build_object(
            'account', p_account, 'count', v_open.count, 'amount', v_open.amount));
    END IF;
    UPDATE ledger.account SET open_items = false, open_items_from = NULL WHERE company_id = p_company AND number = p_account;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('account', p_account));
END $$;

-- The balance of an account kept as open items is their sum. Imported receivables and payables without a party have no items.
CREATE OR REPLACE FUNCTION ledger.verify_open_balances(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.open_items_differ', 'error', 'ledger.account', a.number::text,
           jsonb_build_object('account', a.number, 'balance', x.balance, 'open', x.open)
      FROM ledger.account a
     CROSS JOIN LATERAL (
           SELECT (SELECT coalesce(sum(l.amount), 0) FROM ledger.line l WHERE l.company_id = p_company AND l.account = a.number)
                  - CASE WHEN a.role NOT IN ('receivable', 'payable') THEN 0 ELSE (
                        SELECT coalesce(sum(l.amount), 0) FROM ledger.line l
                          JOIN ledger.entry e ON e.company_id = p_company AND e.id = l.entry_id AND e.origin = 'imported'
                         WHERE l.company_id = p_company AND l.account = a.number AND l.party_id IS NULL) END AS balance,
                  (SELECT coalesce(sum(o.remaining), 0) FROM ledger.open_item o
                    WHERE o.company_id = p_company AND o.account = a.number AND o.remaining <> 0) AS open) x
     WHERE a.company_id = p_company AND a.open_items AND x.balance <> x.open;
END $$;

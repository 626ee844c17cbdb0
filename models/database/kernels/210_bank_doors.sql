-- The doors of the bank: a transaction is matched against open items and booked, or taken back.

-- Matches a bank transaction: p_allocations settle open items, p_lines book the rest (fees, rounding, plain costs).
-- p_allocations: [{line_id, amount}] amounts positive; p_lines: [{account, amount (debit positive), text?, tax_code?}].
-- The sum must be the transaction's own amount. What a customer pays too much is allocated to no item: give
-- {party_id, amount} in p_allocations and it becomes an open item of its own.
CREATE OR REPLACE FUNCTION finance.match_bank_transaction(
    p_request uuid, p_company bigint, p_transaction_id bigint, p_allocations jsonb, p_lines jsonb DEFAULT '[]')
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.match', p_company, p_transaction_id, p_allocations,
                                                  p_lines), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_transaction finance.bank_transaction;
    v_account finance.bank_account;
    v_base text;
    v_lines jsonb;
    v_entry bigint;
    v_sum numeric;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    SELECT * INTO v_transaction FROM finance.bank_transaction t
     WHERE t.company_id = p_company AND t.id = p_transaction_id FOR UPDATE;
    SELECT * INTO v_account FROM finance.bank_account a
     WHERE a.company_id = p_company AND a.id = v_transaction.bank_account_id;
    SELECT c.currency INTO v_base FROM company.company c WHERE c.id = p_company;
    IF v_transaction.id IS NULL THEN
        PERFORM company.refuse('bank.not_found', jsonb_build_object('id', p_transaction_id), 'I');
    ELSIF v_transaction.entry_id IS NOT NULL THEN
        PERFORM company.refuse('bank.already_matched', jsonb_build_object('date', v_transaction.booked_on,
                                                                          'amount', v_transaction.amount));
    ELSIF v_transaction.currency <> v_base THEN
        PERFORM company.refuse('bank.foreign_currency', jsonb_build_object('currency', v_transaction.currency));
    END IF;
    PERFORM 1 FROM ledger.open_item o WHERE o.company_id = p_company AND o.line_id IN (
        SELECT x.line_id FROM jsonb_to_recordset(p_allocations) AS x(line_id bigint)) ORDER BY o.line_id FOR UPDATE;
    v_lines := finance.allocation_lines(p_company, p_allocations, v_transaction, v_base) || coalesce((
        SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('account', x.account, 'amount', x.amount, 'text', x.text,
                         'tax_code', x.tax_code)))
          FROM jsonb_to_recordset(p_lines) AS x(account text, amount numeric, text text, tax_code text)), '[]');
    SELECT coalesce(sum((x ->> 'amount')::numeric), 0) INTO v_sum FROM jsonb_array_elements(v_lines) x;
    IF v_sum <> -v_transaction.amount THEN
        PERFORM company.refuse('bank.does_not_add_up', jsonb_build_object(
            'amount', v_transaction.amount, 'allocated', -v_sum, 'left', v_transaction.amount + v_sum));
    END IF;
    v_lines := jsonb_build_array(jsonb_build_object('account', v_account.account, 'amount', v_transaction.amount))
               || v_lines;
    v_entry := (ledger.append(p_company, jsonb_build_array(jsonb_build_object(
        'date', v_transaction.booked_on, 'series', 'C', 'area', 'general',
        'text', trim(v_transaction.counterparty || ' ' || v_transaction.reference), 'source_kind', 'bank_transaction',
        'source_id', v_transaction.id, 'lines', v_lines,
        'source_event', 'match ' || 1 + (SELECT count(*) FROM ledger.entry e WHERE e.company_id = p_company
            AND e.source_kind = 'bank_transaction' AND e.source_id = v_transaction.id))), v_actor, p_request))[1];
    PERFORM ledger.settle_pair(p_company, least(x.line_id, l.id), greatest(x.line_id, l.id), x.amount,
                               v_transaction.booked_on, v_actor)
       FROM jsonb_array_elements(p_allocations) WITH ORDINALITY a
      CROSS JOIN LATERAL jsonb_to_record(a.value) AS x(line_id bigint, amount numeric)
       JOIN ledger.line l ON l.company_id = p_company AND l.entry_id = v_entry AND l.position = 1 + a.ordinality
      WHERE x.line_id IS NOT NULL;
    UPDATE finance.bank_transaction SET entry_id = v_entry, posted_at = clock_timestamp() WHERE id = p_transaction_id;
    v_answer := jsonb_build_object('id', p_transaction_id, 'entry_id', v_entry);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- One ledger line an allocation, on the account of the item it settles; money that names only a party opens an item.
CREATE OR REPLACE FUNCTION finance.allocation_lines(
    p_company bigint, p_allocations jsonb, p_transaction finance.bank_transaction, p_base text) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_lines jsonb;
    v_wrong record;
BEGIN
    SELECT x.line_id, x.amount, o.remaining, o.currency INTO v_wrong
      FROM jsonb_to_recordset(p_allocations) AS x(line_id bigint, party_id bigint, amount numeric)
      LEFT JOIN ledger.open_item o ON o.company_id = p_company AND o.line_id = x.line_id
     WHERE x.line_id IS NOT NULL AND (o.line_id IS NULL OR o.currency <> p_base OR x.amount IS NULL OR x.amount <= 0
           OR x.amount > abs(o.remaining)) LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('bank.wrong_allocation', jsonb_build_object(
            'amount', v_wrong.amount, 'open', v_wrong.remaining, 'currency', v_wrong.currency));
    END IF;
    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
               'account', coalesce(o.account, t.number),
               'amount', CASE WHEN o.line_id IS NOT NULL THEN -sign(o.amount) * x.amount
                              ELSE -sign(p_transaction.amount) * x.amount END,
               'party_id', coalesce(o.party_id, x.party_id), 'document_kind', o.document_kind,
               'document_id', o.document_id)) ORDER BY a.ordinality)
      INTO v_lines
      FROM jsonb_array_elements(p_allocations) WITH ORDINALITY a
     CROSS JOIN LATERAL jsonb_to_record(a.value) AS x(line_id bigint, party_id bigint, amount numeric)
      LEFT JOIN ledger.open_item o ON o.company_id = p_company AND o.line_id = x.line_id
      LEFT JOIN LATERAL (SELECT c.number FROM ledger.account c
                          WHERE c.company_id = p_company AND c.active AND c.role = CASE WHEN p_transaction.amount > 0
                                THEN 'receivable' ELSE 'payable' END ORDER BY c.number LIMIT 1) t ON x.line_id IS NULL;
    RETURN coalesce(v_lines, '[]');
END $$;

-- Takes a match back: settlements undone, the entry mirrored on the given day, the transaction open again.
CREATE OR REPLACE FUNCTION finance.unmatch_bank_transaction(
    p_request uuid, p_company bigint, p_transaction_id bigint, p_date date) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.unmatch', p_company, p_transaction_id, p_date), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_transaction finance.bank_transaction;
    v_entry ledger.entry;
    v_reversal bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    SELECT * INTO v_transaction FROM finance.bank_transaction t
     WHERE t.company_id = p_company AND t.id = p_transaction_id FOR UPDATE;
    IF v_transaction.entry_id IS NULL THEN
        PERFORM company.refuse('bank.not_matched', jsonb_build_object('id', p_transaction_id));
    END IF;
    SELECT * INTO v_entry FROM ledger.entry e WHERE e.company_id = p_company AND e.id = v_transaction.entry_id;
    PERFORM ledger.undo_settlement(p_company, s.id, v_actor)
       FROM ledger.settlement s
      WHERE s.company_id = p_company AND s.undone_at IS NULL AND EXISTS (
            SELECT FROM ledger.line l WHERE l.company_id = p_company AND l.entry_id = v_entry.id
               AND l.id IN (s.debit_line_id, s.credit_line_id));
    v_reversal := ledger.append_reversal(v_entry, greatest(p_date, v_entry.entry_date), v_entry.text,
                                         'un' || v_entry.source_event, v_actor, p_request);
    UPDATE finance.bank_transaction SET entry_id = NULL, posted_at = NULL WHERE id = p_transaction_id;
    v_answer := jsonb_build_object('id', p_transaction_id, 'entry_id', v_reversal);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

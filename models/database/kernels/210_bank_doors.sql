-- The doors of the bank: a transaction is matched against open items and booked, or taken back.

-- Refuses a transaction that cannot be matched; answers the lines of its entry but the bank's own.
-- p_allocations: [{line_id, amount}] settle open items, {party_id, amount} leaves what was paid too much as an item of its
-- own; p_lines book the rest (fees, rounding, plain costs): [{account, amount (debit positive), text?, tax_code?,
-- dimensions?}].
-- All amounts are money of the transaction, and their sum must be its own. An item in another currency is settled by
-- `settles` in that currency, all that is left where nothing is said. What the rates of two days make of it, is booked too.
CREATE OR REPLACE FUNCTION finance.match_lines(
    p_company bigint, p_transaction finance.bank_transaction, p_base text, p_allocations jsonb, p_lines jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_lines jsonb;
    v_sum numeric;
    v_booked numeric;
    v_rate numeric;
BEGIN
    IF p_transaction.entry_id IS NOT NULL THEN
        PERFORM company.refuse('bank.already_matched', jsonb_build_object('date', p_transaction.booked_on,
                                                                          'amount', p_transaction.amount));
    END IF;
    v_rate := finance.day_rate(p_company, p_transaction.currency, p_transaction.booked_on);
    v_lines := finance.allocation_lines(p_company, p_allocations, p_transaction, p_base, v_rate) || coalesce((
        SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                   'account', x.account, 'amount', round(x.amount * v_rate, 2), 'currency', p_transaction.currency,
                   'amount_currency', x.amount, 'money', x.amount, 'text', x.text, 'tax_code', x.tax_code,
                   'dimensions', nullif(x.dimensions, '{}'))))
          FROM jsonb_to_recordset(p_lines) AS x(account text, amount numeric, text text, tax_code text, dimensions jsonb)), '[]');
    SELECT coalesce(sum((x ->> 'money')::numeric), 0), coalesce(sum((x ->> 'amount')::numeric), 0)
      INTO v_sum, v_booked FROM jsonb_array_elements(v_lines) x;
    IF v_sum <> -p_transaction.amount THEN
        PERFORM company.refuse('bank.does_not_add_up', jsonb_build_object('amount', p_transaction.amount,
            'allocated', -v_sum, 'left', p_transaction.amount + v_sum));
    END IF;
    RETURN v_lines || ledger.exchange_line(p_company, round(p_transaction.amount * v_rate, 2) + v_booked);
END $$;

-- Internal: matches transactions, all or none. p_matches: [{id, allocations, lines}]. Locks: transactions, open items,
-- period, balances, series C.
CREATE OR REPLACE FUNCTION finance.match_many(p_company bigint, p_matches jsonb, p_actor bigint, p_request uuid) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    v_base text := (SELECT c.currency FROM company.company c WHERE c.id = p_company);
    v_entries jsonb := '[]';
    v_ids bigint[];
    m record;
BEGIN
    PERFORM 1 FROM finance.bank_transaction t WHERE t.company_id = p_company AND t.id IN (
        SELECT (x ->> 'id')::bigint FROM jsonb_array_elements(p_matches) x) ORDER BY t.id FOR UPDATE;
    PERFORM 1 FROM ledger.open_item o WHERE o.company_id = p_company AND o.line_id IN (
        SELECT (a ->> 'line_id')::bigint FROM jsonb_array_elements(p_matches) x
         CROSS JOIN LATERAL jsonb_array_elements(x -> 'allocations') a) ORDER BY o.line_id FOR UPDATE;
    FOR m IN SELECT x.value ->> 'id' AS id, x.value AS j, t AS transaction, b.account
               FROM jsonb_array_elements(p_matches) WITH ORDINALITY x
               LEFT JOIN finance.bank_transaction t ON t.company_id = p_company AND t.id = (x.value ->> 'id')::bigint
               LEFT JOIN finance.bank_account b ON b.company_id = p_company AND b.id = t.bank_account_id
              ORDER BY x.ordinality
    LOOP
        IF m.account IS NULL THEN
            PERFORM company.refuse('bank.not_found', jsonb_build_object('id', m.id), 'I');
        END IF;
        v_entries := v_entries || jsonb_build_object(
            'date', (m.transaction).booked_on, 'series', 'C', 'area', 'general',
            'text', trim((m.transaction).counterparty || ' ' || (m.transaction).reference),
            'source_kind', 'bank_transaction', 'source_id', (m.transaction).id,
            'source_event', 'match ' || 1 + (SELECT count(*) FROM ledger.entry e WHERE e.company_id = p_company
                AND e.source_kind = 'bank_transaction' AND e.source_id = (m.transaction).id),
            'lines', jsonb_build_array(jsonb_build_object(
                         'account', m.account, 'currency', (m.transaction).currency,
                         'amount', round((m.transaction).amount * finance.day_rate(
                             p_company, (m.transaction).currency, (m.transaction).booked_on), 2),
                         'amount_currency', (m.transaction).amount))
                     || finance.match_lines(p_company, m.transaction, v_base, coalesce(m.j -> 'allocations', '[]'),
                                            coalesce(m.j -> 'lines', '[]')));
    END LOOP;
    v_ids := ledger.append(p_company, ledger.with_dimension_sets(p_company, v_entries), p_actor, p_request);
    -- What is paid before it is booked is settled when it is.
    PERFORM ledger.settle_pair(p_company, least(x.line_id, l.id), greatest(x.line_id, l.id), abs(l.amount),
                               greatest(t.booked_on, o.entry_date), p_actor, abs(l.amount_currency))
       FROM jsonb_array_elements(p_matches) WITH ORDINALITY k
       JOIN finance.bank_transaction t ON t.company_id = p_company AND t.id = (k.value ->> 'id')::bigint
      CROSS JOIN LATERAL jsonb_array_elements(k.value -> 'allocations') WITH ORDINALITY a
      CROSS JOIN LATERAL jsonb_to_record(a.value) AS x(line_id bigint, amount numeric)
       JOIN ledger.line l ON l.company_id = p_company AND l.entry_id = v_ids[k.ordinality] AND l.position = 1 + a.ordinality
       JOIN ledger.open_item o ON o.line_id = x.line_id;
    UPDATE finance.bank_transaction t SET entry_id = v_ids[k.ordinality], posted_at = clock_timestamp()
      FROM jsonb_array_elements(p_matches) WITH ORDINALITY k
     WHERE t.company_id = p_company AND t.id = (k.value ->> 'id')::bigint;
    RETURN (SELECT jsonb_agg(jsonb_build_object('id', k.value -> 'id', 'entry_id', v_ids[k.ordinality]) ORDER BY k.ordinality)
              FROM jsonb_array_elements(p_matches) WITH ORDINALITY k);
END $$;

-- Matches one bank transaction; answers {id, entry_id}.
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
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_answer := finance.match_many(p_company, jsonb_build_array(jsonb_build_object(
        'id', p_transaction_id, 'allocations', p_allocations, 'lines', p_lines)), v_actor, p_request) -> 0;
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Matches many, all or none; answers [{id, entry_id}].
CREATE OR REPLACE FUNCTION finance.match_bank_transactions(p_request uuid, p_company bigint, p_matches jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to('finance.match_many' || p_company || p_matches::text, 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    ELSIF (SELECT count(DISTINCT x ->> 'id') FROM jsonb_array_elements(p_matches) x) <> jsonb_array_length(p_matches) THEN
        PERFORM company.refuse('bank.matched_twice', '{"field": "matches"}', 'I');
    END IF;
    v_answer := finance.match_many(p_company, p_matches, v_actor, p_request);
    RETURN company.remember_answer(p_request, v_digest, v_actor, coalesce(v_answer, '[]'));
END $$;

-- One ledger line an allocation, on the account of the item it settles and at what that is booked at; money that names only
-- a party opens an item. `money` is what of the transaction it takes, debit positive.
CREATE OR REPLACE FUNCTION finance.allocation_lines(
    p_company bigint, p_allocations jsonb, p_transaction finance.bank_transaction, p_base text, p_rate numeric) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_lines jsonb;
    v_wrong record;
BEGIN
    SELECT x.line_id, x.amount, o.remaining_currency, o.currency INTO v_wrong
      FROM jsonb_to_recordset(p_allocations) AS x(line_id bigint, party_id bigint, amount numeric, settles numeric)
      LEFT JOIN ledger.open_item o ON o.company_id = p_company AND o.line_id = x.line_id
     WHERE x.line_id IS NOT NULL AND (o.line_id IS NULL OR x.amount IS NULL OR x.amount <= 0
           OR finance.settled_by(o, p_transaction.currency, x.amount, x.settles) NOT BETWEEN 0.01
              AND abs(o.remaining_currency)) LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('bank.wrong_allocation', jsonb_build_object(
            'amount', v_wrong.amount, 'open', v_wrong.remaining_currency, 'currency', v_wrong.currency));
    END IF;
    SELECT jsonb_agg(jsonb_strip_nulls(CASE WHEN o.line_id IS NULL THEN jsonb_build_object(
               'account', t.number, 'party_id', x.party_id, 'currency', p_transaction.currency,
               'amount', -sign(p_transaction.amount) * round(x.amount * p_rate, 2),
               'amount_currency', -sign(p_transaction.amount) * x.amount, 'money', -sign(p_transaction.amount) * x.amount)
           ELSE jsonb_build_object(
               'account', o.account, 'party_id', o.party_id, 'document_kind', o.document_kind,
               'document_id', o.document_id, 'currency', o.currency, 'money', -sign(o.amount) * x.amount,
               'amount', -sign(o.amount) * ledger.booked_share(o, s.settles), 'amount_currency', -sign(o.amount) * s.settles)
           END) ORDER BY a.ordinality)
      INTO v_lines
      FROM jsonb_array_elements(p_allocations) WITH ORDINALITY a
     CROSS JOIN LATERAL jsonb_to_record(a.value) AS x(line_id bigint, party_id bigint, amount numeric, settles numeric)
      LEFT JOIN ledger.open_item o ON o.company_id = p_company AND o.line_id = x.line_id
      LEFT JOIN LATERAL (SELECT finance.settled_by(o, p_transaction.currency, x.amount, x.settles) AS settles) s
        ON o.line_id IS NOT NULL
      LEFT JOIN LATERAL (SELECT c.number FROM ledger.account c
                          WHERE c.company_id = p_company AND c.active AND c.role = CASE WHEN p_transaction.amount > 0
                                THEN 'receivable' ELSE 'payable' END ORDER BY c.number LIMIT 1) t ON x.line_id IS NULL;
    RETURN coalesce(v_lines, '[]');
END $$;

-- Internal: takes back every act of settling that an entry's items are part of; those of a closed month stay. Answers whether
-- any did.
CREATE OR REPLACE FUNCTION finance.undo_settlements(p_entry ledger.entry, p_actor bigint, p_request uuid) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    v_open bigint[];
    v_stay boolean;
BEGIN
    SELECT array_agg(x.id) FILTER (WHERE NOT x.locked), bool_or(x.locked) INTO v_open, v_stay
      FROM (SELECT DISTINCT g.id, ledger.is_locked(p_entry.company_id, g.settled_on, ARRAY[ledger.area_of(a.role)]) AS locked
              FROM ledger.line l
              JOIN ledger.settlement s ON s.company_id = l.company_id AND l.id IN (s.debit_line_id, s.credit_line_id)
              JOIN ledger.settling g ON g.company_id = s.company_id AND g.id = s.settling_id
              JOIN ledger.account a ON a.company_id = g.company_id AND a.number = g.account
             WHERE l.company_id = p_entry.company_id AND l.entry_id = p_entry.id AND s.undone_at IS NULL) x;
    PERFORM ledger.undo_settlings(p_entry.company_id, v_open, p_actor, '', p_request);
    RETURN coalesce(v_stay, false);
END $$;

-- Takes a match back: settlements undone, the entry mirrored on the given day, the transaction open again. What a closed month
-- settled stays so, and is owed again by an item of the mirror.
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
    v_stay boolean;
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
    v_stay := finance.undo_settlements(v_entry, v_actor, p_request);
    v_reversal := ledger.append_reversal(v_entry, greatest(p_date, v_entry.entry_date), v_entry.text,
                                         'un' || v_entry.source_event, v_actor, p_request, v_stay);
    UPDATE finance.bank_transaction SET entry_id = NULL, posted_at = NULL WHERE id = p_transaction_id;
    v_answer := jsonb_build_object('id', p_transaction_id, 'entry_id', v_reversal);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- The document doors of finance: they read the document's own rows and refuse what does not agree with them.

-- What is wrong with an invoice as its rows stand, as a code of the messages; null where nothing is.
CREATE OR REPLACE FUNCTION finance.invoice_fault(p_invoice finance.invoice) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_lines record;
    v_tax record;
    v_control ledger.account;
BEGIN
    SELECT count(*) AS lines, coalesce(sum(l.net), 0) AS net,
           coalesce(bool_or(l.net <> round(l.quantity * l.unit_price * (1 - l.discount / 100), 2)), false) AS wrong_net,
           coalesce(bool_or(a.role <> '' OR a.kind NOT IN ('income', 'expense', 'asset')), false) AS wrong_account,
           coalesce(bool_or(c.direction <> CASE WHEN p_invoice.kind LIKE 'customer%' THEN 'out' ELSE 'in' END
                            OR NOT c.active OR NOT a.active), false) AS wrong_code
      INTO v_lines
      FROM finance.invoice_line l
      JOIN ledger.account a ON a.company_id = l.company_id AND a.number = l.account
      JOIN finance.tax_code c ON c.company_id = l.company_id AND c.code = l.tax_code
     WHERE l.company_id = p_invoice.company_id AND l.invoice_id = p_invoice.id;
    -- Tax by code on the sum of its lines (EN 16931), at the rate of the day of supply.
    SELECT coalesce(sum(t.tax), 0) AS tax, coalesce(sum(t.base), 0) AS base,
           coalesce(bool_or(t.tax <> round(t.base * t.percent / 100, 2)), false) AS wrong_tax,
           coalesce(bool_or(r.percent IS DISTINCT FROM t.percent), false) AS wrong_rate,
           coalesce(bool_or(s.net IS DISTINCT FROM t.base), false) AS wrong_base
      INTO v_tax
      FROM finance.invoice_tax t
      LEFT JOIN finance.tax_rate r ON r.company_id = t.company_id AND r.tax_code = t.tax_code
            AND coalesce(p_invoice.supply_date, p_invoice.invoice_date) >= r.valid_from
            AND (r.valid_to IS NULL OR coalesce(p_invoice.supply_date, p_invoice.invoice_date) <= r.valid_to)
      LEFT JOIN (SELECT l.tax_code, sum(l.net) AS net FROM finance.invoice_line l
                  WHERE l.company_id = p_invoice.company_id AND l.invoice_id = p_invoice.id GROUP BY 1) s
             ON s.tax_code = t.tax_code
     WHERE t.company_id = p_invoice.company_id AND t.invoice_id = p_invoice.id;
    SELECT * INTO v_control FROM ledger.account a
     WHERE a.company_id = p_invoice.company_id AND a.number = p_invoice.control_account;
    RETURN CASE
        WHEN v_lines.lines = 0 THEN 'invoice.no_lines'
        WHEN v_lines.wrong_net OR v_lines.net <> p_invoice.net THEN 'invoice.wrong_net'
        WHEN v_lines.wrong_account THEN 'invoice.wrong_account'
        WHEN v_lines.wrong_code THEN 'invoice.wrong_tax_code'
        WHEN v_tax.wrong_rate THEN 'invoice.wrong_tax_rate'
        WHEN v_tax.wrong_tax OR v_tax.wrong_base OR v_tax.tax <> p_invoice.tax OR v_tax.base <> p_invoice.net
            THEN 'invoice.wrong_tax'
        WHEN abs(p_invoice.rounding) >= 1 OR p_invoice.rounding <> 0 AND p_invoice.total <> round(p_invoice.total)
            THEN 'invoice.wrong_rounding'
        WHEN p_invoice.total < 0 THEN 'invoice.negative'
        WHEN v_control.role <> CASE WHEN p_invoice.kind LIKE 'customer%' THEN 'receivable' ELSE 'payable' END
            THEN 'invoice.wrong_control'
    END;
END $$;

-- OCR reference of a number: its digits and the Luhn check digit (Bankgirot, hard check without length digit).
CREATE OR REPLACE FUNCTION finance.ocr_reference(p_number text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_digits text := regexp_replace(p_number, '\D', '', 'g');
    v_sum integer := 0;
    v_product integer;
    i integer;
BEGIN
    FOR i IN 1 .. length(v_digits) LOOP
        v_product := substr(v_digits, length(v_digits) - i + 1, 1)::integer * (1 + i % 2);
        v_sum := v_sum + v_product / 10 + v_product % 10;
    END LOOP;
    RETURN v_digits || (10 - v_sum % 10) % 10;
END $$;

-- The one ledger entry of an invoice: control account against net by account and tax by code, in both currencies.
CREATE OR REPLACE FUNCTION finance.invoice_entry(p_invoice finance.invoice, p_number text, p_base text) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    -- Debit for a customer invoice and a supplier credit, credit for the others.
    v_sign integer := CASE WHEN p_invoice.kind IN ('customer_invoice', 'supplier_credit') THEN 1 ELSE -1 END;
    v_lines jsonb;
    v_rounding_account text;
    v_difference numeric;
BEGIN
    SELECT jsonb_agg(jsonb_build_object('account', x.account, 'amount', -v_sign * round(x.amount * p_invoice.rate, 2),
               'currency', p_invoice.currency, 'amount_currency', -v_sign * x.amount, 'tax_code', x.tax_code,
               'dimension_set', x.dimension_set, 'document_kind', p_invoice.kind, 'document_id', p_invoice.id)
               ORDER BY x.kind, x.account, x.tax_code, x.dimension_set)
      INTO v_lines
      FROM (SELECT 1 AS kind, l.account, l.tax_code, l.dimension_set, sum(l.net) AS amount
              FROM finance.invoice_line l WHERE l.company_id = p_invoice.company_id AND l.invoice_id = p_invoice.id
             GROUP BY 2, 3, 4
            UNION ALL
            SELECT 2, coalesce(r.account, c.account), t.tax_code, 0, t.tax
              FROM finance.invoice_tax t
              JOIN finance.tax_code c ON c.company_id = t.company_id AND c.code = t.tax_code
              JOIN finance.tax_rate r ON r.company_id = t.company_id AND r.tax_code = t.tax_code
                   AND coalesce(p_invoice.supply_date, p_invoice.invoice_date) >= r.valid_from
                   AND (r.valid_to IS NULL OR coalesce(p_invoice.supply_date, p_invoice.invoice_date) <= r.valid_to)
             WHERE t.company_id = p_invoice.company_id AND t.invoice_id = p_invoice.id AND t.tax <> 0) x
     WHERE x.amount <> 0;
    SELECT v_sign * round(p_invoice.total * p_invoice.rate, 2) + coalesce(sum((x ->> 'amount')::numeric), 0)
      INTO v_difference FROM jsonb_array_elements(v_lines) x;
    IF v_difference <> 0 THEN
        -- The rounding of the total, and what single lines lose in conversion, on the rounding account.
        SELECT a.number INTO v_rounding_account FROM ledger.account a
         WHERE a.company_id = p_invoice.company_id AND a.role = 'rounding' AND a.active ORDER BY a.number LIMIT 1;
        IF v_rounding_account IS NULL THEN
            PERFORM company.refuse('invoice.no_rounding_account');
        END IF;
        v_lines := v_lines || jsonb_build_array(jsonb_build_object('account', v_rounding_account,
            'amount', -v_difference, 'currency', p_base, 'amount_currency', -v_difference,
            'document_kind', p_invoice.kind, 'document_id', p_invoice.id));
    END IF;
    v_lines := jsonb_build_array(jsonb_build_object('account', p_invoice.control_account,
        'amount', v_sign * round(p_invoice.total * p_invoice.rate, 2), 'currency', p_invoice.currency,
        'amount_currency', v_sign * p_invoice.total, 'party_id', p_invoice.party_id, 'due_on', p_invoice.due_on,
        'document_kind', p_invoice.kind, 'document_id', p_invoice.id)) || coalesce(v_lines, '[]');
    RETURN jsonb_build_array(jsonb_build_object(
        'date', p_invoice.invoice_date, 'series', CASE WHEN p_invoice.kind LIKE 'customer%' THEN 'B' ELSE 'D' END,
        'area', CASE WHEN p_invoice.kind LIKE 'customer%' THEN 'receivables' ELSE 'payables' END,
        'text', p_invoice.party_name || ' ' || p_number, 'source_kind', p_invoice.kind, 'source_id', p_invoice.id,
        'source_event', 'posted', 'lines', v_lines));
END $$;

-- Dates of issued invoices rise with their numbers (SFL and BFNAR: an unbroken, dated series).
CREATE OR REPLACE FUNCTION finance.check_rising_date(p_invoice finance.invoice) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_last date;
BEGIN
    SELECT i.invoice_date INTO v_last FROM finance.invoice i
     WHERE i.company_id = p_invoice.company_id AND i.kind IN ('customer_invoice', 'customer_credit')
       AND i.posted_at IS NOT NULL ORDER BY i.company_id, i.invoice_date DESC, i.id DESC LIMIT 1;
    IF v_last > p_invoice.invoice_date THEN
        PERFORM company.refuse('invoice.date_runs_back', jsonb_build_object(
            'date', p_invoice.invoice_date, 'last', v_last));
    END IF;
END $$;

-- Posts a draft invoice: checks it against its own rows, gives number and OCR, appends the entry, settles a credit
-- note against the invoice it credits. Locks: invoice, (credited open items), period, balances, number, series.
CREATE OR REPLACE FUNCTION finance.post_invoice(p_request uuid, p_company bigint, p_invoice_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.post_invoice', p_company, p_invoice_id), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_invoice finance.invoice;
    v_base text;
    v_fault text;
    v_number text;
    v_entry bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    SELECT * INTO v_invoice FROM finance.invoice i WHERE i.company_id = p_company AND i.id = p_invoice_id FOR UPDATE;
    IF v_invoice.id IS NULL THEN
        PERFORM company.refuse('invoice.not_found', jsonb_build_object('id', p_invoice_id), 'I');
    ELSIF v_invoice.posted_at IS NOT NULL THEN
        PERFORM company.refuse('invoice.already_posted', jsonb_build_object('number', v_invoice.number));
    END IF;
    v_fault := finance.invoice_fault(v_invoice);
    IF v_fault IS NOT NULL THEN
        PERFORM company.refuse(v_fault, jsonb_build_object('id', p_invoice_id));
    END IF;
    SELECT c.currency INTO v_base FROM company.company c WHERE c.id = p_company;
    IF v_invoice.currency = v_base AND v_invoice.rate <> 1 THEN
        PERFORM company.refuse('invoice.rate_of_own_currency', jsonb_build_object('rate', v_invoice.rate));
    END IF;
    PERFORM finance.check_credit(v_invoice);
    PERFORM ledger.lock_periods(p_company, jsonb_build_array(jsonb_build_object('date', v_invoice.invoice_date,
        'area', CASE WHEN v_invoice.kind LIKE 'customer%' THEN 'receivables' ELSE 'payables' END)));
    IF v_invoice.kind LIKE 'customer%' THEN
        v_number := company.next_number(p_company, 'customer_invoice');
        PERFORM finance.check_rising_date(v_invoice);
    ELSE
        v_number := company.next_number(p_company, 'supplier_invoice');
    END IF;
    v_entry := (ledger.append(p_company, finance.invoice_entry(v_invoice, v_number, v_base), v_actor, p_request))[1];
    UPDATE finance.invoice
       SET number = v_number, reference = CASE WHEN kind LIKE 'customer%' THEN finance.ocr_reference(v_number)
                                               ELSE reference END,
           posted_at = clock_timestamp(), posted_by = v_actor, entry_id = v_entry
     WHERE id = p_invoice_id;
    PERFORM finance.settle_credit(v_invoice, v_entry, v_actor);
    PERFORM finance.after_posting(v_invoice);
    v_answer := jsonb_build_object('id', p_invoice_id, 'number', v_number, 'entry_id', v_entry);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- A credit note names a posted invoice of the same party, currency and direction, and credits no more than it.
CREATE OR REPLACE FUNCTION finance.check_credit(p_invoice finance.invoice) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_original finance.invoice;
    v_credited numeric;
BEGIN
    IF p_invoice.credits_id IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO v_original FROM finance.invoice i
     WHERE i.company_id = p_invoice.company_id AND i.id = p_invoice.credits_id FOR UPDATE;
    SELECT coalesce(sum(i.total), 0) INTO v_credited FROM finance.invoice i
     WHERE i.company_id = p_invoice.company_id AND i.credits_id = v_original.id AND i.posted_at IS NOT NULL;
    IF p_invoice.kind NOT IN ('customer_credit', 'supplier_credit') OR v_original.posted_at IS NULL
       OR v_original.party_id <> p_invoice.party_id OR v_original.currency <> p_invoice.currency
       OR v_original.kind <> replace(p_invoice.kind, 'credit', 'invoice') THEN
        PERFORM company.refuse('invoice.wrong_credit', jsonb_build_object('number', v_original.number));
    ELSIF v_credited + p_invoice.total > v_original.total THEN
        PERFORM company.refuse('invoice.credits_too_much', jsonb_build_object(
            'number', v_original.number, 'left', v_original.total - v_credited));
    END IF;
END $$;

CREATE OR REPLACE FUNCTION finance.settle_credit(p_invoice finance.invoice, p_entry bigint, p_actor bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_original ledger.open_item;
    v_credit ledger.open_item;
BEGIN
    IF p_invoice.credits_id IS NULL THEN
        RETURN;
    END IF;
    SELECT o.* INTO v_original FROM ledger.open_item o
     WHERE o.company_id = p_invoice.company_id AND o.document_id = p_invoice.credits_id
       AND o.document_kind = replace(p_invoice.kind, 'credit', 'invoice') AND o.account = p_invoice.control_account
     ORDER BY o.line_id LIMIT 1 FOR UPDATE;
    SELECT o.* INTO v_credit FROM ledger.open_item o JOIN ledger.line l ON l.id = o.line_id
     WHERE l.company_id = p_invoice.company_id AND l.entry_id = p_entry LIMIT 1;
    -- What the original no longer owes stays open on the credit note, to be repaid or set against another invoice.
    IF v_original.remaining <> 0 AND v_credit.line_id IS NOT NULL THEN
        PERFORM ledger.settle_pair(p_invoice.company_id, v_original.line_id, v_credit.line_id,
            least(abs(v_original.remaining), abs(v_credit.remaining)), p_invoice.invoice_date, p_actor);
    END IF;
END $$;

-- What other rooms want done when an invoice is posted; they replace this function from a later kernel.
CREATE OR REPLACE FUNCTION finance.after_posting(p_invoice finance.invoice) RETURNS void
LANGUAGE sql AS 'SELECT';

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

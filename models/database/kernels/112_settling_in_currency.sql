-- Items in a foreign currency: what a part of one is booked at, and the difference that the rates of two days make.

-- What p_amount (positive, in the currency of the item) of what is left of an item is booked at; the last part takes the rest,
-- so that an item settled in full has nothing left in either currency.
CREATE OR REPLACE FUNCTION ledger.booked_share(p_item ledger.open_item, p_amount numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p_amount = abs(p_item.remaining_currency) THEN abs(p_item.remaining)
                ELSE round(abs(p_item.remaining) * p_amount / nullif(abs(p_item.remaining_currency), 0), 2) END
$$;

-- The line that books a difference (debit positive: a loss) to the accounts of exchange differences; none for zero.
CREATE OR REPLACE FUNCTION ledger.exchange_line(p_company bigint, p_left numeric) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_account text;
BEGIN
    IF p_left = 0 THEN
        RETURN '[]';
    END IF;
    SELECT CASE WHEN p_left > 0 THEN x.gain_account ELSE x.loss_account END INTO v_account
      FROM finance.exchange_accounts x WHERE x.company_id = p_company;
    IF v_account IS NULL THEN
        PERFORM company.refuse('currency.no_exchange_accounts');
    END IF;
    RETURN jsonb_build_array(jsonb_build_object('account', v_account, 'amount', -p_left));
END $$;

-- Internal: settles pairs given in the currency of their items. Where the two are booked differently, the difference is booked
-- on their account against the accounts of exchange differences, and settled with what was booked higher, in the same act.
-- Answers one settlement a pair.
CREATE OR REPLACE FUNCTION ledger.settle_pairs(p_company bigint, p_pairs jsonb, p_date date, p_actor bigint, p_request uuid)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    v_ids jsonb := '[]';
    v_one ledger.open_item;
    v_other ledger.open_item;
    v_first numeric;
    v_second numeric;
    v_id bigint;
    x record;
BEGIN
    FOR x IN SELECT * FROM jsonb_to_recordset(p_pairs) AS x(debit_line bigint, credit_line bigint, amount numeric) LOOP
        SELECT * INTO v_one FROM ledger.open_item o WHERE o.company_id = p_company AND o.line_id = x.debit_line;
        SELECT * INTO v_other FROM ledger.open_item o WHERE o.company_id = p_company AND o.line_id = x.credit_line;
        v_first := coalesce(ledger.booked_share(v_one, x.amount), x.amount);
        v_second := coalesce(ledger.booked_share(v_other, x.amount), x.amount);
        v_id := ledger.settle_pair(p_company, x.debit_line, x.credit_line, least(v_first, v_second), p_date, p_actor, x.amount);
        v_ids := v_ids || to_jsonb(v_id);
        IF v_first <> v_second THEN
            PERFORM ledger.settle_difference(
                p_company, CASE WHEN v_first > v_second THEN v_one ELSE v_other END, abs(v_first - v_second), p_date,
                p_actor, p_request, (SELECT s.settling_id FROM ledger.settlement s WHERE s.id = v_id));
        END IF;
    END LOOP;
    RETURN v_ids;
END $$;

-- Internal: p_amount of what an item is booked at is no longer there: the rate has changed since.
CREATE OR REPLACE FUNCTION ledger.settle_difference(
    p_company bigint, p_item ledger.open_item, p_amount numeric, p_date date, p_actor bigint, p_request uuid,
    p_settling bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_left numeric := -sign(p_item.amount) * p_amount;
    v_series text := (SELECT min(d.code) FROM ledger.series_definition d
                       WHERE d.company_id = p_company AND d.area = 'general');
    v_entry bigint;
    v_line bigint;
BEGIN
    v_entry := (ledger.append(p_company, jsonb_build_array(jsonb_build_object(
        'date', p_date, 'series', v_series, 'area', 'general', 'source_kind', 'exchange_difference',
        'lines', jsonb_build_array(jsonb_build_object(
            'account', p_item.account, 'party_id', p_item.party_id, 'currency', p_item.currency, 'amount', v_left,
            'amount_currency', 0, 'document_kind', p_item.document_kind, 'document_id', p_item.document_id))
            || ledger.exchange_line(p_company, v_left))), p_actor, p_request))[1];
    SELECT l.id INTO v_line FROM ledger.line l WHERE l.company_id = p_company AND l.entry_id = v_entry AND l.position = 1;
    UPDATE ledger.settling SET entry_id = v_entry WHERE id = p_settling;
    RETURN ledger.settle_pair(p_company, p_item.line_id, v_line, p_amount, p_date, p_actor, 0, p_settling);
END $$;

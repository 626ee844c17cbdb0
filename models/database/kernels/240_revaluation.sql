-- What is owed, owned and held in foreign currencies at the rate of a day (ÅRL 4:13): differences are booked, and taken back
-- on the day after by themselves.

-- Open items by account, party and currency, and bank accounts by currency, with what they are booked at and what they are
-- worth at the end of a day. What an earlier run of that day booked is part of it, so that a second one finds nothing.
-- Runs with the rights of whoever asks.
CREATE OR REPLACE FUNCTION finance.revaluation_rows(p_company bigint, p_on date)
RETURNS TABLE (account text, party_id bigint, currency text, amount_currency numeric, booked numeric, rate numeric, value numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_base text := (SELECT c.currency FROM company.company c WHERE c.id = p_company);
BEGIN
    RETURN QUERY
    WITH later AS (
        SELECT x.line_id, sum(x.amount) AS amount, sum(x.amount_currency) AS amount_currency FROM (
               SELECT s.debit_line_id AS line_id, s.amount, s.amount_currency FROM ledger.settlement s
                WHERE s.company_id = p_company AND s.undone_at IS NULL AND s.settled_on > p_on
               UNION ALL
               SELECT s.credit_line_id, s.amount, s.amount_currency FROM ledger.settlement s
                WHERE s.company_id = p_company AND s.undone_at IS NULL AND s.settled_on > p_on) x GROUP BY 1),
    held AS (
        SELECT o.account::text AS account, o.party_id, o.currency::text AS currency,
               sum(o.remaining_currency + sign(o.amount_currency) * coalesce(l.amount_currency, 0)) AS amount_currency,
               sum(o.remaining + sign(o.amount) * coalesce(l.amount, 0)) AS booked
          FROM ledger.open_item o LEFT JOIN later l ON l.line_id = o.line_id
         WHERE o.company_id = p_company AND o.currency <> v_base AND o.entry_date <= p_on
           AND (o.remaining <> 0 OR o.remaining_currency <> 0 OR l.line_id IS NOT NULL)
         GROUP BY 1, 2, 3
        UNION ALL
        SELECT b.account::text, NULL, b.currency::text, sum(b.amount_currency), sum(b.debit - b.credit)
          FROM ledger.account a
          JOIN ledger.book k ON k.company_id = p_company AND k.code = 'main'
         CROSS JOIN LATERAL reporting.spans('-infinity', p_on + 1) s
          JOIN ledger.balance b ON b.company_id = p_company AND b.book_id = k.id AND b.grain = s.grain AND b.account = a.number
               AND b.starts_on >= s.first AND b.starts_on < s.past AND b.currency <> v_base
         WHERE a.company_id = p_company AND a.role = 'bank' AND NOT a.open_items
         GROUP BY 1, 3)
    SELECT h.account, h.party_id, h.currency, h.amount_currency, h.booked, r.rate, round(h.amount_currency * r.rate, 2)
      FROM held h CROSS JOIN LATERAL (SELECT finance.rate_on(h.currency, v_base, p_on) AS rate) r
     WHERE h.amount_currency <> 0 OR h.booked <> 0
     ORDER BY h.account, h.currency, h.party_id;
END $$;

-- For the close of a month: how many rows are not at the rate of its last day, and by how much.
CREATE OR REPLACE FUNCTION finance.check_revaluation(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT count(*), coalesce(sum(abs(coalesce(r.value, 0) - r.booked)), 0)
      FROM ledger.period p CROSS JOIN LATERAL finance.revaluation_rows(p_company, p.ends_on) r
     WHERE p.company_id = p_company AND p.id = p_period AND r.value IS DISTINCT FROM r.booked;
END $$;

-- Books the differences of a day and takes them back on the next: {entry_id, reversal_id, difference}, or nulls where all is
-- at its rate already. A currency without a rate is refused.
CREATE OR REPLACE FUNCTION finance.revalue(p_request uuid, p_company bigint, p_on date, p_text text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '10s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.revalue', p_company, p_on, p_text), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_accounts finance.exchange_accounts;
    v_lines jsonb;
    v_gain numeric;
    v_loss numeric;
    v_entry ledger.entry;
    v_id bigint;
    v_reversal bigint;
    v_missing text;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    -- Two at once would book the same differences twice: the second waits, and finds nothing.
    SELECT * INTO v_accounts FROM finance.exchange_accounts x WHERE x.company_id = p_company FOR UPDATE;
    IF v_accounts.company_id IS NULL THEN
        PERFORM company.refuse('currency.no_exchange_accounts');
    END IF;
    SELECT r.currency INTO v_missing FROM finance.revaluation_rows(p_company, p_on) r WHERE r.rate IS NULL LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('currency.no_rate', jsonb_build_object('currency', v_missing, 'date', p_on));
    END IF;
    SELECT jsonb_agg(jsonb_build_object('account', r.account, 'party_id', r.party_id, 'currency', r.currency,
                                        'amount', r.value - r.booked, 'amount_currency', 0)),
           coalesce(sum(greatest(r.value - r.booked, 0)), 0), coalesce(sum(greatest(r.booked - r.value, 0)), 0)
      INTO v_lines, v_gain, v_loss
      FROM finance.revaluation_rows(p_company, p_on) r WHERE r.value <> r.booked;
    IF v_lines IS NOT NULL THEN
        v_id := (ledger.append(
            p_company, jsonb_build_array(jsonb_build_object(
                'date', p_on, 'area', 'general', 'text', p_text, 'source_kind', 'revaluation',
                'series', (SELECT min(d.code) FROM ledger.series_definition d
                            WHERE d.company_id = p_company AND d.area = 'general'),
                'lines', v_lines
                    || CASE WHEN v_gain = 0 THEN '[]' ELSE jsonb_build_array(jsonb_build_object(
                           'account', v_accounts.unrealised_gain_account, 'amount', -v_gain)) END
                    || CASE WHEN v_loss = 0 THEN '[]' ELSE jsonb_build_array(jsonb_build_object(
                           'account', v_accounts.unrealised_loss_account, 'amount', v_loss)) END)),
            v_actor, p_request))[1];
        SELECT * INTO v_entry FROM ledger.entry e WHERE e.company_id = p_company AND e.id = v_id;
        v_reversal := ledger.append_reversal(v_entry, p_on + 1, p_text, '', v_actor, p_request);
    END IF;
    v_answer := jsonb_build_object('entry_id', v_entry.id, 'reversal_id', v_reversal, 'difference', v_gain - v_loss);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

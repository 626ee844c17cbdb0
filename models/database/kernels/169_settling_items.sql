-- Any number of open items of one account settled against each other in one act, and acts taken back whole.

-- Where small differences are booked, and up to how much: what was chosen, else the account for rounding and 1.
CREATE OR REPLACE FUNCTION ledger.difference_terms(p_company bigint, OUT account text, OUT most numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(t.difference_account, (SELECT min(a.number) FROM ledger.account a
                     WHERE a.company_id = p_company AND a.role = 'rounding' AND a.active)), coalesce(t.difference_limit, 1)
      FROM (VALUES (1)) x LEFT JOIN ledger.settling_terms t ON t.company_id = p_company
$$;

-- Internal: the head of an act of settling items like this one.
CREATE OR REPLACE FUNCTION ledger.begin_settling(
    p_item ledger.open_item, p_items integer, p_amount numeric, p_amount_currency numeric, p_date date, p_actor bigint)
RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO ledger.settling (company_id, account, party_id, currency, items, amount, amount_currency, settled_on, settled_by)
    VALUES (p_item.company_id, p_item.account, p_item.party_id, p_item.currency, p_items, p_amount, p_amount_currency, p_date,
            p_actor) RETURNING id
$$;

-- What of some items cancels out, the oldest first and those of p_last in its order at the end: how much of which two, in their
-- currency and as booked. The pieces lie between the ends of all items laid one after the other, debits beside credits.
CREATE OR REPLACE FUNCTION ledger.pairs_of(p_items ledger.open_item[], p_last bigint[])
RETURNS TABLE (debit_line bigint, credit_line bigint, amount_currency numeric, debit_booked numeric, credit_booked numeric)
LANGUAGE sql IMMUTABLE AS $$
    WITH item AS (
        SELECT i.line_id, i.amount > 0 AS debit, abs(i.remaining_currency) AS open, abs(i.remaining) AS booked,
               row_number() OVER w AS place, sum(abs(i.remaining_currency)) OVER w AS past
          FROM unnest(p_items) i WHERE i.remaining_currency <> 0
        WINDOW w AS (PARTITION BY i.amount > 0 ORDER BY array_position(p_last, i.line_id) NULLS FIRST,
                     coalesce(i.due_on, i.entry_date), i.line_id ROWS UNBOUNDED PRECEDING)),
    ends AS (
        SELECT DISTINCT i.past, count(*) FILTER (WHERE i.debit) OVER before AS debits,
               count(*) FILTER (WHERE NOT i.debit) OVER before AS credits
          FROM item i WINDOW before AS (ORDER BY i.past RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE GROUP)),
    piece AS (SELECT e.past, lag(e.past, 1, 0::numeric) OVER (ORDER BY e.past) AS start, e.debits, e.credits FROM ends e)
    SELECT d.line_id, c.line_id, p.past - p.start,
           round(d.booked * (p.past - d.past + d.open) / d.open, 2) - round(d.booked * (p.start - d.past + d.open) / d.open, 2),
           round(c.booked * (p.past - c.past + c.open) / c.open, 2) - round(c.booked * (p.start - c.past + c.open) / c.open, 2)
      FROM piece p
      JOIN item d ON d.debit AND d.place = p.debits + 1
      JOIN item c ON NOT c.debit AND c.place = p.credits + 1
$$;

-- Internal: refuses what cannot be settled together. p_debit and p_credit are what whoever settles saw to be open: somebody else
-- may have been first.
CREATE OR REPLACE FUNCTION ledger.check_together(
    p_lines bigint[], p_items ledger.open_item[], p_debit numeric, p_credit numeric) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v record;
BEGIN
    SELECT count(*) AS count, count(DISTINCT (i.account, i.party_id, i.currency)) AS kinds, bool_or(i.amount > 0) AS debits,
           bool_or(i.amount < 0) AS credits, count(*) FILTER (WHERE i.remaining = 0 AND i.remaining_currency = 0) AS settled,
           coalesce(sum(greatest(i.remaining_currency, 0)), 0) AS debit,
           coalesce(sum(greatest(-i.remaining_currency, 0)), 0) AS credit
      INTO v FROM unnest(p_items) i;
    IF v.count <> (SELECT count(DISTINCT x) FROM unnest(p_lines) x) THEN
        PERFORM company.refuse('ledger.no_open_item', jsonb_build_object('line', (
            SELECT min(x) FROM unnest(p_lines) x WHERE x NOT IN (SELECT i.line_id FROM unnest(p_items) i))), 'I');
    ELSIF v.kinds > 1 THEN
        PERFORM company.refuse('ledger.settle_apart');
    ELSIF v.settled > 0 OR v.debit <> p_debit OR v.credit <> p_credit THEN
        PERFORM company.refuse('ledger.settled_meanwhile');
    ELSIF NOT (v.debits AND v.credits) THEN
        PERFORM company.refuse('ledger.settle_one_side');
    END IF;
END $$;

-- Internal: an item of what is left over between debits and credits, to be booked to an account of differences.
CREATE OR REPLACE FUNCTION ledger.difference_item(
    p_company bigint, p_items ledger.open_item[], p_last bigint[], p_account text, p_date date) RETURNS ledger.open_item
LANGUAGE plpgsql AS $$
DECLARE
    v_item ledger.open_item := p_items[1];
    v_most numeric := (ledger.difference_terms(p_company)).most;
BEGIN
    SELECT -sum(i.remaining_currency), -sum(i.remaining)
           + (SELECT coalesce(sum(x.debit_booked - x.credit_booked), 0) FROM ledger.pairs_of(p_items, p_last) x)
      INTO v_item.remaining_currency, v_item.remaining FROM unnest(p_items) i WHERE i.remaining_currency <> 0;
    IF NOT EXISTS (SELECT FROM ledger.account a WHERE a.company_id = p_company AND a.number = p_account AND a.active
                      AND a.kind IN ('income', 'expense')) THEN
        PERFORM company.refuse('ledger.difference_account', jsonb_build_object(
            'field', 'difference_account', 'account', p_account), 'I');
    ELSIF abs(v_item.remaining) > v_most THEN
        PERFORM company.refuse('ledger.difference_too_large', jsonb_build_object('amount', abs(v_item.remaining), 'most', v_most));
    END IF;
    v_item.line_id := 0;
    v_item.amount := v_item.remaining;
    v_item.amount_currency := v_item.remaining_currency;
    v_item.entry_date := p_date;
    v_item.due_on := 'infinity';
    RETURN v_item;
END $$;

-- Internal: books what a settlement leaves over: a small difference (p_rest), and what debits and credits are booked at more
-- than what they are settled with, by the rates of two days. Answers the lines of the account by these names.
CREATE OR REPLACE FUNCTION ledger.book_differences(
    p_rest ledger.open_item, p_account text, p_debits numeric, p_credits numeric, p_date date, p_actor bigint,
    p_request uuid, OUT entry_id bigint, OUT lines jsonb)
LANGUAGE plpgsql AS $$
DECLARE
    v_company bigint := p_rest.company_id;
    v_names text[];
    v_lines jsonb;
BEGIN
    SELECT array_agg(x.name ORDER BY x.place), jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
               'account', p_rest.account, 'party_id', p_rest.party_id, 'currency', p_rest.currency, 'amount', x.amount,
               'amount_currency', x.amount_currency)) ORDER BY x.place)
      INTO v_names, v_lines
      FROM (VALUES (1, 'rest', p_rest.remaining, p_rest.remaining_currency), (2, 'debits', -p_debits, 0),
                   (3, 'credits', p_credits, 0)) x(place, name, amount, amount_currency)
     WHERE x.amount <> 0;
    IF p_rest.remaining <> 0 THEN
        v_lines := v_lines || jsonb_build_object('account', p_account, 'amount', -p_rest.remaining);
    END IF;
    entry_id := (ledger.append(v_company, jsonb_build_array(jsonb_build_object(
        'date', p_date, 'area', 'general', 'source_kind', 'settling_difference',
        'series', (SELECT min(d.code) FROM ledger.series_definition d WHERE d.company_id = v_company AND d.area = 'general'),
        'lines', v_lines || ledger.exchange_line(v_company, -p_debits) || ledger.exchange_line(v_company, p_credits))),
        p_actor, p_request))[1];
    lines := (SELECT jsonb_object_agg(v_names[l.position], l.id) FROM ledger.line l
               WHERE l.company_id = v_company AND l.entry_id = book_differences.entry_id AND l.position <= cardinality(v_names));
END $$;

-- Internal: settles locked items against each other in one act; answers {id, settlements, amount, entry_id}. What debits and
-- credits differ by stays open on those of p_last, else on the latest, or is booked to p_account.
CREATE OR REPLACE FUNCTION ledger.settle_group(
    p_company bigint, p_items ledger.open_item[], p_last bigint[], p_account text, p_date date, p_actor bigint, p_request uuid)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    v_rest ledger.open_item := p_items[1];
    v_items ledger.open_item[] := p_items;
    v_pairs jsonb;
    v_booked record;
    v_debits numeric;
    v_credits numeric;
    v_id bigint;
BEGIN
    v_rest.remaining := 0;
    v_rest.remaining_currency := 0;
    IF p_account IS NOT NULL AND (SELECT sum(i.remaining_currency) FROM unnest(p_items) i) <> 0 THEN
        v_rest := ledger.difference_item(p_company, p_items, p_last, p_account, p_date);
        v_items := v_items || v_rest;
    END IF;
    v_pairs := coalesce((SELECT jsonb_agg(to_jsonb(p)) FROM ledger.pairs_of(v_items, p_last) p), '[]');
    SELECT coalesce(sum(l.amount) FILTER (WHERE l.debit), 0), coalesce(sum(l.amount) FILTER (WHERE NOT l.debit), 0)
      INTO v_debits, v_credits FROM ledger.left_of(v_items, v_pairs) l;
    IF v_rest.remaining <> 0 OR v_debits <> 0 OR v_credits <> 0 THEN
        SELECT * INTO v_booked FROM ledger.book_differences(v_rest, p_account, v_debits, v_credits, p_date, p_actor, p_request);
    ELSE
        SELECT NULL::bigint AS entry_id, '{}'::jsonb AS lines INTO v_booked;
    END IF;
    v_id := ledger.begin_settling(p_items[1], cardinality(p_items), 0, 0, p_date, p_actor);
    INSERT INTO ledger.settlement (company_id, debit_line_id, credit_line_id, amount, amount_currency, settled_on, settled_by,
                                   settling_id)
    SELECT p_company, coalesce(nullif(x.debit_line, 0), (v_booked.lines ->> 'rest')::bigint),
           coalesce(nullif(x.credit_line, 0), (v_booked.lines ->> 'rest')::bigint),
           least(x.debit_booked, x.credit_booked), x.amount_currency, p_date, p_actor, v_id
      FROM jsonb_to_recordset(v_pairs) AS x(debit_line bigint, credit_line bigint, amount_currency numeric,
                                            debit_booked numeric, credit_booked numeric)
    UNION ALL
    SELECT p_company, CASE WHEN l.debit THEN l.line_id ELSE (v_booked.lines ->> 'credits')::bigint END,
           CASE WHEN l.debit THEN (v_booked.lines ->> 'debits')::bigint ELSE l.line_id END, l.amount, 0, p_date, p_actor, v_id
      FROM ledger.left_of(v_items, v_pairs) l;
    PERFORM ledger.carry_settled(p_company, ARRAY[v_id], 1);
    UPDATE ledger.settling g SET entry_id = v_booked.entry_id, amount = s.amount, amount_currency = s.amount_currency
      FROM (SELECT sum(x.amount) AS amount, sum(x.amount_currency) AS amount_currency FROM ledger.settlement x
             WHERE x.company_id = p_company AND x.settling_id = v_id) s
     WHERE g.id = v_id;
    RETURN jsonb_build_object('id', v_id, 'settlements', jsonb_array_length(v_pairs), 'entry_id', v_booked.entry_id);
END $$;

-- Internal: what items are booked at more than their pairs settle: the rate has changed since. An item of which nothing is left
-- in its currency is nothing but that.
CREATE OR REPLACE FUNCTION ledger.left_of(p_items ledger.open_item[], p_pairs jsonb)
RETURNS TABLE (line_id bigint, debit boolean, amount numeric) LANGUAGE sql IMMUTABLE AS $$
    SELECT x.line_id, x.debit, sum(x.amount)
      FROM (SELECT p.debit_line AS line_id, true AS debit, p.debit_booked - least(p.debit_booked, p.credit_booked) AS amount
              FROM jsonb_to_recordset(p_pairs) AS p(debit_line bigint, debit_booked numeric, credit_booked numeric)
            UNION ALL
            SELECT p.credit_line, false, p.credit_booked - least(p.debit_booked, p.credit_booked)
              FROM jsonb_to_recordset(p_pairs) AS p(credit_line bigint, debit_booked numeric, credit_booked numeric)
            UNION ALL
            SELECT i.line_id, i.amount > 0, abs(i.remaining) FROM unnest(p_items) i WHERE i.remaining_currency = 0) x
     GROUP BY 1, 2 HAVING sum(x.amount) <> 0
$$;

-- Internal: takes what acts settle off their items (p_sign 1), or puts it back on (-1).
CREATE OR REPLACE FUNCTION ledger.carry_settled(p_company bigint, p_settlings bigint[], p_sign integer) RETURNS void
LANGUAGE sql AS $$
    UPDATE ledger.open_item o
       SET remaining = o.remaining - sign(o.amount) * p_sign * s.amount,
           remaining_currency = o.remaining_currency - sign(o.amount) * p_sign * s.amount_currency
      FROM (SELECT l.line_id, sum(x.amount) AS amount, sum(x.amount_currency) AS amount_currency
              FROM ledger.settlement x CROSS JOIN LATERAL (VALUES (x.debit_line_id), (x.credit_line_id)) l(line_id)
             WHERE x.company_id = p_company AND x.settling_id = ANY (p_settlings) AND x.undone_at IS NULL GROUP BY 1) s
     WHERE o.line_id = s.line_id
$$;

-- Settles open items, one act a group, all or none; answers [{id, settlements, entry_id}] of the acts.
-- p_groups: [{lines, last?, difference_account?, debit?, credit?}]: any number of items of one account, party and currency; those
-- on which a rest stays open; where a small rest is booked instead; and what of each side was seen to be open.
-- Without a day each act has the one on which the last of its items was booked, or the next one that is open.
CREATE OR REPLACE FUNCTION ledger.settle_items(p_request uuid, p_company bigint, p_groups jsonb, p_date date DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.settle_items', p_company, p_date, p_groups), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_items ledger.open_item[];
    g record;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    -- All rows in one sorted go, so that two who settle never wait for each other in a ring.
    PERFORM 1 FROM ledger.open_item o WHERE o.company_id = p_company AND o.line_id IN (
        SELECT l.value::bigint FROM jsonb_array_elements(p_groups) x CROSS JOIN LATERAL jsonb_array_elements_text(x -> 'lines') l)
      ORDER BY o.line_id FOR UPDATE;
    v_answer := '[]';
    FOR g IN SELECT ARRAY(SELECT jsonb_array_elements_text(x.value -> 'lines')::bigint) AS lines,
                    ARRAY(SELECT jsonb_array_elements_text(coalesce(nullif(x.value -> 'last', 'null'), '[]'))::bigint) AS last,
                    x.value ->> 'difference_account' AS account, (x.value ->> 'debit')::numeric AS debit,
                    (x.value ->> 'credit')::numeric AS credit
               FROM jsonb_array_elements(p_groups) WITH ORDINALITY x ORDER BY x.ordinality LOOP
        v_items := ARRAY(SELECT o FROM ledger.open_item o WHERE o.company_id = p_company AND o.line_id = ANY (g.lines)
                          ORDER BY o.line_id);
        PERFORM ledger.check_together(g.lines, v_items, g.debit, g.credit);
        v_answer := v_answer || ledger.settle_group(p_company, v_items, g.last, g.account,
            coalesce(p_date, ledger.settling_day(v_items)), v_actor, p_request);
    END LOOP;
    PERFORM audit.announce(p_company, 'ledger.settlement', (SELECT jsonb_agg(x -> 'id') FROM jsonb_array_elements(v_answer) x), v_actor);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Internal: the day on which the last of some items was booked, or the next one whose period is open.
CREATE OR REPLACE FUNCTION ledger.settling_day(p_items ledger.open_item[]) RETURNS date
LANGUAGE sql STABLE AS $$
    SELECT coalesce(ledger.first_open_day(min(i.company_id), max(i.entry_date), max(ledger.area_of(a.role))),
                    max(i.entry_date))
      FROM unnest(p_items) i JOIN ledger.account a ON a.company_id = i.company_id AND a.number = i.account
$$;

-- Internal: takes acts of settling back, each whole. What they booked of differences is taken back on its own day.
CREATE OR REPLACE FUNCTION ledger.undo_settlings(
    p_company bigint, p_ids bigint[], p_actor bigint, p_reason text, p_request uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_held bigint[] := ARRAY(SELECT g.id FROM ledger.settling g WHERE g.company_id = p_company AND g.id = ANY (p_ids)
                                AND g.undone_at IS NULL ORDER BY g.id FOR UPDATE);
    v_account text;
BEGIN
    IF cardinality(v_held) <> (SELECT count(DISTINCT x) FROM unnest(p_ids) x) THEN
        PERFORM company.refuse('ledger.no_settlement', jsonb_build_object('id', (
            SELECT min(x) FROM unnest(p_ids) x WHERE x <> ALL (v_held))), 'I');
    END IF;
    PERFORM 1 FROM ledger.open_item o WHERE o.company_id = p_company AND o.line_id IN (
        SELECT l.line_id FROM ledger.settlement s CROSS JOIN LATERAL (VALUES (s.debit_line_id), (s.credit_line_id)) l(line_id)
         WHERE s.company_id = p_company AND s.settling_id = ANY (v_held)) ORDER BY o.line_id FOR UPDATE;
    -- The days are held from here on, so that nobody ends to keep open items meanwhile.
    PERFORM ledger.check_settling_day(p_company, array_agg(s.debit_line_id) || array_agg(s.credit_line_id), s.settled_on)
       FROM ledger.settlement s WHERE s.company_id = p_company AND s.settling_id = ANY (v_held) GROUP BY s.settled_on
      ORDER BY s.settled_on;
    SELECT a.number INTO v_account FROM ledger.settling g JOIN ledger.account a ON a.company_id = p_company AND a.number = g.account
     WHERE g.company_id = p_company AND g.id = ANY (v_held) AND NOT a.open_items LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('open_items.not_kept', jsonb_build_object('account', v_account));
    END IF;
    PERFORM ledger.carry_settled(p_company, v_held, -1);
    UPDATE ledger.settlement SET undone_at = clock_timestamp(), undone_by = p_actor
     WHERE company_id = p_company AND settling_id = ANY (v_held) AND undone_at IS NULL;
    UPDATE ledger.settling SET undone_at = clock_timestamp(), undone_by = p_actor, undone_reason = p_reason
     WHERE company_id = p_company AND id = ANY (v_held);
    PERFORM ledger.append_reversal(e, e.entry_date, e.text, 'undone', p_actor, p_request)
       FROM ledger.settling g JOIN ledger.entry e ON e.company_id = p_company AND e.id = g.entry_id
      WHERE g.company_id = p_company AND g.id = ANY (v_held);
END $$;

-- Takes acts of settling back, all or none; the reason stays with them. Answers their keys.
CREATE OR REPLACE FUNCTION ledger.unsettle_items(p_request uuid, p_company bigint, p_settlings jsonb, p_reason text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.unsettle_items', p_company, p_settlings, p_reason), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    ELSIF trim(coalesce(p_reason, '')) = '' THEN
        PERFORM company.refuse('ledger.undo_reason_missing', '{"field": "reason"}', 'I');
    END IF;
    PERFORM ledger.undo_settlings(p_company, ARRAY(SELECT jsonb_array_elements_text(p_settlings)::bigint), v_actor,
                                  trim(p_reason), p_request);
    PERFORM audit.announce(p_company, 'ledger.settlement', p_settlings, v_actor);
    RETURN company.remember_answer(p_request, v_digest, v_actor, p_settlings);
END $$;

-- The same for the act that a settlement is part of.
CREATE OR REPLACE FUNCTION ledger.unsettle(p_request uuid, p_company bigint, p_settlement_id bigint, p_reason text) RETURNS jsonb
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    SELECT ledger.unsettle_items(p_request, p_company, jsonb_build_array(coalesce((
        SELECT s.settling_id FROM ledger.settlement s WHERE s.company_id = p_company AND s.id = p_settlement_id), 0)), p_reason)
$$;

-- The doors of the books: post, reverse, settle, unsettle, import.

-- What a posting answers: [{id, series, number}] in the order given.
CREATE OR REPLACE FUNCTION ledger.describe(p_company bigint, p_ids bigint[]) RETURNS jsonb
LANGUAGE sql AS $$  -- not STABLE: it must see what its caller has just written
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'series', e.series, 'number', e.number)
                              ORDER BY i.position), '[]')
      FROM unnest(p_ids) WITH ORDINALITY i(id, position)
      JOIN ledger.entry e ON e.company_id = p_company AND e.id = i.id
$$;

-- Manual vouchers, whole, one or many: all or nothing. They may not pretend to come from a document.
CREATE OR REPLACE FUNCTION ledger.post(p_request uuid, p_company bigint, p_entries jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to('ledger.post' || p_company || p_entries::text, 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_entries jsonb;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    IF jsonb_typeof(p_entries) <> 'array' OR jsonb_array_length(p_entries) = 0 THEN
        PERFORM company.refuse('ledger.empty', '{"entry": 1}');
    END IF;
    PERFORM ledger.check_manual(p_company, p_entries);
    SELECT jsonb_agg((e.value - 'source_id' - 'source_event' - 'reverses_id' - 'number' - 'imported_number'
                      - 'balance_kind' - 'period_kind') || '{"source_kind": "voucher"}' ORDER BY e.ordinality)
      INTO v_entries FROM jsonb_array_elements(p_entries) WITH ORDINALITY e;
    v_entries := ledger.with_dimension_sets(p_company, v_entries);
    v_answer := ledger.describe(p_company, ledger.append(p_company, v_entries, v_actor, p_request));
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- A series belongs to an area; manual vouchers stay in the areas that no document door numbers.
CREATE OR REPLACE FUNCTION ledger.check_manual(p_company bigint, p_entries jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    e record;
BEGIN
    SELECT x.series, x.kind, d.area, t.ordinality AS position, d.code AS known, x.date INTO e
      FROM jsonb_array_elements(p_entries) WITH ORDINALITY t
     CROSS JOIN LATERAL jsonb_to_record(t.value) AS x(series text, kind text, area text, date date, lines jsonb)
      LEFT JOIN ledger.series_definition d ON d.company_id = p_company AND d.code = x.series
     WHERE d.code IS NULL OR coalesce(x.area, 'general') <> d.area OR d.area <> 'general' OR x.date IS NULL
        OR coalesce(x.kind, 'regular') NOT IN ('regular', 'opening', 'adjustment', 'closing')
        OR jsonb_typeof(x.lines) IS DISTINCT FROM 'array'
     LIMIT 1;
    IF e.position IS NULL THEN
        IF company.is_book(p_company) AND jsonb_path_exists(p_entries, '$[*].lines[*].tax_code ? (@ != "")') THEN
            PERFORM company.refuse('book.no_tax_code', '{"field": "tax_code"}', 'I');
        END IF;
        RETURN;
    ELSIF e.date IS NULL THEN
        PERFORM company.refuse('ledger.no_date', jsonb_build_object('entry', e.position), 'I');
    ELSIF e.known IS NULL THEN
        PERFORM company.refuse('ledger.unknown_series', jsonb_build_object('entry', e.position, 'series', e.series), 'I');
    END IF;
    PERFORM company.refuse('ledger.series_of_documents', jsonb_build_object('entry', e.position, 'series', e.series));
END $$;

-- The mirror image of a posted entry, line by line, with amounts of opposite sign.
CREATE OR REPLACE FUNCTION ledger.mirror(p_entry ledger.entry, p_date date, p_text text, p_event text) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_array(jsonb_build_object(
        'date', p_date, 'series', p_entry.series, 'kind', 'reversal', 'area', p_entry.area,
        'balance_kind', CASE WHEN p_entry.kind = 'reversal' THEN 'regular' ELSE p_entry.kind END,
        'text', p_text, 'source_kind', p_entry.source_kind, 'source_id', p_entry.source_id, 'source_event', p_event,
        'reverses_id', p_entry.id,
        -- Taken back within the adjustment period, it stays there: the month may have closed long ago.
        'period_kind', (SELECT p.kind FROM ledger.period p WHERE p.company_id = p_entry.company_id
                           AND p.id = p_entry.period_id AND p_date BETWEEN p.starts_on AND p.ends_on),
        'lines', jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'account', l.account, 'amount', -l.amount, 'currency', l.currency, 'amount_currency', -l.amount_currency,
            'dimension_set', l.dimension_set, 'party_id', l.party_id, 'due_on', l.due_on,
            'document_kind', l.document_kind, 'document_id', l.document_id, 'tax_code', l.tax_code,
            'quantity', -l.quantity, 'unit', l.unit, 'text', l.text)) ORDER BY l.position)))
      FROM ledger.line l WHERE l.company_id = p_entry.company_id AND l.entry_id = p_entry.id
$$;

-- Reverses a voucher exactly. What a document posted is undone on the document; its open items must be unsettled.
CREATE OR REPLACE FUNCTION ledger.reverse(
    p_request uuid, p_company bigint, p_entry_id bigint, p_date date, p_text text DEFAULT '') RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.reverse', p_company, p_entry_id, p_date, p_text), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_entry ledger.entry;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_entry := ledger.entry_to_undo(p_company, p_entry_id, p_date);
    v_answer := ledger.describe(p_company, ARRAY[ledger.append_reversal(v_entry, p_date, p_text, 'reversal', v_actor, p_request)]);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Internal: a voucher by hand that may be taken back on a day; locked, so that of two who would the second is told so.
CREATE OR REPLACE FUNCTION ledger.entry_to_undo(p_company bigint, p_entry_id bigint, p_date date) RETURNS ledger.entry
LANGUAGE plpgsql AS $$
DECLARE
    v_entry ledger.entry;
BEGIN
    SELECT * INTO v_entry FROM ledger.entry e WHERE e.company_id = p_company AND e.id = p_entry_id FOR NO KEY UPDATE;
    IF v_entry.id IS NULL THEN
        PERFORM company.refuse('ledger.no_such_entry', jsonb_build_object('id', p_entry_id), 'I');
    ELSIF v_entry.source_kind NOT IN ('', 'voucher') THEN
        PERFORM company.refuse('ledger.has_document', jsonb_build_object(
            'series', v_entry.series, 'number', v_entry.number, 'source', v_entry.source_kind));
    ELSIF p_date < v_entry.entry_date THEN
        PERFORM company.refuse('ledger.reversal_before', jsonb_build_object('date', p_date, 'posted', v_entry.entry_date));
    END IF;
    RETURN v_entry;
END $$;

-- Internal: appends the mirror, and settles the open items of the two against each other. Where items may be settled
-- (p_settled), because a closed month keeps them so, those of the mirror stand open in their place.
CREATE OR REPLACE FUNCTION ledger.append_reversal(
    p_entry ledger.entry, p_date date, p_text text, p_event text, p_actor bigint, p_request uuid,
    p_settled boolean DEFAULT false) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_reversal bigint;
BEGIN
    PERFORM ledger.check_reversible(p_entry, p_settled);
    v_reversal := (ledger.append(p_entry.company_id, ledger.mirror(p_entry, p_date, p_text, p_event), p_actor, p_request))[1];
    PERFORM ledger.settle_mirror(p_entry, v_reversal, p_date, p_actor);
    RETURN v_reversal;
END $$;

-- Internal: refuses what is reversed already or has settled items, unless it may; its open items are locked from here on.
CREATE OR REPLACE FUNCTION ledger.check_reversible(p_entry ledger.entry, p_settled boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_settled record;
BEGIN
    SELECT r.series, r.number INTO v_settled FROM ledger.entry r
      WHERE r.company_id = p_entry.company_id AND r.reverses_id = p_entry.id;
    IF FOUND THEN
        PERFORM company.refuse('ledger.already_reversed', jsonb_build_object(
            'series', p_entry.series, 'number', p_entry.number, 'by', v_settled.series || v_settled.number));
    END IF;
    PERFORM 1 FROM ledger.open_item o JOIN ledger.line l ON l.company_id = o.company_id AND l.id = o.line_id
      WHERE l.company_id = p_entry.company_id AND l.entry_id = p_entry.id ORDER BY o.line_id FOR UPDATE OF o;
    SELECT o.account INTO v_settled FROM ledger.open_item o
      JOIN ledger.line l ON l.company_id = o.company_id AND l.id = o.line_id
     WHERE l.company_id = p_entry.company_id AND l.entry_id = p_entry.id
       AND (o.remaining <> o.amount OR o.remaining_currency <> o.amount_currency) LIMIT 1;
    IF FOUND AND NOT p_settled THEN
        PERFORM company.refuse('ledger.settled', jsonb_build_object(
            'series', p_entry.series, 'number', p_entry.number, 'account', v_settled.account));
    END IF;
END $$;

-- Internal: the items of an entry of which nothing is settled, against those of its mirror.
CREATE OR REPLACE FUNCTION ledger.settle_mirror(p_entry ledger.entry, p_reversal bigint, p_date date, p_actor bigint)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM ledger.settle_pair(p_entry.company_id, least(o.line_id, m.line_id), greatest(o.line_id, m.line_id),
                               abs(o.amount), p_date, p_actor, abs(o.amount_currency))
       FROM ledger.line l JOIN ledger.open_item o ON o.line_id = l.id
       JOIN ledger.line k ON k.company_id = l.company_id AND k.entry_id = p_reversal AND k.position = l.position
       JOIN ledger.open_item m ON m.line_id = k.id
      WHERE l.company_id = p_entry.company_id AND l.entry_id = p_entry.id AND o.remaining = o.amount
        AND o.remaining_currency = o.amount_currency;
END $$;

-- Settles two open items of one account, party and currency against each other, in the order (any, any): p_amount of what
-- both are booked at, and p_amount_currency of what both are in their currency, the same where that is the company's. They are
-- an act of their own, or part of p_settling.
CREATE OR REPLACE FUNCTION ledger.settle_pair(
    p_company bigint, p_one bigint, p_other bigint, p_amount numeric, p_date date, p_actor bigint,
    p_amount_currency numeric DEFAULT NULL, p_settling bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_currency numeric := coalesce(p_amount_currency, p_amount);
    v_debit ledger.open_item;
    v_credit ledger.open_item;
    v_swap ledger.open_item;
    v_id bigint;
BEGIN
    PERFORM 1 FROM ledger.open_item o WHERE o.company_id = p_company AND o.line_id IN (p_one, p_other)
      ORDER BY o.line_id FOR UPDATE;
    SELECT * INTO v_debit FROM ledger.open_item o WHERE o.company_id = p_company AND o.line_id = p_one;
    SELECT * INTO v_credit FROM ledger.open_item o WHERE o.company_id = p_company AND o.line_id = p_other;
    IF v_debit.line_id IS NULL OR v_credit.line_id IS NULL THEN
        PERFORM company.refuse('ledger.no_open_item', jsonb_build_object('line', CASE WHEN v_debit.line_id IS NULL
                               THEN p_one ELSE p_other END), 'I');
    END IF;
    IF v_debit.amount < 0 OR v_credit.amount > 0 THEN
        v_swap := v_debit;
        v_debit := v_credit;
        v_credit := v_swap;
    END IF;
    IF v_debit.amount < 0 OR v_credit.amount > 0 OR v_debit.account <> v_credit.account
       OR v_debit.party_id IS DISTINCT FROM v_credit.party_id OR v_debit.currency <> v_credit.currency THEN
        PERFORM company.refuse('ledger.settle_mismatch', jsonb_build_object('debit', v_debit.line_id, 'credit', v_credit.line_id));
    ELSIF p_amount IS NULL OR p_amount < 0 OR v_currency < 0 OR p_amount + v_currency = 0 OR p_amount <> round(p_amount, 2)
          OR v_currency <> round(v_currency, 2) OR p_amount > v_debit.remaining OR p_amount > -v_credit.remaining
          OR v_currency > v_debit.remaining_currency OR v_currency > -v_credit.remaining_currency THEN
        PERFORM company.refuse('ledger.settle_too_much', jsonb_build_object(
            'amount', p_amount, 'open', least(v_debit.remaining, -v_credit.remaining)));
    END IF;
    UPDATE ledger.open_item SET remaining = remaining - p_amount, remaining_currency = remaining_currency - v_currency
     WHERE line_id = v_debit.line_id;
    UPDATE ledger.open_item SET remaining = remaining + p_amount, remaining_currency = remaining_currency + v_currency
     WHERE line_id = v_credit.line_id;
    INSERT INTO ledger.settlement (company_id, debit_line_id, credit_line_id, amount, amount_currency, settled_on, settled_by,
                                   settling_id)
    VALUES (p_company, v_debit.line_id, v_credit.line_id, p_amount, v_currency, p_date, p_actor, coalesce(
            p_settling, ledger.begin_settling(v_debit, 2, p_amount, v_currency, p_date, p_actor))) RETURNING id INTO v_id;
    RETURN v_id;
END $$;

-- p_pairs: [{debit_line, credit_line, amount}], in the currency of the items; what they are booked at may differ by the rates
-- of their days, and that difference is booked and settled too.
CREATE OR REPLACE FUNCTION ledger.settle(p_request uuid, p_company bigint, p_pairs jsonb, p_date date) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to('ledger.settle' || p_company || p_date || p_pairs::text, 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    -- All rows in one sorted go, so that two settlements never wait for each other in a ring.
    PERFORM 1 FROM ledger.open_item o WHERE o.company_id = p_company AND o.line_id IN (
        SELECT x.debit_line FROM jsonb_to_recordset(p_pairs) AS x(debit_line bigint) UNION
        SELECT x.credit_line FROM jsonb_to_recordset(p_pairs) AS x(credit_line bigint)) ORDER BY o.line_id FOR UPDATE;
    PERFORM ledger.check_settling_day(p_company, (
        SELECT array_agg(x.debit_line) || array_agg(x.credit_line)
          FROM jsonb_to_recordset(p_pairs) AS x(debit_line bigint, credit_line bigint)), p_date);
    v_answer := ledger.settle_pairs(p_company, p_pairs, p_date, v_actor, p_request);
    PERFORM audit.announce(p_company, 'ledger.settlement', coalesce(v_answer, '[]'), v_actor);
    RETURN company.remember_answer(p_request, v_digest, v_actor, coalesce(v_answer, '[]'));
END $$;

-- Internal: entries whose lines name the combination of their dimension values ({"1": "100", "6": "7"}) by its id, one for
-- each distinct one; ids that came from outside count for nothing.
CREATE OR REPLACE FUNCTION ledger.with_dimension_sets(p_company bigint, p_entries jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    v_ids jsonb;
    v_unknown record;
BEGIN
    IF NOT jsonb_path_exists(p_entries, '$[*].lines[*] ? (exists (@.dimensions) || exists (@.dimension_set))') THEN
        RETURN p_entries;
    END IF;
    SELECT d.key AS dimension, d.value AS code INTO v_unknown
      FROM jsonb_path_query(p_entries, '$[*].lines[*].dimensions') s CROSS JOIN LATERAL jsonb_each_text(s) d
     WHERE NOT EXISTS (SELECT FROM ledger.dimension_value v WHERE v.company_id = p_company
                          AND v.dimension = d.key::integer AND v.code = d.value) LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('ledger.unknown_dimension', jsonb_build_object(
            'dimension', v_unknown.dimension, 'code', v_unknown.code), 'I');
    END IF;
    INSERT INTO ledger.dimension_set (company_id, key, values)
    SELECT DISTINCT p_company, ledger.dimension_key(s), s FROM jsonb_path_query(p_entries, '$[*].lines[*].dimensions') s
     WHERE s <> '{}' ORDER BY 2
    ON CONFLICT (company_id, key) DO NOTHING;
    SELECT coalesce(jsonb_object_agg(d.key, d.id), '{}') INTO v_ids FROM ledger.dimension_set d
     WHERE d.company_id = p_company AND d.key IN (
           SELECT ledger.dimension_key(s) FROM jsonb_path_query(p_entries, '$[*].lines[*].dimensions') s);
    RETURN (SELECT jsonb_agg(e.value || jsonb_build_object('lines', (
                SELECT coalesce(jsonb_agg(l.value - 'dimensions' || jsonb_build_object('dimension_set', coalesce(
                           v_ids -> ledger.dimension_key(l.value -> 'dimensions'), '0')) ORDER BY l.ordinality), '[]')
                  FROM jsonb_array_elements(e.value -> 'lines') WITH ORDINALITY l)) ORDER BY e.ordinality)
              FROM jsonb_array_elements(p_entries) WITH ORDINALITY e);
END $$;

CREATE OR REPLACE FUNCTION ledger.dimension_key(p_values jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg(key || '=' || value, ';' ORDER BY key::integer) FROM jsonb_each_text(p_values)
$$;

-- Internal: a plan made for empty tables finds the entry of each line by reading all entries of the company, and lives
-- as long as the transaction. Where the statistics are worth something already, they are kept.
CREATE OR REPLACE FUNCTION ledger.tell_planner_of_first_entries() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT c.reltuples < 10000 FROM pg_class c WHERE c.oid = 'ledger.entry'::regclass) THEN
        ANALYZE (SKIP_LOCKED) ledger.entry, ledger.line, ledger.balance;
    END IF;
END $$;

-- Take-over of a file's own vouchers: their numbers, gaps, repetitions and empty vouchers stay as they are, marked
-- `origin = imported`. All or none, in batches only to keep each piece of work small. An entry may carry
-- history: [{position, kind R|B, account, amount, dimensions?, row_date?, text?, quantity?, signature?}].
CREATE OR REPLACE FUNCTION ledger.import_entries(p_request uuid, p_company bigint, p_batches jsonb[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'administrator');
    v_digest bytea := (SELECT sha256(string_agg(sha256(convert_to(b.value::text, 'UTF8')), '' ORDER BY b.ordinality))
                         FROM unnest(p_batches) WITH ORDINALITY b(value, ordinality));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_batch jsonb;
    v_ids bigint[];
    v_first bigint;
    v_count bigint := 0;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    ELSIF company.is_book(p_company) THEN
        PERFORM company.refuse('book.no_import');
    END IF;
    FOREACH v_batch IN ARRAY p_batches LOOP
        SELECT jsonb_agg((e.value - 'source_id' - 'reverses_id' - 'balance_kind' - 'period_kind' - 'history')
                         || '{"source_kind": "import"}' ORDER BY e.ordinality)
          INTO v_answer FROM jsonb_array_elements(v_batch) WITH ORDINALITY e;
        v_answer := ledger.with_dimension_sets(p_company, coalesce(v_answer, '[]'));
        v_ids := ledger.append(p_company, v_answer, v_actor, p_request, true);
        IF v_first IS NULL AND cardinality(p_batches) > 1 THEN
            PERFORM ledger.tell_planner_of_first_entries();
        END IF;
        v_first := coalesce(v_first, v_ids[1]);
        v_count := v_count + cardinality(v_ids);
        INSERT INTO ledger.line_history (company_id, entry_id, position, kind, account, dimensions, amount, row_date, text,
                                         quantity, signature)
        SELECT p_company, v_ids[e.ordinality], x.position, x.kind, x.account, coalesce(x.dimensions, '{}'), x.amount,
               x.row_date, coalesce(x.text, ''), x.quantity, x.signature
          FROM jsonb_array_elements(v_batch) WITH ORDINALITY e
         CROSS JOIN LATERAL jsonb_to_recordset(e.value -> 'history') AS x(
               position integer, kind text, account text, dimensions jsonb, amount numeric, row_date date, text text,
               quantity numeric, signature text)
         WHERE e.value ? 'history';
    END LOOP;
    v_answer := jsonb_build_object('entries', v_count, 'first', v_first, 'last', v_ids[cardinality(v_ids)]);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- What the balance accounts held at the end of the day before p_day, for whoever takes books over.
CREATE OR REPLACE FUNCTION ledger.balances_before(p_company bigint, p_day date) RETURNS TABLE (account text, amount numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT (p_company = ANY (company.mine()) AND company.has_role('accountant', 'administrator')) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["accountant", "administrator"]}', 'D');
    END IF;
    RETURN QUERY
    SELECT s.account, sum(s.debit - s.credit) FROM reporting.sums(p_company, '-infinity', p_day) s
      JOIN ledger.account a ON a.company_id = p_company AND a.number = s.account
     WHERE a.kind IN ('asset', 'liability', 'equity') GROUP BY 1 HAVING sum(s.debit - s.credit) <> 0;
END $$;

-- Which fiscal years have vouchers, and in which series they were posted here: a file may not bring numbers into those.
CREATE OR REPLACE FUNCTION ledger.used_series(p_company bigint)
RETURNS TABLE (starts_on date, ends_on date, series text, posted boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT (p_company = ANY (company.mine()) AND company.has_role('accountant', 'administrator')) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["accountant", "administrator"]}', 'D');
    END IF;
    RETURN QUERY
    SELECT y.starts_on, y.ends_on, s.code::text, EXISTS (
           SELECT FROM ledger.entry e WHERE e.company_id = p_company AND e.book_id = s.book_id AND e.series = s.code
              AND e.fiscal_year_id = y.id AND e.origin = 'posted')
      FROM ledger.series s JOIN ledger.fiscal_year y ON y.company_id = p_company AND y.id = s.fiscal_year_id
     WHERE s.company_id = p_company;
END $$;

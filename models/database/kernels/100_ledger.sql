-- The books: one internal function appends whole entries; the doors in front of it check authority and truth.

-- Canonical text of a line and of an entry, the matter of the hash chain (hash_version 1). Free text enters by its digest.
-- All are STABLE, as convert_to is: declared IMMUTABLE they would be called instead of inlined, at three times the cost.
CREATE OR REPLACE FUNCTION ledger.text_digest(value text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN value = '' THEN '' ELSE encode(sha256(convert_to(value, 'UTF8')), 'hex') END
$$;

CREATE OR REPLACE FUNCTION ledger.line_text(
    account text, amount numeric, currency text, amount_currency numeric, dimension_set bigint, party_id bigint,
    due_on date, document_kind text, document_id bigint, tax_code text, quantity numeric, unit text, body text)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT concat(account, '|', amount, '|', currency, '|', amount_currency, '|', dimension_set, '|', party_id, '|', due_on,
                  '|', document_kind, '|', document_id, '|', tax_code, '|', quantity, '|', unit, '|', ledger.text_digest(body))
$$;

CREATE OR REPLACE FUNCTION ledger.entry_text(
    company_id bigint, book_id bigint, fiscal_year_id bigint, kind text, area text, series text, number bigint,
    imported_number text, entry_date date, body text, source_kind text, source_id bigint, source_event text,
    reverses_id bigint, corrects_id bigint, origin text, posted_at timestamptz, posted_by bigint)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT concat(company_id, '|', book_id, '|', fiscal_year_id, '|', kind, '|', area, '|', series, '|', number, '|',
                  imported_number, '|', entry_date, '|', ledger.text_digest(body), '|', source_kind, '|', source_id, '|',
                  source_event, '|', reverses_id, '|', corrects_id, '|', origin, '|', extract(epoch FROM posted_at), '|',
                  posted_by)
$$;

CREATE OR REPLACE FUNCTION ledger.chain_hash(previous bytea, entry_body text, lines_body text) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(previous || convert_to(concat(entry_body, E'\n', lines_body), 'UTF8'))
$$;

-- The first thing wrong with a set of entries, said in full; called only when the quick test has found something.
CREATE OR REPLACE FUNCTION ledger.explain_refusal(p_company bigint, p_entries jsonb, p_currency text, p_imported boolean)
RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    e record;
    l record;
BEGIN
    FOR e IN SELECT t.ordinality AS position, t.value AS j FROM jsonb_array_elements(p_entries) WITH ORDINALITY t LOOP
        FOR l IN SELECT t.ordinality AS position, x.account, x.amount, x.currency, x.amount_currency, a.number AS known,
                        a.active, a.role, x.party_id
                   FROM jsonb_array_elements(e.j -> 'lines') WITH ORDINALITY t
                  CROSS JOIN LATERAL jsonb_to_record(t.value)
                        AS x(account text, amount numeric, currency text, amount_currency numeric, party_id bigint)
                   LEFT JOIN ledger.account a ON a.company_id = p_company AND a.number = x.account LOOP
            IF l.amount IS NULL OR l.amount <> round(l.amount, 2) OR l.amount_currency <> round(l.amount_currency, 2) THEN
                PERFORM company.refuse('ledger.bad_amount', jsonb_build_object(
                    'entry', e.position, 'line', l.position, 'amount', l.amount), 'I');
            ELSIF l.known IS NULL THEN
                PERFORM company.refuse('ledger.unknown_account', jsonb_build_object(
                    'entry', e.position, 'line', l.position, 'account', l.account), 'I');
            ELSIF NOT l.active AND NOT p_imported THEN
                PERFORM company.refuse('ledger.inactive_account', jsonb_build_object(
                    'entry', e.position, 'line', l.position, 'account', l.account));
            ELSIF l.role IN ('receivable', 'payable') AND l.party_id IS NULL AND NOT p_imported THEN
                PERFORM company.refuse('ledger.party_missing', jsonb_build_object(
                    'entry', e.position, 'line', l.position, 'account', l.account));
            ELSIF coalesce(l.currency, p_currency) = p_currency AND l.amount_currency <> l.amount
                  OR l.currency <> p_currency AND l.amount_currency IS NULL THEN
                PERFORM company.refuse('ledger.currency_amount', jsonb_build_object(
                    'entry', e.position, 'line', l.position, 'currency', l.currency));
            END IF;
        END LOOP;
        IF jsonb_array_length(e.j -> 'lines') < 2 AND NOT p_imported THEN
            PERFORM company.refuse('ledger.empty', jsonb_build_object('entry', e.position));
        END IF;
        IF (SELECT sum((x ->> 'amount')::numeric) FROM jsonb_array_elements(e.j -> 'lines') x) <> 0 THEN
            PERFORM company.refuse('ledger.unbalanced', jsonb_build_object('entry', e.position, 'difference',
                (SELECT sum((x ->> 'amount')::numeric) FROM jsonb_array_elements(e.j -> 'lines') x)));
        END IF;
    END LOOP;
    PERFORM company.refuse('ledger.refused');
END $$;

-- Lines of a set of entries, read once: checked, counted, chained and stored from here. `amount` is rounded by its type,
-- `inexact` says that this changed it.
CREATE OR REPLACE FUNCTION ledger.lines_of(p_entries jsonb, p_currency text) RETURNS ledger.draft_line[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(ROW(
               e.ordinality, l.ordinality, e.value ->> 'date',
               coalesce(e.value ->> 'balance_kind', e.value ->> 'kind', 'regular'),
               x.account, coalesce(x.dimension_set, 0), x.amount, coalesce(x.currency, p_currency),
               CASE WHEN coalesce(x.currency, p_currency) = p_currency THEN x.amount ELSE x.amount_currency END,
               x.party_id, x.due_on, x.document_kind, x.document_id, x.tax_code, x.quantity, x.unit,
               coalesce(x.text, ''), x.signature, x.row_date,
               x.amount IS NULL OR x.amount <> round(x.amount, 2)
               OR x.amount_currency <> CASE WHEN coalesce(x.currency, p_currency) = p_currency THEN x.amount
                                            ELSE round(x.amount_currency, 2) END
               OR x.currency <> p_currency AND x.amount_currency IS NULL)::ledger.draft_line), '{}')
      FROM jsonb_array_elements(p_entries) WITH ORDINALITY e
     CROSS JOIN LATERAL jsonb_array_elements(e.value -> 'lines') WITH ORDINALITY l
     CROSS JOIN LATERAL jsonb_to_record(l.value) AS x(
           account varchar(10), dimension_set bigint, amount numeric, currency varchar(3), amount_currency numeric,
           party_id bigint, due_on date, document_kind varchar(20), document_id bigint, tax_code varchar(20),
           quantity numeric, unit text, text text, signature text, row_date date)
$$;

-- Refuses what no set of entries may be: unbalanced, empty, unknown or inactive accounts, open items without a party.
CREATE OR REPLACE FUNCTION ledger.check_entries(
    p_company bigint, p_entries jsonb, p_lines ledger.draft_line[], p_currency text, p_imported boolean)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_bad boolean;
BEGIN
    SELECT bool_or(x.bad) OR NOT p_imported AND count(*) < jsonb_array_length(p_entries) INTO v_bad
      FROM (SELECT bool_or(a.number IS NULL OR l.inexact OR NOT (a.active OR p_imported)
                           OR a.role IN ('receivable', 'payable') AND l.party_id IS NULL AND NOT p_imported)
                   OR sum(l.amount) <> 0 OR count(*) < 2 AND NOT p_imported AS bad
              FROM unnest(p_lines) l
              LEFT JOIN ledger.account a ON a.company_id = p_company AND a.number = l.account
             GROUP BY l.entry_position) x;
    IF v_bad THEN
        PERFORM ledger.explain_refusal(p_company, p_entries, p_currency, p_imported);
    END IF;
END $$;

-- In which of the two periods of a year's last day an entry stands: the adjustment period, or the month.
CREATE OR REPLACE FUNCTION ledger.period_kind(kind text, period_kind text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN coalesce(period_kind, kind) = 'adjustment' THEN 'adjustment' ELSE 'regular' END
$$;

-- The period row is share-locked until the commit, so nobody closes it under a posting; the closer waits, or we do.
CREATE OR REPLACE FUNCTION ledger.lock_periods(p_company bigint, p_entries jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    e record;
BEGIN
    FOR e IN SELECT x.date, ledger.period_kind(x.kind, x.period_kind) AS kind, coalesce(x.area, 'general') AS area
               FROM jsonb_to_recordset(p_entries) AS x(date date, kind text, period_kind text, area text)
              GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LOOP
        PERFORM 1 FROM ledger.period p
          WHERE p.company_id = p_company AND e.date BETWEEN p.starts_on AND p.ends_on
            AND p.kind = e.kind
            AND NOT (e.area = ANY (p.locked_areas) OR 'all' = ANY (p.locked_areas))
            AND (p.frozen_areas = '{}' OR NOT (e.area = ANY (p.frozen_areas) OR 'all' = ANY (p.frozen_areas))
                 OR ledger.may_post_frozen(p_company, p.frozen_for, p.frozen_until))
            FOR SHARE;
        IF NOT FOUND THEN
            PERFORM ledger.refuse_frozen(p_company, e.date, e.kind, e.area);
            IF EXISTS (SELECT FROM ledger.period p WHERE p.company_id = p_company
                          AND e.date BETWEEN p.starts_on AND p.ends_on) THEN
                PERFORM company.refuse('ledger.period_locked', jsonb_build_object('date', e.date, 'area', e.area));
            END IF;
            PERFORM company.refuse('ledger.no_period', jsonb_build_object('date', e.date));
        END IF;
    END LOOP;
END $$;

-- The stripe of the balances that this transaction adds to until it ends: the lowest that nobody else has in hand. So those
-- who post at once do not wait for each other, and readers find few stripes to add up, however many have posted in turn.
CREATE OR REPLACE FUNCTION ledger.stripe(p_company bigint) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    FOR v_stripe IN 0..15 LOOP
        IF pg_try_advisory_xact_lock(hashtext('ledger.stripe'), (p_company * 16 + v_stripe)::integer) THEN
            RETURN v_stripe;
        END IF;
    END LOOP;
    RETURN pg_backend_pid() % 16;
END $$;

-- Adds the lines to the balances of a stripe, in the order of the key: of days, months and years by dimension
-- (D, M, Y) and in total (T, N, Z), so that whoever reads the whole books reads one row an account, however many dimensions.
CREATE OR REPLACE FUNCTION ledger.add_to_balances(
    p_company bigint, p_book bigint, p_stripe integer, p_lines ledger.draft_line[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger.balance AS b (company_id, book_id, grain, starts_on, account, kind, currency, dimension_set,
                                     stripe, debit, credit, amount_currency)
    SELECT p_company, p_book, g.grain, g.starts_on, l.account, l.balance_kind, l.currency, g.dimension_set,
           p_stripe, sum(greatest(l.amount, 0)), sum(greatest(-l.amount, 0)), sum(l.amount_currency)
      FROM unnest(p_lines) l
     CROSS JOIN LATERAL (VALUES ('D', 'T', l.entry_date), ('M', 'N', date_trunc('month', l.entry_date::timestamp)::date),
                                ('Y', 'Z', date_trunc('year', l.entry_date::timestamp)::date)) s(parts, total, starts_on)
     CROSS JOIN LATERAL (VALUES (s.parts, s.starts_on, l.dimension_set), (s.total, s.starts_on, 0))
           g(grain, starts_on, dimension_set)
     GROUP BY g.grain, g.starts_on, l.account, l.balance_kind, l.currency, g.dimension_set
     ORDER BY g.grain, g.starts_on, l.account, l.balance_kind, l.currency, g.dimension_set
    ON CONFLICT (company_id, book_id, grain, starts_on, account, kind, currency, dimension_set, stripe)
    DO UPDATE SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit,
                  amount_currency = b.amount_currency + excluded.amount_currency;
END $$;

-- Adds the lines with a tax code to what the code came to on their account and day, in stripes as the balances.
CREATE OR REPLACE FUNCTION ledger.add_to_tax_totals(p_company bigint, p_stripe integer, p_lines ledger.draft_line[])
RETURNS void LANGUAGE sql AS $$
    INSERT INTO ledger.tax_total AS t (company_id, entry_date, tax_code, account, stripe, debit, credit, line_count)
    SELECT p_company, l.entry_date, l.tax_code, l.account, p_stripe, sum(greatest(l.amount, 0)),
           sum(greatest(-l.amount, 0)), count(*)
      FROM unnest(p_lines) l WHERE l.tax_code IS NOT NULL
     GROUP BY l.entry_date, l.tax_code, l.account
     ORDER BY l.entry_date, l.tax_code, l.account
    ON CONFLICT (company_id, entry_date, tax_code, account, stripe)
    DO UPDATE SET debit = t.debit + excluded.debit, credit = t.credit + excluded.credit,
                  line_count = t.line_count + excluded.line_count
$$;

-- Internal, after an upgrade and after restoring a file of an earlier program: adds up what was not kept then. Postings that
-- are under way hold their period and do not add to it yet: their end is waited for, and who comes later adds to it.
CREATE OR REPLACE FUNCTION ledger.complete_totals() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM ledger.balance b WHERE b.grain = 'T') AND EXISTS (SELECT FROM ledger.tax_total) THEN
        RETURN;
    END IF;
    LOCK TABLE ledger.period IN EXCLUSIVE MODE;
    INSERT INTO ledger.balance
    SELECT company_id, book_id, translate(grain, 'DMY', 'TNZ'), starts_on, account, kind, currency, 0, 0, sum(debit),
           sum(credit), sum(amount_currency)
      FROM ledger.balance WHERE NOT EXISTS (SELECT FROM ledger.balance t WHERE t.grain = 'T')
     GROUP BY company_id, book_id, grain, starts_on, account, kind, currency;
    INSERT INTO ledger.tax_total
    SELECT company_id, entry_date, tax_code, account, 0, sum(greatest(amount, 0)), sum(greatest(-amount, 0)), count(*)
      FROM ledger.line WHERE tax_code IS NOT NULL AND NOT EXISTS (SELECT FROM ledger.tax_total)
     GROUP BY company_id, entry_date, tax_code, account;
END $$;

-- Numbers, chains and inserts the headers, in the order of (series, fiscal year, position); returns ids by position.
-- The series row is the last lock taken: it is held until the commit is on disk.
CREATE OR REPLACE FUNCTION ledger.insert_headers(
    p_company bigint, p_entries jsonb, p_lines ledger.draft_line[], p_actor bigint, p_request uuid, p_imported boolean)
RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    v_book bigint := (SELECT b.id FROM ledger.book b WHERE b.company_id = p_company AND b.code = 'main');
    v_ids bigint[] := array_fill(NULL::bigint, ARRAY[jsonb_array_length(p_entries)]);
    v_bodies text[];
    v_now timestamptz := clock_timestamp();
    v_series text;
    v_year bigint;
    v_next bigint;
    v_number bigint;
    v_last bytea;
    v_hash bytea;
    v_id bigint;
    e record;
BEGIN
    -- Kept by place, since a join of entries with the text of their lines would read all lines for each entry.
    SELECT array_agg(b.body ORDER BY b.position) INTO v_bodies FROM (
        SELECT n.position,
               string_agg(ledger.line_text(l.account, l.amount, l.currency, l.amount_currency, l.dimension_set,
                                           l.party_id, l.due_on, l.document_kind, l.document_id, l.tax_code,
                                           l.quantity, l.unit, l.body), E'\n' ORDER BY l.line_position)
                   FILTER (WHERE l.entry_position IS NOT NULL) AS body
          FROM generate_series(1, jsonb_array_length(p_entries)) n(position)
          LEFT JOIN unnest(p_lines) l ON l.entry_position = n.position
         GROUP BY n.position) b;
    FOR e IN
        SELECT t.ordinality AS position, x.*, p.id AS period_id, p.fiscal_year_id
          FROM jsonb_array_elements(p_entries) WITH ORDINALITY t
         CROSS JOIN LATERAL jsonb_to_record(t.value) AS x(
               date date, series varchar(20), kind varchar(10), period_kind text, area varchar(12), text text, number bigint,
               imported_number text, source_kind varchar(40), source_id bigint, source_event varchar(20),
               reverses_id bigint, corrects_id bigint, registered_on date, signature text)
          JOIN ledger.period p ON p.company_id = p_company AND x.date BETWEEN p.starts_on AND p.ends_on
               AND p.kind = ledger.period_kind(x.kind, x.period_kind)
         ORDER BY x.series, p.fiscal_year_id, t.ordinality
    LOOP
        IF v_series IS DISTINCT FROM e.series OR v_year IS DISTINCT FROM e.fiscal_year_id THEN
            IF v_series IS NOT NULL THEN
                PERFORM ledger.leave_series(p_company, v_book, v_series, v_year, v_next, v_last);
            END IF;
            v_series := e.series;
            v_year := e.fiscal_year_id;
            SELECT s.next_number, s.last_hash INTO v_next, v_last
              FROM ledger.enter_series(p_company, v_book, v_series, v_year) s;
        END IF;
        v_number := CASE WHEN p_imported AND e.number IS NOT NULL THEN e.number ELSE v_next END;
        v_next := greatest(v_next, v_number + 1);
        v_hash := ledger.chain_hash(v_last, ledger.entry_text(
            p_company, v_book, v_year, coalesce(e.kind, 'regular'), coalesce(e.area, 'general'), v_series, v_number,
            e.imported_number, e.date, coalesce(e.text, ''), coalesce(e.source_kind, ''), e.source_id,
            coalesce(e.source_event, ''), e.reverses_id, e.corrects_id,
            CASE WHEN p_imported THEN 'imported' ELSE 'posted' END, v_now, p_actor), v_bodies[e.position]);
        INSERT INTO ledger.entry (company_id, book_id, fiscal_year_id, period_id, kind, area, series, number,
                                  imported_number, entry_date, text, source_kind, source_id, source_event, reverses_id,
                                  corrects_id, origin, request_id, registered_on, signature, posted_at, posted_by,
                                  previous_hash, hash)
        VALUES (p_company, v_book, v_year, e.period_id, coalesce(e.kind, 'regular'), coalesce(e.area, 'general'),
                v_series, v_number, e.imported_number, e.date, coalesce(e.text, ''), coalesce(e.source_kind, ''),
                e.source_id, coalesce(e.source_event, ''), e.reverses_id, e.corrects_id,
                CASE WHEN p_imported THEN 'imported' ELSE 'posted' END, p_request, e.registered_on,
                coalesce(e.signature, ''), v_now, p_actor, v_last, v_hash)
        RETURNING id INTO v_id;
        v_ids[e.position] := v_id;
        v_last := v_hash;
    END LOOP;
    PERFORM ledger.leave_series(p_company, v_book, v_series, v_year, v_next, v_last);
    RETURN v_ids;
END $$;

CREATE OR REPLACE FUNCTION ledger.enter_series(p_company bigint, p_book bigint, p_series text, p_year bigint)
RETURNS TABLE (next_number bigint, last_hash bytea) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY SELECT s.next_number, s.last_hash FROM ledger.series s
      WHERE s.company_id = p_company AND s.book_id = p_book AND s.code = p_series AND s.fiscal_year_id = p_year
        FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO ledger.series (company_id, book_id, code, fiscal_year_id) VALUES (p_company, p_book, p_series, p_year)
        ON CONFLICT DO NOTHING;
        RETURN QUERY SELECT s.next_number, s.last_hash FROM ledger.series s
          WHERE s.company_id = p_company AND s.book_id = p_book AND s.code = p_series AND s.fiscal_year_id = p_year
            FOR UPDATE;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION ledger.leave_series(
    p_company bigint, p_book bigint, p_series text, p_year bigint, p_next bigint, p_last bytea)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger.series SET next_number = p_next, last_hash = p_last
     WHERE company_id = p_company AND book_id = p_book AND code = p_series AND fiscal_year_id = p_year;
END $$;

-- Appends whole entries of one company and returns their ids in the order given. No role may execute it: the doors do.
-- p_entries: [{date, series, kind?, area?, text?, source_kind?, source_id?, source_event?, reverses_id?, corrects_id?,
--   balance_kind?, period_kind?, number?, imported_number?, registered_on?, signature?, lines: [{account, amount (debit positive),
--   currency?, amount_currency?, party_id?, due_on?, document_kind?, document_id?, tax_code?, quantity?, unit?, text?,
--   dimension_set?, signature?, row_date?}]}]
-- Locks: period (shared), rules of spending, balances and totals of tax by key, series last.
CREATE OR REPLACE FUNCTION ledger.append(
    p_company bigint, p_entries jsonb, p_actor bigint, p_request uuid DEFAULT NULL, p_imported boolean DEFAULT false)
RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    v_lines ledger.draft_line[] := ledger.prepare(p_company, p_entries, p_imported);
BEGIN
    RETURN ledger.write(p_company, p_entries, v_lines, p_actor, p_request, p_imported);
END $$;

-- The first half of ledger.append: all that can be done before a number is taken, which is what others wait for.
CREATE OR REPLACE FUNCTION ledger.prepare(p_company bigint, p_entries jsonb, p_imported boolean DEFAULT false)
RETURNS ledger.draft_line[] LANGUAGE plpgsql AS $$
DECLARE
    v_book bigint;
    v_currency text;
    v_stripe integer;
    v_lines ledger.draft_line[];
BEGIN
    SELECT b.id, c.currency INTO v_book, v_currency
      FROM company.company c JOIN ledger.book b ON b.company_id = c.id AND b.code = 'main' WHERE c.id = p_company;
    v_lines := ledger.lines_of(p_entries, v_currency);
    PERFORM ledger.check_entries(p_company, p_entries, v_lines, v_currency, p_imported);
    v_lines := ledger.with_dimension_rules(p_company, p_entries, v_lines, p_imported);
    PERFORM ledger.lock_periods(p_company, p_entries);
    PERFORM finance.refuse_filed(p_company, p_entries, v_lines);
    IF NOT p_imported THEN
        PERFORM ledger.check_spending(p_company, p_entries, v_lines);
    END IF;
    v_stripe := ledger.stripe(p_company);
    PERFORM ledger.add_to_balances(p_company, v_book, v_stripe, v_lines);
    PERFORM ledger.add_to_tax_totals(p_company, v_stripe, v_lines);
    RETURN v_lines;
END $$;

-- The second half: headers with their numbers and hashes, lines, open items. Only the headers' text may have changed since
-- the lines were prepared.
CREATE OR REPLACE FUNCTION ledger.write(
    p_company bigint, p_entries jsonb, p_lines ledger.draft_line[], p_actor bigint, p_request uuid,
    p_imported boolean DEFAULT false)
RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    v_ids bigint[] := ledger.insert_headers(p_company, p_entries, p_lines, p_actor, p_request, p_imported);
BEGIN
    WITH added AS (
        INSERT INTO ledger.line (company_id, entry_id, position, entry_date, fiscal_year_id, account, dimension_set,
                                 amount, currency, amount_currency, party_id, due_on, document_kind, document_id,
                                 tax_code, quantity, unit, text, signature, row_date)
        SELECT p_company, e.id, l.line_position, l.entry_date, e.fiscal_year_id, l.account, l.dimension_set, l.amount,
               l.currency, l.amount_currency, l.party_id, l.due_on, l.document_kind, l.document_id, l.tax_code,
               l.quantity, l.unit, l.body, l.signature, l.row_date
          FROM unnest(p_lines) l
          JOIN ledger.entry e ON e.id = v_ids[l.entry_position]
         ORDER BY e.id, l.line_position
        RETURNING id, account, party_id, entry_date, due_on, document_kind, document_id, currency, amount, amount_currency)
    INSERT INTO ledger.open_item (line_id, company_id, account, party_id, entry_date, due_on, document_kind,
                                  document_id, currency, amount, remaining, amount_currency, remaining_currency)
    SELECT n.id, p_company, n.account, n.party_id, n.entry_date, n.due_on, n.document_kind, n.document_id, n.currency,
           n.amount, n.amount, n.amount_currency, n.amount_currency
      FROM added n JOIN ledger.account a ON a.company_id = p_company AND a.number = n.account
     -- History taken over from a file names no party: its receivables and payables were settled elsewhere.
     WHERE a.open_items AND n.amount <> 0
       AND (n.party_id IS NOT NULL OR NOT p_imported OR a.role NOT IN ('receivable', 'payable'));
    IF current_setting('kontor.spending', true) <> '' THEN
        PERFORM ledger.tie_spending(p_company, v_ids);
    END IF;
    PERFORM audit.announce(p_company, 'ledger.entry', to_jsonb(v_ids), p_actor);
    RETURN v_ids;
END $$;

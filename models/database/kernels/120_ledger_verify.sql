-- Proves the books: each check reads whole tables once and answers only what is wrong, as
-- (code, severity error|warning, subject table, key, params).

-- The kind of entry that a line counts under in the balances: a reversal counts with what it reverses.
CREATE OR REPLACE FUNCTION ledger.balance_kind(p_kind text, p_reversed text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN p_kind <> 'reversal' THEN p_kind WHEN p_reversed = 'reversal' THEN 'regular' ELSE p_reversed END
$$;

-- Entries: balanced, with lines that agree with their header, and hashes that follow from content and predecessor.
-- Both sides come in the order of the entries, so that nothing is sorted or hashed to disk.
CREATE OR REPLACE FUNCTION ledger.verify_entries(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb)
LANGUAGE plpgsql SET enable_hashjoin = off SET enable_nestloop = off AS $$
BEGIN
    RETURN QUERY
    WITH bodies AS (
        SELECT l.entry_id, sum(l.amount) AS difference, min(l.entry_date) AS first, max(l.entry_date) AS last,
               min(l.fiscal_year_id) AS first_year, max(l.fiscal_year_id) AS last_year,
               string_agg(ledger.line_text(l.account, l.amount, l.currency, l.amount_currency, l.dimension_set, l.party_id,
                                           l.due_on, l.document_kind, l.document_id, l.tax_code, l.quantity, l.unit, l.text),
                          E'\n' ORDER BY l.position) AS body
          FROM ledger.line l WHERE l.company_id = p_company GROUP BY l.entry_id),
    checked AS (
        SELECT e.id, e.series, e.number, b.difference, coalesce(b.difference, 0) <> 0 AS unbalanced,
               b.entry_id IS NULL AND e.origin = 'posted' AS empty,
               b.first <> e.entry_date OR b.last <> e.entry_date OR b.first_year <> e.fiscal_year_id
               OR b.last_year <> e.fiscal_year_id AS disagrees,
               e.hash <> ledger.chain_hash(e.previous_hash, ledger.entry_text(
                   e.company_id, e.book_id, e.fiscal_year_id, e.kind, e.area, e.series, e.number, e.imported_number,
                   e.entry_date, e.text, e.source_kind, e.source_id, e.source_event, e.reverses_id, e.corrects_id, e.origin,
                   e.posted_at, e.posted_by), b.body) AS changed
          FROM ledger.entry e LEFT JOIN bodies b ON b.entry_id = e.id WHERE e.company_id = p_company
        OFFSET 0),
    wrong AS (SELECT * FROM checked c WHERE c.unbalanced OR c.empty OR c.disagrees OR c.changed)
    SELECT x.code, 'error', 'ledger.entry', w.id::text,
           jsonb_build_object('voucher', w.series || w.number, 'difference', w.difference)
      FROM wrong w CROSS JOIN LATERAL (VALUES
           ('verify.unbalanced', w.unbalanced), ('verify.no_lines', w.empty), ('verify.lines_disagree', w.disagrees),
           ('verify.entry_changed', w.changed)) x(code, holds)
     WHERE x.holds;
    RETURN QUERY
    SELECT 'verify.chain_broken', 'error', 'ledger.entry', c.id::text, jsonb_build_object('voucher', c.series || c.number)
      FROM (SELECT e.id, e.series, e.number, e.previous_hash, lag(e.hash, 1, '\x'::bytea) OVER (
                       PARTITION BY e.book_id, e.series, e.fiscal_year_id ORDER BY e.id) AS expected
              FROM ledger.entry e WHERE e.company_id = p_company) c
     WHERE c.previous_hash <> c.expected;
    RETURN QUERY
    SELECT 'verify.lines_without_entry', 'error', 'ledger.line', l.id::text, '{}'::jsonb
      FROM ledger.line l WHERE l.company_id = p_company
       AND NOT EXISTS (SELECT FROM ledger.entry e WHERE e.company_id = l.company_id AND e.id = l.entry_id);
END $$;

-- Numbers: those of posted vouchers follow each other without a gap, and the series knows the last number and hash.
CREATE OR REPLACE FUNCTION ledger.verify_numbers(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.number_gap', 'error', 'ledger.entry', n.id::text,
           jsonb_build_object('voucher', n.series || n.number, 'before', n.previous)
      FROM (SELECT e.id, e.series, e.number, e.origin,
                   lag(e.number) OVER (PARTITION BY e.book_id, e.series, e.fiscal_year_id ORDER BY e.number) AS previous,
                   min(e.number) FILTER (WHERE e.origin = 'imported')
                       OVER (PARTITION BY e.book_id, e.series, e.fiscal_year_id) AS imported
              FROM ledger.entry e WHERE e.company_id = p_company) n
     WHERE n.origin = 'posted' AND (n.number <> n.previous + 1 OR n.previous IS NULL AND n.number <> 1 AND n.imported IS NULL);
    RETURN QUERY
    SELECT 'verify.series_behind', 'error', 'ledger.series', s.code::text, jsonb_build_object('series', s.code)
      FROM ledger.series s
      JOIN (SELECT e.book_id, e.series, e.fiscal_year_id, max(e.number) AS number, max(e.id) AS id
              FROM ledger.entry e WHERE e.company_id = p_company GROUP BY 1, 2, 3) m
        ON m.book_id = s.book_id AND m.series = s.code AND m.fiscal_year_id = s.fiscal_year_id
      JOIN ledger.entry e ON e.company_id = p_company AND e.id = m.id
     WHERE s.company_id = p_company AND (s.next_number <= m.number OR s.last_hash <> e.hash);
END $$;

-- The maintained balances of every day, month and year equal the sums of the lines.
CREATE OR REPLACE FUNCTION ledger.verify_balances(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb)
LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    RETURN QUERY
    WITH days AS (
        SELECT e.book_id, l.entry_date, l.account, ledger.balance_kind(e.kind, r.kind) AS kind, l.currency, l.dimension_set,
               sum(greatest(l.amount, 0)) AS debit, sum(greatest(-l.amount, 0)) AS credit,
               sum(l.amount_currency) AS amount_currency
          FROM ledger.line l
          JOIN ledger.entry e ON e.company_id = p_company AND e.id = l.entry_id
          LEFT JOIN ledger.entry r ON r.company_id = p_company AND r.id = e.reverses_id
         WHERE l.company_id = p_company
         GROUP BY 1, 2, 3, 4, 5, 6),
    expected AS (
        SELECT d.book_id, g.grain, g.starts_on, d.account, d.kind, d.currency, g.dimension_set, sum(d.debit) AS debit,
               sum(d.credit) AS credit, sum(d.amount_currency) AS amount_currency
          FROM days d CROSS JOIN LATERAL (VALUES
               ('D', 'T', d.entry_date), ('M', 'N', date_trunc('month', d.entry_date::timestamp)::date),
               ('Y', 'Z', date_trunc('year', d.entry_date::timestamp)::date)) s(parts, total, starts_on)
         CROSS JOIN LATERAL (VALUES (s.parts, s.starts_on, d.dimension_set), (s.total, s.starts_on, 0))
               g(grain, starts_on, dimension_set)
         GROUP BY 1, 2, 3, 4, 5, 6, 7),
    kept AS (
        SELECT b.book_id, b.grain::text, b.starts_on, b.account, b.kind, b.currency, b.dimension_set, sum(b.debit) AS debit,
               sum(b.credit) AS credit, sum(b.amount_currency) AS amount_currency
          FROM ledger.balance b WHERE b.company_id = p_company GROUP BY 1, 2, 3, 4, 5, 6, 7)
    SELECT 'verify.balance_wrong', 'error', 'ledger.balance',
           concat_ws(' ', coalesce(k.grain, x.grain), coalesce(k.starts_on, x.starts_on), coalesce(k.account, x.account)),
           jsonb_build_object('account', coalesce(k.account, x.account), 'date', coalesce(k.starts_on, x.starts_on),
                              'kept', coalesce(k.debit - k.credit, 0), 'lines', coalesce(x.debit - x.credit, 0))
      FROM expected x FULL JOIN kept k
        ON (k.book_id, k.grain, k.starts_on, k.account, k.kind, k.currency, k.dimension_set)
         = (x.book_id, x.grain, x.starts_on, x.account, x.kind, x.currency, x.dimension_set)
     WHERE coalesce(k.debit, 0) <> coalesce(x.debit, 0) OR coalesce(k.credit, 0) <> coalesce(x.credit, 0)
        OR coalesce(k.amount_currency, 0) <> coalesce(x.amount_currency, 0);
END $$;

-- What is kept of each tax code, account and day equals the sums of the lines.
CREATE OR REPLACE FUNCTION ledger.verify_tax_totals(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb)
LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
    RETURN QUERY
    WITH expected AS (
        SELECT l.entry_date, l.tax_code, l.account, sum(greatest(l.amount, 0)) AS debit, sum(greatest(-l.amount, 0)) AS credit,
               count(*) AS line_count
          FROM ledger.line l WHERE l.company_id = p_company AND l.tax_code IS NOT NULL GROUP BY 1, 2, 3),
    kept AS (
        SELECT t.entry_date, t.tax_code, t.account, sum(t.debit) AS debit, sum(t.credit) AS credit,
               sum(t.line_count) AS line_count
          FROM ledger.tax_total t WHERE t.company_id = p_company GROUP BY 1, 2, 3)
    SELECT 'verify.tax_total_wrong', 'error', 'ledger.tax_total',
           concat_ws(' ', coalesce(k.entry_date, x.entry_date), coalesce(k.tax_code, x.tax_code), coalesce(k.account, x.account)),
           jsonb_build_object('code', coalesce(k.tax_code, x.tax_code), 'account', coalesce(k.account, x.account),
                              'date', coalesce(k.entry_date, x.entry_date),
                              'kept', coalesce(k.debit - k.credit, 0), 'lines', coalesce(x.debit - x.credit, 0))
      FROM expected x FULL JOIN kept k
        ON (k.entry_date, k.tax_code, k.account) = (x.entry_date, x.tax_code, x.account)
     WHERE coalesce(k.debit, 0) <> coalesce(x.debit, 0) OR coalesce(k.credit, 0) <> coalesce(x.credit, 0)
        OR coalesce(k.line_count, 0) <> coalesce(x.line_count, 0);
END $$;

-- Open items: one for each line on an account that has them, open by its amount less what is settled.
CREATE OR REPLACE FUNCTION ledger.verify_open_items(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.open_item_missing', 'error', 'ledger.line', l.id::text,
           jsonb_build_object('account', l.account, 'amount', l.amount)
      FROM ledger.account a JOIN ledger.line l ON l.company_id = a.company_id AND l.account = a.number
      LEFT JOIN ledger.open_item o ON o.line_id = l.id
     WHERE a.company_id = p_company AND a.open_items AND l.amount <> 0 AND l.entry_date >= coalesce(a.open_items_from, '-infinity')
       AND (o.line_id IS NULL AND EXISTS (SELECT FROM ledger.entry e WHERE e.company_id = p_company AND e.id = l.entry_id
                AND (l.party_id IS NOT NULL OR e.origin = 'posted' OR a.role NOT IN ('receivable', 'payable'))
                AND NOT (e.source_kind = 'open_items' AND l.position % 2 = 1)) OR o.amount <> l.amount);
    RETURN QUERY
    SELECT 'verify.open_item_wrong', 'error', 'ledger.open_item', o.line_id::text,
           jsonb_build_object('account', o.account, 'remaining', o.remaining,
                              'expected', o.amount - sign(o.amount) * coalesce(s.settled, 0))
      FROM ledger.open_item o
      LEFT JOIN (SELECT x.line_id, sum(x.amount) AS settled, sum(x.amount_currency) AS in_currency FROM (
                     SELECT s.debit_line_id AS line_id, s.amount, s.amount_currency FROM ledger.settlement s
                      WHERE s.company_id = p_company AND s.undone_at IS NULL
                     UNION ALL
                     SELECT s.credit_line_id, s.amount, s.amount_currency FROM ledger.settlement s
                      WHERE s.company_id = p_company AND s.undone_at IS NULL) x GROUP BY 1) s ON s.line_id = o.line_id
     WHERE o.company_id = p_company AND (o.remaining <> o.amount - sign(o.amount) * coalesce(s.settled, 0)
        OR o.remaining_currency <> o.amount_currency - sign(o.amount_currency) * coalesce(s.in_currency, 0));
END $$;

-- Invoices and the bank: what is posted has its entry, and the entry says what the document says.
CREATE OR REPLACE FUNCTION finance.verify_documents(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.invoice_disagrees', 'error', 'finance.invoice', i.id::text,
           jsonb_build_object('number', i.number, 'total', i.total, 'booked', l.amount)
      FROM finance.invoice i
      LEFT JOIN ledger.entry e ON e.company_id = p_company AND e.id = i.entry_id AND e.source_kind = i.kind
           AND e.source_id = i.id AND e.entry_date = i.invoice_date
      LEFT JOIN LATERAL (SELECT sum(x.amount) AS amount, sum(x.amount_currency) AS in_currency FROM ledger.line x
                          WHERE x.company_id = p_company AND x.entry_id = e.id AND x.account = i.control_account
                            AND x.party_id = i.party_id) l ON true
     WHERE i.company_id = p_company AND i.posted_at IS NOT NULL
       AND (e.id IS NULL OR l.in_currency IS DISTINCT FROM
            CASE WHEN i.kind IN ('customer_invoice', 'supplier_credit') THEN i.total ELSE -i.total END);
    RETURN QUERY
    SELECT 'verify.invoice_lines', 'error', 'finance.invoice', i.id::text,
           jsonb_build_object('number', i.number, 'net', i.net, 'tax', i.tax)
      FROM finance.invoice i
      LEFT JOIN (SELECT l.invoice_id, sum(l.net) AS net FROM finance.invoice_line l
                  WHERE l.company_id = p_company GROUP BY 1) l ON l.invoice_id = i.id
      LEFT JOIN (SELECT t.invoice_id, sum(t.tax) AS tax, sum(t.base) AS base FROM finance.invoice_tax t
                  WHERE t.company_id = p_company GROUP BY 1) t ON t.invoice_id = i.id
     WHERE i.company_id = p_company AND i.posted_at IS NOT NULL
       AND (i.net <> coalesce(l.net, 0) OR i.tax <> coalesce(t.tax, 0) OR i.net <> coalesce(t.base, 0));
    RETURN QUERY
    SELECT 'verify.entry_without_document', 'error', 'ledger.entry', e.id::text,
           jsonb_build_object('voucher', e.series || e.number, 'source', e.source_kind)
      FROM ledger.entry e
     WHERE e.company_id = p_company AND e.source_event = 'posted'
       AND e.source_kind IN ('customer_invoice', 'customer_credit', 'supplier_invoice', 'supplier_credit')
       AND NOT EXISTS (SELECT FROM finance.invoice i WHERE i.company_id = p_company AND i.entry_id = e.id);
    RETURN QUERY
    SELECT 'verify.bank_disagrees', 'error', 'finance.bank_transaction', t.id::text,
           jsonb_build_object('date', t.booked_on, 'amount', t.amount)
      FROM finance.bank_transaction t
      JOIN finance.bank_account b ON b.company_id = p_company AND b.id = t.bank_account_id
     WHERE t.company_id = p_company AND t.entry_id IS NOT NULL AND NOT EXISTS (
           SELECT FROM ledger.line l WHERE l.company_id = p_company AND l.entry_id = t.entry_id
              AND l.account = b.account AND l.currency = t.currency AND l.amount_currency = t.amount);
END $$;

-- Stock: levels and costs equal the sum of the moves; the value agrees with the ledger's stock accounts.
CREATE OR REPLACE FUNCTION stock.verify_stock(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.level_wrong', 'error', 'stock.level', concat_ws(' ', coalesce(l.item_id, m.item_id),
               coalesce(l.place_id, m.place_id), coalesce(l.lot_id, m.lot_id)),
           jsonb_build_object('item', (SELECT i.code FROM warehouse.item i WHERE i.id = coalesce(l.item_id, m.item_id)),
                              'on_hand', coalesce(l.on_hand, 0), 'moves', coalesce(m.quantity, 0))
      FROM (SELECT * FROM stock.level x WHERE x.company_id = p_company) l
      FULL JOIN (SELECT x.item_id, x.place_id, x.lot_id, sum(x.quantity) AS quantity FROM (
                     SELECT v.item_id, v.to_place_id AS place_id, v.lot_id, v.quantity FROM stock.move v
                      WHERE v.company_id = p_company AND v.to_place_id IS NOT NULL
                     UNION ALL
                     SELECT v.item_id, v.from_place_id, v.lot_id, -v.quantity FROM stock.move v
                      WHERE v.company_id = p_company AND v.from_place_id IS NOT NULL) x GROUP BY 1, 2, 3) m
        ON (m.item_id, m.place_id, m.lot_id) = (l.item_id, l.place_id, l.lot_id)
     WHERE coalesce(l.on_hand, 0) <> coalesce(m.quantity, 0);
    RETURN QUERY
    SELECT 'verify.reserved_wrong', 'error', 'stock.level', concat_ws(' ', l.item_id, l.place_id, l.lot_id),
           jsonb_build_object('reserved', l.reserved, 'reservations', coalesce(r.quantity, 0))
      FROM stock.level l
      LEFT JOIN (SELECT x.item_id, x.place_id, x.lot_id, sum(x.quantity) AS quantity FROM stock.reservation x
                  WHERE x.company_id = p_company GROUP BY 1, 2, 3) r
        ON (r.item_id, r.place_id, r.lot_id) = (l.item_id, l.place_id, l.lot_id)
     WHERE l.company_id = p_company AND l.reserved <> coalesce(r.quantity, 0);
    RETURN QUERY
    SELECT 'verify.stock_value', 'warning', 'stock.cost', s.account::text,
           jsonb_build_object('account', s.account, 'stock', coalesce(s.value, 0),
                              'ledger', coalesce(b.value, 0))
      FROM (SELECT t.stock_account AS account, sum(c.value) AS value FROM stock.cost c
              JOIN warehouse.item_terms t ON t.company_id = p_company AND t.item_id = c.item_id
             WHERE c.company_id = p_company GROUP BY 1) s
      LEFT JOIN (SELECT x.account, sum(x.debit - x.credit) AS value FROM ledger.balance x
                  WHERE x.company_id = p_company AND x.grain = 'Y' GROUP BY 1) b ON b.account = s.account
     WHERE s.value <> coalesce(b.value, 0);
END $$;

-- Users: each is a role of the server that may log in unless locked, with the memberships of the table and no others;
-- and every table of ours has its row rules on.
CREATE OR REPLACE FUNCTION company.verify_rights()
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
DECLARE
    v_prefix text := company.prefix() || '_';
BEGIN
    RETURN QUERY
    SELECT CASE WHEN r.rolname IS NULL THEN 'verify.user_without_login' ELSE 'verify.user_lock' END, 'error',
           'company.app_user', u.name::text, jsonb_build_object('name', u.name)
      FROM company.app_user u LEFT JOIN pg_roles r ON r.rolname = v_prefix || u.name
     WHERE r.rolname IS NULL OR r.rolcanlogin = u.locked;
    RETURN QUERY
    SELECT 'verify.role_membership', 'error', 'company.user_role', coalesce(g.member, t.member),
           jsonb_build_object('login', coalesce(g.member, t.member), 'role', coalesce(g.role, t.role),
                              'granted', g.role IS NOT NULL)
      FROM (SELECT m.rolname::text AS member, r.rolname::text AS role FROM pg_auth_members a
              JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
             WHERE starts_with(r.rolname, v_prefix || 'role_') AND m.rolname <> v_prefix || 'owner') g
      FULL JOIN (SELECT v_prefix || u.name AS member, v_prefix || 'role_' || x.role AS role FROM company.user_role x
                   JOIN company.app_user u ON u.id = x.user_id) t ON (t.member, t.role) = (g.member, g.role)
     WHERE g.role IS NULL OR t.role IS NULL;
    RETURN QUERY
    SELECT 'verify.row_rules_off', 'error', 'pg_class', c.oid::regclass::text, jsonb_build_object('table', c.oid::regclass::text)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND NOT c.relrowsecurity AND c.relname <> 'schema_revision'
       AND n.nspname IN ('company', 'audit', 'contacts', 'ledger', 'finance', 'warehouse', 'stock', 'sales', 'service');
END $$;

-- Everything that is wrong with a company's books, stock and rights; no rows where nothing is.
CREATE OR REPLACE FUNCTION ledger.verify(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET work_mem = '128MB' AS $$
BEGIN
    IF NOT company.is_builder() AND NOT (p_company = ANY (company.mine())
                                         AND company.has_role('accountant', 'auditor', 'administrator')) THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["accountant", "auditor", "administrator"]}', 'D');
    END IF;
    RETURN QUERY SELECT * FROM ledger.verify_entries(p_company);
    RETURN QUERY SELECT * FROM ledger.verify_agreement(p_company);
    RETURN QUERY SELECT * FROM ledger.verify_numbers(p_company);
    RETURN QUERY SELECT * FROM ledger.verify_balances(p_company);
    RETURN QUERY SELECT * FROM ledger.verify_tax_totals(p_company);
    RETURN QUERY SELECT * FROM ledger.verify_open_items(p_company);
    RETURN QUERY SELECT * FROM ledger.verify_open_balances(p_company);
    RETURN QUERY SELECT * FROM ledger.verify_year_ends(p_company);
    RETURN QUERY SELECT * FROM ledger.verify_schedules(p_company);
    RETURN QUERY SELECT * FROM ledger.verify_allocations(p_company);
    RETURN QUERY SELECT * FROM ledger.verify_dimensions(p_company);
    RETURN QUERY SELECT * FROM ledger.verify_book(p_company);
    RETURN QUERY SELECT * FROM finance.verify_documents(p_company);
    RETURN QUERY SELECT * FROM finance.verify_tax(p_company);
    RETURN QUERY SELECT * FROM finance.verify_assets(p_company);
    RETURN QUERY SELECT * FROM stock.verify_stock(p_company);
    RETURN QUERY SELECT * FROM ledger.verify_closing(p_company);
    RETURN QUERY SELECT * FROM finance.verify_between(p_company);
    RETURN QUERY SELECT * FROM company.verify_rights();
END $$;

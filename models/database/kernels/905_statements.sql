-- What statements read: sums of every account between any number of days in one go, from the balances alone.

-- The combinations that have all of these values, p_asked being an object of them by the number of their dimension with ''
-- for none; null where nothing is asked for. What has no dimension at all is 0.
CREATE OR REPLACE FUNCTION reporting.sets_of(p_company bigint, p_asked jsonb) RETURNS bigint[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN p_asked <> '{}' THEN ARRAY(
        SELECT d.id FROM ledger.dimension_set d WHERE d.company_id = p_company
           AND NOT EXISTS (SELECT FROM jsonb_each_text(p_asked) a WHERE coalesce(d.values ->> a.key, '') <> a.value)
        UNION ALL SELECT 0 WHERE NOT EXISTS (SELECT FROM jsonb_each_text(p_asked) a WHERE a.value <> '')) END
$$;

-- p_breaks are days in rising order; slice n has all from the nth of them up to the day before the next, slice 0 what lies
-- before the first. With p_dimension the sums are told apart by its value, '' for what has none; with p_value they are those
-- of this value alone. p_also narrows further, as reporting.sets_of reads it.
CREATE OR REPLACE FUNCTION reporting.slices(
    p_company bigint, p_breaks date[], p_dimension integer DEFAULT NULL, p_value text DEFAULT NULL,
    p_also jsonb DEFAULT '{}')
RETURNS TABLE (slice integer, account text, kind text, value text, amount numeric)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_book bigint := (SELECT k.id FROM ledger.book k WHERE k.company_id = p_company AND k.code = 'main');
    v_sets bigint[] := reporting.sets_of(p_company, coalesce(p_also, '{}') || CASE WHEN p_value IS NULL THEN '{}'
                                                    ELSE jsonb_build_object(p_dimension::text, p_value) END);
    s record;
BEGIN
    FOR s IN SELECT n.slice, x.grain, x.first, x.past FROM generate_series(0, cardinality(p_breaks) - 1) n(slice)
             CROSS JOIN LATERAL reporting.spans(CASE WHEN n.slice = 0 THEN '-infinity' ELSE p_breaks[n.slice] END,
                                                p_breaks[n.slice + 1]) x LOOP
        IF p_dimension IS NULL AND v_sets IS NULL THEN
            RETURN QUERY
            SELECT s.slice, b.account::text, b.kind::text, ''::text, sum(b.debit - b.credit) FROM ledger.balance b
             WHERE b.company_id = p_company AND b.book_id = v_book AND b.grain = translate(s.grain, 'DMY', 'TNZ')
               AND b.starts_on >= s.first AND b.starts_on < s.past GROUP BY 2, 3;
        ELSIF p_dimension IS NULL OR p_value IS NOT NULL THEN
            RETURN QUERY
            SELECT s.slice, b.account::text, b.kind::text, coalesce(p_value, ''), sum(b.debit - b.credit) FROM ledger.balance b
             WHERE b.company_id = p_company AND b.book_id = v_book AND b.grain = s.grain AND b.starts_on >= s.first
               AND b.starts_on < s.past AND b.dimension_set = ANY (v_sets) GROUP BY 2, 3;
        ELSE
            RETURN QUERY
            WITH found AS MATERIALIZED (
                SELECT b.account, b.kind, b.dimension_set, sum(b.debit - b.credit) AS amount FROM ledger.balance b
                 WHERE b.company_id = p_company AND b.book_id = v_book AND b.grain = s.grain AND b.starts_on >= s.first
                   AND b.starts_on < s.past AND (v_sets IS NULL OR b.dimension_set = ANY (v_sets)) GROUP BY 1, 2, 3)
            SELECT s.slice, f.account::text, f.kind::text, coalesce(d.values ->> p_dimension::text, ''), sum(f.amount)
              FROM found f
              LEFT JOIN ledger.dimension_set d ON d.company_id = p_company AND d.id = f.dimension_set
             GROUP BY 2, 3, 4;
        END IF;
    END LOOP;
END $$;

-- What the general ledger of an account opens with on p_from: the balance before it, of the fiscal year alone for accounts
-- of the result, and the opening vouchers of the range. Of what has all of these values (reporting.sets_of) where any are.
CREATE OR REPLACE FUNCTION reporting.account_opening(
    p_company bigint, p_account text, p_from date, p_to date, p_before_closing boolean, p_asked jsonb)
RETURNS numeric LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_book bigint := (SELECT k.id FROM ledger.book k WHERE k.company_id = p_company AND k.code = 'main');
    v_year date := coalesce((SELECT y.starts_on FROM ledger.fiscal_year y WHERE y.company_id = p_company
                                AND p_from BETWEEN y.starts_on AND y.ends_on), p_from);
    v_result boolean := (SELECT a.kind IN ('income', 'expense') FROM ledger.account a
                          WHERE a.company_id = p_company AND a.number = p_account);
    v_sets bigint[] := reporting.sets_of(p_company, p_asked);
    v_sum numeric := 0;
    v_part numeric;
    s record;
BEGIN
    FOR s IN SELECT x.*, n.part FROM (VALUES (0, '-infinity'::date, v_year), (1, v_year, p_from), (2, p_from, p_to + 1)) n(part, first, past)
             CROSS JOIN LATERAL reporting.spans(n.first, n.past) x
              WHERE NOT (v_result AND n.part = 0) LOOP
        SELECT sum(b.debit - b.credit) INTO v_part FROM ledger.balance b
         WHERE b.company_id = p_company AND b.book_id = v_book AND b.starts_on >= s.first AND b.starts_on < s.past
           AND b.grain = CASE WHEN v_sets IS NULL THEN translate(s.grain, 'DMY', 'TNZ') ELSE s.grain END
           AND b.account = p_account
           AND (s.part < 2 OR b.kind = 'opening')
           AND NOT (p_before_closing AND s.part = 1 AND b.kind = 'closing')
           AND (v_sets IS NULL OR b.dimension_set = ANY (v_sets));
        v_sum := v_sum + coalesce(v_part, 0);
    END LOOP;
    RETURN v_sum;
END $$;

-- The journal (grundbok, BFL 5:1): every line in the order in which its voucher was registered.
CREATE OR REPLACE VIEW reporting.journal WITH (security_invoker = true) AS
SELECT l.company_id, l.entry_id, l.id, coalesce(e.registered_on, e.posted_at::date) AS registered_on,
       e.series || coalesce(e.imported_number, e.number::text) AS voucher, l.entry_date,
       CASE WHEN l.text <> '' THEN l.text ELSE e.text END AS text, l.account, a.name AS account_name,
       greatest(l.amount, 0) AS debit, greatest(-l.amount, 0) AS credit,
       CASE WHEN e.signature <> '' THEN e.signature
            ELSE (SELECT u.full_name FROM company.app_user u WHERE u.id = e.posted_by) END AS registered_by,
       e.series, e.number, e.fiscal_year_id, l.position, a.name_en AS account_name_en
  FROM ledger.line l
  JOIN ledger.entry e ON e.company_id = l.company_id AND e.id = l.entry_id
  JOIN ledger.account a ON a.company_id = l.company_id AND a.number = l.account;
COMMENT ON VIEW reporting.journal IS 'Every line of every voucher in the order of registration';

-- Allocations, computed: what stands on some accounts in a month is spread over values of a dimension or other accounts by a
-- key. The same function answers the screen and the door that posts.

-- What was booked on a range of accounts between the first days of two months, by the values it is marked with; what opens
-- or closes a year is none of it.
CREATE OR REPLACE FUNCTION ledger.marked_amounts(p_company bigint, p_from text, p_to text, p_first date, p_last date)
RETURNS TABLE (account text, marks jsonb, amount numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
    SELECT f.account::text, coalesce(s.values, '{}'), f.amount
      FROM (SELECT b.account, b.dimension_set, sum(b.debit - b.credit) AS amount
              FROM ledger.book k
              JOIN ledger.balance b ON b.company_id = p_company AND b.book_id = k.id AND b.grain = 'M'
                   AND b.starts_on BETWEEN p_first AND p_last AND b.account BETWEEN p_from AND p_to
                   AND b.kind NOT IN ('opening', 'closing')
             WHERE k.company_id = p_company AND k.code = 'main'
             GROUP BY 1, 2 HAVING sum(b.debit - b.credit) <> 0) f
      LEFT JOIN ledger.dimension_set s ON s.company_id = p_company AND s.id = f.dimension_set
$$;

-- Which version of a key holds in a month: the latest that has begun by its end.
CREATE OR REPLACE FUNCTION ledger.allocation_version_of(p_company bigint, p_key bigint, p_month date)
RETURNS ledger.allocation_version LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT v FROM ledger.allocation_version v
     WHERE v.company_id = p_company AND v.key_id = p_key AND v.valid_from < (p_month + interval '1 month')::date
     ORDER BY v.valid_from DESC LIMIT 1
$$;

-- Who gets shares by a version of a key in a month, and by which weight. Where a balance measures, what has the sign of the
-- whole counts, and what spreads (p_own) gets none of it; what rules before it put (p_before) is part of the balance.
CREATE OR REPLACE FUNCTION ledger.allocation_weights(
    p_version ledger.allocation_version, p_month date, p_before ledger.allocation_move[], p_own text)
RETURNS TABLE (place integer, code text, account text, weight numeric, waits_for bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_key ledger.allocation_key;
    v_first date := p_month;
BEGIN
    SELECT * INTO v_key FROM ledger.allocation_key k WHERE k.company_id = p_version.company_id AND k.id = p_version.key_id;
    IF v_key.kind = 'fixed' THEN
        RETURN QUERY
        SELECT t.position, t.code, t.account::text, t.weight, NULL::bigint FROM ledger.allocation_target t
         WHERE t.company_id = p_version.company_id AND t.version_id = p_version.id AND t.weight > 0 ORDER BY t.position;
        RETURN;
    ELSIF p_version.span = 'year' THEN
        v_first := coalesce((SELECT date_trunc('month', y.starts_on::timestamp)::date FROM ledger.fiscal_year y
                              WHERE y.company_id = p_version.company_id AND p_month BETWEEN y.starts_on AND y.ends_on), p_month);
    END IF;
    RETURN QUERY
    WITH found AS (
        SELECT a.marks ->> v_key.dimension::text AS code, a.amount, NULL::bigint AS waits_for
          FROM ledger.marked_amounts(p_version.company_id, p_version.from_account, p_version.to_account, v_first, p_month) a
        UNION ALL
        SELECT m.marks ->> v_key.dimension::text, m.amount, m.rule_id FROM unnest(p_before) m
         WHERE m.kind IN ('taken', 'put') AND m.account BETWEEN p_version.from_account AND p_version.to_account),
    measured AS (
        SELECT f.code, sum(f.amount) AS amount, max(f.waits_for) AS waits_for FROM found f
         WHERE f.code IS DISTINCT FROM p_own GROUP BY f.code HAVING f.code IS NOT NULL),
    taking_part AS (
        SELECT m.code, t.account::text AS account, m.amount, m.waits_for, sum(m.amount) OVER () AS whole
          FROM measured m
          LEFT JOIN ledger.allocation_target t ON t.company_id = p_version.company_id AND t.version_id = p_version.id
               AND t.code = m.code
         WHERE t.id IS NOT NULL OR NOT EXISTS (SELECT FROM ledger.allocation_target x
                WHERE x.company_id = p_version.company_id AND x.version_id = p_version.id))
    SELECT (row_number() OVER (ORDER BY p.code COLLATE "C"))::integer, p.code, p.account, p.amount * sign(p.whole), p.waits_for
      FROM taking_part p WHERE p.amount * sign(p.whole) > 0;
END $$;

-- What a rule takes and puts in a month: one row for each account and combination of values. p_before is what rules before
-- it would move and have not; a row that counts on it names the rule that it waits for. Where nothing can be spread, one row
-- says why: nothing, no_version, no_basis.
CREATE OR REPLACE FUNCTION ledger.moves_of_rule(
    p_rule ledger.allocation_rule, p_month date, p_before ledger.allocation_move[])
RETURNS SETOF ledger.allocation_move LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_version ledger.allocation_version := ledger.allocation_version_of(p_rule.company_id, p_rule.key_id, p_month);
    v_dimension integer := (SELECT k.dimension FROM ledger.allocation_key k
                             WHERE k.company_id = p_rule.company_id AND k.id = p_rule.key_id);
    v_taken ledger.allocation_move[];
    v_put ledger.allocation_move[];
BEGIN
    -- One row an account and combination of values where it stands: taken from where it is credited.
    v_taken := ARRAY(
        SELECT ROW(p_rule.id, 'taken', x.account, x.marks, NULL, NULL, x.amount, x.waits_for, v_version.id)::ledger.allocation_move
          FROM (SELECT s.account, s.marks, sum(s.amount) AS amount, max(s.waits_for) AS waits_for
                  FROM (SELECT a.account, a.marks, a.amount, NULL::bigint AS waits_for
                          FROM ledger.marked_amounts(p_rule.company_id, p_rule.from_account, p_rule.to_account, p_month, p_month) a
                        UNION ALL
                        SELECT m.account, m.marks, m.amount, m.rule_id FROM unnest(p_before) m
                         WHERE m.kind IN ('taken', 'put') AND m.account BETWEEN p_rule.from_account AND p_rule.to_account) s
                  JOIN ledger.account n ON n.company_id = p_rule.company_id AND n.number = s.account
                       AND n.kind IN ('income', 'expense')
                 WHERE p_rule.source_dimension IS NULL
                    OR coalesce(s.marks ->> p_rule.source_dimension::text, '') = p_rule.source_code
                 GROUP BY 1, 2 HAVING sum(s.amount) <> 0) x);
    IF cardinality(v_taken) = 0 THEN
        RETURN NEXT ROW(p_rule.id, 'nothing', NULL, NULL, NULL, NULL, 0, NULL, v_version.id)::ledger.allocation_move;
        RETURN;
    ELSIF v_version.id IS NOT NULL THEN
        v_put := ARRAY(SELECT s FROM ledger.allocation_shares(p_rule, v_version, v_dimension, p_month, p_before, v_taken) s);
    END IF;
    IF v_put IS NULL OR NOT EXISTS (SELECT FROM unnest(v_put) p WHERE p.weight > 0) THEN
        RETURN QUERY SELECT p_rule.id, CASE WHEN v_version.id IS NULL THEN 'no_version' ELSE 'no_basis' END, NULL::text,
                            NULL::jsonb, NULL::integer, NULL::numeric, sum(t.amount), max(t.waits_for), v_version.id
                       FROM unnest(v_taken) t;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT p_rule.id, 'taken'::text, coalesce(p_rule.credit_account, t.account::varchar)::text, t.marks, NULL::integer,
           NULL::numeric, -sum(t.amount), max(t.waits_for), v_version.id
      FROM unnest(v_taken) t GROUP BY 3, 4 HAVING sum(t.amount) <> 0 ORDER BY 3, 4;
    RETURN QUERY SELECT p.* FROM unnest(v_put) p ORDER BY p.target, p.account, p.marks;
END $$;

-- Internal to moves_of_rule: what is put where. What one account would get is divided to the öre, and what rounding leaves
-- goes to the biggest part. Other values that an amount is marked with stay on it, but the one that it is taken from.
CREATE OR REPLACE FUNCTION ledger.allocation_shares(
    p_rule ledger.allocation_rule, p_version ledger.allocation_version, p_dimension integer, p_month date,
    p_before ledger.allocation_move[], p_taken ledger.allocation_move[])
RETURNS SETOF ledger.allocation_move LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH weights AS MATERIALIZED (
        SELECT w.*, sum(w.weight) OVER () AS whole, max(w.waits_for) OVER () AS waits
          FROM ledger.allocation_weights(p_version, p_month, p_before, CASE
                   WHEN p_rule.source_code <> '' AND p_rule.source_dimension = p_dimension THEN p_rule.source_code END) w),
    heaps AS (
        SELECT coalesce(p_rule.target_account, t.account::varchar)::text AS account, CASE
                   WHEN p_dimension IS NOT NULL AND p_rule.source_code <> '' THEN t.marks - p_rule.source_dimension::text
                   ELSE t.marks END AS marks, sum(t.amount) AS amount, max(t.waits_for) AS waits_for
          FROM unnest(p_taken) t GROUP BY 1, 2),
    shares AS (
        SELECT coalesce(w.account, h.account) AS account, h.account AS heap, h.marks AS heap_marks, h.amount AS heap_amount,
               CASE WHEN w.code IS NULL THEN h.marks
                    ELSE h.marks || jsonb_build_object(p_dimension::text, w.code) END AS marks,
               w.place, w.weight, round(h.amount * w.weight / w.whole, 2) AS share,
               greatest(h.waits_for, w.waits) AS waits_for
          FROM heaps h CROSS JOIN weights w),
    exact AS (
        SELECT s.*, CASE row_number() OVER (PARTITION BY s.heap, s.heap_marks ORDER BY s.weight DESC, s.place DESC)
                    WHEN 1 THEN s.heap_amount - sum(s.share) OVER (PARTITION BY s.heap, s.heap_marks) ELSE 0 END AS rest
          FROM shares s)
    SELECT p_rule.id, 'put'::text, e.account, e.marks, e.place, max(e.weight), sum(e.share + e.rest), max(e.waits_for), p_version.id
      FROM exact e GROUP BY e.account, e.marks, e.place
$$;

-- What the rules in use would move in a month, in their order, each seeing what those before it would put; rules that have
-- been run and stand are left out. Runs with the rights of whoever asks.
CREATE OR REPLACE FUNCTION ledger.allocation_moves(p_company bigint, p_month date) RETURNS SETOF ledger.allocation_move
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_rule ledger.allocation_rule;
    v_new ledger.allocation_move[];
    v_before ledger.allocation_move[] := '{}';
BEGIN
    FOR v_rule IN SELECT r.* FROM ledger.allocation_rule r
                   WHERE r.company_id = p_company AND ledger.allocates_in(r, p_month)
                     AND NOT EXISTS (SELECT FROM ledger.allocation_run x WHERE x.company_id = p_company
                                        AND x.rule_id = r.id AND x.month = p_month AND x.reversal_id IS NULL)
                   ORDER BY r.position, r.id LOOP
        v_new := ARRAY(SELECT m FROM ledger.moves_of_rule(v_rule, p_month, v_before) m);
        RETURN QUERY SELECT m.* FROM unnest(v_new) m;
        v_before := v_before || v_new;
    END LOOP;
END $$;

-- Whether a rule is in use in a month.
CREATE OR REPLACE FUNCTION ledger.allocates_in(p_rule ledger.allocation_rule, p_month date) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT p_rule.active AND p_rule.starts_on < (p_month + interval '1 month')::date
       AND coalesce(p_rule.ends_on, 'infinity') >= p_month
$$;

-- What came to the accounts of a rule after it was run for a month, or left them: what stands there now, less what this run
-- and those after it moved, is what it spread, or more. Only runs that stand, and only what differs.
CREATE OR REPLACE FUNCTION ledger.late_costs(p_company bigint, p_month date)
RETURNS TABLE (run_id bigint, rule_id bigint, amount numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH standing AS (
        SELECT x.id, x.rule_id, x.amount, x.terms ->> 'from_account' AS first, x.terms ->> 'to_account' AS last,
               x.terms ->> 'source_dimension' AS dimension, x.terms ->> 'source_code' AS code
          FROM ledger.allocation_run x WHERE x.company_id = p_company AND x.month = p_month AND x.reversal_id IS NULL),
    -- A run that was taken back on a later day still stands in the balances of its month.
    moved AS (
        SELECT l.run_id, l.account, l.dimensions AS marks, l.amount
          FROM ledger.allocation_run y
          LEFT JOIN ledger.entry t ON t.company_id = p_company AND t.id = y.reversal_id
          JOIN ledger.allocation_run_line l ON l.company_id = p_company AND l.run_id = y.id
         WHERE y.company_id = p_company AND y.month = p_month
           AND (t.id IS NULL OR t.entry_date >= (p_month + interval '1 month')::date)),
    seen AS (
        SELECT s.id, a.account, a.marks, a.amount
          FROM standing s CROSS JOIN LATERAL ledger.marked_amounts(p_company, s.first, s.last, p_month, p_month) a
        UNION ALL
        SELECT s.id, m.account, m.marks, -m.amount
          FROM standing s JOIN moved m ON m.run_id >= s.id AND m.account BETWEEN s.first AND s.last)
    SELECT s.id, s.rule_id, coalesce(sum(e.amount), 0) - s.amount
      FROM standing s
      LEFT JOIN (seen e JOIN ledger.account n ON n.company_id = p_company AND n.number = e.account
                      AND n.kind IN ('income', 'expense'))
             ON e.id = s.id AND (s.code IS NULL OR coalesce(e.marks ->> s.dimension, '') = s.code)
     GROUP BY s.id, s.rule_id, s.amount HAVING coalesce(sum(e.amount), 0) <> s.amount
$$;

-- For the close of a month: rules with something to spread that were not run, or that more came to since, and how much.
CREATE OR REPLACE FUNCTION ledger.check_allocations(p_company bigint, p_period bigint)
RETURNS TABLE (count bigint, amount numeric) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH month AS (
        SELECT date_trunc('month', p.starts_on::timestamp)::date AS first FROM ledger.period p
         WHERE p.company_id = p_company AND p.id = p_period AND p.kind = 'regular'),
    open AS (
        SELECT m.rule_id, abs(m.amount) AS amount
          FROM month CROSS JOIN LATERAL ledger.allocation_moves(p_company, month.first) m WHERE m.kind NOT IN ('nothing', 'put')
        UNION ALL
        SELECT c.rule_id, abs(c.amount) FROM month CROSS JOIN LATERAL ledger.late_costs(p_company, month.first) c)
    SELECT count(DISTINCT o.rule_id), coalesce(sum(o.amount), 0) FROM open o
$$;

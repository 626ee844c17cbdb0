-- The lines of an account that a filter picks. Row rules switch off the indexes that this needs, so it checks company and
-- role itself and answers keys only.

-- Internal: lines that may be among those picked, by the narrowest of what is asked for that has an index; null where none
-- has. A text has one from three letters on.
CREATE OR REPLACE FUNCTION search.ledger_candidates(
    p_company bigint, p_account text, p_pattern text, p_smallest numeric, p_largest numeric, p_sets bigint[])
RETURNS bigint[] LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF length(p_pattern) > 4 THEN
        RETURN ARRAY(
            SELECT l.id FROM ledger.entry e JOIN ledger.line l ON l.company_id = p_company AND l.entry_id = e.id
             WHERE e.company_id = p_company AND lower(e.text) LIKE p_pattern AND l.account = p_account
            UNION
            SELECT l.id FROM ledger.line l WHERE l.company_id = p_company AND l.text <> '' AND lower(l.text) LIKE p_pattern
               AND l.account = p_account);
    ELSIF p_smallest IS NOT NULL OR p_largest IS NOT NULL THEN
        RETURN ARRAY(
            SELECT l.id FROM ledger.line l WHERE l.company_id = p_company AND l.account = p_account
               AND abs(l.amount) BETWEEN coalesce(p_smallest, 0) AND coalesce(p_largest, 'infinity'));
    ELSIF p_sets IS NOT NULL THEN
        RETURN ARRAY(
            SELECT l.id FROM unnest(p_sets) s(id)
              JOIN ledger.line l ON l.company_id = p_company AND l.account = p_account AND l.dimension_set = s.id);
    END IF;
    RETURN NULL;
END $$;

-- At most p_limit lines of an account, in the order of day and key, after that edge and until p_to. Opening vouchers are
-- left out, and closing ones from p_closing on; p_asked as in reporting.sets_of. What many lines have is found among the next ones; what few have, by index.
CREATE OR REPLACE FUNCTION search.ledger_lines(
    p_company bigint, p_account text, p_to date, p_edge_date date, p_edge_id bigint, p_limit integer, p_words text,
    p_smallest numeric, p_largest numeric, p_currency text, p_asked jsonb, p_closing date)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_pattern text := CASE WHEN p_words <> '' THEN search.pattern(p_words) END;
    v_sets bigint[] := reporting.sets_of(p_company, p_asked);
    v_among bigint[];
    v_found bigint[];
    v_next integer;
BEGIN
    IF NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor') THEN
        RETURN;
    END IF;
    FOREACH v_next IN ARRAY ARRAY[2000, 12000, NULL] LOOP
        -- Where fewer than one of sixty are picked, the index costs less than a longer look.
        CONTINUE WHEN v_next > 2000 AND cardinality(v_found) < 33;
        v_among := CASE WHEN v_next IS NULL THEN search.ledger_candidates(
                        p_company, p_account, v_pattern, p_smallest, p_largest, v_sets) END;
        IF v_among IS NULL THEN
            v_among := ARRAY(
                SELECT l.id FROM ledger.line l WHERE l.company_id = p_company AND l.account = p_account
                   AND (l.entry_date, l.id) > (p_edge_date, p_edge_id) AND l.entry_date <= p_to
                 ORDER BY l.entry_date, l.id LIMIT v_next);
        END IF;
        v_found := ARRAY(
            SELECT l.id FROM ledger.line l
              JOIN ledger.entry e ON e.company_id = p_company AND e.id = l.entry_id
              LEFT JOIN ledger.entry r ON r.company_id = p_company AND r.id = e.reverses_id AND e.kind = 'reversal'
             WHERE l.company_id = p_company AND l.id = ANY (v_among) AND l.account = p_account
               AND (l.entry_date, l.id) > (p_edge_date, p_edge_id) AND l.entry_date <= p_to
               AND coalesce(r.kind, e.kind) <> 'opening'
               AND (p_closing IS NULL OR coalesce(r.kind, e.kind) <> 'closing' OR l.entry_date < p_closing)
               AND (v_pattern IS NULL OR lower(l.text) LIKE v_pattern OR lower(e.text) LIKE v_pattern)
               AND (p_smallest IS NULL OR abs(l.amount) >= p_smallest)
               AND (p_largest IS NULL OR abs(l.amount) <= p_largest)
               AND (p_currency IS NULL OR l.currency = p_currency)
               AND (v_sets IS NULL OR l.dimension_set = ANY (v_sets))
             ORDER BY l.entry_date, l.id LIMIT p_limit);
        EXIT WHEN cardinality(v_found) = p_limit OR cardinality(v_among) < v_next;
    END LOOP;
    RETURN QUERY SELECT unnest(v_found);
END $$;

-- The lines that say just this, in a text of their own or by that of their voucher; null where they are more than p_limit, or
-- where the text is too short for an index.
CREATE OR REPLACE FUNCTION search.lines_saying(p_company bigint, p_text text, p_limit integer) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    v_pattern text := search.pattern(p_text);
    v_entries bigint[];
    v_lines bigint[];
BEGIN
    IF length(trim(p_text)) < 3 OR NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor') THEN
        RETURN NULL;
    END IF;
    v_entries := ARRAY(SELECT e.id FROM ledger.entry e WHERE lower(e.text) LIKE v_pattern AND e.text = p_text
                          AND e.company_id = p_company LIMIT p_limit + 1);
    IF cardinality(v_entries) > p_limit THEN
        RETURN NULL;
    END IF;
    v_lines := ARRAY(
        (SELECT l.id FROM unnest(v_entries) e(id)
           JOIN ledger.line l ON l.company_id = p_company AND l.entry_id = e.id AND l.text = '')
        UNION ALL
        SELECT l.id FROM ledger.line l WHERE l.text <> '' AND lower(l.text) LIKE v_pattern AND l.text = p_text
           AND l.company_id = p_company
         LIMIT p_limit + 1);
    RETURN CASE WHEN cardinality(v_lines) <= p_limit THEN v_lines END;
END $$;

-- Substring search of parties: row rules would switch the trigram index off, so this checks company and role itself.

CREATE OR REPLACE FUNCTION search.party(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT search.parties_where(p_company, p_words, p_limit, 'true');
END $$;

CREATE OR REPLACE FUNCTION search.customer(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT search.parties_where(p_company, p_words, p_limit, 'is_customer');
END $$;

CREATE OR REPLACE FUNCTION search.supplier(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT search.parties_where(p_company, p_words, p_limit, 'is_supplier');
END $$;

CREATE OR REPLACE FUNCTION search.parties_where(p_company bigint, p_words text, p_limit integer, p_condition text)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF company.actor() IS NULL OR NOT p_company = ANY (company.mine()) THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE search.ranked('contacts.party', $q$lower(name || ' ' || code || ' ' || org_number || ' ' || email
        || ' ' || city)$q$, p_condition, p_words) USING trim(p_words), company.sort_key(trim(p_words)), p_limit;
END $$;

-- A query over a table with code, name and sort_key: the exact code first, then names that begin so, then every word
-- anywhere. $1 words, $2 their sort key, $3 limit. Planned anew each time with the words in sight: what stands in every
-- tenth row is found by reading rows, what is rare by the trigram index. Of more than the limit, any may be left out.
CREATE OR REPLACE FUNCTION search.ranked(p_table text, p_text text, p_condition text, p_words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_words text[] := regexp_split_to_array(trim(p_words), '\s+');
    v_longest int := (SELECT max(length(w)) FROM unnest(v_words) w);
    v_all text;
BEGIN
    -- Three letters are found anywhere, two where a word begins: so far the index helps. One finds beginnings of names.
    SELECT string_agg(format('%s LIKE %L', p_text, CASE WHEN v_longest = 2 AND length(w) = 2 THEN '% ' ELSE '%' END
                             || replace(replace(replace(lower(w), '\', '\\'), '%', '\%'), '_', '\_') || '%'), ' AND ')
      INTO v_all FROM unnest(v_words) w;
    IF v_longest < 2 THEN
        v_all := 'false';
    END IF;
    RETURN format($q$
        WITH begins AS MATERIALIZED (
            (SELECT id, 1 AS rank FROM %1$s WHERE code = $1 AND %3$s)
            UNION ALL
            (SELECT id, 2 FROM %1$s WHERE sort_key >= $2 AND sort_key < $2 || U&'\+10FFFF' AND %3$s
              ORDER BY sort_key, id LIMIT $3))
        SELECT x.id FROM (
            SELECT id, rank FROM begins
            UNION ALL
            (SELECT id, 3 FROM %1$s WHERE (SELECT count(*) FROM begins) < $3 AND %2$s AND %3$s LIMIT $3)) x
         GROUP BY x.id ORDER BY min(x.rank) LIMIT $3$q$, p_table, v_all, p_condition);
END $$;

-- Substring search of parties: row rules would switch the trigram index off, so this checks company and role itself.

-- Keys of parties that fit: the exact code or number first, then names that begin so, then every word anywhere.
CREATE OR REPLACE FUNCTION search.party(p_company bigint, p_words text, p_limit integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF company.actor() IS NULL OR NOT p_company = ANY (company.mine()) THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE search.ranked('contacts.party', $q$lower(name || ' ' || code || ' ' || org_number || ' ' || email
        || ' ' || city)$q$, p_words) USING trim(p_words), company.sort_key(trim(p_words)), p_limit;
END $$;

-- A query over a table with code, name, sort_key for $1 words, $2 their sort key, $3 limit. Planned anew each time with
-- the words in sight: a word in every name is found by walking the table, a rare one by the trigram index.
CREATE OR REPLACE FUNCTION search.ranked(p_table text, p_text text, p_words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_all text;
BEGIN
    SELECT string_agg(format('%s LIKE %L', p_text, '%' || replace(replace(replace(lower(w), '\', '\\'), '%', '\%'), '_', '\_')
                             || '%'), ' AND ')
      INTO v_all FROM regexp_split_to_table(trim(p_words), '\s+') w;
    -- Without a word of three letters no index helps, so such searches find beginnings only.
    IF NOT EXISTS (SELECT FROM regexp_split_to_table(trim(p_words), '\s+') w WHERE length(w) >= 3) THEN
        v_all := 'false';
    END IF;
    RETURN format($q$
        SELECT x.id FROM (
            (SELECT id, 1 AS rank FROM %1$s WHERE code = $1)
            UNION ALL
            (SELECT id, 2 FROM %1$s WHERE sort_key >= $2 AND sort_key < $2 || U&'\+10FFFF' ORDER BY sort_key LIMIT $3)
            UNION ALL
            (SELECT id, 3 FROM %1$s WHERE %2$s LIMIT $3)) x
         GROUP BY x.id ORDER BY min(x.rank) LIMIT $3$q$, p_table, v_all);
END $$;

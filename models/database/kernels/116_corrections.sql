-- A voucher corrected in one go: its mirror and what stands in its place, posted together or not at all.

-- A day itself where its period is open for an area, else the first day of the next one that is; null where none is.
CREATE OR REPLACE FUNCTION ledger.first_open_day(p_company bigint, p_day date, p_area text DEFAULT 'general') RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (
        SELECT greatest(p.starts_on, p_day) FROM ledger.period p
         WHERE p.company_id = p_company AND p_company = ANY (company.mine()) AND p.ends_on >= p_day AND p.kind = 'regular'
           AND NOT p.locked_areas && ARRAY[p_area, 'all']
           AND (NOT p.frozen_areas && ARRAY[p_area, 'all'] OR ledger.may_post_frozen(p_company, p.frozen_for, p.frozen_until))
         ORDER BY p.starts_on LIMIT 1);
END $$;

-- p_voucher: one voucher as ledger.post takes it, put in place of p_entry_id, which is mirrored on p_date.
-- Answers [{id, series, number}] of the mirror and of the voucher.
CREATE OR REPLACE FUNCTION ledger.correct(
    p_request uuid, p_company bigint, p_entry_id bigint, p_date date, p_text text, p_voucher jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(
        concat_ws('|', 'ledger.correct', p_company, p_entry_id, p_date, p_text, p_voucher), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_entry ledger.entry;
    v_entries jsonb;
    v_ids bigint[];
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    ELSIF jsonb_typeof(p_voucher) <> 'object' THEN
        PERFORM company.refuse('ledger.empty', '{"entry": 1}');
    END IF;
    v_entry := ledger.entry_to_undo(p_company, p_entry_id, p_date);
    PERFORM ledger.check_manual(p_company, jsonb_build_array(p_voucher));
    PERFORM ledger.check_reversible(v_entry);
    v_entries := ledger.with_dimension_sets(p_company, jsonb_build_array(
        p_voucher - 'source_id' - 'source_event' - 'reverses_id' - 'number' - 'imported_number' - 'balance_kind' - 'period_kind'
        || jsonb_build_object('source_kind', 'voucher', 'corrects_id', p_entry_id)));
    v_ids := ledger.append(p_company, ledger.mirror(v_entry, p_date, p_text, 'reversal') || v_entries, v_actor, p_request);
    PERFORM ledger.settle_mirror(v_entry, v_ids[1], p_date, v_actor);
    v_answer := ledger.describe(p_company, v_ids);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Vouchers that may be the same: of one day and amount on the same accounts, or of the same supplier over the same amount
-- within a month. p_accounts sorted and distinct; p_amount is the sum of the debits.
CREATE OR REPLACE FUNCTION ledger.similar_entries(
    p_company bigint, p_day date, p_amount numeric, p_accounts text[], p_party bigint DEFAULT NULL)
RETURNS SETOF bigint LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    -- Candidates come from the indexes of the lines; only theirs are added up.
    WITH candidates AS (
        SELECT l.entry_id FROM ledger.line l
         WHERE l.company_id = p_company AND l.account = p_accounts[1] AND l.entry_date = p_day
        UNION
        SELECT l.entry_id FROM ledger.line l
         WHERE l.company_id = p_company AND l.party_id = p_party AND l.entry_date BETWEEN p_day - 31 AND p_day + 31)
    SELECT e.id
      FROM candidates c
      JOIN ledger.entry e ON e.company_id = p_company AND e.id = c.entry_id AND e.kind <> 'reversal'
     CROSS JOIN LATERAL (
           SELECT sum(greatest(l.amount, 0)) AS amount, array_agg(DISTINCT l.account::text ORDER BY l.account::text) AS accounts,
                  coalesce(bool_or(l.party_id = p_party), false) AS same_party
             FROM ledger.line l WHERE l.company_id = p_company AND l.entry_id = e.id) x
     WHERE x.amount = p_amount AND (e.entry_date = p_day AND x.accounts = p_accounts OR x.same_party)
       AND NOT EXISTS (SELECT FROM ledger.entry r WHERE r.company_id = p_company AND r.reverses_id = e.id)
     ORDER BY e.id DESC LIMIT 5
$$;

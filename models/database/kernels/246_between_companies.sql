-- One voucher in each of two companies: both or none, posted and taken back.

CREATE OR REPLACE FUNCTION finance.post_between(
    p_request uuid, p_company bigint, p_sister bigint, p_entry jsonb, p_sister_entry jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.post_between', p_company, p_sister, p_entry, p_sister_entry),
                                        'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_own bigint;
    v_other bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    -- Roles are those of the person, in all of their companies.
    IF p_sister = p_company OR p_sister IS NULL OR NOT p_sister = ANY (company.mine()) THEN
        PERFORM company.refuse('group.not_both', jsonb_build_object('field', 'sister_id', 'company', p_sister), 'I');
    END IF;
    -- The books of the lower key first, so that two who book between the same companies never wait in a ring.
    IF p_company < p_sister THEN
        v_own := finance.append_between(p_company, p_entry, v_actor, p_request);
        v_other := finance.append_between(p_sister, p_sister_entry, v_actor, p_request);
    ELSE
        v_other := finance.append_between(p_sister, p_sister_entry, v_actor, p_request);
        v_own := finance.append_between(p_company, p_entry, v_actor, p_request);
    END IF;
    INSERT INTO finance.intercompany_voucher (company_id, entry_id, sister_id, sister_entry_id)
    VALUES (p_company, v_own, p_sister, v_other), (p_sister, v_other, p_company, v_own);
    v_answer := ledger.describe(p_company, ARRAY[v_own]) || ledger.describe(p_sister, ARRAY[v_other]);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Takes both halves back on a day, which must be open in both companies. Answers [{id, series, number}]: here, and there.
CREATE OR REPLACE FUNCTION finance.reverse_between(
    p_request uuid, p_company bigint, p_entry_id bigint, p_date date, p_text text DEFAULT '') RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'finance.reverse_between', p_company, p_entry_id, p_date, p_text),
                                        'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_pair finance.intercompany_voucher;
    v_own bigint;
    v_other bigint;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    SELECT * INTO v_pair FROM finance.intercompany_voucher i WHERE i.company_id = p_company AND i.entry_id = p_entry_id;
    IF v_pair.entry_id IS NULL THEN
        PERFORM company.refuse('group.not_between', jsonb_build_object('id', p_entry_id), 'I');
    ELSIF NOT v_pair.sister_id = ANY (company.mine()) THEN
        PERFORM company.refuse('group.half_hidden');
    END IF;
    -- As when posting, the books of the lower key first.
    IF p_company < v_pair.sister_id THEN
        v_own := finance.reverse_half(p_company, p_entry_id, p_date, p_text, v_actor, p_request);
        v_other := finance.reverse_half(v_pair.sister_id, v_pair.sister_entry_id, p_date, p_text, v_actor, p_request);
    ELSE
        v_other := finance.reverse_half(v_pair.sister_id, v_pair.sister_entry_id, p_date, p_text, v_actor, p_request);
        v_own := finance.reverse_half(p_company, p_entry_id, p_date, p_text, v_actor, p_request);
    END IF;
    INSERT INTO finance.intercompany_voucher (company_id, entry_id, sister_id, sister_entry_id)
    VALUES (p_company, v_own, v_pair.sister_id, v_other), (v_pair.sister_id, v_other, p_company, v_own);
    v_answer := ledger.describe(p_company, ARRAY[v_own]) || ledger.describe(v_pair.sister_id, ARRAY[v_other]);
    RETURN company.remember_answer(p_request, v_digest, v_actor, v_answer);
END $$;

-- Internal: the mirror of one half; the row is locked, so that of two who would the second is told so.
CREATE OR REPLACE FUNCTION finance.reverse_half(
    p_company bigint, p_entry_id bigint, p_date date, p_text text, p_actor bigint, p_request uuid) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_entry ledger.entry;
BEGIN
    SELECT * INTO v_entry FROM ledger.entry e WHERE e.company_id = p_company AND e.id = p_entry_id FOR NO KEY UPDATE;
    IF p_date IS NULL OR p_date < v_entry.entry_date THEN
        PERFORM company.refuse('ledger.reversal_before', jsonb_build_object('date', p_date, 'posted', v_entry.entry_date));
    END IF;
    RETURN ledger.append_reversal(v_entry, p_date, p_text, 'reversal', p_actor, p_request);
END $$;

-- Internal: half of a voucher, under the rules of one by hand, but never undone without the other half.
CREATE OR REPLACE FUNCTION finance.append_between(p_company bigint, p_entry jsonb, p_actor bigint, p_request uuid)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_entries jsonb := jsonb_build_array(p_entry);
BEGIN
    PERFORM ledger.check_manual(p_company, v_entries);
    v_entries := jsonb_build_array((p_entry - 'source_id' - 'source_event' - 'reverses_id' - 'corrects_id' - 'number'
        - 'imported_number' - 'balance_kind' - 'period_kind') || '{"source_kind": "between"}');
    RETURN (ledger.append(p_company, ledger.with_dimension_sets(p_company, v_entries), p_actor, p_request))[1];
END $$;

-- What must hold: each half of a voucher between companies names the other, and is named by it.
CREATE OR REPLACE FUNCTION finance.verify_between(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.half_between', 'error', 'ledger.entry', i.entry_id::text,
           jsonb_build_object('series', e.series, 'number', e.number, 'date', e.entry_date)
      FROM finance.intercompany_voucher i
      JOIN ledger.entry e ON e.company_id = i.company_id AND e.id = i.entry_id
     WHERE i.company_id = p_company AND NOT EXISTS (
           SELECT FROM finance.intercompany_voucher o WHERE o.company_id = i.sister_id AND o.entry_id = i.sister_entry_id
              AND o.sister_id = i.company_id AND o.sister_entry_id = i.entry_id);
END $$;

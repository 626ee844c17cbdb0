-- Reconciled accounts (BFNAR 2013:2, 2.15): what the ledger says, what the evidence says, and why they are not the same.

-- They read what later files define.
SET LOCAL check_function_bodies = off;

-- Balance accounts that stand for something at the end of a period, moved in it or were reconciled then; debit positive.
CREATE OR REPLACE FUNCTION ledger.balances_to_reconcile(p_company bigint, p_period bigint)
RETURNS TABLE (account text, balance numeric) LANGUAGE sql STABLE AS $$
    WITH days AS (SELECT d.first, d.last FROM ledger.days_of_period(p_company, p_period) d),
    sums AS (
        SELECT s.account, sum(s.debit - s.credit) AS balance, false AS moved
          FROM days CROSS JOIN LATERAL reporting.sums(p_company, '-infinity', days.first) s GROUP BY 1
        UNION ALL
        SELECT s.account, sum(s.debit - s.credit), true
          FROM days CROSS JOIN LATERAL reporting.sums(p_company, days.first, days.last + 1) s GROUP BY 1
        UNION ALL
        SELECT r.account, 0, true FROM ledger.reconciliation r WHERE r.company_id = p_company AND r.period_id = p_period)
    SELECT a.number::text, sum(s.balance)
      FROM sums s JOIN ledger.account a ON a.company_id = p_company AND a.number = s.account
       AND a.kind IN ('asset', 'liability', 'equity')
     GROUP BY 1 HAVING sum(s.balance) <> 0 OR bool_or(s.moved)
$$;

-- Internal: the reconciliation of an account, held until the commit; made where there is none.
CREATE OR REPLACE FUNCTION ledger.hold_reconciliation(p_company bigint, p_period bigint, p_account text)
RETURNS ledger.reconciliation LANGUAGE plpgsql AS $$
DECLARE
    v_found ledger.reconciliation;
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.account a WHERE a.company_id = p_company AND a.number = p_account
                      AND a.kind IN ('asset', 'liability', 'equity')) THEN
        PERFORM company.refuse('reconciliation.no_account', jsonb_build_object('field', 'account', 'account', p_account), 'I');
    ELSIF NOT EXISTS (SELECT FROM ledger.period p WHERE p.company_id = p_company AND p.id = p_period) THEN
        PERFORM company.refuse('close.no_period', jsonb_build_object('id', p_period), 'I');
    END IF;
    INSERT INTO ledger.reconciliation (company_id, period_id, account, evidence)
    VALUES (p_company, p_period, p_account, 0) ON CONFLICT (company_id, period_id, account) DO NOTHING;
    SELECT * INTO v_found FROM ledger.reconciliation r
     WHERE r.company_id = p_company AND r.period_id = p_period AND r.account = p_account FOR UPDATE;
    RETURN v_found;
END $$;

-- Saves the evidence and the items [{text, amount}] that explain the difference; with p_sign it must be explained whole.
-- What nobody has reviewed may be saved again, which takes the signature away until it is given anew.
CREATE OR REPLACE FUNCTION ledger.reconcile(
    p_request uuid, p_company bigint, p_period bigint, p_account text, p_evidence numeric, p_note text, p_items jsonb,
    p_sign boolean) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.reconcile', p_company, p_period, p_account, p_evidence, p_note,
                                                  p_items, p_sign), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_record ledger.reconciliation;
    v_balance numeric;
    v_items numeric;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_record := ledger.hold_reconciliation(p_company, p_period, p_account);
    IF v_record.reviewed_at IS NOT NULL THEN
        PERFORM company.refuse('reconciliation.reviewed', jsonb_build_object(
            'account', p_account, 'by', ledger.name_of_user(v_record.reviewed_by)));
    ELSIF p_evidence IS NULL OR p_evidence <> round(p_evidence, 2) THEN
        PERFORM company.refuse('reconciliation.no_evidence', jsonb_build_object('field', 'evidence', 'account', p_account), 'I');
    END IF;
    v_items := ledger.keep_items(v_record.id, p_company, coalesce(p_items, '[]'));
    v_balance := reporting.opening_balance(p_company, p_account, (ledger.days_of_period(p_company, p_period)).last + 1);
    IF p_sign AND p_evidence + v_items <> v_balance THEN
        PERFORM company.refuse('reconciliation.unexplained', jsonb_build_object(
            'account', p_account, 'difference', v_balance - p_evidence - v_items));
    END IF;
    UPDATE ledger.reconciliation SET evidence = p_evidence, note = trim(coalesce(p_note, '')),
           balance = CASE WHEN p_sign THEN v_balance END,
           prepared_at = CASE WHEN p_sign THEN clock_timestamp() END, prepared_by = CASE WHEN p_sign THEN v_actor END
     WHERE company_id = p_company AND id = v_record.id;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', v_record.id));
END $$;

CREATE OR REPLACE FUNCTION ledger.keep_items(p_reconciliation bigint, p_company bigint, p_items jsonb) RETURNS numeric
LANGUAGE plpgsql AS $$
DECLARE
    v_wrong bigint := (SELECT min(i.ordinality) FROM jsonb_array_elements(p_items) WITH ORDINALITY i
                        WHERE trim(coalesce(i.value ->> 'text', '')) = '' OR i.value ->> 'amount' IS NULL
                           OR (i.value ->> 'amount')::numeric <> round((i.value ->> 'amount')::numeric, 2));
BEGIN
    IF v_wrong IS NOT NULL THEN
        PERFORM company.refuse('reconciliation.bad_item', jsonb_build_object('line', v_wrong), 'I');
    END IF;
    DELETE FROM ledger.reconciliation_item i WHERE i.company_id = p_company AND i.reconciliation_id = p_reconciliation;
    INSERT INTO ledger.reconciliation_item (company_id, reconciliation_id, position, text, amount)
    SELECT p_company, p_reconciliation, i.ordinality, trim(i.value ->> 'text'), (i.value ->> 'amount')::numeric
      FROM jsonb_array_elements(p_items) WITH ORDINALITY i;
    RETURN (SELECT coalesce(sum(i.amount), 0) FROM ledger.reconciliation_item i
             WHERE i.company_id = p_company AND i.reconciliation_id = p_reconciliation);
END $$;

-- Internal: a signed reconciliation, held until the commit.
CREATE OR REPLACE FUNCTION ledger.hold_signed(p_company bigint, p_id bigint) RETURNS ledger.reconciliation
LANGUAGE plpgsql AS $$
DECLARE
    v_record ledger.reconciliation;
BEGIN
    SELECT * INTO v_record FROM ledger.reconciliation r WHERE r.company_id = p_company AND r.id = p_id FOR UPDATE;
    IF v_record.prepared_at IS NULL THEN
        PERFORM company.refuse('reconciliation.not_signed', jsonb_build_object('account', coalesce(v_record.account, '')));
    END IF;
    RETURN v_record;
END $$;

CREATE OR REPLACE FUNCTION ledger.review_reconciliation(p_request uuid, p_company bigint, p_id bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant', 'finance_clerk');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.review_reconciliation', p_company, p_id), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_record ledger.reconciliation;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_record := ledger.hold_signed(p_company, p_id);
    IF v_record.reviewed_at IS NOT NULL THEN
        PERFORM company.refuse('reconciliation.reviewed', jsonb_build_object(
            'account', v_record.account, 'by', ledger.name_of_user(v_record.reviewed_by)));
    ELSIF v_record.prepared_by = v_actor THEN
        PERFORM company.refuse('close.own_work', jsonb_build_object('name', v_record.account));
    ELSIF v_record.balance <> reporting.opening_balance(p_company, v_record.account,
              (ledger.days_of_period(p_company, v_record.period_id)).last + 1) THEN
        PERFORM company.refuse('reconciliation.changed', jsonb_build_object('account', v_record.account));
    END IF;
    UPDATE ledger.reconciliation SET reviewed_at = clock_timestamp(), reviewed_by = v_actor
     WHERE company_id = p_company AND id = p_id;
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', p_id));
END $$;

-- Takes both signatures back; the reason stays in the history of the period.
CREATE OR REPLACE FUNCTION ledger.undo_reconciliation(p_request uuid, p_company bigint, p_id bigint, p_reason text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET lock_timeout = '5s' AS $$
DECLARE
    v_actor bigint := company.enter_door(p_company, 'accountant');
    v_digest bytea := sha256(convert_to(concat_ws('|', 'ledger.undo_reconciliation', p_company, p_id, p_reason), 'UTF8'));
    v_answer jsonb := company.earlier_answer(p_request, v_digest, v_actor);
    v_reason text := ledger.check_reason(p_reason);
    v_record ledger.reconciliation;
BEGIN
    IF v_answer IS NOT NULL THEN
        RETURN v_answer;
    END IF;
    v_record := ledger.hold_signed(p_company, p_id);
    UPDATE ledger.reconciliation SET balance = NULL, prepared_at = NULL, prepared_by = NULL, reviewed_at = NULL,
           reviewed_by = NULL WHERE company_id = p_company AND id = p_id;
    INSERT INTO ledger.period_event (company_id, period_id, event, area, user_id, reason)
    VALUES (p_company, v_record.period_id, 'unsign', v_record.account, v_actor, v_reason);
    RETURN company.remember_answer(p_request, v_digest, v_actor, jsonb_build_object('id', p_id));
END $$;

SET LOCAL check_function_bodies = on;

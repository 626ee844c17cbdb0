-- What people read of closing: the template, the state of every period, its tasks with what still blocks them, what has
-- changed since a close, and the accounts of a period with their reconciliations.

CREATE OR REPLACE VIEW reporting.close_template WITH (security_invoker = true) AS
SELECT t.company_id, t.id, t.position, t.code, t.name, t.name_en, t.area,
       (SELECT u.full_name FROM company.app_user u WHERE u.id = t.owner_id) AS owner, t.owner_role,
       t.reviewed, (SELECT u.full_name FROM company.app_user u WHERE u.id = t.reviewer_id) AS reviewer, t.due_day,
       t.check_code, t.needs_evidence, t.page, array_to_string(t.after, ', ') AS after,
       CASE WHEN t.active THEN 'active' ELSE 'inactive' END AS status, t.row_version
  FROM ledger.close_template t;
COMMENT ON VIEW reporting.close_template IS 'The tasks that each period''s close begins with';

CREATE OR REPLACE VIEW reporting.period_events WITH (security_invoker = true) AS
SELECT e.company_id, e.id, e.period_id, p.starts_on, p.ends_on, e.happened_at, e.event, e.area, e.reason,
       (SELECT u.full_name FROM company.app_user u WHERE u.id = e.user_id) AS user_name, e.working_days,
       encode(e.digest, 'hex') AS digest
  FROM ledger.period_event e JOIN ledger.period p ON p.company_id = e.company_id AND p.id = e.period_id;
COMMENT ON VIEW reporting.period_events IS 'What happened to periods: locked, closed, frozen, opened again, by whom and why';

-- A supplier's invoices on the accounts that receipts are booked against cover its receipts in their order; a receipt
-- counts as covered when more than half of it is.
CREATE OR REPLACE VIEW reporting.unbilled_receipts WITH (security_invoker = true) AS
WITH receipts AS (
    SELECT m.company_id, o.party_id, o.id AS purchase_order_id, o.number, m.moved_on, min(m.id) AS id, sum(m.value) AS value,
           sum(sum(m.value)) OVER (PARTITION BY m.company_id, o.party_id ORDER BY m.moved_on, o.id) AS so_far
      FROM stock.move m
      JOIN warehouse.purchase_order o ON o.company_id = m.company_id AND o.id = m.source_id
     WHERE m.kind = 'receipt' AND m.source_kind = 'purchase_order'
     GROUP BY m.company_id, o.party_id, o.id, o.number, m.moved_on),
billed AS (
    SELECT i.company_id, i.party_id,
           sum(round(l.net * i.rate, 2) * CASE i.kind WHEN 'supplier_credit' THEN -1 ELSE 1 END) AS value
      FROM finance.invoice i JOIN finance.invoice_line l ON l.company_id = i.company_id AND l.invoice_id = i.id
     WHERE i.posted_at IS NOT NULL AND i.kind IN ('supplier_invoice', 'supplier_credit')
       AND l.account IN (SELECT t.purchase_account FROM warehouse.item_terms t WHERE t.company_id = i.company_id)
     GROUP BY 1, 2)
SELECT r.company_id, r.id, r.moved_on AS received_on, r.purchase_order_id, r.number AS order_number, r.party_id,
       p.code AS party_code, p.name AS party_name, r.value, (SELECT company.today(r.company_id)) - r.moved_on AS days
  FROM receipts r JOIN contacts.party p ON p.id = r.party_id
  LEFT JOIN billed b ON b.company_id = r.company_id AND b.party_id = r.party_id
 WHERE r.value <> 0 AND r.so_far - r.value / 2 > coalesce(b.value, 0);
COMMENT ON VIEW reporting.unbilled_receipts IS 'Goods received that no supplier invoice covers';

-- What an account came to when the period was last closed, and what it comes to now, where that is not the same.
CREATE OR REPLACE FUNCTION reporting.changed_since_close(p_company bigint, p_period bigint)
RETURNS TABLE (account text, debit_then numeric, credit_then numeric, debit_now numeric, credit_now numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' AS $$
BEGIN
    IF NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor') THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["accountant", "finance_clerk", "auditor"]}', 'D');
    END IF;
    RETURN QUERY
    WITH closed AS (
        SELECT e.totals FROM ledger.period_event e WHERE e.company_id = p_company AND e.period_id = p_period
           AND e.event = 'close' ORDER BY e.id DESC LIMIT 1),
    then_ AS (
        SELECT t.key AS account, (t.value ->> 0)::numeric AS debit, (t.value ->> 1)::numeric AS credit
          FROM closed CROSS JOIN LATERAL jsonb_each(closed.totals) t),
    now_ AS (
        SELECT x.account, sum(x.debit) AS debit, sum(x.credit) AS credit
          FROM ledger.period p CROSS JOIN LATERAL ledger.period_totals(p_company, p) x
         WHERE p.company_id = p_company AND p.id = p_period GROUP BY 1)
    SELECT coalesce(t.account, n.account), coalesce(t.debit, 0), coalesce(t.credit, 0), coalesce(n.debit, 0),
           coalesce(n.credit, 0)
      FROM then_ t FULL JOIN now_ n ON n.account = t.account
     WHERE EXISTS (SELECT FROM closed)
       AND (coalesce(t.debit, 0), coalesce(t.credit, 0)) IS DISTINCT FROM (coalesce(n.debit, 0), coalesce(n.credit, 0))
     ORDER BY 1;
END $$;

-- The tasks of a period with what their checks find now; before the close has begun those of the template.
CREATE OR REPLACE FUNCTION reporting.close_board(p_company bigint, p_period bigint)
RETURNS TABLE (id bigint, code text, "position" integer, name text, name_en text, area text, owner_role text, owner_id bigint,
               reviewed boolean, reviewer_id bigint, due_on date, check_code text, needs_evidence boolean, page text,
               after text[], note text, signed_at timestamptz, signed_by bigint, reviewed_at timestamptz,
               reviewed_by bigint, files bigint, count bigint, amount numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' AS $$
BEGIN
    IF NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor') THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["accountant", "finance_clerk", "auditor"]}', 'D');
    END IF;
    RETURN QUERY
    WITH tasks AS (
        SELECT t.id, t.code, t.position, t.name, t.name_en, t.area, t.owner_role, t.owner_id, t.reviewed, t.reviewer_id,
               t.due_on, t.check_code, t.needs_evidence, t.page, t.after, t.note, t.signed_at, t.signed_by,
               t.reviewed_at, t.reviewed_by
          FROM ledger.close_task t WHERE t.company_id = p_company AND t.period_id = p_period
        UNION ALL
        SELECT NULL, t.code, t.position, t.name, t.name_en, t.area, t.owner_role, t.owner_id, t.reviewed, t.reviewer_id,
               company.working_day_after(p_company, p.ends_on, t.due_day), t.check_code, t.needs_evidence, t.page,
               t.after, '', NULL, NULL, NULL, NULL
          FROM ledger.close_template t
          JOIN ledger.period p ON p.company_id = p_company AND p.id = p_period AND NOT 'all' = ANY (p.locked_areas)
         WHERE t.company_id = p_company AND t.active AND NOT EXISTS (
               SELECT FROM ledger.close_task k WHERE k.company_id = p_company AND k.period_id = p_period)),
    found AS MATERIALIZED (
        SELECT c.check_code, f.count, f.amount
          FROM (SELECT DISTINCT t.check_code FROM tasks t WHERE t.check_code <> '') c
         CROSS JOIN LATERAL ledger.found_by_check(p_company, p_period, c.check_code) f)
    SELECT t.id, t.code::text, t.position, t.name, t.name_en, t.area::text, t.owner_role::text, t.owner_id, t.reviewed,
           t.reviewer_id, t.due_on, t.check_code::text, t.needs_evidence, t.page, t.after, t.note, t.signed_at, t.signed_by,
           t.reviewed_at, t.reviewed_by,
           (SELECT count(*) FROM company.attachment a WHERE a.company_id = p_company AND a.subject = 'ledger.close_task'
               AND a.subject_id = t.id AND a.removed_at IS NULL), f.count, f.amount
      FROM tasks t LEFT JOIN found f ON f.check_code = t.check_code
     ORDER BY t.position, t.code;
END $$;

-- The balance accounts of a period, what the ledger says now, and how far each is reconciled.
CREATE OR REPLACE FUNCTION reporting.reconciliations(p_company bigint, p_period bigint)
RETURNS TABLE (account text, name text, name_en text, balance numeric, id bigint, evidence numeric, explained numeric,
               signed_balance numeric, prepared_at timestamptz, prepared_by bigint, reviewed_at timestamptz,
               reviewed_by bigint, files bigint, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' AS $$
BEGIN
    IF NOT search.may_read(p_company, 'accountant', 'finance_clerk', 'auditor') THEN
        PERFORM company.refuse('company.not_allowed', '{"roles": ["accountant", "finance_clerk", "auditor"]}', 'D');
    END IF;
    RETURN QUERY
    SELECT b.account, a.name, a.name_en, b.balance, r.id, r.evidence,
           (SELECT sum(i.amount) FROM ledger.reconciliation_item i WHERE i.company_id = p_company AND i.reconciliation_id = r.id),
           r.balance, r.prepared_at, r.prepared_by, r.reviewed_at, r.reviewed_by,
           (SELECT count(*) FROM company.attachment f WHERE f.company_id = p_company AND f.subject = 'ledger.reconciliation'
               AND f.subject_id = r.id AND f.removed_at IS NULL),
           CASE WHEN r.balance <> b.balance THEN 'changed' WHEN r.reviewed_at IS NOT NULL THEN 'reviewed'
                WHEN r.prepared_at IS NOT NULL THEN 'signed' WHEN r.id IS NOT NULL THEN 'begun'
                WHEN b.balance = 0 THEN 'nothing' ELSE 'missing' END
      FROM ledger.balances_to_reconcile(p_company, p_period) b
      JOIN ledger.account a ON a.company_id = p_company AND a.number = b.account
      LEFT JOIN ledger.reconciliation r ON r.company_id = p_company AND r.period_id = p_period AND r.account = b.account
     ORDER BY b.account;
END $$;

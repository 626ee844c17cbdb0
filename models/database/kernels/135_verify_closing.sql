-- What must hold of closing: nobody reviewed their own work, closed periods have their proof and no open task, and what a
-- closed period came to is what it came to when it was closed.
CREATE OR REPLACE FUNCTION ledger.verify_closing(p_company bigint)
RETURNS TABLE (code text, severity text, subject text, key text, params jsonb) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT 'verify.reviewed_own_work', 'error', 'ledger.close_task', t.id::text, jsonb_build_object('name', t.name)
      FROM ledger.close_task t WHERE t.company_id = p_company AND t.reviewed_by = t.signed_by;
    RETURN QUERY
    SELECT 'verify.closed_with_open_task', 'error', 'ledger.close_task', t.id::text,
           jsonb_build_object('name', t.name, 'from', p.starts_on, 'to', p.ends_on)
      FROM ledger.period p JOIN ledger.close_task t ON t.company_id = p_company AND t.period_id = p.id
     WHERE p.company_id = p_company AND 'all' = ANY (p.locked_areas)
       AND (t.signed_at IS NULL OR t.reviewed AND t.reviewed_at IS NULL);
    RETURN QUERY
    SELECT CASE WHEN c.digest IS NULL THEN 'verify.closed_without_proof' ELSE 'verify.closed_period_changed' END, 'error',
           'ledger.period', p.id::text, jsonb_build_object('from', p.starts_on, 'to', p.ends_on)
      FROM ledger.period p
      LEFT JOIN LATERAL (SELECT e.digest FROM ledger.period_event e WHERE e.company_id = p_company AND e.period_id = p.id
                            AND e.event = 'close' ORDER BY e.id DESC LIMIT 1) c ON true
     WHERE p.company_id = p_company AND p.kind = 'regular' AND 'all' = ANY (p.locked_areas)
       AND (ledger.proof_of_period(p_company, p)).digest IS DISTINCT FROM c.digest;
END $$;

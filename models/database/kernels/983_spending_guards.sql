-- What a rule was when somebody went past it stays explained: such a rule keeps its accounts and its value, and is switched
-- off rather than deleted.
CREATE OR REPLACE FUNCTION ledger.guard_spending_rule() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.company_id, NEW.id, NEW.from_account, NEW.to_account, NEW.each_account, NEW.dimension,
                             NEW.dimension_code, NEW.span)
       IS NOT DISTINCT FROM (OLD.company_id, OLD.id, OLD.from_account, OLD.to_account, OLD.each_account, OLD.dimension,
                             OLD.dimension_code, OLD.span) THEN
        RETURN NEW;
    ELSIF EXISTS (SELECT FROM ledger.spending_event e WHERE e.company_id = OLD.company_id AND e.rule_id = OLD.id) THEN
        PERFORM company.refuse('spending.rule_used', jsonb_build_object('from', OLD.from_account, 'to', OLD.to_account));
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER guard_spending_rule BEFORE UPDATE OR DELETE ON ledger.spending_rule
    FOR EACH ROW EXECUTE FUNCTION ledger.guard_spending_rule();

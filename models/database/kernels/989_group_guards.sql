-- Only a company that one belongs to is taken into a group, and a member stays the company it was taken in as.
CREATE OR REPLACE FUNCTION finance.guard_group_member() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT NEW.member_id = ANY (company.mine()) THEN
        PERFORM company.refuse('group.hidden', jsonb_build_object('field', 'member_id', 'company', NEW.member_id), 'I');
    ELSIF TG_OP = 'UPDATE' AND (NEW.company_id, NEW.member_id) <> (OLD.company_id, OLD.member_id) THEN
        PERFORM company.refuse('group.member_stays', '{"field": "member_id"}', 'I');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_group_member BEFORE INSERT OR UPDATE ON finance.group_member FOR EACH ROW
    EXECUTE FUNCTION finance.guard_group_member();

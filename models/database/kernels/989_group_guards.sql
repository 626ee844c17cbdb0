-- Only a company that one belongs to is taken into a group, and a member stays the company it was taken in as.
CREATE OR REPLACE FUNCTION finance.guard_group_member() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT NEW.member_id = ANY (company.mine()) OR company.is_book(NEW.member_id) THEN
        PERFORM company.refuse('group.hidden', jsonb_build_object('field', 'member_id', 'company', NEW.member_id), 'I');
    ELSIF TG_OP = 'UPDATE' AND (NEW.company_id, NEW.member_id) <> (OLD.company_id, OLD.member_id) THEN
        PERFORM company.refuse('group.member_stays', '{"field": "member_id"}', 'I');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_group_member BEFORE INSERT OR UPDATE ON finance.group_member FOR EACH ROW
    EXECUTE FUNCTION finance.guard_group_member();

-- Whoever says that an organisation is a company, or is one no longer, belongs to that company.
CREATE OR REPLACE FUNCTION contacts.guard_own_company() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_before bigint := CASE WHEN TG_OP = 'UPDATE' THEN OLD.own_company_id END;
BEGIN
    IF NEW.own_company_id IS DISTINCT FROM v_before
       AND (company.is_book(NEW.own_company_id) OR NOT (coalesce(NEW.own_company_id, v_before) = ANY (company.mine())
                AND coalesce(v_before, NEW.own_company_id) = ANY (company.mine()))) THEN
        PERFORM company.refuse('party.company_hidden', '{"field": "own_company_id"}', 'I');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_own_company BEFORE INSERT OR UPDATE OF own_company_id ON contacts.party FOR EACH ROW
    EXECUTE FUNCTION contacts.guard_own_company();

-- What is linked is a posted invoice of a company that is open to the user, to this company, and the same kind of document.
CREATE OR REPLACE FUNCTION finance.guard_sister_invoice() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT NEW.company_id = ANY (company.mine()) THEN
        RETURN NEW;  -- the row rule refuses it
    ELSIF NOT coalesce(NEW.sister_id, 0) = ANY (company.mine()) OR NOT EXISTS (
           SELECT FROM finance.invoice i
             JOIN contacts.party p ON p.id = i.party_id AND p.own_company_id = NEW.company_id
             JOIN finance.invoice d ON d.company_id = NEW.company_id AND d.id = NEW.invoice_id
              AND d.kind = replace(i.kind, 'customer', 'supplier')
            WHERE i.company_id = NEW.sister_id AND i.id = NEW.sister_invoice_id AND i.posted_at IS NOT NULL) THEN
        PERFORM company.refuse('group.not_to_us');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_sister_invoice BEFORE INSERT OR UPDATE ON finance.sister_invoice FOR EACH ROW
    EXECUTE FUNCTION finance.guard_sister_invoice();

-- What lines stand on keeps its meaning: the kind of an account, whether it keeps open items, and codes of dimensions.
CREATE OR REPLACE FUNCTION ledger.guard_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM ledger.line l WHERE l.company_id = OLD.company_id AND l.account = OLD.number) THEN
        PERFORM company.refuse('account.used', jsonb_build_object('account', OLD.number, 'field',
            CASE WHEN NEW.kind <> OLD.kind THEN 'kind' ELSE 'open_items' END), 'I');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION ledger.guard_dimension_value() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM company.refuse('dimension.code_stays', jsonb_build_object('field', 'code', 'code', OLD.code), 'I');
    RETURN NULL;
END $$;

-- Only the doors of open items, which bring the items along, change how an account with lines keeps them.
DO $$
BEGIN
    EXECUTE format('CREATE TRIGGER guard_account BEFORE UPDATE ON ledger.account FOR EACH ROW WHEN (NEW.kind <> OLD.kind'
                   ' OR (NEW.open_items, NEW.open_items_from) IS DISTINCT FROM (OLD.open_items, OLD.open_items_from)'
                   ' AND current_user <> %L) EXECUTE FUNCTION ledger.guard_account()', current_user);
END $$;
CREATE TRIGGER guard_code BEFORE UPDATE ON ledger.dimension_value FOR EACH ROW
    WHEN ((NEW.company_id, NEW.dimension, NEW.code) IS DISTINCT FROM (OLD.company_id, OLD.dimension, OLD.code))
    EXECUTE FUNCTION ledger.guard_dimension_value();

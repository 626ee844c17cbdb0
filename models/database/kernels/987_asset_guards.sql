-- A group keeps its accounts once assets stand in it: their vouchers lie there. An asset is a component of one that is none.
CREATE OR REPLACE FUNCTION finance.guard_asset_group() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (NEW.company_id, NEW.cost_account, NEW.accumulated_account, NEW.impaired_account)
       IS DISTINCT FROM (OLD.company_id, OLD.cost_account, OLD.accumulated_account, OLD.impaired_account)
       AND EXISTS (SELECT FROM finance.asset a WHERE a.company_id = OLD.company_id AND a.group_id = OLD.id) THEN
        PERFORM company.refuse('asset.group_used', jsonb_build_object('field', 'cost_account', 'code', OLD.code), 'I');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION finance.guard_asset() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_unknown record;
BEGIN
    SELECT d.key, d.value INTO v_unknown FROM jsonb_each_text(NEW.dimensions) d
     WHERE NOT EXISTS (SELECT FROM ledger.dimension_value k WHERE k.company_id = NEW.company_id
                          AND k.dimension = d.key::integer AND k.code = d.value) LIMIT 1;
    IF FOUND THEN
        PERFORM company.refuse('ledger.unknown_dimension', jsonb_build_object(
            'dimension', v_unknown.key, 'code', v_unknown.value), 'I');
    END IF;
    IF NEW.parent_id IS NOT NULL AND (
           EXISTS (SELECT FROM finance.asset p WHERE p.id = NEW.parent_id AND p.parent_id IS NOT NULL)
        OR EXISTS (SELECT FROM finance.asset c WHERE c.company_id = NEW.company_id AND c.parent_id = NEW.id)) THEN
        PERFORM company.refuse('asset.parent_is_component', '{"field": "parent_id"}', 'I');
    ELSIF TG_OP = 'UPDATE' AND NEW.company_id <> OLD.company_id THEN
        PERFORM company.refuse('asset.not_found', jsonb_build_object('id', OLD.id), 'I');
    END IF;
    RETURN NEW;
END $$;

-- An asset that moves to another place or to other dimensions leaves a trace among its events, whoever moves it.
CREATE OR REPLACE FUNCTION finance.note_transfer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_said text := concat_ws('; ',
        CASE WHEN NEW.place <> OLD.place THEN concat(OLD.place, ' → ', NEW.place) END,
        (SELECT string_agg(concat(d.name, ': ', OLD.dimensions ->> k.key, ' → ', NEW.dimensions ->> k.key), '; ' ORDER BY k.key)
           FROM (SELECT jsonb_object_keys(OLD.dimensions || NEW.dimensions) AS key) k
           JOIN ledger.dimension d ON d.company_id = NEW.company_id AND d.number = k.key::integer
          WHERE OLD.dimensions -> k.key IS DISTINCT FROM NEW.dimensions -> k.key));
BEGIN
    IF v_said <> '' THEN
        INSERT INTO finance.asset_event (company_id, asset_id, kind, event_date, text, made_by)
        VALUES (NEW.company_id, NEW.id, 'transfer', greatest(company.today(NEW.company_id), NEW.acquired_on), v_said,
                company.actor());
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER guard_asset_group BEFORE UPDATE ON finance.asset_group FOR EACH ROW
    EXECUTE FUNCTION finance.guard_asset_group();
CREATE TRIGGER guard_asset BEFORE INSERT OR UPDATE ON finance.asset FOR EACH ROW EXECUTE FUNCTION finance.guard_asset();
CREATE TRIGGER note_transfer AFTER UPDATE OF place, dimensions ON finance.asset FOR EACH ROW
    EXECUTE FUNCTION finance.note_transfer();

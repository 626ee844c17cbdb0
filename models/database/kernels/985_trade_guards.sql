-- Quotes, orders and purchase orders are edited as drafts only; what is promised to somebody changes through its doors.

-- A header that is no draft keeps its party, day, currency and sums; dates of delivery, references and texts may change.
CREATE OR REPLACE FUNCTION company.freeze_order() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_free text[] := ARRAY['row_version', 'changed_at', 'delivery_date', 'valid_until', 'expected_on', 'our_reference',
                           'their_reference', 'text', 'delivery_name', 'delivery_address', 'language'];
BEGIN
    -- A draft that has had a number keeps it, so that no number goes missing.
    IF current_user <> company.prefix() || '_owner' AND (TG_OP = 'DELETE' AND OLD.number IS NOT NULL
           OR OLD.status <> 'draft' AND (TG_OP = 'DELETE' OR to_jsonb(NEW) - v_free <> to_jsonb(OLD) - v_free)) THEN
        PERFORM company.refuse('document.not_draft', jsonb_build_object(
            'table', TG_TABLE_NAME, 'number', coalesce(OLD.number, ''), 'status', OLD.status));
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- TG_ARGV: the column that points at the header. The header is share-locked, so that no line slips in beside its door.
CREATE OR REPLACE FUNCTION sales.freeze_order_line() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_order record;
BEGIN
    IF current_user <> company.prefix() || '_owner' THEN
        FOR v_order IN SELECT o.number, o.status FROM sales.sales_order o
                        WHERE o.id IN (OLD.order_id, NEW.order_id) FOR SHARE LOOP
            IF v_order.status <> 'draft' THEN
                PERFORM company.refuse('document.not_draft', jsonb_build_object(
                    'table', 'sales_order', 'number', coalesce(v_order.number, ''), 'status', v_order.status));
            END IF;
        END LOOP;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION warehouse.freeze_purchase_line() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_order record;
BEGIN
    IF current_user <> company.prefix() || '_owner' THEN
        FOR v_order IN SELECT o.number, o.status FROM warehouse.purchase_order o
                        WHERE o.id IN (OLD.purchase_order_id, NEW.purchase_order_id) FOR SHARE LOOP
            IF v_order.status <> 'draft' THEN
                PERFORM company.refuse('document.not_draft', jsonb_build_object(
                    'table', 'purchase_order', 'number', coalesce(v_order.number, ''), 'status', v_order.status));
            END IF;
        END LOOP;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

-- Once goods have moved, what they are counted in stands: kind, unit and lots of an item in every company.
CREATE OR REPLACE FUNCTION warehouse.freeze_item() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (NEW.kind, NEW.unit, NEW.lot_tracked) IS DISTINCT FROM (OLD.kind, OLD.unit, OLD.lot_tracked) AND EXISTS (
           SELECT FROM company.company c JOIN stock.move m ON m.company_id = c.id AND m.item_id = OLD.id) THEN
        PERFORM company.refuse('item.has_moved', jsonb_build_object('item', OLD.code));
    END IF;
    RETURN NEW;
END $$;

-- While an item has value on the shelves, that value stays on the account that holds it.
CREATE OR REPLACE FUNCTION warehouse.freeze_stock_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.stock_account <> OLD.stock_account AND EXISTS (SELECT FROM stock.cost c
           WHERE c.company_id = OLD.company_id AND c.item_id = OLD.item_id AND c.value <> 0) THEN
        PERFORM company.refuse('item.has_value', jsonb_build_object('account', OLD.stock_account));
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER freeze_item BEFORE UPDATE ON warehouse.item FOR EACH ROW EXECUTE FUNCTION warehouse.freeze_item();
CREATE TRIGGER freeze_account BEFORE UPDATE ON warehouse.item_terms FOR EACH ROW
    EXECUTE FUNCTION warehouse.freeze_stock_account();
CREATE TRIGGER freeze_order BEFORE UPDATE OR DELETE ON sales.sales_order FOR EACH ROW EXECUTE FUNCTION company.freeze_order();
CREATE TRIGGER freeze_order BEFORE UPDATE OR DELETE ON warehouse.purchase_order FOR EACH ROW
    EXECUTE FUNCTION company.freeze_order();
CREATE TRIGGER freeze_order BEFORE INSERT OR UPDATE OR DELETE ON sales.order_line FOR EACH ROW
    EXECUTE FUNCTION sales.freeze_order_line();
CREATE TRIGGER freeze_order BEFORE INSERT OR UPDATE OR DELETE ON warehouse.purchase_order_line FOR EACH ROW
    EXECUTE FUNCTION warehouse.freeze_purchase_line();

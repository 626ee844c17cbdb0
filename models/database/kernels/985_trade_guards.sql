-- Quotes, orders and purchase orders are edited as drafts only; what is promised to somebody changes through its doors.

-- A header that is no draft keeps its party, day, currency and sums; dates of delivery, references and texts may change.
CREATE OR REPLACE FUNCTION company.freeze_order() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_free text[] := ARRAY['row_version', 'changed_at', 'delivery_date', 'valid_until', 'expected_on', 'our_reference',
                           'their_reference', 'text', 'delivery_name', 'delivery_address', 'language'];
BEGIN
    IF OLD.status <> 'draft' AND current_user <> company.prefix() || '_owner'
       AND (TG_OP = 'DELETE' OR to_jsonb(NEW) - v_free <> to_jsonb(OLD) - v_free) THEN
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

CREATE TRIGGER freeze_order BEFORE UPDATE OR DELETE ON sales.sales_order FOR EACH ROW EXECUTE FUNCTION company.freeze_order();
CREATE TRIGGER freeze_order BEFORE UPDATE OR DELETE ON warehouse.purchase_order FOR EACH ROW
    EXECUTE FUNCTION company.freeze_order();
CREATE TRIGGER freeze_order BEFORE INSERT OR UPDATE OR DELETE ON sales.order_line FOR EACH ROW
    EXECUTE FUNCTION sales.freeze_order_line();
CREATE TRIGGER freeze_order BEFORE INSERT OR UPDATE OR DELETE ON warehouse.purchase_order_line FOR EACH ROW
    EXECUTE FUNCTION warehouse.freeze_purchase_line();

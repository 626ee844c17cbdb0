-- What the books stand on keeps its meaning once they do: voucher series and exchange rates.

-- A series keeps its code, and its area once a voucher was numbered in it or a door of documents posts in it.
CREATE OR REPLACE FUNCTION ledger.guard_series() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF trim(NEW.code) = '' THEN
        PERFORM company.refuse('series.no_code', '{"field": "code"}', 'I');
    ELSIF trim(NEW.name) = '' THEN
        PERFORM company.refuse('series.no_name', '{"field": "name"}', 'I');
    ELSIF TG_OP = 'UPDATE' AND ((NEW.company_id, NEW.code) <> (OLD.company_id, OLD.code)
          OR NEW.area <> OLD.area AND ledger.series_is_fixed(OLD.company_id, OLD.code)) THEN
        PERFORM company.refuse('series.fixed', jsonb_build_object('field', 'area', 'series', OLD.code), 'I');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION ledger.series_is_fixed(p_company bigint, p_code text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN p_code IN ('B', 'C', 'D', 'S')
        OR EXISTS (SELECT FROM ledger.series s WHERE s.company_id = p_company AND s.code = p_code);
END $$;

-- Whether a posted invoice or receipt of goods, in any company, took this rate: it was the latest on its day.
CREATE OR REPLACE FUNCTION company.rate_is_used(p_rate bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    r company.currency_rate;
    v_until date;
BEGIN
    SELECT * INTO r FROM company.currency_rate x WHERE x.id = p_rate;
    SELECT coalesce(min(x.valid_on), 'infinity') INTO v_until FROM company.currency_rate x
     WHERE x.currency = r.currency AND x.base = r.base AND x.valid_on > r.valid_on;
    RETURN EXISTS (
               SELECT FROM company.company c
                 JOIN finance.invoice i ON i.company_id = c.id AND i.invoice_date >= r.valid_on AND i.invoice_date < v_until
                WHERE c.currency = r.base AND i.currency = r.currency AND i.rate = r.rate AND i.posted_at IS NOT NULL)
        OR EXISTS (
               SELECT FROM company.company c
                 JOIN finance.bank_transaction t ON t.company_id = c.id AND t.currency = r.currency
                WHERE c.currency = r.base AND t.booked_on >= r.valid_on AND t.booked_on < v_until AND t.entry_id IS NOT NULL)
        OR EXISTS (
               SELECT FROM company.company c
                 JOIN warehouse.purchase_order o ON o.company_id = c.id AND o.currency = r.currency
                 JOIN stock.move m ON m.company_id = c.id AND m.source_kind = 'purchase_order' AND m.source_id = o.id
                WHERE c.currency = r.base AND m.moved_on >= r.valid_on AND m.moved_on < v_until);
END $$;

CREATE OR REPLACE FUNCTION company.freeze_rate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.currency, NEW.base, NEW.valid_on, NEW.rate)
                          = (OLD.currency, OLD.base, OLD.valid_on, OLD.rate) THEN
        RETURN NEW;
    ELSIF company.rate_is_used(OLD.id) THEN
        PERFORM company.refuse('rate.used', jsonb_build_object('currency', OLD.currency, 'date', OLD.valid_on));
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER guard_series BEFORE INSERT OR UPDATE ON ledger.series_definition FOR EACH ROW
    EXECUTE FUNCTION ledger.guard_series();
CREATE TRIGGER freeze_rate BEFORE UPDATE OR DELETE ON company.currency_rate FOR EACH ROW
    EXECUTE FUNCTION company.freeze_rate();

-- What tax was computed by keeps its meaning once it has been: rates and codes that posted lines stand on, and under the cash
-- method the payments of a filed period.

CREATE OR REPLACE FUNCTION finance.freeze_tax_rate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.company_id, NEW.tax_code, NEW.valid_from, NEW.percent, NEW.account, NEW.reverse_account,
                             NEW.deductible)
           IS NOT DISTINCT FROM (OLD.company_id, OLD.tax_code, OLD.valid_from, OLD.percent, OLD.account,
                                 OLD.reverse_account, OLD.deductible) THEN
        RETURN NEW;
    ELSIF EXISTS (SELECT FROM ledger.line l WHERE l.company_id = OLD.company_id AND l.tax_code = OLD.tax_code
                     AND l.entry_date >= OLD.valid_from AND (OLD.valid_to IS NULL OR l.entry_date <= OLD.valid_to)) THEN
        PERFORM company.refuse('tax.rate_used', jsonb_build_object('tax_code', OLD.tax_code, 'first', OLD.valid_from));
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE FUNCTION finance.freeze_tax_code() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (NEW.company_id, NEW.code, NEW.direction, NEW.account, NEW.country)
           IS DISTINCT FROM (OLD.company_id, OLD.code, OLD.direction, OLD.account, OLD.country)
       AND EXISTS (SELECT FROM ledger.line l WHERE l.company_id = OLD.company_id AND l.tax_code = OLD.code) THEN
        PERFORM company.refuse('tax.code_used', jsonb_build_object('tax_code', OLD.code));
    END IF;
    RETURN NEW;
END $$;

-- Under the cash method a payment brings tax into its day: none comes into a filed period, and none goes. The period is held
-- as a posting holds it, so that filing and settling wait for each other.
CREATE OR REPLACE FUNCTION finance.refuse_filed_settlement() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_filed finance.vat_return;
BEGIN
    IF (finance.vat_scheme_on(NEW.company_id, NEW.settled_on)).method IS DISTINCT FROM 'cash' THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM ledger.period p WHERE p.company_id = NEW.company_id AND NEW.settled_on BETWEEN p.starts_on AND p.ends_on
      ORDER BY p.id FOR SHARE;
    SELECT * INTO v_filed FROM finance.vat_return r WHERE r.company_id = NEW.company_id AND r.reopened_at IS NULL
       AND NEW.settled_on BETWEEN r.starts_on AND r.ends_on;
    IF v_filed.id IS NOT NULL THEN
        PERFORM company.refuse('vat.filed_payment', jsonb_build_object(
            'date', NEW.settled_on, 'first', v_filed.starts_on, 'last', v_filed.ends_on));
    END IF;
    RETURN NEW;
END $$;

-- How VAT is returned stays for the days that are filed: their periods would no longer be what was filed. Another way begins
-- where a period of both the old way and the new one does, so that periods never overlap.
CREATE OR REPLACE FUNCTION finance.freeze_tax_scheme() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_from date := least(OLD.valid_from, NEW.valid_from);
    v_filed date := (SELECT max(r.ends_on) FROM finance.vat_return r WHERE r.reopened_at IS NULL
                        AND r.company_id = coalesce(NEW.company_id, OLD.company_id));
BEGIN
    IF v_filed >= v_from THEN
        PERFORM company.refuse('vat.scheme_of_filed', jsonb_build_object('field', 'valid_from', 'date', v_filed), 'I');
    ELSIF TG_OP <> 'DELETE' AND (
          NEW.frequency <> 'year' AND NEW.valid_from <> date_trunc(
              CASE NEW.frequency WHEN 'quarter' THEN 'quarter' ELSE 'month' END, NEW.valid_from::timestamp)::date
          OR NEW.frequency = 'year' AND EXISTS (
              SELECT FROM ledger.fiscal_year y WHERE y.company_id = NEW.company_id
                 AND NEW.valid_from > y.starts_on AND NEW.valid_from <= y.ends_on)
          OR EXISTS (SELECT FROM finance.vat_period_on(NEW.company_id, NEW.valid_from - 1) p
                      WHERE p.ends_on >= NEW.valid_from)) THEN
        PERFORM company.refuse('vat.scheme_in_period', jsonb_build_object('field', 'valid_from', 'date', NEW.valid_from), 'I');
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER freeze_tax_scheme BEFORE INSERT OR UPDATE OR DELETE ON finance.tax_scheme FOR EACH ROW
    EXECUTE FUNCTION finance.freeze_tax_scheme();
CREATE TRIGGER freeze_tax_rate BEFORE UPDATE OR DELETE ON finance.tax_rate FOR EACH ROW
    EXECUTE FUNCTION finance.freeze_tax_rate();
CREATE TRIGGER freeze_tax_code BEFORE UPDATE ON finance.tax_code FOR EACH ROW
    EXECUTE FUNCTION finance.freeze_tax_code();
CREATE TRIGGER refuse_filed BEFORE INSERT OR UPDATE ON ledger.settlement FOR EACH ROW
    EXECUTE FUNCTION finance.refuse_filed_settlement();

-- Books stay in step with their company, and nothing but vouchers is entered in them.

-- After a change to what a company and its books have in common. TG_RELID has company_id; the changed rows are `changed`.
CREATE OR REPLACE FUNCTION ledger.keep_books() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    b record;
BEGIN
    FOR b IN SELECT c.id, c.book_of FROM company.company c
              WHERE c.book_of IN (SELECT x.company_id FROM changed x) ORDER BY c.id LOOP
        PERFORM ledger.keep_book(b.book_of, b.id);
    END LOOP;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ledger.rename_books() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE company.company b SET name = left(NEW.name || ' – ' || b.book_code, 200), org_number = NEW.org_number,
           country = NEW.country, time_zone = NEW.time_zone, language = NEW.language
     WHERE b.book_of = NEW.id;
    RETURN NULL;
END $$;

-- By hand, what a book shares with its company is changed in the company; which months are locked is the book's own.
CREATE OR REPLACE FUNCTION ledger.guard_book() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_row jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
    IF current_user <> company.prefix() || '_owner'
       AND company.is_book(coalesce((v_row ->> 'company_id')::bigint, (v_row ->> 'id')::bigint)) THEN
        PERFORM company.refuse('book.kept_in_step', jsonb_build_object('table', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME));
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- Whoever inserts, doors included: no documents, no bank, no VAT, no assets in a book.
CREATE OR REPLACE FUNCTION ledger.refuse_in_book() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF company.is_book(NEW.company_id) THEN
        PERFORM company.refuse('book.vouchers_alone', jsonb_build_object('table', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME));
    END IF;
    RETURN NEW;
END $$;

DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['ledger.account', 'ledger.dimension', 'ledger.dimension_value', 'ledger.fiscal_year',
                             'ledger.period', 'company.user_company'] LOOP
        EXECUTE format('CREATE TRIGGER keep_books_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS changed'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION ledger.keep_books()', t);
        EXECUTE format('CREATE TRIGGER keep_books_update AFTER UPDATE ON %s REFERENCING NEW TABLE AS changed'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION ledger.keep_books()', t);
        EXECUTE format('CREATE TRIGGER keep_books_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS changed'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION ledger.keep_books()', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['ledger.account', 'ledger.dimension', 'ledger.dimension_value', 'ledger.fiscal_year',
                             'ledger.period'] LOOP
        EXECUTE format('CREATE TRIGGER guard_book BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW'
                       ' EXECUTE FUNCTION ledger.guard_book()', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['finance.invoice', 'finance.bank_account', 'finance.tax_code', 'finance.tax_scheme',
                             'finance.asset', 'finance.group_member', 'finance.intercompany_voucher',
                             'sales.sales_order', 'warehouse.site', 'warehouse.purchase_order', 'service.ticket'] LOOP
        EXECUTE format('CREATE TRIGGER refuse_in_book BEFORE INSERT ON %s FOR EACH ROW'
                       ' EXECUTE FUNCTION ledger.refuse_in_book()', t);
    END LOOP;
END $$;

CREATE TRIGGER guard_book BEFORE UPDATE ON company.company FOR EACH ROW EXECUTE FUNCTION ledger.guard_book();
CREATE TRIGGER rename_books AFTER UPDATE OF name, org_number, country, time_zone, language ON company.company FOR EACH ROW
    WHEN (NEW.book_of IS NULL) EXECUTE FUNCTION ledger.rename_books();

-- Draft invoices as whole documents: nets, taxes and totals computed here exactly as the posting door checks them.
-- These run with the caller's own rights and row rules; they are no doors.

-- Rate of a currency in another on a day: the latest known one, 1 for the same currency, null for an unknown.
CREATE OR REPLACE FUNCTION finance.rate_on(p_currency text, p_base text, p_day date) RETURNS numeric
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN p_currency = p_base THEN 1 ELSE (
           SELECT r.rate FROM company.currency_rate r
            WHERE r.currency = p_currency AND r.base = p_base AND r.valid_on <= p_day
            ORDER BY r.valid_on DESC, r.id DESC LIMIT 1) END
$$;

-- A party as an invoice states it, one line of the address a row; its invoice address where it has one.
CREATE OR REPLACE FUNCTION finance.postal_address(p_party contacts.party, p_home text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT concat_ws(E'\n', nullif(x.name, ''), nullif(x.street, ''), nullif(x.street2, ''),
                     nullif(trim(x.postcode || ' ' || x.city), ''), CASE WHEN x.country <> p_home THEN x.country END)
      FROM (SELECT 1 AS rank, a.name, a.street, a.street2, a.postcode, a.city, a.country FROM contacts.address a
             WHERE a.party_id = p_party.id AND a.kind = 'invoice'
            UNION ALL
            SELECT 2, '', p_party.street, p_party.street2, p_party.postcode, p_party.city, p_party.country) x
     ORDER BY x.rank LIMIT 1
$$;

-- What a draft says of itself, completed from the party, its terms, and the company.
CREATE OR REPLACE FUNCTION finance.complete_header(p_company bigint, p_invoice jsonb) RETURNS finance.invoice
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v finance.invoice := jsonb_populate_record(NULL::finance.invoice, p_invoice);
    v_role text := CASE WHEN v.kind LIKE 'customer%' THEN 'receivable' ELSE 'payable' END;
    v_party contacts.party;
    f record;
BEGIN
    IF v.invoice_date IS NULL THEN
        PERFORM company.refuse('invoice.no_date', '{"field": "invoice_date"}', 'I');
    END IF;
    SELECT * INTO v_party FROM contacts.party p WHERE p.id = v.party_id;
    IF v_party.id IS NULL THEN
        PERFORM company.refuse('invoice.no_party', '{"field": "party_id"}', 'I');
    END IF;
    SELECT c.currency AS base, c.country, t.currency, t.payment_days,
           CASE v_role WHEN 'receivable' THEN t.receivable_account ELSE t.payable_account END AS control,
           (SELECT min(a.number) FROM ledger.account a
             WHERE a.company_id = p_company AND a.role = v_role AND a.active) AS usual_control
      INTO f
      FROM company.company c
      LEFT JOIN contacts.party_terms t ON t.company_id = c.id AND t.party_id = v.party_id
     WHERE c.id = p_company;
    v.company_id := p_company;
    v.currency := coalesce(v.currency, f.currency, f.base);
    v.rate := coalesce(v.rate, finance.rate_on(v.currency, f.base, v.invoice_date));
    v.control_account := coalesce(nullif(f.control, ''), f.usual_control);
    IF v.rate IS NULL THEN
        PERFORM company.refuse('invoice.no_rate', jsonb_build_object(
            'field', 'rate', 'currency', v.currency, 'date', v.invoice_date), 'I');
    ELSIF v.control_account IS NULL THEN
        PERFORM company.refuse('invoice.no_control_account', jsonb_build_object('role', v_role));
    END IF;
    v.due_on := coalesce(v.due_on, v.invoice_date + coalesce(f.payment_days, 30));
    v.language := coalesce(v.language, v_party.language);
    v.party_name := coalesce(nullif(v.party_name, ''), v_party.name);
    v.party_address := coalesce(v.party_address, finance.postal_address(v_party, f.country));
    v.party_vat_number := coalesce(v.party_vat_number, v_party.vat_number);
    RETURN v;
END $$;

-- The tax that an amount includes: amount x percent / (100 + percent) (ML 8 kap. 17 §), as models/finance/rules.py has it.
-- The factor makes the quotient long enough to be rounded once.
CREATE OR REPLACE FUNCTION finance.tax_within(p_amount numeric, p_percent numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE AS $$
    SELECT round(p_amount * p_percent * 1.000000000000 / (100 + p_percent), 2)
$$;

-- Lines of a draft with their net amount and the tax rate of the day of supply. Where prices include tax, the amounts do
-- too, and each net is what is left without its share of the tax in the cumulated amounts of its code.
CREATE OR REPLACE FUNCTION finance.priced_lines(p_company bigint, p_lines jsonb, p_supply date, p_gross boolean)
RETURNS TABLE (line_position integer, item_id bigint, order_line_id bigint, description text, quantity numeric, unit text,
               unit_price numeric, discount numeric, net numeric, account varchar, tax_code varchar, dimension_set bigint,
               percent numeric, amount numeric, period_from date, period_to date, deferral_account varchar)
LANGUAGE sql STABLE AS $$
    SELECT t.ordinality::integer, x.item_id, x.order_line_id, x.description, x.quantity::numeric(18, 6),
           coalesce(x.unit, ''), x.unit_price::numeric(18, 6), coalesce(x.discount, 0),
           CASE WHEN p_gross THEN y.amount - finance.tax_within(sum(y.amount) OVER up_to, y.percent)
                                  + finance.tax_within(sum(y.amount) OVER up_to - y.amount, y.percent)
                ELSE y.amount END,
           x.account, x.tax_code, coalesce(x.dimension_set, 0), y.percent, y.amount,
           x.period_from, x.period_to, x.deferral_account
      FROM jsonb_array_elements(p_lines) WITH ORDINALITY t
     CROSS JOIN LATERAL jsonb_to_record(t.value) AS x(
           item_id bigint, order_line_id bigint, description text, quantity numeric, unit text, unit_price numeric,
           discount numeric(9, 4), account varchar(10), tax_code varchar(20), dimension_set bigint,
           period_from date, period_to date, deferral_account varchar(10))
      LEFT JOIN finance.tax_rate r ON r.company_id = p_company AND r.tax_code = x.tax_code AND p_supply >= r.valid_from
            AND (r.valid_to IS NULL OR p_supply <= r.valid_to)
     CROSS JOIN LATERAL (
           SELECT round(x.quantity::numeric(18, 6) * x.unit_price::numeric(18, 6) * (1 - coalesce(x.discount, 0) / 100), 2) AS amount,
                  -- Under reverse charge the document charges no tax.
                  CASE WHEN r.reverse_account IS NULL THEN r.percent ELSE 0 END AS percent) y
    WINDOW up_to AS (PARTITION BY x.tax_code ORDER BY t.ordinality)
$$;

-- Saves a draft: a new one, or in place of the draft p_id that the caller read at p_version. p_invoice: columns of
-- finance.invoice, `whole` to round the total to whole units, and lines: [{description, quantity, unit_price, account,
-- tax_code, unit?, discount?, item_id?, order_line_id?, dimension_set?, period_from?, period_to?, deferral_account?}]. Answers {id, row_version, net, tax, rounding, total}.
CREATE OR REPLACE FUNCTION finance.save_draft(
    p_company bigint, p_invoice jsonb, p_id bigint DEFAULT NULL, p_version integer DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
    v finance.invoice := finance.complete_header(p_company, p_invoice);
    v_supply date := coalesce(v.supply_date, v.invoice_date);
    v_missing text;
BEGIN
    p_invoice := ledger.with_marked_lines(p_company, p_invoice);
    v.prices_include_tax := coalesce(v.prices_include_tax, false);
    SELECT coalesce(sum(s.net), 0),
           coalesce(sum(CASE WHEN v.prices_include_tax THEN s.amount - s.net ELSE round(s.net * s.percent / 100, 2) END), 0),
           max(s.tax_code) FILTER (WHERE s.percent IS NULL)
      INTO v.net, v.tax, v_missing
      FROM (SELECT l.tax_code, l.percent, sum(l.net) AS net, sum(l.amount) AS amount
              FROM finance.priced_lines(p_company, p_invoice -> 'lines', v_supply, v.prices_include_tax) l GROUP BY 1, 2) s;
    IF v_missing IS NOT NULL THEN
        PERFORM company.refuse('invoice.no_tax_rate', jsonb_build_object(
            'field', 'tax_code', 'tax_code', v_missing, 'date', v_supply), 'I');
    END IF;
    v.total := CASE WHEN (p_invoice ->> 'whole')::boolean THEN round(v.net + v.tax) ELSE v.net + v.tax END;
    v.rounding := v.total - v.net - v.tax;
    IF p_id IS NULL THEN
        INSERT INTO finance.invoice (company_id, kind, supplier_number, party_id, invoice_date, supply_date, due_on,
               currency, rate, control_account, language, order_id, delivery_id, credits_id, our_reference,
               their_reference, text, party_name, party_address, party_vat_number, net, tax, rounding, total,
               prices_include_tax)
        VALUES (p_company, v.kind, coalesce(v.supplier_number, ''), v.party_id, v.invoice_date, v.supply_date, v.due_on,
               v.currency, v.rate, v.control_account, v.language, v.order_id, v.delivery_id, v.credits_id,
               coalesce(v.our_reference, ''), coalesce(v.their_reference, ''), coalesce(v.text, ''), v.party_name,
               coalesce(v.party_address, ''), coalesce(v.party_vat_number, ''), v.net, v.tax, v.rounding, v.total,
               v.prices_include_tax)
        RETURNING id, row_version INTO v.id, v.row_version;
    ELSE
        UPDATE finance.invoice SET supplier_number = coalesce(v.supplier_number, ''), party_id = v.party_id,
               invoice_date = v.invoice_date, supply_date = v.supply_date, due_on = v.due_on, currency = v.currency,
               rate = v.rate, control_account = v.control_account, language = v.language, order_id = v.order_id,
               delivery_id = v.delivery_id, credits_id = v.credits_id, our_reference = coalesce(v.our_reference, ''),
               their_reference = coalesce(v.their_reference, ''), text = coalesce(v.text, ''), party_name = v.party_name,
               party_address = coalesce(v.party_address, ''), party_vat_number = coalesce(v.party_vat_number, ''),
               net = v.net, tax = v.tax, rounding = v.rounding, total = v.total, prices_include_tax = v.prices_include_tax
         WHERE company_id = p_company AND id = p_id AND row_version = p_version AND kind = v.kind
        RETURNING id, row_version INTO v.id, v.row_version;
        IF v.id IS NULL THEN
            PERFORM company.refuse('record.changed', jsonb_build_object('table', 'finance.invoice', 'id', p_id), 'C');
        END IF;
        DELETE FROM finance.invoice_line WHERE company_id = p_company AND invoice_id = p_id;
        DELETE FROM finance.invoice_tax WHERE company_id = p_company AND invoice_id = p_id;
    END IF;
    INSERT INTO finance.invoice_line (company_id, invoice_id, position, item_id, order_line_id, description, quantity, unit,
                                      unit_price, discount, net, account, tax_code, dimension_set, period_from, period_to,
                                      deferral_account)
    SELECT p_company, v.id, l.line_position, l.item_id, l.order_line_id, l.description, l.quantity, l.unit, l.unit_price,
           l.discount, l.net, l.account, l.tax_code, l.dimension_set, l.period_from, l.period_to, l.deferral_account
      FROM finance.priced_lines(p_company, p_invoice -> 'lines', v_supply, v.prices_include_tax) l;
    INSERT INTO finance.invoice_tax (company_id, invoice_id, tax_code, percent, base, tax)
    SELECT p_company, v.id, l.tax_code, l.percent, sum(l.net),
           CASE WHEN v.prices_include_tax THEN sum(l.amount - l.net) ELSE round(sum(l.net) * l.percent / 100, 2) END
      FROM finance.priced_lines(p_company, p_invoice -> 'lines', v_supply, v.prices_include_tax) l
     GROUP BY l.tax_code, l.percent;
    -- As text: a reader of JSON would make floats of them.
    RETURN jsonb_build_object('id', v.id, 'row_version', v.row_version, 'net', v.net::text, 'tax', v.tax::text,
                              'rounding', v.rounding::text, 'total', v.total::text);
END $$;

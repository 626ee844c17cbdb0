-- Rates as documents and the bank need them.

-- The rate of a day; refused where there is none.
CREATE OR REPLACE FUNCTION finance.day_rate(p_company bigint, p_currency text, p_day date) RETURNS numeric
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_rate numeric := (SELECT finance.rate_on(p_currency, c.currency, p_day) FROM company.company c WHERE c.id = p_company);
BEGIN
    IF v_rate IS NULL THEN
        PERFORM company.refuse('currency.no_rate', jsonb_build_object('currency', p_currency, 'date', p_day));
    END IF;
    RETURN v_rate;
END $$;

-- How much of an item, in its own currency, money of a transaction settles: as said, as much as the money where both are of
-- one currency, else all that is left.
CREATE OR REPLACE FUNCTION finance.settled_by(p_item ledger.open_item, p_currency text, p_amount numeric, p_settles numeric)
RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p_item.currency = p_currency THEN p_amount
                ELSE coalesce(p_settles, abs(p_item.remaining_currency)) END
$$;

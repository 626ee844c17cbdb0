-- Days on which offices work: Monday to Friday, in Sweden without the public holidays (lagen 1989:253) and the eves of
-- Midsummer, Christmas and New Year, which are no bank days either (lagen 1930:173). The rules by their days stand in
-- resources/charts/holidays.csv, which models/company/banking_days.py reads.

-- Easter Sunday of the Gregorian calendar (the anonymous algorithm of Meeus, Astronomical Algorithms, chapter 8).
CREATE OR REPLACE FUNCTION company.easter(p_year integer) RETURNS date
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_century integer := p_year / 100;
    v_in_century integer := p_year % 100;
    v_moon integer := (19 * (p_year % 19) + v_century - v_century / 4 - (v_century - (v_century + 8) / 25 + 1) / 3 + 15) % 30;
    v_weekday integer := (32 + 2 * (v_century % 4) + 2 * (v_in_century / 4) - v_moon - v_in_century % 4) % 7;
    v_late integer := (p_year % 19 + 11 * v_moon + 22 * v_weekday) / 451;
    v_day integer := v_moon + v_weekday - 7 * v_late + 114;
BEGIN
    RETURN make_date(p_year, v_day / 31, v_day % 31 + 1);
END $$;

CREATE OR REPLACE FUNCTION company.is_working_day(p_country text, p_day date) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT extract(isodow FROM p_day) < 6 AND NOT (p_country = 'SE' AND (
           to_char(p_day, 'MMDD') IN ('0101', '0106', '0501', '1224', '1225', '1226', '1231')
           OR p_day - company.easter(extract(year FROM p_day)::integer) IN (-2, 1, 39)
           -- The National Day took the place of Whit Monday (lagen 2004:1320).
           OR p_day >= '2005-01-01' AND to_char(p_day, 'MMDD') = '0606'
           OR p_day < '2005-01-01' AND p_day - company.easter(extract(year FROM p_day)::integer) = 50
           -- Midsummer Eve is the Friday before the Saturday of 20 to 26 June.
           OR extract(isodow FROM p_day) = 5 AND to_char(p_day, 'MMDD') BETWEEN '0619' AND '0625'))
$$;

-- How many working days lie after p_from up to p_to; none where p_to is not later.
CREATE OR REPLACE FUNCTION company.working_days(p_company bigint, p_from date, p_to date) RETURNS integer
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*)::integer FROM generate_series(p_from + 1, p_to, interval '1 day') d
     WHERE company.is_working_day((SELECT c.country FROM company.company c WHERE c.id = p_company), d::date)
$$;

-- The working day number p_count after p_from; p_from itself for none.
CREATE OR REPLACE FUNCTION company.working_day_after(p_company bigint, p_from date, p_count integer) RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(max(x.day), p_from)
      FROM (SELECT d::date AS day FROM generate_series(p_from + 1, p_from + 2 * p_count + 14, interval '1 day') d
             WHERE company.is_working_day((SELECT c.country FROM company.company c WHERE c.id = p_company), d::date)
             ORDER BY 1 LIMIT p_count) x
$$;

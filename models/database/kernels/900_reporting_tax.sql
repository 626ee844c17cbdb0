-- What people read of tax. A view's columns only grow at the end.

-- Which box a ledger line with a tax code belongs in: on an account where the code books tax, the box of that tax in force
-- from `first` to `last`; else (account null) the box of the base. `sign` makes a ledger amount (debit positive) a figure of
-- the box; `accounts` are those where the code books tax.
CREATE OR REPLACE VIEW reporting.tax_boxes WITH (security_invoker = true) AS
WITH taxes AS (
    SELECT c.company_id, c.code, x.account, x.box, x.sign, r.valid_from
      FROM finance.tax_code c JOIN finance.tax_rate r ON r.company_id = c.company_id AND r.tax_code = c.code
     CROSS JOIN LATERAL (VALUES
           (coalesce(r.account, c.account), CASE WHEN r.tax_box <> '' THEN r.tax_box ELSE c.tax_box END,
            CASE c.direction WHEN 'out' THEN -1 ELSE 1 END),
           (r.reverse_account, r.reverse_box, -1)) x(account, box, sign)
     WHERE x.account IS NOT NULL)
SELECT t.company_id, t.code AS tax_code, 'tax' AS part, t.account, t.box::text, t.sign, c.country, c.direction,
       CASE WHEN lag(t.valid_from) OVER rates IS NULL THEN '-infinity' ELSE t.valid_from END AS first,
       coalesce(lead(t.valid_from) OVER rates - 1, 'infinity') AS last, NULL::text[] AS accounts
  FROM taxes t JOIN finance.tax_code c ON c.company_id = t.company_id AND c.code = t.code
WINDOW rates AS (PARTITION BY t.company_id, t.code, t.account ORDER BY t.valid_from)
UNION ALL
SELECT c.company_id, c.code, 'base', NULL, c.base_box, CASE c.direction WHEN 'out' THEN -1 ELSE 1 END, c.country,
       c.direction, '-infinity', 'infinity',
       coalesce((SELECT array_agg(DISTINCT t.account::text) FROM taxes t
                  WHERE t.company_id = c.company_id AND t.code = c.code), '{}')
  FROM finance.tax_code c;
COMMENT ON VIEW reporting.tax_boxes IS 'The box of the VAT return that base and tax of each tax code belong in';

-- Ledger lines of tax codes with their box and the day on which they are due: that of the voucher, or under the cash method
-- that of each payment, for its share by cumulated amounts, and for what is unpaid the end of the fiscal year (ML 7 kap. 15 §).
CREATE OR REPLACE VIEW reporting.vat_lines WITH (security_invoker = true) AS
WITH coded AS NOT MATERIALIZED (
    SELECT l.company_id, l.id, l.entry_id, l.entry_date, l.fiscal_year_id, l.account, l.tax_code, b.part, b.box, b.sign,
           b.country, b.direction, l.amount, l.party_id, l.document_kind, l.document_id, l.text
      FROM reporting.tax_boxes b
      JOIN ledger.line l ON l.company_id = b.company_id AND l.tax_code = b.tax_code
       AND CASE WHEN b.account IS NULL THEN l.account <> ALL (b.accounts)
                ELSE l.account = b.account AND l.entry_date BETWEEN b.first AND b.last END),
cash AS (
    SELECT s.company_id, s.valid_from AS first, s.method,
           coalesce(lead(s.valid_from) OVER (PARTITION BY s.company_id ORDER BY s.valid_from) - 1, 'infinity') AS last
      FROM finance.tax_scheme s),
due AS (
    SELECT c.*, c.entry_date AS due_on, c.amount AS due_amount FROM coded c
     WHERE c.document_id IS NULL OR NOT EXISTS (
           SELECT FROM cash s WHERE s.method = 'cash' AND s.company_id = c.company_id
              AND c.entry_date BETWEEN s.first AND s.last)
    UNION ALL
    SELECT c.*, e.due_on, round(c.amount * e.up_to, 2) - round(c.amount * e.before, 2)
      FROM cash s
      JOIN coded c ON c.company_id = s.company_id AND c.entry_date BETWEEN s.first AND s.last AND c.document_id IS NOT NULL
      JOIN ledger.fiscal_year y ON y.company_id = c.company_id AND y.id = c.fiscal_year_id
     CROSS JOIN LATERAL (
           SELECT p.due_on, p.up_to, coalesce(lag(p.up_to) OVER (ORDER BY p.due_on), 0) AS before
             FROM (SELECT x.due_on, least(sum(sum(x.share)) OVER (ORDER BY x.due_on), 1) AS up_to
                     FROM (SELECT greatest(t.settled_on, c.entry_date) AS due_on, t.amount / abs(o.amount) AS share
                             FROM ledger.open_item o
                             JOIN ledger.settlement t ON t.company_id = o.company_id AND t.undone_at IS NULL
                                  AND o.line_id IN (t.debit_line_id, t.credit_line_id) AND t.settled_on <= y.ends_on
                            WHERE o.company_id = c.company_id AND o.document_kind = c.document_kind
                              AND o.document_id = c.document_id AND o.amount <> 0
                           UNION ALL SELECT y.ends_on, 1) x
                    GROUP BY x.due_on) p) e
     WHERE s.method = 'cash' AND e.up_to <> e.before)
SELECT d.company_id, d.id, d.entry_id, d.entry_date, d.due_on, d.account, d.tax_code, d.part, d.box, d.sign, d.country,
       d.direction, d.due_amount AS ledger_amount, d.sign * d.due_amount AS amount, d.party_id, d.document_kind,
       d.document_id, d.text
  FROM due d;
COMMENT ON VIEW reporting.vat_lines IS 'Ledger lines with a tax code, their box of the VAT return and the day they are due';

-- The same with the words that people read.
CREATE OR REPLACE VIEW reporting.vat_specification WITH (security_invoker = true) AS
SELECT v.company_id, v.id, v.entry_id, v.due_on, v.entry_date, e.series || coalesce(e.imported_number, e.number::text) AS voucher,
       CASE WHEN v.text <> '' THEN v.text ELSE e.text END AS text, v.account, v.tax_code, v.part, v.box, v.amount, v.country,
       v.document_kind, v.document_id
  FROM reporting.vat_lines v JOIN ledger.entry e ON e.company_id = v.company_id AND e.id = v.entry_id;
COMMENT ON VIEW reporting.vat_specification IS 'What each box of the VAT return is made of, line by line';

"""Fills books with years of vouchers as a company has them: bank, sales, purchases, VAT, cost centres, customers."""

from __future__ import annotations

from datetime import date
from typing import Any

import psycopg

_LINES_AN_ENTRY = 10
_ENTRIES_A_BATCH = 500
CUSTOMERS, CENTRES, PROJECTS = 2000, 40, 200
YEARS = (2023, 2024, 2025, 2026)

#: Each voucher has a line on the bank (a tenth of all lines), base and tax of a sale or a purchase, six costs with
#: centre and project, and one on customers or on rent. Two lines of a hundred are unpaid.
_BATCH = """
WITH voucher AS (
    SELECT e, e %% 2 = 0 AS sale, e %% 5 = 0 AS customer, 1 + e * 7919 %% 900 AS k,
           %(from)s::date + (random() * (%(to)s::date - %(from)s::date))::int AS day
      FROM generate_series(%(first)s::bigint, %(first)s::bigint + %(entries)s - 1) e)
SELECT cardinality(ledger.append(%(company)s, (
    SELECT jsonb_agg(jsonb_build_object('date', v.day, 'series', 'A', 'lines', l.lines,
                     'text', concat('Invoice ', v.e, ' of contract ', v.e %% 500)))
      FROM voucher v CROSS JOIN LATERAL (
           SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                      'account', x.account, 'amount', x.amount, 'tax_code', x.code,
                      'dimension_set', (%(sets)s::bigint[])[1 + ((v.e * 13 + x.n) %% %(projects)s)::int * x.marked],
                      'party_id', (%(parties)s::bigint[])[(1 + v.e / 5 %% %(customers)s) * x.party],
                      'due_on', CASE x.party WHEN 1 THEN v.day + 30 END)) ORDER BY x.n) AS lines
             FROM (VALUES
                   (1, '1930', CASE WHEN v.sale THEN 124 ELSE -126 END * v.k, NULL, 0, 0),
                   (2, CASE WHEN v.sale THEN '3001' ELSE '4000' END, CASE WHEN v.sale THEN -100 ELSE 100 END * v.k,
                       CASE WHEN v.sale THEN 'S25' ELSE 'I25' END, 1, 0),
                   (3, CASE WHEN v.sale THEN '2611' ELSE '2641' END, CASE WHEN v.sale THEN -25 ELSE 25 END * v.k,
                       CASE WHEN v.sale THEN 'S25' ELSE 'I25' END, 0, 0),
                   (10, CASE WHEN v.customer THEN '1510' ELSE '5010' END, v.k, NULL, 0, v.customer::int)
                   UNION ALL
                   SELECT n, (%(costs)s::text[])[1 + (v.e * 31 + n * 17) %% 40],
                          CASE n %% 2 WHEN 0 THEN n / 2 ELSE -(n / 2) END * v.k, NULL, 1, 0
                     FROM generate_series(4, 9) n) x(n, account, amount, code, marked, party)) l), 1))
"""
_COSTS = """
SELECT array_agg(number ORDER BY number) FROM (
    SELECT number FROM ledger.account WHERE company_id = %s AND number BETWEEN '4020' AND '7699' AND active
       AND role = '' AND NOT open_items ORDER BY md5(number) LIMIT 40) x
"""


def fill_books(connection: psycopg.Connection[Any], company: int, *, lines: int) -> None:
    """Add vouchers of ten lines up to `lines`: a tenth in January 2023, the rest evenly in the years 2024 to 2026."""
    connection.autocommit = True
    held = _count(connection, company)
    values = _furnish(connection, company)
    january, later = (date(2023, 1, 1), date(2023, 1, 31)), (date(2024, 1, 1), date(2026, 12, 31))
    batches = (lines - held) // (_LINES_AN_ENTRY * _ENTRIES_A_BATCH)
    for n in range(batches):
        days = january if n % 10 == 0 else later
        first = held // _LINES_AN_ENTRY + n * _ENTRIES_A_BATCH
        connection.execute(_BATCH, {**values, "first": first, "from": days[0], "to": days[1]})
        if held + n == 0:  # as the server does by itself in its first minute: plans made for empty tables read all
            connection.execute("ANALYZE ledger.entry, ledger.line, ledger.balance")
    connection.execute("VACUUM ANALYZE ledger.line, ledger.entry, ledger.balance, ledger.open_item")


def _count(connection: psycopg.Connection[Any], company: int) -> int:
    row = connection.execute("SELECT count(*) FROM ledger.line WHERE company_id = %s", (company,)).fetchone()
    assert row
    return int(row[0])


def _furnish(connection: psycopg.Connection[Any], company: int) -> dict[str, Any]:
    """The years, customers, centres and projects, made once; what a batch is filled with."""
    connection.execute(
        "SELECT ledger.open_fiscal_year(%(c)s, make_date(y, 1, 1), make_date(y, 12, 31)) "
        "FROM unnest(%(years)s::int[]) y"
        " WHERE NOT EXISTS (SELECT FROM ledger.fiscal_year f WHERE f.company_id = %(c)s"
        " AND make_date(y, 1, 1) BETWEEN f.starts_on AND f.ends_on)",
        {"c": company, "years": list(YEARS)},
    )
    connection.execute(
        "INSERT INTO contacts.party (code, name, kind, is_customer, sort_key) SELECT 'BK' || n, 'Kund ' || n,"
        " 'organisation', true, company.sort_key('Kund ' || n) FROM generate_series(1, %s) n ON CONFLICT DO NOTHING",
        (CUSTOMERS,),
    )
    connection.execute(
        "INSERT INTO ledger.dimension (company_id, number, name) VALUES (%(c)s, 1, 'Centre'), (%(c)s, 6, 'Project')"
        " ON CONFLICT DO NOTHING",
        {"c": company},
    )
    connection.execute(
        "INSERT INTO ledger.dimension_value (company_id, dimension, code, name)"
        " SELECT %(c)s, 1, 'C' || n, 'Centre ' || n FROM generate_series(1, %(centres)s) n UNION ALL"
        " SELECT %(c)s, 6, 'P' || n, 'Project ' || n FROM generate_series(1, %(projects)s) n ON CONFLICT DO NOTHING",
        {"c": company, "centres": CENTRES, "projects": PROJECTS},
    )
    sets = connection.execute(
        "SELECT ledger.dimension_sets(%s, jsonb_agg(jsonb_build_object('1', 'C' || 1 + n %% %s, '6', 'P' || n)))"
        " FROM generate_series(1, %s) n",
        (company, CENTRES, PROJECTS),
    ).fetchone()
    parties = connection.execute("SELECT array_agg(id) FROM contacts.party WHERE code LIKE 'BK%'").fetchone()
    costs = connection.execute(_COSTS, (company,)).fetchone()
    assert sets
    assert parties
    assert costs
    return {
        "company": company,
        "entries": _ENTRIES_A_BATCH,
        "sets": [0, *sets[0]],
        "parties": parties[0],
        "costs": costs[0],
        "projects": PROJECTS,
        "customers": CUSTOMERS,
    }

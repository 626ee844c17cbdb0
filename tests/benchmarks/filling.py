"""Fills books and registers with a great many rows, as the owner: with true balances and chains."""

from __future__ import annotations

import time
from typing import Any

import psycopg

_LINES_AN_ENTRY = 10
_ENTRIES_A_BATCH = 500

#: Ten lines over sixty accounts that sum to zero, on any day of the year.
_BATCH = """
SELECT cardinality(ledger.append(%(company)s, (
    SELECT jsonb_agg(jsonb_build_object('date', date '2026-01-01' + (random() * %(days)s)::int, 'series', 'A',
        'text', 'Filling',
        'lines', (SELECT jsonb_agg(jsonb_build_object(
                  'account', a.numbers[1 + (random() * (cardinality(a.numbers) - 1))::int + 0 * e],
                  'amount', CASE WHEN n <= 5 THEN n * (e + 1) ELSE -(11 - n) * (e + 1) END))
                    FROM generate_series(1, 10) n)))
      FROM generate_series(1, %(entries)s) e CROSS JOIN a), 1))
  FROM a
"""
_ACCOUNTS = """
WITH a AS (SELECT (array_agg(number ORDER BY number))[1:60] AS numbers FROM ledger.account
            WHERE company_id = %(company)s AND (%(accounts)s::text[] = '{}' OR number = ANY (%(accounts)s))
              AND role NOT IN ('receivable', 'payable') AND active AND NOT open_items)
"""


def fill_ledger(
    connection: psycopg.Connection[Any], company: int, *, lines: int, accounts: tuple[str, ...] = (), days: int = 364
) -> None:
    """Append vouchers of ten lines on the first `days` of 2026, on sixty accounts or those named, up to `lines`."""
    connection.autocommit = True
    held = connection.execute("SELECT count(*) FROM ledger.line WHERE company_id = %s", (company,)).fetchone()
    assert held
    for _ in range((lines - held[0]) // (_LINES_AN_ENTRY * _ENTRIES_A_BATCH)):
        values = {"company": company, "accounts": list(accounts), "entries": _ENTRIES_A_BATCH, "days": days}
        connection.execute(_ACCOUNTS + _BATCH, values)
    connection.execute("VACUUM ANALYZE ledger.line, ledger.entry, ledger.balance")


def fill_parties(connection: psycopg.Connection[Any], *, count: int) -> None:
    """Make customers called "Kund 17 i Malmö AB" and the like."""
    connection.autocommit = True
    connection.execute("SET session_replication_role = replica")
    connection.execute(
        "INSERT INTO contacts.party (code, name, kind, is_customer, is_supplier, city, sort_key)"
        " SELECT 'B' || n, v.name, 'organisation', true, n %% 5 = 0, v.city, company.sort_key(v.name)"
        " FROM generate_series(1, %s) n CROSS JOIN LATERAL ("
        " SELECT (ARRAY['Malmö', 'Lund', 'Ystad', 'Åhus'])[1 + n %% 4] AS city,"
        " 'Kund ' || md5(n::text) || ' ' || n || ' AB' AS name) v",
        (count,),
    )
    connection.execute("SET session_replication_role = DEFAULT")
    connection.execute("VACUUM ANALYZE contacts.party")


def commit_milliseconds(connection: psycopg.Connection[Any]) -> float:
    """What one durable commit of one small row takes on this disk."""
    connection.autocommit = True
    connection.execute("CREATE TABLE IF NOT EXISTS public.commit_probe (n int)")
    started = time.perf_counter()
    for n in range(200):
        connection.execute("INSERT INTO public.commit_probe VALUES (%s)", (n,))
    return (time.perf_counter() - started) * 1000 / 200

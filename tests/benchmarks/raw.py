"""The physical limit: the same rows of an invoice written by bare SQL, with keys and indexes but without rules."""

from __future__ import annotations

import time
from typing import Any

import psycopg

_TABLES = """
CREATE SCHEMA raw;
CREATE TABLE raw.series (id int PRIMARY KEY, next bigint NOT NULL);
CREATE TABLE raw.account (number text PRIMARY KEY);
CREATE TABLE raw.party (id bigint PRIMARY KEY);
CREATE TABLE raw.invoice (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number text UNIQUE,
    party_id bigint REFERENCES raw.party, invoice_date date, due_on date, total numeric(18,2), text text);
CREATE TABLE raw.invoice_line (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    invoice_id bigint REFERENCES raw.invoice, position int, description text, quantity numeric(18,6),
    unit_price numeric(18,6), net numeric(18,2), account text REFERENCES raw.account);
CREATE INDEX ON raw.invoice_line (invoice_id);
CREATE TABLE raw.invoice_tax (invoice_id bigint REFERENCES raw.invoice, code text, base numeric(18,2),
    tax numeric(18,2), PRIMARY KEY (invoice_id, code));
CREATE TABLE raw.entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, series int REFERENCES raw.series,
    number bigint, entry_date date, text text, UNIQUE (series, number));
CREATE TABLE raw.line (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, entry_id bigint REFERENCES raw.entry,
    position int, account text REFERENCES raw.account, entry_date date, amount numeric(18,2), party_id bigint,
    UNIQUE (entry_id, position));
CREATE INDEX ON raw.line (account, entry_date, id);
INSERT INTO raw.series SELECT n, 1 FROM generate_series(1, 16) n;
INSERT INTO raw.account VALUES ('1510'), ('3001'), ('3002'), ('2611'), ('3740');
INSERT INTO raw.party VALUES (1);
"""


def prepare_raw_tables(connection: psycopg.Connection[Any]) -> None:
    """Make the tables of the raw document in a schema of their own."""
    connection.execute(_TABLES)


def write_raw_documents(connection: psycopg.Connection[Any], *, count: int, series: int = 1) -> float:
    """Write `count` documents, each its own commit: header, 3 lines, tax, entry, 5 ledger lines, two numbers.

    Returns documents a second.
    """
    started = time.perf_counter()
    for _ in range(count):
        with connection.transaction():
            _write_document(connection, series)
    return count / (time.perf_counter() - started)


def _write_document(connection: psycopg.Connection[Any], series: int) -> None:
    number = connection.execute(
        "UPDATE raw.series SET next = next + 1 WHERE id = %s RETURNING next", (series,)
    ).fetchone()
    assert number
    invoice = connection.execute(
        "INSERT INTO raw.invoice (number, party_id, invoice_date, due_on, total, text)"
        " VALUES (%s, 1, '2026-03-05', '2026-04-04', 1250, '') RETURNING id",
        (f"{series}-{number[0]}",),
    ).fetchone()
    assert invoice
    connection.execute(
        "INSERT INTO raw.invoice_line (invoice_id, position, description, quantity, unit_price, net, account) VALUES"
        " (%s, 1, 'A', 1, 500, 500, '3001'), (%s, 2, 'B', 2, 150, 300, '3001'), (%s, 3, 'C', 1, 200, 200, '3002')",
        (invoice[0],) * 3,
    )
    connection.execute("INSERT INTO raw.invoice_tax VALUES (%s, '25', 1000, 250)", invoice)
    entry = connection.execute(
        "INSERT INTO raw.entry (series, number, entry_date, text) VALUES (%s, %s, '2026-03-05', '') RETURNING id",
        (series, number[0]),
    ).fetchone()
    assert entry
    connection.execute(
        "INSERT INTO raw.line (entry_id, position, account, entry_date, amount, party_id) VALUES"
        " (%s, 1, '1510', '2026-03-05', 1250, 1), (%s, 2, '3001', '2026-03-05', -800, NULL),"
        " (%s, 3, '3002', '2026-03-05', -200, NULL), (%s, 4, '2611', '2026-03-05', -249.50, NULL),"
        " (%s, 5, '3740', '2026-03-05', -0.50, NULL)",
        entry * 5,
    )

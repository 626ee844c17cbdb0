"""The statements that come with the program: income statement, balance sheet, results in brief, cash flow, key figures.

The layouts of the first two are those of årsredovisningslagen (1995:1554), appendices 1 and 2, by nature of expense, as
BFNAR 2016:10 (K2) names their rows.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from models.finance.statements.shapes import Statement, StatementLine


@cache
def shipped_statements() -> dict[str, Statement]:
    """Every shipped statement by its code."""
    return {row["code"]: _statement(row) for row in _rows("statements")}


def _statement(row: dict[str, str]) -> Statement:
    return Statement(
        code=row["code"],
        title=row["title"],
        title_en=row["title_en"],
        lines=tuple(_line(line) for line in _rows(f"statements-{row['code']}")),
        covers=row["covers"],
        after_closing=row["closing"] == "1",
        proof=row["proof"],
    )


def _line(row: dict[str, str]) -> StatementLine:
    return StatementLine(
        code=row["code"],
        kind=row["kind"],
        title=row["title"] or "",
        title_en=row["title_en"] or "",
        level=int(row["level"] or 0),
        expression=row["expression"],
        sign=row["sign"],
        hidden=row["hidden"] == "1",
    )


def _rows(name: str) -> list[dict[str, str]]:
    content = (files("resources.charts") / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(content.splitlines(), delimiter=";"))

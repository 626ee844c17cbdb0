"""Reads the starter charts: accounts, dated tax rates, voucher series, tasks of the close, units and currencies."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from typing import Any

CHARTS = ("bas",)
#: Bank account, site and places that a new company begins with.
_BEGINNINGS: dict[str, Any] = {
    "exchange_accounts": {
        "gain": "3960",
        "loss": "7960",
        "unrealised_gain": "3960",
        "unrealised_loss": "7960",
    },
    "bank_accounts": [{"name": "Företagskonto", "account": "1930"}],
    "site": {"code": "1", "name": "Huvudlager"},
    "places": [
        {"code": "LAGER", "name": "Lager"},
        {"code": "IN", "name": "Godsmottagning"},
        {"code": "UT", "name": "Utlastning"},
    ],
}


def read_chart(name: str) -> dict[str, Any]:
    """The chart `name` in the shape that company.found_company takes; ValueError for an unknown one."""
    if name not in CHARTS:
        raise ValueError(name)
    return {
        "accounts": [_account(row) for row in _rows(f"{name}-accounts")],
        "tax_codes": [_tax_code(row) for row in _rows(f"{name}-tax-codes")],
        "tax_schemes": _rows(f"{name}-tax-scheme"),
        "series": _rows("series"),
        "asset_groups": [_asset_group(row) for row in _rows(f"{name}-asset-groups")],
        "close_tasks": [_close_task(n, row) for n, row in enumerate(_rows("close-tasks"), start=1)],
        "units": _rows("units"),
        "currencies": _rows("currencies"),
        **_BEGINNINGS,
    }


def _rows(name: str) -> list[dict[str, str]]:
    content = (files("resources.charts") / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(content.splitlines(), delimiter=";"))


def _close_task(ordinal: int, row: dict[str, str]) -> dict[str, Any]:
    flags = {name: row[name] == "1" for name in ("reviewed", "needs_evidence")}
    return {**row, **flags, "ordinal": ordinal, "due_day": int(row["due_day"]), "after": row["after"].split()}


def _account(row: dict[str, str]) -> dict[str, Any]:
    return {**row, "open_items": row["open_items"] == "1"}


def _asset_group(row: dict[str, str]) -> dict[str, Any]:
    return {**row, "tax_pool": row["tax_pool"] == "1"}


def _tax_code(row: dict[str, str]) -> dict[str, Any]:
    rates = [_rate(text) for text in row["rates"].split(",")]
    return {**row, "account": row["account"] or None, "rates": rates}


#: A rate written as from..to=percent, and where they differ from what is usual: %deductible, @account/box of the code,
#: ~account/box of the tax that a buyer owes.
_RATE = re.compile(
    r"(?P<valid_from>[^.]+)\.\.(?P<valid_to>[^=]*)=(?P<percent>[\d.]+)(?:%(?P<deductible>[\d.]+))?"
    r"(?:@(?P<account>\d*)/(?P<tax_box>\w*))?(?:~(?P<reverse_account>\d+)/(?P<reverse_box>\w+))?"
)


def _rate(text: str) -> dict[str, str | None]:
    match = _RATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return {name: value or None for name, value in match.groupdict().items()}

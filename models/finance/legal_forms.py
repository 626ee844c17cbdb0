"""Which accounts the year-end of a company uses, by its legal form. The data stand in resources/charts/year-end.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LIMITED, _SOLE = "AB", "EF"
#: The first digit of the number of a juridical person (organisationsnumret, lag 1974:174): 5 is a limited company.
_JURIDICAL_FROM = 2


@dataclass(frozen=True, slots=True)
class ClosingAccounts:
    """Where the result is booked from and to; `dividend` is empty where no dividend is paid. `form` AB or EF."""

    form: str
    result: str
    equity: str
    retained: str
    dividend: str


@cache
def closing_accounts(org_number: str) -> ClosingAccounts:
    """The accounts of a company with this number; a limited company where it has none, or an unknown one."""
    form = _SOLE if _is_person(org_number) else _LIMITED
    content = (files("resources.charts") / "year-end.csv").read_text(encoding="utf-8")
    row = next(row for row in csv.DictReader(content.splitlines(), delimiter=";") if row["form"] == form)
    return ClosingAccounts(
        form, row["result_account"], row["equity_account"], row["retained_account"], row["dividend_account"]
    )


def _is_person(org_number: str) -> bool:
    """Whether it is a person's number: the third digit of a juridical person is 2 or more, that of a month below."""
    digits = "".join(sign for sign in org_number if sign.isdigit())[-10:]
    return len(digits) == len("5560160680") and int(digits[2]) < _JURIDICAL_FROM

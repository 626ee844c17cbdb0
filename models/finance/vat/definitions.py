"""The boxes of the Swedish VAT return and when returns are due, read from dated data."""

from __future__ import annotations

import csv
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from models.company.banking_days import on_banking_day
from models.database.errors import Invalid


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the form (SKV 4700): its group A to I, its element in an eSKD file, its column in the EC sales list."""

    box: str
    group: str
    element: str
    sales_list: str
    name: str
    name_en: str

    def title(self, language: str) -> str:
        """What the form calls it."""
        return self.name if language == "sv" else self.name_en


#: Box 49, what is to be paid: the sum of the boxes of tax.
PAYABLE = "49"


@cache
def boxes() -> tuple[Box, ...]:
    """All boxes in the order of the form."""
    return tuple(Box(*row.values()) for row in _rows("vat-boxes"))


def box_named(number: str) -> Box:
    """The box of this number; Invalid where the form has none."""
    for box in boxes():
        if box.box == number:
            return box
    raise Invalid("vat.unknown_box", field="box", box=number)


def due_on(frequency: str, ends_on: date) -> date:
    """When a return for a period that ends on `ends_on` is due.

    A Saturday, Sunday or public holiday moves to the next banking day (lag 1930:173), save for OSS (Directive
    2006/112/EC art. 369f).
    """
    rules = [row for row in _rows("vat-due-dates") if row["frequency"] == frequency]
    rule = max(
        (row for row in rules if date.fromisoformat(row["valid_from"]) <= ends_on), key=lambda r: r["valid_from"]
    )
    months = ends_on.year * 12 + ends_on.month - 1 + int(rule["months"])
    year, month = divmod(months, 12)
    moved = dict(pair.split("=") for pair in rule["moved"].split(",") if pair)
    day = int(moved.get(f"{month + 1:02}", rule["day"]))
    due = date(year, month + 1, min(day, monthrange(year, month + 1)[1]))
    return on_banking_day(due) if rule["weekend"] == "moves" else due


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    content = (files("resources.charts") / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(content.splitlines(), delimiter=";"))

"""A house with cost centres and projects, and what is spread over them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from models.finance.allocations.arranging import AllocationRule, save_rule
from models.finance.allocations.keys import AllocationKey, Target, save_key
from models.finance.allocations.running import (
    Allocated,
    Proposal,
    allocate,
    read_allocations,
)
from models.finance.dimensions import (
    Dimension,
    DimensionValue,
    save_dimension,
    save_dimension_value,
)
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.office import Office

D = Decimal
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def with_centres(office: Office) -> Office:
    """Cost centres 100, 200 and 300, and 900 for what all of them share; projects P1 and P2."""
    accountant = office.session("accountant")
    for dimension in (Dimension(1, "Kostnadsställe"), Dimension(6, "Projekt")):
        accountant.run(save_dimension, dimension=dimension)
    for code in ("100", "200", "300", "900"):
        accountant.run(save_dimension_value, value=DimensionValue(1, code, f"Avdelning {code}"))
    for code in ("P1", "P2"):
        accountant.run(save_dimension_value, value=DimensionValue(6, code, f"Projekt {code}"))
    return office


def book(office: Office, account: str, amount: str, on: date = date(2026, 1, 15), **marks: str) -> None:
    """A cost paid by the bank, marked with values by dimension (d1 for dimension 1)."""
    dimensions = {name[1:]: value for name, value in marks.items()}
    lines = [VoucherLine(account, D(amount), dimensions=dimensions), VoucherLine("1930", -D(amount))]
    office.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(date=on, lines=lines, text="Kostnad")])


def key(office: Office, *targets: tuple[str, str], code: str = "YTA", **more: Any) -> AllocationKey:
    """A fixed key over cost centres with these weights."""
    shares = tuple(Target(code=value, weight=D(weight)) for value, weight in targets)
    draft = AllocationKey(code, code, dimension=1, valid_from=JANUARY, targets=shares)
    return office.session("accountant").run(save_key, key=replace(draft, **more))


def rule(office: Office, by: AllocationKey, accounts: str = "5010", **more: Any) -> AllocationRule:
    """What stands on some accounts ("5010", "5000 5999"), without a cost centre unless it is said otherwise."""
    first, _, last = accounts.partition(" ")
    draft = AllocationRule("Hyra", "", 10, first, last, 1, None, by.id, series="A", starts_on=JANUARY)
    return office.session("accountant").run(save_rule, rule=replace(draft, **more))


def run(office: Office, month: date = JANUARY, **more: Any) -> Allocated:
    return office.session("accountant").run(allocate, month=month, **more)


def preview(office: Office, month: date = JANUARY) -> list[Proposal]:
    return list(office.session("auditor").read(read_allocations, month=month).rows)


def by_centre(office: Office, account: str, on: str = "2026-12-31") -> dict[str, Decimal]:
    """What stands on an account, by cost centre; nothing is left out."""
    rows = office.owner().execute(
        "SELECT coalesce(s.values ->> '1', ''), sum(l.amount) FROM ledger.line l"
        " LEFT JOIN ledger.dimension_set s ON s.company_id = l.company_id AND s.id = l.dimension_set"
        " WHERE l.account = %s AND l.entry_date <= %s GROUP BY 1 HAVING sum(l.amount) <> 0",
        (account, on),
    )
    return dict(rows.fetchall())


def shares(proposal: Proposal) -> list[tuple[str, str]]:
    return [(part.marks.get("1", ""), str(part.amount)) for part in proposal.put]

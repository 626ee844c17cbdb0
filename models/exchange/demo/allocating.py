"""Shared costs of the company: premises by floor space, then the office by who works where."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from models.database.rights import Role
from models.exchange.demo.stage import Stage
from models.finance.allocations.arranging import AllocationRule, save_rule
from models.finance.allocations.keys import AllocationKey, Target, save_key
from models.finance.allocations.running import allocate

_SPACE = (("100", 420), ("200", 180), ("300", 60))
_PEOPLE = (("100", 6), ("200", 3))


def spread_costs(stage: Stage) -> None:
    """Begin with the month before: its premises are booked, the office is left to be booked."""
    last = stage.today.replace(day=1) - timedelta(days=1)
    first = max(last.replace(day=1), stage.start)
    space = _key(stage, "YTA", "Golvyta i kvadratmeter", _SPACE, first)
    people = _key(stage, "ANST", "Antal anställda", _PEOPLE, first)
    premises = AllocationRule("Lokalkostnader", "", 10, "5010", "5099", 1, "100", space, starts_on=first)
    office = AllocationRule("Kontoret", "", 20, "5000", "6999", 1, "300", people, starts_on=first)
    booked = stage.run(Role.ACCOUNTANT, save_rule, rule=premises)
    stage.run(Role.ACCOUNTANT, save_rule, rule=office)
    if last >= stage.start:
        stage.run(Role.ACCOUNTANT, allocate, month=first, rule_id=booked.id)


def _key(stage: Stage, code: str, title: str, weights: tuple[tuple[str, int], ...], first: date) -> int | None:
    targets = tuple(Target(code=value, weight=Decimal(weight)) for value, weight in weights)
    key = AllocationKey(code, title, "fixed", 1, valid_from=first, targets=targets)
    return stage.run(Role.ACCOUNTANT, save_key, key=key).id

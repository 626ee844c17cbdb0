"""What accounts ask of dimensions, for screens that say so while a line is typed; posting asks it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class AccountRule:
    """A rule for a range of accounts on days, both inclusive; `requirement` required, optional or forbidden."""

    dimension: int
    name: str
    from_account: str
    to_account: str
    requirement: str
    default_code: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, account: str, on: date) -> bool:
        """Whether it is for an account on a day."""
        early, late = self.valid_from or date.min, self.valid_to or date.max
        return self.from_account <= account <= self.to_account and early <= on <= late


@operation(needs=Permission.CONTACTS_READ)
def account_rules(work: Work) -> tuple[AccountRule, ...]:
    """The rules of the dimensions in use, the narrowest range first (as ledger.dimension_rules_of takes them)."""
    rows = work.rows(
        "SELECT r.dimension, d.name, r.from_account, r.to_account, r.requirement, r.default_code, r.valid_from,"
        " r.valid_to FROM ledger.dimension_rule r"
        " JOIN ledger.dimension d ON d.company_id = r.company_id AND d.number = r.dimension AND d.active"
        " WHERE r.company_id = :company ORDER BY r.dimension, r.from_account DESC, r.to_account, r.id"
    )
    return tuple(AccountRule(*tuple(row)) for row in rows)


def rules_for(rules: Iterable[AccountRule], account: str | None, on: date | None) -> dict[int, AccountRule]:
    """The rule that holds for an account on a day, by dimension; `rules` come with the narrowest first."""
    found: dict[int, AccountRule] = {}
    for rule in rules if account and on else ():
        if rule.holds(account or "", on or date.min):
            found.setdefault(rule.dimension, rule)
    return found


def with_defaults(
    rules: Iterable[AccountRule], account: str | None, on: date | None, given: Mapping[str, str]
) -> dict[str, str]:
    """The values of a line, number to code, with those that rules fill in where it says none."""
    holding = rules_for(rules, account, on)
    filled = {str(number): rule.default_code for number, rule in holding.items() if rule.default_code}
    return {**{number: code for number, code in filled.items() if code}, **given}

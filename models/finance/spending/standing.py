"""Where every rule of spending control stands on a day: budget, spent, on order, left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.errors import Invalid
from models.database.records import read_records
from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule on an account, or on a range together; `ceiling` is the budget with its tolerance."""

    rule_id: int
    title: str
    act: str
    span: str
    from_account: str
    to_account: str
    account_name: str
    dimension: int | None
    dimension_code: str | None
    first: date
    last: date
    budget_id: int
    budget: Decimal
    spent: Decimal
    ordered: Decimal
    available: Decimal
    ceiling: Decimal

    @property
    def accounts(self) -> str:
        """The account or the range, and the value of the dimension."""
        return named(self.from_account, self.to_account, self.dimension_code)

    @property
    def used(self) -> Decimal:
        """What is spent and on order."""
        return self.spent + self.ordered

    @property
    def status(self) -> str:
        """Whether it is within the budget, within its tolerance, or over both."""
        if self.used > self.ceiling:
            return "over"
        return "tolerated" if self.used > self.budget else "within"


def named(first: str, last: str, code: str | None) -> str:
    """An account or a range of them, and a value of a dimension."""
    accounts = first if first == last else f"{first}–{last}"
    return f"{accounts} {code}" if code else accounts


@operation(needs=Permission.FINANCE_READ)
def read_spending(work: Work, *, day: date | None = None) -> tuple[Standing, ...]:
    """Every rule in use on a day, or today."""
    return read_records(work, Standing, "SELECT * FROM reporting.spending_on(:company, :day)", day=day or work.today())


@dataclass(frozen=True, slots=True)
class Behind:
    """A part of what is spent (booked on an account, taken into stock) or on order (of a supplier, spread parts)."""

    part: str
    account: str | None
    party_id: int | None
    name: str
    ordered: Decimal | None
    billed: Decimal | None
    amount: Decimal

    @property
    def is_spent(self) -> bool:
        """Whether it is spent, rather than on order."""
        return self.part in {"booked", "stock"}


@operation(needs=Permission.FINANCE_READ)
def read_behind(  # noqa: PLR0913 - which rule, on which accounts and days
    work: Work, *, rule_id: int, from_account: str, to_account: str, first: date, last: date
) -> tuple[Behind, ...]:
    """What stands behind the figures of a rule; the parts sum to them. Invalid where there is no such rule."""
    if (
        work.value("SELECT id FROM ledger.spending_rule WHERE company_id = :company AND id = :rule", rule=rule_id)
        is None
    ):
        raise Invalid("record.not_found", table="ledger.spending_rule", id=rule_id)
    return read_records(
        work,
        Behind,
        "SELECT * FROM reporting.spending_behind(:company, :rule, :from_account, :to_account, :first, :last)",
        rule=rule_id,
        from_account=from_account,
        to_account=to_account,
        first=first,
        last=last,
    )

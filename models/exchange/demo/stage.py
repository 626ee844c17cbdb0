"""What the acts of the demo share: who is signed in, what exists, what is owed, and one source of chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from models.database.rights import Role
from models.database.session import Session
from models.database.work import Answer, CompanyIdentity, Operation

_SATURDAY = 5
#: In the bank account when the books open.
AT_BANK = Decimal(1650000)


@dataclass(frozen=True, slots=True)
class Partner:
    """A customer or supplier."""

    id: int
    code: str
    name: str
    country: str
    payment_days: int
    bankgiro: str


@dataclass(frozen=True, slots=True)
class Article:
    """Something that is sold; `supplier` is the code of who delivers it, empty for work."""

    id: int
    code: str
    name: str
    unit: str
    supplier: str
    cost: Decimal
    price: Decimal


@dataclass(slots=True)
class Debt:
    """A posted invoice: its total, the day on which it is paid, and what is written on the payment."""

    party: Partner
    amount: Decimal
    paid_on: date
    reference: str
    invoice_id: int


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month of the year that is played, as far as it lies in the past."""

    first: date
    last: date
    is_present: bool

    def workdays(self) -> list[date]:
        """Its days from Monday to Friday."""
        days = (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))
        return [day for day in days if day.weekday() < _SATURDAY]

    def day(self, number: int) -> date:
        """That day of the month, or the last one."""
        return min(self.first.replace(day=min(number, 28)), self.last)


@dataclass(slots=True)
class Stage:
    """The demo company while its year is played."""

    sessions: Mapping[Role, Session]
    today: date
    scale: int
    chance: Random
    place_id: int = 0
    bank_account_id: int = 0
    customers: list[Partner] = field(default_factory=list)
    suppliers: dict[str, Partner] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)
    free: dict[str, int] = field(default_factory=dict)  # article code to pieces that nobody has been promised
    receivable: list[Debt] = field(default_factory=list)
    payable: list[Debt] = field(default_factory=list)
    duties: dict[date, list[tuple[str, str, Decimal]]] = field(default_factory=dict)  # day to (text, account, amount)
    at_bank: Decimal = AT_BANK
    movements: int = 0
    daughter: CompanyIdentity = field(init=False)
    daughter_card: int = 0
    parent_card: int = 0
    sent: list[int] = field(default_factory=list)  # invoices to it
    matches: dict[str, Callable[[Stage, int], object]] = field(default_factory=dict)  # bank's key to how it is matched

    def run(self, role: Role, operation: Operation[Answer], **arguments: Any) -> Answer:
        """Run an operation as the one who has this role."""
        return self.sessions[role].run(operation, **arguments)

    def read(self, role: Role, query: Operation[Answer], **arguments: Any) -> Answer:
        """Ask as the one who has this role."""
        return self.sessions[role].read(query, **arguments)

    def owe(self, day: date, text: str, account: str, amount: Decimal) -> None:
        """Let the bank pay `amount` from `account` on that day."""
        self.duties.setdefault(day, []).append((text, account, amount))

    def paid_on(self, due_on: date, *, days_late: int = 0) -> date:
        """The working day on which something due is paid."""
        day = due_on + timedelta(days=days_late)
        return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= _SATURDAY else 0)

    @property
    def start(self) -> date:
        """The first day of business: twelve months before the present one."""
        return self.today.replace(year=self.today.year - 1, day=1)

    def months(self) -> Iterator[Month]:
        """The months of the year, the present one as far as it has come."""
        first = self.start
        while first <= self.today:
            following = (first + timedelta(days=31)).replace(day=1)
            last = following - timedelta(days=1)
            yield Month(first, min(last, self.today), is_present=last >= self.today)
            first = following

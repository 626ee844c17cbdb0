"""What a document would do to the budget: asked before it is booked or ordered, and let past with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from models.database.records import read_records
from models.database.rights import Permission
from models.database.work import Work, operation, to_json
from models.finance.invoicing import InvoiceDraft, as_given
from models.finance.spending.standing import named

#: Documents that can be let past a rule; a voucher by hand is the next one that the same person posts.
VOUCHER, SUPPLIER_INVOICE, PURCHASE_ORDER = "voucher", "supplier_invoice", "purchase_order"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a line costs an account, in the company's currency, on a day or over a period."""

    account: str
    amount: Decimal
    day: date
    dimensions: Mapping[str, str] = field(default_factory=dict)
    period_from: date | None = None
    period_to: date | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """A rule that a document goes past: `over` is what would be spent and on order beyond the budget."""

    rule_id: int
    title: str
    act: str
    from_account: str
    to_account: str
    dimension_code: str | None
    span: str
    first: date
    last: date
    budget: Decimal
    spent: Decimal
    ordered: Decimal
    amount: Decimal
    over: Decimal

    @property
    def stops(self) -> bool:
        """Whether it is refused unless somebody allows it."""
        return self.act == "stop"

    @property
    def accounts(self) -> str:
        """The account or the range, and the value of the dimension."""
        return named(self.from_account, self.to_account, self.dimension_code)


@dataclass(frozen=True, slots=True)
class Allowed:
    """A document that may once go past the budget."""

    id: int


@operation(needs=Permission.FINANCE_READ)
def ask_spending(work: Work, *, costs: Sequence[Cost]) -> tuple[Passed, ...]:
    """The rules that a voucher with such costs would go past if it were posted now."""
    return read_records(
        work,
        Passed,
        "SELECT * FROM ledger.ask_spending(:company, CAST(:rows AS jsonb))",
        rows=to_json([_as_json(cost) for cost in costs]),
    )


@operation(needs=Permission.FINANCE_INVOICE_EDIT)
def ask_bill(work: Work, *, invoice: InvoiceDraft) -> tuple[Passed, ...]:
    """The rules that a supplier's bill would go past if it were posted now; it covers what is on order there."""
    return read_records(
        work,
        Passed,
        "SELECT * FROM finance.ask_spending(:company, CAST(:invoice AS jsonb))",
        invoice=to_json(as_given(invoice)),
    )


@operation(needs=Permission.FINANCE_SPENDING, one_call=True)
def allow_spending(work: Work, *, subject: str, amount: Decimal, reason: str, subject_id: int | None = None) -> Allowed:
    """Let one document past the rules that stop it, once and by at most `amount`."""
    return Allowed(**work.call("ledger.allow_spending", subject, subject_id, amount, reason))


def _as_json(cost: Cost) -> dict[str, object]:
    row: dict[str, object] = {"account": cost.account, "amount": cost.amount, "values": dict(cost.dimensions)}
    if cost.period_from is None or cost.period_to is None:
        return row | {"day": cost.day.isoformat()}
    return row | {"period_from": cost.period_from.isoformat(), "period_to": cost.period_to.isoformat()}

"""Vouchers between companies: what concerns two of them is booked in both at once, or in neither."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.errors import Invalid, Rejected
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.posting import PostedEntry


@dataclass(frozen=True, slots=True)
class BetweenDraft:
    """Two accounts here and two in the other company; `sister_amount` None is `amount` at the rate of the day."""

    sister_id: int | None = None
    date: date | None = None
    text: str = ""
    amount: Decimal | None = None
    debit_account: str | None = None
    credit_account: str | None = None
    sister_debit: str = ""
    sister_credit: str = ""
    sister_amount: Decimal | None = None
    series: str = "A"
    sister_series: str = "A"


@dataclass(frozen=True, slots=True)
class PostedBetween:
    """The voucher here, and the one in the other company."""

    own: PostedEntry
    other: PostedEntry


@operation(needs=Permission.FINANCE_POST)
def post_between(work: Work, *, draft: BetweenDraft) -> PostedBetween:
    """Book in both companies; Invalid for one that is not open to the user ("group.not_both")."""
    if draft.amount is None or draft.amount <= 0:
        raise Invalid("group.no_amount", field="amount")
    there = draft.sister_amount or _converted(work, draft)
    own = _entry(draft, draft.series, draft.debit_account, draft.credit_account, draft.amount)
    other = _entry(draft, draft.sister_series, draft.sister_debit.strip(), draft.sister_credit.strip(), there)
    answer = work.call("finance.post_between", draft.sister_id, own, other)
    return PostedBetween(*(PostedEntry(**posted) for posted in answer))


@operation(needs=Permission.FINANCE_POST, one_call=True)
def reverse_between(work: Work, *, entry_id: int, date: date, text: str = "") -> PostedBetween:
    """Take both halves back on a day that is open in both companies; either refusal leaves both as they are."""
    answer = work.call("finance.reverse_between", entry_id, date, text)
    return PostedBetween(*(PostedEntry(**posted) for posted in answer))


def _converted(work: Work, draft: BetweenDraft) -> Decimal:
    row = work.row(
        "SELECT c.currency, round(CAST(:amount AS numeric) / finance.rate_on(c.currency, :own, :day), 2) AS direct,"
        " round(:amount * finance.rate_on(:own, c.currency, :day), 2) AS inverse"
        " FROM company.company c WHERE c.id = :sister",
        amount=draft.amount,
        own=work.company.currency,
        day=draft.date,
        sister=draft.sister_id,
    )
    if row is None:
        raise Invalid("group.not_both", field="sister_id", company=draft.sister_id)
    amount: Decimal | None = row.direct if row.direct is not None else row.inverse
    if amount is None:
        raise Rejected("currency.no_rate", currency=row.currency, date=draft.date)
    return amount


def _entry(
    draft: BetweenDraft, series: str, debit: str | None, credit: str | None, amount: Decimal
) -> dict[str, object]:
    lines = [{"account": debit, "amount": str(amount)}, {"account": credit, "amount": str(-amount)}]
    return {"date": str(draft.date), "series": series, "text": draft.text, "lines": lines}

"""What a bank transaction is used for: open items it pays, money that stays open, and costs booked directly.

Every amount is how much of the transaction's money a line uses, whichever way the money goes: a fee that the bank kept
back from a payment, and a credit note that lowers it, are negative. An item in another currency says how much of it is
settled in that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from models.finance.banking import Allocation, ExtraLine
from models.finance.dimensions import Dimension
from models.finance.matching import MatchSuggestion
from models.finance.rules import ZERO
from models.finance.transactions import BankTransaction, MatchItem
from resources.language import N_, _
from views.finance.dimension_columns import dimension_columns
from views.finance.pickers import ACCOUNT_NUMBER, PARTY
from views.kit.action import Row
from views.kit.form.spec import FieldKind
from views.kit.grid.spec import GridColumn, GridSpec, Total


@dataclass(frozen=True, slots=True)
class Line:
    """One use of the money: an open item (`line_id`), an account, or a party for whom it stays open."""

    account: str | None = None
    party_id: int | None = None
    party_name: str = ""
    text: str = ""
    open: Decimal | None = None  # what is left of the item, in the direction of the transaction
    amount: Decimal | None = None
    line_id: int | None = None
    currency: str = ""  # of an item in another currency than the transaction's
    settles: Decimal | None = None  # how much of it, in its currency
    dimensions: Mapping[str, str] = field(default_factory=dict)  # of what is booked on an account


def direction(transaction: BankTransaction) -> int:
    """1 for money in, -1 for money out."""
    return 1 if transaction.amount > 0 else -1


def line_of(item: MatchItem, transaction: BankTransaction, amount: Decimal | None = None) -> Line:
    """The line that pays `amount` of an open item, as much as is open where none is given."""
    foreign = item.currency != transaction.currency
    left = (item.remaining if foreign else item.remaining_currency) * direction(transaction)
    settles = abs(item.remaining_currency) if foreign else None
    return Line(
        party_id=item.party_id,
        party_name=item.party_name,
        text=f"{item.number} {item.currency}".strip() if foreign else item.number,
        open=None if foreign else left,
        amount=left if amount is None else amount.copy_sign(left),
        line_id=item.line_id,
        currency=item.currency if foreign else "",
        settles=settles,
    )


def lines_of(suggestion: MatchSuggestion, transaction: BankTransaction) -> tuple[Line, ...]:
    """The lines that a suggestion asks for."""
    items = {item.line_id: item for item in transaction.items}
    return tuple(
        line_of(items[line_id], transaction, amount) for line_id, amount in suggestion.allocations if line_id in items
    )


def left_over(transaction: BankTransaction, lines: Iterable[Line]) -> Decimal:
    """What of the transaction no line uses; negative where they use more than there is."""
    return abs(transaction.amount) - sum((line.amount or ZERO for line in lines), ZERO)


def allocations(lines: Sequence[Line]) -> tuple[Allocation, ...]:
    """What settles open items, or stays open for a party."""
    made = []
    for line in lines:
        if line.line_id is not None:
            made.append(Allocation(abs(line.amount or ZERO), line_id=line.line_id, settles=line.settles))
        elif line.account is None and line.party_id is not None:
            made.append(Allocation(line.amount or ZERO, party_id=line.party_id))
    return tuple(made)


def extra_lines(transaction: BankTransaction, lines: Sequence[Line]) -> tuple[ExtraLine, ...]:
    """What is booked on accounts, debit positive."""
    sign = -direction(transaction)
    return tuple(
        ExtraLine(line.account, sign * (line.amount or ZERO), line.text, dimensions=dict(line.dimensions))
        for line in lines
        if line.account is not None and line.line_id is None
    )


def _is_free(line: Line) -> bool:
    return line.line_id is None


def _is_booked(line: Line) -> bool:
    return line.account is not None and line.line_id is None


def _with_dimensions(line: Line, dimensions: dict[str, str]) -> Line:
    return replace(line, dimensions=dimensions)


def columns_with(dimensions: Sequence[Dimension]) -> tuple[GridColumn[Line], ...]:
    """The columns with one for each of the dimensions, for what is booked on an account."""
    own = dimension_columns(dimensions, lambda line: line.dimensions, _with_dimensions, lambda _line: True)
    return (*GRID.columns, *(replace(column, editable_when=_is_booked) for column in own))


def _is_foreign(line: Line) -> bool:
    return bool(line.currency)


def _is_plain(line: Line) -> bool:
    return not line.currency


def _is_empty(line: Line) -> bool:
    return line.line_id is None and line.account is None and line.party_id is None and not line.amount


def _fill_party(line: Line, row: Row) -> Line:
    return replace(line, party_name=str(row["name"]), account=None, dimensions={})


def _fill_account(line: Line, row: Row) -> Line:
    return replace(line, text=line.text or str(row["name"]), party_id=None, party_name="")


def check(line: Line) -> Mapping[str, str]:
    """What is wrong with a line, by column."""
    if not line.amount:
        return {"amount": _("Enter the amount.")}
    if line.open is not None and (line.amount * line.open < 0 or abs(line.amount) > abs(line.open)):
        return {"amount": _("No more can be paid than is open.")}
    if line.currency and not line.settles:
        return {"settles": _("Enter how much is settled in {currency}.").format(currency=line.currency)}
    if line.line_id is None and line.account is None:
        if line.party_id is None:
            return {"account": _("Choose an account, or a party for whom it stays open.")}
        if line.amount < 0:
            return {"amount": _("What stays open for a party must be above zero.")}
    return {}


def totals_of(transaction: BankTransaction) -> Callable[[Sequence[Line]], Sequence[Total]]:
    """What there is and what is left of it."""

    def totals(lines: Sequence[Line]) -> Sequence[Total]:
        left = left_over(transaction, lines)
        return (
            Total(_("Money in") if transaction.amount > 0 else _("Money out"), abs(transaction.amount)),
            Total(_("Left to allocate") if left else _("It adds up"), left, strong=True),
        )

    return totals


GRID: GridSpec[Line] = GridSpec(
    columns=(
        GridColumn(
            "account",
            N_("Account"),
            FieldKind.PICKER,
            width=7,
            picker=ACCOUNT_NUMBER,
            shown=lambda line: line.account or "",
            fill=_fill_account,
            editable_when=_is_free,
        ),
        GridColumn(
            "party_id",
            N_("Party"),
            FieldKind.PICKER,
            width=0,
            picker=PARTY,
            shown=lambda line: line.party_name,
            fill=_fill_party,
            editable_when=_is_free,
        ),
        GridColumn("amount", N_("Amount"), FieldKind.MONEY, width=12),
        GridColumn("text", N_("Invoice or text"), width=12, editable_when=_is_free),
        GridColumn(
            "settles",
            N_("In its currency"),
            FieldKind.MONEY,
            width=10,
            editable_when=_is_foreign,
            passed_when=_is_plain,
        ),
    ),
    new=Line,
    is_empty=_is_empty,
    totals=lambda _lines: (),
    check=check,
)

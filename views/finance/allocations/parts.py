"""What an allocation takes and puts, as rows: where, by which weight, how much; each opens its lines in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from models.database.listing import Column, Kind
from models.finance.allocations.running import Move, whole_weight
from models.finance.rules import ZERO
from resources.language import N_, _, ngettext
from views.kit.host import Link
from views.kit.table import TableRow

HUNDRED = Decimal(100)
#: What the figures of allocations are, by column.
EXPLAINS = {
    "weight": N_("The weight of the key, or what is booked on the accounts that it measures."),
    "share": N_("The weight in hundredths of all weights."),
    "amount": N_("The share of what is spread, to the öre; the biggest part takes what rounding leaves."),
}
COLUMNS = (
    Column("what", N_("Rule and parts")),
    Column("account", N_("Account"), width=9),
    Column("weight", N_("Weight"), Kind.QUANTITY, width=12),
    Column("share", N_("Share"), Kind.PERCENT, width=8),
    Column("amount", N_("Amount"), Kind.MONEY, width=14),
)
AMOUNT = 4


def part_rows(
    taken: Sequence[Move], put: Sequence[Move], *, dimension: int | None, month: date, more: int = 0
) -> list[TableRow]:
    """A row for each; `dimension` is what the key spreads over, `more` columns stand behind those of COLUMNS."""
    whole = whole_weight(put)
    rows = []
    for move in (*taken, *put):
        link = ledger_link(move, dimension, month)
        rows.append(TableRow((*_values(move, whole), *("",) * more), {1: link, AMOUNT: link}, level=1))
    return rows


def summed_rows(
    taken: Sequence[Move], put: Sequence[Move], *, dimension: int | None, month: date, more: int = 0
) -> list[TableRow]:
    """The same with the accounts of each part summed; where they are several, its amount opens them one by one."""
    whole = whole_weight(put)
    heaps: dict[tuple[int | None, str], list[Move]] = {}
    for move in (*taken, *put):
        heaps.setdefault((move.target, move.named), []).append(move)
    rows = []
    for heap in heaps.values():
        first, count = heap[0], len({move.account for move in heap})
        amount = sum((move.amount for move in heap), ZERO)
        what, account, weight, share, _amount = _values(first, whole)
        link = ledger_link(first, dimension, month)
        if count > 1:
            account = ngettext("{count} account", "{count} accounts", count).format(count=count)
            link = Link("finance.allocate", arguments={"to_date": link.arguments["to_date"], "accounts": True})
        links = {1: link, AMOUNT: link}
        rows.append(TableRow((what, account, weight, share, amount, *("",) * more), links, level=1))
    return rows


def _values(move: Move, whole: Decimal) -> tuple[str, str, Decimal | None, Decimal | None, Decimal]:
    if move.target is None:
        return _taken_from(move), move.account, None, None, move.amount
    share = round(move.weight * HUNDRED / whole, 2) if whole else None
    return move.named or _("Without a value"), move.account, move.weight, share, move.amount


def _taken_from(move: Move) -> str:
    return _("Taken from {name}").format(name=move.named) if move.named else _("Taken from where it stands")


def ledger_link(move: Move, dimension: int | None, month: date) -> Link:
    """The lines of the month on the account of a part, with its value of the dimension where there is one."""
    last = (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    arguments: dict[str, object] = {"account": move.account, "from_date": month, "to_date": last}
    if dimension is not None:
        arguments |= {"dimension": dimension, "value": move.marks.get(str(dimension), "")}
    return Link("finance.general_ledger", arguments=arguments)

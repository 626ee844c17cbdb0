"""What happens to fixed assets: depreciation run by run, write-downs, revaluations, disposals, and taking them back.

Amounts are in company currency; each act posts one voucher.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.posting import PostedEntry
from models.finance.rules import ZERO


@dataclass(frozen=True, slots=True)
class DueMonth:
    """What one asset costs up to the end of a month; `months` are more than one where earlier ones were missed."""

    asset_id: int
    number: str
    name: str
    group_name: str
    months: int
    amount: Decimal
    book: Decimal


@dataclass(frozen=True, slots=True)
class DepreciationPreview:
    """What a run would post, and the month after the last one that was posted (None before the first)."""

    month: date
    rows: tuple[DueMonth, ...]
    next_month: date | None

    @property
    def amount(self) -> Decimal:
        """The sum that would be posted."""
        return sum((row.amount for row in self.rows), ZERO)


@dataclass(frozen=True, slots=True)
class PostedRun:
    """A run that was posted; `status` posted or reversed."""

    entry_id: int
    entry_date: date
    voucher: str
    assets: int
    amount: Decimal
    status: str


@dataclass(frozen=True, slots=True)
class Runs:
    """What is due, and the latest runs from the last one on."""

    due: DepreciationPreview
    latest: tuple[PostedRun, ...]


@dataclass(frozen=True, slots=True)
class DepreciationRun:
    """A posted run: its voucher, and how many months of assets it holds."""

    entry: PostedEntry
    count: int


@dataclass(frozen=True, slots=True)
class Disposal:
    """A posted disposal; `gain` is negative for a loss."""

    entry: PostedEntry
    gain: Decimal


@operation(needs=Permission.FINANCE_READ)
def preview_depreciation(work: Work, *, month: date | None = None) -> DepreciationPreview:
    """What is due up to the end of `month`; without one, of the month after the latest run, at most the present one."""
    next_month = work.value(
        "SELECT (max(month) + interval '1 month')::date FROM finance.asset_event"
        " WHERE company_id = :company AND month IS NOT NULL AND NOT reversed AND reverses_id IS NULL"
    )
    today = work.today().replace(day=1)
    wanted = (month or min(next_month or today, today)).replace(day=1)
    rows = work.rows(
        "SELECT a.id, a.number, a.name, g.name, d.count, d.amount, d.book"
        " FROM (SELECT asset_id, count(*)::integer AS count, sum(amount) AS amount, min(book) AS book"
        " FROM finance.depreciation_due(:company, :month) GROUP BY 1) d"
        " JOIN finance.asset a ON a.company_id = :company AND a.id = d.asset_id"
        " JOIN finance.asset_group g ON g.company_id = :company AND g.id = a.group_id ORDER BY a.number",
        month=wanted,
    )
    return DepreciationPreview(wanted, tuple(DueMonth(*tuple(row)) for row in rows), next_month)


@operation(needs=Permission.FINANCE_READ)
def read_runs(work: Work, *, month: date | None = None) -> Runs:
    """What `preview_depreciation` says, and the latest six runs."""
    rows = work.rows(
        "SELECT id, entry_date, voucher, assets, amount, status FROM reporting.depreciation_runs"
        " WHERE company_id = :company ORDER BY entry_date DESC, id DESC LIMIT 6"
    )
    return Runs(preview_depreciation(work, month=month), tuple(PostedRun(*tuple(row)) for row in rows))


@operation(needs=Permission.FINANCE_POST, one_call=True)
def depreciate(work: Work, *, month: date, text: str = "") -> DepreciationRun:
    """Post all that is due up to the end of `month` in one voucher; Rejected where nothing is ("asset.nothing_due")."""
    answer = work.call("finance.depreciate", month, text)
    return DepreciationRun(_entry(answer), answer["count"])


@operation(needs=Permission.FINANCE_POST, one_call=True)
def write_down(work: Work, *, asset_id: int, date: date, amount: Decimal, text: str = "") -> PostedEntry:
    """Write an asset down by `amount`; a negative one takes back as much of earlier write-downs."""
    return _entry(work.call("finance.revalue_asset", asset_id, "write_down", date, amount, text))


@operation(needs=Permission.FINANCE_POST, one_call=True)
def revalue(work: Work, *, asset_id: int, date: date, amount: Decimal, text: str = "") -> PostedEntry:
    """Write the value of an asset up by `amount`; a negative one takes back as much of earlier revaluations."""
    return _entry(work.call("finance.revalue_asset", asset_id, "revaluation", date, amount, text))


@operation(needs=Permission.FINANCE_POST, one_call=True)
def dispose(  # noqa: PLR0913 - what a sale consists of
    work: Work,
    *,
    asset_id: int,
    date: date,
    cost: Decimal | None = None,
    proceeds: Decimal | None = None,
    account: str | None = None,
    text: str = "",
) -> Disposal:
    """Sell or scrap an asset, or the part of it that cost `cost`.

    `proceeds`, without VAT, are taken from `account`: the bank, or where the price was invoiced.
    """
    answer = work.call("finance.dispose_asset", asset_id, date, cost, proceeds or ZERO, account or "", text)
    return Disposal(_entry(answer), Decimal(str(answer["gain"])))


@operation(needs=Permission.FINANCE_POST, one_call=True)
def undo_asset_entry(work: Work, *, entry_id: int, date: date, text: str = "") -> PostedEntry:
    """Take a run, write-down, revaluation or disposal back by its voucher, the latest of an asset first."""
    return _entry(work.call("finance.undo_asset_entry", entry_id, date, text))


def _entry(answer: dict[str, object]) -> PostedEntry:
    return PostedEntry(id=int(str(answer["id"])), series=str(answer["series"]), number=int(str(answer["number"])))

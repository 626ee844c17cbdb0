"""The VAT return of a period: boxes from the ledger as it stands, what does not look right, filing, opening again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.rules import ZERO
from models.finance.vat.definitions import PAYABLE, due_on


@dataclass(frozen=True, slots=True)
class BoxFigure:
    """A box: `exact` as booked, `whole` in whole units, and both as they were filed where the return is."""

    box: str
    exact: Decimal
    whole: Decimal
    lines: int = 0
    filed_exact: Decimal | None = None
    filed_whole: Decimal | None = None

    @property
    def changed(self) -> bool:
        """Whether what is booked now is not what was filed."""
        return self.filed_exact is not None and self.filed_exact != self.exact


@dataclass(frozen=True, slots=True)
class VatWarning:
    """Something that does not look right: `code` and `params` of its text; it stops nothing."""

    code: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FiledReturn:
    """A return as it was filed; `reopened_at` where it is no longer in force."""

    id: int
    version: int
    reason: str
    payable: Decimal
    entry_id: int | None
    filed_at: datetime
    filed_by: str
    reopened_at: datetime | None
    reopen_reason: str


@dataclass(frozen=True, slots=True)
class VatReturn:
    """The return of a period: figures by box, the versions filed (latest first), and warnings."""

    starts_on: date
    ends_on: date
    due_on: date
    figures: Mapping[str, BoxFigure]
    filed: tuple[FiledReturn, ...]
    warnings: tuple[VatWarning, ...]

    @property
    def in_force(self) -> FiledReturn | None:
        """The filed return that closes the period to VAT."""
        return next((version for version in self.filed if version.reopened_at is None), None)

    @property
    def payable(self) -> Decimal:
        """Box 49 as things stand."""
        return self.figures[PAYABLE].whole

    def reported(self, box: str) -> Decimal:
        """A box as the authority gets it: as filed, or as things stand where it is not."""
        figure = self.figures.get(box)
        if figure is None:
            return ZERO
        return figure.whole if self.in_force is None else figure.filed_whole or ZERO


_FILED = """
    SELECT r.id, r.version, r.reason, r.payable, r.entry_id, r.posted_at,
           coalesce((SELECT u.full_name FROM company.app_user u WHERE u.id = r.posted_by), '') AS filed_by,
           r.reopened_at, r.reopen_reason
      FROM finance.vat_return r WHERE r.company_id = :company AND r.starts_on = :starts_on ORDER BY r.version DESC
"""
_DIFFERENCES = (
    "SELECT code, subject, base, tax, expected, line_count FROM finance.vat_differences(:company, :first, :last)"
    " ORDER BY code, subject"
)


@operation(needs=Permission.FINANCE_READ)
def read_vat_return(work: Work, *, starts_on: date | None = None, return_id: int | None = None) -> VatReturn:
    """The return of the VAT period that begins on `starts_on`, or of a filed return; Invalid where there is none."""
    if starts_on is None:
        filed_for = "SELECT starts_on FROM finance.vat_return WHERE company_id = :company AND id = :id"
        starts_on = work.value(filed_for, id=return_id)
    period = work.row("SELECT * FROM finance.vat_period_on(:company, :day)", day=starts_on)
    if starts_on is None or period is None or period.starts_on != starts_on:
        raise Invalid("vat.no_period", date=starts_on)
    filed = tuple(FiledReturn(*tuple(row)) for row in work.rows(_FILED, starts_on=starts_on))
    return VatReturn(
        starts_on=starts_on,
        ends_on=period.ends_on,
        due_on=due_on(period.frequency, period.ends_on),
        figures=_figures(work, starts_on, period.ends_on, filed[0] if filed else None),
        filed=filed,
        warnings=_warnings(work, starts_on, period.ends_on),
    )


def _figures(work: Work, first: date, last: date, filed: FiledReturn | None) -> dict[str, BoxFigure]:
    rows = work.rows("SELECT * FROM finance.vat_boxes(:company, :first, :last)", first=first, last=last)
    now = {row.box: row for row in rows}
    then = {
        row.box: row
        for row in work.rows(
            "SELECT box, exact, whole FROM finance.vat_return_box WHERE company_id = :company AND return_id = :id",
            id=None if filed is None else filed.id,
        )
    }
    figures = {
        box: BoxFigure(
            box,
            now[box].exact if box in now else ZERO,
            now[box].whole if box in now else ZERO,
            now[box].line_count if box in now else 0,
            None if filed is None else (then[box].exact if box in then else ZERO),
            None if filed is None else (then[box].whole if box in then else ZERO),
        )
        for box in now.keys() | then.keys()
    }
    payable = sum((row.tax for row in rows), ZERO)
    was = None if filed is None else filed.payable
    figures[PAYABLE] = BoxFigure(PAYABLE, payable, payable, 0, was, was)
    return figures


def _warnings(work: Work, first: date, last: date) -> tuple[VatWarning, ...]:
    earlier = work.rows(
        "SELECT p.starts_on, p.ends_on FROM finance.vat_periods(:company, :day) p WHERE p.ends_on < :day AND NOT EXISTS"
        " (SELECT FROM finance.vat_return r WHERE r.company_id = :company AND r.starts_on = p.starts_on"
        " AND r.reopened_at IS NULL) AND EXISTS (SELECT FROM ledger.entry e WHERE e.company_id = :company"
        " AND e.entry_date BETWEEN p.starts_on AND p.ends_on) ORDER BY p.starts_on LIMIT 1",
        day=first,
    )
    return (
        *(VatWarning("vat.earlier_not_filed", {"first": row.starts_on, "last": row.ends_on}) for row in earlier),
        *(_difference(tuple(row)) for row in work.rows(_DIFFERENCES, first=first, last=last)),
    )


def _difference(row: tuple[object, ...]) -> VatWarning:
    code, subject, base, tax, expected, lines = row
    params = {"subject": subject, "base": base, "tax": tax, "expected": expected, "lines": lines}
    return VatWarning(str(code), params)


@dataclass(frozen=True, slots=True)
class Filing:
    """What became of filing: the return, its version, box 49, and the voucher that settled it."""

    id: int
    version: int
    payable: Decimal
    entry_id: int | None


@operation(needs=Permission.FINANCE_POST, one_call=True)
def file_vat_return(work: Work, *, starts_on: date, settle_on: date | None = None, reason: str = "") -> Filing:
    """File the return of a period: its figures are kept, and no VAT can be booked in it any more.

    With `settle_on` the tax is moved to the settlement account on that day. A corrected return needs a reason.
    """
    answer = work.call("finance.file_vat_return", starts_on, settle_on, reason)
    return Filing(**{**answer, "payable": Decimal(answer["payable"])})


@operation(needs=Permission.FINANCE_POST, one_call=True)
def reopen_vat_return(work: Work, *, return_id: int, reason: str) -> None:
    """Open the period of a filed return to VAT again, to correct it and file it anew."""
    work.call("finance.reopen_vat_return", return_id, reason)

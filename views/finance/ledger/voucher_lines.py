"""A voucher as it is entered: its head, its lines, and the lines of tax that follow from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from models.finance.dimensions import Dimension
from models.finance.posting import VoucherDraft, VoucherLine
from models.finance.taxing import TaxRule, tax_lines
from resources.language import N_, _
from views.finance.dimension_columns import dimension_columns
from views.finance.pickers import ACCOUNT_NUMBER, PARTY, TAX_CODE
from views.kit.action import Row
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.grid.spec import GridColumn, GridSpec, Total

ZERO = Decimal("0.00")
NET, GROSS, PLAIN = "net", "gross", "plain"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a voucher as it is entered; `amounts` says whether those typed are without tax or with it."""

    day: date | None
    text: str = ""
    series: str = "A"
    corrects_id: int | None = None
    kind: str = "regular"
    amounts: str = NET
    reversed_on: date | None = None  # of a correction: the day of the mirror
    corrects: str = ""  # what it corrects, "A12 Rent"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is entered; `source` keeps what has no column, as of a copied voucher.

    `follows` marks a line of tax that came from the one above it; `typed` is the amount that one had been typed with.
    """

    account: str | None = None
    account_name: str = ""
    text: str = ""
    party_id: int | None = None
    party_name: str = ""
    tax_code: str | None = None
    debit: Decimal | None = None
    credit: Decimal | None = None
    needs_party: bool = False
    source: VoucherLine | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)
    follows: bool = False
    typed: Decimal | None = None

    @property
    def amount(self) -> Decimal:
        """Debit positive."""
        return (self.debit or ZERO) - (self.credit or ZERO)

    def with_amount(self, amount: Decimal) -> Line:
        """The line with another amount, debit positive."""
        return replace(self, debit=amount if amount > 0 else None, credit=-amount if amount < 0 else None)


def _fill_account(line: Line, row: Row) -> Line:
    needs_party = row["role"] in {"receivable", "payable"}
    code = str(row["tax_code"] or "") or None
    return replace(line, account_name=str(row["name"]), needs_party=needs_party, tax_code=code)


def with_role(line: Line, row: Row) -> Line:
    """A line that knows whether its account asks for a customer or supplier."""
    return replace(line, needs_party=row["role"] in {"receivable", "payable"})


def _fill_party(line: Line, row: Row) -> Line:
    return replace(line, party_name=str(row["name"]))


def _seldom(_line: Line) -> bool:
    """Seldom filled in, and there for Tab."""
    return True


def _follows(line: Line) -> bool:
    return line.follows


def _with_dimensions(line: Line, dimensions: dict[str, str]) -> Line:
    return replace(line, dimensions=dimensions)


def _check(line: Line) -> Mapping[str, str]:
    if line.debit and line.credit:
        return {"credit": _("Only debit or credit, not both.")}
    return {} if line.debit or line.credit else {"debit": _("Enter the amount.")}


def _is_empty(line: Line) -> bool:
    return line.account is None and not line.text and not line.amount and line.party_id is None


def _sums(lines: Sequence[Line]) -> Mapping[str, object]:
    return {
        "debit": sum((line.debit or ZERO for line in lines), ZERO),
        "credit": sum((line.credit or ZERO for line in lines), ZERO),
    }


def difference(lines: Sequence[Line]) -> Decimal:
    """Debit less credit."""
    return sum((line.amount for line in lines), ZERO)


def _totals(lines: Sequence[Line]) -> Sequence[Total]:
    left = difference(lines)
    return (Total(_("Difference") if left else _("Balanced"), left, strong=bool(left)),)


def _remark(line: Line) -> str:
    return _("This line follows from the tax code of the line above.") if line.follows else ""


def voucher_grid(
    dimensions: Sequence[Dimension] = (), missing: Callable[[Line], Mapping[str, str]] | None = None
) -> GridSpec[Line]:
    """The lines, with a column for each of the dimensions; `missing` says what is wrong with those of a line.

    That is marked as it is typed, and holds the voucher back until it is mended.
    """

    def check(line: Line) -> Mapping[str, str]:
        return {**(missing(line) if missing is not None and line.amount else {}), **_check(line)}

    def remark(name: str) -> Callable[[Line], str]:
        return lambda line: missing(line).get(name, "") if missing is not None else ""

    columns = dimension_columns(dimensions, lambda line: line.dimensions, _with_dimensions, _seldom)
    return GridSpec(
        columns=(
            GridColumn(
                "account",
                N_("Account"),
                FieldKind.PICKER,
                width=8,
                picker=ACCOUNT_NUMBER,
                shown=lambda line: line.account or "",
                fill=_fill_account,
                required=True,
                passed_when=_follows,
                remark=_remark,
            ),
            GridColumn("account_name", N_("Name"), FieldKind.SHOWN, width=16 if dimensions else 26),
            GridColumn("text", N_("Text"), passed_when=_seldom),
            GridColumn(
                "party_id",
                N_("Party"),
                FieldKind.PICKER,
                width=12 if dimensions else 20,
                picker=PARTY,
                shown=lambda line: line.party_name,
                fill=_fill_party,
                passed_when=lambda line: not line.needs_party,
            ),
            *(replace(column, remark=remark(column.name)) for column in columns),
            GridColumn(
                "tax_code",
                N_("Tax code"),
                FieldKind.PICKER,
                width=8,
                picker=TAX_CODE,
                shown=lambda line: line.tax_code or "",
                passed_when=_seldom,
            ),
            GridColumn(
                "debit",
                N_("Debit"),
                FieldKind.MONEY,
                width=12,
                passed_when=lambda line: line.follows or bool(line.credit),
            ),
            GridColumn(
                "credit",
                N_("Credit"),
                FieldKind.MONEY,
                width=12,
                passed_when=lambda line: line.follows or bool(line.debit),
            ),
        ),
        new=Line,
        is_empty=_is_empty,
        column_totals=_sums,
        totals=_totals,
        check=check,
    )


AMOUNTS = (
    Choice(NET, N_("Without tax")),
    Choice(GROSS, N_("With tax")),
    Choice(PLAIN, N_("No lines of tax")),
)

FORM: FormSpec[Head] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field("day", N_("Date"), FieldKind.DATE, required=True),
                Field("series", N_("Series"), required=True, max_length=10),
                Field("amounts", N_("Amounts"), FieldKind.CHOICE, choices=AMOUNTS),
                Field("text", N_("Text"), wide=True),
            ),
            across=4,
        ),
    )
)


def taxed(line: Line, rules: Sequence[TaxRule], head: Head) -> tuple[Line, tuple[Line, ...]]:
    """A typed line with its base, and the lines of tax that follow from it; Invalid where its code has no rate.

    The text, dimensions and party of the line stay its own: tax is owed by the company as a whole.
    """
    given = line.amount if line.typed is None else line.typed
    if not line.tax_code or not line.account or not given or head.amounts == PLAIN or head.day is None:
        return line, ()
    split = tax_lines(rules, line.tax_code, head.day, given, account=line.account, gross=head.amounts == GROSS)
    base = replace(line, typed=given).with_amount(split.base)
    lines = tuple(
        Line(account=each.account, tax_code=each.tax_code, follows=True).with_amount(each.amount)
        for each in split.lines
    )
    return base, lines


def as_line(line: VoucherLine) -> Line:
    """A stored line as it is entered."""
    return Line(
        account=line.account,
        text=line.text,
        party_id=line.party_id,
        tax_code=line.tax_code,
        dimensions=dict(line.dimensions),
        source=line,
    ).with_amount(line.amount)


def as_stored(line: Line) -> VoucherLine:
    """A typed line as it is posted; an amount in another currency stays as long as the amount does."""
    source = line.source or VoucherLine(line.account or "", line.amount)
    changed = source.amount != line.amount or source.account != line.account
    return replace(
        source,
        account=line.account or "",
        amount=line.amount,
        text=line.text,
        party_id=line.party_id,
        tax_code=line.tax_code,
        dimensions=dict(line.dimensions),
        currency=None if changed else source.currency,
        amount_currency=None if changed else source.amount_currency,
    )


def as_draft(head: Head, lines: Sequence[Line]) -> VoucherDraft:
    """What is posted. The head has been checked: its day is there."""
    assert head.day is not None  # noqa: S101 - the form asks for it
    return VoucherDraft(
        date=head.day,
        lines=tuple(map(as_stored, lines)),
        text=head.text,
        series=head.series,
        kind=head.kind,
        corrects_id=head.corrects_id,
    )

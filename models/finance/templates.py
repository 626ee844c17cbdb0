"""Voucher templates: accounts with a side and a formula each, filled in with a few figures to become a voucher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal

from models.database.errors import Conflict, Invalid, Rejected
from models.database.rights import Permission
from models.database.work import Work, operation, to_json
from models.finance.formulas import REST, Formula, names_of, read_formula
from models.finance.posting import VoucherDraft, VoucherLine, copy_voucher
from models.finance.rules import ZERO

SIDES = ("debit", "credit")
_AMOUNT = "amount"
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A line of a template; `side` of SIDES, `formula` as models.finance.formulas reads it."""

    account: str
    side: str
    formula: str
    text: str = ""
    tax_code: str = ""
    dimensions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VoucherTemplate:
    """A template; a new one has neither `id` nor `version`."""

    name: str = ""
    text: str = ""
    series: str = "A"
    active: bool = True
    lines: tuple[TemplateLine, ...] = ()
    id: int | None = None
    version: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The figures that it asks for, in order."""
        return names_of([read_formula(line.formula) for line in self.lines])


@operation(needs=Permission.FINANCE_READ)
def read_template(work: Work, *, template_id: int) -> VoucherTemplate:
    """The template with this key; Invalid where there is none."""
    head = work.row(
        "SELECT name, text, series, active, id, row_version FROM ledger.voucher_template"
        " WHERE company_id = :company AND id = :id",
        id=template_id,
    )
    if head is None:
        raise Invalid("record.not_found", table="ledger.voucher_template", id=template_id)
    rows = work.rows(
        "SELECT account, side, formula, text, tax_code, dimensions FROM ledger.voucher_template_line"
        " WHERE company_id = :company AND template_id = :id ORDER BY position",
        id=template_id,
    )
    lines = tuple(TemplateLine(*tuple(row)) for row in rows)
    return VoucherTemplate(head.name, head.text, head.series, head.active, lines, head.id, head.row_version)


@operation(needs=Permission.FINANCE_READ)
def template_called(work: Work, *, name: str) -> VoucherTemplate:
    """The template with this name; Invalid where there is none."""
    key = work.value("SELECT id FROM ledger.voucher_template WHERE company_id = :company AND name = :name", name=name)
    if key is None:
        raise Invalid("template.not_found", name=name)
    return read_template(work, template_id=key)


@operation(needs=Permission.FINANCE_POST)
def save_template(work: Work, *, template: VoucherTemplate) -> VoucherTemplate:
    """Make a template, or change the one that was read at its version; Invalid where a formula is not understood."""
    _check(template)
    values = {**asdict(template), "company": work.company_id, "name": template.name.strip()}
    values.pop("lines")
    taken = work.value(
        "SELECT id FROM ledger.voucher_template WHERE company_id = :company AND name = :name"
        " AND id IS DISTINCT FROM CAST(:id AS bigint)",
        name=values["name"],
        id=template.id,
    )
    if taken is not None:
        raise Invalid("template.exists", field="name", name=values["name"])
    if template.id is None:
        key = work.connection.exec_driver_sql(_INSERT, values).scalar_one()
    else:
        key = template.id
        if work.connection.exec_driver_sql(_UPDATE, values).rowcount == 0:
            raise Conflict("record.changed", table="ledger.voucher_template", id=key)
        work.connection.exec_driver_sql(
            "DELETE FROM ledger.voucher_template_line WHERE company_id = %s AND template_id = %s",
            (work.company_id, key),
        )
    lines = [{"position": number, **asdict(line)} for number, line in enumerate(template.lines, 1)]
    work.connection.exec_driver_sql(_INSERT_LINES, (work.company_id, key, to_json(lines)))
    return read_template(work, template_id=key)


@operation(needs=Permission.FINANCE_POST)
def delete_template(work: Work, *, template_id: int, version: int) -> None:
    """Remove a template that was read at `version`; vouchers made from it stay."""
    gone = work.connection.exec_driver_sql(
        "DELETE FROM ledger.voucher_template WHERE company_id = %s AND id = %s AND row_version = %s",
        (work.company_id, template_id, version),
    )
    if gone.rowcount == 0:
        raise Conflict("record.changed", table="ledger.voucher_template", id=template_id)


@operation(needs=Permission.FINANCE_READ)
def template_of_voucher(work: Work, *, entry_id: int) -> VoucherTemplate:
    """A template that gives a posted voucher again: `amount` is its largest line, the last one takes the rest."""
    voucher = copy_voucher(work, entry_id=entry_id)
    last = len(voucher.lines) - 1
    largest = max((abs(line.amount) for line in voucher.lines[:last]), default=ZERO)
    lines = tuple(
        TemplateLine(
            account=line.account,
            side="debit" if line.amount >= 0 else "credit",
            formula=REST if number == last else _share(abs(line.amount), largest),
            text=line.text,
            tax_code=line.tax_code or "",
            dimensions=dict(line.dimensions),
        )
        for number, line in enumerate(voucher.lines)
    )
    return VoucherTemplate(name=voucher.text, text=voucher.text, series=voucher.series, lines=lines)


def fill_in(template: VoucherTemplate, figures: Mapping[str, Decimal], on: date, text: str = "") -> VoucherDraft:
    """The voucher that a template makes of some figures; lines that come to nothing are left out.

    Invalid where a figure is missing; Rejected where no line takes the rest and debit and credit differ.
    """
    formulas = [read_formula(line.formula) for line in template.lines]
    missing = next((name for name in names_of(formulas) if name not in figures), None)
    if missing is not None:
        raise Invalid("template.figure_missing", field=missing, name=missing)
    amounts = _amounts(template.lines, formulas, figures)
    if sum(amounts, ZERO):
        raise Rejected("template.unbalanced", name=template.name, difference=sum(amounts, ZERO))
    lines = tuple(
        VoucherLine(line.account, amount, line.text, line.tax_code or None, dimensions=dict(line.dimensions))
        for line, amount in zip(template.lines, amounts, strict=True)
        if amount
    )
    return VoucherDraft(date=on, lines=lines, text=text or template.text, series=template.series)


def _amounts(
    lines: Sequence[TemplateLine], formulas: Sequence[Formula], figures: Mapping[str, Decimal]
) -> list[Decimal]:
    """Debit positive; `rest` is what the others leave, on whichever side that is."""
    signs = [1 if line.side == "debit" else -1 for line in lines]
    amounts = [
        ZERO if formula.is_rest else sign * formula.amount(figures)
        for sign, formula in zip(signs, formulas, strict=True)
    ]
    rest = -sum(amounts, ZERO)
    return [rest if formula.is_rest else amount for formula, amount in zip(formulas, amounts, strict=True)]


def _check(template: VoucherTemplate) -> None:
    rests = 0
    for number, line in enumerate(template.lines, 1):
        try:
            rests += read_formula(line.formula).is_rest
        except Invalid as error:
            raise Invalid(error.code, **{**error.params, "line": number, "field": "formula"}) from error
    if rests > 1:
        raise Invalid("template.two_rests", field="name")
    if len(template.lines) <= 1:
        raise Invalid("template.no_lines", field="name")


def _share(amount: Decimal, largest: Decimal) -> str:
    """`amount`, times a factor where it is a round share of it; else the figure itself."""
    if amount == largest:
        return _AMOUNT
    factor = round(amount / largest, _MOST_DECIMALS).normalize()
    exact = round(factor * largest, 2) == amount and -int(factor.as_tuple().exponent) <= _MOST_DECIMALS // 2 + 1
    return f"{_AMOUNT} * {factor:f}" if exact else f"{amount:f}"


_INSERT = (
    "INSERT INTO ledger.voucher_template (company_id, name, text, series, active)"
    " VALUES (%(company)s, %(name)s, %(text)s, %(series)s, %(active)s) RETURNING id"
)
_UPDATE = (
    "UPDATE ledger.voucher_template SET name = %(name)s, text = %(text)s, series = %(series)s, active = %(active)s"
    " WHERE company_id = %(company)s AND id = %(id)s AND row_version = %(version)s"
)
_INSERT_LINES = (
    "INSERT INTO ledger.voucher_template_line (company_id, template_id, position, account, side, formula, text,"
    " tax_code, dimensions) SELECT %s, %s, x.position, x.account, x.side, x.formula, x.text, x.tax_code, x.dimensions"
    " FROM jsonb_to_recordset(%s::jsonb) AS x(position integer, account text, side text, formula text, text text,"
    " tax_code text, dimensions jsonb)"
)

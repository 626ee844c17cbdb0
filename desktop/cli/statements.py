"""The statements of the books by name: trial balance, ledger, journal, results, and what is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.database.errors import Invalid
from models.database.listing import Kind
from models.database.work import Work
from resources.language import N_, _, current

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from models.database.session import Session

_PAGE = 5000
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Answer:
    """A report's rows; `kinds` names all columns in order, `labels` those that people see."""

    name: str
    title: str
    kinds: Mapping[str, Kind]
    rows: Sequence[Mapping[str, Any]]
    labels: Mapping[str, str]
    from_date: date | None = None
    to_date: date | None = None
    document: Callable[[Session], Any] | None = None  # what its PDF is drawn from, where it has one of its own


@dataclass(frozen=True, slots=True)
class Range:
    """The days that a report covers."""

    from_date: date
    to_date: date


Maker = Callable[["Context"], Answer]

_COLUMNS: dict[str, tuple[str, Kind]] = {
    "account": (N_("Account"), Kind.TEXT),
    "account_name": (N_("Account name"), Kind.TEXT),
    "amount": (N_("Amount"), Kind.MONEY),
    "balance": (N_("Balance"), Kind.MONEY),
    "box": (N_("Box"), Kind.TEXT),
    "closing": (N_("Closing"), Kind.MONEY),
    "credit": (N_("Credit"), Kind.MONEY),
    "currency": (N_("Currency"), Kind.TEXT),
    "days_1_30": (N_("1–30 days"), Kind.MONEY),
    "days_31_60": (N_("31–60 days"), Kind.MONEY),
    "days_61_90": (N_("61–90 days"), Kind.MONEY),
    "days_over_90": (N_("Over 90 days"), Kind.MONEY),
    "days_overdue": (N_("Days overdue"), Kind.INTEGER),
    "debit": (N_("Debit"), Kind.MONEY),
    "document_number": (N_("Document"), Kind.TEXT),
    "due_on": (N_("Due"), Kind.DATE),
    "entry_date": (N_("Date"), Kind.DATE),
    "exact": (N_("As booked"), Kind.MONEY),
    "name": (N_("Name"), Kind.TEXT),
    "not_due": (N_("Not due"), Kind.MONEY),
    "opening": (N_("Opening"), Kind.MONEY),
    "party_name": (N_("Party"), Kind.TEXT),
    "remaining": (N_("Remaining"), Kind.MONEY),
    "text": (N_("Text"), Kind.TEXT),
    "total": (N_("Total"), Kind.MONEY),
    "voucher": (N_("Voucher"), Kind.TEXT),
}
_BOXES = "box name amount exact"
_SUMS = "account name opening debit credit closing"
_LEDGER = "account name entry_date voucher text debit credit balance"
_JOURNAL = "entry_date voucher text account account_name debit credit"
_OPEN = "party_name document_number entry_date due_on days_overdue currency amount remaining"
_AGED = "party_name not_due days_1_30 days_31_60 days_61_90 days_over_90 total"
_STATEMENT = "entry_date voucher text due_on amount balance"


def chosen_range(work: Work, *, from_date: date | None, to_date: date | None) -> Range:
    """The range asked for; what was left open is filled from the fiscal year meant, else the present, else the last."""
    row = work.row(
        "SELECT starts_on, ends_on FROM ledger.fiscal_year WHERE company_id = :company"
        " ORDER BY (coalesce(CAST(:day AS date), company.today(:company)) BETWEEN starts_on AND ends_on) DESC,"
        " starts_on DESC LIMIT 1",
        day=to_date or from_date,
    )
    if row is None:
        raise Invalid("report.no_year")
    return Range(from_date or row.starts_on, to_date or row.ends_on)


def chosen_format(context: Context) -> str:
    """In which format the report is asked for; nothing is a table on the screen."""
    o = context.options
    written = o.output.suffix.lstrip(".").lower() if o.output else ""
    return str(o.format or written or ("json" if context.as_json else ""))


def _range(context: Context) -> Range:
    o = context.options
    return context.session.read(chosen_range, from_date=o.from_date, to_date=o.to_date or o.as_of)


def _answer(
    name: str,
    columns: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    from_date: date | None = None,
    to_date: date | None = None,
) -> Answer:
    names = columns.split()
    kinds = {column: _COLUMNS[column][1] for column in names}
    labels = {column: _(_COLUMNS[column][0]) for column in names}
    return Answer(name, _(STATEMENTS[name][0]), kinds, rows, labels, from_date, to_date)


def _picked(columns: str, record: object) -> dict[str, Any]:
    return {name: getattr(record, name) for name in columns.split()}


def _trial_balance(context: Context) -> Answer:
    from models.finance.reports import trial_balance

    covered = _range(context)
    found = context.session.read(trial_balance, from_date=covered.from_date, to_date=covered.to_date)
    rows = [{**_picked(_SUMS, row), "name": row.shown_name} for row in found.rows if _wanted(context, row.account)]
    return _answer("trial-balance", _SUMS, rows, from_date=covered.from_date, to_date=covered.to_date)


def _vat_return(context: Context) -> Answer:
    """The boxes of the VAT period that the day asked for lies in, else the present one."""
    from models.finance.vat.documents import vat_period_of, vat_return_document

    o, today = context.options, context.session.read(today_of)
    starts_on = context.session.read(vat_period_of, day=o.as_of or o.to_date or o.from_date or today)
    asked = {"starts_on": starts_on, "language": current()}
    found = context.session.read(vat_return_document, **asked)
    rows = [_picked(_BOXES, box) for box in found.boxes]
    answer = _answer("vat-return", _BOXES, rows, from_date=found.starts_on, to_date=found.ends_on)
    return replace(answer, document=lambda session: session.read(vat_return_document, **asked))


def today_of(work: Work) -> date:
    """The day in the company's time zone."""
    return work.today()


def _general_ledger(context: Context) -> Answer:
    """The lines of one account, or of all that have any: each account opens with its balance."""
    from models.finance.reports import trial_balance

    covered = _range(context)
    sums = context.session.read(trial_balance, from_date=covered.from_date, to_date=covered.to_date)
    rows = [line for row in sums.rows if _wanted(context, row.account) for line in _account(context, row, covered)]
    return _answer("general-ledger", _LEDGER, rows, from_date=covered.from_date, to_date=covered.to_date)


def _wanted(context: Context, number: str) -> bool:
    """Whether an account is asked for: all, one, or those from one to another as 3000-3999."""
    asked: str | None = context.options.account
    if asked is None:
        return True
    first, _dash, last = asked.partition("-")
    return first <= number <= (last or first)


def _account(context: Context, sums: Any, covered: Range) -> Iterator[dict[str, Any]]:
    from models.finance.general_ledger import general_ledger

    about = {"account": sums.account, "name": sums.shown_name}
    start = {"entry_date": covered.from_date, "voucher": "", "text": _("Opening balance")}
    yield {**about, **start, "debit": _NOTHING, "credit": _NOTHING, "balance": sums.opening}
    span = {"account": sums.account, "from_date": covered.from_date, "to_date": covered.to_date, "limit": _PAGE}
    page = context.session.read(general_ledger, **span)
    while True:
        for line in page.rows:
            yield {**about, **_picked("entry_date voucher text debit credit balance", line)}
        if page.after is None:
            return
        page = context.session.read(general_ledger, **span, after=page.after)


def _journal(context: Context) -> Answer:
    from models.finance.reports import journal

    covered = _range(context)
    span = {"from_date": covered.from_date, "to_date": covered.to_date, "limit": _PAGE}
    rows: list[dict[str, Any]] = []
    after = 0
    while entries := context.session.read(journal, **span, after=after):
        rows += [line for entry in entries for line in _journal_lines(entry)]
        after = entries[-1].head.id
    return _answer("journal", _JOURNAL, rows, from_date=covered.from_date, to_date=covered.to_date)


def _journal_lines(entry: Any) -> Iterator[dict[str, Any]]:
    for line in entry.lines:
        yield {
            **_picked("entry_date voucher", entry.head),
            "text": line.text or entry.head.text,
            **_picked("account account_name", line),
            "debit": max(line.amount, _NOTHING),
            "credit": max(-line.amount, _NOTHING),
        }


def _open_items(name: str, side: str) -> Maker:
    def make(context: Context) -> Answer:
        from models.finance.receivables import open_items

        day = context.options.as_of or context.options.to_date
        rows = context.session.read(open_items, side=side, party_id=_party(context), on=day)
        return _answer(name, _OPEN, [_picked(_OPEN, row) for row in rows], to_date=day)

    return make


def _aged_items(name: str, side: str) -> Maker:
    def make(context: Context) -> Answer:
        from models.finance.receivables import aged_items

        day = context.options.as_of or context.options.to_date
        rows = context.session.read(aged_items, side=side, on=day)
        return _answer(name, _AGED, [_picked(_AGED, row) for row in rows], to_date=day)

    return make


def _party_statement(name: str, side: str) -> Maker:
    def make(context: Context) -> Answer:
        from models.finance.receivables import party_statement

        covered = _range(context)
        party = _party(context)
        if party is None:
            raise Invalid("report.party_missing", field="party")
        found = context.session.read(
            party_statement, party_id=party, side=side, from_date=covered.from_date, to_date=covered.to_date
        )
        rows = [_picked(_STATEMENT, line) for line in found.lines]
        return _answer(name, _STATEMENT, rows, from_date=covered.from_date, to_date=covered.to_date)

    return make


def party_with_code(work: Work, *, code: str) -> int:
    """The key of the customer or supplier with this code; Invalid where there is none."""
    found: int | None = work.value("SELECT id FROM contacts.party WHERE code = :code", code=code)
    if found is None:
        raise Invalid("report.party_unknown", field="party", party=code)
    return found


def _party(context: Context) -> int | None:
    code = context.options.party
    return None if code is None else context.session.read(party_with_code, code=code)


#: Name on the command line to title and maker.
STATEMENTS: dict[str, tuple[str, Maker]] = {
    "trial-balance": (N_("Trial balance"), _trial_balance),
    "general-ledger": (N_("General ledger"), _general_ledger),
    "vat-return": (N_("VAT return"), _vat_return),
    "journal": (N_("Journal"), _journal),
    "open-receivables": (N_("Open receivables"), _open_items("open-receivables", "receivable")),
    "open-payables": (N_("Open payables"), _open_items("open-payables", "payable")),
    "aged-receivables": (N_("Aged receivables"), _aged_items("aged-receivables", "receivable")),
    "aged-payables": (N_("Aged payables"), _aged_items("aged-payables", "payable")),
    "customer-statement": (N_("Customer statement"), _party_statement("customer-statement", "receivable")),
    "supplier-statement": (N_("Supplier statement"), _party_statement("supplier-statement", "payable")),
}

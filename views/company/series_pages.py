"""Number series: what the next document or voucher is numbered, and how its series is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.company.series import SERIES_TITLES, NumberSeries, read_number_series, set_number_series
from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.series import AllSeries, VoucherSeries, list_all_series
from resources.language import N_, _
from views.company.areas import area_title
from views.company.scrolled import scrolled
from views.kit.action import Action, ActionContext
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Answer, AnswerRole, Host, Link, Question
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.text import column, heading, note, row
from views.kit.theme.tokens import SPACE_4

_SUBJECTS = ("company.number_series", "ledger.series_definition", "ledger.entry")
_DOCUMENT_COLUMNS = (
    Column("title", N_("What is numbered")),
    Column("prefix", N_("Prefix"), width=8),
    Column("next_number", N_("Next number"), Kind.INTEGER, width=10),
)
_VOUCHER_COLUMNS = (
    Column("code", N_("Series"), width=5),
    Column("name", N_("Name")),
    Column("area", N_("Area"), width=10),
    Column("next_number", N_("Next number"), Kind.INTEGER, width=10),
)


@dataclass(frozen=True, slots=True)
class SeriesDraft:
    """A document series being changed; `given` is the next number as it was read."""

    kind: str
    prefix: str = ""
    next_number: int | None = 1
    given: int = 1


def _arguments(draft: SeriesDraft) -> Mapping[str, object]:
    # Left alone, the number may have moved on since it was read.
    moved = draft.next_number if draft.next_number != draft.given else None
    return {"kind": draft.kind, "prefix": draft.prefix, "next_number": moved}


def _backwards(draft: SeriesDraft) -> str | None:
    if draft.next_number is None or draft.next_number >= draft.given:
        return None
    return _("Numbers only run forwards. The next one is {next} or later.").format(next=draft.given)


FORM: FormSpec[SeriesDraft] = FormSpec(
    (
        Section(
            "",
            (
                Field("prefix", N_("Prefix"), max_length=10, help=N_("Stands before every number from now on.")),
                Field("next_number", N_("Next number"), FieldKind.INTEGER, required=True, check=_backwards),
            ),
            hint=N_("What was numbered keeps its number. Numbers only run forwards, so that none is given out twice."),
        ),
    ),
    save=set_number_series,
    arguments=_arguments,
)


class SeriesPage(RecordPage[AllSeries]):
    """Every series of the company: of documents, and of vouchers in the fiscal year of today."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Number series"), read=list_all_series, arguments={}, subjects=_SUBJECTS, link=link)
        new = Action(
            "company.voucher_series.new",
            N_("New voucher series"),
            self._new,
            Permission.FINANCE_ACCOUNTS,
            "Ctrl+N",
            "add",
            primary=True,
        )
        self.set_actions((new,))

    def build(self) -> None:
        """A table of each kind under its heading, side by side."""
        self.documents = TableView(self.host, _DOCUMENT_COLUMNS, fitted=True)
        self.vouchers = TableView(self.host, _VOUCHER_COLUMNS, fitted=True)
        self.year = note("")
        both = QWidget()
        beside = row(both, spacing=SPACE_4)
        beside.addLayout(_part(_("Documents"), note(_("Numbers run on from year to year.")), self.documents), 1)
        beside.addLayout(_part(_("Vouchers"), self.year, self.vouchers), 1)
        self.parts.addWidget(scrolled(both), 1)
        self.setFocusProxy(self.documents)

    def show_record(self, record: AllSeries) -> None:
        """Show how far each has come."""
        self.documents.set_rows([_document_row(series) for series in record.documents])
        self.vouchers.set_rows([self._voucher_row(series, record.year) for series in record.vouchers])
        self.year.setText(_of_year(record.year))

    def _voucher_row(self, series: VoucherSeries, year: date | None) -> TableRow:
        links = {0: Link("company.voucher_series", series.code)}
        used = next((one for one in series.years if one.starts_on == year), None)
        if used is not None and self.host.allows(Permission.FINANCE_READ):
            links[3] = vouchers_of(series.code, used.fiscal_year_id)
        number = used.next_number if used else 1 if year else None
        return TableRow((series.code, series.name, area_title(series.area), number), links)

    def _new(self, context: ActionContext) -> None:
        context.host.open(Link("company.voucher_series"))


def vouchers_of(code: str, fiscal_year_id: int) -> Link:
    """The vouchers of a series in a fiscal year."""
    label = _("Series {series}").format(series=code)
    return Link("finance.vouchers", arguments={"series": code, "fiscal_year_id": fiscal_year_id, "label": label})


def _document_row(series: NumberSeries) -> TableRow:
    link = Link("company.number_series", series.kind)
    return TableRow((_(SERIES_TITLES[series.kind]), series.prefix, series.next_number), {0: link})


def _of_year(year: date | None) -> str:
    if year is None:
        return _("There is no fiscal year for today, so no voucher can be numbered.")
    return _("In the fiscal year from {date}; each year begins at 1.").format(date=year)


def _part(title: str, about: QWidget, table: TableView) -> QVBoxLayout:
    part = column()
    for widget in (heading(title), about, table):
        part.addWidget(widget)
    part.addStretch()
    return part


class NumberSeriesPage(FormPage[SeriesDraft]):
    """The series of one kind of document, by its word; who may not change it looks at it."""

    def __init__(self, host: Host, link: Link) -> None:
        kind = str(link.key)
        super().__init__(host, _("Number series"), FORM, SeriesDraft(kind), saved_link=_to_series, link=link)
        self.form.setEnabled(False)
        self.load(read_number_series, {"kind": kind}, on_done=self._on_read)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(Permission.FINANCE_ACCOUNTS) else ()

    def _on_read(self, series: NumberSeries) -> None:
        self.form.set_draft(SeriesDraft(series.kind, series.prefix, series.next_number, series.next_number))
        self.set_title(_("Number series"), _(SERIES_TITLES[series.kind]))
        if self.host.allows(Permission.FINANCE_ACCOUNTS):
            self.form.setEnabled(True)
            self.form.setFocus()

    def _save(self, context: ActionContext) -> None:
        draft = self.form.draft
        if draft.next_number is None or draft.next_number <= draft.given:
            super()._save(context)
            return
        text = _("The numbers from {first} to {last} will never be given out, and this cannot be taken back.")
        question = Question(
            _("Go on from {number}?").format(number=draft.next_number),
            text.format(first=draft.given, last=draft.next_number - 1),
            (Answer("cancel", _("Cancel")), Answer("go_on", _("Go on"), AnswerRole.DESTRUCTIVE)),
        )
        self.host.ask(question, on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if answer == "go_on":
            self.form.save()


def _to_series(result: object) -> Link:
    del result
    return Link("company.series")

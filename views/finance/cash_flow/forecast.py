"""The cash-flow forecast: a line of what the bank will hold, a table behind it, and the payments behind each figure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from models.database.listing import Column, Kind
from models.finance.cash_flow import (
    LATEST,
    SCENARIOS,
    USUAL,
    CashFlow,
    CashItem,
    CashStep,
    cash_flow,
    cash_items,
)
from models.finance.rules import ZERO
from reports.chart.spec import Chart, Form, Place, Point, Series
from resources.language import N_, _
from views.finance.ledger.span import as_date
from views.kit.action import Action, ActionContext
from views.kit.chart.panel import ChartCard, Nothing
from views.kit.form.lines import NumberLine
from views.kit.form.spec import FieldKind
from views.kit.format import format_value
from views.kit.host import ExportFormat, Host, Level, Link, Message, TableExport
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.text import note, row
from views.kit.theme.flow import Flow
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_1, SPACE_2

_KINDS = ("receivable", "sales_order", "payable", "purchase_order", "recurring", "vat")
_COLUMNS = (
    Column("step", N_("From"), width=14),
    Column("receivable", N_("Customers"), Kind.MONEY, width=12),
    Column("sales_order", N_("Sales orders"), Kind.MONEY, width=12),
    Column("payable", N_("Suppliers"), Kind.MONEY, width=12),
    Column("purchase_order", N_("Purchase orders"), Kind.MONEY, width=12),
    Column("recurring", N_("Recurring"), Kind.MONEY, width=12),
    Column("vat", N_("VAT"), Kind.MONEY, width=12),
    Column("closing", N_("In the bank"), Kind.MONEY, width=14),
)
_CLOSING = len(_COLUMNS) - 1
_EXPLAINS = {
    "receivable": N_("Unpaid invoices to customers, as late as each of them usually pays, times the factor."),
    "sales_order": N_("Confirmed orders that no invoice holds yet, invoiced when they are delivered."),
    "payable": N_("Invoices from suppliers that are not paid, on the day that they fall due."),
    "purchase_order": N_("What is ordered from suppliers and not received yet."),
    "recurring": N_(
        "Recurring vouchers, such as rent and instalments of loans, planned reversals and spread amounts: what they"
        " will move in the bank, or on the accounts of customers and suppliers when that falls due."
    ),
    "vat": N_(
        "What the VAT periods come to on the day that they are to be paid: filed and not settled, not filed yet, and"
        " what is booked of the running period for its share of the days."
    ),
    "closing": N_("What the bank accounts hold today, and all of the rows since."),
}
_ITEMS = (
    Column("expected", N_("Expected"), Kind.DATE, width=12),
    Column("due", N_("Due"), Kind.DATE, width=12),
    Column("party", N_("Party")),
    Column("label", N_("Document"), width=28),
    Column("amount", N_("Amount"), Kind.MONEY, width=16),
    Column("estimated", N_("Estimated"), Kind.BOOLEAN, width=10),
)
_SCENARIOS = (
    ("on_time", N_("Customers pay on time")),
    ("usual", N_("As late as usual")),
    ("late", N_("Late")),
)
_SUBJECTS = ("ledger.entry", "ledger.recurring", "sales.sales_order", "warehouse.purchase_order")
_GRAINS = (("week", N_("By week")), ("month", N_("By month")))
_FACTORS = "finance.cash_flow.factors"  # those that the user has changed, by scenario
_HEIGHT, _FACTOR_WIDTH = 190, 70


def factor_of(host: Host, scenario: str) -> Decimal:
    """How many times as late as usual customers pay in a scenario, as the user has it."""
    kept = host.preferences.read(_FACTORS)
    return _factor(kept.get(scenario) if isinstance(kept, dict) else None, SCENARIOS.get(scenario, USUAL))


def _factor(given: object, otherwise: Decimal = USUAL) -> Decimal:
    """A factor that was written down; another one where it is none."""
    try:
        found = Decimal(str(given))
    except InvalidOperation:
        return otherwise
    return found if found.is_finite() and 0 <= found <= LATEST else otherwise


class CashFlowPage(RecordPage[CashFlow]):
    """Thirteen weeks or six months ahead, in one of three scenarios."""

    def __init__(self, host: Host, link: Link) -> None:
        self._scenario = str(link.arguments.get("scenario", "usual"))
        self._grain = str(link.arguments.get("grain", "week"))
        super().__init__(
            host,
            _("Cash-flow forecast"),
            read=cash_flow,
            arguments=self._arguments_of(host),
            subjects=_SUBJECTS,
            link=link,
        )
        self._buttons: dict[str, QPushButton] = {}
        bar = QWidget()
        flow = Flow(bar, gap=SPACE_2)
        for word, label in (*_SCENARIOS, *_GRAINS):
            button = QPushButton(_(label))
            button.setCheckable(True)
            button.clicked.connect(partial(self._choose, word))
            self._buttons[word] = button
            flow.addWidget(button)
            if word == _SCENARIOS[-1][0]:
                self._make_factor(flow)
        self.body.insertWidget(0, bar, 0, Qt.AlignmentFlag.AlignTop)
        self._mark()
        self.set_actions((Action("finance.cash_flow.export", N_("Export to Excel"), self._export, icon="export"),))

    def _make_factor(self, flow: Flow) -> None:
        """How late the chosen scenario is, to be changed."""
        self.factor = NumberLine(FieldKind.QUANTITY, self.host.language)
        keep(self.factor, QWidget.setFixedWidth, partial(scaled, _FACTOR_WIDTH))
        self.factor.setAccessibleName(_("How many times as late as usual customers pay"))
        self.factor.setToolTip(_("How many times as late as usual customers pay"))
        self.factor.set_value(factor_of(self.host, self._scenario))
        self.factor.editingFinished.connect(self._change_factor)
        part = QWidget()
        inside = row(part, spacing=SPACE_1)
        inside.addWidget(self.factor)
        inside.addWidget(note(_("times as late as usual"), wrap=False))
        flow.addWidget(part)

    def _arguments_of(self, host: Host) -> dict[str, object]:
        return {"factor": factor_of(host, self._scenario), "grain": self._grain}

    def build(self) -> None:
        """The chart and the table."""
        self.chart = ChartCard(self.host, Nothing(""), height=_HEIGHT)
        self.table = TableView(self.host, _COLUMNS, whole=8, explains=_EXPLAINS)
        self.parts.addWidget(self.chart)
        self.parts.addWidget(self.table, 1)

    def show_record(self, record: CashFlow) -> None:
        """Show the forecast, and warn where the bank runs dry."""
        lowest = record.lowest
        amount = format_value(lowest.closing, Kind.MONEY, self.host.language)
        text = _("Lowest: {amount} after {date}").format(amount=amount, date=f"{lowest.ends_on:%Y-%m-%d}")
        self.set_title(_("Cash-flow forecast"), text)
        self.chart.set_chart(self._chart(record))
        nothing = (None,) * len(_KINDS)
        accounts = Link("finance.bank_accounts")
        opening = TableRow((_("Now"), *nothing, record.opening), {_CLOSING: accounts})
        self.table.set_rows([opening, *(self._row(step) for step in record.steps)])
        warning = _("The bank accounts are overdrawn by {amount} after {date}, if nothing else happens.")
        short = format_value(-lowest.closing, Kind.MONEY, self.host.language)
        told = warning.format(amount=short, date=f"{lowest.ends_on:%Y-%m-%d}") if lowest.closing < 0 else ""
        self.host.tell(Message(told, Level.WARNING, seconds=0, replaces="cash_flow"))

    def _chart(self, record: CashFlow) -> Chart:
        places = tuple(Place(f"{s.starts_on:%m-%d}", f"{s.starts_on:%Y-%m-%d}") for s in record.steps)
        series = Series(_("In the bank"), tuple(Point(step.closing) for step in record.steps))
        title = _("What the bank accounts will hold")
        return Chart(Form.LINE, title, places, (series,), currency=record.currency, axis=_("From"))

    def _row(self, step: CashStep) -> TableRow:
        amounts = tuple(getattr(step, kind) for kind in _KINDS)
        links = {at: self._items(kind, step) for at, kind in enumerate(_KINDS, 1) if amounts[at - 1]}
        return TableRow((f"{step.starts_on:%Y-%m-%d}", *amounts, step.closing), links)

    def _items(self, kind: str, step: CashStep) -> Link:
        days = {"from_date": step.starts_on, "to_date": step.ends_on}
        factor = str(factor_of(self.host, self._scenario))
        return Link("finance.cash_items", arguments={"kind": kind, "factor": factor, **days})

    def _choose(self, word: str, checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        del checked
        if word in dict(_GRAINS):
            self._grain = word
        else:
            self._scenario = word
        self._mark()
        self.factor.set_value(factor_of(self.host, self._scenario))
        self.read_instead(self._arguments_of(self.host))

    def _change_factor(self) -> None:
        """Remember how late the scenario is, and reckon anew; what is no such number is put back."""
        before = factor_of(self.host, self._scenario)
        factor = _factor(self.factor.value(), before)
        self.factor.set_value(factor)
        if factor == before:
            return
        kept = self.host.preferences.read(_FACTORS)
        changed = {**(kept if isinstance(kept, dict) else {}), self._scenario: f"{factor.normalize():f}"}
        self.host.preferences.write(_FACTORS, changed)
        self.read_instead(self._arguments_of(self.host))

    def _mark(self) -> None:
        for word, button in self._buttons.items():
            button.setChecked(word in {self._scenario, self._grain})

    def _export(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            rows = tuple(row.values for row in self.table.rows)
            self.host.export_table(TableExport(self.title, _COLUMNS, rows, ExportFormat.XLSX))


class CashItemsPage(RecordPage[tuple[CashItem, ...]]):
    """The payments of one kind that are expected in a week or month; each opens its document."""

    def __init__(self, host: Host, link: Link) -> None:
        asked = link.arguments
        first, last = as_date(asked.get("from_date")) or host.today, as_date(asked.get("to_date")) or host.today
        kind = str(asked.get("kind", "receivable"))
        arguments = {"kind": kind, "factor": _factor(asked.get("factor")), "from_date": first, "to_date": last}
        super().__init__(host, _("Expected payments"), read=cash_items, arguments=arguments, link=link)
        label = next((column.label for column in _COLUMNS if column.name == kind), "")
        self.set_title(_("Expected payments"), f"{_(label)} {first:%Y-%m-%d} – {last:%Y-%m-%d}")

    def build(self) -> None:
        """One table."""
        self.table = TableView(self.host, _ITEMS)
        self.parts.addWidget(self.table, 1)

    def show_record(self, record: tuple[CashItem, ...]) -> None:
        """Show the payments and their sum."""
        total = sum((item.amount for item in record), ZERO)
        self.table.set_rows([*map(_item, record), TableRow((None, None, _("Total"), "", total, None), total=True)])


def _item(item: CashItem) -> TableRow:
    estimated = True if item.estimated else None
    values = (item.expected_on, item.due_on, item.party_name or "", item.label, item.amount, estimated)
    link = Link(item.page, item.page_key) if item.page and item.page_key is not None else None
    return TableRow(values, {2: link, 3: link} if link else {})

"""The cash-flow forecast: a line of what the bank will hold, a table behind it, and the payments behind each figure."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from models.database.listing import Column, Kind
from models.finance.cash_flow import CashFlow, CashItem, CashStep, cash_flow, cash_items
from models.finance.rules import ZERO
from reports.chart.spec import Chart, Form, Place, Point, Series
from resources.language import N_, _
from views.finance.ledger.span import as_date
from views.kit.action import Action, ActionContext
from views.kit.chart.panel import ChartCard, Nothing
from views.kit.format import format_value
from views.kit.host import ExportFormat, Host, Level, Link, Message, TableExport
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.theme.flow import Flow
from views.kit.theme.tokens import SPACE_2

_KINDS = ("receivable", "sales_order", "payable", "purchase_order")
_COLUMNS = (
    Column("step", N_("From"), width=12),
    Column("receivable", N_("From customers"), Kind.MONEY, width=15),
    Column("sales_order", N_("Of sales orders"), Kind.MONEY, width=15),
    Column("payable", N_("To suppliers"), Kind.MONEY, width=15),
    Column("purchase_order", N_("Of purchase orders"), Kind.MONEY, width=15),
    Column("closing", N_("In the bank"), Kind.MONEY, width=16),
)
_ITEMS = (
    Column("expected", N_("Expected"), Kind.DATE, width=12),
    Column("due", N_("Due"), Kind.DATE, width=12),
    Column("party", N_("Party")),
    Column("label", N_("Document"), width=14),
    Column("amount", N_("Amount"), Kind.MONEY, width=16),
)
_SCENARIOS = (
    ("on_time", N_("Customers pay on time")),
    ("usual", N_("As late as usual")),
    ("late", N_("Twice as late")),
)
_GRAINS = (("week", N_("By week")), ("month", N_("By month")))
_HEIGHT = 190


class CashFlowPage(RecordPage[CashFlow]):
    """Thirteen weeks or six months ahead, in one of three scenarios."""

    def __init__(self, host: Host, link: Link) -> None:
        self._scenario = str(link.arguments.get("scenario", "usual"))
        self._grain = str(link.arguments.get("grain", "week"))
        super().__init__(
            host,
            _("Cash-flow forecast"),
            read=cash_flow,
            arguments={"scenario": self._scenario, "grain": self._grain},
            subjects=("ledger.entry", "sales.sales_order", "warehouse.purchase_order"),
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
        self.body.insertWidget(0, bar, 0, Qt.AlignmentFlag.AlignTop)
        self._mark()
        self.set_actions((Action("finance.cash_flow.export", N_("Export to Excel"), self._export, icon="export"),))

    def build(self) -> None:
        """The chart and the table."""
        self.chart = ChartCard(self.host, Nothing(""), height=_HEIGHT)
        self.table = TableView(self.host, _COLUMNS, whole=8)
        self.parts.addWidget(self.chart)
        self.parts.addWidget(self.table, 1)

    def show_record(self, record: CashFlow) -> None:
        """Show the forecast, and warn where the bank runs dry."""
        lowest = record.lowest
        amount = format_value(lowest.closing, Kind.MONEY, self.host.language)
        text = _("Lowest: {amount} after {date}").format(amount=amount, date=f"{lowest.ends_on:%Y-%m-%d}")
        self.set_title(_("Cash-flow forecast"), text)
        self.chart.set_chart(self._chart(record))
        opening = TableRow((_("Now"), None, None, None, None, record.opening), {5: Link("finance.bank_accounts")})
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
        return Link("finance.cash_items", arguments={"kind": kind, "scenario": self._scenario, **days})

    def _choose(self, word: str, checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        del checked
        if word in dict(_GRAINS):
            self._grain = word
        else:
            self._scenario = word
        self._mark()
        self.read_instead({"scenario": self._scenario, "grain": self._grain})

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
        scenario = str(asked.get("scenario", "usual"))
        arguments = {"kind": kind, "scenario": scenario, "from_date": first, "to_date": last}
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
        self.table.set_rows([*map(_item, record), TableRow((None, None, _("Total"), "", total), total=True)])


def _item(item: CashItem) -> TableRow:
    values = (item.expected_on, item.due_on, item.party_name or "", item.label, item.amount)
    link = Link(item.page, item.page_key) if item.page and item.page_key is not None else None
    return TableRow(values, {2: link, 3: link} if link else {})

"""The parts that screens are made of, each in every state: fields, buttons, words, messages, lists and grids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QWidget

from desktop.gallery_charts import charts
from desktop.gallery_staged import STATES, StagedHost
from desktop.shell.window import MainWindow
from models.database.listing import Kind
from resources.language import N_, _
from views.finance.invoices.lists import CUSTOMER_INVOICE_LIST
from views.kit.action import tool_button
from views.kit.busy import Spinner
from views.kit.empty import EmptyState
from views.kit.form.lines import CheckMark
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Picker, Section
from views.kit.form.view import FormView
from views.kit.grid.spec import GridColumn, GridSpec, Total
from views.kit.grid.view import EntryGrid
from views.kit.host import Host, Level, Link, Message, MessageAction
from views.kit.list.view import ListView
from views.kit.page import Page
from views.kit.record import Fact, FactCard
from views.kit.text import Card, Chip, LinkButton, column, heading, note, row, title
from views.kit.theme.icons import set_icon
from views.kit.theme.tokens import SPACE_3, SPACE_4
from views.start.figure import Figure, FigureTile

Shown = Iterator[tuple[str, QWidget]]

_TONES = ("paid", "unpaid", "overdue", "sent", "draft")
_GROWING = (FormView, EntryGrid, EmptyState)
_PICKER = Picker(CUSTOMER_INVOICE_LIST.query, ("number",), lambda row: str(row["number"]))


def show_components(window: MainWindow) -> Shown:
    """One sheet after the other; yields its name and the widget to draw, then clears it away."""
    sheets = (("fields", _fields), ("parts", _parts), ("messages", _messages), ("grid", _grid), ("charts", _charts))
    for name, make in sheets:
        yield from _alone(f"components.{name}", make(window.host), window)
    for state in STATES:
        page = Page(StagedHost(window, state), _(CUSTOMER_INVOICE_LIST.query.title))
        page.body.addWidget(ListView(page.host, CUSTOMER_INVOICE_LIST), 1)
        yield from _alone(f"components.list-{state}", page, window)


def _alone(name: str, page: Page, window: MainWindow) -> Shown:
    page.resize(window.size())
    page.show()
    page.activateWindow()
    yield name, page
    page.close()
    page.deleteLater()


# --- fields


@dataclass(frozen=True)
class _Draft:
    text: str = "Ödmans Åkeri AB"
    required: str = ""
    wrong: str = "abc"
    disabled: str = "SE556000474601"
    money: Decimal | None = Decimal("-1250.5")
    percent: Decimal | None = Decimal(25)
    day: date | None = date(2026, 11, 26)
    no_day: date | None = None
    choice: str = "good"
    picked: int | None = None
    shown: Decimal = Decimal("48710.00")
    yes: bool = True
    no: bool = False
    long: str = "Leveransporten är låst efter 16.\nRing 08-123 45 67."


def _fields(host: Host) -> Page:
    choices = (Choice("good", N_("Goods")), Choice("service", N_("Service")))
    fields: tuple[Field[_Draft], ...] = (
        Field("text", N_("Name"), help=N_("As it stands on documents.")),
        Field("required", N_("Our reference"), required=True),
        Field("wrong", N_("Organisation number"), check=lambda _draft: _("This is no organisation number.")),
        Field("disabled", N_("VAT number"), enabled_when=lambda _draft: False),
        Field("money", N_("Amount"), FieldKind.MONEY),
        Field("percent", N_("Discount"), FieldKind.PERCENT),
        Field("day", N_("Date"), FieldKind.DATE),
        Field("no_day", N_("Due"), FieldKind.DATE),
        Field("choice", N_("Kind"), FieldKind.CHOICE, choices=choices),
        Field("picked", N_("Invoice"), FieldKind.PICKER, picker=_PICKER),
        Field("shown", N_("Total"), FieldKind.SHOWN, shown_as=Kind.MONEY),
        Field("yes", N_("Active"), FieldKind.BOOLEAN),
        Field("no", N_("Blocked"), FieldKind.BOOLEAN),
        Field("long", N_("Text"), FieldKind.MULTILINE, wide=True),
    )
    form = FormView(host, FormSpec((Section(N_("Look and language"), fields, across=3),)), _Draft())
    form.check()
    return _page(host, _("Fields"), form)


# --- buttons, words and figures


def _parts(host: Host) -> Page:
    card = Card()
    inside = column(card, margin=SPACE_4, spacing=SPACE_3)
    for widget in (title(_("Overview")), heading(_("Documents")), note(_("All of this can be changed later."))):
        inside.addWidget(widget)
    inside.addLayout(_buttons(enabled=True))
    inside.addLayout(_buttons(enabled=False))
    inside.addLayout(_small())
    tabs = QTabWidget()
    for label in (_("Stock"), _("Moves"), _("Prices")):
        tabs.addTab(QWidget(), label)
    tabs.setMaximumHeight(60)
    inside.addWidget(tabs)
    facts = FactCard(host, _facts(), across=4)
    return _page(host, _("Buttons and words"), card, facts, _figures(host))


def _buttons(*, enabled: bool) -> QHBoxLayout:
    line = row()
    for role, icon in (("primary", "save"), ("plain", "print"), ("destructive", "delete"), ("quiet", ""), ("chip", "")):
        button = QPushButton(_("Save"))
        button.setProperty("role", role)
        button.setEnabled(enabled)
        if icon:
            set_icon(button, icon, "on_accent" if role == "primary" else "secondary")
        line.addWidget(button)
    chosen = QPushButton(_("Unpaid"))
    chosen.setProperty("role", "chip")
    chosen.setCheckable(True)
    chosen.setChecked(True)
    chosen.setEnabled(enabled)
    line.addWidget(chosen)
    tool = tool_button("refresh", _("Fetch anew"))
    tool.setEnabled(enabled)
    line.addWidget(tool)
    line.addStretch()
    return line


def _small() -> QHBoxLayout:
    line = row()
    for word in _TONES:
        line.addWidget(Chip(word))
    line.addWidget(LinkButton("1004 Tallbackens Förskola AB"))
    for checked in (True, False):
        mark = CheckMark()
        mark.setText(_("Active"))
        mark.setChecked(checked)
        line.addWidget(mark)
    line.addWidget(Spinner())
    line.addStretch()
    return line


def _facts() -> tuple[Fact, ...]:
    return (
        Fact(_("Customer"), "1004 Tallbackens Förskola AB", link=Link("contacts.party", 4)),
        Fact(_("Date"), date(2026, 11, 26), Kind.DATE),
        Fact(_("Total"), Decimal("-78037.50"), Kind.MONEY, strong=True),
        Fact(_("Status"), "overdue", Kind.STATUS),
    )


def _figures(host: Host) -> Card:
    card = Card()
    line = row(card, margin=SPACE_3)
    link = Link("finance.customer_invoices")
    for label, value, alarming in (
        (_("Overdue from customers"), Decimal("585579.70"), True),
        (_("In the bank"), Decimal("1888666.86"), False),
    ):
        line.addWidget(FigureTile(host, Figure(label, value, Kind.MONEY, link, alarming=alarming)))
    return card


# --- messages and empty places


def _messages(host: Host) -> Page:
    empty, other = EmptyState("invoice"), EmptyState("search")
    empty.explain(_("No unpaid invoices"), _("All of this can be changed later."), _("New invoice"))
    other.explain(_("Nothing found"))
    page = _page(host, _("Messages"), empty, other)
    texts = {
        Level.INFO: _("Select one row first."),
        Level.SUCCESS: _("The database can be reached again."),
        Level.WARNING: _("What was changed on this page has not been saved. Leave it anyway?"),
        Level.ERROR: _("This is no organisation number."),
    }
    for level, text in texts.items():
        act = MessageAction(_("Try again"), _do_nothing) if level is Level.WARNING else None
        page.strip.show_message(Message(text, level, act, seconds=0))
    return page


def _do_nothing() -> None:
    """A picture is not pressed."""


# --- an entry grid


@dataclass(frozen=True)
class _Line:
    text: str = ""
    quantity: Decimal | None = None
    price: Decimal | None = None
    item: int | None = None

    @property
    def net(self) -> Decimal:
        return (self.quantity or Decimal(0)) * (self.price or Decimal(0))


def _grid(host: Host) -> Page:
    columns: tuple[GridColumn[_Line], ...] = (
        GridColumn("item", N_("Item"), FieldKind.PICKER, 10, picker=_PICKER),
        GridColumn("text", N_("Description"), required=True),
        GridColumn("quantity", N_("Quantity"), FieldKind.QUANTITY),
        GridColumn("price", N_("Price"), FieldKind.MONEY),
        GridColumn("net", N_("Net"), FieldKind.SHOWN, compute=lambda line: line.net, shown_as=Kind.MONEY),
    )
    spec: GridSpec[_Line] = GridSpec(
        columns,
        _Line,
        lambda line: line == _Line(),
        column_totals=lambda lines: {"net": sum((line.net for line in lines), Decimal(0))},
        totals=lambda lines: (Total(_("Total"), sum((line.net for line in lines), Decimal(0)), strong=True),),
    )
    lines = (_Line("Gungstol Kvällning", Decimal(6), Decimal(3490)), _Line("", Decimal(-2), Decimal("118.75")))
    grid: EntryGrid[_Line] = EntryGrid(host, spec, lines)
    grid.check()
    return _page(host, _("Lines"), grid)


def _charts(host: Host) -> Page:
    return _page(host, _("Charts"), charts(host))


def _page(host: Host, text: str, *parts: QWidget) -> Page:
    page = Page(host, text)
    for part in parts:
        page.body.addWidget(part, int(isinstance(part, _GROWING)))
    if not isinstance(parts[-1], _GROWING):
        page.body.addStretch()
    return page

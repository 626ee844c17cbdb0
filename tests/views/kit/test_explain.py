"""A figure says what it is: by its question mark, by Alt+Enter on it and by its menu, and opens its rows from there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.company.today import UsersToday
from models.contacts.pages import CUSTOMER_FIGURES, SUPPLIER_FIGURES, CustomerFigures, SupplierFigures
from models.database.listing import Column, Kind
from models.finance.today import FINANCE_AMOUNTS, FinanceToday
from models.sales.today import SALES_FIGURES, SalesToday, WarehouseToday
from models.service.today import ServiceToday
from models.warehouse.items import ITEM_FIGURES, ItemPage
from tests.support.fake_host import FakeHost
from tests.support.keys import press, shown
from views.finance.invoices.aged import AgedPayablesPage, AgedReceivablesPage
from views.finance.ledger.general_ledger import GeneralLedgerPage
from views.finance.ledger.trial_balance import TrialBalancePage
from views.kit.explain import Mark
from views.kit.host import Link
from views.kit.record import Fact, FactButton, FactCard
from views.kit.table import TableRow, TableView
from views.start.areas import company_figures, finance_figures, sales_figures, service_figures, warehouse_figures
from views.start.figure import FigureTile

OWED = Link("finance.receivables", arguments={"party_id": 3, "label": "Almgren Bygg"})
OWES = Fact("Owes", Decimal(1250), Kind.MONEY, link=OWED, explains="What is left to pay.")
LIMIT = Fact("Credit left", Decimal(750), Kind.MONEY, explains="The limit less what is owed.")


def card(qtbot: QtBot, host: FakeHost, *facts: Fact) -> FactCard:
    made = FactCard(host, facts)
    qtbot.addWidget(made)
    made.show()
    return made


def figure(made: FactCard, kind: type[QWidget], begin: str) -> QWidget:
    (found,) = [each for each in made.findChildren(kind) if each.accessibleName().startswith(begin)]
    return found


def test_alt_enter_on_a_figure_says_what_it_is_and_opens_its_rows(qtbot: QtBot) -> None:
    host = FakeHost()
    made = card(qtbot, host, OWES)
    button = figure(made, FactButton, "Owes")
    made.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    ((question, _answer),) = host.asked
    assert question.title == "Owes: 1,250.00"
    assert question.text == "What is left to pay."
    assert question.details == "As of 2026-11-24, for Nordbygg AB.\nOnly: Almgren Bygg."
    assert host.opened == []
    host.reply("rows")
    assert host.opened == [OWED]


def test_a_figure_without_rows_is_reached_by_the_keyboard_too_and_offers_none(qtbot: QtBot) -> None:
    host = FakeHost()
    made = card(qtbot, host, LIMIT)
    label = figure(made, QLabel, "Credit left")
    assert label.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert label.accessibleDescription() == "The limit less what is owed."
    assert [each.text() for each in label.actions()] == ["What is this?"]
    label.actions()[0].trigger()
    assert [answer.key for answer in host.asked[0][0].answers] == ["close"]


def test_the_question_mark_asks_and_stands_only_where_there_is_something_to_say(qtbot: QtBot) -> None:
    host = FakeHost()
    made = card(qtbot, host, OWES, Fact("Telephone", "08-12"))
    (mark,) = made.findChildren(Mark)
    assert mark.accessibleName() == "What is Owes?"
    QTest.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert host.asked[0][0].text == "What is left to pay."


def test_each_figure_of_customer_supplier_and_item_has_a_definition() -> None:
    assert set(CUSTOMER_FIGURES) == set(CustomerFigures.__dataclass_fields__)
    assert set(SUPPLIER_FIGURES) == set(SupplierFigures.__dataclass_fields__)
    assert set(ITEM_FIGURES) == set(ItemPage.__dataclass_fields__) - {"item"}


def test_the_amounts_of_the_start_page_say_what_they_are(qtbot: QtBot) -> None:
    host = FakeHost()
    day = date(2026, 11, 24)
    today = FinanceToday(day, date(2026, 11, 29), Decimal(10), Decimal(20), Decimal(30), Decimal(40), 1, 2, 3)
    amounts = [each for each in finance_figures(today) if each.kind is Kind.MONEY]
    names = ("bank_balance", "overdue_receivables", "due_payables", "result")
    assert [each.explains for each in amounts] == [FINANCE_AMOUNTS[name] for name in names]
    assert [each.explains for each in sales_figures(SalesToday(1, Decimal(2), 3, 4))] == [
        SALES_FIGURES[name] for name in ("open_orders", "not_invoiced", "open_quotes", "drafts")
    ]
    tile = FigureTile(host, amounts[1])
    qtbot.addWidget(tile)
    tile.actions()[0].trigger()
    assert host.asked[0][0].title == "Overdue from customers: 20.00"
    host.reply("rows")
    assert host.opened == [amounts[1].link]


def test_a_figure_of_a_report_says_what_it_is_and_opens_its_rows(qtbot: QtBot, host: FakeHost) -> None:
    columns = (Column("account", "Account"), Column("closing", "Closing", Kind.MONEY))
    view = TableView(host, columns, explains={"closing": "What the account stands at."})
    shown(qtbot, view)
    ledger = Link("finance.general_ledger", arguments={"account": "1930"})
    view.set_rows([TableRow(("1930", Decimal(500)), {1: ledger})])
    assert view.model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == (
        "What the account stands at."
    )
    view.table.setCurrentIndex(view.model.index(0, 0))
    view.table.setFocus()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    question, answer = host.asked[-1]
    assert (question.title, question.text) == ("Closing, 1930: 500.00", "What the account stands at.")
    answer("rows")
    assert host.opened[-1] == ledger


def test_every_amount_of_a_report_says_what_it_is() -> None:
    pages = (
        TrialBalancePage,
        GeneralLedgerPage,
        AgedReceivablesPage,
        AgedPayablesPage,
    )
    silent = [
        (page.__name__, column.name)
        for page in pages
        for column in page.columns
        if column.kind is Kind.MONEY and column.name not in page.explains
    ]
    assert silent == []


def test_every_figure_of_the_start_page_says_what_it_is() -> None:
    figures = (
        *sales_figures(SalesToday(1, Decimal(2), 3, 4)),
        *warehouse_figures(WarehouseToday(date(2026, 11, 26), 4, 1, 3, 2)),
        *service_figures(ServiceToday(7, 5, 2, 1)),
        *company_figures(UsersToday(15, 1, 2)),
    )
    assert [figure.label for figure in figures if not figure.explains] == []
    assert len(figures) == 14

"""Further books on the screen: a new one, its vouchers, statements with it, and the way to its lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.registry import collect
from models.finance.books.registers import AccountingBook, open_book
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from views.finance.books import IN_BOOKS
from views.finance.books.account import AccountInBooksPage
from views.finance.books.form import BookPage
from views.finance.books.lists import BOOK_LIST
from views.finance.statements.figure import StatementFigurePage
from views.finance.statements.statement import StatementPage
from views.kit.action import ActionContext
from views.kit.host import Link

D = Decimal
DAY = date(2026, 3, 31)


@pytest.fixture
def host(office: Office) -> OfficeHost:
    return OfficeHost(session=office.session("accountant"), today=date(2026, 4, 10))


@pytest.fixture
def ifrs(office: Office) -> int:
    """A book that takes 100 of depreciation back of the 250 in the main books."""
    session = office.session("accountant")
    post(office, office.company_id, 250)
    made = session.run(open_book, book=AccountingBook("IFRS"))
    assert made.id is not None
    post(office, made.id, -100)
    return made.id


def post(office: Office, company: int, amount: int) -> None:
    there = replace(office, company_id=company, _sessions={}, _connections=[], _owner=None)
    lines = [VoucherLine("7810", D(amount)), VoucherLine("1079", D(-amount))]
    there.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(DAY, lines)])
    there.close()


def test_a_book_is_opened_by_its_name(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    page = BookPage(host, Link("finance.accounting_book"))
    qtbot.addWidget(page)
    page.form.save()
    assert host.opened == []  # it needs a name
    page.form.set_draft(AccountingBook("Tax"), original=False)
    page.form.save()
    assert host.opened == [Link("finance.accounting_books")]
    assert "Tax is open" in host.told[-1].text
    assert office.value("SELECT count(*) FROM company.company WHERE book_code = 'Tax'") == 1


def test_the_list_leads_into_a_book_to_its_vouchers_and_to_a_new_one(qtbot: QtBot, host: OfficeHost, ifrs: int) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    row = {"id": ifrs, "code": "IFRS"}
    context = ActionContext(host, widget, (row,))
    assert BOOK_LIST.opens is not None
    assert BOOK_LIST.opens(row) == Link("finance.vouchers", company=ifrs)
    for action in BOOK_LIST.actions[1:]:
        action.run(context)
    statement = {"statement": "balance"}
    assert host.opened == [
        Link("finance.voucher", company=ifrs),
        Link("finance.statement", arguments={**statement, "layout": "book", "book": "IFRS"}),
        Link("finance.statement", arguments={**statement, "layout": "books"}),
    ]


def test_a_statement_with_a_book_opens_each_figure_where_its_lines_stand(
    qtbot: QtBot, host: OfficeHost, ifrs: int, office: Office
) -> None:
    link = Link("finance.statement", arguments={"statement": "income", "layout": "book", "after_closing": False})
    page = StatementPage(host, link)
    qtbot.addWidget(page)
    assert page.choices.book.value() == "IFRS"
    row = next(row for row in page.table.rows if row.values[1] == D(-250))
    assert row.values[1:] == (D(-250), D(100), D(-150))
    both = StatementFigurePage(host, row.links[3])
    qtbot.addWidget(both)
    account = AccountInBooksPage(host, both.table.rows[0].links[2])
    qtbot.addWidget(account)
    assert [row.values[-1] for row in account.table.rows] == [D(250), D(-100), D(150)]
    ledgers = [row.links[0] for row in account.table.rows[:2]]
    assert [(each.kind, each.company) for each in ledgers] == [
        ("finance.general_ledger", office.company_id),
        ("finance.general_ledger", ifrs),
    ]


def test_books_are_offered_where_there_are_any(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    def layouts(page: StatementPage) -> set[str]:
        box = page.choices.layout_choice
        return {box.itemText(at) for at in range(box.count())}

    link = Link("finance.statement", arguments={"statement": "income"})
    alone = StatementPage(host, link)
    qtbot.addWidget(alone)
    assert "Book beside book" not in layouts(alone)
    assert not alone.choices.book.isVisibleTo(alone)
    office.session("accountant").run(open_book, book=AccountingBook("IFRS"))
    page = StatementPage(host, link)
    qtbot.addWidget(page)
    assert "Book beside book" in layouts(page)
    assert page.choices.book.isVisibleTo(page)
    page.choices.book.set_value("IFRS")
    page.choices.chosen.emit()
    assert "with book IFRS" in page.subtitle


def test_a_book_shows_what_it_has_and_nothing_else() -> None:
    registry = collect()
    book = registry.of_book()
    assert {page.kind for page in book.pages} == IN_BOOKS
    assert book.find("finance.invoice") is None
    assert {search.query.name for search in book.searches} == {"vouchers", "accounts"}

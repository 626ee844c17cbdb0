"""Open items of an account on the screen: marked and settled by keyboard alone, proposed, taken back, seen on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support.keys import press, shown
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from tests.support.settling import CLEARING, ROUNDING, clearing_account, line, make_accounts, remaining
from views.finance.ledger.accounts import AccountPage
from views.finance.settling.day import ItemsOnDayPage
from views.finance.settling.forms import KeepItemsPage, TakeBackPage, TermsPage
from views.finance.settling.page import SettlingPage
from views.finance.settling.proposals import ProposalsPage
from views.finance.settling.settlement import SettlementPage
from views.kit.host import Link
from views.kit.page import Page

D = Decimal


@pytest.fixture
def host(office: Office) -> OfficeHost:
    """The accountant's, in April; the clearing account keeps open items."""
    clearing_account(office)
    return OfficeHost(session=office.session("accountant"), today=date(2026, 4, 10))


def act(page: Page, name: str) -> None:
    next(bound for bound in page.actions_bound if bound.declared.id == f"finance.{name}").trigger()


def opened(qtbot: QtBot, host: OfficeHost, **arguments: object) -> SettlingPage:
    page = SettlingPage(host, Link("finance.settling", arguments={"account": CLEARING, **arguments}))
    qtbot.addWidget(page)
    page.show()
    return page


def facts(page: SettlingPage) -> dict[str, object]:
    return {fact.label: fact.value for fact in page.tally.facts}


def test_items_are_marked_and_settled_with_keys_alone(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    one, two = line(office, "100.00"), line(office, "-60.00", date(2026, 3, 9))
    page = SettlingPage(host, Link("finance.settling", arguments={"account": CLEARING}))
    shown(qtbot, page)
    page.list.table.setFocus()
    page.list.table.selectRow(0)
    press(Qt.Key.Key_Space)
    assert (facts(page)["Debit"], facts(page)["Credit"]) == (D("100.00"), D(0))
    assert page.list.model.cell(0, 0).text.startswith("✓")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert (facts(page)["Marked"], facts(page)["Difference"]) == ("2 items", D("40.00"))
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert remaining(office, one, two) == [D("40.00"), D(0)]
    assert page.marks.rows == ()
    page.list.reload()
    assert page.list.model.filled == 1
    act(page, "settling.undo")
    assert remaining(office, one, two) == [D("100.00"), D("-60.00")]


def test_space_marks_items_that_came_after_the_page_was_made(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    line(office, "100.00")
    host.hold = True
    page = opened(qtbot, host)
    host.answer_all()
    shown(qtbot, page)
    page.list.table.setFocus()
    page.list.table.selectRow(0)
    press(Qt.Key.Key_Space)
    assert facts(page)["Marked"] == "1 item"


def test_one_begins_among_the_items_of_the_account_that_has_any(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    line(office, "100.00")
    line(office, "-60.00")
    host.hold = True
    page = SettlingPage(host, Link("finance.settling"))
    shown(qtbot, page)
    host.answer_all()
    assert page.account.value() == CLEARING
    assert page.list.table.hasFocus()


def test_marks_of_one_side_cannot_be_settled_and_a_second_mark_takes_the_first_away(
    qtbot: QtBot, host: OfficeHost, office: Office
) -> None:
    line(office, "100.00")
    page = opened(qtbot, host)
    page.list.table.selectRow(0)
    page.mark_current(page.context())
    assert page.why_not_settled(page.context()) == "Mark debit and credit: these are all of one side."
    page.mark_current(page.context())
    assert page.marks.rows == ()


def test_a_proposal_is_marked_with_its_reasons_and_the_next_one_follows(
    qtbot: QtBot, host: OfficeHost, office: Office
) -> None:
    tax, paid = line(office, "100.00", text="Skatt 998877"), line(office, "-100.00", text="Bankgiro 998877")
    other, back = line(office, "70.00", date(2026, 3, 6)), line(office, "-70.00", date(2026, 3, 7))
    page = opened(qtbot, host)
    act(page, "settling.proposal")
    assert set(page.marks.keys) == {tax, paid}
    why = "Same reference, Same amount, Same day, The only ones of this amount"
    assert page.said.text() == f"Proposal 1 of 2: {why}"
    act(page, "settling.proposal")
    assert set(page.marks.keys) == {other, back}
    page.list.table.selectRow(0)
    act(page, "settling.proposal_for")
    assert set(page.marks.keys) == {tax, paid}


def test_the_rest_stays_on_the_item_that_was_chosen(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    first, second, paid = line(office, "50.00"), line(office, "50.00"), line(office, "-60.00")
    page = opened(qtbot, host, lines=(first, second, paid))
    page.marked.table.selectRow(0)
    act(page, "settling.rest")
    assert page.marked.rows[0].values[2] == " (the rest stays here)"
    act(page, "settling.settle")
    assert remaining(office, first, second, paid) == [D("40.00"), D(0), D(0)]


def test_a_small_difference_is_booked_and_a_large_one_is_not_offered(
    qtbot: QtBot, host: OfficeHost, office: Office
) -> None:
    small = (line(office, "100.40"), line(office, "-100.00"))
    large = (line(office, "70.00"), line(office, "-60.00"))
    page = opened(qtbot, host, lines=large)
    assert page.why_no_difference(page.context()) == "At most 1.00 is booked as a small difference."
    page = opened(qtbot, host, lines=small)
    act(page, "settling.difference")
    assert remaining(office, *small) == [D(0), D(0)]
    assert office.value("SELECT sum(amount) FROM ledger.line WHERE account = %s", ROUNDING) == D("0.40")


def test_all_that_are_certain_are_settled_after_a_look_at_them(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    sure = (line(office, "100.00", text="Skatt 998877"), line(office, "-100.00", text="Bankgiro 998877"))
    doubtful = (line(office, "70.00", date(2026, 3, 6)), line(office, "-70.00", date(2026, 3, 7)))
    page = ProposalsPage(host, Link("finance.settling_proposals", CLEARING))
    qtbot.addWidget(page)
    assert [(row.values[0], row.values[2]) for row in page.table.rows] == [(True, "A1, A2"), (False, "A3, A4")]
    assert page.said.text() == "1 of 2 is certain."
    act(page, "proposals.settle")
    assert remaining(office, *sure) == [D("100.00"), D("-100.00")]
    host.reply("yes")
    assert remaining(office, *sure, *doubtful) == [D(0), D(0), D("70.00"), D("-70.00")]
    assert page.table.rows[0].opens == Link("finance.settling", arguments={"account": CLEARING, "lines": doubtful})


def test_a_settlement_shows_its_items_and_is_taken_back_with_a_reason(
    qtbot: QtBot, host: OfficeHost, office: Office
) -> None:
    lines = (line(office, "100.00"), line(office, "-60.00"))
    act(opened(qtbot, host, lines=lines), "settling.settle")
    page = SettlementPage(host, Link("finance.settlement", 1))
    qtbot.addWidget(page)
    assert [row.values[3:] for row in page.table.rows] == [
        (D("60.00"), None),
        (None, D("60.00")),
        (D("60.00"), D("60.00")),
    ]
    act(page, "settlement.undo")
    form = TakeBackPage(host, host.opened[-1])
    qtbot.addWidget(form)
    form.form.set_draft(type(form.form.draft)((1,), "Wrong month"), original=False)
    form.form.save()
    assert remaining(office, *lines) == [D("100.00"), D("-60.00")]
    page.refresh()
    assert {fact.label: fact.value for fact in page.facts.facts}["Reason"] == "Wrong month"


def test_what_was_open_on_a_day_stands_by_age_and_sums_to_the_balance(
    qtbot: QtBot, host: OfficeHost, office: Office
) -> None:
    line(office, "100.00", date(2026, 1, 10))
    line(office, "30.00", date(2026, 3, 1))
    link = Link("finance.items_on_day", arguments={"account": CLEARING, "to_date": date(2026, 3, 31)})
    page = ItemsOnDayPage(host, link)
    qtbot.addWidget(page)
    # 80 days since 10 January, 30 since 1 March.
    assert [row.values[3:] for row in page.table.rows] == [
        (None, None, None, D("100.00"), None, D("100.00")),
        (None, D("30.00"), None, None, None, D("30.00")),
        (D(0), D("30.00"), D(0), D("100.00"), D(0), D("130.00")),
    ]
    assert page.subtitle == "1630: the balance is 130.00"


def test_an_account_begins_and_ends_to_keep_open_items_on_its_page(qtbot: QtBot, office: Office) -> None:
    make_accounts(office)
    line(office, "100.00")
    host = OfficeHost(session=office.session("accountant"), today=date(2026, 4, 10))
    page = AccountPage(host, Link("finance.account", CLEARING))
    qtbot.addWidget(page)
    act(page, "account.keep_items")
    form = KeepItemsPage(host, host.opened[-1])
    qtbot.addWidget(form)
    assert form.form.draft.start == date(2026, 4, 1)
    form.form.save()
    assert host.opened[-1] == Link("finance.settling", arguments={"account": CLEARING})
    assert office.value("SELECT remaining FROM ledger.open_item WHERE account = %s", CLEARING) == D("100.00")


def test_the_limit_of_small_differences_is_read_and_stored(qtbot: QtBot, host: OfficeHost) -> None:
    page = TermsPage(host, Link("finance.settling_terms"))
    qtbot.addWidget(page)
    assert (page.form.draft.difference_account, page.form.draft.difference_limit) == (ROUNDING, D(1))
    page.form.save()
    assert page.form.draft.version == 1

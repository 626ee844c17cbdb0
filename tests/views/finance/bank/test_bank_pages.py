"""The screens of the bank: what a transaction pays is proposed, chosen and posted, then the next one comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.database.errors import Invalid
from models.finance.bank_accounts import BankAccount, save_bank_account
from models.finance.banking import (
    Allocation,
    ExtraLine,
    MatchedTransaction,
    match_all_certain,
    match_transaction,
    unmatch_transaction,
)
from models.finance.dimensions import Dimension
from models.finance.matching import MatchSuggestion
from models.finance.transactions import BankTransaction, BookedLine, MatchItem, read_transaction
from tests.support.fake_host import FakeHost
from views.finance.bank.account import BankAccountPage
from views.finance.bank.allocation import Line, check, columns_with
from views.finance.bank.lists import TRANSACTION_LIST
from views.finance.bank.matching import ITEM_LIST
from views.finance.bank.transaction import TransactionPage
from views.kit.host import Link
from views.kit.list.view import ListView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

D = Decimal
_DUE = date(2026, 11, 1)
_ONE = MatchItem(11, 3, "Åkesson", "customer_invoice", 7, "12", _DUE, D("1250.00"), "SEK", D("1250.00"))
_TWO = MatchItem(12, 3, "Åkesson", "customer_invoice", 8, "13", _DUE, D("300.00"), "SEK", D("300.00"))
_CREDIT = MatchItem(13, 3, "Åkesson", "customer_credit", 9, "14", _DUE, D("-50.00"), "SEK", D("-50.00"))
_PAID = BankTransaction(
    id=1,
    bank_account_id=1,
    bank_account="Företagskonto",
    booked_on=date(2026, 11, 20),
    amount=D("1250.00"),
    currency="SEK",
    reference="125",
    counterparty="Åkesson Måleri",
    counterparty_account="",
    text="",
    entry_id=None,
    voucher="",
    suggestions=(MatchSuggestion(((11, D("1250.00")),), 3, "Åkesson", ("12",), 95, True, ("reference", "amount")),),
    items=(_ONE,),
    next_id=2,
)
_FEE = replace(_PAID, id=2, amount=D("-145.00"), reference="", suggestions=(), items=(), next_id=None)
_DONE = MatchedTransaction(1, 40)


def _as_row(item: MatchItem) -> tuple[object, ...]:
    known = {"document_number": item.number}
    names = (column.name for column in ITEM_LIST.query.columns)
    return tuple(known[name] if name in known else getattr(item, name) for name in names)


def _open(qtbot: QtBot, *transactions: BankTransaction) -> tuple[FakeHost, TransactionPage]:
    stored = {transaction.id: transaction for transaction in transactions}
    host = FakeHost(
        answers={
            read_transaction: lambda transaction_id: stored[transaction_id],
            match_transaction: _DONE,
            unmatch_transaction: _DONE,
        },
        rows={ITEM_LIST.query.name: [_as_row(item) for item in (_ONE, _TWO, _CREDIT)]},
    )
    page = TransactionPage(host, Link("finance.bank_transaction", transactions[0].id))
    qtbot.addWidget(page)
    return host, page


def _act(page: Any, name: str) -> Any:
    return next(action for action in page.actions_bound if action.declared.id == name)


def test_a_certain_proposal_is_posted_with_one_key_and_the_next_transaction_comes(qtbot: QtBot) -> None:
    host, page = _open(qtbot, _PAID, _FEE)
    assert [line.text for line in page.panel.lines] == ["12"]
    assert page.panel.left == 0
    assert page.leaving_loses() is None
    _act(page, "finance.bank.match").trigger()
    arguments = {"transaction_id": 1, "allocations": (Allocation(D("1250.00"), line_id=11),), "lines": ()}
    assert [*host.ran] == [(match_transaction, arguments)]
    assert page.record == _FEE
    assert page.panel.lines == ()
    assert not _act(page, "finance.bank.match").isEnabled()


def test_an_uncertain_proposal_waits_to_be_taken(qtbot: QtBot) -> None:
    doubted = replace(_PAID, suggestions=(replace(_PAID.suggestions[0], certain=False),))
    host, page = _open(qtbot, doubted, _FEE)
    assert page.panel.lines == ()
    assert page.panel.proposals.rows[0].values == ("Åkesson", D(1250), "12", "Reference, Amount")
    page.panel.proposals.table.opened.emit(0)
    assert (len(page.panel.lines), host.ran) == (1, [])
    page.panel.grid.set_lines(())
    _act(page, "finance.bank.match").trigger()  # with nothing chosen yet, the chosen proposal is taken and posted
    assert len(host.ran) == 1


def test_items_are_picked_a_credit_note_lowers_the_sum_and_a_charge_takes_the_rest(qtbot: QtBot) -> None:
    paid = replace(_PAID, amount=D("1495.00"), suggestions=(), items=())
    host, page = _open(qtbot, paid, _FEE)
    page.panel.items.restrict(())
    for number in range(3):
        page.panel.items.table.opened.emit(number)
    page.panel.items.table.opened.emit(0)  # is there already
    # 1 495 pays 1 250 and, as far as it goes, 245 of 300; the credit note of 50 lets more of it be paid.
    assert [line.amount for line in page.panel.lines] == [D(1250), D(245), D(-50)]
    assert page.panel.left == D(50)
    assert "50.00" in _act(page, "finance.bank.match").toolTip()
    page.panel.grid.replace_line(1, replace(page.panel.lines[1], amount=D("300.00")))
    assert page.panel.left == D(-5)
    page.panel.grid.set_lines((*page.panel.lines, Line(account="6570", text="Charge")))
    page.panel.grid.edited.emit(3, "account")
    assert (page.panel.lines[3].amount, page.panel.left) == (D(-5), D(0))
    _act(page, "finance.bank.match").trigger()
    assert host.ran[0][1] == {
        "transaction_id": 1,
        "allocations": (Allocation(D(1250), 11), Allocation(D(300), 12), Allocation(D(50), 13)),
        "lines": (ExtraLine("6570", D("5.00"), "Charge"),),
    }


def test_what_is_paid_too_much_stays_open_for_the_payer(qtbot: QtBot) -> None:
    host, page = _open(qtbot, replace(_PAID, amount=D("1300.00")), _FEE)
    _act(page, "finance.bank.leave_open").trigger()
    _act(page, "finance.bank.match").trigger()
    assert host.ran[0][1]["allocations"] == (Allocation(D(1250), line_id=11), Allocation(D(50), party_id=3))


def test_money_out_is_booked_as_a_cost_and_balanced_by_one_key(qtbot: QtBot) -> None:
    host, page = _open(qtbot, _FEE)
    page.panel.grid.set_lines([Line(account="6570", text="Charge")])
    page.panel.grid.table.go_to(0, "amount")
    _act(page, "finance.bank.balance").trigger()
    _act(page, "finance.bank.match").trigger()
    assert host.ran[0][1]["lines"] == (ExtraLine("6570", D("145.00"), "Charge"),)
    assert "No other" in host.told[-1].text


def test_what_is_booked_on_an_account_can_be_marked_with_dimensions(qtbot: QtBot) -> None:
    columns = columns_with((Dimension(1, "Cost centre"),))
    assert [column.label for column in columns][-1] == "Cost centre"
    editable = columns[-1].editable_when
    assert editable is not None
    assert [editable(line) for line in (Line(account="6570"), Line(party_id=3), Line(line_id=11))] == [
        True,
        False,
        False,
    ]
    host, page = _open(qtbot, _FEE)
    marked = Line(account="6570", text="Charge", amount=D("145.00"), dimensions={"1": "100"})
    page.panel.grid.set_lines([marked])
    _act(page, "finance.bank.match").trigger()
    assert host.ran[0][1]["lines"] == (ExtraLine("6570", D("145.00"), "Charge", dimensions={"1": "100"}),)


def test_a_line_says_what_is_wrong_with_it() -> None:
    assert "amount" in check(Line(open=D(10), amount=D(11), line_id=1))
    assert "amount" in check(Line(open=D(-10), amount=D(5), line_id=1))
    assert "account" in check(Line(amount=D(5)))
    assert "amount" in check(Line(party_id=3, amount=D(-5)))
    assert check(Line(open=D(-10), amount=D(-10), line_id=1)) == {}


def test_lines_under_way_stay_when_the_transaction_is_read_again(qtbot: QtBot) -> None:
    host, page = _open(qtbot, _PAID, _FEE)
    page.panel.grid.set_lines([Line(account="3001", amount=D(7))])
    page.show()
    host.change("ledger.settlement", 99)
    assert [line.account for line in page.panel.lines] == ["3001"]
    assert page.leaving_loses()


def test_a_match_is_shown_with_its_voucher_and_taken_back_when_confirmed(qtbot: QtBot) -> None:
    booked = BookedLine("1510", "Kundfordringar", "Åkesson", "customer_invoice", 7, "12", "", D("-1250.00"))
    matched = replace(_PAID, entry_id=40, voucher="C9", suggestions=(), items=(), booked=(booked,))
    host, page = _open(qtbot, matched, _FEE)
    assert page.panel.isHidden()
    assert page.booked.rows[0].links[3] == Link("finance.invoice", 7)
    _act(page, "finance.bank.unmatch").trigger()
    assert host.ran == []
    host.reply("yes")
    assert [*host.ran] == [(unmatch_transaction, {"transaction_id": 1, "date": host.today})]


def test_who_may_only_read_sees_a_transaction_without_the_means_to_match_it(qtbot: QtBot) -> None:
    host = FakeHost(answers={read_transaction: _PAID}, permissions={"finance.ledger.read"})
    page = TransactionPage(host, Link("finance.bank_transaction", 1))
    qtbot.addWidget(page)
    assert page.panel.isHidden()
    assert [action.declared.id for action in page.actions_bound] == ["finance.bank.skip"]


def test_all_certain_ones_are_matched_and_the_number_is_told(qtbot: QtBot) -> None:
    host = FakeHost(answers={match_all_certain: (_DONE, _DONE)})
    view = ListView(host, TRANSACTION_LIST)
    qtbot.addWidget(view)
    _act(view, "finance.bank.match_all").trigger()
    assert host.told[-1].text.startswith("2 ")
    host.answers = {match_all_certain: ()}
    _act(view, "finance.bank.match_all").trigger()
    assert "one by one" in host.told[-1].text
    _act(view, "finance.bank.import").trigger()
    assert host.opened == [Link("exchange.import", arguments={"kind": "camt"})]


def test_a_wrong_iban_is_said_beside_its_field(qtbot: QtBot) -> None:
    host = FakeHost(answers={save_bank_account: Invalid("bank.bad_iban", field="iban", iban="SE00")})
    page = BankAccountPage(host, Link("finance.bank_account"))
    qtbot.addWidget(page)
    page.form.set_draft(BankAccount(name="Euro", iban="SE00", account="1930"), original=False)
    _act(page, "form.save").trigger()
    assert "bank.bad_iban" in page.form.boxes["iban"].problem

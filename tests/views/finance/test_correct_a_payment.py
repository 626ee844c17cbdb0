"""An invoice typed by keyboard is paid, its payment taken back and the invoice credited, in real books."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from models.contacts.parties import PartyDraft, save_party
from models.finance.banking import BankStatement, StatementTransaction, import_statement
from models.finance.reports import trial_balance
from models.finance.verification import verify
from tests.support.keys import enter, press, shown
from tests.support.office_host import OfficeHost
from views.finance.bank.transaction import TransactionPage
from views.finance.invoices.invoice import InvoicePage
from views.kit.host import Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from models.database.session import Session
    from tests.support.office import Office

D = Decimal
CTRL = Qt.KeyboardModifier.ControlModifier


def _act(page: Any, name: str) -> None:
    action = next(action for action in page.actions_bound if action.declared.id == name)
    assert action.isEnabled(), action.toolTip()
    action.trigger()


def _typed_and_posted(qtbot: QtBot, host: OfficeHost, party_id: int) -> InvoicePage:
    page = InvoicePage(host, Link("finance.customer_invoice", arguments={"party_id": party_id}))
    shown(qtbot, page)
    page.form.set_draft(replace(page.draft, invoice_date=date(2026, 3, 5)), original=False)
    page.grid.setFocus()
    enter("", "Work", "2", "h", "500", "", "3001")
    press(Qt.Key.Key_Return, CTRL)
    page.hide()  # the program shows one page at a time, and keys go to it
    return page


def _paid(qtbot: QtBot, host: OfficeHost, clerk: Session, reference: str) -> TransactionPage:
    paid = StatementTransaction("a", date(2026, 3, 20), D("1250.00"), "SEK", reference, "Åkesson")
    clerk.run(import_statement, statement=BankStatement("S1", "", [paid]), sha256=b"1", bank_account_id=1)
    page = TransactionPage(host, Link("finance.bank_transaction", 1))
    shown(qtbot, page)
    qtbot.waitUntil(page.isActiveWindow)
    press(Qt.Key.Key_Return, CTRL)
    return page


def test_a_payment_is_taken_back_and_the_invoice_credited(qtbot: QtBot, office: Office) -> None:
    clerk, accountant = office.session("finance_clerk"), office.session("accountant")
    party = office.session("seller").run(save_party, draft=PartyDraft(name="Åkesson", is_customer=True, country="SE"))
    host = OfficeHost(session=clerk, today=date(2026, 3, 21))
    page = _typed_and_posted(qtbot, host, party.id)
    assert page.record is not None
    assert (page.title, page.record.status, page.record.remaining) == ("Invoice 1", "overdue", D("1250.00"))
    reference = page.record.invoice.reference
    assert reference in {fact.value for fact in page.sheet.facts.facts}

    matching = _paid(qtbot, host, clerk, reference)
    page.refresh()
    assert (page.record.status, page.record.remaining) == ("paid", D("0.00"))
    matching.refresh()
    _act(matching, "finance.bank.unmatch")
    host.reply("yes")
    page.refresh()
    assert (page.record.remaining, page.record.payments) == (D("1250.00"), ())
    assert matching.record is not None
    assert matching.record.entry_id is None

    _act(page, "finance.invoice.credit")
    note = InvoicePage(host, host.opened[-1])
    shown(qtbot, note)
    _act(note, "finance.invoice.post")
    assert note.title == "Credit note 2"
    page.refresh()
    assert [found.number for found in page.record.credited_by] == ["2"]
    rows = accountant.read(trial_balance, to_date=date(2026, 12, 31)).rows
    assert {row.account: row.closing for row in rows if row.closing} == {}
    assert accountant.read(verify) == ()

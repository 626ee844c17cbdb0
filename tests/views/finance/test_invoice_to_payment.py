"""From the entry of an invoice to its payment, on the screens and in real books."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from models.company.attachments import copy_attachment, list_attachments
from models.contacts.parties import PartyDraft, save_party
from models.database.work import Work
from models.finance.banking import BankStatement, StatementTransaction, import_statement
from models.finance.reports import trial_balance
from models.finance.verification import verify
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from views.finance.bank.allocation import Line as Use
from views.finance.bank.transaction import TransactionPage
from views.finance.invoices.draft import Line
from views.finance.invoices.invoice import InvoicePage
from views.kit.host import Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

D = Decimal


def _act(page: Any, name: str) -> None:
    action = next(action for action in page.actions_bound if action.declared.id == name)
    assert action.isEnabled(), action.toolTip()
    action.trigger()


def _issued(work: Work, *, invoice_id: int) -> bytes:
    (found,) = list_attachments(work, subject="finance.invoice", subject_id=invoice_id)
    target = BytesIO()
    copy_attachment(work, attachment_id=found.id, target=target)
    return target.getvalue()


def test_an_invoice_is_entered_posted_issued_and_paid_through_the_bank(qtbot: QtBot, office: Office) -> None:
    clerk, accountant = office.session("finance_clerk"), office.session("accountant")
    party = office.session("seller").run(
        save_party, draft=PartyDraft(name="Åkesson Måleri AB", is_customer=True, country="SE")
    )
    host = OfficeHost(session=clerk)
    page = InvoicePage(host, Link("finance.customer_invoice", arguments={"party_id": party.id}))
    qtbot.addWidget(page)
    assert page.draft.party_name == "Åkesson Måleri AB"
    page.form.set_draft(replace(page.draft, invoice_date=date(2026, 3, 5)), original=False)
    page.grid.set_lines([Line(description="Work", unit_price=D("1000.00"), account="3001", tax_code="S25")])
    assert page.grid.totals.totals[-1].value == D("1250.00")
    _act(page, "finance.invoice.post")
    assert page.title == "Invoice 1"
    assert clerk.read(_issued, invoice_id=1).startswith(b"%PDF")

    paid = StatementTransaction("a", date(2026, 3, 20), D("1245.00"), "SEK", "18", "Åkesson Måleri")
    fee = StatementTransaction("b", date(2026, 3, 20), D("-40.00"), "SEK", "", "Bank")
    statement = BankStatement("S1", "", [paid, fee])
    clerk.run(import_statement, statement=statement, sha256=b"1", bank_account_id=1)
    matching = TransactionPage(host, Link("finance.bank_transaction", 1))
    qtbot.addWidget(matching)
    matching.panel.take_chosen()
    whole = replace(matching.panel.lines[0], amount=D("1250.00"))
    matching.panel.grid.set_lines([whole, Use(account="6570", text="Charge", amount=D("-5.00"))])
    _act(matching, "finance.bank.match")
    assert matching.record is not None
    assert matching.record.id == 2
    matching.panel.grid.set_lines([Use(account="6570", text="Charge", amount=D("40.00"))])
    _act(matching, "finance.bank.match")

    page.refresh()
    assert page.record is not None
    assert (page.record.status, [payment.amount for payment in page.record.payments]) == ("paid", [D("1250.00")])
    rows = accountant.read(trial_balance, to_date=date(2026, 12, 31)).rows
    assert {row.account: row.closing for row in rows} == {
        "1510": D("0.00"),
        "1930": D("1205.00"),
        "2611": D("-250.00"),
        "3001": D("-1000.00"),
        "6570": D("45.00"),
    }
    assert accountant.read(verify) == ()

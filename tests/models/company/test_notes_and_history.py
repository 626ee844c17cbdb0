"""Notes, files and the history of a record: who writes, corrects and removes them, and what the history tells."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from models.company.attachments import IssuedDocument, attach, issue_document, list_attachments, remove_attachment
from models.company.history import Beside, Happening, count_beside, read_history
from models.company.notes import correct_note, list_notes, write_note
from models.company.trail import FieldChange
from models.contacts.parties import load_party, load_terms, save_party, set_terms
from models.database.errors import Denied, Invalid, Rejected
from models.database.listing import Kind
from models.database.session import Session
from models.finance.banking import (
    Allocation,
    BankStatement,
    ExtraLine,
    StatementTransaction,
    import_statement,
    match_transaction,
    unmatch_transaction,
)
from models.finance.invoicing import create_and_post_invoice, post_invoice, save_invoice
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers, unsettle
from models.service.tickets import TicketDraft, open_ticket, reply
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.trade import DAY, D, furnish
from views.kit.annex.wording import fields_of, words_of

PARTY = "contacts.party"


def told(session: Session, subject: str, key: int) -> list[Happening]:
    return list(session.read(read_history, subject=subject, subject_id=key).happenings)


def test_a_note_is_written_on_any_record_and_corrected_by_its_author_alone(office: Office) -> None:
    trade = furnish(office)
    order = trade.draft_order()
    seller, clerk = office.session("seller"), office.session("storekeeper")
    on: dict[str, Any] = {"subject": "sales.sales_order", "subject_id": order}
    written = seller.run(write_note, **on, text="  Ring före åtta  ")
    (note,) = clerk.read(list_notes, **on)
    assert (note.text, note.written_by, note.corrected_at, note.mine) == ("Ring före åtta", "Seller", None, False)
    with pytest.raises(Denied, match=r"note\.not_yours"):
        clerk.run(correct_note, note_id=written.id, text="Ring aldrig")
    seller.run(correct_note, note_id=written.id, text="Ring före nio")
    (note,) = seller.read(list_notes, **on)
    assert (note.text, note.corrected_at is None, note.mine) == ("Ring före nio", False, True)
    corrected, first, created = told(clerk, "sales.sales_order", order)
    assert (corrected.kind, corrected.fields) == (
        "corrected_note",
        (FieldChange("text", "Ring före åtta", "Ring före nio"),),
    )
    assert (first.kind, first.text, created.kind, created.who) == ("note", "Ring före nio", "created", "Seller")


def test_a_note_needs_words_and_a_record(office: Office) -> None:
    trade = furnish(office)
    seller = office.session("seller")
    with pytest.raises(Invalid, match=r"note\.empty"):
        seller.run(write_note, subject=PARTY, subject_id=trade.customer, text="  ")
    with pytest.raises(Invalid, match=r"note\.too_long"):
        seller.run(write_note, subject=PARTY, subject_id=trade.customer, text="x" * 10001)
    with pytest.raises(Invalid, match=r"record\.not_found"):
        seller.run(write_note, subject=PARTY, subject_id=10**9, text="x")
    with pytest.raises(Denied, match=r"company\.not_allowed"):
        seller.run(write_note, subject="company.app_user", subject_id=1, text="x")


def test_what_a_record_has_beside_its_figures_is_counted_for_its_reader(office: Office) -> None:
    trade = furnish(office)
    on: dict[str, Any] = {"subject": PARTY, "subject_id": trade.customer}
    seller, worker = office.session("seller"), office.session("warehouse_worker")
    seller.run(write_note, **on, text="Betalar kontant")
    seller.run(attach, **on, name="map.txt", content=b"map")
    assert seller.read(count_beside, **on) == Beside(notes=1, files=1, may_note=True, may_attach=True)
    assert worker.read(count_beside, **on) == Beside(notes=0, files=1, may_note=False, may_attach=True)
    assert office.session("auditor").read(count_beside, **on) == Beside(1, 1, may_note=False, may_attach=False)


def test_a_file_of_this_day_is_taken_away_by_who_added_it_and_its_name_stays_in_the_history(office: Office) -> None:
    trade = furnish(office)
    on: dict[str, Any] = {"subject": PARTY, "subject_id": trade.customer}
    seller, agent, manager = (office.session(role) for role in ("seller", "service_agent", "sales_manager"))
    first, second = (seller.run(attach, **on, name=f"{name}.txt", content=name.encode()) for name in ("a", "b"))
    again = seller.run(attach, **on, name="other.txt", content=b"a")
    assert (again.id, again.name, again.already, first.already) == (first.id, "a.txt", True, False)
    with pytest.raises(Denied, match=r"attachment\.not_yours"):
        agent.run(remove_attachment, attachment_id=first.id)
    seller.run(remove_attachment, attachment_id=first.id)
    office.owner().execute("UPDATE company.attachment SET added_at = added_at - interval '2 days'")
    with pytest.raises(Denied, match=r"attachment\.not_yours"):
        seller.run(remove_attachment, attachment_id=second.id)
    manager.run(remove_attachment, attachment_id=second.id)
    assert seller.read(list_attachments, **on) == ()
    assert office.value("SELECT count(*) FROM company.attachment_chunk") == 0
    kinds = [(one.kind, one.text, one.who) for one in told(seller, PARTY, trade.customer)]
    assert kinds[:2] == [("removed_file", "b.txt", "Sales_Manager"), ("removed_file", "a.txt", "Seller")]
    with pytest.raises(Invalid, match=r"attachment\.empty"):
        seller.run(attach, **on, name="none.txt", content=b"")


def test_files_of_posted_documents_stay(office: Office) -> None:
    trade = furnish(office)
    accountant = office.session("accountant")
    draft = accountant.run(save_invoice, invoice=invoice(trade.customer, line("800")))
    on: dict[str, Any] = {"subject": "finance.invoice", "subject_id": draft.id}
    early, late = (accountant.run(attach, **on, name=name, content=name.encode()) for name in ("early", "late"))
    accountant.run(remove_attachment, attachment_id=early.id)
    accountant.run(post_invoice, invoice_id=draft.id)
    lines = (VoucherLine("1930", D(10)), VoucherLine("3001", D(-10)))
    (voucher,) = accountant.run(post_vouchers, vouchers=(VoucherDraft(DAY, lines),))
    receipt = accountant.run(attach, subject="ledger.entry", subject_id=voucher.id, name="r.pdf", content=b"%PDF")
    for kept in (late, receipt):
        with pytest.raises(Rejected, match=r"attachment\.kept"):
            accountant.run(remove_attachment, attachment_id=kept.id)


def test_the_history_tells_each_save_once_with_its_fields_in_kinds_and_names(office: Office) -> None:
    trade = furnish(office)
    seller, manager = office.session("seller"), office.session("sales_manager")
    card = seller.read(load_party, party_id=trade.customer)
    seller.run(save_party, draft=replace(card, city="Lund", phone="08-12", active=False))
    terms = manager.read(load_terms, party_id=trade.customer)
    manager.run(set_terms, draft=terms)
    terms = manager.read(load_terms, party_id=trade.customer)
    manager.run(set_terms, draft=replace(terms, credit_limit=D(5000)))
    limit, saved, created = told(office.session("planner"), PARTY, trade.customer)
    assert (limit.who, limit.kind, limit.fields) == (
        "Sales_Manager",
        "changed",
        (FieldChange("credit_limit", None, "5000.00", Kind.MONEY),),
    )
    assert saved.who == "Seller"
    assert {field.name: (field.new, field.kind) for field in saved.fields} == {
        "city": ("Lund", Kind.TEXT),
        "phone": ("08-12", Kind.TEXT),
        "active": ("false", Kind.BOOLEAN),
    }
    assert (created.kind, created.fields) == ("created", ())


def test_milestones_of_an_order_an_invoice_and_a_purchase(office: Office) -> None:
    trade = furnish(office)
    bought = trade.order_goods((trade.bolt, "20", "5.00"))
    trade.receive(bought, "20")
    order = trade.confirm(trade.line("10")).id
    trade.deliver(order)
    accountant = office.session("accountant")
    posted = accountant.run(create_and_post_invoice, invoice=invoice(trade.customer, line("800")))
    buyer, seller = office.session("buyer"), office.session("seller")
    (received,) = [one for one in told(buyer, "warehouse.purchase_order", bought) if one.kind == "received"]
    assert (received.subject, received.key) == ("warehouse.item", str(trade.bolt))
    assert received.fields == (FieldChange("quantity", None, "20.000000", Kind.QUANTITY),)
    delivered = next(one for one in told(seller, "sales.sales_order", order) if one.kind == "delivered")
    assert delivered.subject == "sales.delivery"
    newest, *_ = told(seller, "finance.invoice", posted.id)
    assert (newest.kind, newest.subject) == ("posted", "ledger.entry")


def test_a_bank_transaction_tells_of_its_statement_and_of_each_match(office: Office) -> None:
    clerk = office.session("finance_clerk")
    account = office.value("SELECT id FROM finance.bank_account WHERE company_id = %s", office.company_id)
    statement = BankStatement("S1", "", [StatementTransaction("a", DAY, D(100), "SEK", "", "Kund AB")])
    clerk.run(import_statement, statement=statement, sha256=b"x" * 32, bank_account_id=account)
    key = office.value("SELECT id FROM finance.bank_transaction")
    match: dict[str, Any] = {"transaction_id": key, "allocations": (), "lines": (ExtraLine("3740", D(-100)),)}
    clerk.run(match_transaction, **match)
    clerk.run(unmatch_transaction, transaction_id=key, date=DAY)
    clerk.run(match_transaction, **match)
    kinds = [one.kind for one in told(office.session("auditor"), "finance.bank_transaction", key)]
    assert kinds == ["matched", "unmatched", "matched", "from_statement"]


def test_payments_are_told_to_who_may_read_settlements_alone(office: Office) -> None:
    trade = furnish(office)
    clerk = office.session("finance_clerk")
    sold = clerk.run(create_and_post_invoice, invoice=invoice(trade.customer, line("800")))
    account = office.value("SELECT id FROM finance.bank_account WHERE company_id = %s", office.company_id)
    statement = BankStatement("S1", "", [StatementTransaction("a", DAY, D(1000), "SEK", "", "Kund AB")])
    clerk.run(import_statement, statement=statement, sha256=b"x" * 32, bank_account_id=account)
    item = office.value("SELECT line_id FROM ledger.open_item WHERE party_id = %s", trade.customer)
    key = office.value("SELECT id FROM finance.bank_transaction")
    clerk.run(match_transaction, transaction_id=key, allocations=(Allocation(D(1000), item),))
    paid, posted, *_ = told(clerk, "finance.invoice", sold.id)
    assert (paid.kind, paid.subject, posted.kind) == ("settled", "ledger.entry", "posted")
    assert paid.fields == (FieldChange("amount", None, "1000.00", Kind.MONEY),)
    assert [one.kind for one in told(office.session("seller"), "finance.invoice", sold.id)] == ["posted", "created"]
    clerk.run(unsettle, settlement_id=office.value("SELECT id FROM ledger.settlement"), reason="Another customer's")
    back, *_ = told(clerk, "finance.invoice", sold.id)
    assert (back.kind, [field.new for field in back.fields]) == ("unsettled", ["1000.00", "Another customer's"])
    assert (words_of(back, "en"), fields_of(back, "en")) == ("Payment taken back: 1,000.00", ["Another customer's"])


def test_an_e_mail_with_the_document_stands_in_its_history(office: Office) -> None:
    trade = furnish(office)
    clerk = office.session("finance_clerk")
    on: dict[str, Any] = {"subject": "finance.invoice"}
    on["subject_id"] = clerk.run(create_and_post_invoice, invoice=invoice(trade.customer, line("800"))).id
    kept = clerk.run(issue_document, **on, document=IssuedDocument("1.pdf", b"%PDF-1"))
    sent = office.sql("finance_clerk")
    ask = "SELECT company.begin_message(%s, 'finance.invoice', %s, 'kund@example.com', 'Faktura', '<1@a>', %s, false)"
    row = sent.execute(ask, (office.company_id, on["subject_id"], kept.sha256)).fetchone()
    assert row is not None
    sent.execute("SELECT company.end_message(%s, %s, 'handed_over', '')", (office.company_id, row[0]))
    mailed, issued, *_ = told(office.session("seller"), "finance.invoice", on["subject_id"])
    assert (mailed.kind, mailed.text, mailed.who) == ("mail_handed_over", "kund@example.com", "Finance_Clerk")
    assert (issued.kind, issued.text, issued.subject) == ("issued_file", "1.pdf", "company.attachment")


def test_messages_of_a_ticket_stand_in_its_history(office: Office) -> None:
    trade = furnish(office)
    agent = office.session("service_agent")
    ticket = agent.run(open_ticket, draft=TicketDraft(trade.customer, "Var är min vara?")).id
    agent.run(reply, ticket_id=ticket, text="Den är på väg", internal=False)
    agent.run(reply, ticket_id=ticket, text="Lagret vet inget", internal=True)
    kinds = [(one.kind, one.text) for one in told(office.session("seller"), "service.ticket", ticket)]
    assert kinds[0] == ("internal_message", "Lagret vet inget")
    assert ("message", "Den är på väg") in kinds


def test_a_long_history_is_read_in_pages_that_miss_and_repeat_nothing(office: Office) -> None:
    trade = furnish(office)
    office.owner().execute(
        "INSERT INTO audit.entry (subject, key, action, old, new, login, at)"
        " SELECT 'contacts.party', %s, 'update', jsonb_build_object('city', n), jsonb_build_object('city', n + 1),"
        " 'old', now() - n * interval '1 minute' FROM generate_series(1, 10000) n",
        (str(trade.customer),),
    )
    seller, seen, before = office.session("seller"), 0, None
    arguments: dict[str, Any] = {"subject": PARTY, "subject_id": trade.customer, "limit": 500}
    while True:
        page = seller.read(read_history, **arguments, before=before)
        seen += len(page.happenings)
        before = page.before
        if before is None:
            break
    assert seen == 10001

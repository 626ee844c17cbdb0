"""The screens of invoices: drafts are entered, saved and posted; posted ones are shown, printed and credited."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from models.database.errors import Conflict, Invalid
from models.finance.accounts import TaxRate, tax_rates
from models.finance.invoicing import (
    Invoice,
    InvoiceDraft,
    InvoiceLine,
    PostedInvoice,
    SavedInvoice,
    credit_invoice,
    delete_invoice,
    post_invoice,
    save_invoice,
)
from models.finance.overview import InvoiceOverview, Payment, RelatedInvoice
from models.finance.posting import unsettle
from models.finance.reports import VoucherLineDetail
from models.finance.rules import TaxTotal
from models.finance.tax_codes import tax_rules
from models.finance.taxing import TaxRule
from models.sales.prices import Price, price_of
from tests.support.fake_host import FakeHost
from views.finance.invoices.draft import Line
from views.finance.invoices.invoice import InvoicePage
from views.finance.printing import issue_invoice
from views.kit.drafts import plain
from views.kit.form.view import FormView
from views.kit.grid.view import EntryGrid
from views.kit.host import Link

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

D = Decimal
_DAY = date(2026, 11, 24)
_RATES = (
    TaxRate("S25", "25 %", "out", D(25), "2611", "05", "10", ""),
    TaxRate("S06", "6 %", "out", D(6), "2631", "05", "12", ""),
)
_DRAFT = Invoice(
    id=7,
    kind="customer_invoice",
    number=None,
    supplier_number="",
    party_id=3,
    party_name="Åkesson Måleri AB",
    party_address="",
    party_vat_number="",
    invoice_date=_DAY,
    supply_date=None,
    due_on=date(2026, 12, 24),
    currency="SEK",
    rate=D(1),
    control_account="1510",
    language="sv",
    order_id=None,
    delivery_id=None,
    credits_id=None,
    our_reference="",
    their_reference="",
    text="",
    net=D("1000.00"),
    tax=D("250.00"),
    rounding=D("0.00"),
    total=D("1250.00"),
    reference="",
    posted_at=None,
    entry_id=None,
    row_version=2,
    prices_include_tax=False,
    lines=(InvoiceLine(1, 1, "Work", D(1), "h", D("1000.00"), D(0), D("1000.00"), "3001", "S25", None, None, 0),),
    taxes=(TaxTotal("S25", D(25), D("1000.00"), D("250.00")),),
)
_POSTED = replace(
    _DRAFT, number="12", reference="125", posted_at=datetime(2026, 11, 24, tzinfo=UTC), entry_id=40, order_id=5
)


_RULES = (
    TaxRule("IRCS25", "in", date(2000, 1, 1), None, D(25), "2647", "24", "48", "2614", "30"),
    TaxRule("IHALF", "in", date(2000, 1, 1), None, D(25), "2647", "24", "48", "2614", "30", deductible=D(50)),
    TaxRule("I25", "in", date(2000, 1, 1), None, D(25), "2641", "", "48"),
)


def _overview(invoice: Invoice, **more: Any) -> InvoiceOverview:
    status = "draft" if invoice.posted_at is None else "partly_paid"
    return InvoiceOverview(invoice, status, more.pop("remaining", D("0.00")), "1001", **more)


def _booked(account: str, name: str, amount: Decimal) -> VoucherLineDetail:
    own: Any = ("SEK", amount, "", None, 3, "Åkesson Måleri AB", None, None, None, {}, None, None)
    return VoucherLineDetail(1, 1, account, name, amount, *own)


def _host(**answers: object) -> FakeHost:
    usual: dict[object, object] = {tax_rates: _RATES, issue_invoice: None, tax_rules: _RULES}
    return FakeHost(answers=usual | {str(name): value for name, value in answers.items()})


def _page(qtbot: QtBot, host: FakeHost, link: Link, kind: str = "customer_invoice") -> InvoicePage:
    page = InvoicePage(host, link, kind)
    qtbot.addWidget(page)
    return page


def _act(page: Any, name: str) -> Any:
    return next(action for action in page.actions_bound if action.declared.id == name)


def _is_shown(part: QWidget) -> bool:
    return not part.isHidden()


def test_a_new_invoice_is_saved_then_posted_and_its_document_kept(qtbot: QtBot) -> None:
    saved = SavedInvoice(7, 1, D("1000.00"), D("250.00"), D(0), D("1250.00"))
    posted = PostedInvoice(7, "12", 40)
    host = _host(save_invoice=saved, post_invoice=posted, invoice_overview=_overview(_POSTED))
    page = _page(qtbot, host, Link("finance.customer_invoice"))
    assert not _act(page, "finance.invoice.post").isEnabled()
    page.form.set_draft(replace(page.draft, party_id=3, due_on=date(2026, 12, 24)), original=False)
    page.grid.set_lines([Line(description="Work", unit_price=D("1000.00"), account="3001", tax_code="S25")])
    _act(page, "finance.invoice.post").trigger()
    assert [done for done, _arguments in host.ran] == [save_invoice, post_invoice, issue_invoice]
    draft = cast("InvoiceDraft", host.ran[0][1]["invoice"])
    assert (draft.kind, draft.party_id, draft.invoice_date) == ("customer_invoice", 3, host.today)
    assert [(line.quantity, line.unit_price, line.account) for line in draft.lines] == [(D(1), D(1000), "3001")]
    assert host.ran[1][1] == {"invoice_id": 7}
    assert "12" in host.told[-1].text
    assert page.title == "Invoice 12"
    assert _is_shown(page.sheet)
    assert page.leaving_loses() is None


def test_the_totals_are_those_of_the_rates_of_the_day_rounded_where_asked(qtbot: QtBot) -> None:
    page = _page(qtbot, _host(), Link("finance.customer_invoice"))
    page.grid.set_lines(
        [
            Line(description="Work", quantity=D(2), unit_price=D("100.10"), discount=D(10), tax_code="S25"),
            Line(description="Book", unit_price=D("50.00"), tax_code="S06"),
        ]
    )
    # 2 x 100.10 less 10 % is 180.18; a quarter of it 45.05 (45.045); 6 % of 50 is 3.00: 278.23, or 278 rounded.
    assert [total.value for total in page.grid.totals.totals] == [D("230.18"), D("3.00"), D("45.05"), D("278.23")]
    page.form.set_draft(replace(page.draft, whole=True), original=False)
    assert [total.value for total in page.grid.totals.totals][-2:] == [D("-0.23"), D("278.00")]


def test_prices_with_vat_are_headed_so_and_the_vat_is_taken_out_of_them(qtbot: QtBot) -> None:
    page = _page(qtbot, _host(), Link("finance.customer_invoice"))
    line = Line(description="Lamp", unit_price=D("0.99"), account="3001", tax_code="S25")
    page.grid.set_lines([line, line, line])
    page.form.set_draft(replace(page.draft, prices_include_tax=True), original=False)
    assert [column.label for column in page.grid.spec.columns if column.name in {"unit_price", "net"}] == [
        "Price incl. VAT",
        "Incl. VAT",
    ]
    # 2.97 x 25 / 125 is 0.594: 0.59 of 2.38, and not three times 0.20.
    assert [total.value for total in page.grid.totals.totals] == [D("2.38"), D("0.59"), D("2.97")]


def test_the_price_of_an_item_is_asked_for_with_vat_where_prices_include_it(qtbot: QtBot) -> None:
    price = Price(5, D("125.00"), "SEK", "", "LAMP", "Lamp", "st", "3001", "S25", is_goods=True)
    host = _host(price_of=price)
    page = _page(qtbot, host, Link("finance.customer_invoice"))
    page.grid.set_lines([Line(item_id=5, description="Lamp", unit_price=D("100.00"), tax_code="S25")])
    page.form.set_draft(replace(page.draft, prices_include_tax=True), original=False)
    assert page.lines[0].unit_price == D("125.00")
    assert [arguments["with_tax"] for asked, arguments in host.was_read if asked is price_of] == [True]


def test_a_stored_draft_opens_for_change_is_previewed_when_saved_and_deleted_when_confirmed(qtbot: QtBot) -> None:
    host = _host(invoice_overview=_overview(_DRAFT), delete_invoice=None)
    page = _page(qtbot, host, Link("finance.invoice", 7))
    assert (page.title, page.draft.version, page.lines[0].amount) == ("Draft invoice", 2, D(1000))
    _act(page, "finance.invoice.print").trigger()
    assert host.previewed[0].arguments == {"invoice_id": 7}
    page.grid.set_lines([replace(page.lines[0], quantity=D(3))])
    assert not _act(page, "finance.invoice.print").isEnabled()
    assert page.leaving_loses()
    _act(page, "finance.invoice.delete").trigger()
    assert host.ran == []
    host.reply("delete")
    assert [*host.ran] == [(cast("Any", delete_invoice), {"invoice_id": 7, "version": 2})]
    assert host.opened == [Link("finance.customer_invoices")]


def test_a_supplier_invoice_has_the_suppliers_number_and_the_rates_of_purchases(qtbot: QtBot) -> None:
    draft = replace(_DRAFT, kind="supplier_invoice", supplier_number="F-77")
    host = _host(invoice_overview=_overview(draft))
    page = _page(qtbot, host, Link("finance.invoice", 7))
    assert page.draft.supplier_number == "F-77"
    assert "supplier_number" in page.form.boxes
    assert host.was_read[-1] == (tax_rates, {"on": _DAY, "direction": "in"})
    assert "finance.invoice.print" not in {action.declared.id for action in page.actions_bound}


def test_tax_that_the_buyer_owes_is_shown_as_it_will_be_booked_and_not_paid_to_the_supplier(qtbot: QtBot) -> None:
    rates = tuple(TaxRate(code, code, "in", D(0), "2647", "24", "48", "") for code in ("IRCS25", "IHALF"))
    page = _page(qtbot, _host(tax_rates=rates), Link("finance.supplier_invoice"), "supplier_invoice")
    page.grid.set_lines([Line(description="Scaffold", unit_price=D("1000.10"), account="4425", tax_code="IRCS25")])
    # 25 % of 1 000.10 is 250.025.
    assert [(total.label.replace("\N{NO-BREAK SPACE}", ""), total.value) for total in page.grid.totals.totals] == [
        ("Net", D("1000.10")),
        ("Input VAT 25% on 1,000.10, reverse charge", D("250.03")),
        ("Output VAT 25% on 1,000.10, reverse charge", D("-250.03")),
        ("To pay", D("1000.10")),
    ]
    page.grid.set_lines([Line(description="Crane", unit_price=D("100.00"), account="4425", tax_code="IHALF")])
    # Half of 25.00 is not deducted and becomes cost.
    assert [total.value for total in page.grid.totals.totals] == [
        D("100.00"),
        D("12.50"),
        D("-25.00"),
        D("12.50"),
        D("100.00"),
    ]


def test_a_refused_line_is_marked_where_it_stands(qtbot: QtBot) -> None:
    host = _host(save_invoice=Invalid("invoice.no_tax_rate", field="tax_code", tax_code="X"))
    page = _page(qtbot, host, Link("finance.customer_invoice"))
    page.form.set_draft(replace(page.draft, party_id=3), original=False)
    page.grid.set_lines([Line(description="Work", unit_price=D(1), account="3001", tax_code="X")])
    _act(page, "finance.invoice.save").trigger()
    names = [column.name for column in page.grid.spec.columns]
    assert "invoice.no_tax_rate" in page.grid.model.cell(0, names.index("tax_code")).wrong
    assert not page.busy


def test_a_draft_that_another_changed_is_read_again_when_asked_to(qtbot: QtBot) -> None:
    records = [_overview(_DRAFT), _overview(replace(_DRAFT, their_reference="Ann", row_version=3))]
    conflict = Conflict("record.changed", table="finance.invoice", id=7)
    host = _host(invoice_overview=lambda **_key: records[0], save_invoice=conflict)
    page = _page(qtbot, host, Link("finance.invoice", 7))
    page.show()
    page.grid.set_lines([replace(page.lines[0], quantity=D(3))])
    records.pop(0)
    _act(page, "finance.invoice.save").trigger()
    host.reply("cancel")
    assert page.lines[0].quantity == D(3)
    _act(page, "finance.invoice.save").trigger()
    host.reply("read")
    assert (page.draft.their_reference, page.draft.version, page.lines[0].quantity) == ("Ann", 3, D(1))
    assert page.leaving_loses() is None


def test_a_posted_invoice_shows_what_leads_to_and_from_it(qtbot: QtBot) -> None:
    payment = Payment(4, _DAY, 41, "C9", "Åkesson", D("450.00"), "bank_transaction", 2)
    record = _overview(
        _POSTED,
        remaining=D("800.00"),
        order_number="S5",
        voucher="B12",
        credited_by=(RelatedInvoice(9, "13", "paid"),),
        payments=(payment,),
    )
    page = _page(qtbot, _host(invoice_overview=record), Link("finance.invoice", 7))
    links = {fact.label: fact.link for fact in page.sheet.facts.facts if fact.link}
    assert links == {
        "Customer": Link("contacts.customer", 3),
        "Left to pay": Link("finance.receivables", arguments={"party_id": 3, "label": "Åkesson Måleri AB"}),
        "Voucher": Link("finance.voucher", 40),
        "Order": Link("sales.order", 5),
        "Credited by": Link("finance.invoice", 9),
    }
    values = {fact.label: fact.value for fact in page.sheet.facts.facts}
    assert (values["OCR reference"], values["Left to pay"]) == ("125", D(800))
    assert [row.values[-1] for row in page.sheet.lines.rows] == [D(1000), D(1000), D(250), D(1250)]
    assert page.sheet.payments.rows[0].links[3] == Link("finance.bank_transaction", 2)


def test_a_posted_invoice_shows_what_it_booked_each_line_opening_its_account(qtbot: QtBot) -> None:
    booked = (
        _booked("1510", "Receivables", D("1250.00")),
        _booked("3001", "Sales", D("-1000.00")),
        _booked("2611", "VAT", D("-250.00")),
    )
    page = _page(qtbot, _host(invoice_overview=_overview(_POSTED, posted_lines=booked)), Link("finance.invoice", 7))
    assert [row.values for row in page.sheet.booked.rows] == [
        ("1510", "Receivables", "", "", D("1250.00"), None),
        ("3001", "Sales", "", "", None, D("1000.00")),
        ("2611", "VAT", "", "", None, D("250.00")),
        ("Total", "", "", "", D("1250.00"), D("1250.00")),
    ]
    ledger = Link("finance.general_ledger", arguments={"account": "3001", "on": _DAY})
    assert page.sheet.booked.rows[1].opens == ledger
    assert _is_shown(page.sheet.booked_heading)


def test_who_reads_no_ledger_sees_no_booked_lines(qtbot: QtBot) -> None:
    page = _page(qtbot, _host(invoice_overview=_overview(_POSTED)), Link("finance.invoice", 7))
    assert not _is_shown(page.sheet.booked)
    assert not _is_shown(page.sheet.booked_heading)


def test_a_posted_invoice_is_credited_as_a_draft_and_a_payment_is_taken_off_when_confirmed(qtbot: QtBot) -> None:
    payment = Payment(4, _DAY, 41, "C9", "Åkesson", D("450.00"), "bank_transaction", 2)
    saved = SavedInvoice(9, 1, D("1000.00"), D("250.00"), D(0), D("1250.00"))
    host = _host(invoice_overview=_overview(_POSTED, payments=(payment,)), credit_invoice=saved, unsettle=None)
    page = _page(qtbot, host, Link("finance.invoice", 7))
    _act(page, "finance.invoice.credit").trigger()
    assert host.opened == [Link("finance.invoice", 9)]
    _act(page, "finance.invoice.unsettle").trigger()
    host.reply("unsettle")
    assert [done for done, _arguments in host.ran] == [credit_invoice, unsettle]
    assert [arguments for _done, arguments in host.ran] == [
        {"invoice_id": 7, "on": host.today},
        {"settlement_id": 4, "reason": "Taken off the invoice"},
    ]


def test_who_may_only_read_sees_a_draft_without_fields(qtbot: QtBot) -> None:
    host = _host(invoice_overview=_overview(_DRAFT))
    host.permissions = {"finance.invoice.read"}
    page = _page(qtbot, host, Link("finance.invoice", 7))
    assert _is_shown(page.sheet)
    assert not page.entered
    assert [action.declared.id for action in page.actions_bound] == ["finance.invoice.print"]


def test_a_posted_invoice_makes_nothing_to_type_into(qtbot: QtBot) -> None:
    page = _page(qtbot, _host(invoice_overview=_overview(_POSTED)), Link("finance.invoice", 7))
    assert _is_shown(page.sheet)
    assert not page.findChildren(FormView)
    assert not page.findChildren(EntryGrid)
    assert page.leaving_loses() is None
    assert page.undo is None


def test_what_was_typed_on_a_draft_comes_back_once_it_has_been_read(qtbot: QtBot) -> None:
    host = _host(invoice_overview=_overview(_DRAFT))
    link = Link("finance.invoice", 7)
    before = _page(qtbot, host, link)
    typed = replace(before.draft, text="Thank you")
    host.drafts.keep(link, "Draft invoice", plain((typed, before.lines)))
    host.hold = True
    page = _page(qtbot, host, link)
    page.keep_drafts(link)
    host.answer_all()
    assert page.draft.text == "Thank you"
    assert page.dirty


def test_what_another_posted_meanwhile_is_shown_unless_something_was_typed(qtbot: QtBot) -> None:
    records = [_overview(_DRAFT), _overview(_POSTED)]
    host = _host(invoice_overview=lambda **_key: records[0])
    page = _page(qtbot, host, Link("finance.invoice", 7))
    page.show()
    page.grid.set_lines([replace(page.lines[0], quantity=D(3))])
    records.pop(0)
    host.change("finance.invoice", 7)
    assert _is_shown(page.form)
    page.grid.set_lines([replace(page.lines[0], quantity=D(1))])
    host.change("finance.invoice", 7)
    assert page.title == "Invoice 12"


def test_what_happened_out_of_sight_is_shown_when_the_invoice_is_seen_again(qtbot: QtBot) -> None:
    records = [_overview(_DRAFT), _overview(_POSTED)]
    page = _page(qtbot, host := _host(invoice_overview=lambda **_key: records[0]), Link("finance.invoice", 7))
    records.pop(0)
    host.change("finance.invoice", 7)
    assert page.title == "Draft invoice"
    page.show()
    assert page.title == "Invoice 12"


def test_a_line_of_a_supplier_is_for_a_period_as_it_is_typed(qtbot: QtBot) -> None:
    saved = SavedInvoice(7, 1, D("12000.00"), D("3000.00"), D(0), D("15000.00"))
    host = _host(save_invoice=saved, invoice_overview=_overview(_DRAFT))
    page = _page(qtbot, host, Link("finance.supplier_invoice"), "supplier_invoice")
    assert "period" in [column.name for column in page.grid.spec.columns]
    page.form.set_draft(replace(page.draft, party_id=3, supplier_number="F-1"), original=False)
    line = Line(description="Insurance", unit_price=D("12000.00"), account="6310", tax_code="I25", period="2026")
    page.grid.set_lines([line])
    _act(page, "finance.invoice.save").trigger()
    assert host.ran == []
    page.grid.set_lines([replace(line, period="2026-01 - 2026-12")])
    _act(page, "finance.invoice.save").trigger()
    (stored,) = cast("InvoiceDraft", host.ran[0][1]["invoice"]).lines
    assert (stored.period_from, stored.period_to) == (date(2026, 1, 1), date(2026, 12, 31))
    assert stored.deferral_account == "1790"
    sale = _page(qtbot, _host(), Link("finance.customer_invoice"))
    assert "period" not in [column.name for column in sale.grid.spec.columns]

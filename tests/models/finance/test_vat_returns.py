"""The VAT return: boxes by hand, filing, the lock, settlement, correction, and the cash method."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Denied, Invalid, Rejected
from models.finance.invoicing import create_and_post_invoice
from models.finance.posting import SettlementPair, VoucherDraft, VoucherLine, post_vouchers, settle
from models.finance.reports import voucher
from models.finance.today import finance_today
from models.finance.vat.definitions import boxes, due_on
from models.finance.vat.periods import VatScheme, list_vat_periods, next_due, save_vat_scheme
from models.finance.vat.returns import VatReturn, file_vat_return, read_vat_return, reopen_vat_return
from models.finance.verification import verify
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal
Q1, Q1_END = date(2026, 1, 1), date(2026, 3, 31)


def trade(office: Office, party: int) -> None:
    """Sales of 1 000,99 at 25 %, a purchase of 400,50 at 25 %, and services for 1 000,00 from the EU, in March 2026."""
    clerk = office.session("finance_clerk")
    clerk.run(create_and_post_invoice, invoice=invoice(party, line("1000.99")))
    clerk.run(create_and_post_invoice, invoice=invoice(party, line("400.50", "4000", "I25"), **_bought("1")))
    clerk.run(create_and_post_invoice, invoice=invoice(party, line("1000.00", "4535", "IEUS25"), **_bought("2")))


def _bought(number: str) -> dict[str, str]:
    return {"kind": "supplier_invoice", "supplier_number": number}


def _return(office: Office, starts_on: date = Q1) -> VatReturn:
    return office.session("accountant").read(read_vat_return, starts_on=starts_on)


def _whole(found: VatReturn) -> dict[str, Decimal]:
    return {box: figure.whole for box, figure in sorted(found.figures.items())}


def _manual(office: Office, day: date, *lines: VoucherLine) -> None:
    office.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(day, lines)])


def test_boxes_are_whole_units_without_ore(office: Office, customer: int) -> None:
    trade(office, customer)
    found = _return(office)
    # tax 250.2475 -> 250.25; 100.125 -> 100.13; the pair of 250.00; 48 = 100.13 + 250.00
    assert {box: figure.exact for box, figure in found.figures.items() if box != "49"} == {
        "05": D("1000.99"),
        "10": D("250.25"),
        "21": D("1000.00"),
        "30": D("250.00"),
        "48": D("350.13"),
    }
    assert _whole(found) == {"05": D(1000), "10": D(250), "21": D(1000), "30": D(250), "48": D(350), "49": D(150)}
    assert found.warnings == ()


def test_a_credit_is_truncated_toward_zero_too(office: Office, customer: int) -> None:
    credit = invoice(customer, line("1000.99"), kind="customer_credit")
    office.session("finance_clerk").run(create_and_post_invoice, invoice=credit)
    assert _whole(_return(office)) == {"05": D(-1000), "10": D(-250), "49": D(-250)}


def test_every_box_equals_the_sum_of_its_lines(office: Office, customer: int) -> None:
    trade(office, customer)
    for box, figure in _return(office).figures.items():
        if box != "49":
            rows = office.value("SELECT sum(amount) FROM reporting.vat_specification WHERE box = %s", box)
            assert rows == figure.exact


def test_filing_keeps_the_figures_closes_the_days_and_settles(office: Office, customer: int) -> None:
    trade(office, customer)
    session = office.session("accountant")
    filed = session.run(file_vat_return, starts_on=Q1, settle_on=Q1_END)
    assert (filed.version, filed.payable) == (1, D(150))
    assert filed.entry_id is not None
    lines = session.read(voucher, entry_id=filed.entry_id).lines
    # 250.25 + 250.00 - 350.13 = 150.12 on the accounts, 150 to the authority, 0.12 to rounding
    assert [(x.account, x.amount) for x in lines] == [
        ("2611", D("250.25")),
        ("2614", D("250.00")),
        ("2641", D("-100.13")),
        ("2645", D("-250.00")),
        ("2650", D("-150.00")),
        ("3740", D("-0.12")),
    ]
    with pytest.raises(Rejected, match=r"vat\.filed"):
        office.session("finance_clerk").run(create_and_post_invoice, invoice=invoice(customer, line("1.00")))
    with pytest.raises(Rejected, match=r"vat\.already_filed"):
        session.run(file_vat_return, starts_on=Q1)
    assert session.run(verify) == ()


def test_what_is_no_vat_is_still_booked_in_a_filed_period(office: Office) -> None:
    office.session("accountant").run(file_vat_return, starts_on=Q1)
    rent = (VoucherLine("5010", D(100)), VoucherLine("1930", D(-100)))
    _manual(office, Q1_END, *rent)
    _manual(office, date(2026, 4, 1), *rent, VoucherLine("2641", D(25), tax_code="I25"), VoucherLine("1930", D(-25)))
    with pytest.raises(Rejected, match=r"vat\.filed"):
        _manual(office, Q1_END, VoucherLine("2641", D(25)), VoucherLine("1930", D(-25)))
    with pytest.raises(Rejected, match=r"vat\.filed"):
        _manual(office, Q1_END, VoucherLine("3004", D(-25), tax_code="S0"), VoucherLine("1930", D(25)))


def test_a_correction_is_the_next_version_and_settles_the_difference(office: Office, customer: int) -> None:
    trade(office, customer)
    session = office.session("accountant")
    first = session.run(file_vat_return, starts_on=Q1, settle_on=Q1_END)
    with pytest.raises(Invalid, match=r"vat\.reason_missing"):
        session.run(reopen_vat_return, return_id=first.id, reason=" ")
    session.run(reopen_vat_return, return_id=first.id, reason="En faktura saknades")
    office.session("finance_clerk").run(create_and_post_invoice, invoice=invoice(customer, line("100.00")))
    found = _return(office)
    assert [box for box, figure in found.figures.items() if figure.changed] != []
    assert (found.figures["10"].filed_exact, found.figures["10"].exact) == (D("250.25"), D("275.25"))
    with pytest.raises(Invalid, match=r"vat\.reason_missing"):
        session.run(file_vat_return, starts_on=Q1)
    second = session.run(file_vat_return, starts_on=Q1, settle_on=Q1_END, reason="En faktura saknades")
    assert (second.version, second.payable) == (2, D(175))
    assert second.entry_id is not None
    lines = session.read(voucher, entry_id=second.entry_id).lines
    assert [(x.account, x.amount) for x in lines] == [("2611", D("25.00")), ("2650", D("-25.00"))]
    assert session.run(verify) == ()


def test_a_period_that_is_not_over_is_not_filed(office: Office) -> None:
    session = office.session("accountant")
    current = session.read(list_vat_periods)[0]
    with pytest.raises(Rejected, match=r"vat\.not_over"):
        session.run(file_vat_return, starts_on=current.starts_on)
    with pytest.raises(Invalid, match=r"vat\.no_period"):
        session.run(file_vat_return, starts_on=date(2026, 2, 1))
    with pytest.raises(Invalid, match=r"vat\.settled_before"):
        session.run(file_vat_return, starts_on=Q1, settle_on=date(2026, 3, 30))
    with pytest.raises(Denied):
        office.session("finance_clerk").run(file_vat_return, starts_on=Q1)


def test_it_warns_of_tax_that_does_not_fit_and_of_tax_without_a_code(office: Office) -> None:
    _manual(
        office, Q1_END, VoucherLine("3001", D(-1000), tax_code="S25"), VoucherLine("2611", D(-200), tax_code="S25"),
        VoucherLine("2641", D(40)), VoucherLine("1930", D(1160)),
    )  # fmt: skip
    found = [(x.code, x.params["subject"], x.params["tax"]) for x in _return(office).warnings]
    assert found == [("vat.tax_differs", "S25", D("-200.00")), ("vat.without_code", "2641", D("40.00"))]
    later = _return(office, date(2026, 4, 1)).warnings
    assert [(x.code, x.params["first"]) for x in later] == [("vat.earlier_not_filed", Q1)]


def test_under_the_cash_method_tax_is_due_with_each_payment_and_the_rest_at_the_end_of_the_year(
    office: Office, customer: int
) -> None:
    session = office.session("accountant")
    session.run(save_vat_scheme, scheme=VatScheme(Q1, "quarter", "cash", "2650"))
    sold = office.session("finance_clerk").run(create_and_post_invoice, invoice=invoice(customer, line("1000.01")))
    assert _return(office).figures.keys() == {"49"}
    item = office.value("SELECT line_id FROM ledger.open_item WHERE document_id = %s", sold.id)
    paid = VoucherLine("1510", D("-416.67"), party_id=customer)
    entry = session.run(
        post_vouchers, vouchers=[VoucherDraft(date(2026, 5, 4), [VoucherLine("1930", D("416.67")), paid])]
    )[0]
    payment = office.value("SELECT line_id FROM ledger.open_item o JOIN ledger.line l ON l.id = o.line_id"
                           " WHERE l.entry_id = %s", entry.id)  # fmt: skip
    session.run(settle, pairs=[SettlementPair(item, payment, D("416.67"))], date=date(2026, 5, 4))
    # 416.67 of 1250.01 is a third: 1000.01/3 = 333.34, 250.00/3 = 83.33
    second, last = _return(office, date(2026, 4, 1)), _return(office, date(2026, 10, 1))
    assert [second.figures[box].exact for box in ("05", "10")] == [D("333.34"), D("83.33")]
    assert [last.figures[box].exact for box in ("05", "10")] == [D("666.67"), D("166.67")]


def test_a_small_company_returns_vat_once_a_fiscal_year(office: Office, customer: int) -> None:
    session = office.session("accountant")
    session.run(save_vat_scheme, scheme=VatScheme(Q1, "year", "invoice", "2650"))
    trade(office, customer)
    found = _return(office)
    assert (found.ends_on, found.due_on, found.payable) == (date(2026, 12, 31), date(2027, 2, 26), D(150))


@pytest.mark.parametrize(
    ("day", "frequency"), [(date(2026, 2, 1), "month"), (date(2026, 2, 1), "quarter"), (date(2026, 7, 1), "year")]
)
def test_another_way_of_returning_vat_begins_with_a_period(office: Office, day: date, frequency: str) -> None:
    with pytest.raises(Invalid, match=r"vat\.scheme_in_period"):
        office.session("accountant").run(save_vat_scheme, scheme=VatScheme(day, frequency, "invoice", "2650"))


def test_a_scheme_does_not_change_what_is_filed(office: Office) -> None:
    session = office.session("accountant")
    session.run(file_vat_return, starts_on=Q1)
    with pytest.raises(Invalid, match=r"vat\.scheme_of_filed"):
        session.run(save_vat_scheme, scheme=VatScheme(date(2026, 3, 1), "month", "invoice", "2650"))
    session.run(save_vat_scheme, scheme=VatScheme(date(2026, 4, 1), "month_26", "invoice", "2650"))
    periods = session.read(list_vat_periods)
    assert [(x.starts_on.isoformat(), x.status) for x in periods[-2:]] == [
        ("2026-04-01", "open"),
        ("2026-01-01", "filed"),
    ]
    due = next_due(periods)
    assert due is not None
    assert due.due_on == date(2026, 5, 26)


@pytest.mark.parametrize(
    ("frequency", "ends_on", "due"),
    [
        ("quarter", date(2026, 3, 31), date(2026, 5, 12)),
        ("quarter", date(2026, 6, 30), date(2026, 8, 17)),
        ("month", date(2025, 11, 30), date(2026, 1, 19)),  # the 17th is a Saturday
        ("month_26", date(2026, 11, 30), date(2026, 12, 28)),  # the 27th is a Sunday
        ("year", date(2026, 12, 31), date(2027, 2, 26)),
        ("oss", date(2026, 3, 31), date(2026, 4, 30)),
        ("oss", date(2026, 9, 30), date(2026, 10, 31)),  # a Saturday, and due all the same
    ],
)
def test_returns_are_due_by_their_frequency(frequency: str, ends_on: date, due: date) -> None:
    assert due_on(frequency, ends_on) == due


def test_the_form_has_every_box_once() -> None:
    assert len({box.box for box in boxes()}) == len({box.element for box in boxes()}) == 29


def test_the_start_page_counts_the_periods_to_file(office: Office, customer: int) -> None:
    session = office.session("accountant")
    assert session.read(finance_today).to_return == 0
    trade(office, customer)
    before = session.read(finance_today).to_return
    session.run(file_vat_return, starts_on=Q1)
    assert (before >= 1, session.read(finance_today).to_return) == (True, before - 1)


def test_the_close_asks_for_the_vat_of_earlier_periods(office: Office, customer: int) -> None:
    trade(office, customer)
    check = "SELECT (finance.check_vat(p.company_id, p.id)).count FROM ledger.period p WHERE p.starts_on = %s"
    assert [office.value(check, day) for day in (date(2026, 3, 1), date(2026, 4, 1))] == [0, 1]
    office.session("accountant").run(file_vat_return, starts_on=Q1)
    assert office.value(check, date(2026, 4, 1)) == 0


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("UPDATE finance.vat_return_box SET whole = whole + 1 WHERE box = '05'", "verify.vat_boxes"),
        ("UPDATE finance.vat_return SET payable = payable + 1", "verify.vat_payable"),
        ("UPDATE finance.vat_return_box SET exact = exact + 0.01 WHERE box = '05'", "verify.vat_changed"),
    ],
)
def test_the_check_of_the_books_finds_what_was_tampered_with(
    office: Office, customer: int, damage: str, code: str
) -> None:
    trade(office, customer)
    session = office.session("accountant")
    session.run(file_vat_return, starts_on=Q1, settle_on=Q1_END)
    office.owner().execute(damage.encode())
    assert code in {finding.code for finding in session.run(verify)}

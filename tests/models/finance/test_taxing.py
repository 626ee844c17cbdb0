"""Tax codes: the lines they add, that posting books the same, and their dated rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Conflict, Denied, Invalid
from models.finance.invoicing import create_and_post_invoice
from models.finance.reports import voucher
from models.finance.tax_codes import (
    TaxCodeDraft,
    TaxRateDraft,
    read_tax_code,
    save_tax_code,
    save_tax_rate,
    tax_rules,
)
from models.finance.taxing import Gap, Part, Taxed, TaxRule, gaps, tax_lines
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal
DAY = date(2026, 3, 5)


def _rules(office: Office) -> tuple[TaxRule, ...]:
    return office.session("accountant").read(tax_rules)


def _lines(taxed: Taxed) -> list[tuple[str, Decimal]]:
    return [(x.account, x.amount) for x in taxed.lines]


def test_a_gross_amount_is_split_into_base_and_tax_that_sum_to_it(office: Office) -> None:
    taxed = tax_lines(_rules(office), "I25", DAY, D("99.99"), account="4000", gross=True)
    # 99.99 * 25 / 125 = 19.998 -> 20.00
    assert (taxed.base, _lines(taxed), taxed.total) == (D("79.99"), [("2641", D("20.00"))], D("99.99"))


def test_reverse_charge_books_a_pair_and_owes_the_supplier_the_base_alone(office: Office) -> None:
    taxed = tax_lines(_rules(office), "IEUS25", DAY, D("1000.00"), account="4535", gross=True)
    assert _lines(taxed) == [("2645", D("250.00")), ("2614", D("-250.00"))]
    assert [(x.part, x.box) for x in taxed.lines] == [(Part.TAX, "48"), (Part.REVERSE, "30")]
    assert taxed.total == D("1000.00")


def test_what_may_not_be_deducted_becomes_cost_without_a_code(office: Office) -> None:
    taxed = tax_lines(_rules(office), "ICAR50", DAY, D("3333.33"), account="5615")
    # 3333.33 * 25 % = 833.3325 -> 833.33; half of it 416.665 -> 416.67 deducted, 416.66 cost
    assert _lines(taxed) == [("2641", D("416.67")), ("5615", D("416.66"))]
    assert [x.tax_code for x in taxed.lines] == ["ICAR50", None]


def test_food_changes_account_and_box_with_its_rate(office: Office) -> None:
    rules = _rules(office)
    march = tax_lines(rules, "SFOOD", date(2026, 3, 31), D("-100.00"), account="3002")
    april = tax_lines(rules, "SFOOD", date(2026, 4, 1), D("-100.00"), account="3003")
    assert [(x.account, x.amount, x.box) for x in (*march.lines, *april.lines)] == [
        ("2621", D("-12.00"), "11"),
        ("2631", D("-6.00"), "12"),
    ]


def test_a_code_without_a_rate_on_the_day_is_refused(office: Office) -> None:
    with pytest.raises(Invalid, match=r"invoice\.no_tax_rate"):
        tax_lines(_rules(office), "S25", date(1999, 1, 1), D("-1.00"), account="3001")


@pytest.mark.parametrize(
    "code", ["I25", "I12", "I0", "IEUG6", "IEUS25", "ISUT25", "IRCG25", "IRCS25", "IMP12", "ICAR50"]
)
def test_a_supplier_invoice_books_to_the_ore_what_the_pure_function_says(
    office: Office, customer: int, code: str
) -> None:
    draft = invoice(
        customer,
        line("333.33", "4000", code),
        line("166.68", "4000", code),
        kind="supplier_invoice",
        supplier_number="7",
    )
    posted = office.session("finance_clerk").run(create_and_post_invoice, invoice=draft)
    taxed = tax_lines(_rules(office), code, DAY, D("500.01"), account="4000")
    lines = office.session("accountant").read(voucher, entry_id=posted.entry_id).lines
    control, base, *rest = [(x.account, x.amount, x.tax_code) for x in lines]
    assert (control, base) == (("2440", -taxed.total, None), ("4000", D("500.01"), code))
    assert rest == [(x.account, x.amount, x.tax_code) for x in taxed.lines]


def test_cost_of_tax_is_shared_out_over_the_accounts_of_the_lines(office: Office, customer: int) -> None:
    draft = invoice(
        customer, line("100.00", "5615", "ICAR50"), line("200.03", "4000", "ICAR50"),
        kind="supplier_invoice", supplier_number="8",
    )  # fmt: skip
    posted = office.session("finance_clerk").run(create_and_post_invoice, invoice=draft)
    lines = office.session("accountant").read(voucher, entry_id=posted.entry_id).lines
    # 300.03 * 25 % = 75.0075 -> 75.01; 37.505 -> 37.51 deducted; 37.50 cost: 200.03/300.03 of it 25.00, the rest 12.50
    assert [(x.account, x.amount) for x in lines if x.tax_code is None] == [
        ("2440", D("-375.04")),
        ("4000", D("25.00")),
        ("5615", D("12.50")),
    ]


def test_a_purchase_in_euro_under_reverse_charge_books_a_pair_that_cancels_out(office: Office, customer: int) -> None:
    draft = invoice(
        customer, line("99.99", "4535", "IEUS25"), kind="supplier_invoice", supplier_number="9",
        currency="EUR", rate=D("11.2345"),
    )  # fmt: skip
    posted = office.session("finance_clerk").run(create_and_post_invoice, invoice=draft)
    lines = office.session("accountant").read(voucher, entry_id=posted.entry_id).lines
    # tax 25.00 EUR * 11.2345 = 280.8625 -> 280.86
    assert [(x.account, x.amount) for x in lines if x.account.startswith("26")] == [
        ("2645", D("280.86")),
        ("2614", D("-280.86")),
    ]


def test_a_new_rate_ends_the_open_one_the_day_before(office: Office) -> None:
    session = office.session("accountant")
    code = session.run(save_tax_rate, rate=TaxRateDraft("S25", date(2028, 1, 1), D(26)))
    assert [(x.draft.valid_to, x.draft.percent) for x in code.rates] == [(date(2027, 12, 31), D(25)), (None, D(26))]
    with pytest.raises(Invalid, match=r"tax\.rates_overlap"):
        session.run(save_tax_rate, rate=TaxRateDraft("S25", date(2027, 6, 1), D(24), date(2027, 7, 1)))
    with pytest.raises(Invalid, match=r"tax\.rate_ends_before"):
        session.run(save_tax_rate, rate=TaxRateDraft("S25", date(2030, 6, 1), D(24), date(2030, 5, 1)))


def test_days_without_a_rate_are_told(office: Office) -> None:
    session = office.session("accountant")
    code = session.run(save_tax_code, code=TaxCodeDraft("X", "Provkod", "out", account="2611", tax_box="10"))
    assert code.rates == ()
    session.run(save_tax_rate, rate=TaxRateDraft("X", date(2026, 1, 1), D(25), date(2026, 1, 31)))
    code = session.run(save_tax_rate, rate=TaxRateDraft("X", date(2026, 3, 1), D(25)))
    assert code.gaps == (Gap(date(2026, 2, 1), date(2026, 2, 28)),)
    assert gaps(()) == ()


def test_a_code_that_somebody_else_changed_is_not_overwritten(office: Office) -> None:
    session = office.session("accountant")
    code = session.read(read_tax_code, code="S25")
    session.run(save_tax_code, code=code.draft, version=code.row_version)
    with pytest.raises(Conflict):
        session.run(save_tax_code, code=code.draft, version=code.row_version)
    with pytest.raises(Denied):
        office.session("finance_clerk").run(save_tax_code, code=code.draft, version=code.row_version)

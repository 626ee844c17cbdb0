"""The EC sales list and the OSS return: figures by hand, their files, and the official samples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from models.company.rates import ExchangeRate, save_rate
from models.database.errors import Invalid
from models.exchange.oss_file import export_oss
from models.exchange.sales_list_file import (
    export_sales_list,
    period_of,
    read_sales_list_file,
    write_sales_list,
)
from models.finance.invoicing import create_and_post_invoice
from models.finance.vat.oss import read_oss_report
from models.finance.vat.returns import read_vat_return
from models.finance.vat.sales_list import read_sales_list
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.shared_data import shared_file

D = Decimal
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
SPAN = {"from": "2026-01-01", "to": "2026-03-31"}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_official_samples_are_written_again_byte_by_byte(number: int) -> None:
    content = shared_file(f"skatteverket/periodisk-sammanstallning-exempel-{number}.csv").read_bytes()
    assert write_sales_list(read_sales_list_file(content)) == content


@pytest.mark.parametrize("content", [b"", b"SKV574008;", b"SKV574008;\nx;y;z;a;b\nDE1;much;;;"])
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid, match=r"list\.not_a_file"):
        read_sales_list_file(content)


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        (FIRST, LAST, "2603"),
        (date(2026, 10, 1), date(2026, 12, 31), "26-4"),
        (date(2026, 2, 1), date(2026, 4, 30), None),
        (FIRST, date(2026, 3, 30), None),
    ],
)
def test_a_file_is_of_a_month_or_a_quarter(first: date, last: date, period: str | None) -> None:
    assert period_of(first, last) == period


def test_each_buyer_is_listed_with_goods_triangular_trade_and_services(
    office: Office, party: Callable[..., int]
) -> None:
    clerk = office.session("finance_clerk")
    german = party("T1", "Holz GmbH", vat_number="DE 262875793", country="DE")
    danish = party("T2", "Træ A/S", vat_number="DK13585628", country="DK")
    lines = (line("21700.75", "3108", "SEUG"), line("300.40", "3308", "SEUS"))
    clerk.run(create_and_post_invoice, invoice=invoice(german, *lines))
    clerk.run(create_and_post_invoice, invoice=invoice(german, line("1700.00", "3108", "SEUG"), kind="customer_credit"))
    clerk.run(create_and_post_invoice, invoice=invoice(danish, line("13600.00", "3108", "STRI")))
    found = office.session("accountant").read(read_sales_list, from_date=FIRST, to_date=LAST)
    assert found.due_on == date(2026, 4, 27)  # the 25th is a Saturday
    assert [(x.vat_number, x.whole("goods"), x.whole("triangular"), x.whole("services")) for x in found.buyers] == [
        ("DE262875793", D(20000), D(0), D(300)),
        ("DK13585628", D(0), D(13600), D(0)),
    ]
    assert found.warnings == ()
    figures = office.session("accountant").read(read_vat_return, starts_on=date(2026, 1, 1)).figures
    assert [figures[box].exact for box in ("35", "38", "39")] == [D("20000.75"), D("13600.00"), D("300.40")]
    content = office.session("accountant").read(export_sales_list, options=SPAN).content
    assert content.decode().splitlines()[0] == "SKV574008;"
    assert content.decode().splitlines()[1].startswith("556016068001;26-1;")
    assert content.decode().splitlines()[2:] == ["DE262875793;20000;;300;", "DK13585628;;13600;;"]


def test_a_buyer_without_a_number_of_another_country_is_told(office: Office, party: Callable[..., int]) -> None:
    nobody = party("T3", "Utan nummer AB", vat_number="SE556016068001")
    draft = invoice(nobody, line("500.00", "3108", "SEUG"))
    office.session("finance_clerk").run(create_and_post_invoice, invoice=draft)
    found = office.session("accountant").read(read_sales_list, from_date=FIRST, to_date=LAST)
    assert found.buyers == ()
    assert [(x.code, x.params["amount"]) for x in found.warnings] == [("list.bad_number", D("500.00"))]


def test_sales_taxed_elsewhere_are_in_euro_by_country_and_in_no_box(office: Office, customer: int) -> None:
    accountant = office.session("accountant")
    sold = invoice(customer, line("1000.00", "3106", "OSSDE"), line("400.00", "3106", "OSSFI"))
    office.session("finance_clerk").run(create_and_post_invoice, invoice=sold)
    with pytest.raises(Invalid, match=r"oss\.no_rate"):
        accountant.read(export_oss, options=SPAN)
    accountant.run(save_rate, rate=ExchangeRate("EUR", LAST, D("11.00"), "ECB"))
    report = accountant.read(read_oss_report, from_date=date(2026, 1, 1), to_date=LAST)
    # 1000/11 = 90.909, 190/11 = 17.2727; 400/11 = 36.3636, 102/11 = 9.2727
    assert [(x.country, x.percent, x.tax, x.base_euro, x.tax_euro) for x in report.rows] == [
        ("DE", D(19), D("190.00"), D("90.91"), D("17.27")),
        ("FI", D("25.5"), D("102.00"), D("36.36"), D("9.27")),
    ]
    assert report.payable == D("26.54")
    assert accountant.read(read_vat_return, starts_on=date(2026, 1, 1)).figures.keys() == {"49"}
    assert accountant.read(export_oss, options=SPAN).content.decode().splitlines() == [
        "OSS_001;",
        "SE556016068001;1;2026;",
        "SE;DE;19,00;90,91;17,27;",
        "SE;FI;25,50;36,36;9,27;",
    ]
    with pytest.raises(Invalid, match=r"oss\.no_quarter"):
        accountant.read(export_oss, options={"from": "2026-03-01", "to": "2026-03-31"})

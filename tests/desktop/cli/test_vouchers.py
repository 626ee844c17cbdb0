"""`kontor dimension` and `kontor voucher`: the registers are made, rules hold, and a template is posted once."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.database.local import LocalDatabase
from models.database.session import sign_in
from models.finance.templates import TemplateLine, VoucherTemplate, save_template
from tests.desktop.cli.conftest import Kontor

RECEIPT = VoucherTemplate(
    "Receipt",
    "Cash purchase",
    lines=(
        TemplateLine("5410", "debit", "total / 1.25"),
        TemplateLine("2641", "debit", "rest"),
        TemplateLine("1930", "credit", "total"),
    ),
)


@pytest.fixture
def template(office: Kontor, shared_home: Path) -> VoucherTemplate:
    del office, shared_home
    session = sign_in(LocalDatabase().office_url())
    try:
        return session.run(save_template, template=RECEIPT)
    finally:
        session.close()


def test_dimensions_are_made_with_their_values_and_a_rule_that_holds(office: Kontor) -> None:
    assert office("dimension", "add", 1, "Cost centre").out == "Dimension 1 Cost centre is made.\n"
    assert office("dimension", "value", 1, "100", "Shop", "--to", "2026-12-31").status == 0
    assert office("dimension", "rule", 1, 5400, 5499, "--default", "100").out == (
        "The rule holds for accounts 5400 to 5499.\n"
    )
    refused = office("dimension", "add", 5, "Reserved")
    assert refused.status == 1
    assert "begin at 20" in refused.err


def test_a_template_is_shown_posted_and_not_posted_twice_by_mistake(office: Kontor, template: VoucherTemplate) -> None:
    fill = ("voucher", "from-template", template.name, "total=1250", "--on", "2026-03-05")
    shown = office(*fill, "--show", "--json").json
    assert [(line["account"], line["amount"]) for line in shown] == [
        ("5410", "1000.00"),
        ("2641", "250.00"),
        ("1930", "-1250.00"),
    ]
    assert office(*fill).out == "Voucher A1 is posted.\n"
    again = office(*fill)
    assert (again.status, "A1 is like it" in again.out) == (1, True)
    assert office(*fill, "--sure").out == "Voucher A2 is posted.\n"
    assert office("voucher", "from-template", template.name, "totl=1").status == 1
    assert office("voucher", "from-template", "Nothing").status == 1
    assert office("voucher", "from-template", template.name).status == 1

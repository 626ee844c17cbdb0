"""Dimensions: registers, and what accounts require, forbid and fill in, on the days that a rule holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.database.errors import Conflict, Denied, Invalid
from models.finance.dimension_rules import account_rules, with_defaults
from models.finance.dimensions import (
    Dimension,
    DimensionRule,
    DimensionValue,
    active_dimensions,
    delete_dimension_rule,
    save_dimension,
    save_dimension_rule,
    save_dimension_value,
)
from models.finance.invoicing import create_and_post_invoice, credit_invoice, post_invoice, read_invoice, save_invoice
from models.finance.posting import VoucherDraft, VoucherLine, copy_voucher, post_vouchers, reverse_voucher
from models.finance.reports import voucher
from models.finance.verification import verify
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal
DAY = date(2026, 3, 5)


@pytest.fixture
def registers(office: Office) -> Office:
    """Cost centres 100 and 200, and project P1, which ends with February."""
    session = office.session("accountant")
    session.run(save_dimension, dimension=Dimension(1, "Cost centre"))
    session.run(save_dimension, dimension=Dimension(6, "Project"))
    for code in ("100", "200"):
        session.run(save_dimension_value, value=DimensionValue(1, code, f"Shop {code}"))
    session.run(save_dimension_value, value=DimensionValue(6, "P1", "House", valid_to=date(2026, 2, 28)))
    return office


def rule(office: Office, first: str, last: str, requirement: str, **changes: Any) -> DimensionRule:
    made = replace(DimensionRule(1, first, last, requirement), **changes)
    return office.session("accountant").run(save_dimension_rule, rule=made)


def post(office: Office, day: date = DAY, **of_the_rent: str) -> list[dict[str, str]]:
    """Rent of 1 000 posted, its line with these dimensions by number (d1="100"); answers those of both lines."""
    dimensions = {name[1:]: code for name, code in of_the_rent.items()}
    lines = [VoucherLine("5010", D(1000), dimensions=dimensions), VoucherLine("1930", D(-1000))]
    session = office.session("accountant")
    posted = session.run(post_vouchers, vouchers=[VoucherDraft(day, lines)])[0]
    return [each.dimensions for each in session.read(voucher, entry_id=posted.id).lines]


def test_a_required_dimension_that_is_missing_is_refused_with_line_account_and_name(registers: Office) -> None:
    rule(registers, "5000", "5999", "required")
    with pytest.raises(Invalid) as caught:
        post(registers)
    assert caught.value.code == "ledger.dimension_missing"
    told = {name: caught.value.params[name] for name in ("entry", "line", "account", "dimension", "name", "field")}
    assert told == {
        "entry": 1,
        "line": 1,
        "account": "5010",
        "dimension": 1,
        "name": "Cost centre",
        "field": "dimension_1",
    }
    assert post(registers, d1="100") == [{"1": "100"}, {}]


def test_a_forbidden_dimension_is_refused(registers: Office) -> None:
    rule(registers, "5010", "5010", "forbidden")
    with pytest.raises(Invalid, match=r"ledger\.dimension_forbidden"):
        post(registers, d1="100")
    assert post(registers) == [{}, {}]


def test_a_default_is_filled_in_where_a_line_says_nothing_and_stays_out_where_it_does(registers: Office) -> None:
    rule(registers, "5010", "5010", "required", default_code="100")
    assert post(registers) == [{"1": "100"}, {}]
    assert post(registers, d1="200") == [{"1": "200"}, {}]


def test_the_narrowest_range_holds(registers: Office) -> None:
    rule(registers, "5000", "5999", "required")
    rule(registers, "5010", "5010", "optional")
    assert post(registers) == [{}, {}]


def test_a_rule_holds_on_its_days_alone(registers: Office) -> None:
    rule(registers, "5010", "5010", "required", valid_from=date(2026, 4, 1), valid_to=date(2026, 4, 30))
    assert post(registers, date(2026, 3, 31)) == [{}, {}]
    with pytest.raises(Invalid, match=r"ledger\.dimension_missing"):
        post(registers, date(2026, 4, 1))
    assert post(registers, date(2026, 5, 1)) == [{}, {}]


def test_a_value_is_used_on_its_days_and_while_it_is_active(registers: Office) -> None:
    assert post(registers, date(2026, 2, 28), d6="P1") == [{"6": "P1"}, {}]
    with pytest.raises(Invalid) as caught:
        post(registers, date(2026, 3, 1), d6="P1")
    assert (caught.value.code, caught.value.params["code"]) == ("ledger.dimension_closed", "P1")
    session = registers.session("accountant")
    session.run(save_dimension, dimension=Dimension(1, "Cost centre", active=False, version=1))
    with pytest.raises(Invalid, match=r"ledger\.dimension_closed"):
        post(registers, d1="100")


def test_a_rule_made_later_does_not_keep_a_voucher_from_being_reversed(registers: Office) -> None:
    session = registers.session("accountant")
    draft = VoucherDraft(DAY, [VoucherLine("5010", D(10)), VoucherLine("1930", D(-10))])
    posted = session.run(post_vouchers, vouchers=[draft])[0]
    rule(registers, "1000", "8999", "required")
    session.run(reverse_voucher, entry_id=posted.id, date=DAY)
    with pytest.raises(Invalid, match=r"ledger\.dimension_missing"):
        session.run(post_vouchers, vouchers=[session.read(copy_voucher, entry_id=posted.id)])
    assert session.read(verify) == ()


def test_numbers_codes_and_rules_are_there_once(registers: Office) -> None:
    session = registers.session("accountant")
    with pytest.raises(Invalid, match=r"dimension\.exists"):
        session.run(save_dimension, dimension=Dimension(1, "Again"))
    with pytest.raises(Invalid, match=r"dimension\.number"):
        session.run(save_dimension, dimension=Dimension(5, "Reserved"))
    with pytest.raises(Invalid, match=r"dimension\.value_exists"):
        session.run(save_dimension_value, value=DimensionValue(1, "100", "Again"))
    rule(registers, "5000", "5999", "required", valid_to=date(2026, 6, 30))
    rule(registers, "5000", "5999", "optional", valid_from=date(2026, 7, 1))
    with pytest.raises(Invalid, match=r"dimension\.rule_exists"):
        rule(registers, "5000", "5999", "forbidden", valid_from=date(2026, 6, 30), valid_to=date(2026, 6, 30))
    with pytest.raises(Invalid, match=r"dimension\.range"):
        rule(registers, "5000", "4000", "required")


def test_registers_are_changed_from_what_was_read(registers: Office) -> None:
    session = registers.session("accountant")
    made = rule(registers, "5000", "", "required")
    assert made.to_account == "5000"
    changed = session.run(save_dimension_rule, rule=replace(made, requirement="optional", default_code="200"))
    with pytest.raises(Conflict):
        session.run(save_dimension_rule, rule=made)
    session.run(delete_dimension_rule, rule_id=changed.id, version=changed.version)
    free = session.run(save_dimension, dimension=Dimension(20, "Region"))
    assert [each.number for each in session.read(active_dimensions)] == [1, 6]
    session.run(save_dimension_value, value=DimensionValue(20, "N", "North"))
    assert [each.name for each in session.read(active_dimensions)] == ["Cost centre", "Project", free.name]
    with pytest.raises(Denied):
        registers.session("seller").run(save_dimension, dimension=Dimension(21, "Mine"))


def test_a_default_that_was_closed_is_found(registers: Office) -> None:
    session = registers.session("accountant")
    rule(registers, "5010", "5010", "required", default_code="100")
    registers.owner().execute("UPDATE ledger.dimension_value SET active = false WHERE code = '100'")
    found = session.read(verify)
    assert [finding.code for finding in found] == ["verify.dimension_default_closed"]


def test_an_invoice_line_carries_its_dimensions_into_the_books_and_its_credit_note(registers: Office) -> None:
    session = registers.session("accountant")
    party = registers.value(
        "INSERT INTO contacts.party (code, name, kind, is_customer) VALUES ('K1', 'Kund AB', 'organisation', true)"
        " RETURNING id"
    )
    lines = (line("1000.00", dimensions={"1": "100"}), line("500.00", dimensions={"1": "200"}), line("250.00"))
    saved = session.run(save_invoice, invoice=invoice(party, *lines))
    stored = session.read(read_invoice, invoice_id=saved.id)
    assert [dict(each.dimensions) for each in stored.lines] == [{"1": "100"}, {"1": "200"}, {}]
    posted = session.run(post_invoice, invoice_id=saved.id)
    booked = session.read(voucher, entry_id=posted.entry_id).lines
    assert [(each.amount, each.dimensions) for each in booked if each.account == "3001"] == [
        (D(-250), {}),
        (D(-1000), {"1": "100"}),
        (D(-500), {"1": "200"}),
    ]
    note = session.run(credit_invoice, invoice_id=saved.id, on=DAY)
    credited = session.read(read_invoice, invoice_id=note.id)
    assert [dict(each.dimensions) for each in credited.lines] == [{"1": "100"}, {"1": "200"}, {}]


def test_an_invoice_made_and_posted_in_one_go_carries_its_dimensions(registers: Office) -> None:
    party = registers.value(
        "INSERT INTO contacts.party (code, name, kind, is_customer) VALUES ('K1', 'Kund AB', 'organisation', true)"
        " RETURNING id"
    )
    session = registers.session("accountant")
    draft = invoice(party, line("1000.00", dimensions={"1": "100"}), line("1.00"))
    posted = session.run(create_and_post_invoice, invoice=draft)
    stored = session.read(read_invoice, invoice_id=posted.id)
    assert [dict(each.dimensions) for each in stored.lines] == [{"1": "100"}, {}]


def test_an_invoice_with_a_value_that_is_in_no_register_is_not_saved(registers: Office) -> None:
    party = registers.value(
        "INSERT INTO contacts.party (code, name, kind, is_customer) VALUES ('K1', 'Kund AB', 'organisation', true)"
        " RETURNING id"
    )
    draft = invoice(party, line("1000.00", dimensions={"1": "nowhere"}))
    with pytest.raises(Invalid, match=r"ledger\.unknown_dimension"):
        registers.session("accountant").run(save_invoice, invoice=draft)


def test_a_copy_of_what_a_document_booked_goes_into_a_series_for_manual_vouchers(registers: Office) -> None:
    party = registers.value(
        "INSERT INTO contacts.party (code, name, kind, is_customer) VALUES ('K1', 'Kund AB', 'organisation', true)"
        " RETURNING id"
    )
    session = registers.session("accountant")
    saved = session.run(save_invoice, invoice=invoice(party))
    posted = session.run(post_invoice, invoice_id=saved.id)
    copy = session.read(copy_voucher, entry_id=posted.entry_id)
    assert copy.series == "A"
    session.run(post_vouchers, vouchers=[replace(copy, corrects_id=None)])


def test_a_combination_that_was_changed_behind_the_doors_is_found(registers: Office) -> None:
    post(registers, d1="100")
    owner = registers.owner()
    owner.execute('UPDATE ledger.dimension_set SET values = \'{"1": "900"}\'')
    found = {finding.code for finding in registers.session("accountant").read(verify)}
    assert found == {"verify.dimension_set_wrong", "verify.dimension_value_gone"}
    owner.execute("DELETE FROM ledger.dimension_set")
    codes = [finding.code for finding in registers.session("accountant").read(verify)]
    assert codes == ["verify.dimension_set_gone"]


def test_a_screen_fills_in_what_posting_would(registers: Office) -> None:
    rule(registers, "5000", "5999", "optional", default_code="100")
    rule(registers, "5000", "5099", "optional", default_code="200", valid_to=date(2026, 2, 28))
    rule(registers, "5010", "5010", "optional", valid_from=date(2026, 3, 10), default_code="200")
    asked = registers.session("accountant").read(account_rules)
    for day, expected in ((date(2026, 2, 5), "200"), (DAY, "100"), (date(2026, 3, 10), "200")):
        assert with_defaults(asked, "5010", day, {}) == {"1": expected}
        assert post(registers, day) == [{"1": expected}, {}]
    assert with_defaults(asked, "5010", DAY, {"1": "200"}) == {"1": "200"}
    assert with_defaults(asked, "1930", DAY, {}) == {}

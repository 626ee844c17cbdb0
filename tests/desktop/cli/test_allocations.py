"""`kontor allocations`: a month is shown, booked once, and taken back."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

from models.database.local import LocalDatabase
from models.database.session import Session, sign_in
from models.finance.allocations.arranging import AllocationRule, save_rule
from models.finance.allocations.keys import AllocationKey, Target, save_key
from models.finance.dimensions import Dimension, DimensionValue, save_dimension, save_dimension_value
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.desktop.cli.conftest import Kontor

JANUARY = date(2026, 1, 1)


def share_rent(session: Session) -> None:
    """100 000 of rent, which three departments share alike."""
    session.run(save_dimension, dimension=Dimension(1, "Kostnadsställe"))
    for code in ("100", "200", "300"):
        session.run(save_dimension_value, value=DimensionValue(1, code, f"Avdelning {code}"))
    targets = tuple(Target(code=code, weight=Decimal(1)) for code in ("100", "200", "300"))
    key = session.run(save_key, key=AllocationKey("YTA", "Yta", "fixed", 1, valid_from=JANUARY, targets=targets))
    rule = AllocationRule("Hyra", "", 10, "5010", "5010", 1, None, key.id, starts_on=JANUARY)
    session.run(save_rule, rule=rule)
    lines = (VoucherLine("5010", Decimal(100000)), VoucherLine("1930", Decimal(-100000)))
    session.run(post_vouchers, vouchers=[VoucherDraft(JANUARY, lines, "Hyra")])


def test_rent_is_shown_booked_and_taken_back(office: Kontor, shared_home: Path) -> None:
    with closing(sign_in(LocalDatabase(shared_home).office_url())) as session:
        share_rent(session)
    month = ("--month", "2026-01-31")
    shown = office("allocations", "show", *month, "--json").json
    assert [(row["account"], row["values"], row["amount"]) for row in shown] == [
        ("", "", "100000.00"),
        ("5010", "", "-100000.00"),
        ("5010", "100 Avdelning 100", "33333.33"),
        ("5010", "200 Avdelning 200", "33333.33"),
        ("5010", "300 Avdelning 300", "33333.34"),
    ]
    assert office("allocations", "post", *month).out == "1 voucher is posted.\n"
    assert office("allocations", "post", *month).out == "There was nothing to spread.\n"
    refused = office("allocations", "post", *month, "--rule", "1")
    assert refused.status == 1
    assert "“Hyra” is booked for 2026-01 already, by voucher A2." in refused.err
    assert office("allocations", "take-back", "1", *month).out == "Reversed by voucher A3.\n"
    assert "Nothing is booked by rule 1 for 2026-01" in office("allocations", "take-back", "1", *month).err

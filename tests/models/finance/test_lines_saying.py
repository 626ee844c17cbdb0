"""Lines of the ledger with just one text: found by index where they are few, and the same ones where they are many."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.listing import Filter, PageRequest
from models.database.paging import fetch_page
from models.database.session import Session
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.sources import LEDGER_FIGURES
from tests.support.office import Office

DAY = date(2026, 3, 5)


@pytest.fixture
def session(office: Office) -> Session:
    """Three vouchers called Rent, one of whose lines says Garage, and one called AB."""
    session = office.session("accountant")
    plain = (VoucherLine("5010", Decimal(100)), VoucherLine("1930", Decimal(-100)))
    garage = (VoucherLine("5010", Decimal(40), text="Garage"), VoucherLine("1930", Decimal(-40)))
    drafts = (
        *(VoucherDraft(DAY, lines, "Rent") for lines in (plain, plain, garage)),
        VoucherDraft(DAY, plain, "AB"),
        VoucherDraft(DAY, plain, "Rent 100 %"),
    )
    session.run(post_vouchers, vouchers=drafts)
    return session


def amounts(session: Session, said: str) -> list[Decimal]:
    request = PageRequest(filters=(Filter("text", "=", said),))
    page = session.read(fetch_page, query=LEDGER_FIGURES, request=request)
    place = [column.name for column in LEDGER_FIGURES.columns].index("amount")
    return sorted(Decimal(str(row[place])) for row in page.rows)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Rent", [-100, -100, -40, 100, 100]),  # not the line that says something of its own, nor the voucher of 100 %
        ("Garage", [40]),
        ("Rent 100 %", [-100, 100]),
        ("rent", []),
        ("Ren", []),
        ("AB", [-100, 100]),  # too short for an index
    ],
)
def test_just_the_lines_that_show_the_text_are_found(session: Session, said: str, found: list[int]) -> None:
    assert amounts(session, said) == [Decimal(amount) for amount in found]


def test_where_many_lines_say_it_no_key_is_handed_out_and_all_are_found(office: Office, session: Session) -> None:
    reader = office.sql("auditor")
    say = "SELECT cardinality(search.lines_saying(%s, 'Rent', %s))"
    assert reader.execute(say, (office.company_id, 5)).fetchone() == (5,)
    assert reader.execute(say, (office.company_id, 4)).fetchone() == (None,)
    assert len(amounts(session, "Rent")) == 5

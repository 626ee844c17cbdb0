"""Vouchers by hand: posted, reversed, corrected, with dimensions; and items settled against each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Denied, Invalid, Rejected
from models.finance.posting import (
    SettlementPair,
    VoucherDraft,
    VoucherLine,
    copy_voucher,
    post_vouchers,
    reverse_voucher,
    settle,
    unsettle,
)
from models.finance.receivables import open_items
from models.finance.reports import voucher
from tests.support.office import Office

D = Decimal


def rent(amount: str = "1000.00", on: date = date(2026, 3, 5)) -> VoucherDraft:
    return VoucherDraft(
        date=on, text="Rent", lines=[VoucherLine("5010", D(amount)), VoucherLine("1930", -D(amount), text="Paid")]
    )


def test_vouchers_get_numbers_in_order_and_keep_every_line(office: Office) -> None:
    session = office.session("accountant")
    posted = session.run(post_vouchers, vouchers=[rent(), rent("250.50")])
    assert [(entry.series, entry.number) for entry in posted] == [("A", 1), ("A", 2)]
    detail = session.read(voucher, entry_id=posted[1].id)
    assert detail.head.voucher == "A2"
    assert [(x.account, x.amount, x.text) for x in detail.lines] == [
        ("5010", D("250.50"), ""),
        ("1930", D("-250.50"), "Paid"),
    ]


def test_dimensions_are_kept_with_the_line(office: Office) -> None:
    owner = office.owner()
    owner.execute("INSERT INTO ledger.dimension VALUES (%s, 1, 'Cost centre')", (office.company_id,))
    owner.execute("INSERT INTO ledger.dimension_value VALUES (%s, 1, '100', 'Workshop')", (office.company_id,))
    session = office.session("accountant")
    draft = VoucherDraft(
        date=date(2026, 3, 5),
        lines=[VoucherLine("5010", D(10), dimensions={"1": "100"}), VoucherLine("1930", D(-10))],
    )
    posted = session.run(post_vouchers, vouchers=[draft])[0]
    assert [x.dimensions for x in session.read(voucher, entry_id=posted.id).lines] == [{"1": "100"}, {}]
    assert session.read(copy_voucher, entry_id=posted.id).lines[0].dimensions == {"1": "100"}
    unknown = VoucherDraft(date=date(2026, 3, 5), lines=[VoucherLine("5010", D(10), dimensions={"1": "999"})])
    with pytest.raises(Invalid, match=r"ledger\.unknown_dimension"):
        session.run(post_vouchers, vouchers=[unknown])


def test_a_combination_of_dimensions_that_only_its_number_names_is_none(office: Office) -> None:
    lines = '[{"account": "5010", "amount": 10, "dimension_set": 777}, {"account": "1930", "amount": -10}]'
    office.sql("accountant").execute(
        "SELECT ledger.post(gen_random_uuid(), %s, jsonb_build_array(jsonb_build_object("
        "'date', '2026-03-05', 'series', 'A', 'lines', %s::jsonb)))",
        (office.company_id, lines),
    )
    assert office.owner().execute("SELECT DISTINCT dimension_set FROM ledger.line").fetchall() == [(0,)]


def test_a_voucher_is_reversed_once_and_never_before_itself(office: Office) -> None:
    session = office.session("accountant")
    posted = session.run(post_vouchers, vouchers=[rent()])[0]
    with pytest.raises(Rejected, match=r"ledger\.reversal_before"):
        session.run(reverse_voucher, entry_id=posted.id, date=date(2026, 3, 4))
    session.run(reverse_voucher, entry_id=posted.id, date=date(2026, 3, 5))
    with pytest.raises(Rejected, match=r"ledger\.already_reversed"):
        session.run(reverse_voucher, entry_id=posted.id, date=date(2026, 3, 6))


def test_items_are_settled_in_part_and_taken_back(office: Office, party: Callable[..., int]) -> None:
    session = office.session("accountant")
    key = party("K1", "Kund AB")
    entries = session.run(
        post_vouchers,
        vouchers=[
            VoucherDraft(
                date=date(2026, 3, 5), lines=[VoucherLine("1510", D(100), party_id=key), VoucherLine("3990", D(-100))]
            ),
            VoucherDraft(
                date=date(2026, 3, 9), lines=[VoucherLine("1930", D(40)), VoucherLine("1510", D(-40), party_id=key)]
            ),
        ],
    )
    owed, paid = (next(x for x in session.read(voucher, entry_id=e.id).lines if x.account == "1510") for e in entries)
    pair = SettlementPair(owed.line_id, paid.line_id, D(40))
    (settlement,) = session.run(settle, pairs=[pair], date=date(2026, 3, 9))
    assert [(i.line_id, i.remaining) for i in session.read(open_items)] == [(owed.line_id, D(60))]
    with pytest.raises(Rejected, match=r"ledger\.settle_too_much"):
        session.run(settle, pairs=[SettlementPair(owed.line_id, paid.line_id, D(1))], date=date(2026, 3, 9))
    with pytest.raises(Rejected, match=r"ledger\.settled"):
        session.run(reverse_voucher, entry_id=entries[0].id, date=date(2026, 3, 31))
    session.run(unsettle, settlement_id=settlement, reason="Wrong")
    assert [(i.line_id, i.remaining) for i in session.read(open_items)] == [
        (owed.line_id, D(100)),
        (paid.line_id, D(-40)),
    ]


def test_a_clerk_may_not_post_by_hand(office: Office) -> None:
    with pytest.raises(Denied):
        office.session("finance_clerk").run(post_vouchers, vouchers=[rent()])

"""A group of a Swedish parent and a company in euro, with figures that a bookkeeper can check by hand.

A euro costs 10.00 until March, 11.00 from April on. The parent pays in 100 euro as the share capital of the company in
January, and lends it 50 euro in June. In March the company sells for 40 euro to others, and buys from the parent for
200 kronor, which are 20 euro.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal

from models.company.founding import Founding, found_first_company
from models.finance.groups.registers import (
    GroupAccount,
    GroupAdjustment,
    GroupMember,
    save_adjustment,
    save_group_account,
    save_member,
)
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.office import Office

D = Decimal
START, END = date(2026, 1, 1), date(2026, 6, 30)


@contextmanager
def euro_company(office: Office) -> Iterator[Office]:
    """A company in euro; accountant and auditor belong to both."""
    with office.database.connect() as connection:
        founding = Founding("Helsinki Puu Oy", START, currency="EUR")
        company = found_first_company(connection, founding)
        for name in ("accountant", "auditor"):
            connection.execute("SELECT company.grant_company(%s, %s)", (name, company))
    for day, rate in ((START, "10"), (date(2026, 4, 1), "11")):
        office.owner().execute(
            "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
            " VALUES ('EUR', 'SEK', %s, %s, 'test')",
            (day, rate),
        )
    elsewhere = replace(office, company_id=company, _sessions={}, _connections=[], _owner=None)
    yield elsewhere
    elsewhere.close()


def book(office: Office, day: date, debit: str, credit: str, amount: int) -> None:
    """Post a voucher of two lines."""
    lines = [VoucherLine(debit, D(amount)), VoucherLine(credit, D(-amount))]
    office.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(date=day, lines=lines)])


def make_group(office: Office, sister: Office) -> Office:
    """All that was booked, the company as a member, and what the group eliminates."""
    paid, lent, sold = date(2026, 1, 2), date(2026, 6, 1), date(2026, 3, 1)
    book(office, paid, "1310", "1930", 1000)
    book(sister, paid, "1930", "2081", 100)
    book(office, lent, "1320", "1930", 550)
    book(sister, lent, "1930", "2360", 50)
    book(office, sold, "1930", "3001", 200)
    book(sister, sold, "4000", "1930", 20)
    book(sister, sold, "1930", "3001", 40)
    session = office.session("accountant")
    session.run(save_member, member=GroupMember(member_id=sister.company_id, share=D(100), from_date=START))
    for account, at, rate in (("2081", "2081", D(10)), ("2360", "2390", None), ("4000", "4415", None)):
        place = GroupAccount(sister.company_id, "", account, at, rate)
        session.run(save_group_account, place=place)
    for name, debit, credit, amount in (
        ("Shares", "2081", "1310", D(1000)),
        ("Loan", "2390", "1320", None),
        ("Sales", "3001", "4415", D(200)),
    ):
        adjustment = GroupAdjustment(name, paid, debit, credit, amount)
        session.run(save_adjustment, adjustment=adjustment)
    return office

"""An account kept as open items, with lines on it, for tests of settling."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.settling import keep_open_items
from tests.support.office import Office

#: A clearing account, what its other side is booked to, and a result account for small differences.
CLEARING, OTHER, ROUNDING = "1630", "1930", "3740"


def make_accounts(office: Office) -> None:
    """The clearing account, where the starter chart of the office has none."""
    for number, kind, role in ((CLEARING, "asset", ""), (ROUNDING, "income", "rounding")):
        office.owner().execute(
            "INSERT INTO ledger.account (company_id, number, name, kind, role) VALUES (%s, %s, 'Clearing', %s, %s)"
            " ON CONFLICT DO NOTHING",
            (office.company_id, number, kind, role),
        )


def line(
    office: Office,
    amount: str,
    on: date = date(2026, 3, 5),
    *,
    party_id: int | None = None,
    text: str = "",
    account: str = CLEARING,
) -> int:
    """Posts a voucher with `amount` on the account, debit positive; the key of its line there."""
    lines = [VoucherLine(account, Decimal(amount), party_id=party_id, text=text), VoucherLine(OTHER, -Decimal(amount))]
    (entry,) = office.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(date=on, lines=lines, text=text)])
    key: int = office.value("SELECT id FROM ledger.line WHERE entry_id = %s AND position = 1", entry.id)
    return key


def clearing_account(office: Office) -> None:
    """The clearing account kept as open items from its first line on."""
    make_accounts(office)
    office.session("accountant").run(keep_open_items, account=CLEARING, start=None)


def remaining(office: Office, *lines: int) -> list[Decimal]:
    """What is left of items, in their order."""
    return [office.value("SELECT remaining FROM ledger.open_item WHERE line_id = %s", key) for key in lines]

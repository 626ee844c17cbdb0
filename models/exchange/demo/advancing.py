"""What employees were advanced and have accounted for: an account kept as open items, some of it settled."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from models.database.rights import Role
from models.exchange.demo.stage import Stage
from models.finance.open_items import propose_settlements
from models.finance.pairing import certain_ones
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.settling import ItemGroup, keep_open_items, settle_items

_ADVANCES, _OWED, _TAX = "1610", "2890", "2710"
#: Days ago, text and amount of each: those of one number belong together.
_LINES = (
    (55, "Reseförskott 48120 Anna Ek", "6000"),
    (50, "Reseräkning 48120 Anna Ek", "-6000"),
    (44, "Reseförskott 48133 Johan Lind", "4500"),
    (38, "Reseräkning 48133 Johan Lind", "-4500"),
    (33, "Mässa Göteborg, förskott", "8000"),
    (29, "Mässa Göteborg, hotell", "-5240"),
    (28, "Mässa Göteborg, tåg", "-1860"),
    (27, "Mässa Göteborg, återbetalt", "-900"),
    (21, "Inköp kontorsmaterial Sara Nordin", "1250.40"),
    (20, "Återbetalt Sara Nordin", "-1250"),
    (12, "Reseförskott 48177 Anna Ek", "3200"),
    (6, "Reseräkning 48177 Anna Ek", "-3200"),
    (3, "Reseförskott 48190 Johan Lind", "2500"),
)
_SETTLED_BEFORE = 35  # days ago


def advance_money(stage: Stage) -> None:
    """Post the advances of two months and settle the older ones; the tax withheld of wages is kept so as well."""
    stage.run(Role.ACCOUNTANT, keep_open_items, account=_ADVANCES, start=None)
    stage.run(Role.ACCOUNTANT, keep_open_items, account=_TAX, start=None)
    old = [line for line in _LINES if line[0] > _SETTLED_BEFORE]
    _post(stage, old)
    for proposal in certain_ones(stage.read(Role.FINANCE_CLERK, propose_settlements, account=_ADVANCES)):
        stage.run(Role.FINANCE_CLERK, settle_items, groups=[ItemGroup(proposal.lines)])
    _post(stage, [line for line in _LINES if line not in old])


def _post(stage: Stage, lines: list[tuple[int, str, str]]) -> None:
    vouchers = tuple(
        VoucherDraft(
            stage.today - timedelta(days),
            (VoucherLine(_ADVANCES, Decimal(amount), text=text), VoucherLine(_OWED, -Decimal(amount))),
            text,
        )
        for days, text, amount in lines
    )
    stage.run(Role.ACCOUNTANT, post_vouchers, vouchers=vouchers)

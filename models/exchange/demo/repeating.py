"""What comes by itself: a licence each month, an insurance spread over its year, an accrual taken back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from models.database.rights import Role
from models.exchange.demo.stage import Stage
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.reports import voucher
from models.finance.schedules.deferring import defer
from models.finance.schedules.due import plan_reversal
from models.finance.schedules.recurring import Recurring, save_recurring

_MONTH = timedelta(days=31)
_LICENCE, _INSURANCE, _ACCRUED = Decimal(1890), Decimal(24000), Decimal(8500)


def let_repeat(stage: Stage) -> None:
    """Begin with the present month, so that something is due."""
    first = stage.today.replace(day=1)
    licence = _post(stage, first, "Licens kassasystem", ("6540", _LICENCE), ("1930", -_LICENCE))
    next_month = (first + _MONTH).replace(day=1)
    recurring = Recurring(licence, "Licens kassasystem", "Licens kassasystem {period}", starts_on=next_month)
    stage.run(Role.ACCOUNTANT, save_recurring, recurring=recurring)
    insurance = _post(stage, first, "Företagsförsäkring", ("6310", _INSURANCE), ("1930", -_INSURANCE))
    line = stage.read(Role.ACCOUNTANT, voucher, entry_id=insurance).lines[0]
    stage.run(
        Role.ACCOUNTANT,
        defer,
        line_id=line.line_id,
        cost_account="6310",
        deferral_account="1730",
        amount=_INSURANCE,
        first=first,
        months=12,
        text="Företagsförsäkring",
    )
    accrual = _post(stage, first, "Upplupen revision", ("6420", _ACCRUED), ("2990", -_ACCRUED))
    stage.run(Role.ACCOUNTANT, plan_reversal, entry_id=accrual, on=stage.today)


def _post(stage: Stage, on: date, text: str, *amounts: tuple[str, Decimal]) -> int:
    lines = tuple(VoucherLine(account, amount) for account, amount in amounts)
    return stage.run(Role.ACCOUNTANT, post_vouchers, vouchers=(VoucherDraft(on, lines, text),))[0].id

"""The books beside the documents: opening, wages and VAT each month, the year's end."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from models.company.founding import open_fiscal_year
from models.database.rights import Role
from models.exchange.demo.furnishing import stock_value
from models.exchange.demo.stage import AT_BANK, Month, Stage
from models.finance.accounts import list_fiscal_years, list_periods
from models.finance.closing.periods import close_periods
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.reports import trial_balance
from models.finance.rules import ZERO, round_money
from models.finance.vat.definitions import due_on
from models.finance.vat.periods import VatScheme, save_vat_scheme
from models.finance.vat.returns import file_vat_return

_WAGES = Decimal(132000)
_TAX = Decimal("0.30")
_FEES = Decimal("0.3142")
_PENSION = Decimal(6200)
_FREQUENCY = "month"
_BOUGHT = {"1220": Decimal(510000), "1229": Decimal(-187000), "1930": AT_BANK, "2081": Decimal(-100000)}


def open_books(stage: Stage) -> None:
    """Two fiscal years, and the opening voucher of the first."""
    first = date(stage.start.year, 1, 1)
    if stage.today.year > stage.start.year:
        year = stage.today.year
        stage.run(Role.ACCOUNTANT, open_fiscal_year, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
    sums = {**_BOUGHT, "1460": stock_value(stage)}
    sums["2091"] = -sum(sums.values(), ZERO)
    lines = tuple(VoucherLine(account=number, amount=amount) for number, amount in sums.items())
    scheme = VatScheme(first, _FREQUENCY, "invoice", "2650")
    stage.run(Role.ACCOUNTANT, save_vat_scheme, scheme=scheme)
    opening = VoucherDraft(date=first, lines=lines, text="Ingående balans", kind="opening")
    stage.run(Role.ACCOUNTANT, post_vouchers, vouchers=(opening,))


def keep_books(stage: Stage, month: Month) -> None:
    """Post what the month brings, as far as its days have come, and note what the bank has to pay."""
    vouchers = []
    if month.last.day >= 25:  # noqa: PLR2004 - payday
        vouchers.append(_wages(stage, month))
    if vouchers:
        stage.run(Role.ACCOUNTANT, post_vouchers, vouchers=tuple(vouchers))
    _return_tax(stage, month)


def close_first_year(stage: Stage) -> None:
    """Carry the result of the first year into equity and lock its months."""
    last = date(stage.start.year, 12, 31)
    if last >= stage.today:
        return
    result = stage.read(Role.ACCOUNTANT, trial_balance, to_date=last).result
    lines = (VoucherLine("8999", result), VoucherLine("2099", -result))
    closing = VoucherDraft(date=last, lines=lines, text="Årets resultat", kind="closing")
    stage.run(Role.ACCOUNTANT, post_vouchers, vouchers=(closing,))
    year = next(y for y in stage.read(Role.ACCOUNTANT, list_fiscal_years) if y.ends_on == last)
    december = stage.read(Role.ACCOUNTANT, list_periods, fiscal_year_id=year.id)[-1]
    stage.run(Role.ACCOUNTANT, close_periods, last_period_id=december.id)


def _wages(stage: Stage, month: Month) -> VoucherDraft:
    tax, fees = round_money(_WAGES * _TAX), round_money(_WAGES * _FEES)
    payday = month.day(25)
    paid_later = month.first + timedelta(days=42)
    stage.owe(payday, "Löner", "2910", _WAGES - tax)
    stage.owe(payday, "Pensionspremier", "7410", _PENSION)
    stage.owe(paid_later, "Skatteverket, avdragen skatt", "2710", tax)
    stage.owe(paid_later, "Skatteverket, arbetsgivaravgifter", "2731", fees)
    lines = (
        VoucherLine("7210", _WAGES),
        VoucherLine("2710", -tax),
        VoucherLine("2910", tax - _WAGES),
        VoucherLine("7510", fees),
        VoucherLine("2731", -fees),
    )
    return VoucherDraft(date=payday, lines=lines, text="Löner")


def _return_tax(stage: Stage, month: Month) -> None:
    """File the VAT of the month before, as soon as its days are over; a closed year is settled in the next one."""
    last = month.first - timedelta(days=1)
    if last < stage.start or due_on(_FREQUENCY, last) > stage.today:
        return
    settled = month.first if last.year < month.first.year else last
    filed = stage.run(Role.ACCOUNTANT, file_vat_return, starts_on=last.replace(day=1), settle_on=settled)
    stage.owe(due_on(_FREQUENCY, last), "Skatteverket, moms", "2650", filed.payable)

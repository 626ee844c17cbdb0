"""Money in euro: an account of its own, and what a euro costs at the end of each month."""

from __future__ import annotations

from decimal import Decimal

from models.company.rates import ExchangeRate, save_rate
from models.database.rights import Role
from models.exchange.demo.stage import Month, Stage
from models.finance.bank_accounts import BankAccount, save_bank_account
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers

_EURO, _ACCOUNT = "EUR", "1980"
_HELD, _FIRST_RATE = Decimal(9000), Decimal("11.15")
#: What a euro costs at the end of the months, one after the other and around again.
_RATES = tuple(Decimal(rate) for rate in ("11.18", "11.24", "11.21", "11.09", "11.02", "11.13", "11.27"))


def open_euro_account(stage: Stage) -> None:
    """Change some of the money at the bank into euro, before its first statement."""
    stage.run(Role.ACCOUNTANT, save_rate, rate=ExchangeRate(_EURO, stage.start, _FIRST_RATE, "Riksbanken"))
    bank_account = BankAccount(name="Valutakonto EUR", account=_ACCOUNT, currency=_EURO)
    stage.run(Role.ACCOUNTANT, save_bank_account, bank_account=bank_account)
    paid = _HELD * _FIRST_RATE
    stage.at_bank -= paid
    lines = (
        VoucherLine(_ACCOUNT, paid, currency=_EURO, amount_currency=_HELD),
        VoucherLine("1930", -paid),
    )
    stage.run(Role.ACCOUNTANT, post_vouchers, vouchers=(VoucherDraft(stage.start, lines, "Växling till euro"),))


def quote_euro(stage: Stage, month: Month) -> None:
    """The rate of the last day of a month, as far as it has come."""
    if month.last < stage.today:
        rate = _RATES[(month.last.year * 12 + month.last.month) % len(_RATES)]
        stage.run(Role.ACCOUNTANT, save_rate, rate=ExchangeRate(_EURO, month.last, rate, "Riksbanken"))

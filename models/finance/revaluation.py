"""What is held in foreign currencies at the rate of a day, and the run that books the differences (ÅRL 4:13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.errors import Conflict
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.naming import account_name
from models.finance.rules import ZERO


@dataclass(frozen=True, slots=True)
class RevaluedRow:
    """What stands on an account in a currency, debit positive: open items of a party, or a bank account.

    `amount` is in `currency`, `booked` and `value` in the company's. Without a rate there is no value.
    """

    account: str
    account_name: str
    party_id: int | None
    party_name: str
    currency: str
    amount: Decimal
    booked: Decimal
    rate: Decimal | None
    value: Decimal | None

    @property
    def difference(self) -> Decimal:
        """What is gained (positive) or lost by the rate; zero without one."""
        return ZERO if self.value is None else self.value - self.booked


@dataclass(frozen=True, slots=True)
class Revaluation:
    """All that is held in foreign currencies at the end of a day, and the vouchers that revalued it already."""

    on: date
    rows: tuple[RevaluedRow, ...]
    vouchers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Revalued:
    """The voucher and the one that takes it back on the next day; both None where nothing differed."""

    entry_id: int | None
    reversal_id: int | None
    difference: Decimal


@dataclass(frozen=True, slots=True)
class ExchangeAccounts:
    """Where exchange differences are booked: on payment, and on revaluation."""

    gain_account: str
    loss_account: str
    unrealised_gain_account: str
    unrealised_loss_account: str
    row_version: int | None = None


@operation(needs=Permission.FINANCE_READ)
def read_revaluation(work: Work, *, on: date) -> Revaluation:
    """What a revaluation at the end of a day would find."""
    rows = work.rows(
        f"SELECT r.account, {account_name()}, r.party_id, coalesce(p.name, ''), r.currency,"  # noqa: S608 - a choice of columns
        " r.amount_currency, r.booked, r.rate,"
        " r.value FROM finance.revaluation_rows(:company, :on) r"
        " JOIN ledger.account a ON a.company_id = :company AND a.number = r.account"
        " LEFT JOIN contacts.party p ON p.id = r.party_id",
        on=on,
    )
    vouchers = work.rows(
        "SELECT id, series || number AS voucher FROM ledger.entry WHERE company_id = :company AND entry_date = :on"
        " AND source_kind = 'revaluation' AND kind <> 'reversal' ORDER BY id",
        on=on,
    )
    return Revaluation(on, tuple(RevaluedRow(*tuple(row)) for row in rows), tuple((v.id, v.voucher) for v in vouchers))


@operation(needs=Permission.FINANCE_PERIODS, one_call=True)
def revalue(work: Work, *, on: date, text: str) -> Revalued:
    """Book the differences of a day and take them back on the next; a second run finds nothing.

    Rejected where a currency has no rate, or one of the two days lies in a locked period.
    """
    answer = work.call("finance.revalue", on, text)
    return Revalued(answer["entry_id"], answer["reversal_id"], Decimal(str(answer["difference"])))


@operation(needs=Permission.FINANCE_READ)
def read_exchange_accounts(work: Work) -> ExchangeAccounts | None:
    """Where differences are booked; None while nobody has said."""
    row = work.row(
        "SELECT gain_account, loss_account, unrealised_gain_account, unrealised_loss_account, row_version"
        " FROM finance.exchange_accounts WHERE company_id = :company"
    )
    return None if row is None else ExchangeAccounts(*tuple(row))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_exchange_accounts(work: Work, *, accounts: ExchangeAccounts) -> ExchangeAccounts:
    """Say where differences are booked from now on; Conflict where somebody else has changed it."""
    values = {
        "company": work.company_id,
        "gain": accounts.gain_account,
        "loss": accounts.loss_account,
        "unrealised_gain": accounts.unrealised_gain_account,
        "unrealised_loss": accounts.unrealised_loss_account,
        "version": accounts.row_version,
    }
    if accounts.row_version is None:
        statement = (
            "INSERT INTO finance.exchange_accounts (company_id, gain_account, loss_account, unrealised_gain_account,"
            " unrealised_loss_account) VALUES (%(company)s, %(gain)s, %(loss)s, %(unrealised_gain)s,"
            " %(unrealised_loss)s)"
        )
    else:
        statement = (
            "UPDATE finance.exchange_accounts SET gain_account = %(gain)s, loss_account = %(loss)s,"
            " unrealised_gain_account = %(unrealised_gain)s, unrealised_loss_account = %(unrealised_loss)s"
            " WHERE company_id = %(company)s AND row_version = %(version)s"
        )
    if work.connection.exec_driver_sql(statement, values).rowcount == 0:
        raise Conflict("record.changed", table="finance.exchange_accounts", id=work.company_id)
    saved = read_exchange_accounts(work)
    assert saved is not None  # noqa: S101 - it was written just now
    return saved

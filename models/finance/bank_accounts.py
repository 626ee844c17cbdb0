"""The company's own bank accounts: made, changed and taken out of use."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from models.database.errors import Conflict, Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.references import format_bankgiro, format_iban, is_bankgiro


@dataclass(frozen=True, slots=True)
class BankAccount:
    """A bank account and the ledger account it is booked on; a new one has neither `id` nor `version`."""

    name: str = ""
    iban: str = ""
    number: str = ""
    bankgiro: str = ""
    currency: str = ""
    account: str | None = None
    active: bool = True
    id: int | None = None
    version: int | None = None


@operation(needs=Permission.FINANCE_READ)
def read_bank_account(work: Work, *, bank_account_id: int) -> BankAccount:
    """The bank account with this key; Invalid where there is none."""
    row = work.row(
        "SELECT name, iban, number, bankgiro, currency, account, active, id, row_version FROM finance.bank_account"
        " WHERE company_id = :company AND id = :id",
        id=bank_account_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="finance.bank_account", id=bank_account_id)
    return BankAccount(*tuple(row))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_bank_account(work: Work, *, bank_account: BankAccount) -> BankAccount:
    """Make a bank account, or change the one that was read at its version; Conflict where somebody else did.

    IBAN and bankgiro number are stored as they are written; Invalid where one cannot be right.
    """
    values = {
        **asdict(bank_account),
        "company": work.company_id,
        "iban": _iban(bank_account.iban),
        "bankgiro": _bankgiro(bank_account.bankgiro),
        "currency": bank_account.currency.strip().upper() or work.company.currency,
    }
    if bank_account.id is None:
        made = work.connection.exec_driver_sql(
            "INSERT INTO finance.bank_account (company_id, name, iban, number, bankgiro, currency, account, active)"
            " VALUES (%(company)s, %(name)s, %(iban)s, %(number)s, %(bankgiro)s, %(currency)s, %(account)s, %(active)s)"
            " RETURNING id",
            values,
        )
        return read_bank_account(work, bank_account_id=made.scalar_one())
    changed = work.connection.exec_driver_sql(
        "UPDATE finance.bank_account SET name = %(name)s, iban = %(iban)s, number = %(number)s,"
        " bankgiro = %(bankgiro)s, currency = %(currency)s, account = %(account)s, active = %(active)s"
        " WHERE company_id = %(company)s AND id = %(id)s AND row_version = %(version)s",
        values,
    )
    if changed.rowcount == 0:
        raise Conflict("record.changed", table="finance.bank_account", id=bank_account.id)
    return read_bank_account(work, bank_account_id=bank_account.id)


def _iban(text: str) -> str:
    try:
        return format_iban(text) if text.strip() else ""
    except ValueError as error:
        raise Invalid("bank.bad_iban", field="iban", iban=text) from error


def _bankgiro(text: str) -> str:
    if not text.strip():
        return ""
    if not is_bankgiro(text):
        raise Invalid("bank.bad_bankgiro", field="bankgiro", bankgiro=text)
    return format_bankgiro(text)

"""The bank: a statement each month, payments matched to what they pay, and the last days left for the user to match."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from models.database.rights import Permission, Role
from models.database.work import Work, operation
from models.exchange.demo.stage import Debt, Month, Stage
from models.finance.banking import (
    Allocation,
    BankStatement,
    ExtraLine,
    StatementTransaction,
    import_statement,
    match_all_certain,
    match_transaction,
    suggest_matches,
)

_FEE = Decimal(145)
_LEFT_TO_THE_USER = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class _Movement:
    """What the bank states, and how it is matched once it has a key; None where its reference says enough."""

    stated: StatementTransaction
    match: Callable[[Stage, int], object] | None = None


def bank(stage: Stage, month: Month) -> None:
    """Take the month's statement in and match it, but for the last days of the present month."""
    stage.owe(month.day(28), "Bankavgift", "6570", _FEE)
    if not month.is_present:
        _take_statement(stage, month.first, month.last)
        _match(stage)
        return
    edge = max(month.last - _LEFT_TO_THE_USER, month.first - timedelta(days=1))
    _take_statement(stage, month.first, edge)
    _match(stage)
    _take_statement(stage, edge + timedelta(days=1), month.last)


def _take_statement(stage: Stage, first: date, last: date) -> None:
    movements = _movements(stage, first, last)
    if not movements:
        return
    opening = stage.at_bank
    stage.at_bank += sum((movement.stated.amount for movement in movements), Decimal(0))
    statement = BankStatement(
        reference=f"{first:%Y%m%d}-{last:%Y%m%d}",
        account="",
        transactions=tuple(movement.stated for movement in movements),
        from_date=first,
        to_date=last,
        opening=opening,
        closing=stage.at_bank,
    )
    content = repr(statement).encode()
    stage.run(
        Role.FINANCE_CLERK,
        import_statement,
        statement=statement,
        sha256=hashlib.sha256(content).digest(),
        bank_account_id=stage.bank_account_id,
    )
    stage.matches = {movement.stated.bank_key: movement.match for movement in movements if movement.match}


def _match(stage: Stage) -> None:
    stage.run(Role.FINANCE_CLERK, match_all_certain, bank_account_id=stage.bank_account_id)
    for key, transaction_id in stage.read(Role.FINANCE_CLERK, _unmatched):
        if key in stage.matches:
            stage.matches[key](stage, transaction_id)


def _movements(stage: Stage, first: date, last: date) -> list[_Movement]:
    """Everything that goes in and out in those days, in the order of the days."""
    found = [_received(stage, debt) for debt in _fallen(stage.receivable, first, last)]
    found += [_paid(stage, debt) for debt in _fallen(stage.payable, first, last)]
    for day in sorted(day for day in stage.duties if first <= day <= last):
        found += [_settled(stage, day, *duty) for duty in stage.duties.pop(day)]
    return sorted(found, key=lambda movement: movement.stated.booked_on)


def _fallen(debts: list[Debt], first: date, last: date) -> list[Debt]:
    """The debts that are paid in those days; they leave the list."""
    fallen = [debt for debt in debts if first <= debt.paid_on <= last]
    debts[:] = [debt for debt in debts if debt not in fallen]
    return fallen


def _received(stage: Stage, debt: Debt) -> _Movement:
    return _Movement(_stated(stage, debt.paid_on, debt.amount, debt.party.name, reference=debt.reference))


def _paid(stage: Stage, debt: Debt) -> _Movement:
    stated = _stated(stage, debt.paid_on, -debt.amount, debt.party.name, text=f"Faktura {debt.reference}")
    return _Movement(stated, _match_invoice)


def _settled(stage: Stage, day: date, text: str, account: str, amount: Decimal) -> _Movement:
    def match(stage: Stage, transaction_id: int) -> None:
        line = ExtraLine(account=account, amount=amount, text=text)
        stage.run(Role.FINANCE_CLERK, match_transaction, transaction_id=transaction_id, allocations=(), lines=(line,))

    return _Movement(_stated(stage, day, -amount, text.partition(",")[0], text=text), match)


def _match_invoice(stage: Stage, transaction_id: int) -> None:
    """Match a payment with the likeliest invoice, where there is one."""
    for suggestion in stage.read(Role.FINANCE_CLERK, suggest_matches, transaction_id=transaction_id, limit=1):
        allocations = tuple(Allocation(amount=amount, line_id=line_id) for line_id, amount in suggestion.allocations)
        stage.run(Role.FINANCE_CLERK, match_transaction, transaction_id=transaction_id, allocations=allocations)


def _stated(stage: Stage, day: date, amount: Decimal, counterparty: str, **about: str) -> StatementTransaction:
    stage.movements += 1
    return StatementTransaction(
        bank_key=f"{day:%Y%m%d}{stage.movements:05d}",
        booked_on=day,
        amount=amount,
        currency="SEK",
        counterparty=counterparty,
        **about,
    )


@operation(needs=Permission.FINANCE_READ)
def _unmatched(work: Work) -> tuple[tuple[str, int], ...]:
    """Bank's key and ours of every transaction that is not matched."""
    rows = work.rows(
        "SELECT bank_key, id FROM finance.bank_transaction WHERE company_id = :company AND entry_id IS NULL ORDER BY id"
    )
    return tuple((row.bank_key, row.id) for row in rows)

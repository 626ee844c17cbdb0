"""The books of an office while a month closes: vouchers, periods by their month, and what a task's list says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.finance.closing.tasks import CloseTask, begin_close, close_board
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.office import Office

D = Decimal


def period_of(office: Office, month: int) -> int:
    """The key of a month of 2026."""
    key: int = office.value("SELECT id FROM ledger.period WHERE starts_on = make_date(2026, %s, 1)", month)
    return key


def book(office: Office, on: date, debit: str, credit: str, amount: str) -> int:
    """A voucher of two lines; returns its key."""
    draft = VoucherDraft(date=on, lines=[VoucherLine(debit, D(amount)), VoucherLine(credit, -D(amount))])
    return office.session("accountant").run(post_vouchers, vouchers=[draft])[0].id


def begun(office: Office, month: int) -> dict[str, CloseTask]:
    """The close of a month begun; its tasks by code."""
    office.session("accountant").run(begin_close, period_id=period_of(office, month))
    return tasks_of(office, month)


def tasks_of(office: Office, month: int) -> dict[str, CloseTask]:
    """The tasks of a month by code, with what their checks find now."""
    board = office.session("accountant").read(close_board, period_id=period_of(office, month))
    return {task.code: task for task in board.tasks}


def key_of(task: CloseTask) -> int:
    """The key of a task that stands in a period."""
    assert task.id is not None
    return task.id

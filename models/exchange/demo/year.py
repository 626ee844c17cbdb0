"""Plays the year: month after month what is bought, sold, paid and booked, up to the present day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from random import Random

from models.database.rights import Permission, Role
from models.database.session import Session
from models.database.work import Work, operation
from models.exchange.demo.abroad import open_euro_account, quote_euro
from models.exchange.demo.advancing import advance_money
from models.exchange.demo.allocating import spread_costs
from models.exchange.demo.banking import bank
from models.exchange.demo.books import close_first_year, keep_books, open_books
from models.exchange.demo.buying import buy, order_ahead
from models.exchange.demo.closing import close_months
from models.exchange.demo.daughter import close_the_group, found_daughter, trade_with_daughter
from models.exchange.demo.equipping import equip, wear_down
from models.exchange.demo.furnishing import furnish, take_stock
from models.exchange.demo.further_books import keep_further_books
from models.exchange.demo.planning import plan_year
from models.exchange.demo.repeating import let_repeat
from models.exchange.demo.reporting import build_reports
from models.exchange.demo.selling import leave_open, quote, sell, take_back
from models.exchange.demo.serving import serve
from models.exchange.demo.stage import Stage
from models.exchange.demo.watching import watch_spending

_SEED = 4711


def play(sessions: Mapping[Role, Session], *, today: date, scale: int = 1, progress: Callable[[str], None]) -> None:
    """Let a year of business happen in a company just founded, `scale` times as much; the same each time.

    `sessions` holds one user for each business role. The year ends on `today`.
    """
    stage = Stage(sessions=sessions, today=today, scale=scale, chance=Random(_SEED))  # noqa: S311 - made up on purpose
    stage.place_id, stage.bank_account_id = stage.read(Role.FINANCE_CLERK, _beginnings)
    furnish(stage)
    open_books(stage)
    open_euro_account(stage)
    found_daughter(stage)
    take_stock(stage)
    equip(stage)
    for month in stage.months():
        progress(f"{month.first:%Y-%m}")
        buy(stage, month)
        sell(stage, month)
        keep_books(stage, month)
        wear_down(stage, month)
        quote_euro(stage, month)
        trade_with_daughter(stage, month)
        bank(stage, month)
        if month.last == date(stage.start.year, 12, 31):
            close_first_year(stage)
    quote(stage)
    leave_open(stage)
    order_ahead(stage)
    take_back(stage)
    serve(stage)
    let_repeat(stage)
    spread_costs(stage)
    advance_money(stage)
    plan_year(stage)
    watch_spending(stage)
    build_reports(stage)
    close_the_group(stage)
    keep_further_books(stage)
    close_months(stage)


@operation(needs=Permission.FINANCE_READ)
def _beginnings(work: Work) -> tuple[int, int]:
    """The first place and the first bank account of a new company."""
    place = work.value("SELECT id FROM warehouse.place WHERE company_id = :company ORDER BY id LIMIT 1")
    account = work.value("SELECT id FROM finance.bank_account WHERE company_id = :company ORDER BY id LIMIT 1")
    return place, account

"""What was planned: an approved budget of the present fiscal year, and a forecast that is still being worked on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.database.rights import Role
from models.exchange.demo.stage import Stage
from models.finance.accounts import list_fiscal_years
from models.finance.budgets.planning import BudgetRow, approve_budget, copy_budget, create_budget, months_of
from models.finance.budgets.spreading import spread_evenly
from models.finance.reports import trial_balance

_HUNDRED = Decimal(100)


def plan_year(stage: Stage) -> None:
    """Plan the year near what became of it, so that some accounts came out better and some worse."""
    years = stage.read(Role.ACCOUNTANT, list_fiscal_years)
    year = next(year for year in years if year.starts_on <= stage.today <= year.ends_on)
    months = months_of(year.starts_on, year.ends_on)
    booked = stage.read(Role.ACCOUNTANT, trial_balance, from_date=year.starts_on, to_date=stage.today).rows
    so_far = len(months_of(year.starts_on, stage.today))
    rows = [_row(stage, row.account, row.debit - row.credit, so_far, months) for row in booked if row.account >= "3"]
    kept = stage.run(
        Role.FINANCE_CLERK,
        create_budget,
        fiscal_year_id=year.id,
        code="BUDGET",
        title=f"Budget {year.starts_on:%Y}",
        rows=[row for row in rows if any(row.amounts.values())],
    )
    stage.run(Role.ACCOUNTANT, approve_budget, budget_id=kept.id, version=kept.version)
    stage.run(
        Role.FINANCE_CLERK,
        copy_budget,
        budget_id=kept.id,
        code="PROGNOS",
        title="Prognos efter halvåret",
        kind="forecast",
        percent=Decimal(3),
    )


def _row(stage: Stage, account: str, booked: Decimal, months_booked: int, months: tuple[date, ...]) -> BudgetRow:
    guess = Decimal(stage.chance.randint(92, 108)) / _HUNDRED
    year = (booked / months_booked * len(months) * guess / _HUNDRED).quantize(Decimal(1)) * _HUNDRED
    return BudgetRow(account, dict(zip(months, spread_evenly(year, len(months)), strict=True)))

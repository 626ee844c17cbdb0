"""The equipment of the demo company: taken over when the business begins, and depreciated each month."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from models.database.rights import Permission, Role
from models.database.work import Work, operation
from models.exchange.demo.stage import Month, Stage
from models.finance.assets.changing import depreciate
from models.finance.assets.register import AssetDraft, add_assets

#: Name, acquisition value, life and age in months, and place; the opening voucher holds their sums.
_EQUIPMENT = (
    ("Pallställ och lagerinredning", 240_000, 120, 48, "Huvudlager"),
    ("Truck Linde E16", 150_000, 60, 24, "Huvudlager"),
    ("Datorer och skrivare", 72_000, 36, 12, "Kontoret"),
    ("Kontorsinredning", 48_000, 48, 7, "Kontoret"),
)


def equip(stage: Stage) -> None:
    """Take the equipment over with what it was depreciated before the business begins."""
    group = stage.read(Role.ACCOUNTANT, _equipment_group)
    drafts = [
        AssetDraft(
            name=name,
            group_id=group,
            acquired_on=_months_before(stage.start, age),
            cost=Decimal(cost),
            method="linear",
            life_months=life,
            place=place,
            depreciation=Decimal(cost * age // life),
            taken_over_to=stage.start - timedelta(days=1),
        )
        for name, cost, life, age, place in _EQUIPMENT
    ]
    stage.run(Role.ACCOUNTANT, add_assets, assets=drafts)


def wear_down(stage: Stage, month: Month) -> None:
    """Post the depreciation of a month that is over."""
    if not month.is_present:
        stage.run(Role.ACCOUNTANT, depreciate, month=month.first, text=f"Avskrivningar {month.first:%Y-%m}")


def _months_before(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


@operation(needs=Permission.FINANCE_READ)
def _equipment_group(work: Work) -> int:
    """The group that equipment stands in."""
    key: int = work.value("SELECT id FROM finance.asset_group WHERE company_id = :company AND cost_account = '1220'")
    return key

"""Groups of fixed assets: their accounts, and how what stands in them is usually depreciated."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal

from models.database.errors import Conflict, Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.rules import ZERO


@dataclass(frozen=True, slots=True)
class AssetGroup:
    """A group; `method` linear, declining (`rate` percent a year) or none. A new one has neither `id` nor `version`."""

    code: str = ""
    name: str = ""
    cost_account: str | None = None
    accumulated_account: str | None = None
    expense_account: str | None = None
    impaired_account: str | None = None
    impairment_account: str | None = None
    revaluation_account: str | None = None
    gain_account: str | None = None
    loss_account: str | None = None
    method: str = "linear"
    life_months: int | None = 60
    rate: Decimal | None = ZERO
    starts_next: bool = False
    tax_pool: bool = True
    active: bool = True
    equity_account: str | None = None
    id: int | None = None
    version: int | None = None


@operation(needs=Permission.FINANCE_READ)
def read_asset_group(work: Work, *, group_id: int) -> AssetGroup:
    """The group with this key; Invalid where there is none."""
    row = work.row(
        "SELECT code, name, cost_account, accumulated_account, expense_account, impaired_account, impairment_account,"
        " revaluation_account, gain_account, loss_account, method, life_months, rate, starts_next, tax_pool, active,"
        " equity_account, id, row_version FROM finance.asset_group WHERE company_id = :company AND id = :id",
        id=group_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="finance.asset_group", id=group_id)
    return AssetGroup(*tuple(row))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_asset_group(work: Work, *, group: AssetGroup) -> AssetGroup:
    """Make a group, or change the one that was read at its version; Conflict where somebody else did.

    Its accounts stay once assets stand in it ("asset.group_used").
    """
    values = {**asdict(group), "company": work.company_id, "rate": group.rate or ZERO, "code": group.code.strip()}
    if group.id is None:
        made = work.connection.exec_driver_sql(
            "INSERT INTO finance.asset_group (company_id, code, name, cost_account, accumulated_account,"
            " expense_account, impaired_account, impairment_account, revaluation_account, gain_account, loss_account,"
            " method, life_months, rate, starts_next, tax_pool, active, equity_account)"
            " VALUES (%(company)s, %(code)s, %(name)s,"
            " %(cost_account)s, %(accumulated_account)s, %(expense_account)s, %(impaired_account)s,"
            " %(impairment_account)s, %(revaluation_account)s, %(gain_account)s, %(loss_account)s, %(method)s,"
            " %(life_months)s, %(rate)s, %(starts_next)s, %(tax_pool)s, %(active)s,"
            " %(equity_account)s) RETURNING id",
            values,
        )
        return read_asset_group(work, group_id=made.scalar_one())
    changed = work.connection.exec_driver_sql(
        "UPDATE finance.asset_group SET code = %(code)s, name = %(name)s, cost_account = %(cost_account)s,"
        " accumulated_account = %(accumulated_account)s, expense_account = %(expense_account)s,"
        " impaired_account = %(impaired_account)s, impairment_account = %(impairment_account)s,"
        " revaluation_account = %(revaluation_account)s, gain_account = %(gain_account)s,"
        " loss_account = %(loss_account)s, method = %(method)s, life_months = %(life_months)s, rate = %(rate)s,"
        " starts_next = %(starts_next)s, tax_pool = %(tax_pool)s, active = %(active)s,"
        " equity_account = %(equity_account)s"
        " WHERE company_id = %(company)s AND id = %(id)s AND row_version = %(version)s",
        values,
    )
    if changed.rowcount == 0:
        raise Conflict("record.changed", table="finance.asset_group", id=group.id)
    return read_asset_group(work, group_id=group.id)

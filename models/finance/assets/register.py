"""The register of fixed assets: taken up, described, and shown with plan and history. Amounts in company currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.errors import Conflict, Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.rules import ZERO

#: SIE's numbers of the two dimensions that an asset can carry.
COST_CENTRE, PROJECT = "1", "6"
_FOREVER = date(9999, 1, 1)


@dataclass(frozen=True, slots=True)
class AssetDraft:
    """An asset as it is entered; a new one has neither `id` nor `version`.

    `depreciation` and `write_down` stand for what was done elsewhere up to `taken_over_to`. Empty method, months and
    rate are those of the group; without `depreciates_from` the group says in which month depreciation begins.
    """

    name: str = ""
    group_id: int | None = None
    acquired_on: date | None = None
    cost: Decimal | None = None
    number: str = ""
    method: str | None = None
    life_months: int | None = None
    rate: Decimal | None = None
    residual: Decimal | None = None
    depreciates_from: date | None = None
    serial_number: str = ""
    place: str = ""
    cost_centre: str | None = None
    project: str | None = None
    parent_id: int | None = None
    depreciation: Decimal | None = None
    write_down: Decimal | None = None
    taken_over_to: date | None = None
    source_line_id: int | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AddedAsset:
    """An asset that was taken up."""

    id: int
    number: str


@dataclass(frozen=True, slots=True)
class AssetMonth:
    """A month to come: what it will cost and what is left after it."""

    month: date
    amount: Decimal
    book: Decimal


@dataclass(frozen=True, slots=True)
class AssetEvent:
    """Something that happened; `cost` adds to the acquisition value, `depreciation` and `write_down` lower it."""

    id: int
    kind: str
    event_date: date
    month: date | None
    cost: Decimal
    depreciation: Decimal
    write_down: Decimal
    text: str
    entry_id: int | None
    voucher: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Asset:
    """An asset with what it is worth now, its parts, its months to come, and its history from the latest on."""

    draft: AssetDraft
    group_name: str
    status: str
    cost: Decimal
    depreciation: Decimal
    write_down: Decimal
    book: Decimal
    disposed_on: date | None
    parent_number: str | None
    source_entry_id: int | None
    source_voucher: str | None
    parts: tuple[tuple[int, str, Decimal], ...]
    plan: tuple[AssetMonth, ...]
    events: tuple[AssetEvent, ...]


@operation(needs=Permission.FINANCE_POST, one_call=True)
def add_assets(work: Work, *, assets: Sequence[AssetDraft]) -> tuple[AddedAsset, ...]:
    """Take assets into the register, all or none; nothing is booked, since a voucher has acquired them."""
    return tuple(AddedAsset(**added) for added in work.call("finance.add_assets", [_new(draft) for draft in assets]))


@operation(needs=Permission.FINANCE_READ)
def read_asset_draft(work: Work, *, asset_id: int) -> AssetDraft:
    """An asset as it is edited; Invalid where there is none. `cost` and what was taken over are those of the start."""
    row = work.row(
        "SELECT a.name, a.group_id, a.acquired_on, e.cost, a.number, a.method, a.life_months, a.rate, a.residual,"
        " a.depreciates_from, a.serial_number, a.place, a.dimensions ->> '1',"
        " a.dimensions ->> '6', a.parent_id, e.depreciation, e.write_down, a.taken_over_to,"
        " a.source_line_id, a.id, a.row_version"
        " FROM finance.asset a JOIN finance.asset_event e ON e.company_id = a.company_id AND e.asset_id = a.id"
        " AND e.kind = 'acquisition' WHERE a.company_id = :company AND a.id = :id",
        id=asset_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="finance.asset", id=asset_id)
    return AssetDraft(*tuple(row))


@operation(needs=Permission.FINANCE_POST)
def save_asset(work: Work, *, asset: AssetDraft) -> AddedAsset:
    """Take one asset up, or describe the one that was read at its version anew; Conflict where somebody else did.

    A changed life, rate or residual value works from the next month that is depreciated.
    """
    if asset.id is None:
        return add_assets(work, assets=(asset,))[0]
    new = _new(asset)
    changed = work.connection.exec_driver_sql(
        "UPDATE finance.asset SET name = %(name)s, parent_id = %(parent_id)s, method = %(method)s,"
        " life_months = %(life_months)s, rate = %(rate)s, residual = %(residual)s, serial_number = %(serial_number)s,"
        " place = %(place)s, dimensions = jsonb_strip_nulls(jsonb_build_object('1', %(cost_centre)s::text, '6',"
        " %(project)s::text)) WHERE company_id = %(company)s AND id = %(id)s AND row_version = %(version)s",
        {
            **new,
            "dimensions": None,
            "cost_centre": (asset.cost_centre or "").strip() or None,
            "project": (asset.project or "").strip() or None,
            "company": work.company_id,
            "id": asset.id,
            "version": asset.version,
        },
    )
    if changed.rowcount == 0:
        raise Conflict("record.changed", table="finance.asset", id=asset.id)
    return AddedAsset(asset.id, asset.number)


@operation(needs=Permission.FINANCE_READ)
def read_asset(work: Work, *, asset_id: int) -> Asset:
    """An asset with its worth, parts, plan and history."""
    draft = read_asset_draft(work, asset_id=asset_id)
    head = work.row(
        "SELECT r.group_name, r.status, v.cost, v.depreciation, v.write_down, v.book, r.disposed_on, r.parent_number,"
        " l.entry_id, (SELECT e.series || e.number FROM ledger.entry e WHERE e.company_id = l.company_id"
        " AND e.id = l.entry_id) FROM reporting.assets r"
        " JOIN finance.asset_values(:company, 'infinity', :id) v ON v.asset_id = r.id"
        " LEFT JOIN ledger.line l ON l.company_id = r.company_id AND l.id = :line"
        " WHERE r.company_id = :company AND r.id = :id",
        id=asset_id,
        line=draft.source_line_id,
    )
    if head is None:
        raise Invalid("record.not_found", table="finance.asset", id=asset_id)
    parts = work.rows(
        "SELECT id, number || ' ' || name AS name, book FROM reporting.assets"
        " WHERE company_id = :company AND parent_id = :id ORDER BY number",
        id=asset_id,
    )
    plan = work.rows(
        "SELECT month, amount, book FROM finance.depreciation_due(:company, :to, :id)", to=_FOREVER, id=asset_id
    )
    months = tuple(AssetMonth(*tuple(row)) for row in plan)
    components = tuple((row.id, row.name, row.book) for row in parts)
    facts: Any = (draft, *tuple(head), components, months, _events(work, asset_id))
    return Asset(*facts)


@operation(needs=Permission.FINANCE_READ)
def asset_of_line(work: Work, *, line_id: int) -> AssetDraft:
    """A draft of the asset that a ledger line acquired: its day, text, amount left, dimensions and likely group."""
    row = work.row(
        "SELECT l.entry_date, coalesce(nullif(l.text, ''), e.text), l.amount - coalesce((SELECT sum(v.cost)"
        "   FROM finance.asset a JOIN finance.asset_event v ON v.company_id = a.company_id AND v.asset_id = a.id"
        "    AND v.kind = 'acquisition' WHERE a.company_id = l.company_id AND a.source_line_id = l.id), 0),"
        " g.id, g.method, g.life_months, g.rate, d.values ->> '1', d.values ->> '6'"
        " FROM ledger.line l JOIN ledger.entry e ON e.company_id = l.company_id AND e.id = l.entry_id"
        " LEFT JOIN ledger.dimension_set d ON d.company_id = l.company_id AND d.id = l.dimension_set"
        " LEFT JOIN finance.asset_group g ON g.company_id = l.company_id AND g.cost_account = l.account AND g.active"
        " WHERE l.company_id = :company AND l.id = :id ORDER BY g.code LIMIT 1",
        id=line_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.line", id=line_id)
    values: Any = tuple(row)
    day, text, left, group, method, months, rate, centre, project = values
    return AssetDraft(
        name=text,
        group_id=group,
        acquired_on=day,
        cost=max(left, ZERO),
        method=method,
        life_months=months,
        rate=rate,
        cost_centre=centre,
        project=project,
        source_line_id=line_id,
    )


@operation(needs=Permission.FINANCE_READ)
def asset_of_entry(work: Work, *, entry_id: int) -> AssetDraft:
    """The same of the first line of a voucher that acquired something and is not an asset yet."""
    line = work.value(
        "SELECT l.id FROM ledger.line l WHERE l.company_id = :company AND l.entry_id = :id AND l.amount > coalesce(("
        "   SELECT sum(v.cost) FROM finance.asset a JOIN finance.asset_event v ON v.company_id = a.company_id"
        "    AND v.asset_id = a.id AND v.kind = 'acquisition'"
        "    WHERE a.company_id = l.company_id AND a.source_line_id = l.id), 0)"
        " AND EXISTS (SELECT FROM finance.asset_group g WHERE g.company_id = l.company_id AND g.active"
        "   AND g.cost_account = l.account) ORDER BY l.position LIMIT 1",
        id=entry_id,
    )
    if line is None:
        raise Invalid("asset.no_line")
    return asset_of_line(work, line_id=line)


def component(draft: AssetDraft, parent_id: int) -> AssetDraft:
    """A draft of a part of an asset: same group, days and place."""
    kept = replace(draft, id=None, version=None, number="", name="", cost=None, depreciation=None, write_down=None)
    return replace(kept, parent_id=parent_id, serial_number="", taken_over_to=None, source_line_id=None)


def _events(work: Work, asset_id: int) -> tuple[AssetEvent, ...]:
    rows = work.rows(
        "SELECT id, kind, event_date, month, cost, depreciation, write_down, text, entry_id, voucher, status"
        " FROM reporting.asset_events WHERE company_id = :company AND asset_id = :id ORDER BY id DESC",
        id=asset_id,
    )
    return tuple(AssetEvent(*tuple(row)) for row in rows)


def _new(draft: AssetDraft) -> dict[str, Any]:
    values = {COST_CENTRE: (draft.cost_centre or "").strip(), PROJECT: (draft.project or "").strip()}
    return {
        "number": draft.number.strip(),
        "name": draft.name.strip(),
        "group_id": draft.group_id,
        "parent_id": draft.parent_id,
        "acquired_on": draft.acquired_on,
        "depreciates_from": draft.depreciates_from,
        "method": draft.method,
        "life_months": draft.life_months,
        "rate": draft.rate,
        "residual": draft.residual or ZERO,
        "cost": draft.cost,
        "depreciation": draft.depreciation or ZERO,
        "write_down": draft.write_down or ZERO,
        "taken_over_to": draft.taken_over_to,
        "serial_number": draft.serial_number.strip(),
        "place": draft.place.strip(),
        "dimensions": {key: code for key, code in values.items() if code},
        "source_line_id": draft.source_line_id,
    }

"""What one can have done first in a warehouse."""

from __future__ import annotations

from collections.abc import Mapping

from models.company.begun import Deed, latest
from models.database.rights import Permission

WAREHOUSE_DEEDS: Mapping[str, Deed] = {
    "warehouse.received": Deed(
        latest("stock.move", "performed_by, kind", "performed_by = :me AND kind = 'receipt'"),
        Permission.WAREHOUSE_RECEIVE,
    ),
    "warehouse.moved": Deed(
        latest("stock.move", "performed_by, kind", "performed_by = :me AND kind = 'transfer'"),
        Permission.WAREHOUSE_MOVE,
    ),
    "warehouse.ordered": Deed(
        "SELECT FROM warehouse.purchase_order o WHERE o.company_id = :company", Permission.PURCHASING_READ
    ),
}

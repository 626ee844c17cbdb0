"""What one can have done first with orders and deliveries."""

from __future__ import annotations

from collections.abc import Mapping

from models.company.begun import Deed, latest
from models.database.rights import Permission

SALES_DEEDS: Mapping[str, Deed] = {
    "sales.delivered": Deed(latest("sales.delivery", "posted_by", "posted_by = :me"), Permission.WAREHOUSE_SHIP),
}

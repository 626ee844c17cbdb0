"""Goods that have come and are not billed: what is owed besides the supplier invoices."""

from __future__ import annotations

from models.database.rights import Permission
from models.finance.closing.queries import UNBILLED_RECEIPTS
from resources.language import N_
from views.kit.action import Action, ActionContext, Needs
from views.kit.host import Link
from views.kit.list.spec import ListSpec, opens


def _bill(context: ActionContext) -> None:
    context.host.open(Link("finance.supplier_invoice", arguments={"party_id": context.row["party_id"]}))


UNBILLED_LIST = ListSpec(
    UNBILLED_RECEIPTS,
    actions=(
        Action(
            "finance.unbilled_receipts.bill",
            N_("Bill it"),
            _bill,
            Permission.FINANCE_INVOICE_EDIT,
            icon="add",
            needs=Needs.ONE,
            primary=True,
        ),
    ),
    opens=opens("warehouse.purchase_order", "purchase_order_id"),
    empty_title=N_("No receipts wait for their bill"),
    empty_hint=N_("What suppliers have delivered and not yet billed would be listed here."),
    subjects=("finance.invoice", "stock.level"),
)

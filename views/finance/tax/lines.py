"""What the boxes of VAT are made of, line by line; a line opens its voucher."""

from __future__ import annotations

from models.finance.queries import VAT_LINES
from resources.language import N_
from views.finance.ledger.lists import SUBJECT
from views.kit.action import Row
from views.kit.host import Link
from views.kit.list.spec import ListSpec


def _open(row: Row) -> Link:
    return Link("finance.voucher", row["entry_id"])


VAT_LINE_LIST = ListSpec(
    VAT_LINES,
    opens=_open,
    empty_title=N_("No lines with VAT"),
    empty_hint=N_("Lines of vouchers and invoices with a tax code show here, each with its box of the VAT return."),
    subjects=(SUBJECT,),
)

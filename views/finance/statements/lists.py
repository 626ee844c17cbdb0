"""The journal and the vouchers by series, as lists that are narrowed, exported and printed like all others."""

from __future__ import annotations

from models.finance.queries_statements import JOURNAL, VOUCHERS_BY_SERIES
from resources.language import N_
from views.finance.ledger.lists import NEW, SUBJECT
from views.kit.action import Row
from views.kit.host import Link
from views.kit.list.spec import ListSpec


def _of_line(row: Row) -> Link:
    return Link("finance.voucher", row["entry_id"])


def _of_voucher(row: Row) -> Link:
    return Link("finance.voucher", row["id"])


JOURNAL_LIST = ListSpec(
    JOURNAL,
    opens=_of_line,
    empty_title=N_("Nothing is booked yet"),
    empty_hint=N_("Enter a voucher, or take the books of another program over from a SIE file."),
    empty_action=NEW,
    subjects=(SUBJECT,),
)
SERIES_LIST = ListSpec(
    VOUCHERS_BY_SERIES,
    opens=_of_voucher,
    empty_title=N_("No vouchers yet"),
    empty_hint=N_("Enter one, or take the books of another program over from a SIE file."),
    empty_action=NEW,
    subjects=(SUBJECT,),
)

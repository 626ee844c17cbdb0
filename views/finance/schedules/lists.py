"""The lists of repeated vouchers and of spread amounts."""

from __future__ import annotations

from models.finance.schedules.queries import DEFERRALS, RECURRING
from resources.language import N_
from views.kit.list.spec import ListSpec, QuickFilter, opens

RECURRING_LIST = ListSpec(
    RECURRING,
    opens=opens("finance.recurring_voucher"),
    empty_title=N_("No recurring vouchers yet"),
    empty_hint=N_("Post the voucher once, then choose Repeat in its menu."),
    quick_filters=(
        QuickFilter.of_status("active", N_("Active")),
        QuickFilter.of_status("inactive", N_("Inactive")),
    ),
    subjects=("ledger.recurring", "ledger.entry"),
)
DEFERRAL_LIST = ListSpec(
    DEFERRALS,
    opens=opens("finance.deferral"),
    empty_title=N_("No amounts are spread over months"),
    empty_hint=N_("Open the voucher of a cost or an income, and choose Spread over months in its menu."),
    quick_filters=(QuickFilter.of_status("open", N_("Open")), QuickFilter.of_status("done", N_("Done"))),
    subjects=("ledger.deferral", "ledger.deferral_part"),
)

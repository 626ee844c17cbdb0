"""The lists of built and of kept reports."""

from __future__ import annotations

from models.database.listing import Filter
from models.database.rights import Permission
from models.exchange.reporting.queries import (
    BUILT_REPORTS,
    FIXED_DATA_CHANGES,
    PACK_RUNS,
    PACKS,
    PROCESSING_HISTORY,
    SNAPSHOTS,
)
from resources.language import N_
from views.kit.list.spec import ListSpec, QuickFilter, begins, new_action, opens

NEW_REPORT = new_action("finance.report.new", N_("New report"), begins("finance.report"), Permission.REPORTS_BUILD)

REPORT_LIST = ListSpec(
    BUILT_REPORTS,
    (NEW_REPORT,),
    opens("finance.report"),
    N_("No reports built yet"),
    N_("Pick columns, take rows together and add figures: no one needs to write a query."),
    NEW_REPORT,
    subjects=("finance.built_report",),
)
SNAPSHOT_LIST = ListSpec(
    SNAPSHOTS,
    (),
    opens("finance.snapshot"),
    N_("No reports kept yet"),
    N_("Keep a report as it is from its own page; it can be looked at and compared later."),
    subjects=("finance.report_snapshot",),
)
HISTORY_LIST = ListSpec(
    PROCESSING_HISTORY,
    (),
    opens("finance.voucher"),
    N_("Nothing is posted yet"),
    N_("Every voucher shows here with when, by whom and with what it was registered."),
    quick_filters=(
        QuickFilter("voucher", N_("By hand"), (Filter("source", "=", "voucher"),)),
        QuickFilter("imported", N_("Taken over"), (Filter("source", "=", "imported"),)),
        QuickFilter("corrections", N_("Corrections"), (Filter("kind", "=", "reversal"),)),
    ),
    subjects=("ledger.entry",),
)
CHANGE_LIST = ListSpec(
    FIXED_DATA_CHANGES,
    (),
    None,
    N_("Nothing has been changed yet"),
    N_("Changes of accounts, tax codes, rates, series, periods and rights show here."),
)
NEW_PACK = new_action("finance.pack.new", N_("New pack"), begins("finance.pack"), Permission.REPORTS_PACKS)

PACK_LIST = ListSpec(
    PACKS,
    (NEW_PACK,),
    opens("finance.pack"),
    N_("No packs yet"),
    N_("A pack makes the reports of every month or quarter by itself, and sends or saves them."),
    NEW_PACK,
    subjects=("finance.report_pack", "finance.pack_run"),
)
RUN_LIST = ListSpec(
    PACK_RUNS,
    (),
    None,
    N_("Not made yet"),
    N_("Its first period is made when it is over."),
    subjects=("finance.pack_run",),
)

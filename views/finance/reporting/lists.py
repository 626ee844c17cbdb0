"""The lists of built and of kept reports."""

from __future__ import annotations

from models.database.rights import Permission
from models.exchange.reporting.queries import BUILT_REPORTS, SNAPSHOTS
from resources.language import N_
from views.kit.list.spec import ListSpec, begins, new_action, opens

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

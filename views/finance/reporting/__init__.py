"""Reports that people build, and reports kept as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from models.exchange.reporting.queries import BUILT_REPORTS
from resources.language import N_
from views.finance.reporting.lists import CHANGE_LIST, HISTORY_LIST, PACK_LIST, REPORT_LIST, SNAPSHOT_LIST
from views.kit.action import Row
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ = Tab.FINANCE, Permission.REPORTS_BUILD
_OTHERS = Tab.COMPANY  # where reports stand for who sees nothing of the finances


def _builder(host: Host, link: Link) -> Page:
    from views.finance.reporting.builder import BuilderPage

    return BuilderPage(host, link)


def _rows(host: Host, link: Link) -> Page:
    from views.finance.reporting.rows import rows_page

    return rows_page(host, link)


def _snapshot(host: Host, link: Link) -> Page:
    from views.finance.reporting.snapshot import SnapshotPage

    return SnapshotPage(host, link)


def _pack(host: Host, link: Link) -> Page:
    from views.finance.reporting.pack import PackPage

    return PackPage(host, link)


def _documentation(host: Host, link: Link) -> Page:
    from views.finance.reporting.documentation import DocumentationPage

    return DocumentationPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    list_screen(
        "finance.reports",
        REPORT_LIST,
        tab=_TAB,
        permission=_READ,
        icon="report",
        section=Section.REPORTS,
        else_tab=_OTHERS,
    ),
    PageSpec("finance.report", N_("Built report"), _builder, _TAB, _READ, "report", new=N_("Report"), else_tab=_OTHERS),
    PageSpec("finance.report_rows", N_("Rows of a report"), _rows, _TAB, _READ, "report", else_tab=_OTHERS),
    list_screen(
        "finance.snapshots",
        SNAPSHOT_LIST,
        tab=_TAB,
        permission=_READ,
        icon="lock",
        section=Section.REPORTS,
        else_tab=_OTHERS,
    ),
    PageSpec("finance.snapshot", N_("Kept report"), _snapshot, _TAB, _READ, "lock", else_tab=_OTHERS),
    list_screen(
        "finance.packs",
        PACK_LIST,
        tab=_TAB,
        permission=Permission.FINANCE_READ,
        icon="mail",
        section=Section.REPORTS,
    ),
    PageSpec("finance.pack", N_("Pack of reports"), _pack, _TAB, Permission.FINANCE_READ, "mail"),
    list_screen(
        "finance.processing_history",
        HISTORY_LIST,
        tab=_TAB,
        permission=Permission.FINANCE_READ,
        icon="clock",
        section=Section.REPORTS,
    ),
    list_screen(
        "finance.fixed_data_changes",
        CHANGE_LIST,
        tab=_TAB,
        permission=Permission.FINANCE_READ,
        icon="clock",
        in_navigation=False,
    ),
    PageSpec(
        "finance.documentation",
        N_("Documentation"),
        _documentation,
        _TAB,
        Permission.FINANCE_READ,
        "report",
        in_navigation=True,
        section=Section.REPORTS,
    ),
)


def _text(row: Row) -> str:
    return str(row["name"])


def _link(row: Row) -> Link:
    return Link("finance.report", row["id"])


SEARCHES: tuple[RecordSearch, ...] = (RecordSearch(BUILT_REPORTS, _text, _link, N_("Built report"), _READ, "report"),)

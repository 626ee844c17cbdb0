"""The screens of closing a month: its tasks and what blocks them, their template, and reconciled accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.finance.closing.template import TEMPLATE_LIST
from views.finance.closing.unbilled import UNBILLED_LIST
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ, _DO = Tab.FINANCE, Permission.FINANCE_READ, Permission.FINANCE_PERIODS


def _close(host: Host, link: Link) -> Page:
    from views.finance.closing.month import CloseMonthPage

    return CloseMonthPage(host, link)


def _task(host: Host, link: Link) -> Page:
    from views.finance.closing.task import CloseTaskPage

    return CloseTaskPage(host, link)


def _template_task(host: Host, link: Link) -> Page:
    from views.finance.closing.template import TemplateTaskPage

    return TemplateTaskPage(host, link)


def _freeze(host: Host, link: Link) -> Page:
    from views.finance.closing.forms import FreezePage

    return FreezePage(host, link)


def _thaw(host: Host, link: Link) -> Page:
    from views.finance.closing.forms import ThawPage

    return ThawPage(host, link)


def _assign(host: Host, link: Link) -> Page:
    from views.finance.closing.forms import AssignPage

    return AssignPage(host, link)


def _unsign(host: Host, link: Link) -> Page:
    from views.finance.closing.forms import UnsignPage

    return UnsignPage(host, link)


def _reconciliations(host: Host, link: Link) -> Page:
    from views.finance.closing.reconciliations import ReconciliationsPage

    return ReconciliationsPage(host, link)


def _reconciliation(host: Host, link: Link) -> Page:
    from views.finance.closing.reconciliation import ReconciliationPage

    return ReconciliationPage(host, link)


def _undo(host: Host, link: Link) -> Page:
    from views.finance.closing.forms import UndoReconciliationPage

    return UndoReconciliationPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "finance.close",
        N_("Close the month"),
        _close,
        _TAB,
        _READ,
        "check",
        in_navigation=True,
        section=Section.CLOSING,
    ),
    PageSpec(
        "finance.reconciliations",
        N_("Account reconciliation"),
        _reconciliations,
        _TAB,
        _READ,
        "ledger",
        in_navigation=True,
        section=Section.CLOSING,
    ),
    PageSpec("finance.close_task", N_("Task of the close"), _task, _TAB, _READ, "check"),
    PageSpec("finance.close_task.assign", N_("Assign"), _assign, _TAB, _DO, "user"),
    PageSpec("finance.close_task.unsign", N_("Take the signature back"), _unsign, _TAB, _DO, "undo"),
    PageSpec("finance.close.freeze", N_("Freeze the month"), _freeze, _TAB, _DO, "lock"),
    PageSpec("finance.close.thaw", N_("Lift the freeze"), _thaw, _TAB, _DO, "undo"),
    PageSpec("finance.reconciliation", N_("Account reconciliation"), _reconciliation, _TAB, _READ, "ledger"),
    PageSpec("finance.reconciliation.undo", N_("Take the signatures back"), _undo, _TAB, _DO, "undo"),
    list_screen(
        "finance.unbilled_receipts",
        UNBILLED_LIST,
        tab=_TAB,
        permission=_READ,
        icon="delivery",
        section=Section.CLOSING,
    ),
    list_screen(
        "finance.close_template",
        TEMPLATE_LIST,
        tab=_TAB,
        permission=_READ,
        icon="settings",
        section=Section.CLOSING,
    ),
    PageSpec("finance.close_template_task", N_("Task of the close"), _template_task, _TAB, _DO, "settings"),
)
SEARCHES: tuple[RecordSearch, ...] = ()

"""The screens of statements: the statements themselves, what a figure is made of, and their design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_, _
from views.finance.statements.lists import JOURNAL_LIST, SERIES_LIST
from views.kit.host import Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, Section, Tab

if TYPE_CHECKING:
    from views.kit.host import Host
    from views.kit.page import Page

_TAB, _READ = Tab.FINANCE, Permission.FINANCE_READ


def _statement(host: Host, link: Link) -> Page:
    from views.finance.statements.statement import StatementPage

    return StatementPage(host, link)


def _door(kind: str, title: str, code: str) -> PageSpec:
    """A place in the navigation that leads to one statement."""

    def make(host: Host, link: Link) -> Page:
        from views.finance.statements.statement import StatementPage

        chosen = Link("finance.statement", arguments={"statement": code, **link.arguments})
        return StatementPage(host, chosen, _(title))

    return PageSpec(kind, title, make, _TAB, _READ, "report", in_navigation=True, section=Section.REPORTS)


def _figure(host: Host, link: Link) -> Page:
    from views.finance.statements.figure import StatementFigurePage

    return StatementFigurePage(host, link)


def _design(host: Host, link: Link) -> Page:
    from views.finance.statements.design import StatementDesignPage

    return StatementDesignPage(host, link)


def _analysis(host: Host, link: Link) -> Page:
    from views.finance.statements.analysis import AccountAnalysisPage

    return AccountAnalysisPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    _door("finance.income_statement", N_("Income statement"), "income"),
    _door("finance.balance_sheet", N_("Balance sheet"), "balance"),
    PageSpec(
        "finance.statement",
        N_("Financial statements"),
        _statement,
        _TAB,
        _READ,
        "report",
        in_navigation=True,
        section=Section.REPORTS,
    ),
    PageSpec(
        "finance.account_analysis",
        N_("Account analysis"),
        _analysis,
        _TAB,
        _READ,
        "report",
        in_navigation=True,
        section=Section.REPORTS,
    ),
    PageSpec(
        "finance.statement_design",
        N_("Design of a statement"),
        _design,
        _TAB,
        Permission.FINANCE_ACCOUNTS,
        "edit",
        new=N_("Statement"),
    ),
    list_screen("finance.journal", JOURNAL_LIST, tab=_TAB, permission=_READ, icon="ledger", section=Section.REPORTS),
    list_screen(
        "finance.vouchers_by_series", SERIES_LIST, tab=_TAB, permission=_READ, icon="voucher", section=Section.REPORTS
    ),
    PageSpec("finance.statement_figure", N_("Figure of a statement"), _figure, _TAB, _READ, "report"),
)

"""The screens of groups of companies: the consolidated figures, and the registers that they are made by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.finance.groups.invoices import SISTER_INVOICE_LIST
from views.finance.groups.lists import ACCOUNT_LIST, ADJUSTMENT_LIST, LINE_LIST, MEMBER_LIST, RESULT_LIST, VOUCHER_LIST
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ = Tab.FINANCE, Permission.FINANCE_READ


def _consolidation(host: Host, link: Link) -> Page:
    from views.finance.groups.consolidation import ConsolidationPage

    return ConsolidationPage(host, link)


def _behind(host: Host, link: Link) -> Page:
    from views.finance.groups.behind import CompaniesBehindPage

    return CompaniesBehindPage(host, link)


def _pairs(host: Host, link: Link) -> Page:
    from views.finance.groups.reconciling import PairsPage

    return PairsPage(host, link)


def _proposals(host: Host, link: Link) -> Page:
    from views.finance.groups.proposals import ProposalsPage

    return ProposalsPage(host, link)


def _member(host: Host, link: Link) -> Page:
    from views.finance.groups.forms import MemberPage

    return MemberPage(host, link)


def _account(host: Host, link: Link) -> Page:
    from views.finance.groups.forms import GroupAccountPage

    return GroupAccountPage(host, link)


def _adjustment(host: Host, link: Link) -> Page:
    from views.finance.groups.forms import AdjustmentPage

    return AdjustmentPage(host, link)


def _between(host: Host, link: Link) -> Page:
    from views.finance.groups.between import BetweenPage

    return BetweenPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "finance.consolidation",
        N_("Consolidation"),
        _consolidation,
        _TAB,
        _READ,
        "company",
        in_navigation=True,
        section=Section.REPORTS,
    ),
    PageSpec("finance.consolidation_companies", N_("Companies behind a figure"), _behind, _TAB, _READ, "company"),
    *(
        list_screen(kind, spec, tab=_TAB, permission=_READ, icon="company", section=Section.REGISTERS)
        for kind, spec in (
            ("finance.group_members", MEMBER_LIST),
            ("finance.group_accounts", ACCOUNT_LIST),
            ("finance.group_adjustments", ADJUSTMENT_LIST),
        )
    ),
    list_screen(
        "finance.intercompany_vouchers",
        VOUCHER_LIST,
        tab=_TAB,
        permission=_READ,
        icon="company",
        section=Section.CLOSING,
    ),
    PageSpec(
        "finance.intercompany",
        N_("Intercompany"),
        _pairs,
        _TAB,
        _READ,
        "company",
        in_navigation=True,
        section=Section.CLOSING,
    ),
    PageSpec(
        "finance.elimination_proposals",
        N_("Proposed eliminations"),
        _proposals,
        _TAB,
        _READ,
        "company",
        in_navigation=True,
        section=Section.CLOSING,
    ),
    list_screen(
        "finance.intercompany_results",
        RESULT_LIST,
        tab=_TAB,
        permission=_READ,
        icon="company",
        section=Section.CLOSING,
        in_navigation=False,
    ),
    list_screen(
        "finance.intercompany_lines",
        LINE_LIST,
        tab=_TAB,
        permission=_READ,
        icon="company",
        section=Section.CLOSING,
        in_navigation=False,
    ),
    list_screen(
        "finance.sister_invoices",
        SISTER_INVOICE_LIST,
        tab=_TAB,
        permission=Permission.FINANCE_INVOICE_READ,
        icon="company",
        section=Section.CLOSING,
    ),
    PageSpec(
        "finance.intercompany_voucher",
        N_("Voucher between companies"),
        _between,
        _TAB,
        Permission.FINANCE_POST,
        "company",
    ),
    PageSpec("finance.group_member", N_("Company of the group"), _member, _TAB, _READ, "company"),
    PageSpec("finance.group_account", N_("Account of the group"), _account, _TAB, _READ, "company"),
    PageSpec("finance.group_adjustment", N_("Elimination"), _adjustment, _TAB, _READ, "company"),
)
SEARCHES: tuple[RecordSearch, ...] = ()

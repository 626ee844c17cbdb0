"""The screens of fixed assets: register, depreciation, and their reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from models.finance.assets.queries import ASSETS
from resources.language import N_
from views.finance.assets.lists import ASSET_GROUP_LIST, ASSET_LIST
from views.kit.action import Row
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ, _POST = Tab.FINANCE, Permission.FINANCE_READ, Permission.FINANCE_POST


def _asset(host: Host, link: Link) -> Page:
    from views.finance.assets.asset import AssetPage
    from views.finance.assets.forms import AssetFormPage

    return AssetFormPage(host, link) if link.key is None else AssetPage(host, link)


def _asset_form(host: Host, link: Link) -> Page:
    from views.finance.assets.forms import AssetFormPage

    return AssetFormPage(host, link)


def _group(host: Host, link: Link) -> Page:
    from views.finance.assets.forms import AssetGroupPage

    return AssetGroupPage(host, link)


def _change(host: Host, link: Link) -> Page:
    from views.finance.assets.change import AssetChangePage

    return AssetChangePage(host, link)


def _depreciation(host: Host, link: Link) -> Page:
    from views.finance.assets.depreciation import DepreciationPage

    return DepreciationPage(host, link)


def _note(host: Host, link: Link) -> Page:
    from views.finance.assets.reports import AssetNotePage

    return AssetNotePage(host, link)


def _accounts(host: Host, link: Link) -> Page:
    from views.finance.assets.reports import AssetAccountsPage

    return AssetAccountsPage(host, link)


def _tax(host: Host, link: Link) -> Page:
    from views.finance.assets.reports import TaxDepreciationPage

    return TaxDepreciationPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    list_screen("finance.assets", ASSET_LIST, tab=_TAB, permission=_READ, icon="item", section=Section.PLANS),
    PageSpec(
        "finance.asset", N_("Fixed asset"), _asset, _TAB, _READ, "item", new=N_("Fixed asset"), new_permission=_POST
    ),
    PageSpec("finance.asset_form", N_("Edit a fixed asset"), _asset_form, _TAB, _POST, "item"),
    PageSpec("finance.asset_change", N_("Change the value of an asset"), _change, _TAB, _POST, "item"),
    PageSpec(
        "finance.depreciation",
        N_("Depreciation"),
        _depreciation,
        _TAB,
        _READ,
        "calendar",
        in_navigation=True,
        section=Section.PLANS,
    ),
    PageSpec(
        "finance.asset_note",
        N_("Note on fixed assets"),
        _note,
        _TAB,
        _READ,
        "report",
        in_navigation=True,
        section=Section.REPORTS,
    ),
    PageSpec(
        "finance.asset_accounts",
        N_("Assets against ledger"),
        _accounts,
        _TAB,
        _READ,
        "report",
        in_navigation=True,
        section=Section.REPORTS,
    ),
    PageSpec(
        "finance.tax_depreciation",
        N_("Tax depreciation"),
        _tax,
        _TAB,
        _READ,
        "report",
        in_navigation=True,
        section=Section.CLOSING,
    ),
    list_screen(
        "finance.asset_groups", ASSET_GROUP_LIST, tab=_TAB, permission=_READ, icon="item", section=Section.REGISTERS
    ),
    PageSpec("finance.asset_group", N_("Asset group"), _group, _TAB, _READ, "item"),
)


def _text(row: Row) -> str:
    return f"{row['number']} {row['name']}"


def _link(row: Row) -> Link:
    return Link("finance.asset", row["id"])


SEARCHES: tuple[RecordSearch, ...] = (RecordSearch(ASSETS, _text, _link, N_("Fixed asset"), _READ, "item"),)

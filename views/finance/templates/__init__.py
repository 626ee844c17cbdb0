"""The screens of voucher templates: the list, a template, and the figures that one asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.finance.templates.lists import TEMPLATE_LIST
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ, _POST = Tab.FINANCE, Permission.FINANCE_READ, Permission.FINANCE_POST


def _template(host: Host, link: Link) -> Page:
    from views.finance.templates.template import TemplatePage

    return TemplatePage(host, link)


def _figures(host: Host, link: Link) -> Page:
    from views.finance.templates.figures import FiguresPage

    return FiguresPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    list_screen(
        "finance.voucher_templates",
        TEMPLATE_LIST,
        tab=_TAB,
        permission=_READ,
        icon="copy",
        section=Section.REGISTERS,
    ),
    PageSpec("finance.voucher_template", N_("Voucher template"), _template, _TAB, _READ, "copy"),
    PageSpec("finance.voucher_figures", N_("Voucher from a template"), _figures, _TAB, _POST, "copy"),
)
SEARCHES: tuple[RecordSearch, ...] = ()

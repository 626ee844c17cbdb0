"""A link to a record that is not there, or to none at all, leads to kind words on every kind of page."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.desk import open_desktop
from desktop.settings import Settings
from desktop.shell.registry import collect
from tests.support.fake_host import FakeHost
from tests.support.office import Office
from views.kit.action import BoundAction
from views.kit.empty import EmptyState
from views.kit.host import Link
from views.kit.list.view import ListView
from views.kit.page import Page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import MainWindow

REGISTRY = collect()
KINDS = [spec.kind for spec in REGISTRY.pages]
#: What is not there: a record that was deleted or never was, and a key of another kind.
GONE = (999_999_999, "no-such")
#: Whose rights together open every page.
ROLES = ("accountant", "sales_manager", "storekeeper", "buyer", "service_manager", "administrator")
#: Kinds of pages that are about no one record, and stand in no navigation; lists are told by their class.
OF_NO_RECORD = {
    "company.letter",
    "company.letters",
    "company.new_company",
    "finance.accounting_book",
    "finance.cash_items",
    "finance.consolidation_companies",
    "finance.fiscal_year",
    "finance.intercompany_voucher",
    "finance.settling_proposals",
    "finance.settling_terms",
    "finance.vat_settings",
}


@pytest.mark.parametrize("key", [None, *GONE])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_made_whatever_its_link_names(kind: str, key: object) -> None:
    spec = REGISTRY.find(kind)
    assert spec is not None
    link = Link(kind, key)
    made = spec.make(FakeHost(hold=True), link)
    made.keep_drafts(link)
    assert made.title
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_is_not_there_is_said_kindly_and_nothing_breaks(
    office: Office, settings: Settings, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    left = set(KINDS)
    for role in ROLES:
        window = open_desktop(office.session(role), settings=settings)
        seen = [spec for spec in REGISTRY.pages if spec.kind in left and spec.open_to(window.host.allows)]
        left -= {spec.kind for spec in seen}
        for spec in seen:
            for key in (None,) if spec.in_navigation else (None, *GONE):
                page = _opened(window, Link(spec.kind, key), qtbot)
                assert (spec.kind, key, [record.getMessage() for record in caplog.records]) == (spec.kind, key, [])
                assert page.leaving_loses() is None, (spec.kind, key)
                assert _untrue(page) == [], (spec.kind, key)
                if key is not None and spec.kind not in OF_NO_RECORD and not page.findChildren(ListView):
                    assert _explains(page), (spec.kind, key)
        window.end()
        window.runner.wait_until_ended()
        window.deleteLater()
    assert left == set()


def _untrue(page: Page) -> list[str]:
    """Acts that look as if they could be done and cannot, or the other way round."""
    acts = page.findChildren(BoundAction)
    said = [act.isEnabled() for act in acts]
    for act in acts:
        act.refresh()
    return [act.declared.id for act, could in zip(acts, said, strict=True) if act.isEnabled() != could]


def _opened(window: MainWindow, link: Link, qtbot: QtBot) -> Page:
    window.open_link(link)
    qtbot.waitUntil(lambda: not window.runner.active)
    QApplication.processEvents()
    page = window.pages.page
    assert page is not None
    return page


def _explains(page: Page) -> bool:
    return any(state.isVisible() for state in page.findChildren(EmptyState))

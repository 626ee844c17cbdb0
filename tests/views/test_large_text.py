"""With text of 200 % in a window of 1280 by 720 no screen runs out at the side: what has no room goes below."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.shell.registry import Registry, collect
from resources import language
from tests.support.fake_host import FakeHost
from views.kit.host import Link
from views.kit.page import Page
from views.kit.theme.theme import use_theme

REGISTRY: Registry = collect()
WIDE, HIGH = 880, 570  # what navigation, top bar and status line leave


@pytest.fixture(scope="module")
def _large(qapp: QApplication) -> Iterator[None]:
    use_theme(qapp, "light", "compact", 200)
    yield
    use_theme(qapp, "light")


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize("code", ["en", "sv"])
@pytest.mark.parametrize("kind", [page.kind for page in REGISTRY.pages])
def test_no_screen_scrolls_sideways(kind: str, code: str) -> None:
    language.use(code)
    spec = REGISTRY.find(kind)
    assert spec is not None
    page: Page = spec.make(FakeHost(hold=True), Link(kind, 1))
    page.resize(WIDE, HIGH)
    page.show()
    QCoreApplication.processEvents()
    beyond = page.beyond
    page.close()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert beyond == 0

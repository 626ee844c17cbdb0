"""The look: every pair of colours can be read, icons exist and follow the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from views.kit.action import tool_button
from views.kit.theme.contrast import contrast
from views.kit.theme.fonts import font
from views.kit.theme.icons import pixmap
from views.kit.theme.sheet import sheet
from views.kit.theme.state import row_height, tokens
from views.kit.theme.theme import use_theme
from views.kit.theme.tokens import CONTRAST, CONTRAST_DARK, DARK, LIGHT, PRINT, Tokens

THEMES = pytest.mark.parametrize("look", [LIGHT, DARK, CONTRAST, CONTRAST_DARK, PRINT], ids=lambda look: look.name)
TONES = ("good", "waiting", "bad", "info", "neutral")
NAMES = (
    "finance",
    "warehouse",
    "sales",
    "service",
    "search",
    "add",
    "back",
    "forward",
    "refresh",
    "print",
    "pdf",
    "export",
    "import",
    "check",
    "warning",
    "error",
    "info",
    "close",
    "edit",
    "delete",
    "calendar",
    "user",
    "company",
    "settings",
    "moon",
    "sun",
    "customer",
    "item",
    "order",
    "quote",
    "delivery",
    "invoice",
    "payment",
    "ticket",
    "ledger",
    "voucher",
    "report",
    "barcode",
    "attach",
    "link",
    "undo",
    "menu",
    "home",
)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)


def test_fusions_own_highlight_would_be_too_weak() -> None:
    assert contrast("#308CC6", "#FFFFFF") == pytest.approx(3.7, abs=0.05)


@THEMES
def test_text_keeps_four_and_a_half_to_one(look: Tokens) -> None:
    for ground in (look.window, look.surface, look.raised, look.hover):
        for ink in (look.text, look.secondary, look.accent, look.negative):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(look.on_accent, look.accent) >= 4.5
    assert contrast(look.on_accent, look.accent_hover) >= 4.5
    assert contrast(look.on_selected, look.selected) >= 4.5
    assert contrast(look.negative_on_selected, look.selected) >= 4.5


@THEMES
@pytest.mark.parametrize("tone", TONES)
def test_chips_keep_four_and_a_half_to_one(look: Tokens, tone: str) -> None:
    for ground in (look.tone(tone).tint, look.surface, look.window):
        assert contrast(look.tone(tone).ink, ground) >= 4.5, ground


@THEMES
def test_edges_and_focus_keep_three_to_one(look: Tokens) -> None:
    for ground in (look.surface, look.window, look.raised):
        assert contrast(look.edge, ground) >= 3.0
        assert contrast(look.accent, ground) >= 3.0
    if not look.tinted:
        assert contrast(look.rule, look.surface) >= 3.0
        assert contrast(look.selected, look.surface) >= 3.0


@THEMES
def test_the_series_of_charts_keep_three_to_one_and_differ(look: Tokens) -> None:
    assert len(set(look.series)) == len(look.series) == 8
    for ink in look.series:
        for ground in (look.surface, look.window):
            assert contrast(ink, ground) >= 3.0, (ink, ground)


@THEMES
def test_the_style_sheet_is_short_and_leaves_item_views_alone(look: Tokens) -> None:
    made = sheet(look)
    assert len(made.splitlines()) <= 66
    assert "$" not in made
    assert not re.search(r"Q(Table|List|Tree|AbstractItem)View|QListWidget", made)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_a_single_outline_in_one_colour(name: str) -> None:
    drawing = (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 20 20"' in drawing
    assert 'stroke="currentColor"' in drawing
    assert 'fill="none"' in drawing


def test_an_icon_is_drawn_in_its_token_at_the_screens_resolution(qapp: QApplication) -> None:
    drawn = pixmap("add", "text", 20, 2.0)
    assert (drawn.width(), drawn.deviceIndependentSize().width()) == (40, 20)
    inked = drawn.toImage().pixelColor(20, 20)
    assert inked.name().upper() == LIGHT.text


@pytest.fixture
def light_again(qapp: QApplication) -> Iterator[None]:
    """The other tests of the module look at the light theme."""
    yield
    use_theme(qapp, "light")


@pytest.mark.usefixtures("light_again")
def test_the_theme_switches_while_widgets_are_shown(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = tool_button("add", "Add", window)
    before = button.icon().pixmap(20, 20).toImage()
    use_theme(qapp, "dark", "comfortable")
    assert tokens() is DARK
    assert row_height() == 34
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert button.icon().pixmap(20, 20).toImage() != before


def test_figures_all_have_the_same_width(qapp: QApplication) -> None:
    assert font().featureTags()

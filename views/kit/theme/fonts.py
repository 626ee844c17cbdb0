"""The typeface: the family shipped in `resources/fonts`, with figures of one width, or the system's own."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from views.kit.theme.state import state
from views.kit.theme.tokens import SIZE_TEXT


@cache
def _family() -> str:
    """The first family in `resources/fonts`, loaded on first use; empty where none is shipped."""
    folder = files("resources") / "fonts"
    if not folder.is_dir():
        return ""
    families: list[str] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.lower().endswith((".ttf", ".otf")):
            with as_file(entry) as path:
                families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    preferred = [family for family in families if family.startswith("Inter")]
    return (preferred or families or [""])[0]


def font(size: int = SIZE_TEXT, *, strong: bool = False) -> QFont:
    """A font of `size` points at 100 %; `strong` is weight 600. All figures have the same width."""
    made = QFont(_family()) if _family() else QFont(QGuiApplication.font())
    made.setPointSizeF(size * state().text_size / 100)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made

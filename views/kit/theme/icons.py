"""Icons: one outline family of our own, drawn in the colour of a token at the screen's own resolution."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QWidget

from views.kit.theme.state import scaled, tokens
from views.kit.theme.tokens import ICON, SMALL_ICON, Tokens

_ICON = "kontorIcon"
_INK = "kontorInk"
_SMALL = "kontorSmall"
_GAP = 4  # pixels between an icon and its word, besides what Qt leaves


@cache
def _drawing(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _rendered(name: str, ink: str, size: int, gap: int, ratio: float) -> QPixmap:
    made = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    drawing = _drawing(name).replace("currentColor", ink)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _ink(of: Tokens, ink: str) -> str:
    if ink in {"good", "waiting", "bad", "info", "neutral"}:
        return of.tone(ink).ink
    value: str = getattr(of, ink)
    return value


def pixmap(name: str, ink: str = "secondary", size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in the colour of the token `ink`, `size` pixels wide at 100 %. Shared: leave it unchanged."""
    return _rendered(name, _ink(tokens(), ink), scaled(size), 0, ratio)


def icon(name: str, ink: str = "secondary", *, size: int = ICON, gap: int = 0) -> QIcon:
    """A QIcon sharp at 100, 150, 200 and 300 % in the theme of this moment, with `gap` empty pixels to its right."""
    made, size = QIcon(), scaled(size)
    for ratio in (1.0, 1.5, 2.0, 3.0):
        made.addPixmap(_rendered(name, _ink(tokens(), ink), size, gap, ratio), QIcon.Mode.Normal)
        made.addPixmap(_rendered(name, tokens().disabled, size, gap, ratio), QIcon.Mode.Disabled)
    return made


def set_icon(target: QAction | QAbstractButton, name: str, ink: str = "secondary", *, small: bool = False) -> None:
    """Give a button or an action the icon `name`, redrawn when the theme changes; `small` is 16 instead of 20."""
    target.setProperty(_SMALL, small)
    target.setProperty(_ICON, name)
    target.setProperty(_INK, ink)
    _draw(target, name, ink)


def refresh_icons(root: QWidget) -> None:
    """Redraw the icons below `root` in the colours of the current theme."""
    targets: list[QAbstractButton | QAction] = [*root.findChildren(QAbstractButton), *root.findChildren(QAction)]
    for target in targets:
        name = target.property(_ICON)
        if name:
            _draw(target, str(name), str(target.property(_INK)))


def _draw(target: QAction | QAbstractButton, name: str, ink: str) -> None:
    """Small beside words, with room between the two; full size where the icon stands alone."""
    if isinstance(target, QAction):
        target.setIcon(icon(name, ink, size=SMALL_ICON))
        return
    size, gap = (SMALL_ICON, _GAP) if target.text() else (SMALL_ICON if target.property(_SMALL) else ICON, 0)
    target.setIconSize(QSize(scaled(size) + gap, scaled(size)))
    target.setIcon(icon(name, ink, size=size, gap=gap))

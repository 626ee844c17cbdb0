"""Tokens as Qt colours: the palette every style draws with, and single colours for delegates."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QColor, QPalette

from views.kit.theme.tokens import Tokens

_Role = QPalette.ColorRole
_DISABLED = QPalette.ColorGroup.Disabled


@cache
def colour(value: str) -> QColor:
    """The QColor of a #RRGGBB token; shared, so leave it unchanged."""
    return QColor(value)


def palette(tokens: Tokens) -> QPalette:
    """A whole QPalette from tokens; inactive windows look like active ones, so a selection keeps its colour."""
    made = QPalette()
    for role, value in _roles(tokens).items():
        made.setColor(role, QColor(value))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText, _Role.PlaceholderText):
        made.setColor(_DISABLED, role, QColor(tokens.disabled))
    made.setColor(_DISABLED, _Role.Highlight, QColor(tokens.neutral.tint))
    made.setColor(_DISABLED, _Role.Base, QColor(tokens.window))
    return made


def _roles(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    return {
        _Role.Window: tokens.window,
        _Role.WindowText: tokens.text,
        _Role.Base: tokens.surface,
        _Role.AlternateBase: tokens.window,
        _Role.Text: tokens.text,
        _Role.PlaceholderText: tokens.secondary,
        _Role.Button: tokens.surface,
        _Role.ButtonText: tokens.text,
        _Role.BrightText: tokens.negative,
        _Role.Light: tokens.rule,
        _Role.Midlight: tokens.rule,
        _Role.Mid: tokens.rule,
        _Role.Dark: tokens.edge,
        _Role.Shadow: tokens.edge,
        _Role.Highlight: tokens.selected,
        _Role.HighlightedText: tokens.on_selected,
        _Role.Accent: tokens.accent,
        _Role.Link: tokens.accent,
        _Role.LinkVisited: tokens.accent,
        _Role.ToolTipBase: tokens.raised,
        _Role.ToolTipText: tokens.text,
    }

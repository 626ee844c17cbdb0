"""The one style sheet: buttons, inputs, headers, tabs, menus, scroll bars. Item views have none: it slows them."""

from __future__ import annotations

from dataclasses import asdict
from importlib.resources import files
from string import Template

from views.kit.theme.state import field_height, scaled, spaced
from views.kit.theme.tokens import Tokens

_SHEET = Template("""
QPushButton { background: $surface; border: ${edge_width}px solid $edge; border-radius: 4px;
  padding: 0 ${p12}px; min-height: ${inside_edge}px; color: $text }
QPushButton:hover { background: $hover }
QPushButton:pressed, QPushButton:checked { background: $selected; color: $on_selected }
QPushButton:focus { border: ${focus_width}px solid $accent; padding: 0 ${p11}px; min-height: ${inside_focus}px }
QPushButton:disabled { background: $window; color: $disabled; border-color: $rule }
QPushButton::menu-indicator { width: 0; image: none }
QPushButton[role="primary"] { background: $accent; border-color: $accent; color: $on_accent; font-weight: 600 }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover }
QPushButton[role="primary"]:focus { border: ${focus_width}px solid $text }
QPushButton[role="primary"]:disabled { background: $neutral; border-color: $rule; color: $disabled }
QPushButton[role="destructive"] { color: $negative; border-color: $negative }
QPushButton[role="destructive"]:disabled { color: $disabled; border-color: $rule }
QPushButton[role="chip"] { border-radius: ${round}px; border-color: $chip_edge; color: $secondary }
QPushButton[role="chip"]:checked { background: $selected; border-color: $accent; color: $on_selected }
QToolButton#quiet, QPushButton[role="quiet"] { background: transparent; border: ${focus_width}px solid transparent;
  border-radius: 4px; padding: 0 6px; min-height: ${inside_focus}px; color: $secondary }
QToolButton#quiet:hover, QPushButton[role="quiet"]:hover { background: $hover; color: $text }
QToolButton#quiet:focus, QPushButton[role="quiet"]:focus { border: ${focus_width}px solid $accent }
QToolButton#quiet::menu-indicator { width: 0; image: none }
QPushButton[role="link"], QPushButton[role="alert"] { background: transparent;
  border: ${focus_width}px solid transparent; margin-left: -${focus_width}px; padding: 0; min-height: ${line}px;
  color: $accent }
QPushButton[role="alert"] { color: $bad }
QPushButton[role="link"]:hover, QPushButton[role="alert"]:hover { text-decoration: underline }
QPushButton[role="link"]:focus, QPushButton[role="alert"]:focus { border-color: $accent }
QLineEdit, QComboBox, QPlainTextEdit { background: $surface; border: ${edge_width}px solid $edge; border-radius: 4px;
  padding: 0 7px; color: $text; selection-background-color: $selected; selection-color: $on_selected }
QLineEdit, QComboBox { min-height: ${inside_edge}px }
QPlainTextEdit { padding: 3px }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus { border: ${focus_width}px solid $accent; padding: 0 6px }
QLineEdit:focus, QComboBox:focus { min-height: ${inside_focus}px }
QPlainTextEdit:focus { padding: 2px }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: $negative }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QLineEdit[readOnly="true"] {
  background: $window; border-color: $rule }
QComboBox::drop-down { border: 0; width: ${p22}px }
QComboBox::down-arrow { image: url("$icons/sheet/chevron-down.svg"); width: ${p12}px; height: ${p12}px }
QCheckBox::indicator { width: ${p14}px; height: ${p14}px; border: ${edge_width}px solid $edge; border-radius: 3px;
  background: $surface }
QCheckBox::indicator:focus { border-color: $accent }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$icons/sheet/check-$ink.svg") }
QCheckBox::indicator:disabled { background: $window; border-color: $rule }
QCheckBox { spacing: 8px; border: ${focus_width}px solid transparent; border-radius: 4px; outline: none }
QCheckBox:focus { border-color: $accent }
QHeaderView { background: $surface; border: 0 }
QHeaderView::section { background: $surface; color: $secondary; border: 0; border-bottom: ${edge_width}px solid $rule;
  padding: 0 8px; font-weight: 600 }
QHeaderView::section:hover { background: $hover; color: $text }
QTabWidget::pane { border: 0; border-top: ${edge_width}px solid $rule }
QTabBar::tab, QToolButton#tab { background: transparent; color: $secondary; border: 0; padding: 7px 2px;
  border-bottom: ${focus_width}px solid transparent; margin-right: 20px }
QTabBar::tab:hover, QToolButton#tab:hover { color: $text }
QTabBar::tab:selected, QToolButton#tab:checked { color: $text; border-bottom-color: $accent; font-weight: 600 }
QTabBar::tab:focus, QToolButton#tab:focus { color: $accent }
QToolButton#tab { padding: 3px 2px; margin-right: 18px }
QMenu { background: $raised; border: ${edge_width}px solid $rule; padding: 4px; color: $text }
QMenu::item { padding: 6px 28px 6px 8px; border-radius: 4px }
QMenu::item:selected { background: $selected; color: $on_selected }
QMenu::item:disabled, QToolButton#tab:disabled { color: $disabled }
QMenu::separator { height: 1px; background: $rule; margin: 4px 8px }
QToolTip { background: $raised; color: $text; border: ${edge_width}px solid $rule; padding: 4px 6px }
QScrollBar { background: transparent; width: ${bar}px; height: ${bar}px; margin: 0 }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 2px; min-height: 28px; min-width: 28px }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0 }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent }
""")


def sheet(tokens: Tokens) -> str:
    """The style sheet with the colours of `tokens`, at the density and the text size in force."""
    values: dict[str, object] = {name: value for name, value in asdict(tokens).items() if isinstance(value, str | int)}
    return _SHEET.substitute(values | _measures(tokens) | _derived(tokens)).strip()


def _measures(tokens: Tokens) -> dict[str, object]:
    """Pixels; `inside_` is what remains of a field's height within its edge."""
    high = field_height()
    return {
        "inside_edge": high - 2 * tokens.edge_width,
        "inside_focus": high - 2 * tokens.focus_width,
        "round": high // 2,
        "line": scaled(18),
        "bar": spaced(10),
        "p11": spaced(12) - tokens.focus_width + tokens.edge_width,
        "p12": spaced(12),
        "p14": scaled(14),
        "p22": scaled(22),
    }


def _derived(tokens: Tokens) -> dict[str, object]:
    return {
        "neutral": tokens.neutral.tint,
        "bad": tokens.bad.ink,
        "chip_edge": tokens.rule if tokens.tinted else tokens.edge,
        "icons": str(files("resources") / "icons").replace("\\", "/"),
        "ink": "light" if tokens.on_accent == "#FFFFFF" else "dark",  # of the mark in a checked box
    }

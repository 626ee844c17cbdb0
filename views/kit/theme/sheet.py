"""The one style sheet: buttons, inputs, headers, tabs, menus, scroll bars. Item views have none: it slows them."""

from __future__ import annotations

from dataclasses import asdict
from importlib.resources import files
from string import Template

from views.kit.theme.tokens import Tokens

_SHEET = Template("""
QPushButton { background: $surface; border: 1px solid $edge; border-radius: 4px;
  padding: 0 12px; min-height: 26px; color: $text }
QPushButton:hover { background: $hover }
QPushButton:pressed, QPushButton:checked { background: $selected; color: $on_selected }
QPushButton:focus { border: 2px solid $accent; padding: 0 11px; min-height: 24px }
QPushButton:disabled { background: $window; color: $disabled; border-color: $rule }
QPushButton::menu-indicator { width: 0; image: none }
QPushButton[role="primary"] { background: $accent; border-color: $accent; color: $on_accent; font-weight: 600 }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover }
QPushButton[role="primary"]:focus { border: 2px solid $text }
QPushButton[role="primary"]:disabled { background: $neutral; border-color: $rule; color: $disabled }
QPushButton[role="destructive"] { color: $negative; border-color: $negative }
QPushButton[role="destructive"]:disabled { color: $disabled; border-color: $rule }
QPushButton[role="chip"] { border-radius: 14px; border-color: $rule; color: $secondary }
QPushButton[role="chip"]:checked { background: $selected; border-color: $accent; color: $on_selected }
QToolButton#quiet, QPushButton[role="quiet"] { background: transparent; border: 2px solid transparent;
  border-radius: 4px; padding: 0 6px; min-height: 24px; min-width: 12px; color: $secondary }
QToolButton#quiet:hover, QPushButton[role="quiet"]:hover { background: $hover; color: $text }
QToolButton#quiet:focus, QPushButton[role="quiet"]:focus { border: 2px solid $accent }
QToolButton#quiet::menu-indicator { width: 0; image: none }
QPushButton[role="link"], QPushButton[role="alert"] { background: transparent; border: 2px solid transparent;
  margin-left: -2px; padding: 0; min-height: 18px; color: $accent }
QPushButton[role="alert"] { color: $bad }
QPushButton[role="link"]:hover, QPushButton[role="alert"]:hover { text-decoration: underline }
QPushButton[role="link"]:focus, QPushButton[role="alert"]:focus { border-color: $accent }
QLineEdit, QComboBox, QPlainTextEdit { background: $surface; border: 1px solid $edge; border-radius: 4px;
  padding: 0 7px; color: $text; selection-background-color: $selected; selection-color: $on_selected }
QLineEdit, QComboBox { min-height: 26px }
QPlainTextEdit { padding: 3px }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus { border: 2px solid $accent; padding: 0 6px }
QLineEdit:focus, QComboBox:focus { min-height: 24px }
QPlainTextEdit:focus { padding: 2px }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: $negative }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QLineEdit[readOnly="true"] {
  background: $window; border-color: $rule }
QComboBox::drop-down { border: 0; width: 22px }
QComboBox::down-arrow { image: url("$icons/sheet/chevron-down.svg"); width: 12px; height: 12px }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $edge; border-radius: 3px; background: $surface }
QCheckBox::indicator:focus { border-color: $accent }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$icons/sheet/check-$name.svg") }
QCheckBox::indicator:disabled { background: $window; border-color: $rule }
QCheckBox { spacing: 8px; border: 2px solid transparent; border-radius: 4px }
QCheckBox:focus { border-color: $accent }
QHeaderView { background: $surface; border: 0 }
QHeaderView::section { background: $surface; color: $secondary; border: 0; border-bottom: 1px solid $rule;
  padding: 0 8px; font-weight: 600 }
QHeaderView::section:hover { background: $hover; color: $text }
QTabWidget::pane { border: 0; border-top: 1px solid $rule }
QTabBar::tab { background: transparent; color: $secondary; border: 0; border-bottom: 2px solid transparent;
  padding: 7px 2px 7px 2px; margin-right: 20px }
QTabBar::tab:hover { color: $text }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: 600 }
QTabBar::tab:focus { color: $accent }
QMenu { background: $raised; border: 1px solid $rule; padding: 4px; color: $text }
QMenu::item { padding: 6px 28px 6px 8px; border-radius: 4px }
QMenu::item:selected { background: $selected; color: $on_selected }
QMenu::item:disabled { color: $disabled }
QMenu::separator { height: 1px; background: $rule; margin: 4px 8px }
QToolTip { background: $raised; color: $text; border: 1px solid $rule; padding: 4px 6px }
QScrollBar { background: transparent; width: 10px; height: 10px; margin: 0 }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 2px; min-height: 28px; min-width: 28px }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0 }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent }
""")


def sheet(tokens: Tokens) -> str:
    """The style sheet filled in with the colours of `tokens`."""
    values = {name: value for name, value in asdict(tokens).items() if isinstance(value, str)}
    icons = str(files("resources") / "icons").replace("\\", "/")
    return _SHEET.substitute(values, neutral=tokens.neutral.tint, bad=tokens.bad.ink, icons=icons).strip()

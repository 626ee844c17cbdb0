"""Which keys cannot be given to a command, and why."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt

from resources.language import _

_Key = Qt.Key
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ALT, _META = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier
_PLAIN = {Qt.KeyboardModifier.NoModifier, _SHIFT}

#: Keys that only change what another one means; nothing is pressed yet.
MODIFIERS = frozenset({_Key.Key_Control, _Key.Key_Shift, _Key.Key_Alt, _Key.Key_Meta, _Key.Key_AltGr})
_MOVING = {
    *(_Key.Key_Left, _Key.Key_Right, _Key.Key_Up, _Key.Key_Down, _Key.Key_Home, _Key.Key_End, _Key.Key_PageUp),
    *(_Key.Key_PageDown, _Key.Key_Tab, _Key.Key_Backtab, _Key.Key_Return, _Key.Key_Enter, _Key.Key_Escape),
    *(_Key.Key_Backspace, _Key.Key_Delete, _Key.Key_Insert, _Key.Key_Space),
}
#: With Ctrl: what fields, lists and entry grids answer themselves.
_EDITING = {
    *(_Key.Key_A, _Key.Key_C, _Key.Key_F, _Key.Key_V, _Key.Key_X, _Key.Key_Y, _Key.Key_Z, _Key.Key_0),
    *(_Key.Key_Plus, _Key.Key_Minus, _Key.Key_Equal, *(_MOVING - {_Key.Key_Tab, _Key.Key_Backtab, _Key.Key_Escape})),
}
_EDITING_WITH_SHIFT = {_Key.Key_C, _Key.Key_Z, *(_MOVING - {_Key.Key_Tab, _Key.Key_Backtab, _Key.Key_Escape})}
_SYSTEM = {
    QKeyCombination(_ALT, _Key.Key_F4),
    QKeyCombination(_ALT, _Key.Key_Tab),
    QKeyCombination(_ALT | _SHIFT, _Key.Key_Backtab),
    QKeyCombination(_ALT, _Key.Key_Space),
    QKeyCombination(_ALT, _Key.Key_Escape),
    QKeyCombination(_CTRL, _Key.Key_Escape),
    QKeyCombination(_CTRL | _SHIFT, _Key.Key_Escape),
    QKeyCombination(_CTRL | _ALT, _Key.Key_Delete),
    QKeyCombination(_CTRL | _ALT, _Key.Key_Backspace),
}
_IN_FIELDS = {_Key.Key_F2, _Key.Key_F4, _Key.Key_F5, _Key.Key_F10}
_ANSWERED_WITH_ALT = {_Key.Key_Return, _Key.Key_Enter, _Key.Key_Up, _Key.Key_Down}


def refusal(pressed: QKeyCombination) -> str | None:
    """Why these keys cannot be a command's, translated; None where they can."""
    key, held = pressed.key(), pressed.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if QKeyCombination(held, key) in _SYSTEM or held & _META or key in {_Key.Key_Print, _Key.Key_Menu}:
        return _("The computer itself answers these keys.")
    is_function = _Key.Key_F1 <= key <= _Key.Key_F35
    if held in _PLAIN:
        return _refused_alone(key, is_function=is_function)
    if held & _CTRL and held & _ALT and not is_function:
        return _("Ctrl and Alt together write signs on many keyboards.")
    return _refused_held(key, held)


def _refused_alone(key: Qt.Key, *, is_function: bool) -> str | None:
    if key in _IN_FIELDS:
        return _("Fields, lists and menus answer this key themselves.")
    if is_function:
        return None
    if key in _MOVING:
        return _("This key moves about in fields and lists.")
    return _("Letters, digits and signs alone are for typing. Hold Ctrl with them.")


def _refused_held(key: Qt.Key, held: Qt.KeyboardModifier) -> str | None:
    if held & _ALT and not held & _CTRL and _Key.Key_Space < key < _Key.Key_Escape:
        return _("Alt with a letter or a sign opens a menu or goes to a field.")
    if held & _ALT and key in _ANSWERED_WITH_ALT:
        return _("Fields, lists and menus answer this key themselves.")
    if (held == _CTRL and key in _EDITING) or (held == _CTRL | _SHIFT and key in _EDITING_WITH_SHIFT):
        return _("Fields and lists answer these keys themselves while one types.")
    return None

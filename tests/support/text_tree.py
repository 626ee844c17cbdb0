"""A screen as text: what somebody reads and can do there, from the top, one line each."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QLabel, QLayout, QWidget

from resources.language import _
from views.kit.form.box import FieldBox
from views.kit.form.view import FormView
from views.kit.grid.view import EntryGrid
from views.kit.list.view import ListView
from views.kit.page import Page
from views.kit.table import TableView


def text_tree(page: Page) -> str:
    """The title, what can be done, and the parts of a page with what they hold."""
    lines = [f"# {page.title}"]
    lines += [_action(action.declared.title, action.declared.shortcut) for action in page.actions_bound]
    lines += _part(page, 0)
    return "\n".join(lines) + "\n"


def _action(title: str, shortcut: str) -> str:
    return f"> {_(title)}" + (f" ({shortcut})" if shortcut else "")


def _part(widget: QWidget, level: int) -> Iterator[str]:
    """The lines of a widget's own children, in the order in which they are laid out."""
    for child in _children(widget):
        described = list(_describe(child))
        pad = "  " * level
        yield from (f"{pad}{line}" for line in described)
        if not isinstance(child, FormView | EntryGrid | ListView | TableView):
            yield from _part(child, level + bool(described))


def _describe(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, ListView):
        yield f"list {_(widget.spec.query.title)}: {', '.join(_(c.label) for c in widget.spec.visible)}"
        if widget.spec.quick_filters:
            yield f"  filters: {', '.join(_(quick.label) for quick in widget.spec.quick_filters)}"
        yield from (f"  {_action(a.declared.title, a.declared.shortcut)}" for a in widget.actions_bound)
    elif isinstance(widget, FormView):
        for section in widget.spec.sections:
            yield f"form {_(section.title)}".rstrip()
            yield from (f"  {_field(widget.boxes[field.name])}" for field in section.fields)
    elif isinstance(widget, EntryGrid):
        yield f"grid {', '.join(_(column.label) + ' *' * column.required for column in widget.spec.columns)}"
    elif isinstance(widget, TableView):
        yield f"table {', '.join(_(column.label) for column in widget.model.columns)}"
    elif isinstance(widget, QLabel) and widget.text():
        yield f"“{widget.text()}”"
    elif isinstance(widget, QAbstractButton) and widget.text():
        yield f"[{widget.text().replace('&', '')}]"


def _field(box: FieldBox) -> str:
    choices = f" ({', '.join(_(choice.label) for choice in box.field.choices)})" if box.field.choices else ""
    return f"{_(box.field.label)}: {box.field.kind}{choices}{' *' * box.field.required}"


def _children(widget: QWidget) -> list[QWidget]:
    """The widgets inside one: those of its layout in that order, then the others."""
    laid_out = list(_laid_out(widget.layout())) if widget.layout() is not None else []
    others = [child for child in widget.children() if isinstance(child, QWidget) and child not in laid_out]
    return [child for child in (*laid_out, *others) if not child.isWindow()]


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    if layout is None:
        return
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget = item.widget() if item is not None else None
        if widget is not None:
            yield widget
        elif item is not None:
            yield from _laid_out(item.layout())

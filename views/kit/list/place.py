"""Where somebody is in a list: its state and the row the cursor stands on, as JSON can hold it."""

from __future__ import annotations

from views.kit.list.view import ListView


def place_in(shown: ListView) -> dict[str, object]:
    """The place, for `come_back`."""
    current = shown.table.currentIndex().row()
    key = shown.model.key(current) if 0 <= current < shown.model.filled else None
    row = key if isinstance(key, int | str) else None
    return {"state": shown.state(), "row": row, "scroll": shown.table.verticalScrollBar().value()}


def come_back(shown: ListView, place: object) -> None:
    """Show the list as it was; anything that is not a place in a list is passed over."""
    match place:
        case {"state": dict(state), "row": row, "scroll": int(scroll)}:
            if state != shown.state():
                shown.show_state(state)
            if row is not None:
                shown.stand_at(row, scroll)

"""The keyboard map as a document to look at and print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from desktop.shell.key_map import MapGroup
from models.database.work import Work
from resources import language
from resources.language import _
from views.kit.host import PrintJob


def key_map_document(groups: Sequence[MapGroup]) -> PrintJob:
    """What has keys now, in the language of the screen."""
    shown = tuple(
        (group.title, tuple((line.pressed, line.act, line.is_changed) for line in group.lines if line.pressed))
        for group in groups
    )
    kept = tuple((title, lines) for title, lines in shown if lines)
    title = _("Keyboard")
    return PrintJob(title, _key_map, f"{title}.pdf", {"title": title, "groups": kept, "speaking": language.current()})


def _key_map(
    work: Work, *, title: str, groups: tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...], speaking: str
) -> bytes:
    from reports.key_map import KeyGroup, KeyMap, PrintedKey, draw_key_map

    made = tuple(KeyGroup(name, tuple(PrintedKey(*line) for line in lines)) for name, lines in groups)
    who = f"{work.identity.full_name or work.identity.name}, {work.company.name}"
    return draw_key_map(KeyMap(title, who, made, speaking, datetime.now(UTC).astimezone()))

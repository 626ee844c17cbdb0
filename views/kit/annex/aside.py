"""Where scans come in; one that was attached is moved out of the way, so that no receipt is booked twice."""

from __future__ import annotations

from pathlib import Path

from models.database.work import Work
from resources.language import _

FOLDER = "scan.folder"  # the preference that holds where scans come in


def folder_aside() -> str:
    """The name of the subfolder that attached files are moved into."""
    return _("Attached")


def move_aside(work: Work, *, path: Path) -> str:
    """Move a file into the subfolder under a free name; what the computer says where that is not possible, else ""."""
    del work
    target = path.parent / folder_aside()
    try:
        target.mkdir(exist_ok=True)
        free, number = target / path.name, 2
        while free.exists():
            free = target / f"{path.stem} ({number}){path.suffix}"
            number += 1
        path.rename(free)
    except OSError as error:
        return error.strerror or str(error)
    return ""

"""What comes of writing a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exported:
    """A file's content, and the name proposed for it."""

    content: bytes
    file_name: str

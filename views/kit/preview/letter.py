"""What a screen knows of a letter: anything with an address, a subject and a text."""

from __future__ import annotations

from typing import Protocol


class Letter(Protocol):
    """What an e-mail says."""

    @property
    def recipient(self) -> str:
        """An address."""

    @property
    def subject(self) -> str:
        """One line."""

    @property
    def text(self) -> str:
        """Plain lines."""

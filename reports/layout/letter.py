"""How every letter begins: the letterhead with who it goes to, then the facts it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from models.company.documents import Recipient, Sender
from models.finance.documents import Mark
from reports.layout.letterhead import Letterhead
from reports.layout.pages import Pages
from reports.layout.parts import Fact, draw_facts
from reports.layout.sheet import Sheet
from reports.layout.style import SMALL
from reports.layout.wording import Wording


class Letter(Protocol):
    """What every document to customers and suppliers says of itself."""

    @property
    def sender(self) -> Sender:
        """The company."""
        ...

    @property
    def recipient(self) -> Recipient:
        """Who it goes to."""
        ...

    @property
    def mark(self) -> Mark:
        """Whether it is a draft or a copy."""
        ...


def begin_letter(sheet: Sheet, letter: Letter, title: str, facts: Sequence[Fact], words: Wording) -> Pages:
    """Draw head and facts; the pages, at the place where the content begins."""
    frame = Letterhead(sender=letter.sender, title=title, words=words, recipient=letter.recipient, mark=letter.mark)
    pages = Pages(sheet, frame)
    draw_facts(pages, facts)
    pages.y += SMALL
    return pages

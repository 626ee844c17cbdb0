"""Drafts of one person on this computer: a small file for each page with work that is not saved yet."""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from views.kit.drafts import KeptDraft, key_of
from views.kit.host import Link

_logger = logging.getLogger(__name__)


class DraftFiles:
    """Keeps drafts under `folder`, which is made when the first one is kept; readable by this account alone.

    A disk that is full or read-only costs the net under the rope-dancer, never the dance: it is logged.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of(cls, home: Path, owner: str) -> DraftFiles:
        """Those of one user of one database."""
        return cls(home / "drafts" / sha256(owner.encode()).hexdigest()[:16])

    def keep(self, link: Link, title: str, state: object) -> None:
        """Write the file anew; it is whole at every moment."""
        place = {"kind": link.kind, "key": link.key, "arguments": dict(link.arguments)}
        content = {"link": place, "title": title, "at": datetime.now(UTC).isoformat(), "state": state}
        file = self._file(link)
        unfinished = file.with_suffix(".new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as written:
                written.write(json.dumps(content, ensure_ascii=True))  # in one piece it is five times as fast
            unfinished.replace(file)
        except (OSError, TypeError):
            _logger.warning("a draft could not be kept", exc_info=True)

    def read(self, link: Link) -> KeptDraft | None:
        """What is kept of a page; None where there is nothing that can be read."""
        return _read(self._file(link))

    def forget(self, link: Link) -> None:
        """Take the file away."""
        with suppress(OSError):
            self._file(link).unlink(missing_ok=True)

    def all(self) -> list[KeptDraft]:
        """Everything that is kept, the newest first."""
        found = [draft for file in self._folder.glob("*.json") if (draft := _read(file)) is not None]
        return sorted(found, key=lambda draft: draft.kept_at, reverse=True)

    def _file(self, link: Link) -> Path:
        return self._folder / f"{sha256(key_of(link).encode()).hexdigest()[:32]}.json"


def _read(file: Path) -> KeptDraft | None:
    try:
        content = json.loads(file.read_text(encoding="ascii"))
        link = Link(str(content["link"]["kind"]), content["link"]["key"], dict(content["link"]["arguments"]))
        return KeptDraft(link, content["state"], str(content["title"]), datetime.fromisoformat(content["at"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError):
        _logger.warning("a kept draft cannot be read", exc_info=True)
        return None

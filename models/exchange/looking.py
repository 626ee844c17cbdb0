"""Looks at a file before it is taken in: what kind it is, which headings it has, and takes it in by its path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.database.errors import Denied, Invalid
from models.database.work import Work
from models.exchange.account_import import as_list
from models.exchange.budget_columns import BUDGET_COLUMNS
from models.exchange.columns import (
    ACCOUNT_COLUMNS,
    ITEM_COLUMNS,
    OPENING_COLUMNS,
    PARTY_COLUMNS,
    TargetColumn,
    chosen_columns,
)
from models.exchange.importing import IMPORTERS
from models.exchange.intake import ImportReport
from models.exchange.rate_files import is_rate_file
from models.exchange.sheets import read_sheet

#: The columns of each kind of list.
LIST_COLUMNS: Mapping[str, tuple[TargetColumn, ...]] = {
    "parties": PARTY_COLUMNS,
    "items": ITEM_COLUMNS,
    "opening": OPENING_COLUMNS,
    "accounts": ACCOUNT_COLUMNS,
    "budget": BUDGET_COLUMNS,
}
_HEAD = 4096
_SIE5 = b"http://www.sie.se/sie5"


@dataclass(frozen=True, slots=True)
class FileLook:
    """What a file seems to be; `kind` is empty where nobody knows. Of a list its headings and what they hold."""

    path: Path
    kind: str
    headings: tuple[str, ...] = ()
    mapping: Mapping[str, str] | None = None  # heading by column; None where it is no list


def look_at_file(work: Work, *, path: Path, kind: str = "") -> FileLook:
    """Look at a file, as of `kind` where one is given; Invalid where it cannot be read at all."""
    del work
    content = _content(path)
    found = kind or recognise(path.name, content)
    columns = LIST_COLUMNS.get(found)
    if columns is None:
        return FileLook(path, found)
    headings = read_sheet(as_list(content) if found == "accounts" else content).headings
    places = chosen_columns(columns, headings, {})
    return FileLook(path, found, headings, {name: headings[place] for name, place in places.items()})


def take_file_in(
    work: Work, *, path: Path, kind: str, options: Mapping[str, Any], dry_run: bool = False
) -> ImportReport:
    """Take a file in, all or nothing; Denied where the user has no right to this kind."""
    importer = IMPORTERS[kind]
    if importer.needs not in work.identity.permissions:
        raise Denied("company.not_allowed", permission=str(importer.needs))
    return importer.run(work, content=_content(path), file_name=path.name, dry_run=dry_run, options=options)


def recognise(name: str, content: bytes) -> str:
    """The kind of a file by its content, and by its ending where that says nothing; empty where neither does."""
    ending = Path(name).suffix.lower()
    head = content[:_HEAD]
    if ending in IMPORTERS["sie"].extensions or head.lstrip().upper().startswith(b"#FLAGGA") or _SIE5 in head:
        return "sie"
    if ending in IMPORTERS["iif"].extensions:
        return "iif"
    if is_rate_file(head) and ending in IMPORTERS["rates"].extensions:
        return "rates"
    if b"camt.05" in head:
        return "camt"
    if ending in IMPORTERS["parties"].extensions:
        return _likelier_list(content)
    return ""


def _likelier_list(content: bytes) -> str:
    """The kind of list that knows more of the headings."""
    try:
        headings = read_sheet(content).headings
    except Invalid:
        return "parties"
    return max(LIST_COLUMNS, key=lambda kind: _known(LIST_COLUMNS[kind], headings))


def _known(columns: Sequence[TargetColumn], headings: Sequence[str]) -> int:
    return len(chosen_columns(columns, headings, {}))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Invalid("exchange.file", field="file", file=path.name, detail=error.strerror or str(error)) from error

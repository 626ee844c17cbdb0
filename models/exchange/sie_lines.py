"""The lines of a SIE file: which characters its bytes mean, and which label and fields a line holds."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PC8 = "cp437"
_SWEDISH = "åäöÅÄÖéÉ"
_BYTES_LOOKED_AT = 1_000_000
#: A quoted field, a list of objects, or a bare word.
_FIELD = re.compile(r'"((?:[^"\\]|\\.)*)"|\{((?:[^"{}]|"(?:[^"\\]|\\.)*")*)\}|([^\s{}"]+)')
_ESCAPE = re.compile(r'\\(["\\])')

#: A field is a text; a list of objects is a tuple of its words.
Field = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SieLine:
    """One line: its number from 1, its label in capitals ("#KONTO", "{" or "}") and its fields."""

    number: int
    label: str
    fields: tuple[Field, ...]
    #: False where something on the line is no field, such as a quotation mark that never ends.
    whole: bool = True

    def text(self, place: int) -> str:
        """The field at a place, empty where there is none or it is a list."""
        if place >= len(self.fields):
            return ""
        field = self.fields[place]
        return field if isinstance(field, str) else ""

    def objects(self, place: int) -> tuple[str, ...]:
        """The list at a place, empty where there is none."""
        if place >= len(self.fields):
            return ()
        field = self.fields[place]
        return () if isinstance(field, str) else field


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its character set: CP437 as the standard says, or what the bytes rather are.

    Bytes that are valid UTF-8 beyond ASCII are that; else the set that yields more Swedish letters.
    """
    if content.startswith(b"\xef\xbb\xbf"):
        return content[3:].decode("utf-8", "replace"), "utf-8"
    sample = content[:_BYTES_LOOKED_AT]
    if sample.isascii():
        return content.decode(PC8), PC8
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        counts = {name: _swedish_letters(sample.decode(name, "replace")) for name in (PC8, "cp1252")}
        best = "cp1252" if counts["cp1252"] > counts[PC8] else PC8
        return content.decode(best, "replace"), best


def _swedish_letters(text: str) -> int:
    return sum(text.count(letter) for letter in _SWEDISH)


def read_lines(text: str) -> Iterator[SieLine]:
    """The lines that hold anything, up to the mark with which DOS ended a file."""
    # Not splitlines(): it also breaks texts at form feeds and other signs that end no line here.
    lines = text.rstrip("\x1a\r\n ").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if stripped:
            yield _read_line(number, stripped)


def _read_line(number: int, line: str) -> SieLine:
    if line in {"{", "}"}:
        return SieLine(number, line, ())
    label, _space, rest = line.partition("\t" if "\t" in line.split(" ", 1)[0] else " ")
    fields: list[Field] = []
    end, whole = 0, True
    for match in _FIELD.finditer(rest):
        whole = whole and not rest[end : match.start()].strip()
        end = match.end()
        quoted, listed, bare = match.groups()
        if bare is not None:
            fields.append(bare)
        elif quoted is not None:
            fields.append(_unescaped(quoted))
        else:
            fields.append(tuple(_words(listed)))
    return SieLine(number, label.upper(), tuple(fields), whole=whole and not rest[end:].strip())


def _words(listed: str) -> Iterator[str]:
    for match in _FIELD.finditer(listed):
        quoted, _listed, bare = match.groups()
        yield bare if bare is not None else _unescaped(quoted or "")


def _unescaped(quoted: str) -> str:
    return _ESCAPE.sub(r"\1", quoted) if "\\" in quoted else quoted


def checksum(lines: Iterable[SieLine], charset: str = PC8) -> int:
    """CRC-32 over labels and contents of fields, as #KSUMMA states it; brackets and #KSUMMA itself do not count."""
    total = 0
    for line in lines:
        if line.label not in {"{", "}", "#KSUMMA"}:
            words = "".join(field if isinstance(field, str) else "".join(field) for field in line.fields)
            total = zlib.crc32(f"{line.label}{words}".encode(charset, "replace"), total)
    return total

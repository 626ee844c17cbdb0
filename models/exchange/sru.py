"""Writes an income tax return as SRU files. Source: SKV 269, Teknisk beskrivning, näringsuppgifter (SRU)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal

ENCODING = "iso-8859-1"
_INFO, _FORMS = "INFO.SRU", "BLANKETTER.SRU"
_LONGEST = 250
#: A zip archive knows no earlier day; the same content shall give the same bytes.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class SruSender:
    """Who sends the return; `identity` of twelve digits, a juridical person's with 16 before its number."""

    identity: str
    name: str
    address: str
    postcode: str
    city: str


@dataclass(frozen=True, slots=True)
class SruForm:
    """A form such as INK2R-2025P4 with its fields: code and value in whole kronor, or a day as YYYYMMDD."""

    name: str
    fields: Sequence[tuple[str, str]]


def whole_kronor(amount: Decimal) -> int:
    """An amount as the return states it: öre are dropped."""
    return int(amount.quantize(Decimal(1), ROUND_DOWN))


def write_sru(sender: SruSender, forms: Sequence[SruForm], *, program: str, made_at: datetime) -> bytes:
    """A zip archive with the two files that Skatteverket takes: INFO.SRU and BLANKETTER.SRU."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, lines in ((_INFO, _info(sender, program, made_at)), (_FORMS, _forms(sender, forms, made_at))):
            writer.writestr(zipfile.ZipInfo(name, _ZIP_DAY), _encoded(lines))
    return archive.getvalue()


def _info(sender: SruSender, program: str, made_at: datetime) -> Iterator[str]:
    yield "#DATABESKRIVNING_START"
    yield "#PRODUKT SRU"
    yield f"#SKAPAD {made_at:%Y%m%d %H%M%S}"
    yield f"#PROGRAM {program}"
    yield f"#FILNAMN {_FORMS}"
    yield "#DATABESKRIVNING_SLUT"
    yield "#MEDIELEV_START"
    yield f"#ORGNR {sender.identity}"
    yield f"#NAMN {sender.name}"
    if sender.address:
        yield f"#ADRESS {sender.address}"
    yield f"#POSTNR {sender.postcode}"
    yield f"#POSTORT {sender.city}"
    yield "#MEDIELEV_SLUT"


def _forms(sender: SruSender, forms: Sequence[SruForm], made_at: datetime) -> Iterator[str]:
    for form in forms:
        yield f"#BLANKETT {form.name}"
        yield f"#IDENTITET {sender.identity} {made_at:%Y%m%d %H%M%S}"
        yield f"#NAMN {sender.name}"
        for code, value in form.fields:
            yield f"#UPPGIFT {code} {value}"
        yield "#BLANKETTSLUT"
    yield "#FIL_SLUT"


def _encoded(lines: Iterator[str]) -> bytes:
    return "".join(f"{_legible(line)}\r\n" for line in lines).encode(ENCODING, "replace")


def _legible(line: str) -> str:
    """One line without control characters, at most as long as the format allows."""
    return "".join(sign if sign.isprintable() else " " for sign in line)[:_LONGEST]

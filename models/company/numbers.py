"""Numbers as people type and paste them, read exactly: "1 000,50", "1,000.50", "12.5", "-3"."""

from __future__ import annotations

import re
from decimal import Decimal

from models.database.errors import Invalid

_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(?!\d))")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
_GROUPED = {
    ",": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?"),
    ".": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d*)?"),
}


def parse_decimal(text: str, *, language: str) -> Decimal:
    """The number that `text` says in a language; Invalid "number.malformed" for anything else.

    Swedish reads a comma as the decimal sign and takes a point for one too, as the numeric keypad gives it; a point
    groups thousands only where a comma follows. English reads a point, and commas between groups of three.
    """
    plain = _SPACES.sub("", text.strip()).replace("−", "-")
    if language == "sv":
        if "," in plain and _GROUPED["."].fullmatch(plain):
            plain = plain.replace(".", "")
        plain = plain.replace(",", ".", 1)
    elif _GROUPED[","].fullmatch(plain):
        plain = plain.replace(",", "")
    if not _PLAIN.fullmatch(plain):
        raise Invalid("number.malformed", text=text)
    return Decimal(plain)

"""What a party's numbers and addresses must look like, and what keeps a card from being saved."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_VAT = re.compile(r"[A-Z]{2}[0-9A-Z+*.]{2,13}")


def is_org_number(text: str) -> bool:
    """Whether `text` is a Swedish organisation or personal number, by its check digit; dashes do not matter."""
    digits = re.sub(r"[\s+-]", "", text)
    if len(digits) == 12:  # noqa: PLR2004 - a personal number with its century
        digits = digits[2:]
    return re.fullmatch(r"\d{10}", digits) is not None and _luhn(digits)


def is_vat_number(text: str) -> bool:
    """Whether `text` is the VAT number of an EU country by that country's own rule; others by their shape."""
    from stdnum.eu import vat

    number = text.replace(" ", "").upper()
    if number[:2].lower() in {*vat.MEMBER_STATES, "el"}:
        return bool(vat.is_valid(number))
    return _VAT.fullmatch(number) is not None


def is_email(text: str) -> bool:
    """Whether `text` has the shape of one e-mail address."""
    return _EMAIL.fullmatch(text.strip()) is not None


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 - position % 2) for position, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0

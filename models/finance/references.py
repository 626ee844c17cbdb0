"""Numbers that payments carry: OCR and RF references, bankgiro and plusgiro, and the text of payment QR codes."""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import quote

from stdnum import iban, luhn
from stdnum.iso7064 import mod_97_10

_LONGEST_OCR = 25
_CENTS = -2
_SWISH_MESSAGE = 50
_EPC_NAME = 70
_EPC_TEXT = 140
_EPC_MOST = Decimal("999999999.99")


def luhn_digit(digits: str) -> str:
    """The check digit that goes after `digits` (modulus 10, weights 2 and 1 from the right)."""
    if not re.fullmatch(r"[0-9]+", digits):
        raise ValueError(f"not digits alone: {digits!r}")
    return luhn.calc_check_digit(digits)


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    return re.fullmatch(r"[0-9]{2,}", digits) is not None and luhn_digit(digits[:-1]) == digits[-1]


def ocr_reference(number: str, *, length_digit: bool = False) -> str:
    """The OCR reference of a document number: its digits, the length digit where agreed, and the check digit.

    Raises ValueError where no digits are left or more than 25 come out (Bankgirot).
    """
    digits = re.sub(r"[^0-9]", "", number)
    if length_digit:
        digits += str((len(digits) + 2) % 10)
    if not re.sub(r"[^0-9]", "", number) or len(digits) >= _LONGEST_OCR:
        raise ValueError(f"no OCR reference for {number!r}")
    return digits + luhn_digit(digits)


def is_ocr(reference: str, *, length_digit: bool = False) -> bool:
    """Whether a reference has 2 to 25 digits with the right check digit and, where agreed, length digit."""
    if len(reference) > _LONGEST_OCR or not is_luhn(reference):
        return False
    return not length_digit or reference[-2] == str(len(reference) % 10)


def is_bankgiro(text: str) -> bool:
    """Whether this is a bankgiro number, with or without its hyphen."""
    return re.fullmatch(r"[0-9]{3,4}-?[0-9]{4}", text.strip()) is not None and is_luhn(_digits(text))


def format_bankgiro(text: str) -> str:
    """A bankgiro number as it is shown: NNN-NNNN or NNNN-NNNN. Raises ValueError where it is none."""
    if not is_bankgiro(text):
        raise ValueError(f"not a bankgiro number: {text!r}")
    digits = _digits(text)
    return f"{digits[:-4]}-{digits[-4:]}"


def is_plusgiro(text: str) -> bool:
    """Whether this is a plusgiro number of 2 to 8 digits, with or without spaces and hyphen."""
    return re.fullmatch(r"[0-9](?: ?[0-9]){0,6}-?[0-9]", text.strip()) is not None and is_luhn(_digits(text))


def format_plusgiro(text: str) -> str:
    """A plusgiro number as it is shown: pairs from the right and the check digit, N NN NN-N. ValueError if none."""
    if not is_plusgiro(text):
        raise ValueError(f"not a plusgiro number: {text!r}")
    digits = _digits(text)
    stem = digits[:-1]
    first = len(stem) % 2
    pairs = [stem[:first], *(stem[at : at + 2] for at in range(first, len(stem), 2))]
    return f"{' '.join(pair for pair in pairs if pair)}-{digits[-1]}"


def format_iban(text: str) -> str:
    """An IBAN in groups of four. Raises ValueError where it is none."""
    if not iban.is_valid(text):
        raise ValueError(f"not an IBAN: {text!r}")
    return str(iban.format(text))


def rf_reference(text: str) -> str:
    """The creditor reference (ISO 11649) of up to 21 letters and digits: RF, two check digits, the text."""
    body = re.sub(r"[^0-9A-Z]", "", text.upper())
    if not 1 <= len(body) <= 21:  # noqa: PLR2004 - ISO 11649
        raise ValueError(f"no RF reference for {text!r}")
    return f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}"


def is_rf(reference: str) -> bool:
    """Whether this is a creditor reference with the right check digits; spaces between groups are allowed."""
    compact = reference.replace(" ", "").upper()
    return re.fullmatch(r"RF[0-9]{2}[0-9A-Z]{1,21}", compact) is not None and mod_97_10.is_valid(
        compact[4:] + compact[:4]
    )


def swish_text(*, payee: str, amount: Decimal, message: str, editable: int = 0) -> str:
    """The text of a Swish QR code: C<number>;<amount>;<message>;<mask>.

    `editable` adds up 1 payee, 2 amount and 4 message; 0 locks all. Raises ValueError for a number that Swish does not
    give to companies, an amount that is not positive in whole öre, or a message longer than 50 characters.
    """
    number = _digits(payee)
    if not re.fullmatch(r"123[0-9]{7}", number):
        raise ValueError(f"not a Swish number of a company: {payee!r}")
    if len(message) > _SWISH_MESSAGE:
        raise ValueError("a Swish message has at most 50 characters")
    return f"C{number};{_payable(amount).replace('.', ',')};{quote(message, safe='')};{editable & 7}"


def epc_text(*, name: str, account: str, amount: Decimal, bic: str = "", reference: str = "") -> str:
    """The text of a QR code for a SEPA credit transfer in euro (EPC069-12, version 002).

    An RF reference goes where banks read it as such, anything else as free text. Raises ValueError for an account that
    is no IBAN or an amount that is not between 0,01 and 999 999 999,99.
    """
    if not iban.is_valid(account):
        raise ValueError(f"not an IBAN: {account!r}")
    if amount > _EPC_MOST:
        raise ValueError(f"more than a SEPA transfer holds: {amount}")
    structured = reference.replace(" ", "").upper() if is_rf(reference) else ""
    free = "" if structured else " ".join(reference.split())[:_EPC_TEXT]
    lines = ("BCD", "002", "1", "SCT", bic.replace(" ", "").upper(), " ".join(name.split())[:_EPC_NAME])
    return "\n".join((*lines, iban.compact(account), f"EUR{_payable(amount)}", "", structured, free)).rstrip("\n")


def _payable(amount: Decimal) -> str:
    exponent = amount.normalize().as_tuple().exponent
    if amount <= 0 or not isinstance(exponent, int) or exponent < _CENTS:
        raise ValueError(f"not an amount to pay: {amount}")
    return f"{amount:.2f}"


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)

"""Turns words of the command line into values, and says in the command's usage what is wrong with them."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from models.database.errors import Invalid
from resources.language import _


def day(text: str) -> date:
    """A date as YYYY-MM-DD or YYYYMMDD."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("{text} is no date; write it as 2026-12-31").format(text=text)) from error


def positive(text: str) -> int:
    """A whole number from one."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("{text} is no whole number from 1").format(text=text))
    return int(text)


def pair(text: str) -> tuple[str, str]:
    """Two words around an equals sign."""
    left, sign, right = text.partition("=")
    if not (left and sign and right):
        raise argparse.ArgumentTypeError(_("{text} is not written as name=value").format(text=text))
    return left.strip(), right.strip()


def value_of(text: str) -> tuple[int, str]:
    """The number of a dimension and the code of a value around an equals sign; no code is what has none."""
    number, sign, code = text.partition("=")
    if not (number.strip().isdecimal() and sign):
        raise argparse.ArgumentTypeError(_("{text} is not written as number=code").format(text=text))
    return int(number), code.strip()


def read_password(file: str | None) -> str:
    """The first line of the file, of standard input for "-", or what is typed where a person sits in front."""
    if file is None and sys.stdin.isatty():
        from getpass import getpass

        password = getpass(_("Password: "))
    elif file is None:
        raise Invalid("user.password_missing", field="password_file")
    else:
        text = sys.stdin.readline() if file == "-" else Path(file).read_text(encoding="utf-8")
        password = text.splitlines()[0] if text else ""
    return password

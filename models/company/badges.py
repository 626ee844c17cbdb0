"""Badges of shared terminals: a code to scan or type and a PIN, drawn by lot and told only once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from models.company.users import issue_badge
from models.database.rights import Permission
from models.database.work import Work, operation

#: Without letters and digits that are taken for one another.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_LENGTH, _PIN_LENGTH = 8, 6


@dataclass(frozen=True, slots=True)
class NewBadge:
    """What the worker gets; the PIN is stored nowhere in the clear."""

    code: str
    pin: str


@operation(needs=Permission.COMPANY_USERS)
def issue_new_badge(work: Work, *, name: str) -> NewBadge:
    """Give a user a badge with a fresh code and PIN; an earlier badge ends."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
    pin = "".join(secrets.choice("0123456789") for _ in range(_PIN_LENGTH))
    issue_badge(work, name=name, code=code, pin=pin)
    return NewBadge(code, pin)

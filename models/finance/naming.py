"""What accounts are called: they have a name of the books, and may have an English one."""

from __future__ import annotations

from resources.language import current


def account_name(alias: str = "a") -> str:
    """The SQL of an account's name in the user's language, `alias` being what its table is called there."""
    if current() == "sv":
        return f"{alias}.name"
    return f"CASE WHEN {alias}.name_en <> '' THEN {alias}.name_en ELSE {alias}.name END"

"""Passwords that a user asked to be remembered, in the system's password store; without one they are asked for."""

from __future__ import annotations

_SERVICE = "kontor sign-in"


def remember_password(entry: str, password: str) -> bool:
    """Keep a password; False where this computer has no password store."""
    import keyring

    try:
        keyring.set_password(_SERVICE, entry, password)
        return keyring.get_password(_SERVICE, entry) == password
    except (keyring.errors.KeyringError, OSError, RuntimeError):
        return False


def remembered_password(entry: str) -> str | None:
    """The password kept for this entry, or None."""
    import keyring

    try:
        return keyring.get_password(_SERVICE, entry)
    except (keyring.errors.KeyringError, OSError, RuntimeError):
        return None


def forget_password(entry: str) -> None:
    """Keep it no longer; no error where there is none."""
    import keyring

    try:
        keyring.delete_password(_SERVICE, entry)
    except (keyring.errors.KeyringError, OSError, RuntimeError):
        return

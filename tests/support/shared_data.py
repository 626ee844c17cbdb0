"""Real files of banks, authorities and other programs, read where they lie beside the project; never copied into it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_PROJECT = Path(__file__).resolve().parents[2]


def shared_folder() -> Path:
    """`KONTOR_SHARED_DATA`, by default `shared/data` beside the project; it need not exist."""
    chosen = os.environ.get("KONTOR_SHARED_DATA")
    return Path(chosen) if chosen else _PROJECT.parent / "shared" / "data"


def shared_file(relative: str) -> Path:
    """One file or folder of the shared data; the calling test is skipped where it is not there."""
    path = shared_folder() / relative
    if not path.exists():
        pytest.skip(f"shared data not present: {relative}")
    return path


def shared_files(pattern: str) -> list[Path]:
    """All shared files that match a pattern such as "sie/*.se", sorted; empty where there are none.

    For `pytest.mark.parametrize`, which marks a test without cases as skipped.
    """
    return sorted(path for path in shared_folder().glob(pattern) if path.is_file())

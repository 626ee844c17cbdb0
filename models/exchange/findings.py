"""What is to be said about a file before anything in it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """An error keeps the whole file out; a warning wants to be read; information is good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` with `params` for its message, and the line of the file (from 1) where there is one."""

    severity: Severity
    code: str
    line: int | None = None
    params: Mapping[str, Any] = field(default_factory=dict)

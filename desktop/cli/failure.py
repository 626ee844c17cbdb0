"""How a command tells that it was refused: a sentence on stderr, and under --json the code with its parameters."""

from __future__ import annotations

import sys
import traceback
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from desktop.cli.messages import MESSAGES
from models.database.errors import KontorError, from_driver
from models.database.server.place import default_home
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context

_DOMAINS = ("database", "company", "contacts", "finance", "warehouse", "sales", "service", "exchange")


def tell(error: BaseException, context: Context) -> None:
    """Say what went wrong."""
    known = error if isinstance(error, KontorError) else from_driver(error) or _of_system(error)
    if known is None:
        print(_fault(error), file=sys.stderr)
        return
    print(_("kontor: {message}").format(message=explain(known)), file=sys.stderr)
    if context.as_json:
        from desktop.cli.output import print_json

        print_json({"code": known.code, "message": explain(known), **known.params})


def explain(error: KontorError) -> str:
    """The error as a sentence; the bare code where there is no text for it."""
    text = _texts().get(error.code)
    if text is None:
        return str(error)
    return _(text).format_map(_Shown(error.params))


class _Shown(dict[str, object]):
    """Parameters of a message; one that is missing shows as an ellipsis instead of breaking the sentence."""

    def __missing__(self, name: str) -> str:
        return "…"


@cache
def _texts() -> dict[str, str]:
    texts = dict(MESSAGES)
    for domain in _DOMAINS:
        with suppress(ModuleNotFoundError):
            texts |= import_module(f"models.{domain}.messages").MESSAGES
    return texts


def _of_system(error: BaseException) -> KontorError | None:
    """A file that cannot be read or written is the user's to mend."""
    if isinstance(error, OSError):
        return KontorError("file.unusable", file=str(error.filename or ""), detail=error.strerror or str(error))
    return None


def _fault(error: BaseException) -> str:
    """A fault of the program: the story goes into a file, a sentence to the user."""
    log = default_home() / "fault.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    text = _("kontor: a fault in the program ({detail}); the details are in {path}")
    return text.format(detail=type(error).__name__, path=log)

"""How a command tells that it was refused: a sentence on stderr, and under --json the code with its parameters."""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING

from desktop.cli.messages import MESSAGES
from models.database.errors import KontorError, from_driver
from models.database.server.place import default_home
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context


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
    """The error as a sentence: the command line's own words, else those of the whole desktop."""
    if error.code in MESSAGES:
        return _(MESSAGES[error.code]).format(**error.params)
    from desktop.messages import explain as explain_anywhere

    return explain_anywhere(error)


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

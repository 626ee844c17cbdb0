"""What the window tells about itself: the program, and a fault in it."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from desktop.faults import Fault
from desktop.logging import log_folder
from desktop.messages import explain
from resources.language import _
from views.kit.host import Answer, AnswerRole, Question
from views.kit.question import QuestionDialog

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_FAULT = "fault"


def program_version() -> str:
    """The version of Kontor; empty where it runs without having been installed."""
    try:
        return version("kontor-desktop")
    except PackageNotFoundError:
        return ""


def tell_about(window: MainWindow) -> None:
    """Show what this is and what it is made with."""
    made_with = _("Python {python}, Qt {qt}, PostgreSQL. Log: {folder}")
    question = Question(
        _("Kontor {version}").format(version=program_version()),
        _("Books, stock, sales and service on one database. Free software under the MIT licence."),
        (_close(),),
        details=made_with.format(python=platform.python_version(), qt=qVersion(), folder=log_folder()),
    )
    QuestionDialog(question, window).open()


def tell_fault(window: QWidget, fault: Fault) -> None:
    """Show that the program failed and lives on; one such notice at a time."""
    if window.findChild(QuestionDialog, _FAULT) is not None:
        return
    details = _("Nothing else is affected: what is typed on the pages is still there. The log lies in {folder}.")
    question = Question(
        _("Something went wrong"), explain(fault), (_close(),), details=details.format(folder=log_folder())
    )
    dialog = QuestionDialog(question, window)
    dialog.setObjectName(_FAULT)
    dialog.open()


def _close() -> Answer:
    return Answer("close", _("Close"), AnswerRole.PRIMARY)

"""Writing a file for another program: which kind, with which settings, and where to."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from models.database.errors import Denied, KontorError
from models.database.work import Work
from models.exchange.exported import Exported
from models.exchange.exporting import EXPORTERS, Exporter
from resources.language import N_, _
from views.exchange.settings import FileSettings
from views.kit.action import Action, ActionContext
from views.kit.form.lines import ChoiceBox
from views.kit.form.spec import Choice
from views.kit.host import Host, Job, Level, Link, Message
from views.kit.page import Page
from views.kit.text import Card, Label, column
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2, SPACE_4

_FOLDER = "export.folder"
_WIDEST = 520


def write_exported(work: Work, *, kind: str, options: dict[str, str], path: Path) -> str:
    """Write a file and return its name; KontorError where the disk refuses it."""
    exporter = EXPORTERS[kind]
    if exporter.needs not in work.identity.permissions:
        raise Denied("company.not_allowed", permission=str(exporter.needs))
    exported: Exported = exporter.run(work, options=options)
    try:
        path.write_bytes(exported.content)
    except OSError as error:
        raise KontorError("export.file", file=path.name, detail=error.strerror or str(error)) from error
    return path.name


class ExportPage(Page):
    """One kind at a time."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Export"), link=link)
        self._job: Job | None = None
        allowed = [exporter for exporter in EXPORTERS.values() if host.allows(exporter.needs)]
        self.kind = ChoiceBox([Choice(exporter.name, exporter.title) for exporter in allowed])
        self.kind.setAccessibleName(_("Kind of file"))
        # As wide as the card, however long the longest name is: large text has to fit too.
        self.kind.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.activated.connect(self._show_options)
        self.settings = FileSettings(host, self.kind, upright=True)
        card = Card()
        keep(card, QWidget.setMaximumWidth, partial(scaled, _WIDEST))
        layout = column(card, margin=SPACE_4, spacing=SPACE_2)
        layout.addWidget(Label(_("Kind of file"), strong=True))
        layout.addWidget(self.kind)
        layout.addWidget(self.settings)
        self.body.addWidget(card)
        self.body.addStretch()
        self.set_actions(
            (
                Action(
                    "exchange.write",
                    N_("Save as…"),
                    self._ask,
                    shortcut="Ctrl+S",
                    icon="save",
                    enabled=self._why_not,
                    primary=True,
                ),
            )
        )
        self.setFocusProxy(self.kind)
        self._show_options()

    @property
    def exporter(self) -> Exporter | None:
        """The kind chosen."""
        return EXPORTERS.get(str(self.kind.value()))

    def _show_options(self) -> None:
        self.settings.set_options(self.exporter.options if self.exporter else {})

    def _why_not(self, context: ActionContext) -> str | None:
        del context
        if self.exporter is None:
            return _("There is no kind of file for you here.")
        return _("The file is being written.") if self._job is not None else None

    def _ask(self, context: ActionContext) -> None:
        exporter = self.exporter
        if exporter is None:
            return
        if self.settings.problem:
            context.host.tell(Message(self.settings.problem, Level.ERROR, replaces="export"))
            return
        dialog = QFileDialog(self.window(), _("Save as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(exporter.extension.lstrip("."))
        folder = context.host.preferences.read(_FOLDER)
        if isinstance(folder, str) and Path(folder).is_dir():
            dialog.setDirectory(folder)
        dialog.selectFile(f"{context.host.company} {context.host.today}{exporter.extension}")
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: str) -> None:
        """Write the chosen kind to a file."""
        self.host.preferences.write(_FOLDER, str(Path(path).parent))
        arguments = {"kind": str(self.kind.value()), "options": self.settings.values, "path": Path(path)}
        self._job = self.host.read(write_exported, arguments, on_done=self._on_written, on_failed=self._on_failed)
        self.refresh_actions()

    def _on_written(self, name: str) -> None:
        self._job = None
        self.host.tell(Message(_("Written to {file}.").format(file=name), Level.SUCCESS, replaces="export"))
        self.refresh_actions()

    def _on_failed(self, error: KontorError) -> None:
        self._job = None
        self.host.tell(Message(self.host.explain(error), Level.ERROR, replaces="export"))
        self.refresh_actions()

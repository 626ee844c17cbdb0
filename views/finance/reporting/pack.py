"""A pack of reports: what it holds, of which period, where it goes, and what its runs came to."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from models.database.building import Span
from models.database.errors import KontorError
from models.database.listing import Filter
from models.database.rights import Permission
from models.exchange.reporting.packs import (
    BUILT,
    SPANS,
    DuePack,
    Pack,
    PackItem,
    StoredPack,
    addresses,
    delete_pack,
    due_now,
    load_pack,
    save_pack,
)
from models.exchange.reporting.saved import SavedReport, saved_reports
from models.finance.statements.keeping import StatementName, list_statements
from reports.plain.packing import file_name, pack_pdf
from reports.plain.statements import DESIGNED, STATEMENTS
from resources.language import N_, _
from views.finance.reporting.lists import RUN_LIST
from views.finance.reporting.offers import SPANS as SPAN_TEXTS
from views.finance.reporting.pack_maker import PackMaker
from views.finance.reporting.result import STATUSES
from views.finance.reporting.zone import Offer, Zone
from views.kit.action import Action, ActionContext
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, PrintJob, Question
from views.kit.list.view import ListView
from views.kit.page import Page
from views.kit.text import Card, column, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_4

_WIDTH = 340  # pixels at 100 %
_FORMATS = (("pdf", N_("PDF")), ("xlsx", N_("Excel")))


class PackPage(Page):
    """A pack; without a key a new one."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("New pack"), link=link)
        self.stored: Pack | None = None
        self.name, self.recipients, self.folder = QLineEdit(), QLineEdit(), QLineEdit()
        self.contents = Zone(_("Reports"), _("Add a report"), most=30)
        self.span, self.format = QComboBox(), QComboBox()
        self.active = QCheckBox(_("Made when its period is over"))
        self.active.setChecked(True)
        for span in SPANS:
            self.span.addItem(_(SPAN_TEXTS[span]), span.value)
        for code, text in _FORMATS:
            self.format.addItem(_(text), code)
        self.recipients.setPlaceholderText(_("anna@example.com, bo@example.com"))
        self.runs: ListView | None = None
        parts = row(spacing=SPACE_4)
        parts.addWidget(self._card())
        self._beside = column()
        parts.addLayout(self._beside, 1)
        self.body.addLayout(parts, 1)
        self.set_actions(self._actions())
        self.setFocusProxy(self.name)
        self._designed: tuple[StatementName, ...] = ()
        self._built: tuple[SavedReport, ...] = ()
        self._offer()
        host.read(list_statements, {}, on_done=self._on_designed)
        host.read(saved_reports, {}, on_done=self._on_built)
        if link.key is not None:
            self.load(load_pack, {"pack_id": link.number}, on_done=self._on_loaded)

    @property
    def pack(self) -> Pack:
        """What stands on the page."""
        return Pack(
            self.name.text(),
            tuple(item for item in self.contents.picked if isinstance(item, PackItem)),
            Span(self.span.currentData()),
            str(self.format.currentData()),
            tuple(addresses(self.recipients.text())),
            self.folder.text(),
            self.active.isChecked(),
            self.stored.id if self.stored is not None else None,
            self.stored.version if self.stored is not None else None,
        )

    def leaving_loses(self) -> str | None:
        """Ask when something was changed and not saved."""
        untouched = self.stored if self.stored is not None else Pack("", ())
        if self.pack == untouched or not self.host.allows(Permission.REPORTS_PACKS):
            return None
        return _("What was changed on this page has not been saved. Leave it anyway?")

    # --- parts

    def _card(self) -> Card:
        card = Card()
        keep(card, QWidget.setFixedWidth, partial(spaced, _WIDTH))
        layout = column(card, margin=SPACE_4, spacing=SPACE_3)
        pairs = (
            (_("Name"), self.name),
            (_("Period"), self.span),
            (_("Format"), self.format),
            (_("Sent to"), self.recipients),
            (_("Saved in the folder, on the computer that runs it"), self.folder),
        )
        for at, (label, widget) in enumerate(pairs):
            widget.setAccessibleName(label)
            layout.addLayout(_pair(label, widget))
            if at == 0:
                layout.addWidget(self.contents)
        layout.addWidget(self.active)
        about = _("Packs are made by “kontor run-due”, which a scheduler calls every morning; each period once.")
        layout.addWidget(note(about))
        layout.addStretch()
        return card

    def _actions(self) -> tuple[Action, ...]:
        edit = Permission.REPORTS_PACKS
        acts = [Action("finance.pack.show", N_("Show the last period"), self._show, icon="print")]
        if self.stored is not None:
            title = N_("Make it for the last period")
            acts.append(Action("finance.pack.make", title, self._make, edit, icon="mail"))
            acts.append(
                Action("finance.pack.delete", N_("Delete"), self._ask_delete, edit, icon="delete", destructive=True)
            )
        acts.append(Action("finance.pack.save", N_("Save"), self._save, edit, "Ctrl+S", "save", primary=True))
        return tuple(acts)

    def _on_designed(self, found: tuple[StatementName, ...]) -> None:
        self._designed = found
        self._offer()

    def _on_built(self, found: tuple[SavedReport, ...]) -> None:
        self._built = found
        self._offer()

    def _offer(self) -> None:
        statements = [Offer(_(title), PackItem(name)) for name, (title, _make) in STATEMENTS.items()]
        designed = [Offer(each.title, PackItem(f"{DESIGNED}{each.code}")) for each in self._designed]
        built = [Offer(report.name, PackItem(BUILT, report.id)) for report in self._built]
        ways = Offer(_("Financial statements"), ways=tuple(designed), alone=True) if designed else None
        self.contents.set_offers([*statements, *([ways] if ways else []), *built])

    def _on_loaded(self, pack: Pack) -> None:
        self.stored = pack
        self.set_title(pack.name)
        self.name.setText(pack.name)
        self.contents.put(pack.contents)
        self.span.setCurrentIndex(self.span.findData(pack.span.value))
        self.format.setCurrentIndex(self.format.findData(pack.format))
        self.recipients.setText(", ".join(pack.recipients))
        self.folder.setText(pack.folder)
        self.active.setChecked(pack.active)
        self.set_actions(self._actions())
        if self.runs is None:
            self.runs = ListView(self.host, RUN_LIST, filters=(Filter("pack_id", "=", pack.id),))
            self._beside.addWidget(self.runs, 1)

    # --- acts

    def _save(self, context: ActionContext) -> None:
        del context
        pack = self.pack
        self.host.run(save_pack, {"pack": pack}, on_done=partial(self._on_saved, pack), on_failed=self._on_failed)

    def _on_saved(self, pack: Pack, stored: StoredPack) -> None:
        self._on_loaded(replace(pack, name=" ".join(pack.name.split()), id=stored.id, version=stored.version))
        self.host.tell(Message(_("The pack is saved."), Level.SUCCESS, replaces="pack"))

    def _make(self, context: ActionContext) -> None:
        del context
        if self.pack != self.stored:
            self.host.tell(Message(_("Save what was changed first."), Level.WARNING, replaces="pack"))
            return
        self.host.read(due_now, {"pack": self.pack}, on_done=self._on_to_make)

    def _on_to_make(self, due: DuePack) -> None:
        maker = PackMaker(self.host, due, self)
        maker.ended.connect(self._on_made)
        maker.was_made.connect(self._on_made_before)
        maker.start()

    def _on_made(self, reason: str) -> None:
        if reason:
            self.host.tell(Message(reason, Level.ERROR, replaces="pack"))
        else:
            self.host.tell(Message(_("The pack is made and kept."), Level.SUCCESS, replaces="pack"))

    def _on_made_before(self) -> None:
        text = _("The pack of that period has been made already. Its document is kept with the run.")
        self.host.tell(Message(text, Level.INFO, replaces="pack"))

    def _show(self, context: ActionContext) -> None:
        del context
        self.host.read(due_now, {"pack": self.pack}, on_done=self._on_due)

    def _on_due(self, due: DuePack) -> None:
        arguments = {"due": due, "language": self.host.language, "statuses": STATUSES}
        name = file_name(due).rpartition(".")[0]
        self.host.preview(PrintJob(due.pack.name or _("New pack"), pack_pdf, f"{name}.pdf", arguments))

    def _ask_delete(self, context: ActionContext) -> None:
        del context
        answers = (Answer("keep", _("Keep it")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        title = _("Delete the pack “{name}”?").format(name=self.title)
        question = Question(title, _("Its reports stay."), answers, escape="keep")
        self.host.ask(question, on_answer=self._on_delete_answer)

    def _on_delete_answer(self, answer: str) -> None:
        if answer == "delete" and self.stored is not None:
            arguments = {"pack_id": self.stored.id}
            self.host.run(delete_pack, arguments, on_done=self._on_deleted, on_failed=self._on_failed)

    def _on_deleted(self, _nothing: None) -> None:
        self.stored = None
        self.name.clear()
        self.host.open(Link("finance.packs"))

    def _on_failed(self, error: KontorError) -> None:
        self.host.tell(Message(self.host.explain(error), Level.ERROR, replaces="pack"))


def _pair(label: str, widget: QWidget) -> QVBoxLayout:
    layout = column(spacing=SPACE_2)
    layout.addWidget(note(label))
    layout.addWidget(widget)
    return layout

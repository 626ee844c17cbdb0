"""What e-mails with documents say: a list of all kinds and languages, and a form for the words of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from models.company.letters import (
    LETTERS,
    LetterTemplate,
    places_of,
    read_templates,
    save_template,
    standard_template,
)
from models.database.listing import Column
from models.database.rights import Permission
from models.database.work import Work, operation
from resources.language import LANGUAGES, N_, _
from views.company.scrolled import scrolled
from views.kit.action import Action, ActionContext
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.text import note
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled

_TEXT_HEIGHT = 240  # pixels at 100 %: a letter is seen whole
_LANGUAGES = {"sv": N_("Swedish"), "en": N_("English")}
_COLUMNS = (
    Column("title", N_("Letter")),
    Column("language", N_("Language")),
    Column("subject", N_("Subject"), width=30),
    Column("words", N_("Words")),
)


class LettersPage(RecordPage[Sequence[LetterTemplate]]):
    """Every kind of letter in every language."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host, _("Letters"), read=read_templates, arguments={}, subjects=("company.setting",), link=link
        )

    def build(self) -> None:
        """The table under what it is for."""
        about = _("An e-mail with a document speaks the language of its reader. It can be changed before it is sent.")
        self.table = TableView(self.host, _COLUMNS, fitted=True)
        self.parts.addWidget(scrolled(note(about), self.table), 1)
        self.setFocusProxy(self.table)

    def show_record(self, record: Sequence[LetterTemplate]) -> None:
        """A row each."""
        self.table.set_rows([_row(template) for template in record])


def _row(template: LetterTemplate) -> TableRow:
    words = _("The company's own") if template.own else _("Standard")
    title, language = _(LETTERS[template.kind].title), _(_LANGUAGES[template.language])
    link = Link("company.letter", f"{template.kind}.{template.language}")
    return TableRow((title, language, template.subject, words), {0: link})


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """The words of a letter being changed."""

    kind: str
    language: str
    subject: str = ""
    text: str = ""


@operation(needs=Permission.CONTACTS_READ)
def read_letter(work: Work, *, kind: str, language: str) -> LetterDraft:
    """The words as they are now."""
    found = next(one for one in read_templates(work) if (one.kind, one.language) == (kind, language))
    return LetterDraft(kind, language, found.subject, found.text)


def _arguments(draft: LetterDraft) -> Mapping[str, object]:
    """Words that are the standard ones again are no own words."""
    standard = standard_template(draft.kind, draft.language)
    same = (draft.subject.strip(), draft.text.strip()) == (standard.subject, standard.text)
    words = ("", "") if same else (draft.subject, draft.text)
    return {"kind": draft.kind, "language": draft.language, "subject": words[0], "text": words[1]}


FORM: FormSpec[LetterDraft] = FormSpec(
    (
        Section(
            "",
            (
                Field("subject", N_("Subject"), required=True, wide=True),
                Field("text", N_("Text"), FieldKind.MULTILINE, required=True, wide=True),
            ),
            hint=N_("What stands in braces is filled in for each document."),
        ),
    ),
    save=save_template,
    arguments=_arguments,
)


class LetterPage(FormPage[LetterDraft]):
    """One kind of letter in one language, by a key such as "invoice.sv"."""

    def __init__(self, host: Host, link: Link) -> None:
        kind, _dot, language = str(link.key).partition(".")
        kind = kind if kind in LETTERS else next(iter(LETTERS))
        language = language if language in LANGUAGES else LANGUAGES[0]
        standard = Action("company.letter.standard", N_("Standard words"), self._on_standard, icon="undo")
        draft = LetterDraft(kind, language)
        super().__init__(
            host, _(LETTERS[kind].title), FORM, draft, saved_link=_to_letters, actions=(standard,), link=link
        )
        self.set_title(_(LETTERS[kind].title), _(_LANGUAGES[language]))
        self.form.setEnabled(False)
        places = " ".join(f"{{{place}}}" for place in places_of(kind))
        self.body.insertWidget(self.body.indexOf(self.form), note(_("Placeholders: {places}").format(places=places)))
        keep(self.form.boxes["text"].editor, QWidget.setFixedHeight, partial(scaled, _TEXT_HEIGHT))
        self.load(read_letter, {"kind": kind, "language": language}, on_done=self._on_read)

    def _on_read(self, draft: LetterDraft) -> None:
        self.form.setEnabled(True)
        self.form.set_draft(draft)
        self.form.setFocus()

    def _on_standard(self, context: ActionContext) -> None:
        del context
        standard = standard_template(self.form.draft.kind, self.form.draft.language)
        draft = LetterDraft(standard.kind, standard.language, standard.subject, standard.text)
        self.form.set_draft(draft, original=False, step=_("Standard words"))


def _to_letters(result: object) -> Link:
    del result
    return Link("company.letters")

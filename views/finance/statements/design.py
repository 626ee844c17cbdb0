"""The design of a statement: its rows in a grid, with the real figures beside as they would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from models.database.errors import Invalid, KontorError
from models.database.rights import Permission
from models.finance.statements.accounts import selector
from models.finance.statements.formula import read_formula
from models.finance.statements.keeping import find_statement, remove_statement, save_statement
from models.finance.statements.shapes import ACCOUNT_KINDS, FORMULA_KINDS, Statement, StatementLine
from models.finance.statements.table import StatementOptions
from models.finance.statements.view import StatementPreview, preview_statement
from resources.language import N_, _
from views.finance.statements.divided import Divided
from views.finance.statements.preview import PreviewPanel
from views.kit.action import Action, ActionContext
from views.kit.entry_page import EntryPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.grid.spec import GridColumn, GridSpec
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question
from views.kit.text import Label, column
from views.kit.theme.tokens import SPACE_2

_EDIT = Permission.FINANCE_ACCOUNTS
_PAUSE = 500  # milliseconds after a change until the figures are reckoned
_KINDS = (
    Choice("heading", N_("Heading")),
    Choice("accounts", N_("Accounts")),
    Choice("each", N_("Accounts one by one")),
    Choice("change", N_("Movement on accounts")),
    Choice("opening", N_("Opening of accounts")),
    Choice("closing", N_("Closing of accounts")),
    Choice("total", N_("Sum")),
    Choice("formula", N_("Formula")),
    Choice("percent", N_("Percentage")),
    Choice("ratio", N_("Ratio")),
    Choice("blank", N_("Blank row")),
)
_SIGNS = (Choice("", N_("Debit +")), Choice("-", N_("Credit +")))
_COVERS = (
    Choice("", N_("Any")),
    Choice("result", N_("Income and expenses")),
    Choice("position", N_("Assets, equity and liabilities")),
    Choice("all", N_("All but cash")),
)


@dataclass(frozen=True, slots=True)
class StatementHead:
    """What is said of a statement as a whole."""

    title: str = ""
    title_en: str = ""
    covers: str = ""
    after_closing: bool = False
    proof: str = ""


def _check(line: StatementLine) -> Mapping[str, str]:
    try:
        if line.kind in ACCOUNT_KINDS:
            selector(line.expression)
        elif line.kind in FORMULA_KINDS:
            read_formula(line.expression)
    except Invalid:
        accounts = _("Write accounts as 3000-3799, !3740, kind:income or role:bank.")
        return {"expression": accounts if line.kind in ACCOUNT_KINDS else _("Write as a + b - c, a..d or a / b.")}
    return {}


_TITLE: GridColumn[StatementLine] = GridColumn("title", N_("Title"))
#: What every row says, and what few rows say otherwise than a new one: shown in its place.
COLUMNS: tuple[GridColumn[StatementLine], ...] = (
    GridColumn("code", N_("Code"), width=8),
    GridColumn("kind", N_("Kind"), FieldKind.CHOICE, width=11, choices=_KINDS),
    _TITLE,
    GridColumn("expression", N_("Accounts or formula"), width=18),
)
DETAILS: tuple[GridColumn[StatementLine], ...] = (
    _TITLE,
    GridColumn("title_en", N_("English title")),
    GridColumn("sign", N_("Shown as"), FieldKind.CHOICE, width=8, choices=_SIGNS),
    GridColumn("level", N_("Indent"), FieldKind.INTEGER, width=5),
    GridColumn("hidden", N_("Hidden"), FieldKind.BOOLEAN, width=5),
)
GRID: GridSpec[StatementLine] = GridSpec(
    columns=COLUMNS,
    new=lambda: StatementLine("", "accounts"),
    is_empty=lambda line: not (line.code or line.title or line.expression) and line.kind == "accounts",
    check=_check,
)
FORM: FormSpec[StatementHead] = FormSpec(
    (
        Section(
            "",
            (
                Field("title", N_("Title"), required=True),
                Field("title_en", N_("English title")),
                Field("covers", N_("Has every account of"), FieldKind.CHOICE, choices=_COVERS),
                Field("proof", N_("Must come to zero")),
                Field("after_closing", N_("After closing entries"), FieldKind.BOOLEAN),
            ),
            across=5,
        ),
    )
)


class StatementDesignPage(EntryPage[StatementHead, StatementLine]):
    """A statement of the company's own by its code; without one a new one."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Design of a statement"), form=FORM, draft=StatementHead(), grid=GRID, link=link)
        self._statement: Statement | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._reckon)
        self._put_preview_beside()
        for part in (self.form, self.grid):
            part.changed.connect(self._pause.start)
        self._offer()
        if link.key is not None:
            self.load(find_statement, {"code": str(link.key)}, on_done=self._on_read)

    @property
    def statement(self) -> Statement:
        """The statement as it stands; rows without a code get one."""
        head, kept = self.draft, self._statement
        return Statement(
            code=kept.code if kept is not None else "",
            title=head.title.strip(),
            title_en=head.title_en.strip(),
            lines=with_codes(self.lines),
            covers=head.covers,
            after_closing=head.after_closing,
            proof=head.proof.strip(),
            id=kept.id if kept is not None else None,
            row_version=kept.row_version if kept is not None else None,
        )

    def _put_preview_beside(self) -> None:
        side, findings = QWidget(), Label("", wrap=True)
        self.preview = PreviewPanel(self.host, findings)
        layout = column(side, spacing=SPACE_2)
        layout.addWidget(findings)
        layout.addWidget(self.preview, 1)
        self.body.removeWidget(self.grid)
        self._divided = Divided(self.grid, side)
        self.body.addWidget(self._divided, 1)

    def _offer(self) -> None:
        save = Action("finance.statement.save", N_("Save"), self._save, _EDIT, "Ctrl+S", "save", primary=True)
        details = Action("finance.statement.details", N_("Signs and indents"), self._turn, shortcut="Ctrl+Shift+E")
        show = Action("finance.statement.show", N_("Show"), self._show, icon="report")
        remove = Action("finance.statement.remove", N_("Delete"), self._ask, _EDIT, icon="delete", destructive=True)
        stored = self._statement is not None and self._statement.id is not None
        self.set_actions((remove, details, show, save) if stored else (details, save))

    def _turn(self, context: ActionContext) -> None:
        del context
        self.show_columns(COLUMNS if self.grid.spec.columns == DETAILS else DETAILS)

    def show_columns(self, columns: tuple[GridColumn[StatementLine], ...]) -> None:
        """Show what every row says, or the details of the rows."""
        self.grid.set_columns(columns)
        self._divided.arrange()

    def _on_read(self, statement: Statement) -> None:
        self._statement = statement
        head = StatementHead(
            statement.title, statement.title_en, statement.covers, statement.after_closing, statement.proof
        )
        self.show_document(head, statement.lines)
        self.set_title(_("Design of a statement"), statement.title)
        self._offer()
        self._reckon()

    def _reckon(self) -> None:
        if not self.lines or not self.draft.title:
            return
        options = StatementOptions(to_date=self.host.today, empty=True, whole=True)
        arguments = {"statement": self.statement, "options": options}
        self.host.read(preview_statement, arguments, on_done=self._on_preview, on_failed=self._on_no_preview)

    def _on_preview(self, found: StatementPreview) -> None:
        self.preview.show_preview(found)

    def _on_no_preview(self, error: KontorError) -> None:
        self.preview.show_problem(self.host.explain(error))

    def _save(self, context: ActionContext) -> None:
        del context
        self.show_columns(COLUMNS)  # where what is wrong is marked
        if self.check():
            self.work_on(save_statement, {"statement": self.statement}, then=self._on_saved)

    def _on_saved(self, statement: Statement) -> None:
        self.host.tell(Message(_("Saved."), Level.SUCCESS, replaces="save"))
        is_new = self._statement is None or self._statement.id is None
        self._on_read(statement)
        if is_new:
            self.host.open(Link("finance.statement_design", statement.code))

    def _show(self, context: ActionContext) -> None:
        del context
        if self._statement is not None:
            self.host.open(Link("finance.statement", arguments={"statement": self._statement.code}))

    def _ask(self, context: ActionContext) -> None:
        del context
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        question = Question(_("Delete this statement?"), _("The books stay as they are."), answers)
        self.host.ask(question, on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if answer == "delete" and self._statement is not None:
            self.work_on(remove_statement, {"statement_id": self._statement.id}, then=self._on_removed)

    def _on_removed(self, result: object) -> None:
        del result
        self.show_document(self.draft, self.lines)  # nothing is lost by leaving
        self.host.tell(Message(_("The statement is deleted."), Level.SUCCESS, replaces="act"))
        self.host.open(Link("finance.statement"))


def with_codes(lines: Sequence[StatementLine]) -> tuple[StatementLine, ...]:
    """The lines, those without a code called r1, r2 and so on, as far as these are free."""
    taken = {line.code for line in lines}
    free = (code for number in range(1, 2 * len(lines) + 2) if (code := f"r{number}") not in taken)
    return tuple(line if line.code else replace(line, code=next(free)) for line in lines)

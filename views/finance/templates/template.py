"""A voucher template: its name and series, and a line for each account with its side and formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.database.errors import Invalid
from models.database.rights import Permission
from models.finance.dimensions import Dimension, active_dimensions
from models.finance.formulas import read_formula
from models.finance.templates import (
    TemplateLine,
    VoucherTemplate,
    delete_template,
    read_template,
    save_template,
    template_of_voucher,
)
from resources.language import N_, _
from views.finance.dimension_columns import dimension_columns
from views.finance.ledger.names import ACCOUNT, Names
from views.finance.pickers import ACCOUNT_NUMBER, TAX_CODE
from views.kit.action import Action, ActionContext, Row
from views.kit.entry_page import EntryPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.grid.spec import GridColumn, GridSpec
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question

_POST = Permission.FINANCE_POST
_SIDES = (Choice("debit", N_("Debit")), Choice("credit", N_("Credit")))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a template as it is entered."""

    account: str | None = None
    account_name: str = ""
    side: str = "debit"
    formula: str = ""
    text: str = ""
    tax_code: str | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)


def _fill_account(line: Line, row: Row) -> Line:
    return replace(line, account_name=str(row["name"]), tax_code=str(row["tax_code"] or "") or None)


def _with_dimensions(line: Line, dimensions: dict[str, str]) -> Line:
    return replace(line, dimensions=dimensions)


def _check(line: Line) -> Mapping[str, str]:
    try:
        read_formula(line.formula)
    except Invalid as error:
        text = _("Not understood at character {at}. Write as amount * 0.25, total / 1.25 or rest.")
        return {"formula": text.format(at=error.params["at"])}
    return {}


def template_grid(dimensions: Sequence[Dimension] = ()) -> GridSpec[Line]:
    """The lines."""
    return GridSpec(
        columns=(
            GridColumn(
                "account",
                N_("Account"),
                FieldKind.PICKER,
                width=8,
                picker=ACCOUNT_NUMBER,
                shown=lambda line: line.account or "",
                fill=_fill_account,
                required=True,
            ),
            GridColumn("account_name", N_("Name"), FieldKind.SHOWN, width=20),
            GridColumn("side", N_("Side"), FieldKind.CHOICE, width=8, choices=_SIDES),
            GridColumn("formula", N_("Formula"), width=22, required=True),
            GridColumn("text", N_("Text"), passed_when=lambda _line: True),
            *dimension_columns(dimensions, lambda line: line.dimensions, _with_dimensions, lambda _line: True),
            GridColumn(
                "tax_code",
                N_("Tax code"),
                FieldKind.PICKER,
                width=8,
                picker=TAX_CODE,
                shown=lambda line: line.tax_code or "",
                passed_when=lambda _line: True,
            ),
        ),
        new=Line,
        is_empty=lambda line: line.account is None and not line.formula and not line.text,
        check=_check,
    )


FORM: FormSpec[VoucherTemplate] = FormSpec(
    (
        Section(
            "",
            (
                Field("name", N_("Name"), required=True),
                Field("text", N_("Text of the voucher")),
                Field("series", N_("Series"), required=True, max_length=10),
                Field("active", N_("In use"), FieldKind.BOOLEAN),
            ),
            across=4,
            hint=N_(
                "A formula uses figures that are asked for by their names, as total / 1.25. One line may take the rest."
            ),
        ),
    )
)


class TemplatePage(EntryPage[VoucherTemplate, Line]):
    """A template by its key; without one a new one, perhaps like the voucher `of_entry`."""

    def __init__(self, host: Host, link: Link) -> None:
        text = _("New template") if link.key is None else _("Voucher template")
        super().__init__(host, text, form=FORM, draft=VoucherTemplate(), grid=template_grid(), link=link)
        self._names = Names(self, ACCOUNT)
        use = Action("finance.voucher_template.use", N_("Use"), self._use, _POST, icon="voucher")
        remove = Action("finance.voucher_template.delete", N_("Delete"), self._ask_to_delete, _POST, icon="delete")
        save = Action("finance.voucher_template.save", N_("Save"), self._save, _POST, "Ctrl+S", "save", primary=True)
        self.set_actions((use, remove, save) if link.key is not None else (save,))
        host.read(active_dimensions, {}, on_done=self._on_dimensions)
        entry = link.arguments.get("of_entry")
        if link.key is not None:
            self.load(read_template, {"template_id": link.key}, on_done=self._on_read)
        elif entry is not None:
            self.load(template_of_voucher, {"entry_id": entry}, on_done=self._on_proposed)

    def _on_dimensions(self, dimensions: tuple[Dimension, ...]) -> None:
        if dimensions:
            self.grid.set_columns(template_grid(dimensions).columns)

    def _on_read(self, template: VoucherTemplate) -> None:
        self.set_title(_("Voucher template"), template.name)
        self.show_document(template, [_as_line(line) for line in template.lines])
        self._names.look_up()

    def _on_proposed(self, template: VoucherTemplate) -> None:
        self.show_document(VoucherTemplate(), ())
        self.form.set_draft(replace(template, lines=()), original=False)
        self.grid.set_lines([_as_line(line) for line in template.lines])
        self._names.look_up()

    def _save(self, context: ActionContext) -> None:
        del context
        if self.check():
            template = replace(self.draft, lines=tuple(map(_as_stored, self.lines)))
            self.work_on(save_template, {"template": template}, then=self._on_saved)

    def _on_saved(self, template: VoucherTemplate) -> None:
        self.host.tell(Message(_("Saved."), Level.SUCCESS, replaces="save"))
        is_new = self.draft.id is None
        self._on_read(template)
        if is_new:
            self.host.open(Link("finance.voucher_template", template.id))

    def _use(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.voucher_figures", self.draft.id))

    def _ask_to_delete(self, context: ActionContext) -> None:
        del context
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        question = Question(_("Delete this template?"), _("Vouchers that were made from it stay."), answers)
        self.host.ask(question, on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if answer == "delete":
            arguments = {"template_id": self.draft.id, "version": self.draft.version}
            self.work_on(delete_template, arguments, then=self._on_deleted)

    def _on_deleted(self, result: object) -> None:
        del result
        self.show_document(self.draft, self.lines)  # nothing is lost by leaving
        self.host.tell(Message(_("The template is deleted."), Level.SUCCESS, replaces="act"))
        self.host.open(Link("finance.voucher_templates"))


def _as_line(line: TemplateLine) -> Line:
    return Line(line.account, "", line.side, line.formula, line.text, line.tax_code or None, dict(line.dimensions))


def _as_stored(line: Line) -> TemplateLine:
    dimensions = dict(line.dimensions)
    return TemplateLine(line.account or "", line.side, line.formula, line.text, line.tax_code or "", dimensions)

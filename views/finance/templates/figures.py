"""The few figures that a template asks for; the voucher they make opens for a last look before it is posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.errors import KontorError
from models.database.rights import Permission
from models.finance.templates import VoucherTemplate, fill_in, read_template
from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.entry_page import EntryPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.grid.spec import GridColumn, GridSpec
from views.kit.host import Host, Link

_POST = Permission.FINANCE_POST


@dataclass(frozen=True, slots=True)
class Head:
    """When the voucher is dated, and what it says."""

    day: date | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by the name that the formulas know it by."""

    name: str = ""
    amount: Decimal | None = None


def _check(line: Figure) -> Mapping[str, str]:
    return {"amount": _("Enter a figure.")} if line.amount is None else {}


GRID: GridSpec[Figure] = GridSpec(
    columns=(
        GridColumn("name", N_("Figure"), FieldKind.SHOWN, width=40),
        GridColumn("amount", N_("Amount"), FieldKind.MONEY, required=True),
    ),
    new=Figure,
    is_empty=lambda line: not line.name,
    check=_check,
    fixed=True,
)
FORM: FormSpec[Head] = FormSpec(
    (Section("", (Field("day", N_("Date"), FieldKind.DATE, required=True), Field("text", N_("Text"))), across=2),)
)


class FiguresPage(EntryPage[Head, Figure]):
    """The template with the key of the link; one that asks for nothing goes straight on."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Voucher from a template"), form=FORM, draft=Head(host.today), grid=GRID, link=link)
        self._template = VoucherTemplate()
        self.set_actions(
            (
                Action("finance.voucher_template.edit", N_("Edit the template"), self._edit, icon="edit"),
                Action(
                    "finance.voucher_figures.go_on",
                    N_("Go on"),
                    self._go_on,
                    _POST,
                    "Ctrl+Return",
                    "forward",
                    primary=True,
                ),
            )
        )
        self.load(read_template, {"template_id": link.key}, on_done=self._on_read)

    def leaving_loses(self) -> str | None:
        """A few figures are typed again in a moment."""
        return None

    def _on_read(self, template: VoucherTemplate) -> None:
        self._template = template
        self.set_title(_("Voucher from a template"), template.name)
        self.show_document(Head(self.host.today, template.text), [Figure(name) for name in template.names])
        if template.names:
            self.setFocusProxy(self.grid)
            self.grid.table.go_to(0, "amount")

    def _edit(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.voucher_template", self.link.key if self.link else None))

    def _go_on(self, context: ActionContext) -> None:
        del context
        head = self.draft
        if not self.check() or head.day is None:
            return
        try:
            draft = fill_in(self._template, _figures(self.lines), head.day, head.text)
        except KontorError as error:
            self.show_error(error)
            return
        self.host.open(Link("finance.voucher", arguments={"draft": draft}))


def _figures(lines: Sequence[Figure]) -> dict[str, Decimal]:
    return {line.name: line.amount for line in lines if line.amount is not None}

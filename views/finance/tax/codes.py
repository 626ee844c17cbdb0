"""Tax codes: their list, and one code with its dated rates and the days that have none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from models.database.listing import Column, Filter, Kind
from models.database.rights import Permission
from models.database.work import Work
from models.finance.queries import TAX_CODES
from models.finance.tax_codes import StoredRate, TaxCode, TaxCodeDraft, read_tax_code, save_tax_code
from models.finance.taxing import Gap
from resources.language import N_, _
from views.company.scrolled import scrolled
from views.finance.pickers import ACCOUNT
from views.kit.action import Action, ActionContext, Row
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.format import format_value
from views.kit.host import Host, Link
from views.kit.list.spec import ListSpec, QuickFilter
from views.kit.table import TableRow, TableView
from views.kit.text import Label, heading

_DIRECTIONS = (Choice("out", N_("Sales")), Choice("in", N_("Purchases")))
_RATES = (
    Column("valid_from", N_("Valid from"), Kind.DATE),
    Column("valid_to", N_("Valid to"), Kind.DATE),
    Column("percent", N_("Percent"), Kind.PERCENT),
    Column("account", N_("Account"), width=8),
    Column("tax_box", N_("Box of the tax"), width=8),
    Column("reverse_account", N_("Buyer's account"), width=8),
    Column("reverse_box", N_("Buyer's box")),
    Column("deductible", N_("Deductible"), Kind.PERCENT),
)


@dataclass(frozen=True, slots=True)
class CodeEdit:
    """A tax code on its form; `version` None for a new one."""

    code: str = ""
    name: str = ""
    direction: str = "out"
    name_en: str = ""
    account: str | None = None
    base_box: str = ""
    tax_box: str = ""
    invoice_text: str = ""
    country: str = ""
    active: bool = True
    version: int | None = None


def _edit_of(code: TaxCode) -> CodeEdit:
    return CodeEdit(**asdict(code.draft), version=code.row_version)


def _read_edit(work: Work, *, code: str) -> CodeEdit:
    return _edit_of(read_tax_code(work, code=code))


def _arguments(edit: CodeEdit) -> Mapping[str, object]:
    values = {name: getattr(edit, name) for name in TaxCodeDraft.__dataclass_fields__}
    return {"code": TaxCodeDraft(**values), "version": edit.version}


def _is_new(edit: CodeEdit) -> bool:
    return edit.version is None


FORM: FormSpec[CodeEdit] = FormSpec(
    (
        Section(
            "",
            (
                Field("code", N_("Code"), required=True, max_length=20, enabled_when=_is_new),
                Field("direction", N_("Direction"), FieldKind.CHOICE, choices=_DIRECTIONS),
                Field("name", N_("Name"), required=True),
                Field("name_en", N_("English name")),
                Field("account", N_("Account"), FieldKind.PICKER, picker=ACCOUNT, help=N_("Where the tax is booked.")),
                Field("country", N_("Country"), max_length=2, help=N_("Where the tax is owed; empty at home.")),
                Field("base_box", N_("Box of the base"), max_length=2),
                Field("tax_box", N_("Box of the tax"), max_length=2),
                Field("invoice_text", N_("Text on invoices"), wide=True),
                Field("active", N_("In use"), FieldKind.BOOLEAN),
            ),
        ),
    ),
    save=save_tax_code,
    arguments=_arguments,
    fetch=_read_edit,
    fetch_arguments=lambda edit: {"code": edit.code},
)


def _open(row: Row) -> Link:
    return Link("finance.tax_code", row["code"])


def _new(context: ActionContext) -> None:
    context.host.open(Link("finance.tax_code"))


NEW = Action(
    "finance.tax_code.new", N_("New tax code"), _new, Permission.FINANCE_ACCOUNTS, "Ctrl+N", "add", primary=True
)

TAX_CODE_LIST = ListSpec(
    TAX_CODES,
    actions=(NEW,),
    opens=_open,
    empty_title=N_("No tax codes yet"),
    empty_hint=N_("A company gets its tax codes with their dated rates when it is founded."),
    empty_action=NEW,
    quick_filters=(
        QuickFilter("out", N_("Sales"), (Filter("direction", "=", "out"),)),
        QuickFilter("in", N_("Purchases"), (Filter("direction", "=", "in"),)),
        QuickFilter("inactive", N_("Inactive"), (Filter("status", "=", "inactive"),)),
    ),
    subjects=("finance.tax_code", "finance.tax_rate"),
)


class TaxCodePage(FormPage[CodeEdit]):
    """One tax code by its code, without a key a new one; who may not change it looks at it."""

    def __init__(self, host: Host, link: Link) -> None:
        self._code = "" if link.key is None else str(link.key)
        rate = Action(
            "finance.tax_rate.new", N_("New tax rate"), self._new_rate, Permission.FINANCE_ACCOUNTS, icon="add"
        )
        super().__init__(
            host,
            _("Tax code {code}").format(code=self._code) if self._code else _("New tax code"),
            FORM,
            CodeEdit(),
            saved_link=self._after_saving,
            actions=(rate,) if self._code else (),
            link=link,
        )
        self.rates = TableView(host, _RATES, fitted=True)
        self.warning = Label("", ink="waiting", wrap=True)
        self._heading = heading(_("Rates"))
        for part in (self._heading, self.warning, self.rates):
            part.hide()
        self.form.fit()
        self.body.addWidget(scrolled(self.form, self._heading, self.warning, self.rates), 1)
        self.form.setEnabled(host.allows(Permission.FINANCE_ACCOUNTS))
        host.on_change("finance.tax_rate", self._on_rates_changed, self)
        if self._code:
            self.load(read_tax_code, {"code": self._code}, on_done=self._on_read)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(Permission.FINANCE_ACCOUNTS) else ()

    def _on_read(self, code: TaxCode) -> None:
        self.form.set_draft(_edit_of(code))
        self.set_title(_("Tax code {code}").format(code=code.draft.code), code.draft.name)
        self._show_rates(code)

    def _show_rates(self, code: TaxCode) -> None:
        self.rates.set_rows([self._row(code, rate) for rate in code.rates])
        self.warning.setText(self._missing(code))
        self.warning.setVisible(bool(self.warning.text()))
        self._heading.show()
        self.rates.setVisible(bool(code.rates))

    def _row(self, code: TaxCode, rate: StoredRate) -> TableRow:
        draft = rate.draft
        values = (
            draft.valid_from,
            draft.valid_to,
            draft.percent,
            draft.account or code.draft.account or "",
            draft.tax_box or code.draft.tax_box,
            draft.reverse_account or "",
            draft.reverse_box,
            draft.deductible,
        )
        link = Link("finance.tax_rate", rate.id, {"code": draft.tax_code})
        return TableRow(values, dict.fromkeys(range(3), link) if self.host.allows(Permission.FINANCE_ACCOUNTS) else {})

    def _missing(self, code: TaxCode) -> str:
        if not code.rates:
            return _("The code has no rate yet, so nothing can be posted with it. Add one.")
        days = ", ".join(self._days(gap) for gap in code.gaps)
        return _("The code has no rate on these days: {days}. Nothing can be posted with it then.").format(
            days=days
        ) if days else ""  # fmt: skip

    def _days(self, gap: Gap) -> str:
        first, last = (format_value(day, Kind.DATE, self.host.language) for day in (gap.first, gap.last))
        return _("{first} to {last}").format(first=first, last=last)

    def _on_rates_changed(self, keys: frozenset[object]) -> None:
        del keys
        if self._code:
            self.load(read_tax_code, {"code": self._code}, on_done=self._show_rates)

    def _new_rate(self, context: ActionContext) -> None:
        context.host.open(Link("finance.tax_rate", arguments={"code": self._code}))

    def _after_saving(self, saved: object) -> Link | None:
        if isinstance(saved, TaxCode):
            if not self._code:
                return Link("finance.tax_code", saved.draft.code)
            self._on_read(saved)
        return None

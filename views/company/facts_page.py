"""What the company says of itself on its documents: name, address, numbers, payment, logo, language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from PySide6.QtWidgets import QWidget

from models.company.settings import CompanyFacts, edit_company, read_company
from models.contacts.rules import is_email, is_org_number, is_vat_number
from models.finance.references import is_bankgiro, is_plusgiro
from resources.language import N_, _
from views.company.logo_card import LogoCard
from views.kit.action import Action, ActionContext
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link
from views.kit.text import row
from views.kit.theme.tokens import SPACE_3

_LANGUAGES = (Choice("sv", N_("Swedish")), Choice("en", N_("English")))
_KEPT = frozenset({"id", "row_version", "currency", "time_zone", "chart_kind"})  # not changed on this page


def _arguments(draft: CompanyFacts) -> Mapping[str, object]:
    changes = {field.name: getattr(draft, field.name) for field in fields(draft) if field.name not in _KEPT}
    return {"version": draft.row_version, "changes": changes}


def _nothing(draft: CompanyFacts) -> Mapping[str, object]:
    del draft
    return {}


def _wrong_number(draft: CompanyFacts) -> str | None:
    number = draft.org_number.strip()
    if not number or draft.country != "SE" or is_org_number(number):
        return None
    return _("This is no organisation number.")


def _wrong_vat(draft: CompanyFacts) -> str | None:
    number = draft.vat_number.strip()
    return None if not number or is_vat_number(number) else _("This is no VAT number. It begins with the country.")


def _wrong_email(draft: CompanyFacts) -> str | None:
    return None if not draft.email.strip() or is_email(draft.email) else _("This is no e-mail address.")


def _wrong_bankgiro(draft: CompanyFacts) -> str | None:
    number = draft.bankgiro.strip()
    return None if not number or is_bankgiro(number) else _("This is no bankgiro number.")


def _wrong_plusgiro(draft: CompanyFacts) -> str | None:
    number = draft.plusgiro.strip()
    return None if not number or is_plusgiro(number) else _("This is no plusgiro number.")


FORM: FormSpec[CompanyFacts] = FormSpec(
    sections=(
        Section(
            N_("The company"),
            (
                Field("name", N_("Name"), required=True),
                Field("language", N_("Language of documents"), FieldKind.CHOICE, choices=_LANGUAGES),
                Field("org_number", N_("Organisation number"), check=_wrong_number),
                Field("vat_number", N_("VAT number"), check=_wrong_vat),
                Field("seat", N_("Seat of the board")),
                Field("f_tax", N_("Approved for F-tax"), FieldKind.BOOLEAN),
            ),
        ),
        Section(
            N_("Where"),
            (
                Field("street", N_("Street"), wide=True),
                Field("postcode", N_("Postcode")),
                Field("city", N_("Town")),
                Field("country", N_("Country"), max_length=2, required=True),
                Field("phone", N_("Telephone")),
                Field("email", N_("E-mail"), check=_wrong_email),
                Field("web", N_("Web page")),
            ),
        ),
        Section(
            N_("How customers pay"),
            (
                Field("bankgiro", N_("Bankgiro"), check=_wrong_bankgiro),
                Field("plusgiro", N_("Plusgiro"), check=_wrong_plusgiro),
                Field("iban", N_("IBAN")),
                Field("bic", N_("BIC")),
                Field("swish", N_("Swish")),
                Field("late_interest", N_("Late interest"), help=N_("As it is written on invoices.")),
            ),
        ),
    ),
    save=edit_company,
    arguments=_arguments,
    fetch=read_company,
    fetch_arguments=_nothing,
)


def _blank() -> CompanyFacts:
    """Stands there until the facts have been read."""
    empty: dict[str, object] = {field.name: "" for field in fields(CompanyFacts)}
    empty |= {"id": 0, "row_version": 0, "f_tax": False, "logo": None, "country": "SE"}
    return CompanyFacts(**empty)  # type: ignore[arg-type]  # each value is of the type of its field


class FactsPage(FormPage[CompanyFacts]):
    """The form with the logo beside it; a chosen logo is saved with the rest."""

    def __init__(self, host: Host, link: Link) -> None:
        another = Action("company.found", N_("Found another company…"), self._found, icon="add")
        super().__init__(host, _("Company facts"), FORM, _blank(), actions=(another,), link=link)
        self.form.setEnabled(False)
        self.logo = LogoCard(host)
        self.logo.chosen.connect(self._on_logo)
        beside = QWidget()
        layout = row(beside, spacing=SPACE_3)
        layout.addWidget(self.form, 1)
        layout.addWidget(self.logo)
        self.body.addWidget(beside, 1)
        self.form.changed.connect(self._on_changed)
        host.on_change("company.company", self._on_changed_elsewhere, self)
        self._read()

    def _found(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("company.new_company"))

    def _read(self) -> None:
        self.host.read(read_company, {}, on_done=self._on_read)

    def _on_read(self, facts: CompanyFacts) -> None:
        if self.form.dirty:
            return
        first = not self.form.isEnabled()
        self.form.setEnabled(True)
        self.form.set_draft(facts)
        if first:
            self.form.setFocus()  # what is disabled could not have the keyboard before

    def _on_saved(self, result: object) -> None:
        if isinstance(result, CompanyFacts):
            self.form.mark_saved(result)
        super()._on_saved(result)

    def _on_changed(self) -> None:
        self.logo.show_logo(self.form.draft.logo)

    def _on_changed_elsewhere(self, keys: frozenset[object]) -> None:
        del keys
        if not self.form.dirty:
            self._read()

    def _on_logo(self, picture: object) -> None:
        logo = picture if isinstance(picture, bytes) else None
        self.form.set_draft(replace(self.form.draft, logo=logo), original=False, step=_("Logo"))

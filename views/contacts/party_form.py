"""The card of a customer, supplier or person, and what is agreed with them, on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from models.contacts.parties import (
    PartyDraft,
    SavedParty,
    SimilarParty,
    TermsDraft,
    find_similar,
    load_party,
    load_terms,
    save_party,
    set_terms,
)
from models.contacts.queries import PARTIES
from models.contacts.rules import is_email, is_org_number, is_vat_number
from models.database.listing import Filter
from models.database.rights import Permission
from models.finance.groups.queries import OWN_COMPANIES
from resources.language import N_, _
from views.kit.action import Action, ActionContext, Row
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Picker, Section
from views.kit.host import Answer, AnswerRole, Host, Link, Question

_LANGUAGES = (Choice("sv", N_("Swedish")), Choice("en", N_("English")))
_KINDS = (Choice("organisation", N_("Organisation")), Choice("person", N_("Person")))
_SAVE_ANYWAY, _LOOK = "save", "look"


def _organisation_text(row: Row) -> str:
    return str(row["name"])


_ORGANISATION = Picker(PARTIES, ("code", "name", "city"), _organisation_text, (Filter("kind", "=", "organisation"),))


_OWN_COMPANY = Picker(OWN_COMPANIES, ("name", "org_number", "currency"), _organisation_text)


def _is_organisation(draft: PartyDraft) -> bool:
    return draft.kind == "organisation"


def _is_person(draft: PartyDraft) -> bool:
    return draft.kind == "person"


def _wrong_number(draft: PartyDraft) -> str | None:
    number = draft.org_number.strip()
    if not number or draft.country != "SE" or is_org_number(number):
        return None
    return _("This is no organisation number.")


def _wrong_vat(draft: PartyDraft) -> str | None:
    number = draft.vat_number.strip()
    return None if not number or is_vat_number(number) else _("This is no VAT number. It begins with the country.")


def _wrong_email(draft: PartyDraft) -> str | None:
    return None if not draft.email.strip() or is_email(draft.email) else _("This is no e-mail address.")


def _arguments(draft: PartyDraft) -> Mapping[str, object]:
    return {"draft": draft}


def _key(draft: PartyDraft) -> Mapping[str, object]:
    return {"party_id": draft.id}


FORM: FormSpec[PartyDraft] = FormSpec(
    sections=(
        Section(
            N_("Who"),
            (
                Field("name", N_("Name"), required=True),
                Field("code", N_("Number"), help=N_("Left empty it gets the next one."), max_length=30),
                Field("kind", N_("Kind"), FieldKind.CHOICE, choices=_KINDS),
                Field("org_number", N_("Organisation number"), check=_wrong_number),
                Field("vat_number", N_("VAT number"), check=_wrong_vat),
                Field(
                    "organisation_id",
                    N_("Works at"),
                    FieldKind.PICKER,
                    picker=_ORGANISATION,
                    shown=lambda draft: draft.organisation_name,
                    enabled_when=_is_person,
                ),
                Field("is_customer", N_("Customer"), FieldKind.BOOLEAN),
                Field("is_supplier", N_("Supplier"), FieldKind.BOOLEAN),
                Field("active", N_("Active"), FieldKind.BOOLEAN),
                Field("title", N_("Title"), enabled_when=_is_person),
                Field(
                    "own_company_id",
                    N_("Our own company"),
                    FieldKind.PICKER,
                    picker=_OWN_COMPANY,
                    shown=lambda draft: draft.own_company_name,
                    enabled_when=_is_organisation,
                    help=N_("One of the companies in this database. Its invoices to the others are taken over there."),
                ),
            ),
        ),
        Section(
            N_("Where"),
            (
                Field("email", N_("E-mail"), check=_wrong_email),
                Field("phone", N_("Telephone")),
                Field("street", N_("Street")),
                Field("street2", N_("Street, second line")),
                Field("postcode", N_("Postcode")),
                Field("city", N_("Town")),
                Field("country", N_("Country"), max_length=2),
                Field("language", N_("Language"), FieldKind.CHOICE, choices=_LANGUAGES),
            ),
        ),
    ),
    save=save_party,
    arguments=_arguments,
    fetch=load_party,
    fetch_arguments=_key,
)


def _terms_arguments(draft: TermsDraft) -> Mapping[str, object]:
    return {"draft": draft}


def _terms_key(draft: TermsDraft) -> Mapping[str, object]:
    return {"party_id": draft.party_id}


TERMS: FormSpec[TermsDraft] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field("payment_days", N_("Payment days"), FieldKind.INTEGER),
                Field("credit_limit", N_("Credit limit"), FieldKind.MONEY, help=N_("Empty: no limit.")),
                Field("price_list", N_("Price list"), max_length=20),
                Field("customer_group", N_("Customer group"), max_length=40),
                Field("reference", N_("Their reference")),
                Field("bankgiro", N_("Bankgiro")),
                Field("iban", N_("IBAN")),
                Field("credit_hold", N_("On hold"), FieldKind.BOOLEAN, help=N_("No order is confirmed for them.")),
                Field(
                    "prices_include_tax",
                    N_("Prices include VAT"),
                    FieldKind.BOOLEAN,
                    help=N_("Their quotes, orders and invoices begin with prices that include VAT."),
                ),
            ),
        ),
    ),
    save=set_terms,
    arguments=_terms_arguments,
    fetch=load_terms,
    fetch_arguments=_terms_key,
)


class PartyPage(FormPage[PartyDraft]):
    """A card; without a key a new one, argument `role` customer, supplier or person."""

    def __init__(self, host: Host, link: Link) -> None:
        role = str(link.arguments.get("role") or "customer")
        draft = PartyDraft(
            kind="person" if role == "person" else "organisation",
            is_customer=role == "customer",
            is_supplier=role == "supplier",
        )
        titles = {"customer": _("New customer"), "supplier": _("New supplier"), "person": _("New person")}
        terms = Action(
            "contacts.terms",
            N_("Terms"),
            self._open_terms,
            Permission.CONTACTS_TERMS,
            icon="settings",
            enabled=self._why_no_terms,
        )
        address = Action(
            "contacts.delivery_address",
            N_("Delivery address"),
            self._open_address,
            Permission.CONTACTS_EDIT,
            icon="delivery",
            enabled=self._why_no_address,
        )
        actions = (address, terms)
        super().__init__(host, titles.get(role, ""), FORM, draft, saved_link=_page_of, actions=actions, link=link)
        self._checked: PartyDraft | None = None
        if link.key is not None:
            self.load(load_party, {"party_id": link.key}, on_done=self._on_loaded)

    def _on_loaded(self, draft: PartyDraft) -> None:
        self.set_title(draft.name, draft.code)
        self.form.set_draft(draft)
        self.refresh_actions()

    def _save(self, context: ActionContext) -> None:
        """A new card is first compared with those there are."""
        draft = self.form.draft
        if draft.id is not None or draft == self._checked or not self.form.check():
            super()._save(context)
            return
        done = partial(self._on_compared, context)
        self.host.read(find_similar, {"draft": draft}, on_done=done)

    def _on_compared(self, context: ActionContext, similar: tuple[SimilarParty, ...]) -> None:
        self._checked = self.form.draft
        if not similar:
            super()._save(context)
            return
        self._similar = similar[0]
        names = "\n".join(f"{found.code} {found.name} {found.org_number}" for found in similar[:5])
        question = Question(
            _("Is this somebody you have already?"),
            _("There is a contact that looks the same."),
            (
                Answer("cancel", _("Cancel")),
                Answer(_LOOK, _("Look at it")),
                Answer(_SAVE_ANYWAY, _("Save as a new one"), AnswerRole.PRIMARY),
            ),
            details=names,
        )
        self.host.ask(question, on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if answer == _SAVE_ANYWAY:
            super()._save(self.context())
        elif answer == _LOOK:
            self.host.open(Link("contacts.party", self._similar.id))

    def _why_no_terms(self, context: ActionContext) -> str | None:
        del context
        return _("Save the card first.") if self.form.draft.id is None else None

    def _why_no_address(self, context: ActionContext) -> str | None:
        return self._why_no_terms(context) or (_("Save the changes first.") if self.form.dirty else None)

    def _open_address(self, context: ActionContext) -> None:
        context.host.open(Link("contacts.delivery_address", self.form.draft.id))

    def _open_terms(self, context: ActionContext) -> None:
        context.host.open(Link("contacts.terms", self.form.draft.id, {"name": self.form.draft.name}))

    def _on_saved(self, result: object) -> None:
        if isinstance(result, SavedParty):
            draft = replace(self.form.draft, id=result.id, code=result.code, version=result.version)
            self.form.mark_saved(draft)
            self.set_title(draft.name, draft.code)
            self._result = draft
        super()._on_saved(self._result)


class TermsPage(FormPage[TermsDraft]):
    """What this company has agreed with a customer or supplier."""

    def __init__(self, host: Host, link: Link) -> None:
        name = str(link.arguments.get("name") or "")
        super().__init__(host, _("Terms of {name}").format(name=name), TERMS, TermsDraft(link.number), link=link)
        if not name:
            self.load(load_party, {"party_id": link.number}, on_done=self._on_party)
        host.read(load_terms, {"party_id": link.number}, on_done=self._on_loaded)

    def _on_party(self, party: PartyDraft) -> None:
        self.set_title(_("Terms of {name}").format(name=party.name))

    def _on_loaded(self, draft: TermsDraft) -> None:
        self.form.set_draft(draft)
        self.refresh_actions()

    def _on_saved(self, result: object) -> None:
        if isinstance(result, TermsDraft):
            self.form.mark_saved(result)
        super()._on_saved(result)


def _page_of(saved: object) -> Link | None:
    """Where a card leads to once it is saved: to the page of the role it has."""
    if not isinstance(saved, PartyDraft) or saved.id is None:
        return None
    if saved.is_customer:
        return Link("contacts.customer", saved.id)
    return Link("contacts.supplier", saved.id) if saved.is_supplier else None

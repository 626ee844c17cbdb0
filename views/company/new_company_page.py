"""Founds another company in the same database; its founder works in it from the next sign-in on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from models.company.charts import CHARTS
from models.company.founding import FoundedCompany, Founding, found_company
from models.contacts.rules import is_org_number
from resources.language import N_, _
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Level, Link, Message

_LANGUAGES = (Choice("sv", N_("Swedish")), Choice("en", N_("English")))
_CURRENCIES = (
    Choice("SEK", N_("SEK, Swedish krona")),
    Choice("EUR", N_("EUR, euro")),
    Choice("NOK", N_("NOK, Norwegian krone")),
    Choice("DKK", N_("DKK, Danish krone")),
    Choice("GBP", N_("GBP, pound sterling")),
    Choice("USD", N_("USD, US dollar")),
)
_CHART_NAMES = {"bas": N_("BAS, the Swedish standard chart")}
_CHARTS = tuple(Choice(name, _CHART_NAMES[name]) for name in CHARTS)


def _wrong_number(draft: Founding) -> str | None:
    number = draft.org_number.strip()
    return None if not number or is_org_number(number) else _("This is no organisation number.")


def _arguments(draft: Founding) -> Mapping[str, object]:
    return {"founding": draft}


FORM: FormSpec[Founding] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field("name", N_("Name"), required=True),
                Field("org_number", N_("Organisation number"), check=_wrong_number),
                Field(
                    "fiscal_year_start",
                    N_("First day of the first fiscal year"),
                    FieldKind.DATE,
                    required=True,
                    help=N_("The year ends with the twelfth month."),
                ),
                Field("language", N_("Language of documents"), FieldKind.CHOICE, choices=_LANGUAGES),
                Field(
                    "currency",
                    N_("Currency"),
                    FieldKind.CHOICE,
                    choices=_CURRENCIES,
                    help=N_("It cannot be changed later."),
                ),
                Field("chart", N_("Chart of accounts"), FieldKind.CHOICE, choices=_CHARTS),
            ),
            hint=N_(
                "It gets accounts, tax codes, number series and a warehouse of its own. Parties and items are shared."
            ),
        ),
    ),
    save=found_company,
    arguments=_arguments,
)


def _facts(founded: object) -> Link:
    del founded
    return Link("company.facts")


class NewCompanyPage(FormPage[Founding]):
    """The form; afterwards the user is told how to get into the company."""

    def __init__(self, host: Host, link: Link) -> None:
        draft = Founding("", date(host.today.year, 1, 1), language=host.language)
        super().__init__(host, _("New company"), FORM, draft, saved_link=_facts, link=link)

    def _on_saved(self, result: object) -> None:
        super()._on_saved(result)
        if isinstance(result, FoundedCompany):
            text = _("{name} is founded. Sign out and in again, then choose it at the top of the navigation.")
            self.host.tell(Message(text.format(name=result.name), Level.SUCCESS, seconds=0, replaces="save"))

"""What every error says to the user: the texts of all rooms of the business and of the desktop itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib import import_module

from models.database.errors import Conflict, Denied, Invalid, KontorError, Unavailable
from resources import language
from resources.language import N_, _

_ROOMS = ("database", "company", "contacts", "finance", "warehouse", "sales", "service", "exchange")

#: Of the desktop itself, and of what is typed into its fields.
MESSAGES: dict[str, str] = {
    "choice.unknown": N_("{text} is none of the choices."),
    "connection.none": N_("Choose where the company's database is."),
    "database.too_slow": N_("This took longer than the server allows and was stopped. Narrow it down and try again."),
    "export.file": N_("{file} cannot be written: {detail}."),
    "founding.not_alone": N_(
        "There already is a company on this computer. Sign in there; further companies are made inside it."
    ),
    "date.malformed": N_("{text} is not a date. Write 2026-11-24, 15, +7 or v48."),
    "number.decimals": N_("{text} has too many decimals."),
    "number.malformed": N_("{text} is not a number."),
    "number.out_of_range": N_("{text} is larger than can be stored."),
    "program.fault": N_(
        "Something went wrong in the program itself, and nothing was saved. It is noted in the log as {reference}."
    ),
    "program.page_closed": N_("Your roles do not open this page. Ask an administrator."),
    "program.company_closed": N_(
        "These figures stand in a company that is not open to you. Ask an administrator to open it to you."
    ),
    "program.no_page": N_("There is no page for this here."),
    "program.not_a_pdf": N_("The document could not be shown."),
    "program.signed_out": N_("You are signed out."),
    "sign_in.no_company": N_("No company is open to you yet. Ask an administrator to open one."),
    "sign_in.no_password": N_("Type your password."),
    "sign_in.no_user": N_("Type your user name."),
    "terminal.no_roles": N_("You have no work at this terminal. Ask an administrator for the roles you need."),
    "terminal.wrong_badge": N_("The badge or the PIN is wrong."),
}

_UNKNOWN: tuple[tuple[type[KontorError], str], ...] = (
    (Invalid, N_("A value cannot be right: {code}.")),
    (Conflict, N_("Somebody else changed this in the meantime ({code}). Open it again.")),
    (Denied, N_("Your roles do not allow this ({code}). Ask an administrator.")),
    (Unavailable, N_("The database cannot do this just now ({code}). Try again in a moment.")),
    (KontorError, N_("This is not possible: {code}.")),
)


def explain(error: KontorError) -> str:
    """The error as a sentence in the language of the screen: what is wrong, then what to do."""
    texts = all_messages()
    # A broken constraint says more where a text of its own is kept for it: "database.duplicate.uq_item_code".
    text = texts.get(f"{error.code}.{error.params.get('constraint')}") or texts.get(error.code)
    if text is None:
        general = next(text for kind, text in _UNKNOWN if isinstance(error, kind))
        return _(general).format(code=error.code)
    return _(text).format_map(_Shown(error.params))


@cache
def all_messages() -> Mapping[str, str]:
    """The English text of every code."""
    from desktop.mailing.messages import MESSAGES as OF_MAIL

    texts = MESSAGES | OF_MAIL
    for room in _ROOMS:
        name = f"models.{room}.messages"
        try:
            texts |= import_module(name).MESSAGES
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
    return texts


class _Shown(dict[str, object]):
    """Parameters as people read them; one that is missing shows as an ellipsis instead of breaking the sentence."""

    def __init__(self, params: Mapping[str, object]) -> None:
        super().__init__({name: _shown(name, value) for name, value in params.items()})

    def __missing__(self, name: str) -> str:
        return "…"


def _shown(name: str, value: object) -> object:
    if name in {"role", "roles"}:
        return ", ".join(_role(word) for word in ([value] if isinstance(value, str) else _several(value)))
    if isinstance(value, float | Decimal):
        from babel.numbers import format_decimal

        return format_decimal(value, format="#,##0.####", locale=language.current())
    if isinstance(value, list | tuple):
        return ", ".join(str(_shown("", one)) for one in value)
    return "…" if value is None else value


def _several(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else ()


def _role(word: object) -> str:
    from models.company.roles import ROLE_TEXTS
    from models.database.rights import Role

    try:
        return _(ROLE_TEXTS[Role(str(word))].title)
    except ValueError:
        return str(word)

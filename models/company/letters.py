"""What an e-mail with a document says: standard words in the reader's language, which a company may put in its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from models.company.settings import read_company, write_setting
from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from resources.language import LANGUAGES, N_, translator

_GREETING = N_("Hello,")
_REGARDS = N_("Kind regards")
_EVERYWHERE = ("company", "name")
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail without its attachment; `recipient` is an address, `text` plain lines."""

    recipient: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter is for: a party, or its contact person called `attention` where that one has an address."""

    party_id: int
    language: str
    attention: str = ""


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter: what it is called, its standard words, and the placeholders they may have."""

    title: str
    subject: str
    text: str
    places: tuple[str, ...] = ()


LETTERS: Mapping[str, LetterKind] = {
    "invoice": LetterKind(
        N_("Invoice"),
        N_("Invoice {number}"),
        N_("Attached is invoice {number}, due on {due_on}."),
        ("number", "due_on", "reference"),
    ),
    "credit": LetterKind(
        N_("Credit note"), N_("Credit note {number}"), N_("Attached is credit note {number}."), ("number",)
    ),
    "statement": LetterKind(
        N_("Statement of account"),
        N_("Statement of account"),
        N_("Attached is a statement of your account with us."),
    ),
    "quote": LetterKind(
        N_("Quote"), N_("Quote {number}"), N_("Attached is our quote {number}. Thank you for asking us."), ("number",)
    ),
    "order": LetterKind(
        N_("Order confirmation"),
        N_("Order confirmation {number}"),
        N_("Thank you for your order. Attached is our confirmation {number}."),
        ("number",),
    ),
    "delivery_note": LetterKind(
        N_("Delivery note"),
        N_("Delivery note {number}"),
        N_("Attached is delivery note {number} for order {order}."),
        ("number", "order"),
    ),
    "purchase_order": LetterKind(
        N_("Purchase order"),
        N_("Purchase order {number}"),
        N_("Attached is our purchase order {number}. Please confirm it."),
        ("number",),
    ),
}


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """The words of a kind of letter in a language; `own` says that the company wrote them."""

    kind: str
    language: str
    subject: str
    text: str
    own: bool = False


def places_of(kind: str) -> tuple[str, ...]:
    """The placeholders that the words of a kind may have, without their braces."""
    return (*LETTERS[kind].places, *_EVERYWHERE)


def standard_template(kind: str, language: str) -> LetterTemplate:
    """The words of a company that has not written its own."""
    say, letter = translator(language), LETTERS[kind]
    lines = (say(_GREETING), "", say(letter.text), "", say(_REGARDS), "{company}")
    return LetterTemplate(kind, language, f"{say(letter.subject)} – {{company}}", "\n".join(lines))


@operation(needs=Permission.CONTACTS_READ)
def read_templates(work: Work) -> tuple[LetterTemplate, ...]:
    """The words of every kind in every language, those of the company where it has any."""
    stored = mail_settings(work)
    return tuple(_template(stored, kind, language) for kind in LETTERS for language in LANGUAGES)


@operation(needs=Permission.COMPANY_EDIT)
def save_template(work: Work, *, kind: str, language: str, subject: str, text: str) -> LetterTemplate:
    """Put the words of a letter in the company's own; empty ones bring the standard back.

    Invalid where a placeholder is broken or unknown, or a subject is more than a line.
    """
    if not subject.strip() and not text.strip():
        write_setting(work, key=_key(kind, language), value=None)
        return standard_template(kind, language)
    check_words("subject", kind, subject)
    check_words("text", kind, text)
    write_setting(work, key=_key(kind, language), value={"subject": subject.strip(), "text": text.strip()})
    return LetterTemplate(kind, language, subject.strip(), text.strip(), own=True)


def check_words(field: str, kind: str, words: str) -> None:
    """Raise Invalid where `words`, the subject or the text of a kind of letter, cannot be filled in."""
    if not words.strip():
        raise Invalid("letter.empty", field=field)
    if len(words) > _LONGEST or (field == "subject" and "\n" in words):
        raise Invalid("letter.too_long", field=field)
    try:
        parts = list(Formatter().parse(words))
    except ValueError as error:
        raise Invalid("letter.broken_place", field=field) from error
    for _words, place, form, conversion in parts:
        if place is not None and (place not in places_of(kind) or form or conversion):
            raise Invalid("letter.unknown_place", field=field, place=place, places=_listed(kind))


def compose(work: Work, *, kind: str, reader: Reader, values: Mapping[str, object]) -> Letter:
    """The letter of a kind, filled in; Invalid where neither the party nor a contact person has an address."""
    row = work.row(_ADDRESSES, party=reader.party_id, attention=reader.attention)
    if row is None or not row.email:
        raise Invalid("letter.no_address", name=row.name if row else "", party_id=reader.party_id)
    language = reader.language if reader.language in LANGUAGES else LANGUAGES[0]
    template = _template(mail_settings(work), kind, language)
    filled = {**values, "company": read_company(work).name, "name": row.name}
    return Letter(row.email, template.subject.format_map(filled), template.text.format_map(filled))


def mail_settings(work: Work) -> dict[str, Any]:
    """Everything that is set about e-mail, by its key."""
    found: dict[str, Any] = work.value("SELECT company.mail_settings(:company)")
    return found


_ADDRESSES = """
    SELECT p.name, coalesce(
        (SELECT c.email FROM contacts.party c
          WHERE c.organisation_id = p.id AND c.active AND c.email <> '' AND lower(c.name) = lower(:attention) LIMIT 1),
        nullif(p.email, ''),
        (SELECT c.email FROM contacts.party c
          WHERE c.organisation_id = p.id AND c.active AND c.email <> '' ORDER BY c.id LIMIT 1)) AS email
      FROM contacts.party p WHERE p.id = :party
"""


def _template(stored: Mapping[str, Any], kind: str, language: str) -> LetterTemplate:
    own = stored.get(_key(kind, language))
    if not own:
        return standard_template(kind, language)
    return LetterTemplate(kind, language, own["subject"], own["text"], own=True)


def _key(kind: str, language: str) -> str:
    return f"mail.letter.{kind}.{language}"


def _listed(kind: str) -> str:
    return " ".join(f"{{{place}}}" for place in places_of(kind))

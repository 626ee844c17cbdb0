"""The Swedish catalogue is complete: every text of the program has a translation, and its placeholders survive."""

from __future__ import annotations

import string
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from resources.language import LANGUAGES, _, current, translator, use

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("desktop", "views", "models", "reports", "resources")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
SHOWN = 20


def collected() -> dict[str | tuple[str, ...], str]:
    """Each text that the program marks, and one file it stands in."""
    found: dict[str | tuple[str, ...], str] = {}
    for package in PACKAGES:
        for file, _line, text, _comments, _context in extract_from_dir(str(ROOT / package), keywords=KEYWORDS):
            found.setdefault(text, f"{package}/{file}")
    return found


def swedish() -> Catalog:
    path = ROOT / "resources" / "translations" / "sv" / "LC_MESSAGES" / "kontor.po"
    return read_po(BytesIO(path.read_bytes()), locale="sv", abort_invalid=True)


def forms(message: Message) -> list[tuple[str, str]]:
    """Pairs of English and Swedish, one for each plural form."""
    english = [message.id] if isinstance(message.id, str) else list(message.id)
    translated = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return list(zip(english, translated, strict=True))


def placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_every_marked_text_has_a_swedish_translation() -> None:
    catalogue = swedish()
    missing = []
    for text, file in collected().items():
        message = catalogue.get(text if isinstance(text, str) else text[0])
        if message is None or message.fuzzy or not all(swedish_text for _english, swedish_text in forms(message)):
            missing.append(f"{file}: {text}")

    assert missing[:SHOWN] == [], f"{len(missing)} texts without a translation; `make i18n` adds them to the catalogue"


def test_every_translation_keeps_the_placeholders_of_its_text() -> None:
    wrong = [
        english
        for message in swedish()
        if message.id
        for english, translated in forms(message)
        if translated and placeholders(english) != placeholders(translated)
    ]

    assert wrong == []


def test_no_text_is_no_text_in_any_language() -> None:
    assert [translator(code)("") for code in LANGUAGES] == ["", ""]
    before = current()
    use("sv")
    assert _("") == ""
    use(before)

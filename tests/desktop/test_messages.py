"""Every code that the database or the program raises has a text, and the text reads well with its parameters."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.messages import all_messages, explain
from models.database.errors import Conflict, Denied, Invalid, KontorError, Rejected, Unavailable
from resources import language
from tests.support.office import Office

ROOT = Path(__file__).resolve().parents[2]
_ERRORS = {"Invalid", "Rejected", "Conflict", "Denied", "Unavailable", "Cancelled", "KontorError", "Fault"}
_DOUBLE = "database.duplicate."
_REFUSED = re.compile(r"refuse\(\s*'([a-z_]+\.[a-z_.]+)'")


def raised_in_kernels() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "models/database/kernels").glob("*.sql")):
        for code in _REFUSED.findall(path.read_text(encoding="utf-8")):
            yield code, path.name


def raised_in_python() -> Iterator[tuple[str, str]]:
    for package in ("models", "views", "desktop", "reports"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "cli" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
                if name in _ERRORS and isinstance(node, ast.Call) and node.args:
                    code = node.args[0]
                    if isinstance(code, ast.Constant) and isinstance(code.value, str):
                        yield code.value, path.name


def test_every_code_that_the_database_refuses_with_has_a_text() -> None:
    missing = sorted({f"{file}: {code}" for code, file in raised_in_kernels() if code not in all_messages()})

    assert missing == []


def test_every_code_that_the_program_raises_has_a_text() -> None:
    missing = sorted({f"{file}: {code}" for code, file in raised_in_python() if code not in all_messages()})

    assert missing == []


def test_texts_are_sentences_with_named_parameters() -> None:
    odd = [
        code
        for code, text in all_messages().items()
        if not (text[0].isupper() or text[0] == "{")
        or any(name is not None and not name.isidentifier() for _text, name, _s, _c in string.Formatter().parse(text))
    ]

    assert odd == []


def test_parameters_are_shown_as_people_read_them() -> None:
    error = Denied("company.not_allowed", roles=["accountant", "finance_clerk"])

    assert explain(error) == "Your roles do not allow this. It takes one of: Accountant, Finance clerk."


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [(1234.5, "sv", "1\u00a0234,5"), (Decimal("1234.50"), "en", "1,234.5"), (2026, "sv", "2026")],
)
def test_figures_follow_the_language(value: object, code: str, shown: str) -> None:
    language.use(code)

    assert shown in explain(Rejected("attachment.too_large", name="a", limit=value))


def test_a_parameter_that_is_missing_does_not_break_the_sentence() -> None:
    assert explain(Invalid("database.required")) == "… is missing. Fill it in and save again."


def test_a_double_says_what_there_is_already_and_else_names_the_constraint() -> None:
    known = Rejected("database.duplicate", constraint="uq_item_code")
    assert explain(known) == "There is an item with this number already. Choose another number."
    other = Rejected("database.duplicate", constraint="uq_moon")
    assert explain(other) == "This exists already (uq_moon). Choose another code or number."


def test_each_double_that_has_a_text_is_a_constraint_of_the_database(office: Office) -> None:
    named = {code.removeprefix(_DOUBLE) for code in all_messages() if code.startswith(_DOUBLE)}
    unique = office.owner().execute("SELECT relname FROM pg_class WHERE relkind = 'i'").fetchall()
    assert named - {name for (name,) in unique} == set()


@pytest.mark.parametrize("kind", [Invalid, Rejected, Conflict, Denied, Unavailable, KontorError])
def test_a_code_without_a_text_is_still_told_politely(kind: type[KontorError]) -> None:
    text = explain(kind("moon.full"))

    assert "moon.full" in text
    assert text.endswith(".")

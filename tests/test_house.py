"""The house rules that no other tool watches: what lies where, what it is called, and how text is marked."""

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("desktop", "views", "models", "reports", "resources")
FOLDERS = {*PACKAGES, "packaging", "tests", ".ci"}
FILES = {
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "pyproject.toml",
    "requirements.lock",
}
#: Made by tools, or by hand for one machine; `.gitignore` keeps them out.
GENERATED = re.compile(r"\.git|\.venv|build|dist|__pycache__|.*_cache|\.hypothesis|.*\.egg-info|uv\.lock")
FORBIDDEN_NAMES = re.compile(r"(.*_)?(utils?|helpers?|managers?|base|common|misc|tools)")
MARKERS = {"_", "N_", "ngettext"}
LONGEST_FILE = 400


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders or (*PACKAGES, "tests", "packaging"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_top_level_holds_the_agreed_folders_and_files_and_nothing_else() -> None:
    found = {entry.name for entry in ROOT.iterdir() if not GENERATED.fullmatch(entry.name)}

    assert found - FOLDERS - FILES == set()
    assert FOLDERS - found == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_no_installed_distribution_brings_a_package_of_our_name(package: str) -> None:
    assert set(packages_distributions().get(package, ())) <= {"kontor-desktop"}


def test_our_folder_packaging_does_not_hide_the_library_of_that_name() -> None:
    assert not list((ROOT / "packaging").rglob("__init__.py"))
    spec = find_spec("packaging.version")
    assert spec is not None
    assert spec.origin is not None
    assert "site-packages" in spec.origin


def test_tests_are_imported_by_path_and_hold_no_packages() -> None:
    assert [named(path) for path in sources("tests") if path.name == "__init__.py"] == []


def test_every_module_says_in_a_docstring_what_it_is_for() -> None:
    silent = [named(path) for path in sources() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]

    assert silent == []


def test_no_module_is_named_after_nothing_in_particular() -> None:
    vague = [named(path) for path in sources() if FORBIDDEN_NAMES.fullmatch(path.stem)]

    assert vague == []


def test_no_module_is_longer_than_one_can_read_in_one_go() -> None:
    long = {
        named(path): lines
        for path in sources()
        if "versions" not in path.parts
        for lines in [len(path.read_text(encoding="utf-8").splitlines())]
        if lines > LONGEST_FILE
    }

    assert long == {}


def test_text_for_translation_is_a_plain_literal_filled_in_after_translation() -> None:
    wrong = [
        f"{named(path)}:{line}"
        for path in sources(*PACKAGES)
        for line in badly_marked(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert wrong == []


def badly_marked(module: ast.Module) -> Iterator[int]:
    """The lines on which text is marked in a way that the catalogue cannot hold."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in MARKERS:
            continue
        texts = node.args[:2] if node.func.id == "ngettext" else node.args
        if any(is_assembled(text, only_literals=node.func.id == "N_") for text in texts):
            yield node.lineno


def is_assembled(text: ast.expr, *, only_literals: bool) -> bool:
    """Whether a text is put together before it is looked up, or not known when texts are collected."""
    if isinstance(text, ast.Constant):
        return not isinstance(text.value, str)
    is_formatted = isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute) and text.func.attr == "format"
    return only_literals or is_formatted or isinstance(text, ast.JoinedStr | ast.BinOp)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ('_("Hello {name}").format(name=name)', False),
        ("_(column.label)", False),
        ('ngettext("{n} row", "{n} rows", n).format(n=n)', False),
        ('_(f"Hello {name}")', True),
        ('_("Hello {name}".format(name=name))', True),
        ('_("Hello " + name)', True),
        ('ngettext("one", f"{n} rows", n)', True),
        ("N_(label)", True),
    ],
)
def test_the_rule_for_marked_text_sees_what_it_is_meant_to_see(text: str, refused: bool) -> None:
    assert bool(list(badly_marked(ast.parse(text)))) is refused


def test_the_lock_file_names_no_package_host_and_has_a_hash_for_every_package() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9-]+==.*?(?=^[a-z0-9-]+==|\Z)", text, flags=re.MULTILINE | re.DOTALL)

    assert "://" not in text
    assert len(packages) > 50
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("MIT", False),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", False),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", False),
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License v3", True),
        ("", True),
    ],
)
def test_the_licence_check_refuses_the_gpl_and_takes_the_lesser_one(licence: str, refused: bool) -> None:
    script = runpy.run_path(str(ROOT / "packaging" / "check-licences.py"))

    assert script["is_refused"](licence) is refused

"""The gallery draws pages in the looks that were asked for, and nothing is written by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from sqlalchemy.exc import DBAPIError

from desktop.gallery import Gallery, Reader
from desktop.gallery_looks import LOOKS, SIZES, Look, chosen
from models.contacts.parties import PartyDraft, save_party
from resources import language
from tests.support.desk import sample_registry
from tests.support.office import Office

SOME = (
    Look("light", "en"),
    Look("light", "sv"),
    Look("dark", "en"),
    Look("contrast", "en"),
    Look("light", "en", "comfortable"),
    Look("light", "en", size="2560x1440-200"),
)


def drawn(office: Office, output: Path, *kinds: str, looks: tuple[Look, ...] = LOOKS) -> Gallery:
    gallery = Gallery(office.session("accountant"), output, sample_registry(), kinds, looks=looks)
    gallery.draw()
    return gallery


def test_lists_records_and_new_ones_are_drawn_in_every_look(office: Office, tmp_path: Path) -> None:
    office.session("seller").run(save_party, draft=PartyDraft("Ödmans Åkeri AB", is_customer=True))
    gallery = drawn(office, tmp_path, "sales.customers", "sales.note", looks=SOME)
    assert gallery.names == ["sales.customers", "sales.note-record", "sales.note-new"]
    pictures = {path.relative_to(tmp_path).as_posix(): QImage(str(path)) for path in tmp_path.rglob("*.png")}
    assert len(pictures) == len(SOME) * len(gallery.names)
    sizes = {each.folder: SIZES[each.size][:2] for each in SOME}
    assert {name: (image.width(), image.height()) for name, image in pictures.items()} == {
        name: sizes[name.split("/")[0]] for name in pictures
    }
    assert pictures["light-en/sales.customers.png"] != pictures["dark-en/sales.customers.png"]
    assert pictures["light-en/sales.customers.png"] != pictures["light-sv/sales.customers.png"]
    assert pictures["light-en/sales.customers.png"] != pictures["contrast-en/sales.customers.png"]
    assert pictures["light-en/sales.customers.png"] != pictures["light-en-comfortable/sales.customers.png"]
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert all(f'src="{name}"' in index for name in pictures)
    assert language.current() == "en"


def test_windows_around_the_pages_are_drawn_too(office: Office, tmp_path: Path, home: Path) -> None:
    assert home.is_dir()
    gallery = drawn(office, tmp_path, looks=(Look("light", "en"),))
    assert [name.removeprefix("window.") for name in gallery.names if name.startswith("window.")] == [
        "nothing-found",
        "messages",
        "question",
        "about",
        "palette",
        "connection",
        "notifications",
        "keyboard",
        "settings",
        "sign-in",
        "sign-in-refused",
        "terminal",
        "first-run",
        "first-run-company",
        "first-run-server",
    ]
    assert "finance.accounts" in gallery.names
    assert not (tmp_path / "dark-en").exists()


def test_looks_are_chosen_by_theme_language_density_and_size() -> None:
    folders = [each.folder for each in LOOKS]
    assert len(set(folders)) == len(folders)
    assert [each.folder for each in chosen(themes=["contrast"], languages=["sv"])] == [
        "contrast-sv",
        "contrast-sv-comfortable",
        "contrast-sv-2560x1440-200",
    ]
    assert chosen(themes=["light"], languages=["en"], densities=["comfortable"]) == (
        Look("light", "en", "comfortable"),
    )


def test_every_component_is_drawn_in_every_state(office: Office, tmp_path: Path) -> None:
    gallery = drawn(
        office, tmp_path, "components", looks=(Look("contrast", "sv"), Look("light", "en", size="1280x720-200"))
    )
    assert [name.removeprefix("components.") for name in gallery.names] == [
        "fields",
        "parts",
        "messages",
        "grid",
        "charts",
        "list-loading",
        "list-empty",
        "list-failed",
    ]
    assert len({path.read_bytes() for path in tmp_path.rglob("*.png")}) == gallery.count == 16


def test_what_a_page_would_write_is_refused(office: Office) -> None:
    reader = Reader.of(office.session("seller"))
    with pytest.raises(DBAPIError, match="read-only transaction"):
        reader.run(save_party, draft=PartyDraft("Ödmans Åkeri AB", is_customer=True))
    assert office.value("SELECT count(*) FROM contacts.party") == 0

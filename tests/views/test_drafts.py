"""What is typed and not saved survives the program: it stands there again, is saved once, and can be thrown away."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from desktop.drafts import DraftFiles
from models.company.presence import note_presence
from models.contacts.parties import PartyDraft, SavedParty, load_party, save_party
from models.database.errors import Unavailable
from models.finance.entering import EntrySetup, Posting, entry_setup, post_voucher
from models.finance.posting import PostedEntry, VoucherLine
from models.finance.queries import ACCOUNTS
from models.finance.reports import account_balance
from tests.support.fake_host import FakeHost, Row
from tests.support.keys import enter, press, shown, write
from views.contacts.party_form import PartyPage
from views.finance.ledger.voucher_entry import VoucherEntryPage
from views.finance.ledger.voucher_lines import Line
from views.kit.annex.intake import Incoming
from views.kit.drafts import plain, revived
from views.kit.host import Link
from views.kit.page import Page
from views.kit.strip import MessageStrip

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

P = TypeVar("P", bound=Page)

CTRL = Qt.KeyboardModifier.ControlModifier
VOUCHER = Link("finance.voucher")
CARD = Link("contacts.party", 3)
ALMGREN = PartyDraft("Almgren Bygg", code="K3", is_customer=True, id=3, version=1)


def account(number: str, name: str) -> Row:
    values = {"number": number, "name": name, "status": "active"}
    return tuple(values.get(column.name) for column in ACCOUNTS.columns)


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(
        answers={
            note_presence: (),
            post_voucher: Posting(PostedEntry(7, "A", 12)),
            entry_setup: EntrySetup(),
            account_balance: Decimal(0),
            load_party: ALMGREN,
            save_party: SavedParty(3, "K3", 2),
        },
        rows={ACCOUNTS.name: [account("1930", "Bank"), account("5010", "Rent")]},
    )


@pytest.fixture
def opened(qtbot: QtBot, host: FakeHost) -> Callable[[Callable[[FakeHost, Link], P], Link], P]:
    """Opens a page as the window does."""

    def make(page: Callable[[FakeHost, Link], P], link: Link) -> P:
        made = page(host, link)
        made.keep_drafts(link)
        shown(qtbot, made)
        return made

    return make


def test_a_voucher_half_typed_is_there_again_and_goes_when_it_is_posted(
    qtbot: QtBot, host: FakeHost, opened: Callable[..., VoucherEntryPage]
) -> None:
    page = opened(VoucherEntryPage, VOUCHER)
    page.grid.setFocus()
    enter("5010", "500")
    qtbot.waitUntil(lambda: bool(host.drafts.files))
    page.hide()  # the program was killed: nobody was asked anything

    page = opened(VoucherEntryPage, VOUCHER)
    qtbot.waitUntil(lambda: len(page.lines) == 1)
    assert (page.lines[0].account, page.lines[0].debit) == ("5010", Decimal(500))
    assert page.leaving_loses()
    assert "had typed" in host.told[-1].text
    page.grid.setFocus()
    press(Qt.Key.Key_End, CTRL)
    page.grid.set_lines((*page.lines, Line(account="1930", credit=Decimal(500))))
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not host.drafts.files)
    assert page.lines == ()


def test_files_that_waited_for_a_voucher_wait_again_and_those_that_are_gone_are_told_of(
    qtbot: QtBot, host: FakeHost, opened: Callable[..., VoucherEntryPage], tmp_path: Path
) -> None:
    receipt, lost = tmp_path / "receipt.pdf", tmp_path / "lost.pdf"
    receipt.write_bytes(b"%PDF")
    page = opened(VoucherEntryPage, VOUCHER)
    pasted = Incoming("picture.png", content=b"\x89PNG")
    page.files.add((Incoming("receipt.pdf", receipt), Incoming("lost.pdf", lost), pasted))
    qtbot.waitUntil(lambda: bool(host.drafts.files))
    page.hide()

    page = opened(VoucherEntryPage, VOUCHER)
    qtbot.waitUntil(lambda: bool(page.files.files))
    assert list(page.files.files) == [Incoming("receipt.pdf", receipt), pasted]
    assert any("lost.pdf" in message.text for message in host.told)
    action = next(message.action for message in reversed(host.told) if message.action is not None)
    assert action is not None
    action.callback()
    assert list(page.files.files) == []


def test_a_card_that_was_being_changed_is_changed_again_over_what_is_stored(
    qtbot: QtBot, host: FakeHost, opened: Callable[..., PartyPage]
) -> None:
    page = opened(PartyPage, CARD)
    page.form.boxes["name"].editor.setFocus()
    press(Qt.Key.Key_End)
    write(" AB")
    qtbot.waitUntil(lambda: bool(host.drafts.files))
    page.hide()

    page = opened(PartyPage, CARD)
    qtbot.waitUntil(lambda: page.form.draft.name == "Almgren Bygg AB")
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: not host.drafts.files)
    assert host.ran[-1][0] is save_party
    strip = MessageStrip()
    qtbot.addWidget(strip)
    for message in host.told:
        strip.show_message(message)
    assert [message.text for message in strip.messages] == ["Saved."]  # and no more that it was not


def test_starting_afresh_shows_what_is_stored_and_keeps_nothing(
    qtbot: QtBot, host: FakeHost, opened: Callable[..., PartyPage]
) -> None:
    host.drafts.keep(CARD, "Almgren Bygg", plain(replace(ALMGREN, name="Typed")))
    page = opened(PartyPage, CARD)
    qtbot.waitUntil(lambda: page.form.draft.name == "Typed")
    action = host.told[-1].action
    assert action is not None
    action.callback()
    assert page.form.draft.name == "Almgren Bygg"
    assert host.drafts.files == {}


def test_work_the_user_leaves_on_purpose_is_not_brought_back(
    qtbot: QtBot, host: FakeHost, opened: Callable[..., PartyPage]
) -> None:
    page = opened(PartyPage, CARD)
    page.form.boxes["name"].editor.setFocus()
    write("X")
    qtbot.waitUntil(lambda: bool(host.drafts.files))
    page.give_up_work()
    assert host.drafts.files == {}


def test_a_lost_connection_while_saving_leaves_page_and_draft(
    qtbot: QtBot, host: FakeHost, opened: Callable[..., PartyPage]
) -> None:
    page = opened(PartyPage, CARD)
    page.form.boxes["name"].editor.setFocus()
    press(Qt.Key.Key_End)
    write(" AB")
    qtbot.waitUntil(lambda: bool(host.drafts.files))
    host.answers = {**host.answers, save_party: Unavailable("database.connection_lost")}
    press(Qt.Key.Key_S, CTRL)
    assert page.form.draft.name == "Almgren Bygg AB"
    assert host.drafts.files


def test_a_draft_of_another_version_of_the_program_is_let_go(host: FakeHost, opened: Callable[..., PartyPage]) -> None:
    name = "models.contacts.parties:PartyDraft"
    host.drafts.keep(CARD, "", {"@": name, "name": "Old", "hat_size": 7})
    page = opened(PartyPage, CARD)
    assert page.form.draft.name == "Almgren Bygg"
    assert host.drafts.files == {}


@pytest.mark.parametrize(
    "name", ["os:path", "subprocess:Popen", "models.database.build:migrate", "views.kit.page:Page"]
)
def test_a_kept_file_names_no_class_but_our_own_plain_ones(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        revived({"@": name})


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.text(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.binary(max_size=20),
    st.frozensets(st.text(max_size=5), max_size=3),
)


@given(st.lists(st.dictionaries(st.text(max_size=5), values, max_size=3), max_size=3), values)
def test_every_value_comes_back_as_it_was(held: list[dict[str, object]], value: object) -> None:
    line = Line(text="x", source=VoucherLine("5010", Decimal("1.50"), due_on=date(2026, 12, 24), dimensions={"1": "7"}))
    work = (line, tuple(held), value)
    assert revived(json.loads(json.dumps(plain(work)))) == work


def test_drafts_lie_in_files_of_their_owner_alone(tmp_path: Path) -> None:
    mine, yours = DraftFiles.of(tmp_path, "siv at here"), DraftFiles.of(tmp_path, "bo at here")
    mine.keep(CARD, "Voucher", {"lines": ["å"]})
    mine.keep(VOUCHER, "New voucher", {})
    kept = mine.read(CARD)
    assert kept is not None
    assert (kept.state, kept.title) == ({"lines": ["å"]}, "Voucher")
    assert (datetime.now(UTC) - kept.kept_at).total_seconds() < 60
    assert yours.read(CARD) is None
    assert [draft.link for draft in mine.all()] == [VOUCHER, CARD]
    mine.forget(VOUCHER)
    (file,) = tmp_path.rglob("*.json")
    file.write_text("{half", encoding="ascii")
    assert mine.read(CARD) is None
    mine.forget(CARD)
    assert not list(tmp_path.rglob("*.json"))

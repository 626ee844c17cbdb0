"""What is remembered on a computer: options, preferences, connections, and passwords where there is a store."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest

from desktop import secrets
from desktop.connections import Connection, Place, forget_connection, recent_connections, remember_connection
from desktop.settings import DENSITY, OPTIONS, SIDEBAR, THEME, Option, Settings, UserPreferences
from tests.support.keyrings import DictionaryKeyring

SERVER = Connection(place=Place.SERVER, host="db.kontor.lan", database="bygg", user="karin", title="Bygg AB")


def test_an_option_keeps_its_value_and_type_across_a_restart(tmp_path: Path) -> None:
    first = Settings(tmp_path)
    first.set(THEME, "dark")
    first.set(SIDEBAR, value=False)
    first.save()

    again = Settings(tmp_path)

    assert (again.get(THEME), again.get(SIDEBAR), again.get(DENSITY)) == ("dark", False, "compact")


def test_a_value_that_an_option_cannot_have_is_refused(settings: Settings) -> None:
    with pytest.raises(ValueError, match="look/theme"):
        settings.set(THEME, "pink")


@pytest.mark.parametrize("stored", ['"pink"', "17", "{broken", "null"])
def test_a_file_edited_by_hand_falls_back_to_the_default(tmp_path: Path, stored: str) -> None:
    (tmp_path / "desktop.ini").write_text(f"[look]\ntheme={stored}\n", encoding="utf-8")

    assert Settings(tmp_path).get(THEME) == "system"


def test_options_have_keys_of_their_own_and_defaults_among_their_choices() -> None:
    assert len({option.key for option in OPTIONS}) == len(OPTIONS)
    assert [option.key for option in OPTIONS if option.choices and option.default not in option.choices] == []
    assert Option("x", 1).accept(value=True) == 1


def test_preferences_of_two_users_do_not_meet(settings: Settings) -> None:
    karin, bo = UserPreferences(settings, "karin at here"), UserPreferences(settings, "bo at here")
    karin.write("list.orders.columns", {"shown": ["number", "åäö"], "widths": [80, 120]})

    assert karin.read("list.orders.columns") == {"shown": ["number", "åäö"], "widths": [80, 120]}
    assert bo.read("list.orders.columns") is None
    karin.write("list.orders.columns", None)
    assert karin.read("list.orders.columns") is None


def test_the_latest_connection_comes_first_and_each_database_once(settings: Settings) -> None:
    here = Connection(user="bo", title="Bygg AB")
    for connection in (here, SERVER, here):
        remember_connection(settings, connection)

    assert recent_connections(settings) == (here, SERVER)
    forget_connection(settings, SERVER)
    assert recent_connections(settings) == (here,)


def test_connections_that_cannot_be_read_are_left_out(settings: Settings) -> None:
    settings.write("connections", [{"place": "moon"}, {"what": 1}, 7])

    assert recent_connections(settings) == ()


def test_the_url_of_a_server_signs_in_with_prefix_and_name() -> None:
    url = SERVER.url("åke", "p@ss/word")

    assert url == "postgresql://bygg_%C3%A5ke:p%40ss%2Fword@/bygg?host=db.kontor.lan&port=5432&sslmode=prefer"
    other = Connection(place=Place.SERVER, host="10.0.0.5", port=5433, database="bygg", prefix="kb")
    assert other.url("bo", "x").startswith("postgresql://kb_bo:x@/bygg?host=10.0.0.5&port=5433")


def test_a_connection_is_called_by_company_and_place() -> None:
    assert SERVER.label == "Bygg AB on db.kontor.lan"
    assert Connection(title="Bygg AB").label == "Bygg AB on this computer"
    assert Connection().label == "This computer"


def test_without_a_password_store_passwords_are_asked_for_each_time() -> None:
    assert secrets.remember_password("bo at here", "secret") is False
    assert secrets.remembered_password("bo at here") is None
    secrets.forget_password("bo at here")


def test_a_password_is_kept_by_user_and_database_until_it_is_forgotten() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(DictionaryKeyring())
    try:
        assert secrets.remember_password(SERVER.entry("karin"), "secret") is True
        assert secrets.remembered_password(SERVER.entry("karin")) == "secret"
        assert secrets.remembered_password(SERVER.entry("bo")) is None
        secrets.forget_password(SERVER.entry("karin"))
        secrets.forget_password(SERVER.entry("karin"))
        assert secrets.remembered_password(SERVER.entry("karin")) is None
    finally:
        keyring.set_keyring(before)

"""`kontor consolidate`: what the companies of a group have together."""

from __future__ import annotations

from tests.desktop.cli.conftest import Kontor


def test_a_parent_without_companies_is_its_own_group(office: Kontor) -> None:
    shown = office("consolidate", "--to", "2026-06-30", "--json")
    assert shown.status == 0
    assert shown.json == []
    assert office("consolidate").status == 2


def test_what_is_to_be_eliminated_is_shown_and_kept(office: Kontor) -> None:
    assert office("eliminate", "--to", "2026-06-30", "--json").json == []
    assert office("eliminate", "--to", "2026-06-30", "--accept").status == 0

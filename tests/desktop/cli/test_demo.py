"""`kontor demo`: a year of business that holds, with one user for each role, on a computer that has no company yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.cli import run
from models.database.local import LocalDatabase
from models.database.rights import Role
from models.database.server.embedded import EmbeddedServer
from models.database.session import sign_in
from tests.desktop.cli.conftest import Kontor, commands_in
from tests.support.homes import home_on


@pytest.fixture(scope="module")
def demo_home(embedded_server: EmbeddedServer) -> Iterator[Path]:
    with home_on(embedded_server) as folder:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KONTOR_HOME", str(folder))
            assert run(["demo"]) == 0
        yield folder


@pytest.fixture
def demo(demo_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kontor:
    return commands_in(demo_home, monkeypatch, capsys)


def test_the_books_of_the_demo_company_hold(demo: Kontor) -> None:
    answer = demo("verify", "--json")

    assert (answer.status, answer.json) == (0, [])


def test_debits_equal_credits_and_the_company_lives(demo: Kontor) -> None:
    rows = demo("report", "trial-balance", "--json").json
    result = demo("report", "income-statement", "--json").json

    assert sum(Decimal(row["debit"]) for row in rows) == sum(Decimal(row["credit"]) for row in rows) > 0
    assert any(row["account"] == "3001" and Decimal(row["amount"]) > 0 for row in result)


def test_a_cost_centre_has_what_a_project_costs_it(demo: Kontor) -> None:
    part = ("--dimension", 1, "--value", "100", "--also", "6=P26-2")
    rows = demo("report", "income-statement", *part, "--json").json

    assert [row["account"] for row in rows] == ["5910"]
    assert all(Decimal(row["amount"]) < 0 for row in rows)


def test_every_room_has_something_in_every_state(demo: Kontor) -> None:
    assert len(demo("report", "customers", "--json").json) == 29
    assert len(demo("report", "suppliers", "--json").json) == 15
    assert len(demo("report", "items", "--json").json) == 63
    orders = {row["status"] for row in demo("report", "sales-orders", "--json").json}
    assert {"draft", "confirmed", "invoiced"} <= orders
    assert {row["status"] for row in demo("report", "quotes", "--json").json} == {"draft", "sent", "lost"}
    assert {row["status"] for row in demo("report", "tickets", "--json").json} == {"new", "open", "waiting", "solved"}
    assert any(row["days_overdue"] > 0 for row in demo("report", "open-receivables", "--json").json)
    assert {row["status"] for row in demo("report", "purchase-orders", "--json").json} >= {"ordered", "received"}


def test_the_group_of_the_demo_company_has_something_on_every_page(demo: Kontor) -> None:
    for name in ("group-members", "group-accounts", "group-adjustments", "intercompany-vouchers", "sister-invoices"):
        assert demo("report", name, "--json").json, name
    lines = demo("consolidate", "--to", f"{date.today()}", "--json").json  # noqa: DTZ011 - the day of the demo
    assert sum(Decimal(line["total"]) for line in lines) == 0
    assert {line["account"] for line in lines if Decimal(line["eliminated"])} >= {"1310", "2081", "1660", "2460"}
    assert not [line for line in lines if line["kind"] == "difference"]


def test_each_role_has_a_user_who_signs_in_with_the_stated_password(demo: Kontor, demo_home: Path) -> None:
    users = [user for user in demo("user", "list", "--json").json if user["name"] not in {"office", "edvard"}]

    assert sorted(role for user in users for role in user["roles"]) == sorted(Role)
    for user in users:
        session = sign_in(LocalDatabase(demo_home).url(user["name"], "kontor-demo"))
        assert list(session.identity.roles) == user["roles"]
        session.close()


def test_the_owner_of_the_demo_company_sees_the_whole_house(demo_home: Path) -> None:
    session = sign_in(LocalDatabase(demo_home).url("edvard", "kontor-demo"))
    areas = {permission.split(".")[0] for permission in session.identity.permissions}
    session.close()

    assert {"company", "contacts", "finance", "warehouse", "purchasing", "sales", "service"} <= areas


def test_a_computer_with_a_company_gets_no_demo_beside_it(demo: Kontor) -> None:
    answer = demo("demo")

    assert answer.status == 1
    assert "KONTOR_HOME" in answer.err

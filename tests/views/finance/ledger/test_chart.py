"""The chart of accounts on screen: an account with its SRU codes and rules, many changed at once, a list taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.finance.accounts import Account, AccountDraft, save_account
from models.finance.queries_dimensions import DIMENSION_RULES
from tests.support.fake_host import FakeHost, Row
from views.finance.ledger.accounts import AccountEdit, AccountPage
from views.finance.ledger.lists import ACCOUNT_LIST
from views.kit.action import ActionContext
from views.kit.host import Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

RENT = Account("5010", "Rent", "expense", "", "", False, "I25", True, 3, ("7513", "7520"))


def rule(number: int, first: str, last: str) -> Row:
    values = {
        "id": number,
        "dimension_name": "Cost centre",
        "from_account": first,
        "to_account": last,
        "requirement": "required",
    }
    return tuple(values.get(column.name) for column in DIMENSION_RULES.columns)


def opened(qtbot: QtBot) -> tuple[AccountPage, FakeHost]:
    edit = AccountEdit("5010", "Rent", tax_code="I25", sru="7513 7520", version=3)
    host = FakeHost(
        answers={"read_edit": edit, save_account: RENT},
        rows={DIMENSION_RULES.name: [rule(1, "5000", "5999"), rule(2, "5010", "5010"), rule(3, "6000", "6999")]},
    )
    page = AccountPage(host, Link("finance.account", "5010"))
    qtbot.addWidget(page)
    return page, host


def trigger(page: AccountPage, name: str) -> None:
    next(action for action in page.actions_bound if action.declared.id == name).trigger()


def test_an_account_shows_the_rules_that_hold_it_and_makes_one_for_itself(qtbot: QtBot) -> None:
    page, host = opened(qtbot)
    assert [row.values[:3] for row in page.rules.table.rows] == [
        ("Cost centre", "5000–5999", "Required"),
        ("Cost centre", "5010", "Required"),
    ]
    assert page.rules.table.rows[1].links[0] == Link("finance.dimension_rule", 2)
    trigger(page, "finance.account.rule")
    assert host.opened[-1] == Link("finance.dimension_rule", arguments={"account": "5010"})


def test_sru_codes_are_written_with_blanks_and_stored_apart(qtbot: QtBot) -> None:
    page, host = opened(qtbot)
    edit = AccountEdit("5010", "Rent", sru="7513, 7522", version=3)
    page.form.set_draft(edit, original=False)
    trigger(page, "form.save")
    draft = host.ran[-1][1]["account"]
    assert isinstance(draft, AccountDraft)
    assert draft.sru == ("7513", "7522")
    assert page.form.draft.sru == "7513 7520"


def test_a_chart_is_taken_in_from_the_list_of_accounts(qtbot: QtBot) -> None:
    page, host = opened(qtbot)
    acts = {action.id: action for action in ACCOUNT_LIST.actions}
    acts["finance.accounts.import"].run(ActionContext(host, page))
    assert host.opened[-1] == Link("exchange.import", arguments={"kind": "accounts"})
    assert "finance.accounts.change" in acts

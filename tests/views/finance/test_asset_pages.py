"""The screens of fixed assets over a real office: taken up of a voucher, depreciated, sold and reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from models.finance.assets.register import AssetDraft, add_assets
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.office_host import OfficeHost
from views.finance.assets.asset import AssetPage
from views.finance.assets.change import AssetChangePage
from views.finance.assets.depreciation import DepreciationPage
from views.finance.assets.forms import AssetFormPage, AssetGroupPage
from views.finance.assets.reports import AssetAccountsPage, AssetNotePage, TaxDepreciationPage
from views.kit.host import Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.support.office import Office
    from views.kit.page import Page

D = Decimal


@pytest.fixture
def host(office: Office) -> OfficeHost:
    """An accountant on 15 March 2026."""
    return OfficeHost(session=office.session("accountant"), today=date(2026, 3, 15))


@pytest.fixture
def lathe(office: Office) -> int:
    """Equipment of 60 000,00 for five years, in use since January."""
    key = office.value("SELECT id FROM finance.asset_group WHERE code = 'INV'")
    draft = AssetDraft("Lathe", key, date(2026, 1, 10), D("60000.00"))
    added: int = office.session("accountant").run(add_assets, assets=(draft,))[0].id
    return added


def press(page: Page, action: str) -> None:
    """Do what a button of the page does."""
    next(bound for bound in page.actions_bound if bound.declared.id == action).trigger()


def test_a_month_is_chosen_posted_and_taken_back(qtbot: QtBot, host: OfficeHost, lathe: int) -> None:
    page = DepreciationPage(host, Link("finance.depreciation"))
    qtbot.addWidget(page)
    page.read_instead({"month": date(2026, 2, 1)})
    assert [row.values[4] for row in page.due.rows] == [D("2000.00"), D("2000.00")]
    assert page.due.rows[0].links[0] == Link("finance.asset", lathe)
    press(page, "finance.depreciation.post")
    assert [row.values[1:5] for row in page.runs.rows] == [("A1", 1, D("2000.00"), "posted")]
    press(page, "finance.depreciation.undo")
    host.reply("yes")
    assert [row.values[4] for row in page.runs.rows] == ["reversed"]


def test_an_asset_shows_its_months_and_leads_to_what_can_be_done(qtbot: QtBot, host: OfficeHost, lathe: int) -> None:
    page = AssetPage(host, Link("finance.asset", lathe))
    qtbot.addWidget(page)
    assert (len(page.plan.rows), page.plan.rows[0].values[:3]) == (60, ("2026-01", D("1000.00"), D("59000.00")))
    press(page, "finance.asset.disposal")
    link = host.opened[-1]
    assert (link.kind, link.key, link.arguments["kind"]) == ("finance.asset_change", lathe, "disposal")
    change = AssetChangePage(host, link)
    qtbot.addWidget(change)
    change.form.set_draft(replace(change.form.draft, date=date(2026, 1, 31)), original=False)
    press(change, "form.save")
    assert host.opened[-1] == Link("finance.asset", lathe)
    page.refresh()
    assert page.record is not None
    assert page.record.status == "disposed"


def test_what_a_voucher_bought_is_proposed_as_an_asset(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    lines = (VoucherLine("1250", D("18000.00")), VoucherLine("1930", D("-18000.00")))
    voucher = VoucherDraft(date(2026, 2, 1), lines, "Computer")
    entry = office.session("accountant").run(post_vouchers, vouchers=(voucher,))[0]
    page = AssetFormPage(host, Link("finance.asset", arguments={"entry_id": entry.id}))
    qtbot.addWidget(page)
    draft = page.form.draft
    assert (draft.name, draft.cost, draft.life_months) == ("Computer", D("18000.00"), 36)
    press(page, "form.save")
    added = host.opened[-1]
    assert added.kind == "finance.asset"
    edit = AssetFormPage(host, Link("finance.asset_form", added.key))
    qtbot.addWidget(edit)
    edit.form.set_draft(replace(edit.form.draft, place="Office"), original=False)
    press(edit, "form.save")
    assert office.value("SELECT place FROM finance.asset WHERE id = %s", added.key) == "Office"


def test_reports_add_up_and_open_what_they_are_made_of(qtbot: QtBot, host: OfficeHost, lathe: int) -> None:
    assert lathe
    note = AssetNotePage(host, Link("finance.asset_note", arguments={"to_date": date(2026, 3, 31)}))
    accounts = AssetAccountsPage(host, Link("finance.asset_accounts", arguments={"to_date": date(2026, 3, 31)}))
    tax = TaxDepreciationPage(host, Link("finance.tax_depreciation", arguments={"to_date": date(2026, 3, 31)}))
    for page in (note, accounts, tax):
        qtbot.addWidget(page)
    assert note.table.rows[-1].values[1] == D("60000.00")
    assert accounts.table.rows[-1].values[2:] == (D("60000.00"), D(0), D("-60000.00"))
    # 60 000 less 30 % is 42 000; the books stand at 60 000.
    assert tax.table.rows[-1].values[1] == D("18000.00")
    press(tax, "finance.tax_depreciation.voucher")
    draft = host.opened[-1].arguments["draft"]
    assert isinstance(draft, VoucherDraft)
    assert [(line.account, line.amount) for line in draft.lines] == [("8850", D("18000.00")), ("2150", D("-18000.00"))]


def test_the_note_goes_on_paper_with_its_days_its_sums_and_what_stands_in(
    qtbot: QtBot, host: OfficeHost, lathe: int
) -> None:
    assert lathe
    note = AssetNotePage(host, Link("finance.asset_note", arguments={"to_date": date(2026, 3, 31)}))
    qtbot.addWidget(note)
    press(note, "finance.report.pdf")
    (export,) = host.exported_tables
    assert "2026" in export.subtitle
    assert [str(row[0]) for row in export.rows] == [
        "Inventarier och verktyg",
        "\N{EM SPACE}Acquired",
        "\N{EM SPACE}Closing acquisition value",
        "\N{EM SPACE}Book value",
    ]
    assert export.strong == {0, 2, 3}


def test_a_group_is_edited_by_who_keeps_accounts(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    key = office.value("SELECT id FROM finance.asset_group WHERE code = 'BIL'")
    page = AssetGroupPage(host, Link("finance.asset_group", key))
    qtbot.addWidget(page)
    page.form.set_draft(replace(page.form.draft, life_months=72), original=False)
    press(page, "form.save")
    assert office.value("SELECT life_months FROM finance.asset_group WHERE id = %s", key) == 72

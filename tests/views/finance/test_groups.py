"""A group of companies on the screen, in real books."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.company.founding import Founding, found_first_company
from models.contacts.parties import PartyDraft, save_party
from models.finance.groups.between import BetweenDraft, post_between
from models.finance.groups.registers import GroupAdjustment, GroupMember, save_adjustment, save_member
from models.finance.invoicing import create_and_post_invoice
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from views.finance.groups.behind import CompaniesBehindPage
from views.finance.groups.between import BetweenPage
from views.finance.groups.consolidation import ConsolidationPage
from views.finance.groups.forms import AdjustmentPage, GroupAccountPage, MemberPage
from views.finance.groups.invoices import SISTER_INVOICE_LIST
from views.finance.groups.proposals import ProposalsPage
from views.finance.groups.reconciling import PairsPage
from views.finance.ledger.voucher import VoucherPage
from views.finance.statements.figure import StatementFigurePage
from views.finance.statements.statement import StatementPage
from views.kit.action import ActionContext
from views.kit.host import Link

D = Decimal
DAY = date(2026, 1, 1)


@pytest.fixture
def sister(office: Office) -> int:
    """A company that the accountant belongs to as well."""
    with office.database.connect() as connection:
        company = found_first_company(connection, Founding("Dotter AB", DAY))
        connection.execute("SELECT company.grant_company('accountant', %s)", (company,))
    return company


@pytest.fixture
def host(office: Office) -> OfficeHost:
    lines = [VoucherLine("1320", D(500)), VoucherLine("1930", D(-500))]
    session = office.session("accountant")
    session.run(post_vouchers, vouchers=[VoucherDraft(date=DAY, lines=lines)])
    return OfficeHost(session=session, today=date(2026, 4, 10))


def test_a_company_is_taken_into_the_group_and_out_again(
    qtbot: QtBot, host: OfficeHost, sister: int, office: Office
) -> None:
    page = MemberPage(host, Link("finance.group_member"))
    qtbot.addWidget(page)
    page.form.set_draft(GroupMember(member_id=sister, share=D(80), from_date=DAY), original=False)
    page.form.save()
    key = office.value("SELECT id FROM finance.group_member WHERE share = 80")
    again = MemberPage(host, Link("finance.group_member", key))
    qtbot.addWidget(again)
    assert again.form.draft.member == "Dotter AB"
    again._on_answer("delete")
    assert office.value("SELECT count(*) FROM finance.group_member") == 0


def test_each_figure_of_the_group_opens_what_it_is_made_of(
    qtbot: QtBot, host: OfficeHost, sister: int, office: Office
) -> None:
    session = office.session("accountant")
    session.run(save_member, member=GroupMember(sister, "", D(80), DAY))
    session.run(save_adjustment, adjustment=GroupAdjustment("Loan", DAY, "2360", "1320"))
    page = ConsolidationPage(host, Link("finance.consolidation"))
    qtbot.addWidget(page)
    rows = {row.values[1]: row for row in page.table.rows}
    assert rows["Not eliminated: Loan"].values[2:] == (0, D(500), D(500))
    account = next(row for row in page.table.rows if row.values[0] == "1320")
    assert account.values[2:] == (D(500), D(-500), D(0))
    assert account.links[3] == Link("finance.group_adjustments")
    behind = CompaniesBehindPage(host, account.links[2])
    qtbot.addWidget(behind)
    assert behind.table.rows[-1].values[-1] == D(500)
    opened = behind.table.rows[0].opens
    assert opened is not None
    assert opened.company == office.company_id
    assert (opened.kind, opened.arguments["account"]) == ("finance.general_ledger", "1320")


def test_a_statement_of_the_group_is_offered_where_there_is_one_and_opens_the_companies(
    qtbot: QtBot, host: OfficeHost, sister: int, office: Office
) -> None:
    alone = StatementPage(host, Link("finance.statement", arguments={"statement": "balance"}))
    qtbot.addWidget(alone)
    offered = {alone.choices.layout_choice.itemText(at) for at in range(alone.choices.layout_choice.count())}
    assert "Companies and group" not in offered
    office.session("accountant").run(save_member, member=GroupMember(sister, "", D(80), DAY))
    link = Link("finance.statement", arguments={"statement": "balance", "layout": "group"})
    page = StatementPage(host, link)
    qtbot.addWidget(page)
    assert page.title == "Group: Balance sheet"
    cash = next(row for row in page.table.rows if row.values[0] == "Cash and bank")
    assert cash.values[1:] == (D(-500), D(0), D(0), D(-500))
    figure = StatementFigurePage(host, cash.links[4])
    qtbot.addWidget(figure)
    opened = figure.table.rows[0].links[0]
    assert (opened.kind, opened.key) == ("finance.consolidation_companies", "asset 1930")
    behind = CompaniesBehindPage(host, opened)
    qtbot.addWidget(behind)
    assert behind.table.rows[-1].values[-1] == D(-500)


def test_new_rows_of_the_group_begin_with_the_year(qtbot: QtBot, host: OfficeHost) -> None:
    for page in (
        GroupAccountPage(host, Link("finance.group_account")),
        AdjustmentPage(host, Link("finance.group_adjustment")),
    ):
        qtbot.addWidget(page)
        page.form.save()
        assert page.form.draft.id is None  # required fields are empty


def test_a_voucher_is_posted_in_both_companies_and_shown(
    qtbot: QtBot, host: OfficeHost, sister: int, office: Office
) -> None:
    page = BetweenPage(host, Link("finance.intercompany_voucher"))
    qtbot.addWidget(page)
    draft = BetweenDraft(sister, DAY, "Lån", D(500), "1320", "1930", "1930", "2360")
    page.form.set_draft(draft, original=False)
    page.form.save()
    assert office.value("SELECT count(*) FROM ledger.line WHERE company_id = %s", sister) == 2
    assert host.opened[-1].kind == "finance.voucher"


def test_both_halves_are_reversed_from_the_voucher_of_one(
    qtbot: QtBot, host: OfficeHost, sister: int, office: Office
) -> None:
    draft = BetweenDraft(sister, DAY, "Lån", D(500), "1320", "1930", "1930", "2360")
    posted = office.session("accountant").run(post_between, draft=draft)
    page = VoucherPage(host, Link("finance.voucher", posted.own.id))
    qtbot.addWidget(page)
    assert "half of a voucher" in (page._why_not_corrected(page.context()) or "")
    page._reverse()
    assert "in the other company" in host.told[-1].text
    assert office.value("SELECT sum(amount) FROM ledger.line WHERE company_id = %s AND account = '2360'", sister) == 0


def test_an_invoice_of_a_sister_company_is_made_a_draft_and_opened(
    qtbot: QtBot, office: Office, host: OfficeHost, sister: int
) -> None:
    seller = office.session("accountant")
    seller.run(save_party, draft=PartyDraft("Moder AB", own_company_id=office.company_id))
    buyer = seller.run(save_party, draft=PartyDraft("Dotter AB", is_customer=True, own_company_id=sister)).id
    sent = seller.run(create_and_post_invoice, invoice=invoice(buyer, line("100.00"))).id
    there = replace(office, company_id=sister, _sessions={}, _connections=[], _owner=None)
    elsewhere = OfficeHost(session=there.session("accountant"), today=host.today)
    widget = QWidget()
    qtbot.addWidget(widget)
    row = {"sister_invoice_id": sent, "status": "open", "invoice_id": None}
    act = SISTER_INVOICE_LIST.actions[0]
    context = ActionContext(elsewhere, widget, (row,))
    assert act.blocker(context) is None
    assert SISTER_INVOICE_LIST.opens
    assert SISTER_INVOICE_LIST.opens(row) is None
    act.run(context)
    opened = elsewhere.opened[-1]
    assert opened.kind == "finance.invoice"
    assert office.value("SELECT total FROM finance.invoice WHERE id = %s", opened.key) == D(125)
    taken = {**row, "status": "draft", "invoice_id": opened.key}
    assert SISTER_INVOICE_LIST.opens(taken) == opened
    assert "already" in (act.blocker(ActionContext(elsewhere, widget, (taken,))) or "")
    there.close()


def test_what_companies_say_of_each_other_opens_its_lines(
    qtbot: QtBot, host: OfficeHost, sister: int, office: Office
) -> None:
    draft = BetweenDraft(sister, DAY, "Lån", D(500), "1320", "1930", "1930", "2360")
    office.session("accountant").run(post_between, draft=draft)
    page = PairsPage(host, Link("finance.intercompany"))
    qtbot.addWidget(page)
    (row,) = page.table.rows
    assert row.values[2:] == ("1320", D(500), "2360", D(-500), "SEK", D(0))
    assert "All agree" in page.subtitle
    wanted = {"relation": "other", "entry_date_to": host.today}
    for place, (company, other) in {3: (office.company_id, sister), 5: (sister, office.company_id)}.items():
        lines = Link("finance.intercompany_lines", None, {**wanted, "sister_id": other}, company)
        assert row.links[place] == lines


def test_proposed_eliminations_are_accepted_with_one_key_and_are_gone(
    qtbot: QtBot, host: OfficeHost, sister: int, office: Office
) -> None:
    office.session("accountant").run(save_member, member=GroupMember(sister, "", D(100), DAY))
    draft = BetweenDraft(sister, DAY, "Avgift", D(500), "1660", "3990", "6590", "2460")
    office.session("accountant").run(post_between, draft=draft)
    page = ProposalsPage(host, Link("finance.elimination_proposals"))
    qtbot.addWidget(page)
    assert [row.values[2:] for row in page.table.rows] == [("2460", "1660", D(500)), ("3990", "6590", D(500))]
    assert "2 are missing" in page.subtitle
    assert {row.links[4].kind for row in page.table.rows} == {"finance.intercompany", "finance.intercompany_results"}
    accept = next(each for each in page.offered if each.declared.title == "Accept all")
    accept.trigger()
    assert page.table.rows == ()
    assert "All that both companies say" in page.subtitle
    assert office.value("SELECT count(*) FROM finance.group_adjustment WHERE proposed") == 2
    assert not accept.isEnabled()

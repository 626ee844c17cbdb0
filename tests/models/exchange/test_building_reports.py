"""Reports built by picking: figures that can be reckoned by hand, and rows behind each that sum to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.contacts.parties import load_terms, set_terms
from models.database.building import Definition, Fold, Key, Measure, Span, Step
from models.database.built import Built
from models.database.built_days import days_of, period_days
from models.database.errors import Conflict, Denied, Invalid
from models.database.listing import Filter, PageRequest
from models.database.paging import fetch_all
from models.database.session import Session
from models.exchange.reporting.catalogue import SOURCES, offered
from models.exchange.reporting.saved import (
    SavedReport,
    delete_report,
    load_report,
    make_report,
    save_report,
    saved_reports,
)
from models.finance.invoicing import create_and_post_invoice, post_invoice
from models.sales.invoicing import draft_invoice
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.trade import Trade, furnish, refused

D = Decimal
MARGIN = Definition(
    "invoiced_lines",
    keys=(Key("customer_group"),),
    across=Key("invoice_date", Step.MONTH),
    measures=(Measure("margin"),),
)


@pytest.fixture
def trade(office: Office) -> Trade:
    """In March 10 bolts at 100 that cost 60 each, and work for 500; in April work for 300: two groups of customers."""
    trade = furnish(office)
    trade.buy("20", "60")
    order = trade.confirm(trade.line("10"))
    trade.deliver(order.id)
    clerk = office.session("accountant")
    clerk.run(post_invoice, invoice_id=clerk.run(draft_invoice, order_id=order.id, on=date(2026, 3, 6)).id)
    for on, net in ((date(2026, 3, 20), "500"), (date(2026, 4, 2), "300")):
        draft = replace(invoice(trade.supplier, line(net)), invoice_date=on, due_on=None)
        clerk.run(create_and_post_invoice, invoice=draft)
    for party_id, group in ((trade.customer, "Bygg"), (trade.supplier, "Privat")):
        terms = clerk.read(load_terms, party_id=party_id)
        clerk.run(set_terms, draft=replace(terms, customer_group=group))
    return trade


@pytest.fixture
def clerk(trade: Trade) -> Session:
    """The accountant."""
    return trade.office.session("accountant")


def values(built: Built) -> list[tuple[object, ...]]:
    return [row.values for row in built.rows]


def behind(session: Session, built: Built, row: int, at: int, name: str = "margin") -> Decimal:
    """The sum of the rows behind a figure."""
    source = SOURCES["invoiced_lines"]
    shown = (*built.rows, *built.totals)[row]
    page = session.read(fetch_all, query=source.query, request=PageRequest(shown.behind[at]))
    place = [column.name for column in source.query.columns].index(name)
    return sum((D(str(each[place])) for each in page.rows), D(0))


def test_margin_by_customer_group_and_month_is_net_less_what_left_the_shelf(clerk: Session) -> None:
    built = clerk.read(make_report, definition=MARGIN)

    assert [head.across for head in built.heads[1:]] == ["2026-03", "2026-04", None]
    assert values(built) == [("Bygg", D(400), None, D(400)), ("Privat", D(500), D(300), D(800))]
    assert built.totals[0].values == (None, D(900), D(300), D(1200))


def test_every_figure_and_total_is_the_sum_of_the_rows_behind_it(clerk: Session) -> None:
    built = clerk.read(make_report, definition=MARGIN)

    for at, row in enumerate((*built.rows, *built.totals)):
        for place in range(1, 4):
            if row.values[place] is not None:
                assert behind(clerk, built, at, place) == row.values[place]


def test_what_has_no_column_of_its_own_is_the_rest_and_adds_up_too(clerk: Session) -> None:
    wanted = replace(MARGIN, keys=(), across=Key("party_name"), top=1)
    built = clerk.read(make_report, definition=wanted)

    assert [(head.across, head.rest, head.total) for head in built.heads] == [
        ("Skruvkungen AB", False, False),
        ("", True, False),
        (None, False, True),
    ]
    assert values(built) == [(D(800), D(400), D(1200))]
    assert behind(clerk, built, 0, 1) == D(400)


def test_the_latest_months_stand_across_and_earlier_ones_are_the_rest(clerk: Session) -> None:
    built = clerk.read(make_report, definition=replace(MARGIN, top=1))

    assert [(head.across, head.rest) for head in built.heads[1:]] == [("2026-04", False), ("", True), (None, False)]
    assert behind(clerk, built, 2, 2) == D(900)


def test_averages_counts_and_percentages_of_totals_are_of_all_rows(clerk: Session) -> None:
    wanted = Definition(
        "invoiced_lines",
        keys=(Key("customer_group"),),
        measures=(
            Measure("net", Fold.AVERAGE),
            Measure("", Fold.COUNT),
            Measure("margin_percent", Fold.RATIO),
            Measure("invoice_date", Fold.GREATEST),
        ),
    )
    built = clerk.read(make_report, definition=wanted)

    assert values(built) == [
        ("Bygg", D(1000), 1, D(40), date(2026, 3, 6)),
        ("Privat", D(400), 2, D(100), date(2026, 4, 2)),
    ]
    # 1 800 in three lines, and 1 200 of margin of it.
    assert built.totals[0].values == (None, D(600), 3, D("66.67"), date(2026, 4, 2))


def test_filters_days_and_order_leave_and_sort_what_was_asked_for(clerk: Session) -> None:
    wanted = Definition(
        "invoiced_lines",
        keys=(Key("party_name"),),
        measures=(Measure("net"),),
        filters=(Filter("net", ">=", D(400)),),
        order=1,
        descending=True,
    )
    built = clerk.read(make_report, definition=wanted, first=date(2026, 3, 1), last=date(2026, 3, 31))

    assert values(built) == [("Ödmans Åkeri AB", D(1000)), ("Skruvkungen AB", D(500))]
    assert behind(clerk, built, 1, 1, "net") == D(500)


def test_a_list_shows_the_picked_columns_with_the_sum_of_amounts(clerk: Session) -> None:
    wanted = Definition("invoiced_lines", columns=("invoice_date", "net"), order=1)
    built = clerk.read(make_report, definition=wanted)

    assert values(built) == [
        (date(2026, 4, 2), D(300)),
        (date(2026, 3, 20), D(500)),
        (date(2026, 3, 6), D(1000)),
    ]
    assert built.totals[0].values == (None, D(1800))
    assert all(isinstance(row.key, int) for row in built.rows)


def test_amounts_of_different_currencies_are_never_added(clerk: Session, trade: Trade) -> None:
    trade.office.owner().execute(
        "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
        " VALUES ('EUR', 'SEK', '2026-01-01', 11.5, 'test')"
    )
    draft = replace(invoice(trade.customer, line("100")), invoice_date=date(2026, 4, 3), due_on=None, currency="EUR")
    clerk.run(create_and_post_invoice, invoice=draft)
    built = clerk.read(make_report, definition=Definition("customer_invoices", measures=(Measure("net"),)))

    assert values(built) == [("EUR", D(100)), ("SEK", D(1800))]
    lines = clerk.read(make_report, definition=replace(MARGIN, keys=(), across=None, measures=(Measure("net"),)))
    assert values(lines) == [(D(2950),)]  # 1 800 and 100 euro at 11,50


def test_only_declared_names_reach_the_database(clerk: Session) -> None:
    for wanted in (
        Definition("invoiced_lines", keys=(Key("net); DROP TABLE ledger.entry; --"),), measures=(Measure("net"),)),
        Definition("invoiced_lines", columns=("company_id",)),
        Definition("invoiced_lines", measures=(Measure("party_name"),)),
        Definition("invoiced_lines", keys=(Key("party_name", Step.MONTH),)),
        Definition("invoiced_lines", filters=(Filter("1=1 OR net", "=", 1),)),
        Definition("invoiced_lines", filters=(Filter("net", "= 0 OR 1", 1),)),
    ):
        with refused("report.unknown_column", Invalid):
            clerk.read(make_report, definition=wanted)
    with refused("report.unknown_source", Invalid):
        clerk.read(make_report, definition=Definition("pg_authid"))


def test_a_value_is_a_value_whatever_it_spells(clerk: Session) -> None:
    wanted = replace(MARGIN, filters=(Filter("customer_group", "=", "' OR true --"),))

    assert values(clerk.read(make_report, definition=wanted)) == []


def test_a_reader_is_offered_and_given_what_their_role_reads(trade: Trade) -> None:
    keeper = trade.office.session("storekeeper")

    assert "ledger_figures" not in {source.query.name for source in offered(keeper.allows)}
    with refused("company.not_allowed", Denied):
        keeper.read(make_report, definition=Definition("ledger_figures"))


def test_a_saved_report_is_read_by_the_roles_it_is_shared_with_and_changed_by_its_owner(trade: Trade) -> None:
    accountant, clerk = trade.office.session("accountant"), trade.office.session("finance_clerk")
    seller = trade.office.session("seller")
    report = SavedReport("Marginal", MARGIN, "Per grupp", roles=("finance_clerk",))
    stored = accountant.run(save_report, report=report)

    assert clerk.read(load_report, report_id=stored.id).definition == MARGIN
    assert not clerk.read(load_report, report_id=stored.id).mine
    assert seller.read(saved_reports) == ()
    with refused("record.not_found", Invalid):
        seller.read(load_report, report_id=stored.id)
    with refused("record.not_found", Invalid):
        clerk.run(delete_report, report_id=stored.id)
    with refused("record.changed", Conflict):
        clerk.run(save_report, report=replace(report, id=stored.id, version=stored.version, name="Min"))
    with refused("report.name_taken", Invalid):
        accountant.run(save_report, report=report)
    accountant.run(delete_report, report_id=stored.id)
    assert accountant.read(saved_reports) == ()


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.LAST_MONTH, date(2025, 12, 1), date(2025, 12, 31)),
        (Span.THIS_QUARTER, date(2026, 1, 1), date(2026, 3, 31)),
        (Span.LAST_QUARTER, date(2025, 10, 1), date(2025, 12, 31)),
        (Span.YEAR_TO_DATE, date(2025, 9, 1), date(2026, 1, 31)),
        (Span.LAST_YEAR, date(2024, 9, 1), date(2025, 8, 31)),
        (Span.TWELVE_MONTHS, date(2025, 2, 1), date(2026, 1, 31)),
    ],
)
def test_spans_are_reckoned_from_the_day_and_the_fiscal_year(span: Span, first: date, last: date) -> None:
    assert days_of(span, today=date(2026, 1, 31), year_start=date(2025, 9, 1)) == (first, last)


def test_a_group_of_days_knows_its_days() -> None:
    assert period_days("2026-12") == (date(2026, 12, 1), date(2027, 1, 1))
    assert period_days("2026-Q4") == (date(2026, 10, 1), date(2027, 1, 1))
    assert period_days("2026") == (date(2026, 1, 1), date(2027, 1, 1))

"""Reports kept as they were: opened later unchanged, compared with today, and told apart by the vouchers since."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.building import Definition, Key, Measure, Span
from models.database.errors import Denied, Invalid
from models.database.session import Session
from models.exchange.reporting.packs import Pack, PackItem, load_pack, save_pack
from models.finance.budgets.planning import BudgetRow, approve_budget, create_budget, months_of
from models.finance.invoicing import create_and_post_invoice
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.statements.keeping import list_statements
from models.finance.statements.table import StatementOptions
from reports.plain.freezing import compare_kept, freeze_report, kept_pdf, read_kept
from reports.plain.making import BUILT, Request, make_pdf_of, request_from
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.trade import refused

D = Decimal
LEDGER = Definition("ledger_figures", keys=(Key("account"),), measures=(Measure("amount"),), span=Span.ALL)


def book(session: Session, on: date, amount: str) -> None:
    """Rent paid from the bank."""
    lines = (VoucherLine("5010", D(amount)), VoucherLine("1930", -D(amount)))
    session.run(post_vouchers, vouchers=(VoucherDraft(on, lines, "Hyra"),))


@pytest.fixture
def accountant(office: Office) -> Session:
    """Somebody who has paid a rent of 1 000 in March."""
    session = office.session("accountant")
    book(session, date(2026, 3, 2), "1000")
    return session


def keep(session: Session, request: Request) -> int:
    return session.run(freeze_report, request=request, language="en", statuses={}).id


def test_a_kept_report_is_the_same_later_and_says_when_it_would_be_another(accountant: Session) -> None:
    request = Request("trial-balance", date(2026, 1, 1), date(2026, 12, 31))
    key = keep(accountant, request)
    kept = accountant.read(read_kept, snapshot_id=key)

    assert [(row[0], row[5]) for row in kept.table.rows] == [("1930", D(-1000)), ("5010", D(1000)), ("", D(0))]
    assert kept.snapshot.whole
    same = accountant.read(compare_kept, snapshot_id=key, statuses={})
    assert (same.equal, same.changed.rows, same.vouchers) == (True, (), ())

    book(accountant, date(2026, 4, 1), "250")
    found = accountant.read(compare_kept, snapshot_id=key, statuses={})

    assert not found.equal
    assert [(row[0], row[1], row[6]) for row in found.changed.rows if row[1]] == [
        ("then", "1930", D(-1000)),
        ("now", "1930", D(-1250)),
        ("then", "5010", D(1000)),
        ("now", "5010", D(1250)),
    ]
    assert [(each.voucher, each.entry_date, each.amount) for each in found.vouchers] == [
        ("A2", date(2026, 4, 1), D(250))
    ]
    assert accountant.read(read_kept, snapshot_id=key) == kept


def test_vouchers_outside_the_days_of_the_report_change_nothing(accountant: Session) -> None:
    key = keep(accountant, Request("statement:income", date(2026, 3, 1), date(2026, 3, 31)))
    book(accountant, date(2026, 4, 1), "250")
    found = accountant.read(compare_kept, snapshot_id=key, statuses={})

    assert (found.equal, found.vouchers) == (True, ())


def test_the_pdf_of_a_kept_report_is_the_same_bytes_each_time(accountant: Session) -> None:
    key = keep(accountant, Request("statement:balance", last=date(2026, 12, 31)))
    before = accountant.read(kept_pdf, snapshot_id=key)
    book(accountant, date(2026, 4, 1), "250")

    assert accountant.read(kept_pdf, snapshot_id=key) == before
    assert before.startswith(b"%PDF")


def test_a_built_report_is_kept_with_the_days_that_its_span_meant(accountant: Session) -> None:
    key = keep(accountant, Request(BUILT, definition=LEDGER, title="Konton"))
    kept = accountant.read(read_kept, snapshot_id=key)

    assert kept.table.title == "Konton"
    assert [row for row in kept.table.rows if row[0] == "5010"] == [("5010", D(1000))]
    assert "lines of vouchers book" in kept.table.notes[0]


def test_a_designed_statement_is_kept_with_the_columns_it_has(accountant: Session) -> None:
    code = accountant.read(list_statements)[0].code
    options = StatementOptions(date(2026, 12, 31), date(2026, 1, 1), accounts=True)
    request = Request(f"statement:{code}", date(2026, 1, 1), date(2026, 12, 31), options=options)
    key = keep(accountant, request)
    kept = accountant.read(read_kept, snapshot_id=key)

    assert kept.snapshot.kind == "statement"
    assert any(row[1] in {D(1000), D(-1000)} for row in kept.table.rows)
    assert accountant.read(compare_kept, snapshot_id=key, statuses={}).equal
    book(accountant, date(2026, 4, 1), "250")
    assert not accountant.read(compare_kept, snapshot_id=key, statuses={}).equal


def test_what_was_stored_under_the_name_of_an_earlier_version_is_made_as_the_statement_it_is_today(
    office: Office, accountant: Session
) -> None:
    stored = {"kind": "income-statement", "from": "2026-01-01", "to": "2026-12-31"}
    assert request_from(stored) == Request("statement:income", date(2026, 1, 1), date(2026, 12, 31))
    key = accountant.run(save_pack, pack=Pack("Månad", (PackItem("trial-balance"),))).id
    contents = '[{"kind": "trial-balance"}, {"kind": "balance-sheet", "report": null}]'
    office.value("UPDATE finance.report_pack SET contents = %s::jsonb RETURNING id", contents)
    pack = accountant.read(load_pack, pack_id=key)
    assert pack.contents == (PackItem("trial-balance"), PackItem("statement:balance"))


def test_a_kept_report_is_seen_by_who_may_read_what_it_is_made_of(office: Office, accountant: Session) -> None:
    key = keep(accountant, Request("trial-balance", last=date(2026, 12, 31)))

    assert office.session("auditor").read(read_kept, snapshot_id=key).snapshot.made_by == "Accountant"
    with refused("record.not_found", Invalid):
        office.session("seller").read(read_kept, snapshot_id=key)
    with refused("company.not_allowed", Denied):
        office.session("seller").run(freeze_report, request=Request("trial-balance"), language="en", statuses={})


def test_an_invoice_after_the_report_is_named_by_its_voucher(
    office: Office, accountant: Session, customer: int
) -> None:
    key = keep(accountant, Request("statement:income", date(2026, 1, 1), date(2026, 12, 31)))
    accountant.run(create_and_post_invoice, invoice=invoice(customer, line("1000")))
    found = accountant.read(compare_kept, snapshot_id=key, statuses={})

    assert [each.amount for each in found.vouchers] == [D(1250)]


def test_a_vat_return_is_kept_and_says_when_it_would_be_another(accountant: Session, customer: int) -> None:
    accountant.run(create_and_post_invoice, invoice=invoice(customer, line("1000")))
    key = keep(accountant, Request("vat-return", last=date(2026, 3, 31)))
    kept = accountant.read(read_kept, snapshot_id=key)
    boxes = {row[0]: row[2:] for row in kept.table.rows if row[2] is not None}
    assert (boxes["05"], boxes["10"], boxes["49"]) == ((D(1000), D(1000)), (D(250), D(250)), (D(250), D(250)))
    assert [row[3] for row in kept.table.rows if row[0] == "05" and row[2] is None] == [D(1000)]
    assert accountant.read(compare_kept, snapshot_id=key, statuses={}).equal

    accountant.run(create_and_post_invoice, invoice=invoice(customer, line("400")))
    found = accountant.read(compare_kept, snapshot_id=key, statuses={})
    changed = [(row[0], row[3]) for row in found.changed.rows if row[1] == "05" and row[3] is not None]
    assert changed == [("then", D(1000)), ("now", D(1400))]
    assert [each.amount for each in found.vouchers] == [D(500)]
    with refused("vat.no_period", Invalid):
        keep(accountant, Request("vat-return", last=date(1990, 1, 1)))


def test_any_report_becomes_a_document(accountant: Session) -> None:
    for kind in ("trial-balance", "statement:income", "statement:balance", "vat-return"):
        request = Request(kind, last=date(2026, 12, 31))
        assert accountant.read(make_pdf_of, request=request, language="sv", statuses={}).startswith(b"%PDF")


@pytest.fixture
def customer(office: Office) -> int:
    """Somebody to invoice."""
    return int(
        office.value(
            "INSERT INTO contacts.party (code, name, kind, is_customer) VALUES ('K1', 'Åkesson', 'organisation', true)"
            " RETURNING id"
        )
    )


def test_actual_against_budget_is_kept_as_it_was(accountant: Session) -> None:
    planned = BudgetRow("5010", dict.fromkeys(months_of(date(2026, 1, 1), date(2026, 12, 31)), D(5000)))
    draft = accountant.run(create_budget, fiscal_year_id=1, code="PLAN", rows=[planned])
    accountant.run(approve_budget, budget_id=draft.id, version=draft.version)
    key = keep(accountant, Request("budget", None, date(2026, 3, 31)))
    book(accountant, date(2026, 3, 5), "70")
    table = accountant.read(read_kept, snapshot_id=key).table
    assert table.subtitle.startswith("PLAN, version 1, until 31")
    (rent,) = [row for row in table.rows if row[0] == "5010"]
    assert rent[2:5] == (D(1000), D(5000), D(-4000))

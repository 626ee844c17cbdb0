"""Numbers and rates under attack with `psql`: series run only forwards, and what the books took keeps its meaning."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.company.rates import ExchangeRate, save_rate
from models.contacts.parties import PartyDraft, save_party
from models.database.rights import PERMISSIONS, Permission, Role
from models.finance.invoicing import create_and_post_invoice
from tests.support.attacker import NO_RIGHT, Attacker
from tests.support.invoices import invoice, line
from tests.support.office import Office

KEEPERS = PERMISSIONS[Permission.FINANCE_ACCOUNTS]


@pytest.fixture(scope="module")
def rate(fortress: Office) -> int:
    """The rate that a posted invoice in euro took; the invoice has number 1 and a voucher in series B."""
    draft = invoice(
        fortress.session("seller").run(save_party, draft=PartyDraft("Berg GmbH", code="K1", is_customer=True)).id,
        line("100", "3108", "SEUG"),
        currency="EUR",
    )
    euro = ExchangeRate("EUR", draft.invoice_date.replace(day=2), Decimal("11.25"))
    key = fortress.session("accountant").run(save_rate, rate=euro).id
    fortress.session("finance_clerk").run(create_and_post_invoice, invoice=draft)
    assert key is not None
    return key


def test_nobody_writes_the_counters_themselves(rate: int, attacker: Attacker) -> None:
    del rate
    attacks = [
        "UPDATE company.number_series SET next_number = 1",
        "UPDATE company.number_series SET prefix = 'X'",
        "DELETE FROM company.number_series",
        "INSERT INTO company.number_series (company_id, kind) SELECT id, 'quote' FROM company.company",
        "UPDATE ledger.series SET next_number = 1",
        "DELETE FROM ledger.series",
        "DELETE FROM ledger.series_definition",
        "SELECT company.next_number(1, 'quote')",
        "SELECT company.check_series('quote', '', 1)",
    ]
    assert attacker.unrefused(attacks) == {}


def test_the_function_runs_a_series_only_forwards_and_only_for_who_may(
    fortress: Office, rate: int, attacker: Attacker
) -> None:
    del rate
    company = fortress.company_id
    attacks = [
        f"SELECT company.set_number_series({company}, 'customer_invoice', '', 1)",
        f"SELECT company.set_number_series({company}, 'customer_invoice', '', -1)",
        f"SELECT company.set_number_series({company}, 'customer_invoice', '1', NULL)",
        f"SELECT company.set_number_series({company}, 'customer_invoice', NULL, NULL)",
        f"SELECT company.set_number_series({company}, 'mine', '', NULL)",
        f"SELECT company.set_number_series({company}, NULL, '', NULL)",
        f"SELECT company.set_number_series({company + 1}, 'quote', 'Q', NULL)",
        "SELECT company.set_number_series(NULL, 'quote', 'Q', NULL)",
    ]
    refusals = ("KOI00", "KOD00") if attacker.role in KEEPERS else (NO_RIGHT,)
    assert attacker.unrefused(attacks, allowed=refusals) == {}


def test_a_series_of_the_books_keeps_code_and_area(rate: int, attacker: Attacker) -> None:
    del rate
    insert = "INSERT INTO ledger.series_definition (company_id, code, name, area) SELECT id"
    attacks = [
        "UPDATE ledger.series_definition SET area = 'general' WHERE code = 'B'",
        "UPDATE ledger.series_definition SET code = 'X' WHERE code = 'A'",
        "UPDATE ledger.series_definition SET name = ' ' WHERE code = 'A'",
        f"{insert}, ' ', 'Mine', 'general' FROM company.company",
        f"{insert}, 'X', 'Mine', 'mine' FROM company.company",
    ]
    refusals = ("KOI00", "23514") if attacker.role in KEEPERS else (NO_RIGHT,)
    assert attacker.unrefused(attacks, allowed=refusals) == {}


def test_a_rate_that_was_taken_stays_and_none_is_doubled_or_senseless(rate: int, attacker: Attacker) -> None:
    insert = "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source) VALUES"
    attacks = [
        f"UPDATE company.currency_rate SET rate = 99 WHERE id = {rate}",
        f"UPDATE company.currency_rate SET valid_on = valid_on + 1 WHERE id = {rate}",
        f"UPDATE company.currency_rate SET currency = 'USD' WHERE id = {rate}",
        f"DELETE FROM company.currency_rate WHERE id = {rate}",
        f"{insert} ('EUR', 'SEK', '2026-03-02', 10, 'another')",
        f"{insert} ('EUR', 'SEK', '2026-03-03', 0, 'free')",
        f"{insert} ('EUR', 'SEK', '2026-03-03', -11, 'paid')",
        f"{insert} ('SEK', 'SEK', '2026-03-03', 2, 'more of ours')",
        f"{insert} ('XXX', 'SEK', '2026-03-03', 2, 'of nowhere')",
    ]
    refusals = ("KOR00", "23505", "23514", "23503") if attacker.role in KEEPERS else (NO_RIGHT,)
    assert attacker.unrefused(attacks, allowed=refusals) == {}


def test_only_an_administrator_opens_and_closes_companies(fortress: Office, attacker: Attacker) -> None:
    company = fortress.company_id
    attacks = [
        f"SELECT company.{act}_company('{name}', {key})"
        for act in ("grant", "revoke")
        for name in ("seller", "administrator")
        for key in (company, company + 1)
        if attacker.role != Role.ADMINISTRATOR or key != company
    ]
    refusals = ("KOD00",) if attacker.role == Role.ADMINISTRATOR else (NO_RIGHT,)
    assert attacker.unrefused(attacks, allowed=refusals) == {}

"""Opening balances and open items from lists, with figures by hand: what comes in equals what the list says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from models.exchange.intake import ImportReport
from models.exchange.opening_import import import_opening
from models.finance.reports import trial_balance
from tests.support.office import Office

D = Decimal
BALANCES = """Konto;Benämning;Ingående balans
1510;Kundfordringar;12 500,00
1930;Företagskonto;40 000,50
2081;Aktiekapital;-25 000,00
2091;Balanserat resultat;-27 500,50
3001;Försäljning;0
"""
ITEMS = """Konto;Kund;Fakturanr;Förfallodatum;Saldo
1510;Åkesson Måleri AB;1001;2026-01-20;10 000,00
1510;K2;1002;2025-12-15;2 500,00
"""


@pytest.fixture(autouse=True)
def customers(office: Office) -> None:
    for code, name in (("K1", "Åkesson Måleri AB"), ("K2", "Bygg & Bo AB")):
        office.owner().execute(
            "INSERT INTO contacts.party (code, name, kind, is_customer) VALUES (%s, %s, 'organisation', true)",
            (code, name),
        )


def take(office: Office, text: str, options: Mapping[str, str] | None = None, *, dry_run: bool = False) -> ImportReport:
    return office.session("accountant").run(
        import_opening, content=text.encode(), file_name="opening.csv", options=options or {}, dry_run=dry_run
    )


def opening(office: Office) -> dict[str, Decimal]:
    rows = office.session("auditor").read(trial_balance, to_date=date(2026, 12, 31)).rows
    return {row.account: row.opening for row in rows if row.opening}


def test_balances_first_and_items_against_the_suspense_account_end_at_the_figures_of_the_list(office: Office) -> None:
    report = take(office, BALANCES)
    assert (report.done, [finding.code for finding in report.findings]) == (True, ["opening.items_to_follow"])
    assert opening(office) == {"1930": D("40000.50"), "2081": D(-25000), "2091": D("-27500.50"), "2999": D(12500)}
    assert take(office, ITEMS, {"against": "2999"}).done
    assert opening(office) == {"1510": D(12500), "1930": D("40000.50"), "2081": D(-25000), "2091": D("-27500.50")}
    items = office.owner().execute("SELECT due_on, remaining FROM ledger.open_item ORDER BY due_on").fetchall()
    assert items == [(date(2025, 12, 15), D(2500)), (date(2026, 1, 20), D(10000))]


def test_a_dry_run_tells_and_changes_nothing_and_a_list_comes_in_once(office: Office) -> None:
    assert take(office, BALANCES, dry_run=True).counts == {"vouchers": 1, "balances": 4}
    assert opening(office) == {}
    assert take(office, BALANCES).done
    again = take(office, BALANCES)
    assert [finding.code for finding in again.findings if finding.severity == "error"] == ["exchange.already_taken"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (BALANCES.replace("40 000,50", "40 000,00"), "opening.unbalanced", None),
        (BALANCES.replace("1930", "1999"), "opening.unknown_account", 3),
        (ITEMS.replace("K2", "Nobody"), "opening.unknown_party", 3),
        (ITEMS.replace("2025-12-15", "15 december"), "list.no_date", 3),
        (ITEMS.replace("10 000,00", "much"), "list.no_number", 2),
        ("Namn;Ort\nx;y\n", "list.no_account_column", 1),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_nothing_comes_in(
    office: Office, text: str, code: str, line: int | None
) -> None:
    report = take(office, text)
    assert (code, line) in {(finding.code, finding.line) for finding in report.findings}
    assert not report.done
    assert office.value("SELECT count(*) FROM ledger.entry") == 0

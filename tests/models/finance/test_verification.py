"""Every kind of damage to the books is found, by a reader that can change nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Denied
from models.finance.invariants import BY_CODE, INVARIANTS
from models.finance.invoicing import create_and_post_invoice
from models.finance.messages import MESSAGES
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.verification import verify, verify_as_builder
from tests.support.invoices import invoice
from tests.support.office import Office

#: Damage, and the codes that tell it.
_DAMAGE = [
    ("UPDATE ledger.line SET amount = amount + 1 WHERE id = 2", "unbalanced entry_changed balance_wrong own_currency"),
    ("UPDATE ledger.tax_total SET credit = credit - 1, debit = debit - 1 WHERE account = '3001'", "tax_total_wrong"),
    ("UPDATE ledger.tax_total SET line_count = line_count + 1", "tax_total_wrong"),
    ("DELETE FROM ledger.tax_total", "tax_total_wrong"),
    ("UPDATE ledger.line SET text = 'x' WHERE id = 2", "entry_changed"),
    ("UPDATE ledger.entry SET text = 'x' WHERE id = 2", "entry_changed"),
    (
        "UPDATE ledger.entry SET entry_date = entry_date + 1 WHERE number = 1 AND series = 'A'",
        "entry_changed lines_disagree",
    ),
    ("DELETE FROM ledger.line WHERE entry_id = 2", "no_lines entry_changed balance_wrong"),
    (
        "DELETE FROM ledger.entry WHERE number = 2 AND series = 'A'",
        "chain_broken number_gap lines_without_entry balance_wrong",
    ),
    (
        "UPDATE ledger.balance SET debit = debit + 1 WHERE grain = 'M' AND account = '5010'",
        "balance_wrong books_unbalanced",
    ),
    ("DELETE FROM ledger.balance WHERE grain = 'D'", "balance_wrong"),
    ("DELETE FROM ledger.balance WHERE account = '5010'", "balance_wrong books_unbalanced"),
    ("UPDATE ledger.open_item SET remaining = remaining - 1", "open_item_wrong open_items_differ"),
    ("DELETE FROM ledger.open_item", "open_item_missing open_items_differ"),
    ("UPDATE ledger.series SET next_number = 1 WHERE code = 'A'", "series_behind"),
    ("UPDATE finance.invoice SET entry_id = NULL", "invoice_disagrees entry_without_document"),
    ("UPDATE finance.invoice_line SET net = net + 1", "invoice_lines"),
    ("UPDATE ledger.entry SET period_id = period_id + 1 WHERE id = 2", "outside_period"),
    ("UPDATE ledger.line SET amount_currency = 1 WHERE id = 2", "own_currency entry_changed balance_wrong"),
    (
        "UPDATE ledger.entry SET kind = 'reversal', reverses_id = 1 WHERE id = 2",
        "reversal_unlike entry_changed",
    ),
    ("DELETE FROM company.user_role WHERE role = 'seller'", "role_membership"),
    ("UPDATE company.app_user SET locked = true WHERE name = 'seller'", "user_lock"),
]


@pytest.fixture
def busy(office: Office, customer: int) -> Office:
    """Three vouchers and an invoice."""
    draft = VoucherDraft(
        date=date(2026, 3, 5), lines=[VoucherLine("5010", Decimal(100)), VoucherLine("1930", Decimal(-100))]
    )
    office.session("accountant").run(post_vouchers, vouchers=[draft] * 3)
    office.session("accountant").run(create_and_post_invoice, invoice=invoice(customer))
    return office


def test_books_that_nobody_touched_hold(busy: Office) -> None:
    assert busy.session("auditor").read(verify) == ()
    assert verify_as_builder(busy.owner(), busy.company_id) == ()


@pytest.mark.parametrize(("damage", "codes"), _DAMAGE)
def test_damage_done_behind_the_doors_is_found(busy: Office, damage: str, codes: str) -> None:
    owner = busy.owner()
    owner.execute("SET session_replication_role = replica")
    owner.execute(damage)
    found = busy.session("auditor").read(verify)
    assert {finding.code for finding in found} == {f"verify.{code}" for code in codes.split()}
    assert all(finding.key and finding.table for finding in found)


def test_every_finding_has_its_invariant_with_a_title_and_a_repair() -> None:
    findings = {code for code in MESSAGES if code.startswith("verify.")}
    assert findings == set(BY_CODE)
    assert len(INVARIANTS) == len(BY_CODE) >= 25


def test_switched_off_row_rules_are_found(busy: Office) -> None:
    busy.owner().execute("ALTER TABLE ledger.line DISABLE ROW LEVEL SECURITY")
    assert [finding.key for finding in busy.session("auditor").read(verify)] == ["ledger.line"]


def test_a_seller_may_not_ask(busy: Office) -> None:
    with pytest.raises(Denied):
        busy.session("seller").read(verify)

"""The reconciled accounts of a month on paper."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from models.finance.closing.documents import AccountWithItems, ReconciliationDocument
from models.finance.closing.reconciling import ExplainedItem, ReconciledAccount
from reports.pdf import make_pdf
from tests.support.documents import SENDER
from tests.support.pdf_reading import pages_of, text_of

D = Decimal
AT = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)


def account(number: str, name: str, balance: str, evidence: str | None = None, *items: str) -> AccountWithItems:
    """An account, reconciled where it has evidence, with items for 10 each."""
    explained = sum((D(10) for _ in items), D(0))
    record = ReconciledAccount(
        account=number,
        name=name,
        name_en="",
        balance=D(balance),
        id=1 if evidence else None,
        evidence=D(evidence) if evidence else None,
        explained=explained if items else None,
        signed_balance=D(balance) if evidence else None,
        prepared_at=AT if evidence else None,
        prepared_by="Karin Ekdahl" if evidence else "",
        reviewed_at=AT if items else None,
        reviewed_by="Edvard Björk" if items else "",
        files=1 if items else 0,
        state="reviewed" if items else "signed" if evidence else "missing",
    )
    files = ("Kontoutdrag januari.pdf",) if items else ()
    return AccountWithItems(record, tuple(ExplainedItem(text, D(10)) for text in items), files, "")


def document(language: str, *accounts: AccountWithItems) -> ReconciliationDocument:
    """January 2026."""
    return ReconciliationDocument(language, SENDER, date(2026, 1, 1), date(2026, 1, 31), accounts, AT)


def test_ledger_evidence_items_and_signatures_stand_beside_each_other() -> None:
    bank = account("1930", "Företagskonto", "2025824.79", "2025804.79", "Avgift", "Ränta")
    pdf = make_pdf(document("en", bank, account("2440", "Leverantörsskulder", "-167976.25")))
    text = text_of(pdf)
    for told in ("Account reconciliation", "1930", "2,025,824.79", "2,025,804.79", "Avgift", "Kontoutdrag januari.pdf"):
        assert told in text
    assert "Karin Ekdahl, 3 Feb 2026" in text
    assert "Edvard Björk, 3 Feb 2026" in text
    assert "Missing" in text


def test_two_hundred_accounts_go_over_several_pages() -> None:
    accounts = [account(str(1000 + n), "Konto", "100", "100") for n in range(200)]
    assert len(pages_of(make_pdf(document("sv", *accounts)))) > 2


def test_a_month_without_balances_is_a_page_all_the_same() -> None:
    assert len(pages_of(make_pdf(document("sv")))) == 1

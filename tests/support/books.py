"""Keeping books in a test with short verbs: sell, buy, receive, pay and post, as the people of an office do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from models.contacts.parties import PartyDraft, save_party
from models.finance.banking import Allocation, BankStatement, StatementTransaction, import_statement, match_transaction
from models.finance.invoicing import create_and_post_invoice
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.reports import trial_balance
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal
CUSTOMER, SUPPLIER = "customer_invoice", "supplier_invoice"


@dataclass
class Books:
    """The books of an office's company."""

    office: Office
    parties: dict[str, int] = field(default_factory=dict)
    statements: int = 0

    def party(self, name: str, **card: Any) -> int:
        """The customer or supplier of that name, made the first time."""
        if name not in self.parties:
            draft = PartyDraft(name=name, is_customer=True, is_supplier=True, country="SE", **card)
            self.parties[name] = self.office.session("accountant").run(save_party, draft=draft).id
        return self.parties[name]

    def sell(self, on: date, to: str, net: str, account: str = "3001", tax_code: str = "S25") -> int:
        """Invoice a customer, net of tax; answers the key of the invoice."""
        return self._invoice(CUSTOMER, on, to, line(net, account, tax_code))

    def buy(self, on: date, of: str, net: str, account: str = "4000", tax_code: str = "I25") -> int:
        """Book the invoice of a supplier, net of tax; answers its key."""
        return self._invoice(SUPPLIER, on, of, line(net, account, tax_code), supplier_number=f"{of[:3]}-{on:%y%m%d}")

    def _invoice(self, kind: str, on: date, party: str, what: Any, **more: Any) -> int:
        draft = invoice(self.party(party), what, kind=kind, invoice_date=on, **more)
        return self.office.session("finance_clerk").run(create_and_post_invoice, invoice=draft).id

    def pay_item(self, on: date, line_id: int, remaining: Decimal) -> None:
        """Money in for what a customer owes, out for what we owe, by way of the bank."""
        self.move(on, str(remaining), Allocation(abs(remaining), line_id=line_id))

    def pay_everything(self, on: date) -> None:
        """Every open item, each by a transaction of its own."""
        items = self.office.owner().execute(
            "SELECT line_id, remaining FROM ledger.open_item WHERE remaining <> 0 ORDER BY line_id"
        )
        for line_id, remaining in items.fetchall():
            self.pay_item(on, line_id, remaining)

    def move(self, on: date, amount: str, *allocations: Allocation) -> None:
        """One transaction of the bank account, matched."""
        self.statements += 1
        clerk = self.office.session("finance_clerk")
        statement = BankStatement(
            f"S{self.statements}", "", [StatementTransaction(f"T{self.statements}", on, D(amount), "SEK")]
        )
        account = self.office.value("SELECT id FROM finance.bank_account")
        sha256 = self.statements.to_bytes(32, "big")
        clerk.run(import_statement, statement=statement, sha256=sha256, bank_account_id=account)
        key = self.office.value("SELECT max(id) FROM finance.bank_transaction")
        clerk.run(match_transaction, transaction_id=key, allocations=allocations, lines=())

    def post(self, on: date, text: str, *lines: tuple[str, str], kind: str = "regular") -> int:
        """A voucher of accounts with amounts, debit positive; answers its key."""
        voucher = VoucherDraft(
            date=on, text=text, kind=kind, lines=[VoucherLine(account, D(amount)) for account, amount in lines]
        )
        return self.office.session("accountant").run(post_vouchers, vouchers=[voucher])[0].id

    def balances(self, on: date) -> dict[str, Decimal]:
        """What each account stands at after a day; accounts at zero are left out."""
        rows = self.office.session("auditor").read(trial_balance, to_date=on).rows
        return {row.account: row.closing for row in rows if row.closing}

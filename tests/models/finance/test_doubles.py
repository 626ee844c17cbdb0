"""A supplier invoice that is here already is found by its number however it is written, or by party and amount."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from models.finance.doubles import similar_invoices
from models.finance.invoicing import save_invoice
from tests.support.invoices import invoice, line
from tests.support.office import Office

MARCH = date(2026, 3, 5)


def test_the_same_number_or_amount_of_the_same_supplier_is_found(office: Office, party: Callable[..., int]) -> None:
    session = office.session("accountant")
    power, other = party("L1", "Elbolaget"), party("L2", "Hyresvärden")
    lines = (line("1000.00", "5020", "I25"),)
    draft = invoice(power, *lines, kind="supplier_invoice", supplier_number="F 1001")
    saved = session.run(save_invoice, invoice=draft)

    def found(party_id: int, number: str, net: str, on: date = MARCH, invoice_id: int | None = None) -> list[int]:
        arguments = {"party_id": party_id, "supplier_number": number, "net": Decimal(net), "on": on}
        return [each.id for each in session.read(similar_invoices, **arguments, invoice_id=invoice_id)]

    assert found(power, "f1001", "1") == [saved.id]
    assert found(power, "9", "1000.00", date(2026, 4, 5)) == [saved.id]
    assert found(power, "9", "1000.00", date(2026, 4, 6)) == []
    assert found(power, "9", "999.99") == []
    assert found(other, "F 1001", "1000.00") == []
    assert found(power, "F 1001", "1000.00", invoice_id=saved.id) == []
    assert found(power, "", "0") == []

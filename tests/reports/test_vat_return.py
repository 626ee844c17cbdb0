"""The VAT return on paper says what is paid, and what each box is made of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from models.company.documents import Sender
from models.finance.vat.documents import DocumentBox, SpecificationRow, VatReturnDocument
from reports.pdf import make_pdf
from tests.support.pdf_reading import text_of


def test_it_states_boxes_and_their_specification() -> None:
    document = VatReturnDocument(
        language="en",
        sender=Sender("Björkens Bygg AB", vat_number="SE556016068001"),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 3, 31),
        due_on=date(2026, 5, 12),
        filed_at=datetime(2026, 5, 4, tzinfo=UTC),
        boxes=(
            DocumentBox("10", "Output VAT 25 %", Decimal(250), Decimal("250.25")),
            DocumentBox("49", "VAT to pay or to be refunded", Decimal(250), Decimal(250)),
        ),
        rows=(SpecificationRow("10", "S25", "2611", "Utgående moms 25 %", Decimal("250.25")),),
        made_at=datetime(2026, 5, 4, tzinfo=UTC),
    )
    text = text_of(make_pdf(document))
    for part in (
        "VAT return",
        "SE556016068001",
        "Due 12 May 2026",
        "Filed 4 May 2026",
        "250.25",
        "2611",
        "Specification",
    ):
        assert part in text

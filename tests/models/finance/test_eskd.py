"""The file of the VAT return: the official sample comes out as it went in, and the books are stated in full."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.database.errors import Invalid
from models.exchange.eskd import EskdReturn, export_eskd, read_eskd, write_eskd
from models.finance.invoicing import create_and_post_invoice
from models.finance.vat.definitions import boxes
from tests.support.invoices import invoice
from tests.support.office import Office
from tests.support.shared_data import shared_file


def test_the_official_sample_is_written_again_byte_by_byte() -> None:
    content = shared_file("skatteverket/eskd-momsexempel-v6.xml").read_bytes()
    stated = read_eskd(content)
    assert len(stated.boxes) == len(boxes())
    assert stated.boxes["49"] == 225_500
    assert write_eskd(stated) == content


def test_boxes_of_nothing_are_left_out_and_letters_survive() -> None:
    stated = EskdReturn("556016-0680", "202603", {"05": Decimal(0), "49": Decimal(0)}, "Åäö & <x>")
    content = write_eskd(stated)
    assert b"ForsMoms" not in content
    assert b"<MomsBetala>0</MomsBetala>" in content
    assert read_eskd(content).text == "Åäö & <x>"


@pytest.mark.parametrize("content", [b"", b"<a/>", b"<eSKDUpload/>", b"not xml"])
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid, match=r"vat\.not_a_file"):
        read_eskd(content)


def test_a_period_is_written_from_the_books(office: Office, customer: int) -> None:
    office.session("finance_clerk").run(create_and_post_invoice, invoice=invoice(customer))
    exported = office.session("accountant").read(export_eskd, options={"period": "2026-01-01"})
    assert exported.file_name == "moms 2026-03.xml"
    stated = read_eskd(exported.content)
    assert (stated.org_number, stated.period) == ("556016-0680", "202603")
    assert stated.boxes == {"05": Decimal(1000), "10": Decimal(250), "49": Decimal(250)}
    with pytest.raises(Invalid, match=r"vat\.no_period"):
        office.session("accountant").read(export_eskd, options={"period": "yesterday"})

"""Invoices and credit notes state what the law asks for, add up over pages, and can be paid by scanning them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.finance.documents import DocumentLine, DocumentTax, Mark
from reports.pdf import make_pdf
from resources.language import translator
from tests.support.documents import RECIPIENT, SENDER, invoice, line, logo
from tests.support.pdf_reading import codes_on, facts_of, overlapping, pages_of, text_of

LANGUAGES = ("sv", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_invoice_states_what_the_law_asks_for(language: str) -> None:
    _ = translator(language)
    text = text_of(make_pdf(invoice(language=language, supply_date=date(2026, 3, 1))))

    for fact in ("1041", "Norrsken Verkstad AB", "Strandvägen 12", "211 20 Malmö", "SE556016068001", "556016-0680"):
        assert fact in text
    for fact in ("Åkerö Ångbåts Aktiebolag", "Bryggargatan 7", "113 30 Stockholm", "SE556036079301", "10413"):
        assert fact in text
    for label in ("Invoice date", "Date of supply", "Due date", "Approved for F-tax", "Seat", "Quantity", "Unit price"):
        assert _(label) in text


def test_figures_and_dates_follow_the_language_of_the_document() -> None:
    swedish = text_of(make_pdf(invoice(line("1234567.50"), language="sv")))
    english = text_of(make_pdf(invoice(line("1234567.50"), language="en")))

    assert "1 234 567,50" in swedish
    assert "2026-03-05" in swedish
    assert "25 %" in swedish
    assert "1,234,567.50" in english
    assert "5 Mar 2026" in english
    assert "25%" in english


def test_net_tax_rounding_and_total_stand_beneath_the_lines() -> None:
    document = invoice(line("1000.10"), language="en", rounding=Decimal("-0.13"), total=Decimal("1250.00"))
    text = text_of(make_pdf(document))

    assert "VAT 25% on 1,000.10 250.03" in text
    assert "Rounding −0.13" in text
    assert "To pay SEK 1,250.00" in text


def test_tax_is_summed_by_rate_over_codes() -> None:
    taxes = (
        DocumentTax(Decimal(25), Decimal(800), Decimal(200)),
        DocumentTax(Decimal(12), Decimal(100), Decimal(12)),
        DocumentTax(Decimal(25), Decimal(200), Decimal(50)),
    )
    text = text_of(make_pdf(invoice(language="en", taxes=taxes)))

    assert "VAT 25% on 1,000.00 250.00" in text
    assert "VAT 12% on 100.00 12.00" in text


def test_reverse_charge_is_stated_once_in_the_words_of_the_law() -> None:
    exempt = DocumentTax(Decimal(0), Decimal(500), Decimal(0), text="Omvänd betalningsskyldighet")
    document = invoice(taxes=(exempt, exempt), tax=Decimal(0), total=Decimal(1000))

    assert text_of(make_pdf(document)).count("Omvänd betalningsskyldighet") == 1


def test_tax_of_an_invoice_in_another_currency_is_stated_in_kronor_too() -> None:
    taxes = (DocumentTax(Decimal(25), Decimal(1000), Decimal(250), tax_company=Decimal("2808.63")),)
    document = invoice(language="en", currency="EUR", rate=Decimal("11.2345"), taxes=taxes)

    text = text_of(make_pdf(document))

    assert "VAT in SEK (rate 11.2345) 2,808.63" in text
    assert "SE45 5000 0000 0583 9825 7466" in text


def test_a_credit_note_names_the_invoice_it_changes_and_asks_for_no_payment() -> None:
    document = invoice(language="en", credit=True, credits_number="1040", credits_date=date(2026, 2, 1))
    content = make_pdf(document)
    text = text_of(content)

    assert "Credit note 1041" in text
    assert "Credits invoice" in text
    assert "1040 1 Feb 2026" in text
    assert "To your credit SEK" in text
    assert "To pay" not in text
    assert codes_on(content) == {}


def test_what_is_paid_already_is_taken_off_what_is_to_pay() -> None:
    content = make_pdf(invoice(language="en", paid=Decimal("250.00")))

    assert "Paid −250.00" in text_of(content)
    assert "To pay SEK 1,000.00" in text_of(content)
    assert "C1237856901;1000,00;10413;0" in codes_on(content)


def test_the_swish_code_on_the_printed_page_pays_the_invoice() -> None:
    assert codes_on(make_pdf(invoice())) == {"C1237856901;1250,00;10413;0": "QRCode"}


def test_the_sepa_code_on_the_printed_page_pays_an_invoice_in_euro() -> None:
    content = make_pdf(invoice(currency="EUR", reference="RF18539007547034"))

    (text,) = codes_on(content)
    assert text.split("\n")[:8] == [
        "BCD",
        "002",
        "1",
        "SCT",
        "ESSESESS",
        "Norrsken Verkstad AB",
        "SE4550000000058398257466",
        "EUR1250.00",
    ]
    assert text.endswith("RF18539007547034")


@pytest.mark.parametrize(
    "sender", [replace(SENDER, swish=""), replace(SENDER, swish="0701234567"), replace(SENDER, swish="not a number")]
)
def test_no_code_is_printed_for_an_account_that_cannot_be_paid_to(sender: object) -> None:
    assert codes_on(make_pdf(invoice(sender=sender))) == {}


def test_a_draft_says_so_and_leads_nobody_to_pay() -> None:
    _ = translator("sv")
    content = make_pdf(invoice(mark=Mark.DRAFT, number="", reference=""))

    assert _("Draft – not valid") in text_of(content)
    assert codes_on(content) == {}


def test_a_copy_says_so() -> None:
    assert translator("sv")("COPY") in text_of(make_pdf(invoice(mark=Mark.COPY)))


def test_amounts_are_carried_over_three_pages_and_add_up() -> None:
    pages = pages_of(make_pdf(invoice(*[line("10.00", f"Item {n}.") for n in range(1, 71)], language="en")))

    assert len(pages) == 3
    first, second = (sum(f"Item {n}." in page for n in range(1, 71)) for page in pages[:2])
    assert f"Carried forward {first * 10}.00" in pages[0]
    assert f"Brought forward {first * 10}.00" in pages[1]
    assert f"Carried forward {(first + second) * 10}.00" in pages[1]
    assert f"Brought forward {(first + second) * 10}.00" in pages[2]
    assert "Net amount 700.00" in pages[2]
    assert [f"Page {n} of 3" in page for n, page in enumerate(pages, 1)] == [True] * 3


@pytest.mark.parametrize("count", [1, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25])
def test_the_sums_never_stand_on_a_page_without_a_line(count: int) -> None:
    pages = pages_of(make_pdf(invoice(*[line("10.00", f"Item {n}.") for n in range(1, count + 1)], language="en")))

    assert f"Item {count}." in pages[-1]
    assert "Net amount" in pages[-1]
    assert sum(page.count("Item ") for page in pages) - len(pages) * 0 >= count


def test_an_invoice_without_lines_is_still_a_page() -> None:
    document = replace(invoice(), lines=(), taxes=(), net=Decimal(0), tax=Decimal(0), total=Decimal(0))

    (page,) = pages_of(make_pdf(document))

    assert "1041" in page


def test_two_hundred_lines_all_stand_on_the_pages_once() -> None:
    text = text_of(make_pdf(invoice(*[line("10.00", f"Item {n}.") for n in range(1, 201)])))

    assert [n for n in range(1, 201) if text.count(f"Item {n}.") != 1] == []


LONG = "Förlängningskabelvinda med jordfelsbrytare, överspänningsskydd och temperaturvakt för byggarbetsplatser. "


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_overlaps_however_long_the_texts_are(language: str) -> None:
    sender = replace(
        SENDER,
        name="Aktiebolaget Västernorrlands Förenade Sågverksmaskiners Reparations- och Underhållstjänster",
        email="ekonomiavdelningen.fakturafragor@vasternorrlandsforenade.example",
        street="Östra Västkustvägen mellan Norra och Södra Hamnen 123456789",
        late_interest="Dröjsmålsränta enligt räntelagen, referensräntan med tillägg av åtta procentenheter",
    )
    recipient = replace(RECIPIENT, name="Ångermanälvens " * 8, address="Ö" * 90 + "\n" + LONG, code="K" * 60)
    lines = (
        line("999999999999.99", LONG * 3, item_code="ARTIKEL-1234567890", discount=Decimal("12.5"), unit="förpackn."),
        line("0.01", "O" * 300, quantity=Decimal("123456.789012"), unit_price=Decimal("0.000001")),
        DocumentLine("Bara text " * 40),
    )
    document = invoice(
        *lines,
        language=language,
        sender=sender,
        recipient=recipient,
        number="2026-000000000000001041",
        their_reference="Östen " * 20,
        delivery_address="Kajen 3\n113 30 Stockholm",
        text=LONG * 4,
    )

    assert overlapping(make_pdf(document)) == []


def test_a_description_longer_than_a_page_goes_on_on_the_next() -> None:
    words = " ".join(f"ord{n}" for n in range(2000))
    content = make_pdf(invoice(line("1.00", words)))

    assert overlapping(content) == []
    text = text_of(content).split()
    assert [n for n in range(2000) if f"ord{n}" not in text] == []


def test_a_usual_invoice_has_nothing_that_overlaps_with_and_without_a_logo() -> None:
    for document in (invoice(), invoice(sender=replace(SENDER, logo=logo()))):
        assert overlapping(make_pdf(document)) == []


def test_a_picture_that_cannot_be_read_gives_way_to_the_name(caplog: pytest.LogCaptureFixture) -> None:
    text = text_of(make_pdf(invoice(sender=replace(SENDER, logo=b"no picture"))))

    assert text.count("Norrsken Verkstad AB") == 2
    assert "logo" in caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_invoice_gives_the_same_bytes(language: str) -> None:
    document = invoice(*[line("10.00", f"Item {n}") for n in range(40)], language=language)

    assert make_pdf(document) == make_pdf(document)


def test_the_file_names_its_title_author_and_language_and_embeds_its_fonts() -> None:
    facts = facts_of(make_pdf(invoice(language="en")))

    assert facts["title"] == "Invoice 1041"
    assert facts["author"] == "Norrsken Verkstad AB"
    assert facts["language"] == "en-GB"
    assert len(facts["fonts"]) >= 2
    assert all("InterTabular" in name and embedded for name, embedded in facts["fonts"].items())


def test_prices_with_vat_are_shown_beside_those_without_and_the_vat_of_them_by_rate() -> None:
    lamp = line("79.92", unit_price=Decimal("99.90"), gross=Decimal("99.90"))
    bread = line("44.73", unit_price=Decimal("50.10"), gross=Decimal("50.10"), tax_percent=Decimal(12))
    taxes = (
        DocumentTax(Decimal(25), Decimal("79.92"), Decimal("19.98")),
        DocumentTax(Decimal(12), Decimal("44.73"), Decimal("5.37")),
    )
    document = invoice(lamp, bread, language="en", taxes=taxes, tax=Decimal("25.35"), total=Decimal("150.00"))
    text = text_of(make_pdf(document))

    assert "Price excl. VAT" in text
    assert "79.92 99.90 25% 99.90" in text
    assert "44.7321 50.10 12% 50.10" in text  # 50.10 / 1.12 = 44.73214
    assert "Total including VAT 150.00" in text
    assert "of which VAT 25% on 79.92 19.98" in text
    assert "of which VAT 12% on 44.73 5.37" in text
    assert not overlapping(make_pdf(document))

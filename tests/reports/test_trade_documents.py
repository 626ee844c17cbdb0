"""Quotes, orders, pick lists and delivery notes say what they should, and their barcodes can be scanned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.pdf import make_pdf
from resources.language import translator
from tests.support.documents import delivery_note, line, order, pick_list, purchase_order
from tests.support.pdf_reading import codes_on, overlapping, pages_of, text_of

LANGUAGES = ("sv", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_order_confirmation_states_goods_sums_and_terms(language: str) -> None:
    _ = translator(language)
    text = text_of(make_pdf(order(line("800.00"), line("200.00", "Travel"), language=language)))

    assert f"{_('Order confirmation')} 2207" in text
    assert _("{days} days net").format(days=30) in text
    for part in ("Consulting", "Travel", "Östen Ärlig", "Maja Lindqvist"):
        assert part in text
    assert ("1 250,00" if language == "sv" else "1,250.00") in text


def test_a_quote_says_how_long_it_is_valid_and_has_a_place_to_accept_it() -> None:
    text = text_of(make_pdf(order(language="en", quote=True, valid_until=date(2026, 4, 1))))

    assert "Quote 2207" in text
    assert "Valid until" in text
    assert "1 Apr 2026" in text
    assert "Accepted: place and date" in text


def test_a_pick_list_has_barcodes_of_order_and_items_that_a_scanner_reads() -> None:
    codes = codes_on(make_pdf(pick_list(5)))

    assert codes == dict.fromkeys(("2207", "A-1", "A-2", "A-3", "A-4", "A-5"), "Code128")


def test_an_item_is_scanned_by_its_own_barcode_where_it_has_one() -> None:
    document = pick_list(1)
    marked = replace(document, lines=(replace(document.lines[0], barcode="7350053850019"),))

    assert "7350053850019" in codes_on(make_pdf(marked))


def test_an_item_that_no_barcode_can_hold_is_picked_by_its_text() -> None:
    document = pick_list(1)
    for code in ("Ö-1", "X" * 80):
        content = make_pdf(replace(document, lines=(replace(document.lines[0], item_code=code),)))

        assert set(codes_on(content)) == {"2207"}
        assert overlapping(content) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pick_list_shows_place_lot_and_quantity_over_pages(language: str) -> None:
    pages = pages_of(make_pdf(pick_list(60, language)))

    assert len(pages) == 3
    assert "A-01-1" in pages[0]
    assert "L26-03" in pages[0]
    assert "A-60-1" in pages[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_delivery_note_says_what_came_and_what_follows_and_nothing_of_prices(language: str) -> None:
    _ = translator(language)
    content = make_pdf(delivery_note(3, language))
    text = text_of(content)

    for label in ("Ordered", "Delivered", "To follow", "Received: date"):
        assert _(label) in text
    assert _("Unit price") not in text
    assert codes_on(content) == {"31": "Code128"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_purchase_order_says_what_is_wanted_when_and_where_without_tax(language: str) -> None:
    _ = translator(language)
    text = text_of(make_pdf(purchase_order(2, language)))

    assert f"{_('Purchase order')} 88" in text
    for part in ("Bolt 1", "B-2", "Östen Ärlig", "Strandvägen 12", "200,00" if language == "sv" else "200.00"):
        assert part in text
    assert _("Total {currency} without VAT").format(currency="SEK") in text


def test_nothing_overlaps_on_documents_of_a_usual_and_of_a_large_order() -> None:
    for document in (
        order(*[line("10.00", f"Item {n}") for n in range(50)]),
        order(quote=True),
        pick_list(50),
        delivery_note(50),
        delivery_note(0),
        purchase_order(1),
        purchase_order(60),
    ):
        assert overlapping(make_pdf(document)) == []

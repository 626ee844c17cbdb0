"""References and account numbers of payments, against the vectors of Bankgirot, ISO 11649, Swish and the EPC."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from models.finance.references import (
    epc_text,
    format_bankgiro,
    format_iban,
    format_plusgiro,
    is_bankgiro,
    is_luhn,
    is_ocr,
    is_plusgiro,
    is_rf,
    luhn_digit,
    ocr_reference,
    rf_reference,
    swish_text,
)


@pytest.mark.parametrize("number", ["991-2346", "5805-6201", "5050-1055"])
def test_real_bankgiro_numbers_are_valid_with_and_without_hyphen(number: str) -> None:
    assert is_bankgiro(number)
    assert format_bankgiro(number.replace("-", "")) == number


@pytest.mark.parametrize("number", ["123-4567", "99-12346", "58056-201", "", "5805-6202", "abc-defg"])
def test_what_is_no_bankgiro_number_is_refused(number: str) -> None:
    assert not is_bankgiro(number)
    with pytest.raises(ValueError, match="bankgiro"):
        format_bankgiro(number)


@pytest.mark.parametrize(("digits", "shown"), [("18", "1-8"), ("12344", "12 34-4"), ("1234566", "12 34 56-6")])
def test_plusgiro_numbers_are_shown_in_pairs_with_the_check_digit_apart(digits: str, shown: str) -> None:
    assert is_plusgiro(digits)
    assert format_plusgiro(digits) == shown
    assert format_plusgiro(shown) == shown


def test_a_plusgiro_number_with_a_wrong_digit_is_refused() -> None:
    assert not is_plusgiro("12 34-5")
    with pytest.raises(ValueError, match="plusgiro"):
        format_plusgiro("12 34-5")


def test_an_ocr_reference_has_the_check_digit_last_and_the_length_digit_before_it() -> None:
    assert ocr_reference("100001") == "1000017"
    assert ocr_reference("100001", length_digit=True) == "10000180"
    assert is_ocr("1000017")
    assert is_ocr("10000180", length_digit=True)
    assert not is_ocr("1000017", length_digit=True)
    assert not is_ocr("1000018")


def test_an_ocr_reference_is_made_of_the_digits_of_a_number() -> None:
    assert ocr_reference("F2026-0001") == ocr_reference("20260001")
    for number in ("", "F-", "1" * 25):
        with pytest.raises(ValueError, match="OCR"):
            ocr_reference(number)


@given(st.from_regex(r"[0-9]{1,23}", fullmatch=True), st.booleans())
def test_every_ocr_reference_that_is_made_is_valid_and_no_other_last_digit_is(number: str, length_digit: bool) -> None:
    made = ocr_reference(number, length_digit=length_digit)

    assert is_ocr(made, length_digit=length_digit)
    assert sum(is_luhn(made[:-1] + last) for last in "0123456789") == 1


@given(st.from_regex(r"[0-9]{2,20}", fullmatch=True), st.data())
def test_one_wrong_digit_never_passes(number: str, data: st.DataObject) -> None:
    made = number + luhn_digit(number)
    at = data.draw(st.integers(0, len(made) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != made[at]]))

    assert not is_luhn(made[:at] + other + made[at + 1 :])


def test_a_creditor_reference_has_the_check_digits_of_iso_11649() -> None:
    assert rf_reference("539007547034") == "RF18539007547034"
    assert is_rf("RF18 5390 0754 7034")
    assert not is_rf("RF19539007547034")
    assert not is_rf("1000017")
    with pytest.raises(ValueError, match="RF"):
        rf_reference("-")


@given(st.from_regex(r"[0-9A-Z]{1,21}", fullmatch=True))
def test_every_creditor_reference_that_is_made_is_valid_elsewhere_too(body: str) -> None:
    made = rf_reference(body)

    assert is_rf(made)
    assert iso11649.is_valid(made)


def test_the_text_of_a_swish_code_is_that_of_its_description() -> None:
    text = swish_text(payee="123 785 69 01", amount=Decimal(100), message="12229445")

    assert text == "C1237856901;100,00;12229445;0"


def test_a_swish_message_is_encoded_and_may_be_left_open() -> None:
    text = swish_text(payee="1237856901", amount=Decimal("99.50"), message="Tack för köpet; hej", editable=4)

    assert text == "C1237856901;99,50;Tack%20f%C3%B6r%20k%C3%B6pet%3B%20hej;4"


@pytest.mark.parametrize(
    ("payee", "amount", "message"),
    [
        ("0701234567", "1", "x"),
        ("1237856901", "0", "x"),
        ("1237856901", "-1", "x"),
        ("1237856901", "1.005", "x"),
        ("1237856901", "1", "x" * 51),
    ],
)
def test_a_swish_code_that_could_not_be_paid_is_refused(payee: str, amount: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"Swish|amount"):
        swish_text(payee=payee, amount=Decimal(amount), message=message)


def test_an_epc_code_has_the_reference_where_banks_look_for_its_kind() -> None:
    structured = epc_text(
        name="Kontor AB",
        account="SE45 5000 0000 0583 9825 7466",
        bic="ESSESESS",
        amount=Decimal(1250),
        reference="RF18539007547034",
    )
    free = epc_text(name="Kontor AB", account="SE4550000000058398257466", amount=Decimal("0.01"), reference="10412")

    assert structured.split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "ESSESESS",
        "Kontor AB",
        "SE4550000000058398257466",
        "EUR1250.00",
        "",
        "RF18539007547034",
    ]
    assert free.split("\n")[7:] == ["EUR0.01", "", "", "10412"]


@pytest.mark.parametrize(("account", "amount"), [("SE4550000000058398257467", "1"), ("SE4550000000058398257466", "0")])
def test_an_epc_code_that_could_not_be_paid_is_refused(account: str, amount: str) -> None:
    with pytest.raises(ValueError, match=r"IBAN|amount"):
        epc_text(name="X", account=account, amount=Decimal(amount))


def test_an_iban_is_shown_in_groups_of_four() -> None:
    assert format_iban("SE4550000000058398257466") == "SE45 5000 0000 0583 9825 7466"

"""Open items are paired from the oldest on, until one side is used up; what is likely to belong is proposed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from models.finance.pairing import PairItem, pair_items, propose, propose_for
from models.finance.posting import SettlementPair

D = Decimal


def item(key: int, day: int, remaining: str) -> PairItem:
    return PairItem(key, date(2026, 3, day), D(remaining))


def test_a_payment_settles_the_oldest_invoices_first() -> None:
    items = (item(3, 20, "300.00"), item(1, 10, "100.00"), item(2, 15, "-250.00"))
    assert pair_items(items) == (SettlementPair(1, 2, D("100.00")), SettlementPair(3, 2, D("150.00")))


def test_two_credit_notes_settle_one_invoice() -> None:
    items = (item(1, 1, "-40.00"), item(2, 2, "-20.00"), item(3, 3, "60.00"))
    assert pair_items(items) == (SettlementPair(3, 1, D("40.00")), SettlementPair(3, 2, D("20.00")))


def test_items_of_one_side_settle_nothing() -> None:
    assert pair_items((item(1, 1, "10.00"), item(2, 2, "20.00"))) == ()


def known(key: int, day: int, remaining: str, text: str = "", **more: object) -> PairItem:
    on = date(2026, 3, day)
    return PairItem(key, on, D(remaining), on, text, **more)  # type: ignore[arg-type]


def test_same_amount_and_reference_is_certain_and_says_why() -> None:
    items = (
        known(1, 2, "100.00", "Skatt 998877"),
        known(2, 5, "-100.00", "Bankgiro 998877"),
        known(3, 2, "-100.00", "x"),
    )
    best, other = propose(items)
    assert (best.lines, best.amount, best.certain) == ((1, 2), D("100.00"), True)
    assert best.reasons == ("reference", "amount", "week")
    # 40 for the reference, 30 for the amount, 8 within a week.
    assert best.score == 78
    assert (other.lines, other.reasons, other.certain) == ((1, 3), ("amount", "day"), False)


def test_a_document_number_in_the_text_is_a_proof() -> None:
    items = (known(1, 2, "250.00", numbers=("A17",)), known(2, 20, "-250.00", "Avser A17"))
    (found,) = propose(items)
    assert found.reasons == ("number", "amount", "month", "only")
    assert found.certain


def test_two_proofs_of_one_item_contradict_each_other() -> None:
    items = (known(1, 1, "50.00", "4711"), known(2, 2, "-50.00", "4711"), known(3, 3, "-50.00", "4711"))
    assert [proposal.certain for proposal in propose(items)] == [False, False]


def test_one_is_the_sum_of_several() -> None:
    items = (
        known(1, 1, "1000.00"),
        known(2, 2, "-333.00"),
        known(3, 3, "-600.00"),
        known(4, 4, "-67.00"),
        known(5, 5, "-900.00"),
    )
    (found,) = propose(items)
    # 600 + 333 + 67 = 1 000; the 900 finds no 100.
    assert sorted(found.lines) == [1, 2, 3, 4]
    assert found.reasons == ("sum", "week")


def test_what_is_not_of_one_party_and_currency_is_not_proposed() -> None:
    items = (known(1, 1, "50.00", party_id=7), known(2, 1, "-50.00"), known(3, 1, "-50.00", currency="EUR"))
    assert propose(items) == ()


def test_a_day_a_year_and_what_everybody_carries_prove_nothing() -> None:
    items = [known(n, 1, f"{n}.00", "Konto 55667788 dag 20260301 år 2026") for n in range(1, 12)]
    items.append(known(20, 1, "-5.00", "Konto 55667788 dag 20260301 år 2026"))
    (found, *_) = [proposal for proposal in propose(items) if proposal.lines == (5, 20)]
    assert found.reasons == ("amount", "day", "text", "only")
    assert not found.certain


def test_proposals_are_the_same_whatever_the_order_of_the_items() -> None:
    items = [known(n, n % 28 + 1, f"{(-1) ** n * (n * 37 % 101 + 1)}.00") for n in range(1, 60)]
    assert propose(items) == propose(items[::-1])


def test_only_what_settles_an_item_is_proposed_for_it() -> None:
    items = [known(1, 1, "50.00"), known(2, 1, "-50.00"), known(3, 1, "70.00"), known(4, 1, "-70.00")]
    assert [proposal.lines for proposal in propose_for(items[2], [items[0], items[1], items[3]])] == [(3, 4)]


@given(st.lists(st.tuples(st.integers(-500, 500).filter(bool), st.integers(1, 28)), max_size=30))
def test_every_proposal_sums_to_nothing_and_uses_each_item_once(drawn: list[tuple[int, int]]) -> None:
    items = {n: known(n, day, f"{cents / 100:.2f}") for n, (cents, day) in enumerate(drawn)}
    for proposal in propose(tuple(items.values())):
        assert sum(items[line].remaining for line in proposal.lines) == 0
        assert len(set(proposal.lines)) == len(proposal.lines)
        assert proposal.amount == sum(max(items[line].remaining, D(0)) for line in proposal.lines)

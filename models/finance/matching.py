"""Judges what a bank transaction may pay: by reference, amount and name. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher

from resources.language import N_

#: What speaks for a suggestion, and how it is said.
REASONS: Mapping[str, str] = {
    "reference": N_("Reference"),
    "number": N_("Invoice number in the text"),
    "amount": N_("Amount"),
    "name": N_("Name"),
    "all_items": N_("All open items together"),
}
_POINTS: Mapping[str, int] = {"reference": 60, "number": 30, "amount": 35, "name": 20, "all_items": 25}
#: Names are alike from here on: "Kund Ett AB" and "KUND ETT" are.
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Transaction:
    """A bank transaction as far as it tells what it pays; money in is positive."""

    amount: Decimal
    currency: str
    reference: str
    counterparty: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open item that may be paid; `remaining` is positive."""

    line_id: int
    party_id: int
    party_name: str
    number: str
    reference: str
    supplier_number: str
    remaining: Decimal
    currency: str
    due_on: date


@dataclass(frozen=True, slots=True)
class MatchSuggestion:
    """Open items and how much of each is paid, with the reasons (keys of REASONS); certain where no doubt is left."""

    allocations: tuple[tuple[int, Decimal], ...]
    party_id: int
    party_name: str
    numbers: tuple[str, ...]
    score: int
    certain: bool
    reasons: tuple[str, ...]

    @property
    def amount(self) -> Decimal:
        """The sum of the allocations."""
        return sum((amount for _, amount in self.allocations), Decimal(0))


def rank(transaction: Transaction, candidates: Sequence[Candidate]) -> tuple[MatchSuggestion, ...]:
    """Suggestions in order of likelihood; those that only a common name speaks for come last."""
    usable = [candidate for candidate in candidates if candidate.currency == transaction.currency]
    single = [_suggest(transaction, candidate) for candidate in usable]
    found = [suggestion for suggestion in (*single, *_together(transaction, usable)) if suggestion.reasons]
    found.sort(key=lambda suggestion: (-suggestion.score, suggestion.allocations))
    return tuple(_doubted(found))


def _suggest(transaction: Transaction, candidate: Candidate) -> MatchSuggestion:
    reasons = _reasons(transaction, candidate)
    paid = min(abs(transaction.amount), candidate.remaining)
    return MatchSuggestion(
        allocations=((candidate.line_id, paid),),
        party_id=candidate.party_id,
        party_name=candidate.party_name,
        numbers=(candidate.number or candidate.supplier_number,),
        score=sum(_POINTS[reason] for reason in reasons),
        certain="reference" in reasons and "amount" in reasons,
        reasons=reasons,
    )


def _reasons(transaction: Transaction, candidate: Candidate) -> tuple[str, ...]:
    digits = re.sub(r"\D", "", transaction.reference)
    words = set(re.findall(r"\w+", f"{transaction.reference} {transaction.text}"))
    checks = {
        "reference": bool(candidate.reference) and digits == candidate.reference,
        "number": bool(words & ({candidate.number, candidate.supplier_number} - {""})),
        "amount": candidate.remaining == abs(transaction.amount),
        "name": names_alike(transaction.counterparty, candidate.party_name),
    }
    if checks["reference"]:
        checks["number"] = False
    return tuple(reason for reason, holds in checks.items() if holds)


def _together(transaction: Transaction, candidates: Iterable[Candidate]) -> Iterable[MatchSuggestion]:
    """A party's open items that add up to the amount exactly."""
    by_party: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        by_party.setdefault(candidate.party_id, []).append(candidate)
    for party_id, items in by_party.items():
        if len(items) > 1 and sum(item.remaining for item in items) == abs(transaction.amount):
            named = names_alike(transaction.counterparty, items[0].party_name)
            reasons = ("all_items", "name") if named else ("all_items",)
            yield MatchSuggestion(
                allocations=tuple((item.line_id, item.remaining) for item in items),
                party_id=party_id,
                party_name=items[0].party_name,
                numbers=tuple(item.number or item.supplier_number for item in items),
                score=sum(_POINTS[reason] for reason in reasons),
                certain=False,
                reasons=reasons,
            )


def _doubted(found: Sequence[MatchSuggestion]) -> Iterable[MatchSuggestion]:
    """Two certain ones contradict each other, so neither is."""
    if sum(suggestion.certain for suggestion in found) <= 1:
        return found
    return [
        MatchSuggestion(s.allocations, s.party_id, s.party_name, s.numbers, s.score, certain=False, reasons=s.reasons)
        for s in found
    ]


def names_alike(one: str, other: str) -> bool:
    """Whether two names mean the same party, apart from case, company form and punctuation."""
    first, second = _plain(one), _plain(other)
    return bool(first and second) and SequenceMatcher(None, first, second).ratio() >= _ALIKE


def _plain(name: str) -> str:
    words = re.findall(r"\w+", name.casefold())
    return " ".join(word for word in words if word not in {"ab", "hb", "kb", "aktiebolag", "publ", "as", "oy", "gmbh"})

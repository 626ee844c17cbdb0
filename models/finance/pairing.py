"""Finds open items that belong together: what cancels out, what is likely to, and why. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from models.finance.posting import SettlementPair
from resources.language import N_

#: What speaks for a proposal, and how it is said.
REASONS: Mapping[str, str] = {
    "reference": N_("Same reference"),
    "number": N_("Names the other's number"),
    "amount": N_("Same amount"),
    "sum": N_("Adds up exactly"),
    "day": N_("Same day"),
    "week": N_("Within a week"),
    "month": N_("Within a month"),
    "text": N_("Similar text"),
    "only": N_("The only ones of this amount"),
}
_POINTS: Mapping[str, int] = {
    "reference": 40,
    "number": 35,
    "amount": 30,
    "sum": 25,
    "day": 12,
    "week": 8,
    "month": 4,
    "text": 10,
    "only": 8,
}
#: Any of these beside the amount, and nothing is left to doubt.
_PROOFS = frozenset({"reference", "number"})
_WEEK, _MONTH = 7, 31
_ALIKE = 0.5  # of the words that two texts have in common
_MOST_PARTS = 8  # items that one is the sum of
_STEPS = 15_000  # of the search for sums, so that 200 items take a blink
_LEAST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class PairItem:
    """An open item; `remaining` debit positive, in its currency. `number` is that of its document or voucher."""

    line_id: int
    due_on: date
    remaining: Decimal
    day: date | None = None
    text: str = ""
    reference: str = ""
    numbers: tuple[str, ...] = ()
    party_id: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Items that are likely to belong together, with the reasons (keys of REASONS); their sum is zero."""

    lines: tuple[int, ...]
    amount: Decimal  # of each side
    score: int
    reasons: tuple[str, ...]
    certain: bool = False
    labels: tuple[str, ...] = ()  # the first number of each item: its voucher


def pair_items(items: Iterable[PairItem]) -> tuple[SettlementPair, ...]:
    """What cancels out among items of one account, party and currency; nothing where all are of one side."""
    ordered = sorted(items, key=lambda item: (item.due_on, item.line_id))
    debits = [item for item in ordered if item.remaining > 0]
    credited = [item for item in ordered if item.remaining < 0]
    left = {item.line_id: abs(item.remaining) for item in ordered}
    pairs = []
    while debits and credited:
        debit, credit = debits[0].line_id, credited[0].line_id
        amount = min(left[debit], left[credit])
        pairs.append(SettlementPair(debit, credit, amount))
        for side, key in ((debits, debit), (credited, credit)):
            left[key] -= amount
            if not left[key]:
                side.pop(0)
    return tuple(pairs)


# --- proposals


@dataclass(slots=True)
class _Known:
    """What is known of an item beforehand, so that no text is read twice."""

    item: PairItem
    cents: int
    day: int
    words: frozenset[str]
    numbers: frozenset[str] = field(default_factory=frozenset)


@dataclass(slots=True)
class _Steps:
    """How many steps the search may still take, over all sums that are looked for."""

    left: int = _STEPS


def propose(items: Sequence[PairItem]) -> tuple[Proposal, ...]:
    """Proposals, the most likely first: two of one amount, and one that is the sum of several.

    Certain are those with a proof beside the amount that share no item with another such proposal.
    """
    groups: dict[tuple[int | None, str], list[_Known]] = {}
    for item in sorted(items, key=lambda item: (item.day or item.due_on, item.line_id)):
        if item.remaining:
            groups.setdefault((item.party_id, item.currency), []).append(_known(item))
    steps, found = _Steps(), []
    for group in groups.values():
        _forget_common(group)
        pairs = list(_same_amounts(group))
        paired = {line for pair in pairs for line in pair.lines}
        found += [*pairs, *_sums(group, paired, steps)]
    found.sort(key=lambda proposal: (-proposal.score, proposal.lines))
    return tuple(_judged(found))


def propose_for(item: PairItem, others: Sequence[PairItem]) -> tuple[Proposal, ...]:
    """Proposals that settle this item, the most likely first."""
    return tuple(found for found in propose([item, *others]) if item.line_id in found.lines)


def certain_ones(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Those that may be settled together, each item once."""
    return tuple(proposal for proposal in proposals if proposal.certain)


def _known(item: PairItem) -> _Known:
    text = f"{item.text} {item.reference}".casefold()
    words = frozenset(word for word in re.findall(r"\w+", text) if len(word) > 1)
    numbers = {_digits(word) for word in (*words, item.reference, *item.numbers)}
    return _Known(
        item,
        int(item.remaining * 100),
        (item.day or item.due_on).toordinal(),
        words,
        frozenset(number for number in numbers if len(number) >= _LEAST_DIGITS and not _is_day(number)),
    )


def _forget_common(group: Sequence[_Known]) -> None:
    """A number that many carry, such as one's own account at the bank, tells none of them from the others."""
    carried: dict[str, int] = {}
    for known in group:
        for number in known.numbers:
            carried[number] = carried.get(number, 0) + 1
    common = {number for number, count in carried.items() if count > _MOST_PARTS + 1}
    for known in group:
        known.numbers -= common


def _digits(word: str) -> str:
    return re.sub(r"\D", "", word)


def _is_day(number: str) -> bool:
    """A year, or a day such as 20260312: what many texts have, and no proof."""
    return bool(re.fullmatch(r"(19|20)\d\d((0[1-9]|1[0-2])([0-3]\d)?)?", number))


def _same_amounts(group: Sequence[_Known]) -> Iterator[Proposal]:
    """Debits and credits of one amount; where there are many of it, each with those nearest to it."""
    amounts: dict[int, tuple[list[_Known], list[_Known]]] = {}
    for known in group:
        amounts.setdefault(abs(known.cents), ([], []))[known.cents < 0].append(known)
    for debits, credited in amounts.values():
        only = len(debits) == len(credited) == 1
        for debit in debits:
            for credit in _worth(debit, _nearest(debit, credited)):
                yield _proposal([debit, credit], "amount", *(("only",) if only else ()))


def _nearest(one: _Known, others: Iterable[_Known]) -> list[_Known]:
    return sorted(others, key=lambda other: (abs(other.day - one.day), other.item.line_id))


def _worth(one: _Known, nearest: Sequence[_Known]) -> Iterator[_Known]:
    """The nearest, and whoever has a proof."""
    for place, other in enumerate(nearest):
        if place == 0 or _PROOFS & set(_likeness([one, other])):
            yield other


def _sums(group: Sequence[_Known], paired: set[int], steps: _Steps) -> Iterator[Proposal]:
    """Items that several of the other side add up to, each once; those that have a pair come last."""
    for known in sorted(group, key=lambda known: (known.item.line_id in paired, -abs(known.cents), known.item.line_id)):
        others = [
            other
            for other in group
            if (other.cents < 0) != (known.cents < 0)
            and abs(other.cents) < abs(known.cents)
            and (other.item.line_id not in paired or known.item.line_id in paired)
        ]
        parts = _parts_of(known, others, steps)
        if parts:
            yield _proposal([known, *parts], "sum")


def _parts_of(whole: _Known, others: Sequence[_Known], steps: _Steps) -> list[_Known]:
    """Which of the others add up to the whole: those with its reference together, else a run in time, else a few."""
    target = abs(whole.cents)
    named = [other for other in others if other.numbers & whole.numbers]
    if len(named) > 1 and sum(abs(other.cents) for other in named) == target:
        return named
    return _run(target, others) or _few(target, whole, others, steps)


def _run(target: int, others: Sequence[_Known]) -> list[_Known]:
    """Items that follow one another in time and add up to the target."""
    first, total = 0, 0
    for last, other in enumerate(others):
        total += abs(other.cents)
        while total > target:
            total -= abs(others[first].cents)
            first += 1
        if total == target:
            return list(others[first : last + 1])
    return []


def _few(target: int, whole: _Known, others: Sequence[_Known], steps: _Steps) -> list[_Known]:
    """A few items that add up to the target, the largest tried first; nothing once the steps are used up."""
    ordered = sorted(others, key=lambda other: (-abs(other.cents), abs(other.day - whole.day), other.item.line_id))
    cents = [abs(other.cents) for other in ordered]
    rest = [0]
    for amount in reversed(cents):
        rest.append(rest[-1] + amount)
    rest.reverse()
    taken: list[int] = []

    def search(place: int, left: int) -> bool:
        if left == 0:
            return True
        if len(taken) == _MOST_PARTS:
            return False
        for at in range(place, len(cents)):
            steps.left -= 1
            if steps.left < 0 or rest[at] < left:
                return False
            if cents[at] <= left:
                taken.append(at)
                if search(at + 1, left - cents[at]):
                    return True
                taken.pop()
        return False

    # Each item gets a share of what is left, so that one hopeless search does not take it all from the others.
    share, steps.left = steps.left, min(steps.left, _STEPS // 10)
    before = steps.left
    found = search(0, target)
    steps.left = share - (before - max(steps.left, 0))
    return [ordered[at] for at in taken] if found else []


def _proposal(parts: Sequence[_Known], *reasons: str) -> Proposal:
    said = (*_likeness(parts), *reasons)
    ordered = tuple(reason for reason in REASONS if reason in said)
    amount = Decimal(sum(max(known.cents, 0) for known in parts)) / 100
    lines = tuple(known.item.line_id for known in parts)
    score = min(100, sum(_POINTS[reason] for reason in ordered))
    labels = tuple(known.item.numbers[0] for known in parts if known.item.numbers)
    return Proposal(lines, amount, score, ordered, labels=labels)


def _likeness(parts: Sequence[_Known]) -> list[str]:
    """What the first has in common with all the others."""
    first, others = parts[0], parts[1:]
    said = []
    if all(first.numbers & other.numbers for other in others):
        said.append("reference")
    elif all(_names(first, other) or _names(other, first) for other in others):
        said.append("number")
    apart = max(abs(first.day - other.day) for other in others)
    if apart <= _MONTH:
        said.append("day" if apart == 0 else "week" if apart <= _WEEK else "month")
    if all(_alike(first.words, other.words) for other in others):
        said.append("text")
    return said


def _names(one: _Known, other: _Known) -> bool:
    return any(number.casefold() in one.words for number in other.item.numbers if number)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    together = one | other
    return bool(together) and len(one & other) >= _ALIKE * len(together)


def _judged(found: Sequence[Proposal]) -> Iterator[Proposal]:
    """Two with a proof that share an item contradict each other, so neither is certain."""
    proven = [proposal for proposal in found if _PROOFS & set(proposal.reasons)]
    uses: dict[int, int] = {}
    for proposal in proven:
        for line in proposal.lines:
            uses[line] = uses.get(line, 0) + 1
    for proposal in found:
        sure = bool(_PROOFS & set(proposal.reasons)) and all(uses[line] == 1 for line in proposal.lines)
        yield replace(proposal, certain=sure)

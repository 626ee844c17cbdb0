"""A month of allocations: what each rule would spread, booked once, taken back, and explained afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.posting import PostedEntry
from models.finance.rules import ZERO


@dataclass(frozen=True, slots=True)
class Move:
    """What is taken from an account (negative) or put on one; `marks` by dimension, `named` as people read them.

    What is put has the place of its target in the key, and the weight that this has.
    """

    account: str
    marks: Mapping[str, str]
    named: str
    amount: Decimal
    target: int | None = None
    weight: Decimal = ZERO


def whole_weight(put: Sequence[Move]) -> Decimal:
    """What the weights come to, each target once however many accounts are spread."""
    return sum({part.target: part.weight for part in put}.values(), ZERO)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a rule spreads in a month: `state` ready, nothing, no_version, no_basis, posted, or changed.

    `waits_for` is a rule before it that it counts on and that is not booked yet. Changed is what was posted before
    `late` came to its accounts, or left them.
    """

    rule_id: int
    position: int
    title: str
    key_id: int
    key_code: str
    dimension: int | None  # what the key spreads over
    state: str
    amount: Decimal
    taken: tuple[Move, ...] = ()
    put: tuple[Move, ...] = ()
    waits_for: str = ""
    run_id: int | None = None
    entry_id: int | None = None
    voucher: str = ""
    late: Decimal = ZERO

    @property
    def weight(self) -> Decimal:
        """What the weights of its parts come to."""
        return whole_weight(self.put)


@dataclass(frozen=True, slots=True)
class MonthOfAllocations:
    """The rules that are in use in a month, in their order."""

    month: date
    rows: tuple[Proposal, ...]

    @property
    def waiting(self) -> tuple[Proposal, ...]:
        """Those with something to book."""
        return tuple(row for row in self.rows if row.state == "ready")


@dataclass(frozen=True, slots=True)
class Allocated:
    """The vouchers that were posted, by rule, and how many rules had nothing to spread."""

    posted: tuple[PostedEntry, ...]
    nothing: int


@dataclass(frozen=True, slots=True)
class AllocationRun:
    """A rule as it was booked for a month, with its terms of that day; `status` posted or reversed."""

    id: int
    month: date
    rule_id: int
    key_id: int
    key_code: str
    dimension: int | None
    valid_from: date
    amount: Decimal
    entry_id: int
    voucher: str
    entry_date: date
    reversal_id: int | None
    reversed_by: str
    made_by: str
    terms: Mapping[str, Any] = field(default_factory=dict)
    taken: tuple[Move, ...] = ()
    put: tuple[Move, ...] = ()

    @property
    def status(self) -> str:
        """Posted, or reversed."""
        return "posted" if self.reversal_id is None else "reversed"

    @property
    def weight(self) -> Decimal:
        """What the weights came to."""
        return whole_weight(self.put)


_MOVES = (
    "SELECT m.rule_id, m.kind, m.account, m.marks, m.amount, m.target, m.weight,"
    " (SELECT w.title FROM ledger.allocation_rule w WHERE w.company_id = :company AND w.id = m.waits_for) AS waits_for"
    " FROM ledger.allocation_moves(:company, :month) WITH ORDINALITY"
    " m(rule_id, kind, account, marks, target, weight, amount, waits_for, version_id, place) ORDER BY m.place"
)
_RUN_LINES = (
    "SELECT run_id, side AS kind, account, dimensions AS marks, amount, target, weight FROM ledger.allocation_run_line"
    " WHERE company_id = :company AND run_id = ANY (:runs) ORDER BY run_id, position"
)
#: What values are called, by dimension and code.
Names = Mapping[tuple[str, str], str]


@operation(needs=Permission.FINANCE_READ)
def read_allocations(work: Work, *, month: date) -> MonthOfAllocations:
    """What the rules in use spread in the month of a day, or have spread."""
    month = month.replace(day=1)
    rules = work.rows(
        "SELECT r.id, r.position, r.title, r.key_id, k.code, k.dimension, x.id AS run_id, x.amount, x.entry_id,"
        " e.series || e.number AS voucher, coalesce(c.amount, 0) AS late FROM ledger.allocation_rule r"
        " JOIN ledger.allocation_key k ON k.company_id = r.company_id AND k.id = r.key_id"
        " LEFT JOIN ledger.allocation_run x ON x.company_id = r.company_id AND x.rule_id = r.id AND x.month = :month"
        " AND x.reversal_id IS NULL LEFT JOIN ledger.entry e ON e.company_id = x.company_id AND e.id = x.entry_id"
        " LEFT JOIN ledger.late_costs(:company, :month) c ON c.run_id = x.id"
        " WHERE r.company_id = :company AND (x.id IS NOT NULL OR ledger.allocates_in(r, :month))"
        " ORDER BY r.position, r.id",
        month=month,
    )
    proposed = _apart(work.rows(_MOVES, month=month), "rule_id")
    runs = [rule.run_id for rule in rules if rule.run_id is not None]
    booked = _apart(work.rows(_RUN_LINES, runs=runs) if runs else (), "run_id")
    names = _names(work, [row for rows in (*proposed.values(), *booked.values()) for row in rows])
    return MonthOfAllocations(
        month, tuple(_proposal(rule, proposed.get(rule.id, ()), booked.get(rule.run_id, ()), names) for rule in rules)
    )


@operation(needs=Permission.FINANCE_POST, one_call=True)
def allocate(work: Work, *, month: date, rule_id: int | None = None) -> Allocated:
    """Book what the rules in use spread in the month of a day, or one rule alone; each once, all or nothing.

    Rejected where it is booked already, where a rule before it that it counts on is not, where its key has nothing to
    spread by, or the month is locked.
    """
    answer = work.call("ledger.allocate", month, rule_id)
    posted = tuple(PostedEntry(each["id"], each["series"], each["number"]) for each in answer["posted"])
    return Allocated(posted, len(answer["nothing"]))


@operation(needs=Permission.FINANCE_POST, one_call=True)
def take_back(work: Work, *, run_id: int, date: date | None = None, text: str = "") -> PostedEntry:
    """Reverse the voucher of a run, on a day or else on its own, or the first open one after it.

    Its rule may be booked for that month again. Rejected where a later rule that stands counted on what it put.
    """
    return PostedEntry(**work.call("ledger.take_allocation_back", run_id, date, text))


@operation(needs=Permission.FINANCE_READ)
def read_run(work: Work, *, run_id: int) -> AllocationRun:
    """What was booked, and why; Invalid where there is no such run."""
    row = work.row(
        "SELECT x.id, x.month, x.rule_id, x.key_id, k.code, k.dimension, v.valid_from, x.amount, x.entry_id,"
        " e.series || e.number, e.entry_date, x.reversal_id, coalesce(t.series || t.number, ''),"
        " coalesce((SELECT u.full_name FROM company.app_user u WHERE u.id = x.made_by), ''), x.terms"
        " FROM ledger.allocation_run x JOIN ledger.allocation_key k ON k.company_id = x.company_id AND k.id = x.key_id"
        " JOIN ledger.allocation_version v ON v.company_id = x.company_id AND v.id = x.version_id"
        " JOIN ledger.entry e ON e.company_id = x.company_id AND e.id = x.entry_id"
        " LEFT JOIN ledger.entry t ON t.company_id = x.company_id AND t.id = x.reversal_id"
        " WHERE x.company_id = :company AND x.id = :id",
        id=run_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.allocation_run", id=run_id)
    lines = work.rows(_RUN_LINES, runs=[run_id])
    names = _names(work, lines)
    return replace(AllocationRun(*tuple(row)), taken=_moves(lines, "taken", names), put=_moves(lines, "put", names))


def _apart(rows: Sequence[Any], key: str) -> dict[int, list[Any]]:
    """The rows by one of their columns."""
    apart = defaultdict(list)
    for row in rows:
        apart[getattr(row, key)].append(row)
    return apart


def _names(work: Work, rows: Sequence[Any]) -> Names:
    """What the values are called that the rows are marked with, looked up once."""
    marks = {each for row in rows for each in (row.marks or {}).items()}
    if not marks:
        return {}
    found = work.rows(
        "SELECT dimension::text AS dimension, code, name FROM ledger.dimension_value WHERE company_id = :company"
        " AND dimension = ANY (:dimensions) AND code = ANY (:codes)",
        dimensions=[int(dimension) for dimension in {dimension for dimension, _code in marks}],
        codes=list({code for _dimension, code in marks}),
    )
    return {(row.dimension, row.code): row.name for row in found}


def _named(marks: Mapping[str, str], names: Names) -> str:
    """The values as people read them: "100 Shop, P1 Fair"."""
    ordered = sorted(marks.items(), key=lambda each: int(each[0]))
    return ", ".join(f"{code} {names.get((dimension, code), '')}".rstrip() for dimension, code in ordered)


def _moves(rows: Sequence[Any], side: str, names: Names) -> tuple[Move, ...]:
    return tuple(
        Move(row.account, row.marks, _named(row.marks, names), row.amount, row.target, row.weight or ZERO)
        for row in rows
        if row.kind == side
    )


def _proposal(rule: Any, proposed: Sequence[Any], booked: Sequence[Any], names: Names) -> Proposal:
    if rule.run_id is not None:
        state, amount, rows = "changed" if rule.late else "posted", rule.amount, booked
    else:
        why = next((row for row in proposed if row.kind not in {"taken", "put"}), None)
        rows = proposed
        state = why.kind if why is not None else "ready"
        amount = why.amount if why is not None else -sum((row.amount for row in rows if row.kind == "taken"), ZERO)
    return Proposal(
        rule.id,
        rule.position,
        rule.title,
        rule.key_id,
        rule.code,
        rule.dimension,
        state,
        amount,
        _moves(rows, "taken", names),
        _moves(rows, "put", names),
        next((row.waits_for for row in proposed if row.waits_for), ""),
        rule.run_id,
        rule.entry_id,
        rule.voucher or "",
        rule.late,
    )

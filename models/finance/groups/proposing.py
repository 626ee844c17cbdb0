"""Eliminations that follow from what the companies of a group say that they owe, sell and charge each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.groups.consolidation import start_of_year
from models.finance.groups.registers import GroupAdjustment
from models.finance.rules import ZERO, round_money

# What companies hold against each other by account, debit positive, and the rate into the currency of the parent.
# `between` names what belongs together: a claim with the debt that answers to it, other balances, and what was sold
# with what it cost the other, by the invoice or the voucher in both companies as far as these are known.
_HELD = """
    WITH member AS (
        SELECT CAST(:company AS bigint) AS id
        UNION ALL
        SELECT g.member_id FROM finance.group_member g
         WHERE g.company_id = :company AND g.from_date <= :to_date AND coalesce(g.to_date, :to_date) >= :to_date),
    taken AS MATERIALIZED (
        SELECT s.company_id, s.invoice_id, s.sister_invoice_id FROM reporting.sister_invoices s
         WHERE s.invoice_id IS NOT NULL),
    held AS (
        SELECT v.company_id, v.account, v.amount, false AS of_result,
               CASE v.relation WHEN 'receivable' THEN concat_ws(' ', 'invoices', v.company_id, v.sister_id)
                               WHEN 'payable' THEN concat_ws(' ', 'invoices', v.sister_id, v.company_id)
                               ELSE concat_ws(' ', 'other', least(v.company_id, v.sister_id),
                                              greatest(v.company_id, v.sister_id)) END AS between
          FROM reporting.intercompany_lines v JOIN member m ON m.id = v.company_id JOIN member s ON s.id = v.sister_id
         WHERE v.entry_date <= :to_date
        UNION ALL
        SELECT r.company_id, r.account, r.amount, true,
               CASE WHEN r.source_kind LIKE 'customer%' THEN concat_ws(' ', 'invoice', r.source_id)
                    WHEN t.invoice_id IS NOT NULL THEN concat_ws(' ', 'invoice', t.sister_invoice_id)
                    WHEN i.entry_id IS NOT NULL THEN concat_ws(' ', 'voucher', least(i.entry_id, i.sister_entry_id))
                    ELSE concat_ws(' ', 'sold', least(r.company_id, r.sister_id),
                                   greatest(r.company_id, r.sister_id)) END
          FROM reporting.intercompany_results r JOIN member m ON m.id = r.company_id JOIN member s ON s.id = r.sister_id
          LEFT JOIN taken t ON r.source_kind LIKE 'supplier%' AND t.company_id = r.company_id
           AND t.invoice_id = r.source_id
          LEFT JOIN finance.intercompany_voucher i ON i.company_id = r.company_id AND i.entry_id = r.entry_id
         WHERE r.entry_date BETWEEN :from_date AND :to_date)
    SELECT h.between, h.of_result, h.company_id, coalesce(g.group_account, h.account) AS account,
           sum(h.amount) AS amount, CASE WHEN h.of_result
               THEN finance.average_rate(c.currency, :base, :from_date, :to_date)
               ELSE finance.rate_on(c.currency, :base, :to_date) END AS rate
      FROM held h
      JOIN company.company c ON c.id = h.company_id
      LEFT JOIN finance.group_account g ON g.company_id = :company AND g.member_id = h.company_id
       AND g.account = h.account
     GROUP BY 1, 2, 3, 4, c.currency HAVING sum(h.amount) <> 0 ORDER BY 1, 3, 4
"""
_DONE = """
    SELECT debit_account, credit_account, amount, on_date, proposed FROM finance.group_adjustment
     WHERE company_id = :company AND on_date <= :to_date
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An elimination that is missing, or too large so far and taken back by this; `name` is what it is called."""

    name: str
    debit_account: str
    credit_account: str
    amount: Decimal
    of_result: bool


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is proposed as at a day, with what was sold since the first one."""

    from_date: date
    to_date: date
    rows: tuple[Proposal, ...]


@dataclass(slots=True)
class _Held:
    """What a company holds on an account, and how much of that is not matched yet."""

    company: int
    account: str
    left: Decimal


#: Two accounts in rising order; an amount of theirs is debited to the first and credited to the second.
_Sums = dict[tuple[str, str], Decimal]


@operation(needs=Permission.FINANCE_READ)
def propose_eliminations(work: Work, *, to_date: date, from_date: date | None = None) -> Proposals:
    """What both sides say and no elimination covers; from the start of the fiscal year unless told otherwise."""
    first = from_date or start_of_year(work, to_date)
    together: dict[str, list[_Held]] = {}
    for row in work.rows(_HELD, base=work.company.currency, from_date=first, to_date=to_date):
        if row.rate is not None:
            held = _Held(row.company_id, row.account, round_money(row.amount * row.rate))
            together.setdefault(row.between, []).append(held)
    wanted: _Sums = {}
    for each in together.values():
        for debit, credit, amount in _matched(each):
            _add(wanted, debit, credit, amount)
    rows = work.rows("SELECT number, name, kind FROM ledger.account WHERE company_id = :company")
    chart = {row.number: row for row in rows}
    done = work.rows(_DONE, to_date=to_date)
    return Proposals(first, to_date, tuple(_missing(wanted, done, chart, first)))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def accept_eliminations(work: Work, *, to_date: date, from_date: date | None = None) -> tuple[GroupAdjustment, ...]:
    """Keep every elimination that is proposed, as of the last day; two who accept at once do not do so twice."""
    work.rows("SELECT id FROM finance.group_member WHERE company_id = :company ORDER BY id FOR UPDATE")
    found = propose_eliminations(work, to_date=to_date, from_date=from_date)
    kept = [GroupAdjustment(row.name, to_date, row.debit_account, row.credit_account, row.amount) for row in found.rows]
    for each in kept:
        work.connection.exec_driver_sql(
            "INSERT INTO finance.group_adjustment"
            " (company_id, name, on_date, debit_account, credit_account, amount, proposed)"
            " VALUES (%s, %s, %s, %s, %s, %s, true)",
            (work.company_id, each.name, each.on_date, each.debit_account, each.credit_account, each.amount),
        )
    return tuple(kept)


def _matched(held: Sequence[_Held]) -> Iterable[tuple[str, str, Decimal]]:
    """As much as both sides say: debits of one company against credits of the other, in the order of accounts.

    What is eliminated is debited where the credit stands, and credited where the debit does.
    """
    for debit in [each for each in held if each.left > 0]:
        for credit in held:
            amount = min(debit.left, -credit.left)
            if debit.company != credit.company and amount > 0:
                debit.left -= amount
                credit.left += amount
                yield credit.account, debit.account, amount


def _add(sums: _Sums, debit: str, credit: str, amount: Decimal) -> None:
    pair = (min(debit, credit), max(debit, credit))
    sums[pair] = sums.get(pair, ZERO) + (amount if pair[0] == debit else -amount)


def _missing(wanted: _Sums, done: Sequence[Any], chart: Mapping[str, Any], first: date) -> Iterable[Proposal]:
    """What is wanted less what there is; nothing on accounts that are emptied whole, or that the group lacks."""
    emptied = {account for row in done if row.amount is None for account in (row.debit_account, row.credit_account)}
    there: _Sums = {}
    accepted: _Sums = {}
    for row in done:
        # One of an earlier year says nothing of what was sold in this one.
        if row.amount is not None and not (row.on_date < first and _of_result(chart, row.debit_account)):
            for sums in (there, accepted) if row.proposed else (there,):
                _add(sums, row.debit_account, row.credit_account, row.amount)
    for pair in dict.fromkeys([*wanted, *accepted]):
        low, high = pair
        amount = wanted.get(pair, ZERO) - there.get(pair, ZERO)
        if amount and low != high and {low, high} <= chart.keys() and not emptied & {low, high}:
            debit, credit = pair if amount > 0 else (high, low)
            name = f"{chart[debit].name} \N{EN DASH} {chart[credit].name}"[:120]
            yield Proposal(name, debit, credit, abs(amount), _of_result(chart, debit))


def _of_result(chart: Mapping[str, Any], account: str) -> bool:
    return account in chart and chart[account].kind in {"income", "expense"}

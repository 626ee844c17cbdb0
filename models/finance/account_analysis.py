"""One account over two years: what came each month with the year before beside, who and what it was, what deviates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.rules import ZERO
from models.finance.statements.columns import year_before
from resources.language import current

_MONTHS = 12
_MOST = 10  # counterparties and texts
#: Of an account with more lines in the twelve months than these, the latest ones say who and what it is used for.
LATEST = 5000
#: How far from the median a month may lie, in median distances from it (MAD), before it is pointed out.
_FAR = 3


@dataclass(frozen=True, slots=True)
class AnalysedMonth:
    """A month: what came on the account, what it stood at after it, and the same of a year earlier; debit positive."""

    starts_on: date
    ends_on: date
    change: Decimal
    closing: Decimal
    change_earlier: Decimal
    closing_earlier: Decimal
    deviates: bool


@dataclass(frozen=True, slots=True)
class AnalysedShare:
    """Who or what the account was used for of late; `party_id` where it is a party."""

    name: str
    amount: Decimal
    count: int
    party_id: int | None = None
    party_kind: str = ""


@dataclass(frozen=True, slots=True)
class AccountAnalysis:
    """An account over twelve months; `of_result` says that what came in each matters, and not its balance.

    Parties and texts are those of the twelve months, or of the `LATEST` lines since the day `shares_since`.
    """

    account: str
    name: str
    of_result: bool
    months: tuple[AnalysedMonth, ...]
    parties: tuple[AnalysedShare, ...]
    texts: tuple[AnalysedShare, ...]
    currency: str
    shares_since: date | None = None


@operation(needs=Permission.FINANCE_READ)
def account_analysis(work: Work, *, account: str, to_date: date) -> AccountAnalysis:
    """The account up to the end of the month of `to_date`, before closing entries; Invalid where there is none."""
    row = work.row(
        "SELECT number, CASE WHEN :swedish OR name_en = '' THEN name ELSE name_en END AS name,"
        " kind IN ('income', 'expense') AS of_result FROM ledger.account"
        " WHERE company_id = :company AND number = :account",
        account=account,
        swedish=current() == "sv",
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.account", id=account)
    last = to_date.replace(day=1)
    first = _months_before(last, 2 * _MONTHS - 1)
    months = _months(work, account, first, last, of_result=row.of_result)
    shares = _shares(work, account, months[0].starts_on, months[-1].ends_on)
    return AccountAnalysis(
        account=row.number,
        name=row.name,
        of_result=row.of_result,
        months=months,
        parties=shares.parties,
        texts=shares.texts,
        currency=work.company.currency,
        shares_since=shares.since,
    )


def _months_before(month: date, count: int) -> date:
    number = month.year * _MONTHS + month.month - 1 - count
    return date(number // _MONTHS, number % _MONTHS + 1, 1)


def _months(work: Work, account: str, first: date, last: date, *, of_result: bool) -> tuple[AnalysedMonth, ...]:
    """From maintained balances. A balance includes closing vouchers; what came on an account of the result does not."""
    found = work.rows(
        "SELECT m.month::date AS starts_on, (m.month + interval '1 month - 1 day')::date AS ends_on,"
        " coalesce((SELECT sum(b.debit - b.credit)"
        " FROM ledger.balance b JOIN ledger.book k ON k.id = b.book_id AND k.code = 'main'"
        " WHERE b.company_id = :company AND b.book_id = k.id AND b.grain = 'M' AND b.starts_on = m.month::date"
        " AND b.account = :account AND NOT (:of_result AND b.kind = 'closing')), 0) AS amount"
        " FROM generate_series(CAST(:first AS timestamp), CAST(:last AS timestamp), interval '1 month') m(month)"
        " ORDER BY 1",
        account=account,
        first=first,
        last=last,
        of_result=of_result,
    )
    balance: Decimal = work.value(
        "SELECT reporting.account_opening(:company, :account, :first, CAST(:first AS date) - 1, :of_result, NULL)",
        account=account,
        first=first,
        of_result=of_result,
    )
    days: list[tuple[date, date]] = [(row.starts_on, row.ends_on) for row in found]
    changes: list[Decimal] = [row.amount for row in found]
    closings = [balance + sum(changes[: at + 1], ZERO) for at in range(len(changes))]
    far = _deviating(changes)
    return tuple(
        AnalysedMonth(
            *days[at],
            changes[at],
            closings[at],
            changes[at - _MONTHS],
            closings[at - _MONTHS],
            deviates=far[at],
        )
        for at in range(_MONTHS, 2 * _MONTHS)
    )


def _deviating(changes: Sequence[Decimal]) -> list[bool]:
    """Which months lie far from the middle of all that have anything (median absolute deviation)."""
    used = [change for change in changes if change]
    if len(used) < _MONTHS // 2:
        return [False] * len(changes)
    middle = median(used)
    spread = median(abs(change - middle) for change in used) or abs(middle) / 10
    return [bool(change) and abs(change - middle) > _FAR * spread for change in changes]


#: Who it was with, texts without their figures (so that each month's rent is one thing), and since when; read once.
_SHARES = """
WITH latest AS MATERIALIZED (
    SELECT l.entry_id, l.entry_date, l.amount, l.party_id, l.text FROM ledger.line l
     WHERE l.company_id = :company AND l.account = :account AND l.entry_date BETWEEN :first AND :last
     ORDER BY l.entry_date DESC, l.id DESC LIMIT :latest)
SELECT 'party' AS what, p.name, x.amount, x.count, p.id, CASE WHEN p.is_customer THEN 'customer' ELSE 'supplier' END,
       NULL::date AS since
  FROM (SELECT l.party_id, sum(l.amount) AS amount, count(*) AS count FROM latest l WHERE l.party_id IS NOT NULL
         GROUP BY 1 ORDER BY sum(abs(l.amount)) DESC LIMIT :most) x JOIN contacts.party p ON p.id = x.party_id
UNION ALL
(SELECT 'text', coalesce(nullif(trim(regexp_replace(CASE WHEN l.text <> '' THEN l.text ELSE e.text END,
                                                    '[0-9][0-9./:-]*', '', 'g')), ''), '–'),
        sum(l.amount), count(*), NULL, '', NULL
   FROM latest l JOIN ledger.entry e ON e.company_id = :company AND e.id = l.entry_id
  WHERE e.kind <> 'closing' GROUP BY 2 ORDER BY sum(abs(l.amount)) DESC, 2 LIMIT :most)
UNION ALL
SELECT 'since', '', NULL, count(*), NULL, '', CASE WHEN count(*) = :latest THEN min(l.entry_date) END FROM latest l
"""


@dataclass(frozen=True, slots=True)
class _Shares:
    parties: tuple[AnalysedShare, ...]
    texts: tuple[AnalysedShare, ...]
    since: date | None


def _shares(work: Work, account: str, first: date, last: date) -> _Shares:
    found: dict[str, list[AnalysedShare]] = {"party": [], "text": []}
    since = None
    asked = {"account": account, "first": first, "last": last, "latest": LATEST, "most": _MOST}
    for what, name, amount, count, party, kind, day in map(tuple, work.rows(_SHARES, **asked)):
        if what == "since":
            since = day
        else:
            found[what].append(AnalysedShare(name, amount, count, party, kind))
    parties = sorted(found["party"], key=lambda each: (-abs(each.amount), each.name))
    return _Shares(tuple(parties), tuple(found["text"]), since)


def earlier_days(month: AnalysedMonth) -> tuple[date, date]:
    """The days of the same month a year earlier."""
    return year_before(month.starts_on), year_before(month.ends_on)

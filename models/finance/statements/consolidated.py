"""Statements of a group: the figures of its companies, of what is eliminated, and of all together, by account.

They are of the days and as at their end: how accounts of the balance sheet moved in between is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from models.database.errors import Rejected
from models.database.work import Work
from models.finance.groups.consolidation import Consolidation, GroupLine, read_consolidation
from models.finance.statements.accounts import (
    DIFFERENCE,
    EARLIER_RESULT,
    MINORITY,
    OF_OTHERS,
    THIS_RESULT,
    TRANSLATION,
    ChartAccount,
)
from models.finance.statements.checking import read_chart_accounts
from models.finance.statements.columns import Span
from models.finance.statements.figures import ZERO, Figures, Standing
from models.finance.statements.shapes import Drill
from resources.language import _

_RESULT, _POSITION = ("income", "expense"), ("asset", "liability", "equity")
_KINDS = {EARLIER_RESULT: "earlier", TRANSLATION: "translation", DIFFERENCE: "difference"}


def group_companies(work: Work, *, to_date: date) -> tuple[tuple[int, str], ...]:
    """The companies of the group on a day, the parent first; Rejected where there is none beside it."""
    rows = work.rows(
        "SELECT g.member_id, g.name FROM reporting.group_members g WHERE g.company_id = :company"
        " AND g.from_date <= :day AND coalesce(g.to_date, :day) >= :day ORDER BY g.from_date, g.member_id",
        day=to_date,
    )
    if not rows:
        raise Rejected("statement.no_group", company=work.company.name, date=to_date)
    return ((work.company_id, work.company.name), *((row.member_id, row.name) for row in rows))


def read_group_figures(work: Work, spans: Sequence[Span]) -> Figures:
    """The figures of columns of a group: each consolidation that they need is made once."""
    known: dict[tuple[date, date], Consolidation] = {}

    def consolidated(first: date, last: date) -> Consolidation:
        if (first, last) not in known:
            known[first, last] = read_consolidation(work, from_date=first, to_date=last)
        return known[first, last]

    standings = []
    for span in spans:
        # What equity lacks is the result of the year, however few of its days are shown.
        year = consolidated(min(span.last_year, span.from_date), span.to_date)
        standings.append(_column(consolidated(span.from_date, span.to_date), year, span))
    lines = [line for record in known.values() for line in record.of(*_RESULT, *_POSITION)]
    return Figures((*_accounts(work, lines), *_pseudo(standings)), tuple(standings))


def group_drill(account: ChartAccount, span: Span) -> Drill | None:
    """To the companies behind an account of a group, or to what was eliminated on it."""
    if account.number == THIS_RESULT:
        days = {"from_date": span.last_year, "to_date": span.to_date}
        return Drill("finance.statement", {"statement": "income", "layout": "group", **days})
    if account.number in {OF_OTHERS, MINORITY}:
        return Drill("finance.group_members", {})
    if span.source == "eliminated" or account.number == DIFFERENCE:
        return Drill("finance.group_adjustments", {})
    first = span.from_date if account.of_result else span.last_year
    key = f"{_KINDS[account.number]} " if account.number in _KINDS else f"{account.kind} {account.number}"
    return Drill("finance.consolidation_companies", {"from_date": first, "to_date": span.to_date}, key)


def _column(days: Consolidation, year: Consolidation, span: Span) -> dict[str, Standing]:
    sums: dict[str, Decimal] = {}
    for line in (*days.of(*_RESULT), *year.of(*_POSITION)):
        sums[line.account] = sums.get(line.account, ZERO) + _part(line, span)
    sums[THIS_RESULT] = _sum(year.of(*_RESULT), span)
    for number, kind in _KINDS.items():
        sums[number] = _sum(year.of(kind), span)
    if span.source != "member":
        sums[OF_OTHERS], sums[MINORITY] = year.minority, -year.minority
    return {number: Standing(ZERO, amount) for number, amount in sums.items() if amount}


def _sum(lines: Iterable[GroupLine], span: Span) -> Decimal:
    return sum((_part(line, span) for line in lines), ZERO)


def _part(line: GroupLine, span: Span) -> Decimal:
    if span.source == "member":
        return sum((figure.value for figure in line.figures if figure.member_id == span.company), ZERO)
    return line.eliminated if span.source == "eliminated" else line.total


def _accounts(work: Work, lines: Iterable[GroupLine]) -> list[ChartAccount]:
    """As the parent's chart has them; a number that only a member knows comes with the name it has there."""
    chart = {account.number: account for account in read_chart_accounts(work)}
    found = {line.account: chart.get(line.account, ChartAccount(line.account, line.name, line.kind)) for line in lines}
    return [found[number] for number in sorted(found)]


def _pseudo(standings: Iterable[dict[str, Standing]]) -> list[ChartAccount]:
    names = {
        THIS_RESULT: _("Result not booked to equity"),
        EARLIER_RESULT: _("Result of earlier years not booked to equity"),
        TRANSLATION: _("Translation difference"),
        DIFFERENCE: _("Not eliminated between companies"),
        OF_OTHERS: _("Part of others in the above"),
        MINORITY: _("Minority interest"),
    }
    used = {number for standing in standings for number in standing}
    return [ChartAccount(number, name, "") for number, name in names.items() if number in used]

"""What narrows a statement to a part of the books: values of dimensions, and accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from models.database.work import Work
from models.finance.statements.accounts import selector
from models.finance.statements.figures import Figures
from resources.language import _

#: Dimensions by their numbers, each with the code of a value, "" for what has none.
Values = tuple[tuple[int, str], ...]


def of_accounts(figures: Figures, expression: str) -> Figures:
    """The figures of the accounts that an expression takes; all of them where there is none."""
    if not expression.strip():
        return figures
    test = selector(expression)
    return replace(figures, accounts=tuple(account for account in figures.accounts if test(account)))


def in_words(work: Work, values: Values, accounts: str = "") -> tuple[str, ...]:
    """What a statement is narrowed to, as headings say it."""
    names = _names(work, values)
    said = tuple(_said(number, code, names) for number, code in values)
    return (*said, _("accounts {accounts}").format(accounts=accounts.strip())) if accounts.strip() else said


def _names(work: Work, values: Values) -> Mapping[tuple[int, str], tuple[str, str]]:
    if not values:
        return {}
    rows = work.rows(
        "SELECT a.number, a.code, d.name, coalesce(v.name, '')"
        " FROM unnest(CAST(:numbers AS int[]), CAST(:codes AS text[])) a(number, code)"
        " JOIN ledger.dimension d ON d.company_id = :company AND d.number = a.number"
        " LEFT JOIN ledger.dimension_value v ON v.company_id = :company AND v.dimension = a.number AND v.code = a.code",
        numbers=[number for number, _code in values],
        codes=[code for _number, code in values],
    )
    return {(number, code): (dimension, value) for number, code, dimension, value in map(tuple, rows)}


def _said(number: int, code: str, names: Mapping[tuple[int, str], tuple[str, str]]) -> str:
    dimension, value = names.get((number, code), (str(number), ""))
    if not code:
        return _("without {dimension}").format(dimension=dimension)
    return f"{dimension} {code} {value}".strip()

"""Whether a designed statement is whole: every account of the chart in one row, every formula readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.database.errors import Invalid
from models.database.work import Work
from models.finance.naming import account_name
from models.finance.statements.accounts import PSEUDO, ChartAccount, selector
from models.finance.statements.formula import codes_of, read_formula
from models.finance.statements.shapes import (
    ACCOUNT_KINDS,
    DEEPEST,
    FORMULA_KINDS,
    PLACING_KINDS,
    ROW_KINDS,
    Statement,
    StatementLine,
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Accounts of the chart that a statement should have in exactly one row: those in none, and those in several."""

    missing: tuple[ChartAccount, ...]
    twice: tuple[tuple[ChartAccount, tuple[str, ...]], ...]  # with the codes of their rows


def covered(statement: Statement, account: ChartAccount) -> bool:
    """Whether the statement should have the account in exactly one row."""
    if account.number in PSEUDO:
        return statement.covers == "position"
    if statement.covers == "all":
        # Cash is what a cash flow statement explains: it stands in the opening and closing rows.
        return not _in_rows(statement, account, {"opening", "closing"})
    return {"result": account.of_result, "position": not account.of_result}.get(statement.covers, False)


def _in_rows(statement: Statement, account: ChartAccount, kinds: set[str]) -> bool:
    lines = (line for line in statement.lines if line.kind in kinds)
    return any(selector(line.expression, row=line.code)(account) for line in lines)


def coverage(statement: Statement, chart: Sequence[ChartAccount]) -> Coverage:
    """Which accounts of a chart stand in none or in several rows that count them."""
    tests = [
        (line.code, selector(line.expression, row=line.code)) for line in statement.lines if line.kind in PLACING_KINDS
    ]
    missing, twice = [], []
    for account in chart:
        if covered(statement, account):
            rows = tuple(code for code, test in tests if test(account))
            if not rows:
                missing.append(account)
            elif len(rows) > 1:
                twice.append((account, rows))
    return Coverage(tuple(missing), tuple(twice))


def read_chart_accounts(work: Work) -> tuple[ChartAccount, ...]:
    """The chart of accounts as statements ask for it, in the user's language."""
    rows = work.rows(
        f"SELECT a.number, {account_name()}, a.kind, a.role FROM ledger.account a"  # noqa: S608 - a choice of columns
        " WHERE a.company_id = :company ORDER BY a.number"
    )
    return tuple(ChartAccount(*tuple(row)) for row in rows)


def check_statement(statement: Statement) -> None:
    """Invalid with the row where a statement cannot be read."""
    if not statement.title.strip():
        raise Invalid("statement.no_title", field="title")
    if not statement.lines:
        raise Invalid("statement.no_rows", field="lines")
    codes = [line.code for line in statement.lines]
    for at, line in enumerate(statement.lines):
        _check_line(line, codes[:at])
    order = [line.code for line in statement.lines if line.kind in ACCOUNT_KINDS]
    known = {line.code for line in statement.lines if line.kind in ACCOUNT_KINDS | FORMULA_KINDS}
    formulas = [(line.code, line.expression) for line in statement.lines if line.kind in FORMULA_KINDS]
    if statement.proof:
        formulas.append(("", statement.proof))
    for code, text in formulas:
        for named in codes_of(read_formula(text, row=code), order):
            if named not in known or named == code:
                raise Invalid("statement.unknown_row", field="expression", row=code, named=named)


def _check_line(line: StatementLine, earlier: Sequence[str]) -> None:
    if not line.code.isidentifier() or not line.code.isascii() or line.code == "days":
        raise Invalid("statement.wrong_code", field="code", row=line.code)
    if line.code in earlier:
        raise Invalid("statement.same_code", field="code", row=line.code)
    if line.kind not in ROW_KINDS:
        raise Invalid("statement.wrong_kind", field="kind", row=line.code, kind=line.kind)
    if not 0 <= line.level <= DEEPEST:
        raise Invalid("statement.wrong_level", field="level", row=line.code)
    if line.kind in ACCOUNT_KINDS:
        selector(line.expression, row=line.code)

"""Statements as they are kept: shipped ones for everybody, and the company's own, copied from them and changed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from models.database.errors import Conflict, Invalid
from models.database.rights import Permission
from models.database.work import Work, operation, to_json
from models.finance.statements.checking import check_statement
from models.finance.statements.shapes import Statement, StatementLine
from models.finance.statements.shipped import shipped_statements
from resources.language import current

_COLUMNS = "code, title, title_en, lines, covers, after_closing, proof, id, row_version"


@dataclass(frozen=True, slots=True)
class StatementName:
    """A statement to choose: its code, its title in the user's language, and its key where it is the company's own."""

    code: str
    title: str
    id: int | None


@operation(needs=Permission.FINANCE_READ)
def list_statements(work: Work) -> tuple[StatementName, ...]:
    """Shipped statements in their order, then the company's own by title."""
    shipped = [StatementName(each.code, each.title_in(current()), None) for each in shipped_statements().values()]
    own = work.rows(
        "SELECT code, CASE WHEN :swedish OR title_en = '' THEN title ELSE title_en END AS name, id"
        " FROM ledger.statement WHERE company_id = :company ORDER BY name, id",
        swedish=current() == "sv",
    )
    return (*shipped, *(StatementName(*tuple(row)) for row in own))


@operation(needs=Permission.FINANCE_READ)
def find_statement(work: Work, *, code: str) -> Statement:
    """The statement with this code; Invalid where there is none."""
    if code in shipped_statements():
        return shipped_statements()[code]
    row = work.row(
        f"SELECT {_COLUMNS} FROM ledger.statement WHERE company_id = :company AND code = :code",  # noqa: S608 - our columns
        code=code,
    )
    if row is None:
        raise Invalid("statement.unknown", field="code", code=code)
    try:
        lines = tuple(StatementLine(**line) for line in row.lines)
    except TypeError as error:  # written past the screens
        raise Invalid("statement.damaged", field="lines", title=row.title) from error
    return replace(Statement(*tuple(row)), lines=lines)


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_statement(work: Work, *, statement: Statement) -> Statement:
    """Keep a statement of the company's own: a new one gets a code, a stored one must not have changed meanwhile."""
    check_statement(statement)
    values = {
        **{name: getattr(statement, name) for name in ("title", "title_en", "covers", "after_closing", "proof")},
        "lines": to_json([asdict(line) for line in statement.lines]),
    }
    if statement.id is None:
        code = work.value(
            "INSERT INTO ledger.statement (company_id, code, title, title_en, lines, covers, after_closing, proof)"
            " SELECT :company, 'own' || coalesce(max(substr(s.code, 4)::int), 0) + 1, :title, :title_en,"
            " CAST(:lines AS jsonb), :covers, :after_closing, :proof"
            " FROM ledger.statement s WHERE s.company_id = :company RETURNING code",
            **values,
        )
    else:
        code = work.value(
            "UPDATE ledger.statement SET title = :title, title_en = :title_en, lines = CAST(:lines AS jsonb),"
            " covers = :covers, after_closing = :after_closing, proof = :proof"
            " WHERE company_id = :company AND id = :id AND row_version = :version RETURNING code",
            id=statement.id,
            version=statement.row_version,
            **values,
        )
        if code is None:
            raise Conflict("record.changed", table="ledger.statement", id=statement.id)
    return find_statement(work, code=code)


@operation(needs=Permission.FINANCE_ACCOUNTS)
def copy_statement(work: Work, *, code: str, title: str) -> Statement:
    """A copy of a statement under another title, to be changed."""
    original = find_statement(work, code=code)
    return save_statement(work, statement=replace(original, title=title, title_en="", id=None, row_version=None))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def remove_statement(work: Work, *, statement_id: int) -> None:
    """Take one of the company's own statements away; the books stay as they are."""
    found = work.value(
        "DELETE FROM ledger.statement WHERE company_id = :company AND id = :id RETURNING id", id=statement_id
    )
    if found is None:
        raise Invalid("statement.unknown", field="code", code=statement_id)

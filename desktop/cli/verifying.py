"""`kontor verify`: proves the books, and says where something is wrong."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from desktop.cli import DONE, REFUSED
from desktop.cli.failure import explain
from models.database.errors import KontorError, Rejected
from models.database.listing import Kind
from models.database.provision import connect
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands
    from models.database.session import Session
    from models.finance.verification import BookFinding

_KINDS = {"company": Kind.TEXT, "severity": Kind.TEXT, "code": Kind.TEXT, "table": Kind.TEXT, "key": Kind.TEXT}
_ERROR = "error"


def add_commands(commands: Commands) -> None:
    """Enter the command of this family."""
    commands.add("verify", verify_books, _("prove the books, the stock, the numbers and the rights"))


def verify_books(context: Context) -> int:
    """Prove the company that was asked for, else every company; refused where anything is wrong."""
    session = context.session
    one = getattr(context.options, "company", None) is not None
    companies = (session.company,) if one else (*session.identity.companies, *session.identity.books)
    findings = [finding for company in companies for finding in _faults(session.at(company.id))]
    findings += _drift(context)
    if context.as_json:
        context.show(findings, _KINDS | {"message": Kind.TEXT} if findings else {})
    else:
        _tell(context, findings, len(companies))
    return REFUSED if any(finding["severity"] == _ERROR for finding in findings) else DONE


def prove(url: str) -> None:
    """Prove every company of a database as its builder; Rejected where one does not hold."""
    from models.finance.verification import verify_as_builder

    with closing(connect(url)) as connection:
        for company_id, name in connection.execute("SELECT id, name FROM company.company ORDER BY id").fetchall():
            faults = [finding for finding in verify_as_builder(connection, company_id) if finding.severity == _ERROR]
            if faults:
                first = _message(faults[0])
                raise Rejected("backup.does_not_hold", company=name, first=first, faults=len(faults))


def _faults(session: Session) -> list[dict[str, Any]]:
    from models.finance.verification import verify

    return [
        {
            "company": session.company.name,
            "severity": finding.severity,
            "code": finding.code,
            "table": finding.table,
            "key": finding.key,
            "message": _message(finding),
        }
        for finding in session.read(verify)
    ]


def _message(finding: BookFinding) -> str:
    return explain(KontorError(finding.code, **finding.params))


def _drift(context: Context) -> list[dict[str, Any]]:
    """What differs from the program's own functions, rules and rights; only whoever may become the owner sees it."""
    if context.database_url:
        return []
    from sqlalchemy import create_engine, make_url, text

    from models.database.drift import find_drift

    engine = create_engine(make_url(context.builder_url()).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        connection.execute(text(f"SET ROLE {context.local.name}_owner"))
        found = find_drift(connection)
    engine.dispose()
    message = _("{object}: {change}, compared with what the program built")
    return [
        {
            "company": "",
            "severity": _ERROR,
            "code": "database.drift",
            "table": drift.object,
            "key": drift.change,
            "message": message.format(object=drift.object, change=drift.change),
        }
        for drift in found
    ]


def _tell(context: Context, findings: list[dict[str, Any]], companies: int) -> None:
    for finding in findings:
        context.progress(f"{finding['company']}: {finding['message']} [{finding['code']}]")
    if not findings:
        print(_("Everything holds: {companies} companies proved.").format(companies=companies))

"""Designed statements and the analysis of an account on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.cli.statements import Answer, chosen_range
from models.database.errors import Invalid
from models.database.listing import Kind
from resources.language import N_, _

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from models.database.session import Session
    from models.finance.statements.table import StatementOptions

_ANALYSIS = {
    "month": (N_("Month"), Kind.TEXT),
    "change": (N_("Movement"), Kind.MONEY),
    "change_earlier": (N_("Movement last year"), Kind.MONEY),
    "closing": (N_("Closing"), Kind.MONEY),
    "closing_earlier": (N_("Closing last year"), Kind.MONEY),
    "deviates": (N_("Deviates"), Kind.BOOLEAN),
}


def statement(context: Context) -> Answer:
    """Any statement by its code, with the columns asked for."""
    from models.finance.statements.table import statement_table

    code, options = context.options.statement, _options(context)
    table = context.session.read(statement_table, code=code, options=options)
    kinds = {column.code: Kind.PERCENT if column.kind == "percent" else Kind.MONEY for column in table.columns}
    rows = [
        {
            "row": row.code,
            "title": "  " * row.level + row.title,
            **dict(zip(kinds, row.values, strict=True)),
        }
        for row in table.rows
    ]

    def document(session: Session) -> Any:
        from models.finance.statements.document import statement_document

        return session.read(statement_document, code=code, options=options)

    return Answer(
        name="statement",
        title=table.title,
        kinds={"row": Kind.TEXT, "title": Kind.TEXT, **kinds},
        rows=rows,
        labels={"title": _("Row"), **{column.code: column.title for column in table.columns}},
        from_date=table.from_date,
        to_date=table.to_date,
        document=document,
    )


def _options(context: Context) -> StatementOptions:
    from models.finance.statements.table import StatementOptions

    o = context.options
    covered = context.session.read(chosen_range, from_date=o.from_date, to_date=o.to_date or o.as_of)
    return StatementOptions(
        to_date=covered.to_date,
        from_date=covered.from_date,
        layout=o.columns,
        after_closing=True if o.after_closing else None,
        dimension=o.dimension,
        value=o.value,
        accounts=o.accounts,
    )


def account_analysis_report(context: Context) -> Answer:
    """One account over twelve months with the year before beside."""
    from models.finance.account_analysis import account_analysis

    o = context.options
    if o.account is None:
        raise Invalid("report.account_missing", field="account")
    covered = context.session.read(chosen_range, from_date=o.from_date, to_date=o.to_date or o.as_of)
    found = context.session.read(account_analysis, account=o.account, to_date=covered.to_date)
    names = [name for name in _ANALYSIS if name != "month"]
    rows = [
        {"month": f"{month.starts_on:%Y-%m}", **{name: getattr(month, name) for name in names}}
        for month in found.months
    ]
    return Answer(
        name="account-analysis",
        title=f"{_('Account analysis')} {found.account} {found.name}",
        kinds={name: kind for name, (_label, kind) in _ANALYSIS.items()},
        rows=rows,
        labels={name: _(label) for name, (label, _kind) in _ANALYSIS.items()},
        from_date=found.months[0].starts_on,
        to_date=found.months[-1].ends_on,
    )

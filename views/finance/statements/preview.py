"""Beside the design of a statement: its real figures as they would be, and what is not right with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.database.listing import Column
from models.finance.statements.showing import columns_shown, values_shown
from models.finance.statements.view import StatementPreview
from resources.language import N_, _
from views.kit.host import Host
from views.kit.table import TableRow, TableView
from views.kit.text import Label

_STRONG = frozenset({"heading", "total"})
_MOST = 12  # accounts that are named


class PreviewPanel(TableView):
    """The figures; `findings` is a label above that says what is missing, twice, or does not add up."""

    def __init__(self, host: Host, findings: Label) -> None:
        super().__init__(host, (Column("title", N_("Row")),), whole=6)
        self.findings = findings

    def show_preview(self, found: StatementPreview) -> None:
        """Show figures and findings."""
        table = found.table
        rows = [
            TableRow(
                (row.title or row.code, *values_shown(table, row)),
                level=row.level,
                strong=row.kind in _STRONG,
                total=row.kind == "total",
            )
            for row in table.rows
        ]
        title, *figures = columns_shown(table)
        self.set_columns((title, *(replace(each, label=N_("This year")) for each in figures)), rows)
        said = findings_of(found)
        self.findings.set_ink("bad" if said else "good")
        self.findings.setText("\n".join(said) or _("Every account stands in one row, and the statement adds up."))

    def show_problem(self, text: str) -> None:
        """Say why there are no figures yet."""
        self.findings.set_ink("bad")
        self.findings.setText(text)


def findings_of(found: StatementPreview) -> list[str]:
    """What is not right with a statement, in words."""
    said = []
    if found.coverage.missing:
        names = _some([f"{account.number} {account.name}" for account in found.coverage.missing])
        said.append(_("In no row: {accounts}.").format(accounts=names))
    if found.coverage.twice:
        names = _some([f"{account.number} ({', '.join(rows)})" for account, rows in found.coverage.twice])
        said.append(_("In several rows: {accounts}.").format(accounts=names))
    off = next((value for value in found.table.difference if value), None)
    if off is not None:
        said.append(_("The statement does not add up: {amount} is left over.").format(amount=off))
    return said


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST])
    rest = len(names) - _MOST
    return _("{names} and {count} more").format(names=shown, count=rest) if rest > 0 else shown

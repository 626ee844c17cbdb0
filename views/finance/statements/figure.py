"""What a figure of a statement is made of: its accounts, each opening its ledger of the same days."""

from __future__ import annotations

from collections.abc import Sequence

from models.database.listing import Column, Kind
from models.finance.statements.figure import FigurePart, StatementFigure, statement_figure
from models.finance.statements.table import StatementOptions
from resources.language import N_, _
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span, as_date, values_of
from views.finance.statements.links import link_of
from views.kit.host import Host, Link
from views.kit.table import TableRow


class StatementFigurePage(ReportPage[StatementFigure]):
    """The parts of one figure; their sum is the figure."""

    columns = (
        Column("account", N_("Account"), width=14),
        Column("name", N_("Name")),
        Column("amount", N_("Amount"), Kind.MONEY, width=18),
    )

    def __init__(self, host: Host, link: Link) -> None:
        self._link, self._given = link, link.arguments
        super().__init__(host, _("Figure of a statement"), statement_figure, link)
        self.bar.hide()

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The row and the column, and how the statement was made."""
        given = self._given
        dimension, after = given.get("dimension"), given.get("after_closing")
        values = values_of(self._link)
        options = StatementOptions(
            to_date=span.to_date,
            from_date=as_date(given.get("from_date")),
            layout=str(given.get("layout") or "period"),
            after_closing=after if isinstance(after, bool) else None,
            dimension=dimension if isinstance(dimension, int) else None,
            value=None if given.get("value") is None else str(given.get("value")),
            also=values if given.get("value") is None else values[1:],
            only=str(given.get("only") or ""),
            book=str(given.get("book") or ""),
        )
        names = ("statement", "row", "column")
        return {**{name: str(given.get(name) or "") for name in names}, "options": options}

    def show_record(self, record: StatementFigure) -> None:
        """Show the parts, and which figure they make."""
        super().show_record(record)
        days = self.subtitle_of(record.from_date, record.to_date)
        self.set_title(record.row, ", ".join([record.statement, days, *record.narrowed]))

    def rows_of(self, record: StatementFigure) -> Sequence[TableRow]:
        """The parts and their sum."""
        rows = [_row(part) for part in record.parts]
        if rows and record.sums:
            rows.append(TableRow((_("Total"), "", record.amount), total=True))
        return rows


def _row(part: FigurePart) -> TableRow:
    link = link_of(part.drill) if part.drill is not None else None
    return TableRow((part.code, part.title, part.amount), {} if link is None else dict.fromkeys(range(3), link))

"""The lines of a posted voucher with their totals, each opening the ledger of its account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from models.database.listing import Column, Kind
from models.finance.reports import VoucherLineDetail
from resources.language import N_, _
from views.finance.documents import party_link
from views.kit.host import Host, Link
from views.kit.table import TableRow, TableView

_WHOLE = 12  # lines that are seen without scrolling in the table
_ZERO = Decimal("0.00")
_COLUMNS = (
    Column("account", N_("Account"), width=8),
    Column("account_name", N_("Name"), width=20),
    Column("text", N_("Text")),
    Column("party", N_("Party"), width=17),
    Column("dimensions", N_("Dimensions"), width=11),
    Column("tax_code", N_("Tax code"), width=8),
    Column("debit", N_("Debit"), Kind.MONEY, width=12),
    Column("credit", N_("Credit"), Kind.MONEY, width=12),
)
_OF_THE_DOCUMENT = frozenset({"party", "tax_code"})


class PostedLines(TableView):
    """Under a document (`fitted`) without what the document says itself: whose it is and its tax codes."""

    def __init__(self, host: Host, *, fitted: bool = False) -> None:
        left_out = _OF_THE_DOCUMENT if fitted else frozenset()
        super().__init__(
            host, [column for column in _COLUMNS if column.name not in left_out], fitted=fitted, whole=_WHOLE
        )

    def show_lines(self, lines: Sequence[VoucherLineDetail], day: date) -> None:
        """Show the lines of a voucher of this day."""
        self.set_rows([*(self._line(line, day) for line in lines), self._total(lines)])

    def _line(self, line: VoucherLineDetail, day: date) -> TableRow:
        ledger = Link("finance.general_ledger", arguments={"account": line.account, "on": day})
        links = {"account": ledger, "account_name": ledger}
        if line.party_id is not None:
            links["party"] = party_link(line.document_kind, line.party_id)
        values = {
            "account": line.account,
            "account_name": line.account_name,
            "text": line.text,
            "party": line.party_name or "",
            "dimensions": ", ".join(line.dimensions[number] for number in sorted(line.dimensions, key=int)),
            "tax_code": line.tax_code or "",
            "debit": line.amount if line.amount > 0 else None,
            "credit": -line.amount if line.amount < 0 else (None if line.amount else _ZERO),
        }
        return self._row(values, links)

    def _total(self, lines: Sequence[VoucherLineDetail]) -> TableRow:
        debit = sum((line.amount for line in lines if line.amount > 0), _ZERO)
        credit = -sum((line.amount for line in lines if line.amount < 0), _ZERO)
        return self._row({"account": _("Total"), "debit": debit, "credit": credit}, {}, total=True)

    def _row(self, values: Mapping[str, object], links: Mapping[str, Link], *, total: bool = False) -> TableRow:
        names = [column.name for column in self.model.columns]
        shown = tuple(values.get(name, "") for name in names)
        return TableRow(shown, {names.index(name): link for name, link in links.items() if name in names}, total=total)

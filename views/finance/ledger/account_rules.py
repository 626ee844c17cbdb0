"""What the rules of dimensions say of one account: each opens, and the narrowest of those that fit holds."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.database.listing import Column, Filter, Kind, Page, PageRequest
from models.finance.queries_dimensions import DIMENSION_RULES
from resources.language import N_, _
from views.kit.action import Row
from views.kit.host import Host, Link
from views.kit.list.spec import as_mapping
from views.kit.status import status_of
from views.kit.table import TableRow, TableView
from views.kit.text import column, heading

_COLUMNS = (
    Column("dimension", N_("Dimension"), width=20),
    Column("accounts", N_("Accounts"), width=16),
    Column("requirement", N_("Requirement"), width=14),
    Column("default_code", N_("Default value"), width=14),
    Column("valid_from", N_("Valid from"), Kind.DATE, width=14),
    Column("valid_to", N_("Valid to"), Kind.DATE, width=14),
)
_MOST = 50


class AccountRules(QWidget):
    """Hidden where there is no rule for the account."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host, self._number = host, ""
        self.table = TableView(host, _COLUMNS, fitted=True)
        layout = column(self)
        layout.addWidget(heading(_("Dimensions of this account")))
        layout.addWidget(self.table)
        layout.addStretch()
        self.hide()
        host.on_change("ledger.dimension_rule", self._on_changed, self)

    def show_account(self, number: str) -> None:
        """Show the rules whose accounts hold this one."""
        self._number = number
        filters = (Filter("from_account", "<=", number), Filter("to_account", ">=", number))
        self._host.fetch(DIMENSION_RULES, PageRequest(filters=filters, limit=_MOST), on_done=self._on_found)

    def _on_changed(self, keys: frozenset[object]) -> None:
        del keys
        if self._number:
            self.show_account(self._number)

    def _on_found(self, page: Page) -> None:
        self.table.set_rows([_row(as_mapping(DIMENSION_RULES, values)) for values in page.rows])
        self.setVisible(bool(page.rows))


def _row(rule: Row) -> TableRow:
    first, last = rule["from_account"], rule["to_account"]
    values = (
        rule["dimension_name"],
        first if first == last else f"{first}–{last}",
        _(status_of(str(rule["requirement"])).label),
        rule["default_code"],
        rule["valid_from"],
        rule["valid_to"],
    )
    return TableRow(values, dict.fromkeys(range(len(values)), Link("finance.dimension_rule", rule["id"])))

"""Checks the books: each thing that always holds, whether it does, and what to do where it does not."""

from __future__ import annotations

from collections import Counter
from time import monotonic

from PySide6.QtWidgets import QWidget

from models.database.errors import Invalid, KontorError
from models.database.listing import Column
from models.database.rights import Permission
from models.finance.invariants import INVARIANTS
from models.finance.verification import BookFinding, verify
from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.empty import EmptyState
from views.kit.host import Host, Level, Link, Message
from views.kit.page import Page
from views.kit.table import TableRow, TableView
from views.kit.text import heading

_INVARIANTS = (
    Column("state", N_("State"), width=14),
    Column("area", N_("About"), width=14),
    Column("title", N_("What always holds"), width=44),
    Column("repair", N_("What to do")),
)
_COLUMNS = (
    Column("severity", N_("Severity"), width=12),
    Column("text", N_("What does not hold")),
    Column("table", N_("Table"), width=22),
    Column("key", N_("Key"), width=12),
)
_SEVERITIES = {"error": N_("Error"), "warning": N_("Warning")}
_PAGES = {"ledger.entry": "finance.voucher", "finance.invoice": "finance.invoice"}


class BooksCheckPage(Page):
    """Runs on demand; takes as long as the books are large."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Check the books"), link=link)
        self._under_way = False
        self._began = 0.0
        self.state = EmptyState("check")
        self.invariants = TableView(host, _INVARIANTS)
        self.findings_heading = heading(_("What was found"))
        self.findings = TableView(host, _COLUMNS)
        self._found: tuple[QWidget, ...] = (self.invariants, self.findings_heading, self.findings)
        self.body.addWidget(self.state, 1)
        for part, stretch in zip(self._found, (3, 0, 2), strict=True):
            self.body.addWidget(part, stretch)
            part.hide()
        self.state.acted.connect(self.check)
        self.set_actions(
            (
                Action(
                    "finance.books_check.run",
                    N_("Check now"),
                    self._run,
                    Permission.FINANCE_VERIFY,
                    "Ctrl+Return",
                    "check",
                    enabled=self._why_not,
                    primary=True,
                ),
            )
        )
        hint = _(
            "{count} things that always hold are proved: vouchers, balances, documents, stock and rights. It changes"
            " nothing."
        )
        self.state.explain(_("Do the books hold?"), hint.format(count=len(INVARIANTS)), icon="check")

    def check(self) -> None:
        """Begin, unless it is under way."""
        if self._under_way:
            return
        self._began = monotonic()
        for part in self._found:
            part.hide()
        self.state.explain(_("The books are being checked…"), _("You can go on working meanwhile."), icon="clock")
        self.state.show()
        self._under_way = True
        self.host.read(verify, {}, on_done=self._on_done, on_failed=self._on_failed)
        self.refresh_actions()

    def _run(self, context: ActionContext) -> None:
        del context
        self.check()

    def _why_not(self, context: ActionContext) -> str | None:
        del context
        return _("The books are being checked.") if self._under_way else None

    def _on_done(self, findings: tuple[BookFinding, ...]) -> None:
        self._under_way = False
        self.refresh_actions()
        self.invariants.set_rows(_states(findings))
        self.findings.set_rows([self._row(finding) for finding in findings])
        self.state.hide()
        self.invariants.show()
        for part in (self.findings_heading, self.findings):
            part.setVisible(bool(findings))
        self._tell(findings)

    def _tell(self, findings: tuple[BookFinding, ...]) -> None:
        if findings:
            text = _("{count} things do not hold.").format(count=len(findings))
            self.host.tell(Message(text, Level.WARNING, replaces="check"))
            return
        seconds = f"{monotonic() - self._began:.1f}"
        text = _("Nothing was found that does not hold. It took {seconds} seconds.").format(seconds=seconds)
        self.host.tell(Message(text, Level.SUCCESS, replaces="check"))

    def _row(self, finding: BookFinding) -> TableRow:
        text = self.host.explain(Invalid(finding.code, **finding.params))
        severity = _(_SEVERITIES.get(finding.severity, finding.severity))
        page = _PAGES.get(finding.table)
        links = {1: Link(page, int(finding.key))} if page and finding.key.isdecimal() else {}
        return TableRow((severity, text, finding.table, finding.key), links)

    def _on_failed(self, error: KontorError) -> None:
        self._under_way = False
        self.refresh_actions()
        self.state.explain(_("The check did not come to its end"), self.host.explain(error), _("Try again"), "warning")


def _states(findings: tuple[BookFinding, ...]) -> list[TableRow]:
    """Every invariant, those that are broken first."""
    counts = Counter(finding.code for finding in findings)
    rows = []
    for invariant in sorted(INVARIANTS, key=lambda invariant: not counts[invariant.code]):
        broken = counts[invariant.code]
        state = _("Broken: {count}").format(count=broken) if broken else _("Holds")
        rows.append(TableRow((state, _(invariant.area), _(invariant.title), _(invariant.repair) if broken else "")))
    return rows

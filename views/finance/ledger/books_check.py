"""Checks the books: chain, balances, open items, documents, stock and rights, and says what does not hold."""

from __future__ import annotations

from time import monotonic

from models.database.errors import Invalid, KontorError
from models.database.listing import Column
from models.database.rights import Permission
from models.finance.verification import BookFinding, verify
from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.empty import EmptyState
from views.kit.host import Host, Level, Link, Message
from views.kit.page import Page
from views.kit.table import TableRow, TableView

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
        self.findings = TableView(host, _COLUMNS)
        self.findings.hide()
        self.body.addWidget(self.state, 1)
        self.body.addWidget(self.findings, 1)
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
            "Every voucher is compared with what was posted: the chain, the balances, open items, numbers, documents,"
            " stock and rights. It changes nothing."
        )
        self.state.explain(_("Do the books hold?"), hint, icon="check")

    def check(self) -> None:
        """Begin, unless it is under way."""
        if self._under_way:
            return
        self._began = monotonic()
        self.findings.hide()
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
        seconds = f"{monotonic() - self._began:.1f}"
        if not findings:
            hint = _("Nothing was found that does not hold. It took {seconds} seconds.").format(seconds=seconds)
            self.state.explain(_("All is right"), hint, icon="success")
            return
        self.findings.set_rows([self._row(finding) for finding in findings])
        self.state.hide()
        self.findings.show()
        text = _("{count} things do not hold.").format(count=len(findings))
        self.host.tell(Message(text, Level.WARNING, replaces="check"))

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

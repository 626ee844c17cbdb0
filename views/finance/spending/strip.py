"""A strip that says, before a document is booked or ordered, which budgets it goes over, and lets it past."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame

from models.database.errors import KontorError
from models.database.rights import Permission
from models.finance.spending.asking import Allowed, Passed, allow_spending
from resources.language import N_, _
from views.finance.spending.words import passed_text
from views.kit.action import Action, ActionContext
from views.kit.form.lines import TextLine
from views.kit.host import Host, Level, Message
from views.kit.text import Label, column, fill_tone
from views.kit.theme.state import state, tokens
from views.kit.theme.tokens import RADIUS, SPACE_1, SPACE_2, SPACE_3

#: An operation that tells what is passed, and its arguments; None where there is nothing to ask yet.
Asked = tuple[Callable[..., tuple[Passed, ...]], Mapping[str, object]]

#: What the act is called where a document is posted.
OVER = N_("Post over budget…")

_PAUSE = 500  # milliseconds without another key
_MOST = 4  # rules that are said in words


class BudgetStrip(QFrame):
    """Asks a while after the last key, by what `ask` says then; hidden while no budget is gone over."""

    told = Signal()  # something else is passed than before
    entered = Signal()  # a reason was typed, and Enter pressed

    def __init__(self, host: Host, ask: Callable[[], Asked | None]) -> None:
        super().__init__()
        self._host, self._ask = host, ask
        self.passed: tuple[Passed, ...] = ()
        self._asked: Asked | None = None
        self._then: Callable[[], None] | None = None
        self.text = Label("", wrap=True)
        self.reason = TextLine()
        self.reason.setAccessibleName(_("Reason to go over the budget"))
        self.reason.setPlaceholderText(_("Reason to go over the budget, which is kept; Enter goes on"))
        self.reason.returnPressed.connect(self.entered)
        layout = column(self, spacing=SPACE_1)
        layout.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        layout.addWidget(self.text)
        layout.addWidget(self.reason)
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self.look)
        state().changed.connect(self.update)
        self.hide()

    @property
    def stops(self) -> tuple[Passed, ...]:
        """The rules that stop it unless somebody allows it."""
        return tuple(each for each in self.passed if each.stops)

    @property
    def over(self) -> Decimal:
        """By how much it goes over the rule that it goes over most, of those that stop it."""
        return max((each.over for each in self.stops), default=Decimal(0))

    def wait(self) -> None:
        """Something was typed: ask when nothing more is, for a while."""
        self._pause.start()

    def look(self) -> None:
        """Ask now, unless the same was asked last."""
        asked = self._ask()
        if asked is None:
            self._asked = None
            self._on_found(())
        elif asked != self._asked:
            self._asked = asked
            operation, arguments = asked
            self._host.read(operation, arguments, on_done=self._on_found, on_failed=self._on_not_found)

    def refused(self, error: KontorError) -> None:
        """Say what stopped it, where that is a budget that was not asked, or has been used up meanwhile."""
        if error.code == "spending.over":
            self._asked = None
            self.look()

    def forget(self) -> None:
        """The document has gone through, or another one is begun."""
        self._asked = None
        self.reason.clear()
        self._on_found(())

    def action(self, name: str, title: str, act: Callable[[ActionContext], None]) -> Action:
        """The act that lets the document past and books it, for those who may."""
        return Action(
            name, title, act, Permission.FINANCE_SPENDING, icon="warning", enabled=self._why_not, in_menu_only=True
        )

    def allow(self, subject: str, subject_id: int | None, then: Callable[[], None]) -> None:
        """Let the document past, and go on with `then`, a method of the page; without a reason ask for one."""
        if not self.reason.value():
            self.reason.setFocus()
            text = _("Give a reason: it is kept with what is let past the budget.")
            self._host.tell(Message(text, Level.WARNING, replaces="budget"))
            return
        self._then = then
        arguments = {
            "subject": subject,
            "subject_id": subject_id,
            "amount": self.over,
            "reason": self.reason.value(),
        }
        self._host.run(allow_spending, arguments, on_done=self._on_allowed, busy=self.parentWidget())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill with the tint of what happens."""
        del event
        fill_tone(QPainter(self), QRectF(self.rect()), tokens().tone(self._tone), RADIUS)

    @property
    def _tone(self) -> str:
        return "bad" if self.stops else "waiting"

    def _on_allowed(self, allowed: Allowed) -> None:
        del allowed
        if self._then is not None:
            self._then()

    def _on_found(self, passed: tuple[Passed, ...]) -> None:
        self.passed = tuple(sorted(passed, key=lambda each: not each.stops))
        lines = [passed_text(each, self._host.language) for each in self.passed[:_MOST]]
        may = self._host.allows(Permission.FINANCE_SPENDING)
        if self.stops and not may:
            lines.append(_("An accountant or administrator can allow it, with a reason that is kept."))
        self.text.setText("\n".join(lines))
        self.text.set_ink(self._tone)
        self.reason.setVisible(bool(self.stops) and may)
        self.setVisible(bool(passed))
        self.update()
        self.told.emit()

    def _on_not_found(self, error: KontorError) -> None:
        """It was only a service; posting asks again."""
        del error
        self._on_found(())

    def _why_not(self, context: ActionContext) -> str | None:
        del context
        return None if self.stops else _("No budget stops it.")

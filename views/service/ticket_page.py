"""A ticket: the conversation with its answer field, and beside it the customer and how the ticket stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.contacts.pages import CustomerPage, customer_page
from models.database.errors import KontorError
from models.database.rights import Permission
from models.service.rules import can_become
from models.service.tickets import (
    Agent,
    TicketPage,
    TicketState,
    assign,
    list_agents,
    reply,
    set_priority,
    set_status,
    ticket_page,
)
from resources.language import N_, _
from views.kit.action import Action, ActionButton, ActionContext
from views.kit.form.lines import TextBox
from views.kit.host import Host, Level, Link, Message
from views.kit.page import Page
from views.kit.record_page import RecordPage
from views.kit.text import beside, column, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_4
from views.service.conversation import Conversation
from views.service.new_ticket import NewTicketPage
from views.service.ticket_side import TicketSide

_EDIT = Permission.SERVICE_EDIT
_FIELD_HEIGHT = 96
_ANSWERS = frozenset({"service.ticket.reply", "service.ticket.note"})


class TicketView(RecordPage[TicketPage]):
    """One ticket."""

    subject = "service.ticket"

    def __init__(self, host: Host, link: Link) -> None:
        self.ticket_id = link.key
        self._status = ""
        self._begun = False
        super().__init__(
            host,
            _("Ticket"),
            read=ticket_page,
            arguments={"ticket_id": link.key},
            subjects=("service.ticket", "service.ticket_message"),
            link=link,
        )

    @property
    def ticket(self) -> TicketPage:
        """The ticket shown."""
        assert self.record is not None  # noqa: S101 - actions exist once it is here
        return self.record

    def leaving_loses(self) -> str | None:
        """Ask when an answer was typed and not sent."""
        written = self.record is not None and self.answer.value()
        return _("What you have written has not been sent. Leave it anyway?") if written else None

    def set_record(self, record: object | None) -> None:
        """Begin in the answer field, once that can be seen."""
        super().set_record(record)
        if not self._begun:
            self._begun = True
            self.setFocusProxy(self._first)
            if self.isVisible():
                self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def build(self) -> None:
        """The conversation over the answer field; ticket and customer beside."""
        self.may_edit = self.host.allows(_EDIT)
        self.conversation = Conversation(self.host)
        self.answer = TextBox()
        keep(self.answer, QWidget.setFixedHeight, partial(scaled, _FIELD_HEIGHT))
        self.answer.setAccessibleName(_("Your answer"))
        self.answer.setPlaceholderText(_("Write to the customer, or a note for your colleagues"))
        self.answer.edited.connect(self.refresh_actions)
        self.answer_box = QWidget()
        self.buttons = row(spacing=SPACE_2)
        inner = column(self.answer_box, spacing=SPACE_2)
        inner.addWidget(self.answer)
        inner.addLayout(self.buttons)
        left = column(spacing=SPACE_3)
        left.addWidget(self.conversation, 1)
        left.addWidget(self.answer_box)
        self.across = beside(spacing=SPACE_4)
        self.across.addLayout(left, 1)
        self.parts.addLayout(self.across, 1)
        self.answer_box.setVisible(self.may_edit)
        self.side: TicketSide | None = None
        self.customer: CustomerPage | None = None
        self._first: QWidget = self.answer if self.may_edit else self.conversation
        self.host.read(list_agents, {}, on_done=self._on_agents)
        self.host.read(customer_page, {"party_id": self.ticket.party_id}, on_done=self._on_customer)

    def show_record(self, record: TicketPage) -> None:
        """Show how it stands and what was written since."""
        self.set_title(_("Ticket {number}").format(number=record.number), record.subject)
        urgent = [record.priority] if record.priority in {"high", "urgent"} else []
        self.header.set_chips([record.status, *urgent])
        self.conversation.show_messages(record.messages)
        if self.side is not None:
            self.side.show_ticket(record)
        if self._status != record.status:
            self._status = record.status
            self._offer()

    def _offer(self) -> None:
        """What moves the ticket stands in the head, what answers it under the field."""
        self.set_actions((*self._moves(), *self._answers()))
        answers = [action for action in self.actions_bound if action.declared.id in _ANSWERS]
        self.header.set_actions([action for action in self.actions_bound if action not in answers])
        while (item := self.buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.buttons.addStretch()
        for action in answers:
            self.buttons.addWidget(ActionButton(action), 0, Qt.AlignmentFlag.AlignRight)

    def _on_agents(self, agents: tuple[Agent, ...]) -> None:
        self.side = TicketSide(self.host, agents, may_edit=self.may_edit)
        self.side.priority_chosen.connect(self._on_priority)
        self.side.agent_chosen.connect(self._on_agent)
        self.across.addWidget(self.side)
        self.side.show_ticket(self.ticket)
        if self.customer is not None:
            self.side.show_customer(self.customer)

    def _on_customer(self, page: CustomerPage) -> None:
        self.customer = page
        if self.side is not None:
            self.side.show_customer(page)

    # --- what can be done

    def _moves(self) -> Sequence[Action]:
        return tuple(
            self._move(status, name, icon)
            for status, name, icon in (
                ("open", N_("Open again"), "undo"),
                ("waiting", N_("Wait for the customer"), "clock"),
                ("closed", N_("Close"), "lock"),
                ("solved", N_("Solved"), "check"),
            )
            if can_become(self.ticket.status, status) and not (self.ticket.status == "new" and status == "open")
        )

    def _move(self, status: str, name: str, icon: str) -> Action:
        return Action(f"service.ticket.{status}", name, partial(self._set_status, status), _EDIT, icon=icon)

    def _answers(self) -> Sequence[Action]:
        return (
            Action(
                "service.ticket.note",
                N_("Internal note"),
                partial(self._send, True),
                _EDIT,
                "Ctrl+Shift+Return",
                "edit",
                enabled=self._why_not_sent,
            ),
            Action(
                "service.ticket.reply",
                N_("Reply"),
                partial(self._send, False),
                _EDIT,
                "Ctrl+Return",
                "mail",
                enabled=self._why_not_sent,
                primary=True,
            ),
        )

    def _why_not_sent(self, context: ActionContext) -> str | None:
        del context
        return None if self.answer.value() else self.host.explain(KontorError("ticket.empty_message"))

    # --- acts

    def _send(self, internal: bool, context: ActionContext) -> None:  # noqa: FBT001 - bound by the two actions
        del context
        arguments = {"ticket_id": self.ticket.id, "text": self.answer.value(), "internal": internal}
        self.carry_out(reply, arguments, then=partial(self._on_sent, internal))

    def _on_sent(self, internal: bool, state: TicketState) -> None:  # noqa: FBT001 - bound by _send
        self.answer.set_value("")
        self.refresh_actions()
        if internal:
            text = _("The note is kept; the customer does not see it.")
        elif state.status == "waiting":
            text = _("The reply is kept; the ticket waits for the customer.")
        else:
            text = _("The reply is kept.")
        self.host.tell(Message(text, Level.SUCCESS, replaces="act"))
        self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_status(self, status: str, context: ActionContext) -> None:
        del context
        self.carry_out(set_status, {**self._version(), "status": status}, told=_("The ticket is moved on."))

    def _on_priority(self, priority: str) -> None:
        if priority != self.ticket.priority:
            self._change(set_priority, {"priority": priority}, _("The priority is changed."))

    def _on_agent(self, user_id: object) -> None:
        if user_id != self.ticket.assignee_id:
            self._change(assign, {"user_id": user_id}, _("The ticket has changed hands."))

    def _change(self, operation: object, values: dict[str, object], told: str) -> None:
        assert callable(operation)  # noqa: S101 - one of the two above
        self.carry_out(operation, {**self._version(), **values}, told=told)

    def _version(self) -> dict[str, object]:
        return {"ticket_id": self.ticket.id, "version": self.ticket.version}


def ticket_view(host: Host, link: Link) -> Page:
    """A ticket; without a key the form of a new one."""
    return NewTicketPage(host, link) if link.key is None else TicketView(host, link)

"""The tasks that every close begins with: listed, made, changed and taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.company.roles import ROLE_TEXTS
from models.database.rights import Permission, Role
from models.finance.closing.periods import Colleague, colleagues
from models.finance.closing.queries import CLOSE_TEMPLATE
from models.finance.closing.tasks import TaskDraft, delete_template_task, read_template_task, save_template_task
from resources.language import N_, _
from views.finance.closing.checks import CHECKS
from views.finance.closing.words import AREAS
from views.kit.action import Action, ActionContext
from views.kit.form.lines import ChoiceBox
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question
from views.kit.list.spec import ListSpec, opens

_DO = Permission.FINANCE_PERIODS
ANYBODY = Choice(None, N_("Anybody with the role"))
_SOMEBODY = Choice(None, N_("Somebody else"))
_SIGNERS = (Role.ACCOUNTANT, Role.FINANCE_CLERK)


def _new(context: ActionContext) -> None:
    context.host.open(Link("finance.close_template_task"))


_NEW = Action("finance.close_template.new", N_("New task"), _new, _DO, "Ctrl+N", "add", primary=True)
TEMPLATE_LIST = ListSpec(
    CLOSE_TEMPLATE,
    actions=(_NEW,),
    opens=opens("finance.close_template_task"),
    empty_title=N_("No tasks yet"),
    empty_hint=N_("The tasks listed here are taken into each month when its close begins."),
    empty_action=_NEW,
    subjects=("ledger.close_template",),
    sums=(),
)
_TASK: Section[TaskDraft] = Section(
    N_("Task"),
    (
        Field("name", N_("Name"), required=True, wide=True, max_length=200),
        Field("name_en", N_("English name"), wide=True, max_length=200),
        Field("code", N_("Code"), required=True, max_length=30, help=N_("What other tasks refer to it by.")),
        Field("position", N_("Sequence"), FieldKind.INTEGER, required=True),
        Field("area", N_("Area"), FieldKind.CHOICE, choices=AREAS),
        Field("due_day", N_("Working day after the month"), FieldKind.INTEGER, required=True),
        Field("after", N_("After these tasks"), wide=True, help=N_("Their codes, with blanks between.")),
        Field("active", N_("In use"), FieldKind.BOOLEAN),
    ),
)
_PEOPLE: Section[TaskDraft] = Section(
    N_("People"),
    (
        Field(
            "owner_role",
            N_("Owner's role"),
            FieldKind.CHOICE,
            choices=tuple(Choice(str(role), ROLE_TEXTS[role].title) for role in _SIGNERS),
        ),
        Field("owner_id", N_("Owner"), FieldKind.CHOICE, choices=(ANYBODY,)),
        Field("reviewed", N_("Reviewed by another person"), FieldKind.BOOLEAN),
        Field(
            "reviewer_id",
            N_("Reviewer"),
            FieldKind.CHOICE,
            choices=(_SOMEBODY,),
            enabled_when=lambda draft: draft.reviewed,
        ),
    ),
)
_WORK: Section[TaskDraft] = Section(
    N_("Work"),
    (
        Field(
            "check_code",
            N_("Must be nothing"),
            FieldKind.CHOICE,
            choices=(
                Choice("", N_("Nothing is checked")),
                *(Choice(code, place.title) for code, place in CHECKS.items()),
            ),
        ),
        Field("needs_evidence", N_("Wants a file as evidence"), FieldKind.BOOLEAN),
        Field("page", N_("Page"), help=N_("The kind of the page where the work is done, such as finance.vouchers.")),
    ),
)


def _arguments(draft: TaskDraft) -> Mapping[str, object]:
    return {"task": draft}


FORM: FormSpec[TaskDraft] = FormSpec(
    (_TASK, _PEOPLE, _WORK),
    save=save_template_task,
    arguments=_arguments,
    fetch=read_template_task,
    fetch_arguments=lambda draft: {"task_id": draft.id},
)


class TemplateTaskPage(FormPage[TaskDraft]):
    """A task of the template by its key, or a new one."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host,
            _("Task of the close") if link.key is not None else _("New task"),
            FORM,
            TaskDraft(),
            saved_link=_to_list,
            link=link,
            actions=(
                Action("finance.close_template.remove", N_("Remove"), self._ask, _DO, icon="delete", destructive=True),
            )
            if link.key is not None
            else (),
        )
        host.read(colleagues, {}, on_done=self._on_people)
        if link.key is not None:
            self.load(read_template_task, {"task_id": link.number}, on_done=self.form.set_draft)

    def _on_people(self, people: Sequence[Colleague]) -> None:
        choices = tuple(Choice(person.id, person.name) for person in people if person.signs)
        for name, nobody in (("owner_id", ANYBODY), ("reviewer_id", _SOMEBODY)):
            box = self.form.boxes[name].editor
            if isinstance(box, ChoiceBox):
                box.offer((nobody, *choices))
                box.set_value(getattr(self.form.draft, name))

    def _ask(self, context: ActionContext) -> None:
        del context
        answers = (Answer("cancel", _("Cancel")), Answer("yes", _("Remove"), AnswerRole.DESTRUCTIVE))
        text = _("Months whose close has begun keep it.")
        self.host.ask(Question(_("Remove the task?"), text, answers, escape="cancel"), on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        draft = self.form.draft
        if answer == "yes" and draft.id is not None:
            arguments = {"task_id": draft.id, "version": draft.version}
            self.host.run(delete_template_task, arguments, on_done=self._on_removed, busy=self)

    def _on_removed(self, result: object) -> None:
        del result
        self.form.revert()
        self.host.tell(Message(_("The task is removed."), Level.SUCCESS, replaces="act"))
        self.host.open(Link("finance.close_template"))


def _to_list(result: object) -> Link:
    del result
    return Link("finance.close_template")

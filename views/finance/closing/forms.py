"""The acts of a close that ask for something first: freezing, lifting a freeze, assigning, taking signatures back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.finance.closing.month import OneTask, read_close_task
from models.finance.closing.periods import (
    Colleague,
    PeriodState,
    colleagues,
    freeze_period,
    read_period,
    thaw_period,
)
from models.finance.closing.reconciling import Reconciliation, read_reconciliation, undo_reconciliation
from models.finance.closing.tasks import assign_task, unsign_task
from resources.language import N_, _
from views.finance.closing.template import ANYBODY
from views.finance.closing.words import AREAS, EVERYTHING, name_of, span_text
from views.kit.form.lines import ChoiceBox
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link

_NOBODY = Choice(None, N_("Nobody"))
_NO_REVIEW = Choice(None, N_("Nobody in particular"))


@dataclass(frozen=True, slots=True)
class Freeze:
    """A period that only a few people post in until a day."""

    period_id: int
    area: str = "all"
    first: int | None = None
    second: int | None = None
    third: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Reasoned:
    """An act on something by its key, and why."""

    key: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who does a task, and who looks at it."""

    task_id: int
    owner_id: int | None = None
    reviewer_id: int | None = None


def _freeze_arguments(draft: Freeze) -> Mapping[str, object]:
    people = [key for key in (draft.first, draft.second, draft.third) if key is not None]
    return {"period_id": draft.period_id, "areas": [draft.area], "people": people, "until": draft.until}


FREEZE: FormSpec[Freeze] = FormSpec(
    (
        Section(
            "",
            (
                Field("area", N_("Area"), FieldKind.CHOICE, choices=(EVERYTHING, *AREAS)),
                Field("until", N_("Until the end of"), FieldKind.DATE, required=True),
                Field("first", N_("Who still posts"), FieldKind.CHOICE, choices=(_NOBODY,)),
                Field("second", N_("And"), FieldKind.CHOICE, choices=(_NOBODY,)),
                Field("third", N_("And also"), FieldKind.CHOICE, choices=(_NOBODY,)),
            ),
            hint=N_("Everybody else is kept out of the month at once; after the day, those named here too."),
        ),
    ),
    save=freeze_period,
    arguments=_freeze_arguments,
)
ASSIGN: FormSpec[Assignment] = FormSpec(
    (
        Section(
            "",
            (
                Field("owner_id", N_("Owner"), FieldKind.CHOICE, choices=(ANYBODY,)),
                Field("reviewer_id", N_("Reviewer"), FieldKind.CHOICE, choices=(_NO_REVIEW,)),
            ),
            hint=N_("Two people: nobody reviews their own work."),
        ),
    ),
    save=assign_task,
    arguments=lambda draft: {
        "task_id": draft.task_id,
        "owner_id": draft.owner_id,
        "reviewer_id": draft.reviewer_id,
    },
)
_REASON: tuple[Section[Reasoned], ...] = (
    Section(
        "",
        (Field("reason", N_("Reason"), required=True, wide=True, help=N_("It stays in the history of the period.")),),
    ),
)
THAW: FormSpec[Reasoned] = FormSpec(
    _REASON, save=thaw_period, arguments=lambda draft: {"period_id": draft.key, "reason": draft.reason}
)
UNSIGN: FormSpec[Reasoned] = FormSpec(
    _REASON, save=unsign_task, arguments=lambda draft: {"task_id": draft.key, "reason": draft.reason}
)
UNDO: FormSpec[Reasoned] = FormSpec(
    _REASON,
    save=undo_reconciliation,
    arguments=lambda draft: {"reconciliation_id": draft.key, "reason": draft.reason},
)


def _offer(page: FormPage[Freeze] | FormPage[Assignment], name: str, choices: Sequence[Choice]) -> None:
    box = page.form.boxes[name].editor
    if isinstance(box, ChoiceBox):
        box.offer(choices)
        box.set_value(getattr(page.form.draft, name))


class FreezePage(FormPage[Freeze]):
    """Freezes a period by its key, for a week unless told otherwise."""

    def __init__(self, host: Host, link: Link) -> None:
        draft = Freeze(link.number, until=host.today + timedelta(days=7))
        super().__init__(host, _("Freeze the month"), FREEZE, draft, saved_link=self._back, link=link, act=N_("Freeze"))
        self.load(read_period, {"period_id": link.number}, on_done=self._on_period)

    def _on_period(self, period: PeriodState) -> None:
        self.set_title(_("Freeze the month"), span_text(self.host, period.starts_on, period.ends_on))
        self.host.read(colleagues, {}, on_done=self._on_people)

    def _on_people(self, people: Sequence[Colleague]) -> None:
        choices = (_NOBODY, *(Choice(person.id, person.name) for person in people))
        for name in ("first", "second", "third"):
            _offer(self, name, choices)

    def _back(self, result: object) -> Link:
        del result
        return Link("finance.close", self.form.draft.period_id)


class AssignPage(FormPage[Assignment]):
    """Names owner and reviewer of a task by its key."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Assign"), ASSIGN, Assignment(link.number), saved_link=self._back, link=link)
        self.load(read_close_task, {"task_id": link.number}, on_done=self._on_task)

    def _on_task(self, found: OneTask) -> None:
        task = found.task
        self.set_title(_("Assign"), name_of(self.host, task))
        draft = replace(self.form.draft, owner_id=task.owner_id, reviewer_id=task.reviewer_id)
        self.form.set_draft(draft)
        self.host.read(colleagues, {}, on_done=self._on_people)

    def _on_people(self, people: Sequence[Colleague]) -> None:
        choices = tuple(Choice(person.id, person.name) for person in people if person.signs)
        _offer(self, "owner_id", (ANYBODY, *choices))
        _offer(self, "reviewer_id", (_NO_REVIEW, *choices))

    def _back(self, result: object) -> Link:
        del result
        return Link("finance.close_task", self.form.draft.task_id)


class ThawPage(FormPage[Reasoned]):
    """Lifts the freeze of a period by its key."""

    def __init__(self, host: Host, link: Link) -> None:
        back = Link("finance.close", link.number)
        super().__init__(
            host,
            _("Lift the freeze"),
            THAW,
            Reasoned(link.number),
            saved_link=lambda _result: back,
            link=link,
            act=N_("Lift the freeze"),
        )
        self.load(read_period, {"period_id": link.number}, on_done=self._on_period)

    def _on_period(self, period: PeriodState) -> None:
        self.set_title(_("Lift the freeze"), span_text(self.host, period.starts_on, period.ends_on))


class UnsignPage(FormPage[Reasoned]):
    """Takes the signatures of a task back, by its key."""

    def __init__(self, host: Host, link: Link) -> None:
        back = Link("finance.close_task", link.number)
        super().__init__(
            host,
            _("Take the signature back"),
            UNSIGN,
            Reasoned(link.number),
            saved_link=lambda _result: back,
            link=link,
            act=N_("Take back"),
        )
        self.load(read_close_task, {"task_id": link.number}, on_done=self._on_task)

    def _on_task(self, found: OneTask) -> None:
        self.set_title(_("Take the signature back"), name_of(self.host, found.task))


class UndoReconciliationPage(FormPage[Reasoned]):
    """Takes the signatures of a reconciliation back, by its key; `period` and `account` say which it is."""

    def __init__(self, host: Host, link: Link) -> None:
        back = Link("finance.reconciliation", arguments=link.arguments)
        super().__init__(
            host,
            _("Take the signatures back"),
            UNDO,
            Reasoned(link.number),
            saved_link=lambda _result: back,
            link=link,
            act=N_("Take back"),
        )
        place = {"period_id": link.arguments.get("period"), "account": str(link.arguments.get("account", ""))}
        self.load(read_reconciliation, place, on_done=self._on_record)

    def _on_record(self, record: Reconciliation) -> None:
        days = span_text(self.host, record.starts_on, record.ends_on)
        self.set_title(_("Take the signatures back"), f"{record.account.account}  {days}")

"""Periods: how far each is closed, locked by area, opened again with a reason, and a new fiscal year begun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from models.database.rights import Permission
from models.finance.accounts import (
    FiscalYear,
    list_fiscal_years,
    lock_period,
    open_fiscal_year,
    unlock_period,
)
from models.finance.closing.periods import close_periods
from models.finance.queries import PERIODS
from resources.language import N_, _, ngettext
from views.kit.action import Action, ActionContext, Needs, Row
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question
from views.kit.list.spec import ListSpec
from views.kit.page import ListPage

_AREAS = (
    Choice("all", N_("Everything")),
    Choice("general", N_("Vouchers")),
    Choice("receivables", N_("Receivables")),
    Choice("payables", N_("Payables")),
    Choice("stock", N_("Stock")),
    Choice("payroll", N_("Payroll")),
)


@dataclass(frozen=True, slots=True)
class Lock:
    """A period to be locked, or opened, for an area."""

    period_id: int
    area: str = "all"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year to be opened."""

    starts_on: date | None
    ends_on: date | None


def _lock_arguments(lock: Lock) -> Mapping[str, object]:
    return {"period_id": lock.period_id, "area": lock.area}


def _unlock_arguments(lock: Lock) -> Mapping[str, object]:
    return {**_lock_arguments(lock), "reason": lock.reason}


_AREA: Field[Lock] = Field("area", N_("Area"), FieldKind.CHOICE, choices=_AREAS)
_REASON: Field[Lock] = Field("reason", N_("Reason"), required=True, wide=True, help=N_("It stays in the audit trail."))
LOCK: FormSpec[Lock] = FormSpec((Section("", (_AREA,)),), save=lock_period, arguments=_lock_arguments)
UNLOCK: FormSpec[Lock] = FormSpec((Section("", (_AREA, _REASON)),), save=unlock_period, arguments=_unlock_arguments)
YEAR: FormSpec[Year] = FormSpec(
    (
        Section(
            "",
            (
                Field("starts_on", N_("From"), FieldKind.DATE, required=True),
                Field("ends_on", N_("To"), FieldKind.DATE, required=True),
            ),
            hint=N_("Each calendar month becomes a period. A year has at most 18 months."),
        ),
    ),
    save=open_fiscal_year,
    arguments=lambda year: {"starts_on": year.starts_on, "ends_on": year.ends_on},
)


def _change(unlock: bool, context: ActionContext) -> None:  # noqa: FBT001 - bound by partial
    row = context.row
    arguments = {"unlock": unlock, "first": row["starts_on"], "last": row["ends_on"]}
    context.host.open(Link("finance.period", row["id"], arguments))


def _why_not_unlocked(context: ActionContext) -> str | None:
    return None if context.row["status"] != "open" else _("The period is open.")


def _why_not_locked(context: ActionContext) -> str | None:
    return None if context.row["status"] != "locked" else _("The period is locked for everything.")


def _new_year(context: ActionContext) -> None:
    context.host.open(Link("finance.fiscal_year"))


def _open(row: Row) -> Link:
    """A month opens its close; the adjustment period belongs to the year-end."""
    if row["kind"] == "adjustment":
        return Link("finance.year_end", row["fiscal_year_id"])
    return Link("finance.close", row["id"])


def _freeze(context: ActionContext) -> None:
    context.host.open(Link("finance.close.freeze", context.row["id"]))


def _why_not_frozen(context: ActionContext) -> str | None:
    return None if context.row["status"] != "locked" else _("The period is closed.")


def _trial_balance(context: ActionContext) -> None:
    days = {"from_date": context.row["starts_on"], "to_date": context.row["ends_on"]}
    context.host.open(Link("finance.trial_balance", arguments=days))


def _ask_to_close(context: ActionContext) -> None:
    """Close that period and every open one before it, after a question."""
    host, key = context.host, context.row["id"]

    def answered(answer: str) -> None:
        if answer == "yes":
            host.run(close_periods, {"last_period_id": key}, on_done=told)

    def told(count: int) -> None:
        text = ngettext("{count} period is closed.", "{count} periods are closed.", count).format(count=count)
        host.tell(Message(text, Level.SUCCESS, replaces="act"))

    answers = (Answer("cancel", _("Cancel")), Answer("yes", _("Close"), AnswerRole.PRIMARY))
    text = _("This period and every open one before it are closed in their order. They can be opened again.")
    host.ask(Question(_("Close up to here?"), text, answers, escape="cancel"), on_answer=answered)


PERIOD_LIST = ListSpec(
    PERIODS,
    actions=(
        Action(
            "finance.period.unlock",
            N_("Unlock"),
            partial(_change, True),
            Permission.FINANCE_PERIODS,
            enabled=_why_not_unlocked,
            needs=Needs.ONE,
        ),
        Action(
            "finance.period.lock",
            N_("Lock"),
            partial(_change, False),
            Permission.FINANCE_PERIODS,
            icon="lock",
            enabled=_why_not_locked,
            needs=Needs.ONE,
        ),
        Action(
            "finance.period.freeze",
            N_("Freeze"),
            _freeze,
            Permission.FINANCE_PERIODS,
            enabled=_why_not_frozen,
            needs=Needs.ONE,
        ),
        Action(
            "finance.period.close",
            N_("Close up to here"),
            _ask_to_close,
            Permission.FINANCE_PERIODS,
            icon="check",
            enabled=_why_not_locked,
            needs=Needs.ONE,
        ),
        Action(
            "finance.period.balances",
            N_("Trial balance"),
            _trial_balance,
            icon="report",
            needs=Needs.ONE,
            in_menu_only=True,
        ),
        Action(
            "finance.fiscal_year.new",
            N_("New fiscal year"),
            _new_year,
            Permission.FINANCE_ACCOUNTS,
            "Ctrl+N",
            "add",
            primary=True,
        ),
    ),
    opens=_open,
    empty_title=N_("No periods yet"),
    empty_hint=N_("Open a fiscal year: its months become periods that vouchers are posted in."),
    subjects=("ledger.period", "ledger.fiscal_year", "ledger.close_task"),
    sums=(),
)


class PeriodsPage(ListPage):
    """All periods with their locks."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, PERIOD_LIST, link=link)


class LockPage(FormPage[Lock]):
    """Locks one period, or opens it again."""

    def __init__(self, host: Host, link: Link) -> None:
        unlock = bool(link.arguments.get("unlock"))
        text = _("Unlock {first} to {last}") if unlock else _("Lock {first} to {last}")
        days = {name: str(link.arguments.get(name, "")) for name in ("first", "last")}
        super().__init__(
            host,
            text.format(**days),
            UNLOCK if unlock else LOCK,
            Lock(link.number),
            saved_link=_to_periods,
            link=link,
        )
        if not link.number or "" in days.values():
            self.show_nothing(_("Choose a period in the list of periods."))


class FiscalYearPage(FormPage[Year]):
    """Opens a fiscal year; the one after the latest is proposed."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("New fiscal year"), YEAR, Year(None, None), saved_link=_to_periods, link=link)
        host.read(list_fiscal_years, {}, on_done=self._on_read)

    def _on_read(self, years: tuple[FiscalYear, ...]) -> None:
        if years and not self.form.dirty:
            start = years[0].ends_on + timedelta(days=1)
            end = start.replace(year=start.year + 1) - timedelta(days=1)
            self.form.set_draft(replace(self.form.draft, starts_on=start, ends_on=end))


def _to_periods(result: object) -> Link:
    del result
    return Link("finance.periods")

"""A posted line spread over months, and a voucher that is to be taken back on a later day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from models.database.listing import Kind
from models.finance.reports import VoucherDetail, voucher
from models.finance.schedules.deferring import LineToDefer, defer, line_to_defer
from models.finance.schedules.due import plan_reversal
from resources.language import N_, _
from views.finance.pickers import ACCOUNT
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.format import format_value
from views.kit.host import Host, Link

_YEAR = 12
_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Spreading:
    """What is to be spread; `method` equal or days."""

    line_id: int
    text: str = ""
    amount: Decimal | None = None
    cost_account: str | None = None
    deferral_account: str | None = None
    first: date | None = None
    months: int | None = _YEAR
    method: str = "equal"


@dataclass(frozen=True, slots=True)
class Plan:
    """When a voucher is taken back; no day takes the plan away."""

    entry_id: int
    on: date | None = None


def _defer_arguments(draft: Spreading) -> Mapping[str, object]:
    return {
        "line_id": draft.line_id,
        "cost_account": draft.cost_account,
        "deferral_account": draft.deferral_account,
        "amount": draft.amount,
        "first": draft.first,
        "months": draft.months,
        "by_days": draft.method == "days",
        "text": draft.text,
    }


DEFER: FormSpec[Spreading] = FormSpec(
    (
        Section(
            "",
            (
                Field("text", N_("Text"), wide=True),
                Field("amount", N_("Amount"), FieldKind.MONEY, required=True),
                Field("first", N_("From the month of"), FieldKind.DATE, required=True),
                Field("months", N_("Months"), FieldKind.INTEGER, required=True),
                Field(
                    "method",
                    N_("Shares"),
                    FieldKind.CHOICE,
                    choices=(Choice("equal", N_("Equal")), Choice("days", N_("By days"))),
                ),
                Field("cost_account", N_("Cost or income"), FieldKind.PICKER, required=True, picker=ACCOUNT),
                Field("deferral_account", N_("Waits on"), FieldKind.PICKER, required=True, picker=ACCOUNT),
            ),
            hint=N_("The amount waits on a balance account; each month takes its part on its last day."),
        ),
    ),
    save=defer,
    arguments=_defer_arguments,
)
PLAN: FormSpec[Plan] = FormSpec(
    (
        Section(
            "",
            (Field("on", N_("Reverse on"), FieldKind.DATE),),
            hint=N_("It is reversed when what is due is posted. Without a day it is not."),
        ),
    ),
    save=plan_reversal,
    arguments=lambda draft: {"entry_id": draft.entry_id, "on": draft.on},
)


class DeferPage(FormPage[Spreading]):
    """Spreads the posted line whose key the link has."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host,
            _("Spread over months"),
            DEFER,
            Spreading(link.number),
            saved_link=_to_deferral,
            link=link,
            act=N_("Spread"),
        )
        self.load(line_to_defer, {"line_id": link.number}, on_done=self._on_read)

    def _on_read(self, line: LineToDefer) -> None:
        left = format_value(line.left, Kind.MONEY, self.host.language)
        self.set_title(_("Spread over months"), _("{voucher}: {left} is left").format(voucher=line.voucher, left=left))
        draft = replace(
            self.form.draft,
            text=line.text,
            amount=line.left,
            first=line.entry_date.replace(day=1),
            cost_account=line.cost_account,
            deferral_account=line.deferral_account,
        )
        self.form.set_draft(draft, original=False)


class PlanReversalPage(FormPage[Plan]):
    """Plans when the voucher whose key the link has is taken back: the first of the next month is proposed."""

    def __init__(self, host: Host, link: Link) -> None:
        posted = link.arguments.get("posted")
        first = (posted.replace(day=1) + _MONTH).replace(day=1) if isinstance(posted, date) else None
        super().__init__(
            host,
            _("Reverse later"),
            PLAN,
            Plan(link.number, first),
            saved_link=_to_voucher(link.number),
            link=link,
        )
        self.load(voucher, {"entry_id": link.number}, on_done=self._on_read)

    def _on_read(self, posted: VoucherDetail) -> None:
        self.set_title(_("Reverse later"), posted.head.voucher)


def _to_deferral(result: object) -> Link | None:
    return Link("finance.deferral", result) if isinstance(result, int) else None


def _to_voucher(entry_id: int) -> Callable[[object], Link]:
    return lambda _result: Link("finance.voucher", entry_id)

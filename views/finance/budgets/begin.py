"""A new budget: empty, from last year's figures, or as a copy of another plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.finance.accounts import FiscalYear, list_fiscal_years
from models.finance.budgets.planning import (
    ACTUALS,
    COPY,
    EMPTY,
    BudgetHead,
    Kept,
    begin_budget,
    read_budget_head,
)
from resources.language import N_, _
from views.finance.closing.words import span_text
from views.kit.form.lines import ChoiceBox
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link

KINDS = (Choice("budget", N_("Budget")), Choice("forecast", N_("Forecast")))
_EMPTY = Choice(EMPTY, N_("Empty"))
_ACTUALS = Choice(ACTUALS, N_("Last year’s figures"))
_COPY = Choice(COPY, N_("The amounts of the plan that is copied"))


@dataclass(frozen=True, slots=True)
class NewBudget:
    """What a plan begins with."""

    fiscal_year_id: int | None = None
    code: str = "BUDGET"
    title: str = ""
    kind: str = "budget"
    start: str = EMPTY
    percent: Decimal | None = None
    copy_of: int | None = None
    actuals_to: date | None = None


def _arguments(draft: NewBudget) -> Mapping[str, object]:
    return {
        "fiscal_year_id": draft.fiscal_year_id,
        "code": draft.code,
        "title": draft.title,
        "kind": draft.kind,
        "start": draft.start,
        "percent": draft.percent or Decimal(0),
        "copy_of": draft.copy_of,
        "actuals_to": draft.actuals_to if draft.start == COPY else None,
    }


FORM: FormSpec[NewBudget] = FormSpec(
    (
        Section(
            "",
            (
                Field("fiscal_year_id", N_("Fiscal year"), FieldKind.CHOICE, required=True),
                Field("kind", N_("Kind"), FieldKind.CHOICE, choices=KINDS),
                Field("code", N_("Name"), required=True, max_length=20, help=N_("Used again it is the next version.")),
                Field("title", N_("Title")),
            ),
        ),
        Section(
            N_("Begins with"),
            (
                Field("start", N_("Amounts"), FieldKind.CHOICE, choices=(_EMPTY, _ACTUALS, _COPY)),
                Field(
                    "percent",
                    N_("Change in %"),
                    FieldKind.PERCENT,
                    help=N_("5 raises every amount by five percent, -5 lowers it."),
                    enabled_when=lambda draft: draft.start != EMPTY,
                ),
                Field(
                    "actuals_to",
                    N_("Booked figures until"),
                    FieldKind.DATE,
                    help=N_("Months that have begun by then show what is booked, those after it what was planned."),
                    enabled_when=lambda draft: draft.start == COPY,
                ),
            ),
            hint=N_("Nothing is final before the budget is approved: every amount can be typed over."),
        ),
    ),
    save=begin_budget,
    arguments=_arguments,
)


class NewBudgetPage(FormPage[NewBudget]):
    """A new plan for the year of today; with a key a copy of the plan that has it."""

    def __init__(self, host: Host, link: Link) -> None:
        draft = NewBudget() if link.key is None else NewBudget(copy_of=link.number, start=COPY)
        super().__init__(host, _("New budget"), FORM, draft, saved_link=_to_budget, link=link, act=N_("Begin"))
        self._offer("start", (_EMPTY, _ACTUALS) if draft.copy_of is None else (_COPY, _ACTUALS, _EMPTY))
        self.load(list_fiscal_years, {}, on_done=self._on_years)

    def _on_years(self, years: Sequence[FiscalYear]) -> None:
        self._offer(
            "fiscal_year_id", [Choice(year.id, span_text(self.host, year.starts_on, year.ends_on)) for year in years]
        )
        today = self.host.today
        chosen = next((year.id for year in years if year.starts_on <= today <= year.ends_on), None)
        if chosen is None and years:
            chosen = years[0].id
        self._begin_with(replace(self.form.draft, fiscal_year_id=chosen))
        if self.form.draft.copy_of is not None:
            self.load(read_budget_head, {"budget_id": self.form.draft.copy_of}, on_done=self._on_copied)

    def _on_copied(self, head: BudgetHead) -> None:
        self.set_title(_("New budget"), f"{head.code} {head.version}")
        year, title = head.fiscal_year_id, head.title
        self._begin_with(replace(self.form.draft, fiscal_year_id=year, code=head.code, title=title, kind=head.kind))

    def _begin_with(self, draft: NewBudget) -> None:
        """What is there before anything is typed is nothing to lose, but may be begun as it is."""
        self.form.set_draft(draft)

    def _offer(self, name: str, choices: Sequence[Choice]) -> None:
        box = self.form.boxes[name].editor
        if isinstance(box, ChoiceBox):
            box.offer(choices)
            box.set_value(getattr(self.form.draft, name))


def _to_budget(result: object) -> Link | None:
    return Link("finance.budget", result.id) if isinstance(result, Kept) else None

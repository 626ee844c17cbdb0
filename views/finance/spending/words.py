"""What spending control says in words, on its pages and where something is about to be booked."""

from __future__ import annotations

from collections.abc import Mapping

from models.database.listing import Kind
from models.finance.spending.asking import Passed
from resources.language import N_, _
from views.kit.format import format_value

SPANS: Mapping[str, str] = {"month": N_("Month"), "to_date": N_("Year so far"), "year": N_("Year")}
ACTS: Mapping[str, str] = {"warn": N_("Is told of"), "stop": N_("Is stopped")}
_OVER: Mapping[str, str] = {
    "month": N_("{account}: {over} over the budget of the month. Of {budget}, {used} is spent or on order already."),
    "to_date": N_(
        "{account}: {over} over the budget of the year so far. Of {budget}, {used} is spent or on order already."
    ),
    "year": N_("{account}: {over} over the budget of the year. Of {budget}, {used} is spent or on order already."),
}


def passed_text(passed: Passed, language: str) -> str:
    """How far a document would go past a rule."""
    amounts = {"over": passed.over, "budget": passed.budget, "used": passed.spent + passed.ordered}
    shown = {name: format_value(amount, Kind.MONEY, language) for name, amount in amounts.items()}
    named = f"{passed.title} ({passed.accounts})" if passed.title else passed.accounts
    said = _(_OVER[passed.span]).format(account=named, **shown)
    return _("{text} It is stopped.").format(text=said) if passed.stops else said

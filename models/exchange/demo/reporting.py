"""The reports that the people of the demo company have built, and the pack that goes to the owner."""

from __future__ import annotations

from models.database.building import Definition, Fold, Key, Measure, Span, Step
from models.database.listing import Filter
from models.database.rights import Role
from models.exchange.demo.stage import Stage
from models.exchange.reporting.packs import BUILT, Pack, PackItem, save_pack
from models.exchange.reporting.saved import EVERYBODY, SavedReport, save_report
from models.finance.statements.keeping import copy_statement

_MARGIN = Definition(
    "invoiced_lines",
    keys=(Key("invoice_date", Step.MONTH),),
    across=Key("customer_group"),
    measures=(Measure("margin"),),
    span=Span.TWELVE_MONTHS,
    chart="bar",
)
_COSTS = Definition(
    "ledger_figures",
    keys=(Key("account"), Key("account_name")),
    across=Key("entry_date", Step.QUARTER),
    top=5,
    measures=(Measure("amount"),),
    filters=(Filter("account_kind", "=", "expense"),),
    span=Span.TWELVE_MONTHS,
)
_BEST = Definition(
    "invoiced_lines",
    keys=(Key("party_name"),),
    measures=(Measure("net"), Measure("margin"), Measure("margin_percent", Fold.RATIO)),
    span=Span.TWELVE_MONTHS,
    order=2,
    descending=True,
)


_REPORTS = (
    SavedReport("Täckningsbidrag per kundgrupp och månad", _MARGIN, "Till säljmötet", (EVERYBODY,)),
    SavedReport("Kostnader per konto och kvartal", _COSTS, "Till ledningen", (str(Role.FINANCE_CLERK),)),
    SavedReport("Kunder efter täckningsbidrag", _BEST, "", (EVERYBODY,)),
)


def build_reports(stage: Stage) -> None:
    """Save what is asked for every month, and the pack that puts it together."""
    stage.run(Role.ACCOUNTANT, copy_statement, code="management", title="Resultat till styrelsen")
    stored = [stage.run(Role.ACCOUNTANT, save_report, report=report) for report in _REPORTS]
    contents = (PackItem("statement:income"), PackItem("statement:balance"), PackItem(BUILT, stored[0].id))
    stage.run(Role.ACCOUNTANT, save_pack, pack=Pack("Månadsrapport till styrelsen", contents, Span.LAST_MONTH))

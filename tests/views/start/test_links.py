"""Every figure of the start page leads to a page that there is, restricted to the rows that make up the figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from desktop.shell.registry import collect
from models.company.today import UsersToday
from models.finance.today import FinanceToday
from models.sales.today import SalesToday, WarehouseToday
from models.service.today import ServiceToday
from tests.support.fake_host import FakeHost
from views.start.areas import company_figures, finance_figures, sales_figures, service_figures, warehouse_figures
from views.start.figure import Figure
from views.start.tours import DEEDS, NOTICED, TOURS

TODAY = date(2026, 11, 26)
NOUGHT = Decimal(0)
FIGURES: list[Figure] = [
    *finance_figures(FinanceToday(TODAY, TODAY, NOUGHT, NOUGHT, NOUGHT, NOUGHT, 0, 0, 0)),
    *sales_figures(SalesToday(0, NOUGHT, 0, 0)),
    *warehouse_figures(WarehouseToday(TODAY, 0, 0, 0, 0)),
    *service_figures(ServiceToday(7, 0, 0, 0)),
    *company_figures(UsersToday(0, 0, 0)),
]


def test_figures_and_steps_lead_to_pages_that_there_are() -> None:
    registry, steps = collect(), [step for tour in TOURS for step in tour.steps]
    kinds = {figure.link.kind for figure in FIGURES} | {step.link.kind for step in steps if step.link is not None}
    assert {kind for kind in kinds if registry.find(kind) is None} == set()
    assert {step.name for step in steps} <= {*DEEDS, *NOTICED}
    assert all(4 <= len(tour.steps) <= 7 for tour in TOURS)


def test_lists_show_only_what_the_figure_counts(show: Callable[[QWidget], None]) -> None:
    registry = collect()
    for figure in FIGURES:
        spec = registry.find(figure.link.kind)
        asked = {name: value for name, value in figure.link.arguments.items() if name != "label"}
        if spec is None or not asked or figure.link.kind == "finance.statement":  # a report is no list
            continue
        host = FakeHost()
        show(spec.make(host, replace(figure.link)))
        ((_query, request), *_more) = host.fetched
        assert {condition.value for condition in request.filters} == set(asked.values()), figure.label

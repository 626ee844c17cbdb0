"""The charts of the areas of the start page: what each reads, and the chart it makes of that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from models.database.listing import Kind
from models.database.rights import Permission
from models.finance.trends import (
    MonthResult,
    Owed,
    ResultTrend,
    SalesTrend,
    month_end,
    owed_by_age,
    result_by_month,
    sales_by_month,
)
from models.sales.trends import OrderStages, order_stages
from models.warehouse.trends import StockTrend, stock_value_by_month
from reports.chart.ready import ageing_chart
from reports.chart.spec import Chart, Form, Place, Point, Series, Target
from reports.chart.wording import month_place
from reports.layout.wording import wording
from resources.language import N_, _
from views.finance.invoices.ages import age_arguments
from views.finance.sales_charts import sales_chart
from views.kit.host import Host


@dataclass(frozen=True, slots=True)
class AreaChart:
    """`chart(host, answer)` makes the chart of what `read(work)` answered; `nothing` and `hint` are marked with N_."""

    area: str
    permission: str
    read: Callable[..., Any]
    chart: Callable[[Host, Any], Chart]
    nothing: str
    hint: str
    height: int = 180


def sales(host: Host, trend: SalesTrend) -> Chart:
    """Sales by month beside those of the year before; a bar opens the invoices of its month."""
    return sales_chart(trend, _("Sales by month"), host.language)


def result(host: Host, trend: ResultTrend) -> Chart:
    """The result by month; a point opens the income statement of its month."""
    words = wording(host.language)

    def point(month: MonthResult) -> Point:
        days = {"from_date": month.month, "to_date": month_end(month.month)}
        return Point(month.result, Target("finance.statement", arguments={"statement": "income", **days}))

    return Chart(
        Form.LINE,
        _("Result by month"),
        tuple(month_place(month.month, words) for month in trend.months),
        (Series(_("Result"), tuple(point(month) if _moved(month) else Point(None) for month in trend.months)),),
        currency=trend.currency,
        axis=_("Month"),
    )


def _moved(month: MonthResult) -> bool:
    return bool(month.income or month.expenses)


def owed(host: Host, debts: Owed) -> Chart:
    """What customers owe and what is owed to suppliers by age; a part opens its items."""
    rows = ((_("Customers"), debts.receivable), (_("Suppliers"), debts.payable))
    title, words = _("Open items by age"), wording(host.language)
    return ageing_chart(title, rows, words, currency=debts.currency, target=partial(_items, host))


def _items(host: Host, row: int, age: int) -> Target:
    kind = ("finance.receivables", "finance.payables")[row]
    return Target(kind, arguments=age_arguments(age, host.language))


def stages(host: Host, found: OrderStages) -> Chart:
    """How far quotes and orders have come; a stage opens what has come so far."""
    del host
    confirmed = ("confirmed", "delivered", "invoiced")
    parts = (
        (_("Offered"), found.offered, _("Quotes without an order"), "sales.quotes", ("sent", "expired", "lost")),
        (_("Ordered"), found.ordered, _("Ordered"), "sales.orders", confirmed),
        (_("Delivered"), found.delivered, _("Delivered"), "sales.orders", confirmed[1:]),
        (_("Invoiced"), found.invoiced, _("Invoiced"), "sales.orders", confirmed[2:]),
    )

    def point(count: int, label: str, kind: str, statuses: tuple[str, ...]) -> Point:
        chosen = {"status": statuses, "order_date_from": found.since, "label": label}
        return Point(Decimal(count), Target(kind, arguments=chosen))

    return Chart(
        Form.FUNNEL,
        _("From quote to invoice, last 90 days"),
        tuple(Place(part[0]) for part in parts),
        (Series(_("Documents"), tuple(point(*part[1:]) for part in parts)),),
        kind=Kind.INTEGER,
        axis=_("Stage"),
    )


def stock(host: Host, trend: StockTrend) -> Chart:
    """The value of the stock at the end of each month; a point opens the moves of its month."""
    words = wording(host.language)
    places = tuple(month_place(month.month, words) for month in trend.months)

    def point(at: int) -> Point:
        month = trend.months[at]
        if at == len(trend.months) - 1:
            return Point(month.value, Target("warehouse.stock_value"))
        days = {"moved_on_from": month.month, "moved_on_to": month_end(month.month), "label": places[at].full}
        return Point(month.value, Target("warehouse.moves", arguments=days))

    points = tuple(point(at) for at in range(len(places)))
    series = (Series(_("Stock value"), points),)
    title = _("Stock value at the end of the month")
    return Chart(Form.LINE, title, places, series, currency=trend.currency, axis=_("Month"))


CHARTS: tuple[AreaChart, ...] = (
    AreaChart(
        "finance",
        Permission.FINANCE_READ,
        result_by_month,
        result,
        N_("No result yet"),
        N_("Posted vouchers of the last twelve months show here by month."),
    ),
    AreaChart(
        "finance",
        Permission.FINANCE_READ,
        owed_by_age,
        owed,
        N_("Nothing is owed"),
        N_("Posted invoices that are not paid show here by age."),
    ),
    AreaChart(
        "sales",
        Permission.FINANCE_INVOICE_READ,
        sales_by_month,
        sales,
        N_("No sales yet"),
        N_("Posted customer invoices show here by month."),
    ),
    AreaChart(
        "sales",
        Permission.SALES_READ,
        order_stages,
        stages,
        N_("No quotes or orders in the last 90 days"),
        N_("Quotes that are sent and orders that are confirmed show here."),
    ),
    AreaChart(
        "warehouse",
        Permission.PURCHASING_READ,
        stock_value_by_month,
        stock,
        N_("No goods in stock yet"),
        N_("What goods in stock are worth shows here by month."),
    ),
)

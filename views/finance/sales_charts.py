"""Sales by month as bars, the year before beside it, or as a small line; a month opens its invoices."""

from __future__ import annotations

from models.finance.trends import MonthSales, SalesTrend, month_end
from reports.chart.spec import Chart, Form, Point, Series, Target
from reports.chart.wording import month_place
from reports.layout.wording import wording
from resources.language import _


def sales_chart(trend: SalesTrend, title: str, language: str, *, party_id: int | None = None) -> Chart:
    """Bars of twelve months and of the same months a year before."""
    words = wording(language)
    before = Series(
        _("A year before"), tuple(Point(month.earlier) for month in trend.months), ink="neutral", hatched=True
    )
    places = tuple(month_place(month.month, words) for month in trend.months)
    points = zip(trend.months, places, strict=True)
    now = Series(
        _("Last 12 months"),
        tuple(Point(m.amount, _invoices(m, place.full, party_id)) for m, place in points),
        "series0",
    )
    return Chart(Form.BAR, title, places, (before, now), currency=trend.currency, axis=_("Month"))


def sales_line(trend: SalesTrend, title: str, language: str, *, party_id: int) -> Chart:
    """The twelve months as a small line."""
    whole = sales_chart(trend, title, language, party_id=party_id)
    return Chart(Form.SPARKLINE, title, whole.places, whole.series[1:], currency=whole.currency, axis=whole.axis)


def _invoices(sales: MonthSales, label: str, party_id: int | None) -> Target:
    arguments: dict[str, object] = {
        "invoice_date_from": sales.month,
        "invoice_date_to": month_end(sales.month),
        "label": label,
    }
    if party_id is not None:
        arguments["party_id"] = party_id
    return Target("finance.customer_invoices", arguments=arguments)

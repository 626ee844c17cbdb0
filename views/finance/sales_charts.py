"""Sales by month as bars, the year before beside it, or as a small line; a month opens its invoices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.finance.trends import SalesTrend, month_end
from reports.chart.spec import Chart, Form, Point, Series, Target
from reports.chart.wording import month_place
from reports.layout.wording import wording
from resources.language import _


def sales_chart(trend: SalesTrend, title: str, language: str, *, party_id: int | None = None) -> Chart:
    """Bars of twelve months and of the same months a year before."""
    words = wording(language)

    def point(amount: Decimal, month: date) -> Point:
        return Point(amount, _invoices(month, month_place(month, words).full, party_id))

    earlier = tuple(point(sales.earlier, sales.month.replace(year=sales.month.year - 1)) for sales in trend.months)
    now = tuple(point(sales.amount, sales.month) for sales in trend.months)
    series = (Series(_("A year before"), earlier, "neutral", hatched=True), Series(_("Last 12 months"), now, "series0"))
    places = tuple(month_place(sales.month, words) for sales in trend.months)
    return Chart(Form.BAR, title, places, series, currency=trend.currency, axis=_("Month"))


def sales_line(trend: SalesTrend, title: str, language: str, *, party_id: int) -> Chart:
    """The twelve months as a small line."""
    whole = sales_chart(trend, title, language, party_id=party_id)
    return Chart(Form.SPARKLINE, title, whole.places, whole.series[1:], currency=whole.currency, axis=whole.axis)


def _invoices(month: date, label: str, party_id: int | None) -> Target:
    days = {"invoice_date_from": month, "invoice_date_to": month_end(month), "label": label}
    return Target("finance.customer_invoices", arguments=days if party_id is None else {**days, "party_id": party_id})

"""The charts, one of each form with marks of every kind, and the place of one that has no values."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from models.database.listing import Kind
from models.finance.trends import months_until
from reports.chart.ready import ageing_chart
from reports.chart.spec import Chart, Form, Place, Point, Series, Target
from reports.chart.wording import month_place
from reports.layout.wording import wording
from resources.language import _
from views.kit.chart.panel import ChartCard, Nothing
from views.kit.host import Host
from views.kit.places import Places
from views.kit.theme.tokens import SPACE_3

_OPENS = Target("finance.customer_invoices")
_SALES = (519, 510, 486, 523, 399, 687, 490, 735, 374, 472, 415, 281)
_RESULT = (52, 48, 31, 53, -18, 153, 35, 174, -31, 24, -7, -94)
_STEPS = ((980, True), (-520, False), (-310, False), (40, False), (190, True))


def charts(host: Host) -> QWidget:
    """All of them, side by side."""
    sheet = QWidget()
    places = Places(sheet, most=3, narrowest=300)
    places.setHorizontalSpacing(SPACE_3)
    places.setVerticalSpacing(SPACE_3)
    cards = []
    for chart in (*_upright(host), *_across(host)):
        card = ChartCard(
            host, Nothing(_("No sales yet"), _("Posted customer invoices show here by month.")), height=170
        )
        card.set_chart(chart)
        cards.append((card, 1))
    places.fill(cards)
    return sheet


def _upright(host: Host) -> tuple[Chart, ...]:
    words = wording(host.language)
    months = tuple(month_place(month, words) for month in months_until(host.today, 12))
    now, result = _series(_("Last 12 months"), _SALES), _series(_("Result"), _RESULT)
    before = Series(_("A year before"), _series("", _SALES[::-1]).points, "neutral", hatched=True)
    steps = Series(_("Amount"), tuple(Point(Decimal(1000 * value), _OPENS, total) for value, total in _STEPS))
    names = (_("Income"), _("Goods"), _("Expenses"), _("Other expenses"), _("Result"))
    return (
        _money(Form.BAR, _("Sales by month"), months, before, now),
        _money(Form.LINE, _("Result by month"), months, result, now),
        _money(Form.WATERFALL, _("From income to result"), tuple(map(Place, names)), steps),
        _money(Form.SPARKLINE, _("Sales by month"), months, now),
    )


def _across(host: Host) -> tuple[Chart, ...]:
    ages = tuple(Decimal(1000 * amount) for amount in (323, 108, 50, -20, 96))
    rows = ((_("Customers"), ages), (_("Suppliers"), ages[::-1]))
    names = (_("Offered"), _("Ordered"), _("Delivered"), _("Invoiced"))
    counts = tuple(Point(Decimal(count), _OPENS) for count in (52, 40, 22, 18))
    stages = Series(_("Documents"), counts)
    funnel = Chart(
        Form.FUNNEL, _("From quote to invoice, last 90 days"), tuple(map(Place, names)), (stages,), Kind.INTEGER
    )
    nothing = _money(Form.BAR, _("Sales by month"), tuple(map(Place, names)), _series("", (0, 0, 0, 0)))
    return (
        ageing_chart(_("Open items by age"), rows, wording(host.language), currency="SEK"),
        funnel,
        nothing,
    )


def _money(form: Form, title: str, places: tuple[Place, ...], *series: Series) -> Chart:
    return Chart(form, title, places, series, currency="SEK")


def _series(name: str, thousands: tuple[int, ...]) -> Series:
    return Series(name, tuple(Point(Decimal(1000 * value), _OPENS) for value in thousands))

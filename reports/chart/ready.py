"""Charts that screens and documents share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from reports.chart.spec import Chart, Form, Place, Point, Series, Target
from reports.layout.wording import Wording

#: The ages of an ageing with their tone and whether they are hatched: the later, the graver, and never by colour alone.
_LOOKS = (("good", False), ("waiting", True), ("waiting", False), ("bad", True), ("bad", False))


def age_names(words: Wording) -> tuple[str, ...]:
    """The five ages of what is owed."""
    _ = words.translate
    return (_("Not due"), _("1 to 30 days"), _("31 to 60 days"), _("61 to 90 days"), _("Over 90 days"))


def ageing_chart(
    title: str,
    rows: Sequence[tuple[str, Sequence[Decimal]]],
    words: Wording,
    *,
    currency: str,
    target: Callable[[int, int], Target | None] = lambda _row, _age: None,
) -> Chart:
    """What is owed by age: a name and five amounts a row; `target(row, age)` says what a part opens."""
    _ = words.translate
    series = tuple(
        Series(name, tuple(Point(amounts[age], target(at, age)) for at, (_name, amounts) in enumerate(rows)), *look)
        for age, (name, look) in enumerate(zip(age_names(words), _LOOKS, strict=True))
    )
    places = tuple(Place(name) for name, _amounts in rows)
    return Chart(Form.AGEING, title, places, series, currency=currency, axis=_("Name"))

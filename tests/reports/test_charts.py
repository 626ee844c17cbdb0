"""Charts: round scales, geometry that a hand can check, names and values of every mark, and the same on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.database.listing import Kind
from reports.chart.drawing import Box, Drawing, Shape, Stroke, Words, hatching
from reports.chart.frame import shortened
from reports.chart.laying import lay_out
from reports.chart.ready import ageing_chart
from reports.chart.scale import nice_scale, tight_scale, title_of
from reports.chart.spec import Chart, Form, Place, Point, Series, ink_value
from reports.chart.upright import running
from reports.chart.wording import month_place, summary, table_columns, table_rows
from reports.finance.statement import statement_chart
from reports.layout.wording import wording
from reports.pdf import make_pdf
from resources.tokens import PRINT, THEMES
from tests.support.documents import statement
from tests.support.pdf_reading import overlapping, text_of

D = Decimal
EN, SV = wording("en"), wording("sv")
SEK = "\N{NO-BREAK SPACE}SEK"


class Typewriter:
    """Letters 5 wide in lines of 10."""

    line = 10.0

    def width(self, text: str, *, strong: bool = False) -> float:
        del strong
        return 5.0 * len(text)


def series(*values: int | None, name: str = "Sales", totals: tuple[int, ...] = ()) -> Series:
    points = (Point(None if v is None else D(v), total=at in totals) for at, v in enumerate(values))
    return Series(name, tuple(points))


def chart(form: Form, *lines: Series, kind: Kind = Kind.INTEGER) -> Chart:
    places = tuple(Place(letter, f"Month {letter}") for letter in "ABCDEFGHIJKL"[: len(lines[0].points)])
    return Chart(form, "Sales", places, lines, kind=kind, currency="SEK", axis="Month")


def drawn(made: Chart, width: float = 200, height: float = 115) -> Drawing:
    return lay_out(made, width, height, Typewriter(), EN)


def texts(drawing: Drawing) -> list[str]:
    return [part.text for part in drawing.parts if isinstance(part, Words)]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 735, (0, 200, 400, 600, 800)),
        (-94, 174, (-100, 0, 100, 200)),
        (1500, 1720, (0, 500, 1000, 1500, 2000)),
        (-7, -3, (-8, -6, -4, -2, 0)),
        (0, 0, (0, 1)),
    ],
)
def test_a_scale_has_round_steps_and_holds_nought(low: int, high: int, ticks: tuple[int, ...]) -> None:
    assert nice_scale(D(low), D(high), least=D(1)).ticks == tuple(map(D, ticks))


def test_the_scale_of_an_ageing_ends_where_its_bars_end() -> None:
    scale = tight_scale(D(-20), D(557), most=3)
    assert (scale.low, scale.high, scale.ticks) == (D(-20), D(557), (D(0), D(200), D(400)))


def test_counts_have_no_step_below_one_and_amounts_may() -> None:
    assert nice_scale(D(0), D(2), least=D(1)).step == 1
    assert nice_scale(D(0), D("0.30")).step == D("0.1")


@pytest.mark.parametrize(
    ("largest", "title", "tick"),
    [
        (9999, "Sales, SEK", "10,000"),
        (10_000, "Sales, thousand SEK", "10"),
        (9_999_999, "Sales, thousand SEK", "10,000"),
        (10_000_000, "Sales, million SEK", "10"),
    ],
)
def test_amounts_stand_in_the_unit_that_the_title_names(largest: int, title: str, tick: str) -> None:
    made = chart(Form.BAR, series(largest), kind=Kind.MONEY)
    assert title_of(made, EN) == title
    assert tick in texts(drawn(made))


def test_bars_stand_on_the_zero_line_and_are_as_high_as_their_values() -> None:
    drawing = drawn(chart(Form.BAR, series(100, -100, 50)))
    up, down, half = (part for part in drawing.parts if isinstance(part, Box))
    # 115 high: 5 above the plot, 15 below it, so 95 for a scale from -100 to 100.
    assert [up.y, up.height] == pytest.approx([5, 47.5])
    assert [down.y, down.height] == pytest.approx([52.5, 47.5])
    assert half.height == pytest.approx(47.5 / 2)
    zero = [part for part in drawing.parts if isinstance(part, Stroke) and part.ink == "edge"]
    assert [stroke.points[0][1] for stroke in zero] == [pytest.approx(52.5)]


def test_each_mark_has_a_name_a_value_and_a_place_for_the_arrows() -> None:
    drawing = drawn(chart(Form.BAR, series(3, 4, name="Now"), series(1, 2, name="Before"), kind=Kind.MONEY))
    assert [spot.text for spot in drawing.spots] == [
        f"Month A, Now: 3.00{SEK}",
        f"Month A, Before: 1.00{SEK}",
        f"Month B, Now: 4.00{SEK}",
        f"Month B, Before: 2.00{SEK}",
    ]
    assert [drawing.beside(0, 1, 0), drawing.beside(1, 1, 0), drawing.beside(3, 1, 0)] == [1, 2, 3]
    assert [drawing.beside(0, 0, 1), drawing.beside(0, -1, 0)] == [0, 0]
    area = drawing.spots[2].area
    assert drawing.spot_at(area.x + area.width / 2, area.y + area.height / 2) == 2
    assert drawing.spot_at(0, 0) is None


def test_a_line_breaks_where_a_value_is_missing_and_each_series_has_its_own_marker() -> None:
    drawing = drawn(chart(Form.LINE, series(1, 2, None, 4, 5), series(5, 4, 3, 2, 1, name="Costs")))
    strokes = [part for part in drawing.parts if isinstance(part, Stroke) and part.ink.startswith("series")]
    # The legend's two, two of the broken line and four of the whole one.
    assert [stroke.dashed for stroke in strokes] == [False, True, False, False, True, True, True, True]
    corners = {part.ink: len(part.points) for part in drawing.parts if isinstance(part, Shape)}
    assert corners == {"series0": 20, "series1": 4}
    assert len(drawing.spots) == 9
    assert drawing.spots[drawing.beside(0, 0, 1)].name == "Month A, Costs"


def test_a_waterfall_begins_each_step_where_the_last_one_ended() -> None:
    steps = series(100, -60, -30, 20, 30, totals=(0, 4))
    assert running(steps) == [(D(0), D(100)), (D(100), D(40)), (D(40), D(10)), (D(10), D(30)), (D(0), D(30))]
    drawing = drawn(chart(Form.WATERFALL, steps), width=400)
    assert [text for text in texts(drawing) if text.startswith("\N{MINUS SIGN}")] == ["−60", "−30"]
    falls = [part for part in drawing.parts if isinstance(part, Box) and part.hollow]
    assert len(falls) == 2


def test_an_ageing_stacks_to_its_sum_with_credits_to_the_left_of_nought() -> None:
    made = ageing_chart("Open", [("", (D(60), D(30), D(-20), D(0), D(10)))], EN, currency="SEK")
    drawing = drawn(made, width=500)
    bars = [spot.area for spot in drawing.spots]
    zero = next(part.points[0][0] for part in drawing.parts if isinstance(part, Stroke) and part.ink == "edge")
    assert [bar.x >= zero - 0.01 for bar in bars] == [True, True, False, True]
    assert bars[0].width + 1 == pytest.approx(2 * (bars[1].width + 1))
    assert bars[1].x == pytest.approx(bars[0].x + bars[0].width + 1)
    assert texts(drawing)[-1] == "80"
    assert [spot.name for spot in drawing.spots] == ["Not due", "1 to 30 days", "31 to 60 days", "Over 90 days"]


def test_no_two_ages_look_alike_without_their_colour_and_label() -> None:
    made = ageing_chart("Open", [("", (D(1),) * 5)], EN, currency="SEK")
    looks = {(series.ink, series.hatched) for series in made.series}
    assert len(looks) == 5


def test_a_funnel_narrows_and_says_what_share_came_through() -> None:
    drawing = drawn(chart(Form.FUNNEL, series(40, 30, 15, 0)), width=300)
    bars = [part for part in drawing.parts if isinstance(part, Box)]
    assert [bar.width / bars[0].width for bar in bars[:3]] == [1, pytest.approx(0.75), pytest.approx(0.375)]
    assert {round(bar.x + bar.width / 2, 6) for bar in bars} == {round(bars[0].x + bars[0].width / 2, 6)}
    assert [text for text in texts(drawing) if text[0].isdigit()] == ["40", "30 (75%)", "15 (50%)", "0 (0%)"]


def test_a_sparkline_has_no_axis_and_names_every_month() -> None:
    drawing = drawn(chart(Form.SPARKLINE, series(1, 2, 3)), width=60, height=20)
    assert texts(drawing) == []
    assert len(drawing.spots) == 3


@pytest.mark.parametrize("form", list(Form))
def test_nothing_is_drawn_of_nothing(form: Form) -> None:
    assert drawn(chart(form, series(0, None, 0))) == Drawing((), ())


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("size", [(40, 20), (900, 300)])
def test_every_form_finds_a_way_into_any_room(form: Form, size: tuple[float, float]) -> None:
    assert drawn(chart(form, series(7, -3, 12, 4)), *size).spots


def test_labels_that_find_no_room_are_left_out_and_the_last_one_stays() -> None:
    made = chart(Form.BAR, series(*range(1, 13)))
    wide = replace(made, places=tuple(Place(f"Month {n:02}") for n in range(1, 13)))
    shown = [text for text in texts(drawn(wide, width=260)) if text.startswith("Month")]
    assert shown == ["Month 12", "Month 09", "Month 06", "Month 03"]
    assert shortened("Rents and power", 40, Typewriter()) == "Rents a…"


def test_hatching_stays_within_its_box() -> None:
    points = [point for stroke in hatching(Box(10, 20, 30, 8), 4, "text") for point in stroke.points]
    assert len(points) > 10
    assert all(10 <= x <= 40 and 20 <= y <= 28 for x, y in points)


def test_a_chart_is_a_table_and_a_text_as_well() -> None:
    made = chart(Form.BAR, series(3, None), series(1, 2, name="Before"))
    assert [column.label for column in table_columns(made)] == ["Month", "Sales", "Before"]
    assert table_rows(made) == (("Month A", D(3), D(1)), ("Month B", None, D(2)))
    assert summary(made, EN) == "Month A, Sales: 3; Month A, Before: 1; Month B, Before: 2"


def test_months_are_named_in_the_language() -> None:
    assert month_place(date(2026, 11, 1), EN) == Place("Nov", "November 2026")


def test_every_ink_is_a_colour_of_every_theme() -> None:
    for theme in (*THEMES.values(), PRINT):
        for ink in ("series0", "series9", "good", "waiting", "bad", "neutral", "text", "secondary", "rule", "edge"):
            assert ink_value(theme, ink).startswith("#")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_statement_draws_its_ages_with_the_words_of_the_screen(language: str) -> None:
    document = statement(4, language)
    content = make_pdf(document)
    made = statement_chart(document)
    text = text_of(content)
    assert title_of(made, wording(language)) in text
    for age in made.series:
        assert age.name in text
    assert overlapping(content) == []


def test_a_statement_of_one_age_needs_no_chart() -> None:
    assert title_of(statement_chart(statement(1, "en")), EN) not in text_of(make_pdf(statement(1, "en")))


def test_swedish_figures_stand_in_a_swedish_chart() -> None:
    made = chart(Form.BAR, series(1_234_567), kind=Kind.MONEY)
    drawing = lay_out(made, 200, 115, Typewriter(), SV)
    assert drawing.spots[0].value == "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,00" + SEK
    assert "1\N{NO-BREAK SPACE}500" in texts(drawing)

"""The look as data: colours of the light and the dark theme, spacing, heights and type sizes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tone:
    """Ink on a tint; the pair of a status chip or a message."""

    ink: str
    tint: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as #RRGGBB. Text on `surface` and on `window` keeps 4.5:1, edges and focus 3:1 (tested)."""

    name: str
    window: str  # behind everything
    surface: str  # tables, fields, cards
    raised: str  # pop-ups, menus
    hover: str  # row or button under the pointer
    rule: str  # hairlines that carry no meaning
    text: str
    secondary: str
    disabled: str
    edge: str  # of inputs
    accent: str  # focus, link, primary button
    accent_hover: str
    on_accent: str
    selected: str
    on_selected: str
    negative: str
    negative_on_selected: str
    skeleton: str  # placeholder bars while rows load
    good: Tone
    waiting: Tone
    bad: Tone
    info: Tone
    neutral: Tone

    def tone(self, name: str) -> Tone:
        """The tone called "good", "waiting", "bad", "info" or "neutral"."""
        tone: Tone = getattr(self, name)
        return tone


LIGHT = Tokens(
    name="light",
    window="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    hover="#EEF1F5",
    rule="#E3E7EC",
    text="#1B1F24",
    secondary="#57606A",
    disabled="#8C959F",
    edge="#868E99",
    accent="#1F5FBF",
    accent_hover="#194E9E",
    on_accent="#FFFFFF",
    selected="#D6E4FA",
    on_selected="#1B1F24",
    negative="#B3261E",
    negative_on_selected="#B3261E",
    skeleton="#E7EAEF",
    good=Tone("#166534", "#E6F4EA"),
    waiting=Tone("#7A4E00", "#FFF4D6"),
    bad=Tone("#A11A17", "#FDE8E8"),
    info=Tone("#0B4F92", "#E5F0FB"),
    neutral=Tone("#47505B", "#ECEFF3"),
)

DARK = Tokens(
    name="dark",
    window="#16191D",
    surface="#1E2228",
    raised="#262B32",
    hover="#282E36",
    rule="#2F353D",
    text="#E6E9ED",
    secondary="#A3ACB8",
    disabled="#6B7480",
    edge="#737C88",
    accent="#6CA8FF",
    accent_hover="#8DBCFF",
    on_accent="#0B1B33",
    selected="#23446F",
    on_selected="#F2F6FC",
    negative="#FF8A80",
    negative_on_selected="#FFB4AB",
    skeleton="#2B3139",
    good=Tone("#86E0A3", "#12331F"),
    waiting=Tone("#F1C56B", "#3A2C0A"),
    bad=Tone("#FFA59E", "#43201E"),
    info=Tone("#9CCBFF", "#12304F"),
    neutral=Tone("#C3CAD3", "#2C323A"),
)

#: The only distances there are, in pixels at 100 %.
SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6, SPACE_8 = 4, 8, 12, 16, 24, 32

RADIUS = 4
CHIP_RADIUS = 10
FIELD_HEIGHT = 28
ROW_HEIGHTS = {"compact": 28, "comfortable": 34}
ICON = 20
SMALL_ICON = 16

#: Type sizes in points: notes, running text, headings of sections, titles of pages.
SIZE_NOTE, SIZE_TEXT, SIZE_HEADING, SIZE_TITLE = 9, 10, 12, 15

"""The look as data, once for screens, charts and documents: colours of every theme, spacing, heights and type sizes."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Tone:
    """Ink on a tint; the pair of a status chip or a message."""

    ink: str
    tint: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as #RRGGBB. Text on every ground keeps 4.5:1, edges, focus and series 3:1 (tested)."""

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
    series: tuple[str, ...]  # of a chart, in this order; told apart by colour-blind readers too
    edge_width: int = 1  # pixels around inputs and buttons
    focus_width: int = 2  # pixels around what has the keyboard
    tinted: bool = True  # tones lie on a tint; without, an edge in their ink goes around

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
    series=("#1F5FBF", "#DB4A14", "#27966F", "#7A1A5C", "#5A4718", "#4433CF", "#3A9A3E", "#76879E"),
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
    series=("#6CA8FF", "#EE7F2B", "#3FE0DA", "#E0387F", "#F5DB71", "#7F6CF0", "#B6DD9E", "#8296A6"),
)

#: Black on white with no tints: what is chosen is filled, what has a tone has an edge.
CONTRAST = Tokens(
    name="contrast",
    window="#FFFFFF",
    surface="#FFFFFF",
    raised="#FFFFFF",
    hover="#E6E6E6",
    rule="#767676",
    text="#000000",
    secondary="#2B2F33",
    disabled="#595F66",
    edge="#000000",
    accent="#0039A6",
    accent_hover="#00297A",
    on_accent="#FFFFFF",
    selected="#0039A6",
    on_selected="#FFFFFF",
    negative="#8C0D09",
    negative_on_selected="#FFFFFF",
    skeleton="#C4C4C4",
    good=Tone("#0A4A22", "#FFFFFF"),
    waiting=Tone("#5C3A00", "#FFFFFF"),
    bad=Tone("#8C0D09", "#FFFFFF"),
    info=Tone("#0039A6", "#FFFFFF"),
    neutral=Tone("#1F2429", "#FFFFFF"),
    series=("#0039A6", "#C23600", "#08483D", "#C9107E", "#4A3300", "#3414C4", "#14781F", "#506577"),
    edge_width=2,
    focus_width=3,
    tinted=False,
)

#: White on black, for those whom light blinds.
CONTRAST_DARK = Tokens(
    name="contrast-dark",
    window="#000000",
    surface="#000000",
    raised="#000000",
    hover="#333333",
    rule="#8C8C8C",
    text="#FFFFFF",
    secondary="#DDE1E6",
    disabled="#9AA0A6",
    edge="#FFFFFF",
    accent="#8CC2FF",
    accent_hover="#B5D8FF",
    on_accent="#000000",
    selected="#8CC2FF",
    on_selected="#000000",
    negative="#FFA199",
    negative_on_selected="#000000",
    skeleton="#4D4D4D",
    good=Tone("#8FF0AE", "#000000"),
    waiting=Tone("#FFD466", "#000000"),
    bad=Tone("#FFA199", "#000000"),
    info=Tone("#8CC2FF", "#000000"),
    neutral=Tone("#E3E7EB", "#000000"),
    series=("#8CC2FF", "#C07F2E", "#6FFEDB", "#F0558F", "#FCE91A", "#967DFF", "#D8F59F", "#A3B2BA"),
    edge_width=2,
    focus_width=3,
    tinted=False,
)

#: Paper: as the light theme, on white; `hover` lies behind what is to be paid, `skeleton` is the word across a draft.
PRINT = replace(LIGHT, name="print", window="#FFFFFF", rule="#D5DAE0", hover="#F4F6F8", skeleton="#EFF1F4")

#: The themes of the screen by name; "system" chooses among them.
THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST, CONTRAST_DARK)}

#: The only distances there are, in pixels at 100 %.
SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6, SPACE_8 = 4, 8, 12, 16, 24, 32

RADIUS = 4
CHIP_RADIUS = 10
LINE_HEIGHT = 16  # of running text
HEADER_HEIGHT = 32  # of a table
FIELD_HEIGHT = 28
FIELD_HEIGHTS = {"compact": FIELD_HEIGHT, "comfortable": 34}
ROW_HEIGHTS = {"compact": 28, "comfortable": 34}

#: Sizes of text that can be chosen, in percent.
TEXT_SIZES = (100, 110, 125, 150, 175, 200)
ICON = 20
SMALL_ICON = 16

#: Type sizes in points: notes, running text, headings of sections, titles of pages.
SIZE_NOTE, SIZE_TEXT, SIZE_HEADING, SIZE_TITLE = 9, 10, 12, 15

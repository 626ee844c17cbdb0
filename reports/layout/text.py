"""Text cut into lines that fit a width, whatever it holds."""

from __future__ import annotations

import re
from functools import lru_cache

from reports.layout.style import Style, text_width

ELLIPSIS = "…"
_INDENTS = "\N{NO-BREAK SPACE}\N{EM SPACE}"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u2029]+")


@lru_cache(maxsize=4096)
def wrap(text: str, style: Style, width: float) -> tuple[str, ...]:
    """`text` in lines at most `width` wide: broken at spaces, within a word only where the word alone is too wide.

    Lines of the text stay lines; no text gives no line. What is indented by blanks that do not break stays so.
    """
    lines: list[str] = []
    for paragraph in clean(text).strip("\n").split("\n"):
        lines += _wrap_paragraph(paragraph, style, width)
    return tuple(lines) if any(lines) else ()


def clean(text: str) -> str:
    """`text` without control characters other than the line feed."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _wrap_paragraph(paragraph: str, style: Style, width: float) -> list[str]:
    if text_width(paragraph, style.font, style.size) <= width:
        return [paragraph.rstrip(" ")]
    indent = paragraph[: len(paragraph) - len(paragraph.lstrip(_INDENTS))]
    within = width - text_width(indent, style.font, style.size)
    if indent and within > width / 2:
        return [indent + line for line in _wrap_paragraph(paragraph.lstrip(_INDENTS), style, within)]
    lines: list[str] = []
    line = ""
    for word in paragraph.split(" "):
        longer = f"{line} {word}" if line else word
        if text_width(longer, style.font, style.size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, style, width)
        lines += full
    return [*lines, line]


def _cut(word: str, style: Style, width: float) -> list[str]:
    """A word in pieces that fit, at least a character each."""
    pieces = []
    while len(word) > 1 and text_width(word, style.font, style.size) > width:
        room = _fitting(word, style, width)
        pieces.append(word[:room])
        word = word[room:]
    return [*pieces, word]


def _fitting(text: str, style: Style, width: float) -> int:
    """How many characters of a text that is too wide fit, at least one."""
    low, high = 1, len(text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle], style.font, style.size) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def fit(text: str, style: Style, width: float) -> str:
    """`text` as one line, cut with an ellipsis where it is too wide."""
    line = " ".join(clean(text).split("\n"))
    if text_width(line, style.font, style.size) <= width:
        return line
    marked = _fitting(line, style, width - text_width(ELLIPSIS, style.font, style.size))
    return line[:marked].rstrip() + ELLIPSIS


def shrunk(text: str, style: Style, width: float) -> Style:
    """The style at the size, not below half of it, at which the text fits."""
    wide = text_width(text, style.font, style.size)
    return style if wide <= width else style.but(size=max(style.size * width / wide * 0.999, style.size / 2))

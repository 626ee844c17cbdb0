"""The looks that the gallery draws: theme, language, density, and size of window and text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import product

#: Width and height of the window in pixels, and the size of text in percent.
SIZES = {"1280x720": (1280, 720, 100), "1280x720-200": (1280, 720, 200), "2560x1440-200": (2560, 1440, 200)}
THEMES, LANGUAGES = ("light", "dark", "contrast"), ("en", "sv")
DENSITIES = ("compact", "comfortable")
_USUAL = "1280x720"


@dataclass(frozen=True, slots=True)
class Look:
    """How the program looks; pictures of it lie in a folder of its own."""

    theme: str
    language: str
    density: str = DENSITIES[0]
    size: str = _USUAL

    @property
    def folder(self) -> str:
        """The name of the folder: what is as usual is left out."""
        parts = [self.theme, self.language]
        parts += [self.density] if self.density != DENSITIES[0] else []
        parts += [self.size] if self.size != _USUAL else []
        return "-".join(parts)


#: Every theme in every language, as usual, less dense, and large on a large screen; large text in a small window.
LOOKS = (
    *(Look(theme, code) for theme, code in product(THEMES, LANGUAGES)),
    *(Look(theme, code, "comfortable") for theme, code in product(THEMES, LANGUAGES)),
    *(Look(theme, code, size="2560x1440-200") for theme, code in product(THEMES, LANGUAGES)),
    *(Look("light", code, size="1280x720-200") for code in LANGUAGES),
    Look("contrast-dark", "en"),
)


def chosen(
    *,
    themes: Collection[str] = (),
    languages: Collection[str] = (),
    densities: Collection[str] = (),
    sizes: Collection[str] = (),
) -> tuple[Look, ...]:
    """The looks that are asked for; what is not asked about is drawn in all its kinds."""
    return tuple(
        each
        for each in LOOKS
        if each.theme in (themes or (each.theme,))
        and each.language in (languages or (each.language,))
        and each.density in (densities or (each.density,))
        and each.size in (sizes or (each.size,))
    )

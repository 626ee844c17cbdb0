"""How the program looks and speaks: put in force at the start, and anew while it runs."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.settings import DENSITY, LANGUAGE, TEXT_SIZE, THEME, Settings
from resources import language
from views.kit.theme.icons import pixmap
from views.kit.theme.theme import use_theme

_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
_translators: list[QTranslator] = []


def apply_theme(application: QApplication, settings: Settings) -> None:
    """Put theme, density and text size of the settings in force everywhere."""
    use_theme(application, settings.get(THEME), settings.get(DENSITY), settings.get(TEXT_SIZE))
    icon = QIcon()
    for size in _ICON_SIZES:
        icon.addPixmap(pixmap("kontor", "accent", size))
    application.setWindowIcon(icon)


def apply_language(application: QApplication, code: str) -> None:
    """Speak `code` from now on, Qt's own texts included; what stands on the screen must be made anew."""
    language.use(code)
    for translator in _translators:
        application.removeTranslator(translator)
    _translators.clear()
    QLocale.setDefault(QLocale("sv_SE" if language.current() == "sv" else "en_GB"))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language.current()}", folder):
        application.installTranslator(translator)
        _translators.append(translator)


def language_at_start(settings: Settings) -> str:
    """The language chosen on this computer, else that of the system; Swedish where it speaks neither."""
    chosen = settings.get(LANGUAGE)
    return chosen or ("en" if QLocale.system().name().startswith("en") else "sv")

"""The steps of the first run: what is asked, how it is checked, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QWidget

from desktop.connections import Connection, Place
from desktop.shell.inputs import ChoiceBox, Labelled, PasswordLine
from models.company.charts import CHARTS
from models.company.founding import Founding
from models.company.roles import ROLE_TEXTS
from models.company.users import SHORTEST_PASSWORD, NewUser
from models.contacts.rules import is_org_number
from models.database.rights import Role
from resources import language
from resources.language import N_, _
from views.kit.form.lines import DateLine
from views.kit.text import Label, column, grid, title
from views.kit.theme.colours import colour
from views.kit.theme.fonts import font
from views.kit.theme.icons import pixmap
from views.kit.theme.state import scaled, state, tokens
from views.kit.theme.tokens import SIZE_NOTE, SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6

#: Those of at most two decimals that a Swedish office meets; the chart knows more.
_CURRENCIES = ("SEK", "EUR", "NOK", "DKK", "GBP", "USD")
_CHART_NAMES = {"bas": N_("BAS, the Swedish standard chart")}
_USER_NAME = re.compile(r"[a-z][a-z0-9._]{0,38}")
_ROWS = 6
_PORTS = range(1, 65536)
_CARD_HEIGHT, _CARD_ICON, _CARD_RADIUS = 64, 24, 6
_ACCENTS = str.maketrans("åäöéèüæø", "aaoeeuao")


class Step(QWidget):
    """A title, a hint and inputs; `check` says beside each input what is wrong with it."""

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__()
        self.content = column(self, spacing=SPACE_3)
        self.content.addWidget(title(text))
        if hint:
            self.content.addWidget(Label(hint, ink="secondary", wrap=True))
        self.content.addSpacing(SPACE_1)

    def check(self) -> bool:
        """Whether one may go on; the first wrong input gets the focus."""
        problems = self.problems()
        for place, text in problems:
            place.show_problem(text)
        wrong = [place for place, text in problems if text]
        if wrong:
            wrong[0].editor.setFocus()
        return not wrong

    def begin(self) -> None:
        """Put the keyboard on the first thing to fill in or to press."""
        inputs = (each for each in self.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus)
        first = next((each for each in inputs if each.isEnabled() and each.isVisibleTo(self)), self)
        first.setFocus()

    def problems(self) -> Sequence[tuple[Labelled, str]]:
        """Each input with what is wrong with it, or nothing."""
        return ()

    def _add(self, text: str, editor: QWidget, hint: str = "") -> Labelled:
        made = Labelled(text, editor, hint=hint)
        self.content.addWidget(made)
        return made


class WayCard(QAbstractButton):
    """One way to begin, as a wide button."""

    def __init__(self, icon: str, text: str, about: str) -> None:
        super().__init__()
        self.setAccessibleName(text)
        self.setAccessibleDescription(about)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._icon, self._title, self._about = icon, text, about
        state().changed.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(0, scaled(_CARD_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the words need."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = QRect(0, 0, self._room().width(), 0)
        about = QFontMetrics(font(SIZE_NOTE)).boundingRect(room, Qt.TextFlag.TextWordWrap, self._about)
        high = QFontMetrics(font(strong=True)).height() + about.height() + SPACE_1 + 2 * SPACE_3
        self.setFixedHeight(max(scaled(_CARD_HEIGHT), high))
        self.update()

    def _room(self) -> QRect:
        """Where the words stand."""
        return self.rect().adjusted(SPACE_6 + scaled(_CARD_ICON) + SPACE_4, SPACE_3, -SPACE_4, -SPACE_3)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw sheet, icon and words; the focus as a ring."""
        del event
        current, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = current.focus_width if self.hasFocus() else current.edge_width
        hot = self.isEnabled() and (self.underMouse() or self.isDown())
        painter.setPen(QPen(colour(current.accent if self.hasFocus() else current.rule), ring))
        painter.setBrush(colour(current.hover if hot else current.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _CARD_RADIUS, _CARD_RADIUS)
        mark = pixmap(self._icon, "accent" if self.isEnabled() else "disabled", _CARD_ICON, self.devicePixelRatioF())
        size = scaled(_CARD_ICON)
        painter.drawPixmap(SPACE_6, (self.height() - size) // 2, mark)
        room = self._room()
        painter.setFont(font(strong=True))
        painter.setPen(colour(current.text if self.isEnabled() else current.disabled))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), self._title)
        painter.setFont(font(SIZE_NOTE))
        painter.setPen(colour(current.secondary if self.isEnabled() else current.disabled))
        painter.drawText(
            room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap), self._about
        )


class WayStep(Step):
    """How to begin."""

    chosen = Signal(str)  # "company", "demo" or "server"

    def __init__(self, *, has_company: bool) -> None:
        super().__init__(_("Welcome"), _("How do you want to begin? Nothing leaves this computer."))
        self.ways: dict[str, WayCard] = {}
        ways = (
            (
                "company",
                "company",
                _("New company on this computer"),
                _("Your own books, with the BAS chart of accounts"),
            ),
            ("demo", "item", _("Demo company"), _("A furniture maker with a year of business to look around in")),
            ("server", "link", _("Server of the office"), _("Your company already has a database on a server")),
        )
        for key, icon, text, about in ways:
            card = WayCard(icon, text, about)
            card.clicked.connect(partial(self.chosen.emit, key))
            if has_company and key != "server":
                card.setEnabled(False)
                card.setToolTip(_("There already is a company on this computer."))
            self.ways[key] = card
            self.content.addWidget(card)
        self.content.addStretch()


class CompanyStep(Step):
    """The company."""

    def __init__(self, today: date) -> None:
        super().__init__(_("The company"), _("All of this can be changed later, except the currency."))
        self.name, self.number, self.starts = QLineEdit(), QLineEdit(), DateLine(today)
        self.currency = ChoiceBox([(code, code) for code in _CURRENCIES])
        self.chart = ChoiceBox([(name, _(_CHART_NAMES[name])) for name in CHARTS])
        self.starts.set_value(date(today.year, 1, 1))
        self._name = self._add(_("Name"), self.name)
        self._number = self._add(
            _("Organisation number"), self.number, _("Can be left empty. The VAT number follows from it.")
        )
        self._starts = Labelled(_("First day of the first fiscal year"), self.starts)
        boxes = grid(across=SPACE_4)
        boxes.addWidget(self._starts, 0, 0, Qt.AlignmentFlag.AlignTop)
        boxes.addWidget(Labelled(_("Currency"), self.currency), 0, 1, Qt.AlignmentFlag.AlignTop)
        boxes.setColumnStretch(0, 1)
        self.content.addLayout(boxes)
        self._add(_("Chart of accounts"), self.chart)
        self.content.addStretch()

    @property
    def founding(self) -> Founding:
        """What was filled in; after `check`."""
        starts = self.starts.value()
        assert isinstance(starts, date)  # noqa: S101 - checked before
        return Founding(
            name=self.name.text().strip(),
            org_number=self.number.text().strip(),
            currency=str(self.currency.value),
            chart=str(self.chart.value),
            fiscal_year_start=starts,
            language=language.current(),
        )

    def problems(self) -> Sequence[tuple[Labelled, str]]:
        """A name, a possible number, a date."""
        number = self.number.text().strip()
        starts = self.starts.value()
        return (
            (self._name, "" if self.name.text().strip() else _("The company needs a name.")),
            (self._number, "" if not number or is_org_number(number) else _("This is no organisation number.")),
            (self._starts, self.starts.problem() or ("" if starts else _("Say when the fiscal year begins."))),
        )


class AdministratorStep(Step):
    """The first administrator."""

    def __init__(self) -> None:
        super().__init__(_("You"), _("The first user administers the company: users, rights and settings."))
        self.full_name, self.user = QLineEdit(), QLineEdit()
        self.password, self.again = PasswordLine(), PasswordLine()
        self._full_name = self._add(_("Your name"), self.full_name)
        self._user = self._add(_("User name"), self.user, _("Small letters a–z, digits, dot and _."))
        text = _("At least {count} characters. It is kept nowhere: nobody can read it back.")
        self._password = self._add(_("Password"), self.password, text.format(count=SHORTEST_PASSWORD))
        self._again = self._add(_("The password once more"), self.again)
        self.content.addStretch()
        self._suggested = ""
        self.full_name.textEdited.connect(self._suggest)

    def problems(self) -> Sequence[tuple[Labelled, str]]:
        """A name, a user name the database takes, a password typed twice."""
        password = self.password.text()
        short = _("A password has at least {shortest} characters.").format(shortest=SHORTEST_PASSWORD)
        return (
            (self._full_name, "" if self.full_name.text().strip() else _("Type your name.")),
            (self._user, "" if _USER_NAME.fullmatch(self.user.text()) else _("Small letters a–z, digits, dot and _.")),
            (self._password, "" if len(password) >= SHORTEST_PASSWORD else short),
            (self._again, "" if self.again.text() == password else _("The two passwords differ.")),
        )

    def _suggest(self, text: str) -> None:
        if self.user.text() == self._suggested:
            words = text.lower().translate(_ACCENTS).split()
            self._suggested = re.sub(r"[^a-z0-9]", "", words[0]) if words else ""
            self.user.setText(self._suggested)


class RolesStep(Step):
    """What else the first administrator does."""

    def __init__(self) -> None:
        super().__init__(
            _("Your roles"),
            _("In a small company one person does it all. Untick what somebody else does; this can be changed later."),
        )
        others = {role: text for role, text in ROLE_TEXTS.items() if role is not Role.ADMINISTRATOR}
        self.roles = {role: QCheckBox(_(text.title)) for role, text in others.items()}
        boxes = grid(across=SPACE_4, down=SPACE_2)
        for place, (role, box) in enumerate(self.roles.items()):
            box.setChecked(True)
            box.setToolTip(_(ROLE_TEXTS[role].about))
            boxes.addWidget(box, place % _ROWS, place // _ROWS)
        self.content.addLayout(boxes)
        self.content.addStretch()

    @property
    def chosen(self) -> tuple[Role, ...]:
        """The administrator's role, and those that are ticked."""
        return (Role.ADMINISTRATOR, *(role for role, box in self.roles.items() if box.isChecked()))


class ServerStep(Step):
    """A server of the office."""

    def __init__(self) -> None:
        super().__init__(_("Server of the office"), _("Whoever set the server up can tell you these."))
        self.host, self.port, self.database, self.prefix = QLineEdit(), QLineEdit("5432"), QLineEdit(), QLineEdit()
        self._host, self._port = Labelled(_("Server"), self.host), Labelled(_("Port"), self.port)
        boxes = grid(across=SPACE_4)
        boxes.addWidget(self._host, 0, 0, Qt.AlignmentFlag.AlignTop)
        boxes.addWidget(self._port, 0, 1, Qt.AlignmentFlag.AlignTop)
        boxes.setColumnStretch(0, 3)
        boxes.setColumnStretch(1, 1)
        self.content.addLayout(boxes)
        self._database = self._add(_("Database"), self.database)
        hint = _("What login names begin with; empty where that is the name of the database.")
        self._add(_("Prefix"), self.prefix, hint)
        self.content.addStretch()

    @property
    def connection(self) -> Connection:
        """What was filled in; after `check`."""
        return Connection(
            place=Place.SERVER,
            host=self.host.text().strip(),
            port=int(self.port.text()),
            database=self.database.text().strip(),
            prefix=self.prefix.text().strip(),
        )

    def problems(self) -> Sequence[tuple[Labelled, str]]:
        """A server, a port, a database."""
        port = self.port.text().strip()
        possible = port.isdecimal() and int(port) in _PORTS
        return (
            (self._host, "" if self.host.text().strip() else _("Name the server.")),
            (self._port, "" if possible else _("A port is a number up to 65535.")),
            (self._database, "" if self.database.text().strip() else _("Name the database.")),
        )


def new_user(administrator: AdministratorStep, roles: RolesStep) -> NewUser:
    """The first user, after both steps were checked."""
    return NewUser(
        name=administrator.user.text(),
        full_name=administrator.full_name.text().strip(),
        password=administrator.password.text(),
        roles=roles.chosen,
        language=language.current(),
    )

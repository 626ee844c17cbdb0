"""What the law asks for beside the books: system documentation, archive plan, and the way to the processing history."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from models.database.listing import Kind, Page, PageRequest
from models.finance.queries import FISCAL_YEARS
from reports.finance.documenting import archive_plan_pdf, documentation_pdf
from resources.language import N_, _
from views.finance.reporting.result import STATUSES
from views.kit.format import format_value
from views.kit.host import Host, Link, PrintJob
from views.kit.page import Page as Screen
from views.kit.text import Card, LinkButton, column, heading, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_4

_WIDTH = 240  # pixels at 100 %
_DOCUMENTS: tuple[tuple[str, str, Callable[..., bytes]], ...] = (
    (
        N_("System documentation"),
        N_(
            "How the books are kept: accounts, series, the way from document to voucher, tax codes, rights, corrections"
            " and reports (BFL 5:11). Made of the settings as they are today."
        ),
        documentation_pdf,
    ),
    (
        N_("Archive plan"),
        N_("What is kept of the year, in which form, where and until when (BFNAR 2013:2 8.3)."),
        archive_plan_pdf,
    ),
)


class DocumentationPage(Screen):
    """A fiscal year is chosen, and its documents are shown, printed and saved."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Documentation"), link=link)
        self.years = QComboBox()
        self.years.setAccessibleName(_("Fiscal year"))
        keep(self.years, QWidget.setMinimumWidth, partial(spaced, _WIDTH))
        head = row(spacing=SPACE_2)
        head.addWidget(note(_("Fiscal year"), wrap=False))
        head.addWidget(self.years)
        head.addStretch()
        self.body.addLayout(head)
        self.buttons = [self._card(title, about, make) for title, about, make in _DOCUMENTS]
        self._add_history()
        self.body.addStretch()
        self.setFocusProxy(self.years)
        self.refresh()

    def refresh(self) -> None:
        """Fetch the fiscal years anew."""
        self.host.fetch(FISCAL_YEARS, PageRequest(), on_done=self._on_years)

    def _card(self, title: str, about: str, make: Callable[..., bytes]) -> QPushButton:
        card = Card()
        layout = column(card, margin=SPACE_4, spacing=SPACE_3)
        layout.addWidget(heading(_(title)))
        layout.addWidget(note(_(about)))
        button = QPushButton(_("Show"))
        button.setAccessibleName(_("Show: {what}").format(what=_(title)))
        button.setEnabled(False)
        button.clicked.connect(partial(self._show, title, make))
        beneath = row(spacing=SPACE_2)
        beneath.addWidget(button)
        beneath.addStretch()
        layout.addLayout(beneath)
        self.body.addWidget(card)
        return button

    def _add_history(self) -> None:
        card = Card()
        layout = column(card, margin=SPACE_4, spacing=SPACE_3)
        layout.addWidget(heading(_("Processing history")))
        about = _("When, by whom and with what each voucher was registered, and every change of what steers postings.")
        layout.addWidget(note(about))
        for text, kind in (
            (_("Processing history"), "finance.processing_history"),
            (_("Changes of fixed data"), "finance.fixed_data_changes"),
        ):
            button = LinkButton(text)
            button.clicked.connect(partial(self._open, kind))
            line = row()
            line.addWidget(button)
            line.addStretch()
            layout.addLayout(line)
        self.body.addWidget(card)

    def _on_years(self, page: Page) -> None:
        names = [column.name for column in FISCAL_YEARS.columns]
        first, last, key = (names.index(name) for name in ("starts_on", "ends_on", "id"))
        self.years.clear()
        for found in page.rows:
            days = [format_value(found[at], Kind.DATE, self.host.language) for at in (first, last)]
            self.years.addItem(" – ".join(days), found[key])
            starts, ends = found[first], found[last]
            if starts <= self.host.today <= ends:  # type: ignore[operator]  # both are days
                self.years.setCurrentIndex(self.years.count() - 1)
        for button in self.buttons:
            button.setEnabled(self.years.count() > 0)

    def _show(self, title: str, make: Callable[..., bytes], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        arguments = {
            "fiscal_year_id": self.years.currentData(),
            "language": self.host.language,
            "statuses": STATUSES,
        }
        name = f"{_(title)} {self.years.currentText()}"
        self.host.preview(PrintJob(name, make, f"{name}.pdf", arguments))

    def _open(self, kind: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        self.host.open(Link(kind))

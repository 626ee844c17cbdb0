"""Under the title of the page of a record: who else has the record open, and since when."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout
from shiboken6 import isValid

from models.company.presence import SIGN_EVERY, Presence, note_presence
from models.database.errors import KontorError, Unavailable
from resources.language import _
from views.kit.host import Link
from views.kit.page import Page
from views.kit.text import note

_CLOCK_DAY, _CLOCK = "%Y-%m-%d %H:%M", "%H:%M"

#: The table of the record that a page shows or changes, by the kind of its link: all that a page has to declare.
SUBJECTS = {
    "company.user": "company.app_user",
    "contacts.party": "contacts.party",
    "contacts.terms": "contacts.party",
    "contacts.delivery_address": "contacts.party",
    "warehouse.item": "warehouse.item",
    "warehouse.item_form": "warehouse.item",
    "warehouse.purchase_draft": "warehouse.purchase_order",
    "warehouse.purchase_order": "warehouse.purchase_order",
    "sales.draft": "sales.sales_order",
    "sales.order": "sales.sales_order",
    "service.ticket": "service.ticket",
    "finance.bank_transaction": "finance.bank_transaction",
    "finance.invoice": "finance.invoice",
    "finance.voucher": "ledger.entry",
    "finance.customer_invoice": "finance.invoice",
    "finance.supplier_invoice": "finance.invoice",
}


class PresenceLine(QObject):
    """Tells that the record of `link` is open here while `page` is in sight or holds work; shows who else has it."""

    def __init__(self, page: Page, link: Link) -> None:
        super().__init__(page)
        self._page, self._host, self._link = page, page.host, link
        self._here = False
        self.line = note("")
        self.line.hide()
        layout = page.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - a page is a column
        layout.insertWidget(layout.indexOf(page.header) + 1, self.line)
        self._signs = QTimer(self, interval=SIGN_EVERY * 1000)
        self._signs.timeout.connect(self._tell)
        page.installEventFilter(self)
        self._host.on_change("company.presence", self._on_changed, page)
        if page.isVisible():
            self._come()
        if not link.number:
            page.title_changed.connect(self._on_title)

    @property
    def number(self) -> int | None:
        """The record's key, where the link names the record otherwise once the page has read it."""
        found = self._link.number or getattr(getattr(self._page, "record", None), "id", None)
        return found if isinstance(found, int) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come and go with the page; what is typed and not saved keeps one here."""
        if event.type() == QEvent.Type.Show:
            self._come()
        elif event.type() == QEvent.Type.Hide and isValid(watched):
            self._go()
        return super().eventFilter(watched, event)

    def _go(self) -> None:
        if self._here and self._page.leaving_loses() is None:
            self._signs.stop()
            self._here = False
            self._tell()

    def _come(self) -> None:
        self._here = True
        self._signs.start()
        self._tell()

    def _tell(self) -> None:
        if self.number is None:
            return
        told = {"subject": SUBJECTS[self._link.kind], "subject_id": self.number, "here": self._here}
        self._host.run(note_presence, told, on_done=self._on_told, on_failed=self._on_failed)

    def _on_told(self, others: tuple[Presence, ...]) -> None:
        self.line.setText(words(others))
        self.line.setVisible(bool(others))

    def _on_failed(self, error: KontorError) -> None:
        """Without a connection it is tried again; a record that has gone, or may not be read, is nobody's."""
        if not isinstance(error, Unavailable):
            self._signs.stop()
        self.line.hide()

    def _on_changed(self, keys: frozenset[object]) -> None:
        if self._here and (not keys or self.number in keys):
            self._tell()

    def _on_title(self) -> None:
        """The record has been read."""
        if self._here:
            self._tell()


def words(others: tuple[Presence, ...]) -> str:
    """What is said of them, translated; the time alone where it is of this day."""
    return "   ".join(_("In use by {name} since {time}").format(name=one.name, time=_time(one)) for one in others)


def _time(one: Presence) -> str:
    local = one.since.astimezone()
    today = local.date() == local.now(local.tzinfo).date()
    return local.strftime(_CLOCK if today else _CLOCK_DAY)


def tell_presence(page: Page, link: Link) -> PresenceLine | None:
    """Tell from now on who has the page's record open; None for a new record, or one that is not told of."""
    told = link.kind in SUBJECTS and link.key is not None
    return PresenceLine(page, link) if told else None

"""Warns while a supplier invoice is typed that one like it is here already, and shows that one; nothing is refused."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from models.database.errors import KontorError
from models.database.listing import Kind
from models.finance.doubles import Double, similar_invoices
from resources.language import _
from views.finance.invoices.draft import Head, Line
from views.finance.invoices.pricing import Prices
from views.kit.entry_page import EntryPage
from views.kit.format import format_value
from views.kit.host import Level, Link, Message, MessageAction

_PAUSE = 500  # milliseconds without another key
_SUBJECT = "double"


class Doubles(QObject):
    """Looks once party, and number or amount, are there; and again when one of them is another."""

    def __init__(self, page: EntryPage[Head, Line], prices: Prices) -> None:
        super().__init__(page)
        self._page, self._prices = page, prices
        self._asked: tuple[object, ...] = ()
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self.look)

    def listen(self) -> None:
        """Hear of what is typed; once for each form."""
        for part in (self._page.form, self._page.grid):
            part.changed.connect(self._pause.start)

    def look(self) -> None:
        """Ask for invoices like the one that is typed."""
        head, net = self._page.draft, self._prices.net
        wanted = (head.party_id, head.supplier_number, net, head.invoice_date)
        if head.kind != "supplier_invoice" or head.party_id is None or wanted == self._asked:
            return
        self._asked = wanted
        if not self._page.dirty or head.invoice_date is None or not (head.supplier_number or net):
            return
        arguments = {
            "party_id": head.party_id,
            "supplier_number": head.supplier_number,
            "net": net,
            "on": head.invoice_date,
            "invoice_id": head.id,
        }
        self._page.host.read(similar_invoices, arguments, on_done=self._on_found, on_failed=self._on_failed)

    def _on_found(self, found: tuple[Double, ...]) -> None:
        if not found:
            self._page.host.tell(Message("", replaces=_SUBJECT))
            return
        other, language = found[0], self._page.host.language
        text = _("An invoice like this is here already: {number} of {date} over {total} {currency}.").format(
            number=other.supplier_number or other.number,
            date=format_value(other.invoice_date, Kind.DATE, language),
            total=format_value(other.total, Kind.MONEY, language),
            currency=other.currency,
        )
        show = MessageAction(_("Show it"), partial(self._show, other))
        self._page.host.tell(Message(text, Level.WARNING, show, replaces=_SUBJECT))

    def _show(self, other: Double) -> None:
        self._page.host.open(Link("finance.invoice", other.id), beside=True)

    def _on_failed(self, error: KontorError) -> None:
        """It was only a service."""
        del error

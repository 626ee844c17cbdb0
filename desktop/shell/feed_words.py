"""Notifications in words: what happened, by whom, when, and which page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from models.company.notifications import Notification
from resources.language import N_, _
from views.kit.host import Level, Link
from views.kit.status import STATUS_WORDS
from views.kit.subjects import SUBJECT_TITLES

_WORDS: Mapping[str, str] = {
    "assigned": N_("{who} gave you {what}"),
    "answered": N_("{who} answered {what}"),
    "mentioned": N_("{who} mentioned you on {what}"),
    "posted": N_("{who} posted {what}"),
    "changed": N_("{who} moved {what} on"),
}
_PAGES: Mapping[str, str] = {
    "service.ticket": "service.ticket",
    "finance.invoice": "finance.invoice",
    "sales.sales_order": "sales.order",
    "sales.delivery": "warehouse.delivery",
    "warehouse.purchase_order": "warehouse.purchase_order",
    "warehouse.item": "warehouse.item",
    "contacts.party": "contacts.party",
    "ledger.entry": "finance.voucher",
    "finance.bank_transaction": "finance.bank_transaction",
}
#: How grave a message was, in a word.
LEVELS: Mapping[Level, str] = {
    Level.INFO: N_("Notice"),
    Level.SUCCESS: N_("Done"),
    Level.WARNING: N_("Warning"),
    Level.ERROR: N_("Error"),
}


def headline(told: Notification) -> str:
    """What happened, in one line."""
    record = " ".join(part for part in (_(SUBJECT_TITLES[told.subject]).lower(), told.title) if part)
    return _(_WORDS[told.kind]).format(who=told.by_name or _("Somebody"), what=record)


def detail(told: Notification) -> str:
    """When, and the first words of what was written, or the status a document has now."""
    status = STATUS_WORDS.get(told.detail) if told.kind == "changed" else None
    said = _(status.label) if status is not None else told.detail
    return " · ".join(part for part in (moment(told.at), said) if part)


def page_of(told: Notification) -> Link | None:
    """The page of the record; None where there is none."""
    kind = _PAGES.get(told.subject)
    return Link(kind, told.subject_id) if kind is not None else None


def moment(at: datetime) -> str:
    """A time of this day, or a day with its time, where this computer is."""
    local = at.astimezone()
    return local.strftime("%H:%M" if local.date() == datetime.now().astimezone().date() else "%Y-%m-%d %H:%M")

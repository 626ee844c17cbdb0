"""What has happened to a record, in words, and which page each happening opens."""

from __future__ import annotations

from collections.abc import Mapping

from models.company.history import Happening
from models.company.trail import FieldChange
from models.database.listing import Kind
from models.database.rights import Permission
from resources.language import N_, _
from views.kit.field_labels import label_of, shown_values
from views.kit.format import format_value
from views.kit.host import Host, Link

_MOST = 8  # fields of one save that are told
_LONGEST = 60  # signs of a value
_NOTHING = "\N{EN DASH}"

_WORDS: Mapping[str, str] = {
    "created": N_("Created"),
    "changed": N_("Changed"),
    "deleted": N_("Deleted"),
    "note": N_("Note: {text}"),
    "corrected_note": N_("Corrected a note"),
    "added_file": N_("Added {text}"),
    "issued_file": N_("Issued {text}"),
    "removed_file": N_("Removed {text}"),
    "message": N_("Message: {text}"),
    "internal_message": N_("Internal note: {text}"),
    "posted": N_("Posted {text}"),
    "imported": N_("Read in {text}"),
    "from_statement": N_("Read from the statement {text}"),
    "matched": N_("Matched by voucher {text}"),
    "unmatched": N_("The match by voucher {text} was taken back"),
    "reversed": N_("Reversed by {text}"),
    "delivered": N_("Delivered {text}"),
    "returned": N_("Returned {text}"),
    "received": N_("Received {amount} of {text}"),
    "settled": N_("Paid or credited {amount}"),
    "unsettled": N_("Payment taken back: {amount}"),
    "mail_sending": N_("E-mail on its way to {text}"),
    "mail_handed_over": N_("E-mailed to {text}"),
    "mail_failed": N_("Could not be e-mailed to {text}"),
    "mail_uncertain": N_("E-mailed to {text}, perhaps in vain"),
}
#: Where what is told of is shown: the kind of its page, and the right to see it.
_PAGES = {
    "ledger.entry": ("finance.voucher", Permission.FINANCE_READ),
    "sales.delivery": ("warehouse.delivery", Permission.SALES_READ),
    "finance.invoice": ("finance.invoice", Permission.FINANCE_INVOICE_READ),
    "warehouse.item": ("warehouse.item", Permission.WAREHOUSE_READ),
}
_FIGURES = frozenset({"received", "settled", "unsettled"})


def words_of(happening: Happening, language: str) -> str:
    """What happened, in one line or, where people wrote it, in theirs."""
    amount = ""
    if happening.kind in _FIGURES and happening.fields:
        amount = shown_values(happening.fields[0], language)[1]
    text = _(_WORDS.get(happening.kind, happening.kind))
    return text.format(text=happening.text, amount=amount).strip()


def fields_of(happening: Happening, language: str) -> list[str]:
    """The fields that were changed, each as "label: before → after"."""
    if happening.kind in _FIGURES:  # the figure is told; what else there is, says why
        return [str(field.new) for field in happening.fields[1:]]
    if happening.kind == "corrected_note":
        return [text for field in happening.fields for text in _corrected(field)]
    told = []
    for field in happening.fields:
        old, new = (_short(value) or _NOTHING for value in shown_values(field, language))
        told.append(f"{label_of(field.name)}: {old} → {new}")
    if len(told) > _MOST:
        told[_MOST:] = [_("and {count} more").format(count=len(told) - _MOST)]
    return told


def _corrected(field: FieldChange) -> tuple[str, str]:
    return _("Before: {text}").format(text=field.old or ""), _("After: {text}").format(text=field.new or "")


def link_of(happening: Happening, host: Host, shown: tuple[object, object]) -> Link | None:
    """The page of what it tells of; None for the record that is `shown` already, or one that may not be seen."""
    kind, permission = _PAGES.get(happening.subject, ("", Permission.CONTACTS_READ))
    if not kind or not happening.key or not host.allows(permission) or shown == (happening.subject, int(happening.key)):
        return None
    return Link(kind, int(happening.key))


def moment_of(happening: Happening, language: str) -> str:
    """When it was."""
    return format_value(happening.at, Kind.TIMESTAMP, language)


def _short(value: str) -> str:
    line = " ".join(value.split())
    return f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line

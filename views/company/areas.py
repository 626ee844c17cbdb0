"""The areas of the books that a voucher series belongs to, as people read them."""

from __future__ import annotations

from resources.language import N_, _
from views.kit.form.spec import Choice

AREAS = (
    Choice("general", N_("General")),
    Choice("receivables", N_("Receivables")),
    Choice("payables", N_("Payables")),
    Choice("stock", N_("Stock")),
    Choice("payroll", N_("Payroll")),
)


def area_title(area: str) -> str:
    """What an area is called; a word that is none, as it is."""
    return next((_(choice.label) for choice in AREAS if choice.value == area), area)

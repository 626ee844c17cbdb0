"""The text of each error of tax: what, where, and what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "tax.rate_ends_before": N_("The rate ends before it begins. Choose a later last day, or leave it empty."),
    "tax.rates_overlap": N_(
        "The code has a rate of {percent} % from {first} that holds on some of these days. End that one first, or"
        " choose other days."
    ),
}

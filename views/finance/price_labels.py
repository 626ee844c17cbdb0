"""What unit prices and amounts of lines are called, with VAT and without."""

from __future__ import annotations

from resources.language import N_

#: By whether prices include VAT.
PRICE_LABELS = {False: (N_("Price"), N_("Net")), True: (N_("Price incl. VAT"), N_("Incl. VAT"))}

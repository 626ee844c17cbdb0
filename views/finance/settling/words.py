"""What the pages of open items pick from."""

from __future__ import annotations

from models.database.listing import Filter
from models.finance.queries import ACCOUNTS
from views.finance.pickers import account_text
from views.kit.form.spec import Picker

#: Accounts kept as open items.
OPEN_ACCOUNT = Picker(ACCOUNTS, ("number", "name"), account_text, (Filter("open_items", "=", value=True),))

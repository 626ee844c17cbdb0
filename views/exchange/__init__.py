"""Files in and out."""

from __future__ import annotations

from models.database.rights import Permission
from resources.language import N_
from views.exchange.export_page import ExportPage
from views.exchange.import_page import ImportPage
from views.kit.page_spec import PageSpec, RecordSearch, Tab

PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "exchange.import",
        N_("Import"),
        ImportPage,
        Tab.COMPANY,
        Permission.CONTACTS_EDIT,
        "import",
        in_navigation=True,
        other_permissions=(Permission.WAREHOUSE_ITEMS, Permission.FINANCE_BANK, Permission.FINANCE_IMPORT),
    ),
    PageSpec(
        "exchange.export",
        N_("Export"),
        ExportPage,
        Tab.COMPANY,
        Permission.CONTACTS_READ,
        "export",
        in_navigation=True,
    ),
)
SEARCHES: tuple[RecordSearch, ...] = ()

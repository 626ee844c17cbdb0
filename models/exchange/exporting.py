"""The register of all kinds of files that can be written, for screens and command line alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.database.rights import Permission
from models.database.work import Operation
from models.exchange import eskd, list_export, oss_file, sales_list_file, sie_export, sru_export
from models.exchange.exported import Exported
from resources.language import N_


@dataclass(frozen=True, slots=True)
class Exporter:
    """A kind of file that can be written; `run` is a reading (work, options) that returns an `Exported`."""

    name: str
    title: str
    extension: str
    needs: Permission
    run: Operation[Exported]
    #: Names of the options it takes, with what they mean.
    options: Mapping[str, str] = field(default_factory=dict)


_SPAN = {"from": N_("First day of the month or quarter"), "to": N_("Last day of the month or quarter")}
_ALL = (
    Exporter(
        "sie",
        N_("Books in SIE format"),
        ".se",
        Permission.FINANCE_READ,
        sie_export.export_sie,
        {
            "year": N_("First day of the fiscal year, or any day in it"),
            "type": N_("1 to 4, or 4I for vouchers alone"),
            "checksum": N_("yes: with a checksum"),
        },
    ),
    Exporter(
        "sru",
        N_("Income tax return (SRU)"),
        ".zip",
        Permission.FINANCE_READ,
        sru_export.export_sru,
        {"year": N_("First day of the fiscal year, or any day in it")},
    ),
    Exporter(
        "vat",
        N_("VAT return for Skatteverket (eSKD)"),
        ".xml",
        Permission.FINANCE_READ,
        eskd.export_eskd,
        {"period": N_("First day of the VAT period"), "text": N_("Information to Skatteverket")},
    ),
    Exporter(
        "sales-list",
        N_("EC sales list for Skatteverket (SKV574008)"),
        ".csv",
        Permission.FINANCE_READ,
        sales_list_file.export_sales_list,
        _SPAN,
    ),
    Exporter("oss", N_("OSS return for Skatteverket"), ".txt", Permission.FINANCE_READ, oss_file.export_oss, _SPAN),
    Exporter("parties", N_("Customers and suppliers"), ".csv", Permission.CONTACTS_READ, list_export.export_parties),
    Exporter("items", N_("Items"), ".csv", Permission.WAREHOUSE_READ, list_export.export_items),
)

#: By name.
EXPORTERS: dict[str, Exporter] = {exporter.name: exporter for exporter in _ALL}

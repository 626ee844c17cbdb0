"""The file of a VAT return for Skatteverket (eSKD 6.0): written from its boxes, and read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from lxml import etree

from models.company.settings import read_company
from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.exported import Exported
from models.finance.vat.definitions import PAYABLE, boxes
from models.finance.vat.returns import read_vat_return

_HEAD = (
    '<?xml version="1.0" encoding="ISO-8859-1"?>',
    (
        '<!DOCTYPE eSKDUpload PUBLIC "-//Skatteverket, Sweden//DTD Skatteverket eSKDUpload-DTD Version 6.0//SV"'
        ' "https://www1.skatteverket.se/demoeskd/eSKDUpload_6p0.dtd">'
    ),
    '<eSKDUpload Version="6.0">',
)
#: The order that the DTD wants, which is not that of the form.
_ORDER = tuple(
    f"{number:02}"
    for numbers in (
        range(5, 9),
        range(20, 25),
        (50,),
        range(35, 43),
        range(10, 13),
        range(30, 33),
        range(60, 63),
        (48, 49),
    )
    for number in numbers
)
_ORG_DIGITS = 10


@dataclass(frozen=True, slots=True)
class EskdReturn:
    """What a file states: organisation number NNNNNN-NNNN, last month YYYYMM, whole kronor by box, a free text."""

    org_number: str
    period: str
    boxes: Mapping[str, Decimal] = field(default_factory=dict)
    text: str = ""


def write_eskd(stated: EskdReturn) -> bytes:
    """The file: boxes that are not zero in the order of the DTD, and always what is to be paid."""
    elements = {box.box: box.element for box in boxes()}
    shown = [box for box in _ORDER if stated.boxes.get(box) or box == PAYABLE]
    figures = [_element(elements[box], str(int(stated.boxes.get(box, 0)))) for box in shown]
    text = [_element("TextUpplysningMoms", escape(stated.text))] if stated.text else []
    moms = ["  <Moms>", _element("Period", stated.period), *figures, *text, "  </Moms>"]
    lines = [*_HEAD, f"  <OrgNr>{escape(stated.org_number)}</OrgNr>", *moms, "</eSKDUpload>"]
    return "\r\n".join(lines).encode("iso-8859-1", "xmlcharrefreplace")


def _element(name: str, value: str) -> str:
    return f"    <{name}>{value}</{name}>"


def read_eskd(content: bytes) -> EskdReturn:
    """What a file states; Invalid where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Invalid("vat.not_a_file", detail=str(error)) from None
    moms = root.find("Moms")
    if root.tag != "eSKDUpload" or moms is None:
        raise Invalid("vat.not_a_file", detail=str(root.tag))
    numbers = {box.element: box.box for box in boxes()}
    figures = {numbers[str(x.tag)]: Decimal(x.text or 0) for x in moms if str(x.tag) in numbers}
    return EskdReturn(
        org_number=root.findtext("OrgNr") or "",
        period=moms.findtext("Period") or "",
        boxes=figures,
        text=moms.findtext("TextUpplysningMoms") or "",
    )


def org_number_of(text: str) -> str:
    """An organisation number as NNNNNN-NNNN; Invalid where it has not ten digits."""
    digits = "".join(filter(str.isdigit, text))[-_ORG_DIGITS:]
    if len(digits) != _ORG_DIGITS:
        raise Invalid("vat.no_org_number", field="org_number")
    return f"{digits[:6]}-{digits[6:]}"


@operation(needs=Permission.FINANCE_READ)
def export_eskd(work: Work, *, options: Mapping[str, str] | None = None) -> Exported:
    """The VAT return of the period that begins on the day `period`: as filed, or as things stand where it is not."""
    starts_on = day_of((options or {}).get("period", ""))
    found = read_vat_return(work, starts_on=starts_on)
    stated = EskdReturn(
        org_number=org_number_of(read_company(work).org_number),
        period=f"{found.ends_on:%Y%m}",
        boxes={box.box: found.reported(box.box) for box in boxes()},
        text=(options or {}).get("text", ""),
    )
    return Exported(write_eskd(stated), f"moms {found.ends_on:%Y-%m}.xml")


def day_of(text: str) -> date:
    """A day that an option names; Invalid where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("vat.no_period", field="period", date=text) from None

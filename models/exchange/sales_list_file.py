"""The file of the EC sales list for Skatteverket (SKV574008): written from the list, and read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.company.settings import read_company
from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.eskd import day_of, org_number_of
from models.exchange.exported import Exported
from models.finance.vat.sales_list import COLUMNS, Buyer, read_sales_list

_HEAD = "SKV574008;"
_NAME, _PHONE = 35, 17  # letters that the fields hold
_CALL_OFF = frozenset("XYZ")
_ENCODING = "iso-8859-1"
_MONTHS_OF_QUARTER = 3


@dataclass(frozen=True, slots=True)
class ListedSale:
    """A row: whole units, None where there are none; a call-off stock has a code X, Y or Z and for Z another buyer."""

    vat_number: str
    goods: Decimal | None = None
    triangular: Decimal | None = None
    services: Decimal | None = None
    call_off: str = ""
    other_buyer: str = ""


@dataclass(frozen=True, slots=True)
class SalesListFile:
    """What a file states; `period` is YYMM for a month or YY-Q for a quarter."""

    vat_number: str
    period: str
    contact: str
    phone: str
    email: str
    rows: tuple[ListedSale, ...]


def write_sales_list(stated: SalesListFile) -> bytes:
    """The file, a line for each row."""
    who = ";".join((stated.vat_number, stated.period, stated.contact[:_NAME], stated.phone[:_PHONE], stated.email))
    lines = [_HEAD, who, *(_line(row) for row in stated.rows)]
    return "".join(f"{line}\n" for line in lines).encode(_ENCODING, "replace")


def _line(row: ListedSale) -> str:
    if row.call_off:
        return f"{row.vat_number};{row.call_off};{row.other_buyer};"
    amounts = (row.goods, row.triangular, row.services)
    return f"{row.vat_number};{''.join(f'{_amount(amount)};' for amount in amounts)}"


def _amount(amount: Decimal | None) -> str:
    return str(int(amount)) if amount else ""


def read_sales_list_file(content: bytes) -> SalesListFile:
    """What a file states; Invalid where it is none."""
    lines = content.decode(_ENCODING).splitlines()
    head = lines[1].split(";") if len(lines) > 1 else []
    if len(head) < 5 or lines[0] != _HEAD:  # noqa: PLR2004 - number, period, name, phone, mail
        raise Invalid("list.not_a_file")
    rows = tuple(_row(line) for line in lines[2:] if line)
    return SalesListFile(head[0], head[1], head[2], head[3], head[4], rows)


def _row(line: str) -> ListedSale:
    parts = [*line.split(";"), "", "", ""]
    number, fields = parts[0], parts[1:]
    if fields[0] in _CALL_OFF:
        return ListedSale(number, call_off=fields[0], other_buyer=fields[1])
    try:
        goods, triangular, services = (Decimal(text) if text else None for text in fields[:3])
    except ArithmeticError:
        raise Invalid("list.not_a_file") from None
    return ListedSale(number, goods, triangular, services)


def period_of(first: date, last: date) -> str | None:
    """The period of a file: YYMM for a calendar month, YY-Q for a quarter; None for other days."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and date.fromordinal(last.toordinal() + 1).day == 1
    if whole and months == 1:
        return f"{first:%y%m}"
    if whole and months == _MONTHS_OF_QUARTER and first.month % _MONTHS_OF_QUARTER == 1:
        return f"{first:%y}-{last.month // _MONTHS_OF_QUARTER}"
    return None


@operation(needs=Permission.FINANCE_READ)
def export_sales_list(work: Work, *, options: Mapping[str, str] | None = None) -> Exported:
    """The EC sales list of the days `from` to `to`, which are a calendar month or quarter."""
    chosen = options or {}
    first, last = day_of(chosen.get("from", "")), day_of(chosen.get("to", ""))
    period = period_of(first, last)
    if period is None:
        raise Invalid("list.no_period", first=first, last=last)
    found, company = read_sales_list(work, from_date=first, to_date=last), read_company(work)
    stated = SalesListFile(
        vat_number=f"{org_number_of(company.org_number).replace('-', '')}01",
        period=period,
        contact=work.identity.full_name,
        phone=company.phone.replace(" ", ""),
        email=company.email,
        rows=tuple(row for row in map(_sale, found.buyers) if row.goods or row.triangular or row.services),
    )
    return Exported(write_sales_list(stated), f"periodisk sammanställning {period}.csv")


def _sale(buyer: Buyer) -> ListedSale:
    goods, triangular, services = (buyer.whole(column) or None for column in COLUMNS)
    return ListedSale(buyer.vat_number, goods, triangular, services)

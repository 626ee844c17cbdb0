"""Writes the books of a fiscal year as a SIE file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.company_books import books_of, vouchers_of
from models.exchange.exported import Exported
from models.exchange.sie_writer import Maker, SieType, write_books

_PROGRAM = "Kontor"
_WITH_VOUCHERS = frozenset({SieType.VOUCHERS, SieType.TRANSACTIONS})


@operation(needs=Permission.FINANCE_READ)
def export_sie(work: Work, *, options: Mapping[str, str] | None = None) -> Exported:
    """The books of the fiscal year that holds the day `year`, else today, else of the last one.

    Options: `type` "1" to "4" or "4I", by default "4"; `checksum` "yes". Raises Invalid where an option is none of
    these or there is no such year.
    """
    chosen = options or {}
    kind = _kind(chosen.get("type", SieType.VOUCHERS.value))
    year_id, starts_on = year_of(work, chosen.get("year", ""))
    books = books_of(work, fiscal_year_id=year_id, with_vouchers=kind in _WITH_VOUCHERS)
    vouchers = vouchers_of(work, fiscal_year_id=year_id) if books.has_vouchers else ()
    maker = Maker(_PROGRAM, program_version(), work.today())
    content = write_books(books, maker=maker, kind=kind, vouchers=vouchers, summed=chosen.get("checksum") == "yes")
    ending = "si" if kind is SieType.TRANSACTIONS else "se"
    return Exported(content, f"{books.company} {starts_on:%Y-%m}.{ending}")


def _kind(text: str) -> SieType:
    try:
        return SieType(text.upper().removesuffix("E"))
    except ValueError:
        raise Invalid("sie.unknown_type", field="type", type=text) from None


def year_of(work: Work, text: str) -> tuple[int, date]:
    """Key and first day of the fiscal year that holds the day `text`, else today, else of the last one."""
    try:
        day = date.fromisoformat(text) if text else work.today()
    except ValueError:
        raise Invalid("sie.malformed_date", field="year", text=text) from None
    row = work.row(
        "SELECT id, starts_on FROM ledger.fiscal_year WHERE company_id = :company AND (:any OR :day BETWEEN starts_on"
        " AND ends_on) ORDER BY (:day BETWEEN starts_on AND ends_on) DESC, starts_on DESC LIMIT 1",
        day=day,
        any=not text,
    )
    if row is None:
        raise Invalid("sie.no_such_year", field="year", day=str(day))
    return row.id, row.starts_on


def program_version() -> str:
    """The version of this program."""
    try:
        return version("kontor-desktop")
    except PackageNotFoundError:
        return "0"

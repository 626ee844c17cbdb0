"""Writes the books of a company as a SIE file, types 1 to 4 and 4I. Standard: SIE file format 4B, SIE-Gruppen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import BytesIO

from models.exchange.books import BookFile, FileLine, FileVoucher
from models.exchange.sie_lines import PC8, Field, SieLine, checksum

_KINDS = {"asset": "T", "liability": "S", "equity": "S", "expense": "K", "income": "I"}
#: Signs that people write and CP437 lacks.
_ALIKE = str.maketrans(
    {
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{EURO SIGN}": "EUR",
    }
)


class SieType(StrEnum):
    """What a file holds: balances of years, of periods, of values of dimensions; vouchers too; vouchers alone."""

    YEAR = "1"
    PERIODS = "2"
    VALUES = "3"
    VOUCHERS = "4"
    TRANSACTIONS = "4I"


@dataclass(frozen=True, slots=True)
class Maker:
    """The program that writes a file, and the day on which it does."""

    program: str
    version: str
    day: date


def write_books(
    books: BookFile,
    *,
    maker: Maker,
    kind: SieType = SieType.VOUCHERS,
    vouchers: Iterable[FileVoucher] | None = None,
    summed: bool = False,
) -> bytes:
    """The file, in CP437 with the line ends of the standard; `summed` puts a checksum around what it says.

    `vouchers` stand in place of those of the books: they are read once, and none is kept.
    """
    lines = _lines(books, maker, kind, books.vouchers if vouchers is None else vouchers)
    file = BytesIO()
    _write(file, next(lines))
    if not summed:
        for line in lines:
            _write(file, line)
        return file.getvalue()
    _write(file, _line("#KSUMMA"))
    total = checksum(_written_through(file, lines))
    _write(file, _line("#KSUMMA", str(total)))
    return file.getvalue()


def _written_through(file: BytesIO, lines: Iterable[SieLine]) -> Iterator[SieLine]:
    for line in lines:
        _write(file, line)
        yield line


def _write(file: BytesIO, line: SieLine) -> None:
    file.write(f"{_written(line)}\r\n".encode(PC8, "replace"))


def _lines(books: BookFile, maker: Maker, kind: SieType, vouchers: Iterable[FileVoucher]) -> Iterator[SieLine]:
    yield _line("#FLAGGA", "0")
    yield _line("#PROGRAM", maker.program, maker.version)
    yield _line("#FORMAT", "PC8")
    yield _line("#GEN", _day(maker.day))
    yield _line("#SIETYP", kind.value[0])
    yield from _company(books, kind)
    yield from _accounts(books)
    if kind not in {SieType.YEAR, SieType.PERIODS}:
        yield from _dimensions(books)
    if kind is not SieType.TRANSACTIONS:
        yield from _balances(books, kind)
    if kind in {SieType.VOUCHERS, SieType.TRANSACTIONS}:
        for voucher in vouchers:
            yield from _voucher(voucher)


def _company(books: BookFile, kind: SieType) -> Iterator[SieLine]:
    if books.org_number:
        yield _line("#ORGNR", books.org_number)
    yield _line("#FNAMN", books.company)
    if kind is not SieType.TRANSACTIONS:
        for year, (first, last) in sorted(books.years.items(), reverse=True):
            yield _line("#RAR", str(year), _day(first), _day(last))


def _accounts(books: BookFile) -> Iterator[SieLine]:
    for account in books.accounts:
        yield _line("#KONTO", account.number, account.name)
        if account.kind:
            yield _line("#KTYP", account.number, _KINDS[account.kind])
        if account.unit:
            yield _line("#ENHET", account.number, account.unit)
        for code in account.sru:
            yield _line("#SRU", account.number, code)


def _dimensions(books: BookFile) -> Iterator[SieLine]:
    for dimension in books.dimensions:
        if dimension.parent is None:
            yield _line("#DIM", str(dimension.number), dimension.name)
        else:
            yield _line("#UNDERDIM", str(dimension.number), dimension.name, str(dimension.parent))
    for value in books.values:
        yield _line("#OBJEKT", str(value.dimension), value.code, value.name)


def _balances(books: BookFile, kind: SieType) -> Iterator[SieLine]:
    for label, years in (("#IB", books.opening), ("#UB", books.closing), ("#RES", books.results)):
        for year, amounts in sorted(years.items(), reverse=True):
            for account, amount in sorted(amounts.items()):
                yield _line(label, str(year), account, _amount(amount))
    if kind is not SieType.YEAR:
        yield from _changes(books)
        yield from _budgets(books, with_values=kind is not SieType.PERIODS)
    if kind in {SieType.VALUES, SieType.VOUCHERS}:
        yield from _value_balances(books)


def _changes(books: BookFile) -> Iterator[SieLine]:
    for year, months in sorted(books.changes.items(), reverse=True):
        for month, amounts in sorted(months.items()):
            for account, amount in sorted(amounts.items()):
                yield _line("#PSALDO", str(year), f"{month:%Y%m}", account, (), _amount(amount))


def _budgets(books: BookFile, *, with_values: bool) -> Iterator[SieLine]:
    for year, amounts in sorted(books.budgets.items(), reverse=True):
        for (account, pairs, month), amount in sorted(
            amounts.items(), key=lambda item: (item[0][0], item[0][2], item[0][1])
        ):
            if with_values or not pairs:
                yield _line("#PBUDGET", str(year), f"{month:%Y%m}", account, _objects(dict(pairs)), _amount(amount))


def _value_balances(books: BookFile) -> Iterator[SieLine]:
    for label, years in (("#OIB", books.value_opening), ("#OUB", books.value_closing)):
        for year, amounts in sorted(years.items(), reverse=True):
            for (account, dimension, code), amount in sorted(amounts.items()):
                yield _line(label, str(year), account, (str(dimension), code), _amount(amount))


def _voucher(voucher: FileVoucher) -> Iterator[SieLine]:
    registered = _day(voucher.registered_on) if voucher.registered_on else ""
    head = (voucher.series, voucher.number, _day(voucher.day), voucher.text, registered, voucher.signature)
    yield _line("#VER", *_without_end(head))
    yield _line("{")
    for place in range(len(voucher.lines) + 1):
        for struck in voucher.history:
            if struck.position == place or (place == len(voucher.lines) and struck.position > place):
                yield _row(f"#{struck.kind}TRANS", struck.line)
        if place < len(voucher.lines):
            yield _row("#TRANS", voucher.lines[place])
    yield _line("}")


def _row(label: str, line: FileLine) -> SieLine:
    day = _day(line.row_date) if line.row_date else ""
    quantity = "" if line.quantity is None else f"{line.quantity.normalize():f}"
    rest = _without_end((day, line.text, quantity, line.signature))
    return _line(label, line.account, _objects(line.dimensions), _amount(line.amount), *rest)


def _objects(dimensions: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(word for number, code in sorted(dimensions.items(), key=_by_number) for word in (number, code))


def _by_number(pair: tuple[str, str]) -> int:
    return int(pair[0])


def _without_end(fields: tuple[str, ...]) -> tuple[str, ...]:
    """The fields without the empty ones at the end, which mean the same when left out."""
    filled = [place for place, field in enumerate(fields, 1) if field]
    return fields[: filled[-1]] if filled else ()


def _line(label: str, *fields: Field) -> SieLine:
    """The line as it will be read again: control characters and signs that CP437 lacks replaced."""
    return SieLine(0, label, tuple(_legible(f) if isinstance(f, str) else tuple(map(_legible, f)) for f in fields))


def _legible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    plain = "".join(sign if sign.isprintable() else " " for sign in text.translate(_ALIKE))
    return plain.encode(PC8, "replace").decode(PC8)


def _written(line: SieLine) -> str:
    words = (_word(f) if isinstance(f, str) else "{" + " ".join(map(_quoted, f)) + "}" for f in line.fields)
    return " ".join((line.label, *words))


def _word(text: str) -> str:
    """A number or a date bare, everything else in quotation marks."""
    return text if text.removeprefix("-").replace(".", "", 1).isdecimal() and text.isascii() else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _amount(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"

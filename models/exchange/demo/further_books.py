"""Two further books: for IFRS the rented premises are an asset and a debt, for taxation equipment wears faster."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.database.rights import Role
from models.database.session import Session
from models.database.work import CompanyIdentity
from models.exchange.demo.stage import Month, Stage
from models.finance.books.registers import AccountingBook, company_identity, open_book
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers

#: What five years of rent are worth when the business begins, at about four per cent.
_LEASED = Decimal(1548000)
_RENT, _WORN, _INTEREST = Decimal(28500), Decimal(25800), Decimal(4700)
_FASTER = Decimal(4000)  # of each month, for taxation


def keep_further_books(stage: Stage) -> None:
    """Open both books and post what differs, month by month."""
    months = [month for month in stage.months() if not month.is_present]
    _post(stage, "IFRS", [_lease(stage), *(_leased(month) for month in months)])
    _post(stage, "Skatt", [_depreciated(month) for month in months])


def _post(stage: Stage, code: str, vouchers: list[VoucherDraft]) -> None:
    book = stage.run(Role.ACCOUNTANT, open_book, book=AccountingBook(code))
    company: CompanyIdentity | None = stage.read(Role.ACCOUNTANT, company_identity, company_id=book.id)
    session = stage.sessions[Role.ACCOUNTANT]
    Session(session.engine, session.identity, company).run(post_vouchers, vouchers=vouchers)


def _lease(stage: Stage) -> VoucherDraft:
    return _voucher(stage.start, "Hyrd lokal, nyttjanderätt", ("1290", _LEASED), ("2390", -_LEASED))


def _leased(month: Month) -> VoucherDraft:
    """The rent is no cost but pays interest and debt; what is used wears."""
    amounts = (
        ("5010", -_RENT),
        ("8490", _INTEREST),
        ("2390", _RENT - _INTEREST),
        ("7832", _WORN),
        ("1290", -_WORN),
    )
    return _voucher(month.last, f"Hyrd lokal {month.first:%Y-%m}", *amounts)


def _depreciated(month: Month) -> VoucherDraft:
    return _voucher(month.last, f"Överavskrivning {month.first:%Y-%m}", ("7832", _FASTER), ("1229", -_FASTER))


def _voucher(day: date, text: str, *amounts: tuple[str, Decimal]) -> VoucherDraft:
    lines = tuple(VoucherLine(account, amount) for account, amount in amounts)
    return VoucherDraft(day, lines, text)

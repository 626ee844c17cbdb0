"""Writes the income tax return of a fiscal year as SRU files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from models.database.errors import Invalid, Rejected
from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.exported import Exported
from models.exchange.sie_export import program_version, year_of
from models.exchange.sru import SruSender, write_sru
from models.exchange.sru_return import ReturnAccount, tax_forms
from models.finance.income_tax import income_tax
from models.finance.legal_forms import closing_accounts
from models.finance.year_end import read_year_end

_LIMITED = "AB"
_JURIDICAL = "16"


@operation(needs=Permission.FINANCE_READ)
def export_sru(work: Work, *, options: Mapping[str, str] | None = None) -> Exported:
    """INFO.SRU and BLANKETTER.SRU (INK2, INK2R, INK2S) in a zip archive, for the fiscal year that holds the day `year`.

    Rejected where the company is no limited company, or lacks its number or address.
    """
    year_id, _starts_on = year_of(work, (options or {}).get("year", ""))
    end = read_year_end(work, fiscal_year_id=year_id)
    forms = tax_forms(
        _accounts(work, end.starts_on.isoformat(), end.ends_on.isoformat()),
        first=end.starts_on,
        last=end.ends_on,
        result=end.result,
        tax=income_tax(work, fiscal_year_id=year_id),
    )
    sender = _sender(work)
    content = write_sru(sender, forms, program=f"Kontor {program_version()}", made_at=datetime.now(tz=UTC))
    return Exported(content, f"SRU {sender.name} {end.ends_on:%Y-%m}.zip")


def _accounts(work: Work, first: str, last: str) -> list[ReturnAccount]:
    """Balances with the closing voucher in them for equity, as the year's balance sheet has it; others before it."""
    rows = work.rows(
        "SELECT t.account, t.closing, a.sru FROM reporting.trial_balance(:company, :first, :last) t"
        " JOIN ledger.account a ON a.company_id = :company AND a.number = t.account",
        first=first,
        last=last,
    )
    return [ReturnAccount(row.account, row.closing, tuple(row.sru)) for row in rows]


def _sender(work: Work) -> SruSender:
    company = work.row("SELECT * FROM company.company WHERE id = :company")
    if company is None:
        raise Invalid("record.not_found", table="company.company", id=work.company_id)
    number = "".join(sign for sign in company.org_number if sign.isdigit())[-10:]
    if closing_accounts(company.org_number).form != _LIMITED or len(number) != len("5560160680"):
        raise Rejected("sru.not_a_limited_company", number=company.org_number)
    if not (company.postcode and company.city):
        raise Rejected("sru.no_address", company=company.name)
    return SruSender(f"{_JURIDICAL}{number}", company.name, company.street, company.postcode, company.city)

"""A company in Norway of which four fifths are owned: founded, traded with, and taken into the group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from models.company.founding import Founding, found_company, open_fiscal_year
from models.company.rates import ExchangeRate, save_rate
from models.company.users import grant_company
from models.contacts.parties import PartyDraft, save_party
from models.database.rights import Role
from models.database.session import Session
from models.database.work import CompanyIdentity
from models.exchange.demo.cast import DAUGHTER, IN_BOTH, NAME
from models.exchange.demo.stage import Month, Stage
from models.finance.groups.between import BetweenDraft, post_between
from models.finance.groups.invoices import take_sister_invoice
from models.finance.groups.registers import (
    GroupAccount,
    GroupAdjustment,
    GroupMember,
    save_adjustment,
    save_group_account,
    save_member,
)
from models.finance.invoicing import InvoiceDraft, InvoiceLineDraft, create_and_post_invoice, post_invoices
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.rules import ZERO, round_money

_CROWN = "NOK"
_SHARE = Decimal(80)
_CAPITAL = Decimal(250000)  # in Norwegian crowns, of which the parent pays its share
_FIRST_RATE = Decimal("0.95")
#: What a Norwegian crown costs at the end of the months, one after the other and around again.
_RATES = tuple(Decimal(rate) for rate in ("0.9520", "0.9465", "0.9440", "0.9510", "0.9585", "0.9560", "0.9490"))
#: What the last months sold to the daughter: an invoice each, the first of them the earliest.
_DELIVERED = (Decimal(18600), Decimal(24200), Decimal(21400))
_COMMISSION = Decimal(9400)
_FEE = Decimal(30000)
_FEE_TEXT = "Koncerngemensam administration"
#: Of each month in Norwegian crowns: text, day, debit, credit, amount.
_BUSINESS = (
    ("Butikksalg", 24, "1930", "3001", 182000),
    ("Varekjøp", 12, "4000", "1930", 71000),
    ("Husleie", 3, "5010", "1930", 24000),
    ("Lønn", 25, "7010", "1930", 58000),
    ("Strøm og telefon", 17, "5020", "1930", 6500),
)
_BUSIER = 5500  # more is sold each month


def found_daughter(stage: Stage) -> None:
    """Found it on the first day of business with four fifths of its capital from the parent, and open it to some."""
    first = date(stage.start.year, 1, 1)
    founding = Founding(DAUGHTER, first, country="NO", currency=_CROWN)
    company = stage.run(Role.ADMINISTRATOR, found_company, founding=founding)
    stage.daughter = CompanyIdentity(company.id, company.name, _CROWN, founding.language, founding.country)
    for name in IN_BOTH:
        _there(stage, Role.ADMINISTRATOR).run(grant_company, name=name, company_id=company.id)
    if stage.today.year > first.year:
        days = date(stage.today.year, 1, 1), date(stage.today.year, 12, 31)
        _there(stage, Role.ACCOUNTANT).run(open_fiscal_year, starts_on=days[0], ends_on=days[1])
    _quote(stage, stage.start, _FIRST_RATE)
    _pay_in(stage)
    stage.daughter_card = _card(stage, company.id, PartyDraft(DAUGHTER, code="1900", city="Fredrikstad", country="NO"))
    parent = stage.sessions[Role.ADMINISTRATOR].company.id
    stage.parent_card = _card(stage, parent, PartyDraft(NAME, code="2900", city="Tibro"))


def trade_with_daughter(stage: Stage, month: Month) -> None:
    """Quote the crown at the end of a month, and send what was delivered in one of the last months."""
    if month.last < stage.today:
        _quote(stage, month.last, _RATES[(month.last.year * 12 + month.last.month) % len(_RATES)])
    ago = (stage.today.year - month.first.year) * 12 + stage.today.month - month.first.month
    if ago >= len(_DELIVERED):
        return
    line = InvoiceLineDraft("Stolar och bord enligt avtal", Decimal(1), _DELIVERED[-1 - ago], "3105", "SEXPORT")
    draft = InvoiceDraft("customer_invoice", stage.daughter_card, month.last, lines=(line,))
    posted = stage.run(Role.FINANCE_CLERK, create_and_post_invoice, invoice=draft)
    stage.sent.append(posted.id)


def close_the_group(stage: Stage) -> None:
    """Book the daughter's months and what lies between the two, but for an invoice each way; then eliminate it."""
    there = _there(stage, Role.ACCOUNTANT)
    vouchers = [voucher for month in stage.months() for voucher in _business(month, stage.today)]
    there.run(post_vouchers, vouchers=[*vouchers, *_year_end(vouchers, stage.today)])
    _charge_fee(stage)
    taken = [there.run(take_sister_invoice, sister_invoice_id=key).id for key in stage.sent[:-1]]
    if taken:
        there.run(post_invoices, invoice_ids=taken)
    line = InvoiceLineDraft("Provisjon", Decimal(1), _COMMISSION, "3920", "SEXPORTS")
    sent = InvoiceDraft("customer_invoice", stage.parent_card, _last_month_end(stage), lines=(line,), currency="SEK")
    there.run(create_and_post_invoice, invoice=sent)
    _take_into_group(stage)


def _there(stage: Stage, role: Role) -> Session:
    """The one who has this role, at work in the daughter company."""
    session = stage.sessions[role]
    return Session(session.engine, session.identity, stage.daughter)


def _card(stage: Stage, company: int, draft: PartyDraft) -> int:
    """The card that a company of the group has as customer and supplier of the other."""
    draft = replace(draft, is_customer=True, is_supplier=True, own_company_id=company)
    session = stage.sessions[Role.ADMINISTRATOR] if company == stage.daughter.id else _there(stage, Role.ADMINISTRATOR)
    return session.run(save_party, draft=draft).id


def _quote(stage: Stage, day: date, rate: Decimal) -> None:
    """What each crown costs in the other."""
    stage.run(Role.ACCOUNTANT, save_rate, rate=ExchangeRate(_CROWN, day, rate, "Riksbanken"))
    back = ExchangeRate("SEK", day, round(1 / rate, 6), "Norges Bank")
    _there(stage, Role.ACCOUNTANT).run(save_rate, rate=back)


def _pay_in(stage: Stage) -> None:
    """The capital, before the first statement of the bank."""
    paid = round_money(_CAPITAL * _SHARE / 100 * _FIRST_RATE)
    stage.at_bank -= paid
    shares = (VoucherLine("1310", paid), VoucherLine("1930", -paid))
    stage.run(Role.ACCOUNTANT, post_vouchers, vouchers=(VoucherDraft(stage.start, shares, f"Aktier i {DAUGHTER}"),))
    capital = (VoucherLine("1930", _CAPITAL), VoucherLine("2081", -_CAPITAL))
    _there(stage, Role.ACCOUNTANT).run(post_vouchers, vouchers=(VoucherDraft(stage.start, capital, "Aksjekapital"),))


def _business(month: Month, today: date) -> Iterable[VoucherDraft]:
    for text, day, debit, credit, least in _BUSINESS:
        on = month.first.replace(day=day)
        if on <= today:
            amount = Decimal(least + (_BUSIER * month.first.month if debit == "1930" else 0))
            yield VoucherDraft(on, (VoucherLine(debit, amount), VoucherLine(credit, -amount)), text)


def _year_end(vouchers: Iterable[VoucherDraft], today: date) -> Iterable[VoucherDraft]:
    """The result of the first year, where it is over."""
    last = date(today.year - 1, 12, 31)
    lines = (line for voucher in vouchers if voucher.date <= last for line in voucher.lines)
    earned = -sum((line.amount for line in lines if line.account >= "3"), ZERO)
    if earned:
        yield VoucherDraft(
            last, (VoucherLine("8999", earned), VoucherLine("2099", -earned)), "Årsresultat", kind="closing"
        )


def _charge_fee(stage: Stage) -> None:
    fee = BetweenDraft(stage.daughter.id, _last_month_end(stage), _FEE_TEXT, _FEE, "1660", "3990", "6590", "2460")
    stage.run(Role.ACCOUNTANT, post_between, draft=fee)


def _last_month_end(stage: Stage) -> date:
    return stage.today.replace(day=1) - timedelta(days=1)


def _take_into_group(stage: Stage) -> None:
    stage.run(Role.ACCOUNTANT, save_member, member=GroupMember(stage.daughter.id, share=_SHARE, from_date=stage.start))
    places = (("2081", "2081", _FIRST_RATE), ("7010", "7210", None))
    for account, at, rate in places:
        place = GroupAccount(stage.daughter.id, account=account, group_account=at, historical_rate=rate)
        stage.run(Role.ACCOUNTANT, save_group_account, place=place)
    shares = round_money(_CAPITAL * _SHARE / 100 * _FIRST_RATE)
    eliminations = (
        GroupAdjustment("Aktier i dotterföretag", stage.start, "2081", "1310", shares),
        GroupAdjustment("Koncernmellanhavanden", stage.start, "2460", "1660"),
        GroupAdjustment(_FEE_TEXT, _last_month_end(stage), "3990", "6590", _FEE),
    )
    for adjustment in eliminations:
        stage.run(Role.ACCOUNTANT, save_adjustment, adjustment=adjustment)

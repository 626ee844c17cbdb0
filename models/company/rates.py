"""Exchange rates: what a unit of a currency costs in that of the company, from a day on until the next rate."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation

#: The source of a rate that names none.
BY_HAND = "manual"


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """A rate with at most six decimals; a new one has no `id`. `used`: posted documents took it, so it stays."""

    currency: str | None = None
    valid_on: date | None = None
    rate: Decimal | None = None
    source: str = ""
    base: str = ""
    id: int | None = None
    used: bool = False


@operation(needs=Permission.COMPANY_READ)
def read_rate(work: Work, *, rate_id: int) -> ExchangeRate:
    """One rate; Invalid where there is none with this key."""
    row = work.row(
        "SELECT currency, valid_on, rate, source, base, id, company.rate_is_used(id) AS used"
        " FROM company.currency_rate WHERE id = :id",
        id=rate_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="company.currency_rate", id=rate_id)
    return ExchangeRate(*tuple(row))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_rate(work: Work, *, rate: ExchangeRate) -> ExchangeRate:
    """Add a rate of a currency for a day, or correct figure and source of one that no posted document took.

    Invalid where the currency has a rate on that day already ("rate.exists"); Rejected for a used one ("rate.used").
    """
    currency = (rate.currency or "").strip().upper()
    if rate.rate is None or rate.rate <= 0:
        raise Invalid("rate.not_positive", field="rate")
    if currency == work.company.currency:
        raise Invalid("rate.own_currency", field="currency", currency=currency)
    values = {**asdict(rate), "currency": currency, "source": rate.source.strip() or BY_HAND}
    key = _add(work, values) if rate.id is None else _correct(work, values)
    return read_rate(work, rate_id=key)


@operation(needs=Permission.FINANCE_ACCOUNTS)
def delete_rate(work: Work, *, rate_id: int) -> None:
    """Take a rate away; Rejected where a posted document took it ("rate.used")."""
    gone = work.connection.exec_driver_sql("DELETE FROM company.currency_rate WHERE id = %s", (rate_id,))
    if gone.rowcount == 0:
        raise Invalid("record.not_found", table="company.currency_rate", id=rate_id)


def _add(work: Work, values: dict[str, object]) -> int:
    if work.value("SELECT 1 FROM company.currency WHERE code = :currency", currency=values["currency"]) is None:
        raise Invalid("company.unknown_currency", field="currency", currency=values["currency"])
    key: int | None = work.value(
        "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
        " VALUES (:currency, :own, :valid_on, :rate, :source)"
        " ON CONFLICT (currency, base, valid_on) DO NOTHING RETURNING id",
        own=work.company.currency,
        **{name: values[name] for name in ("currency", "valid_on", "rate", "source")},
    )
    if key is None:
        raise Invalid("rate.exists", field="valid_on", currency=values["currency"], date=values["valid_on"])
    return key


def _correct(work: Work, values: dict[str, object]) -> int:
    key: int | None = work.value(
        "UPDATE company.currency_rate SET rate = :rate, source = :source WHERE id = :id RETURNING id",
        **{name: values[name] for name in ("rate", "source", "id")},
    )
    if key is None:
        raise Invalid("record.not_found", table="company.currency_rate", id=values["id"])
    return key

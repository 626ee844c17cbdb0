"""Rules of spending control as they are read, saved and deleted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from models.database.errors import Invalid
from models.database.records import SavedRow, delete_row, read_record, save_row
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.tables.spending import spending_rule

SPANS = ("month", "to_date", "year")
ACTS = ("warn", "stop")
_ZERO = Decimal(0)
_MOST = Decimal(1000)


@dataclass(frozen=True, slots=True)
class SpendingRule:
    """What accounts may cost by the budget in force: each by itself or together, of one value or all."""

    title: str = ""
    from_account: str = ""
    to_account: str = ""
    each_account: bool = True
    dimension: int | None = None
    dimension_code: str | None = None
    span: str = "year"
    act: str = "warn"
    tolerance_percent: Decimal = _ZERO
    tolerance_amount: Decimal = _ZERO
    active: bool = True
    id: int | None = None
    version: int | None = None


_READ = """
    SELECT title, from_account, to_account, each_account, dimension, dimension_code, span, act, tolerance_percent,
           tolerance_amount, active, id, row_version
      FROM ledger.spending_rule WHERE company_id = :company AND id = :id
"""


@operation(needs=Permission.FINANCE_READ)
def read_spending_rule(work: Work, *, rule_id: int) -> SpendingRule:
    """The rule with this key; Invalid where there is none."""
    return read_record(work, SpendingRule, _READ, table="ledger.spending_rule", row_id=rule_id)


@operation(needs=Permission.FINANCE_SPENDING)
def save_spending_rule(work: Work, *, rule: SpendingRule) -> SavedRow:
    """Make a rule, or change the one that was read at its version; one account where `to_account` is empty."""
    first = rule.from_account.strip()
    last = rule.to_account.strip() or first
    if last < first:
        raise Invalid("spending.range", field="to_account", first=first, last=last)
    if (rule.dimension is None) != (not rule.dimension_code):
        raise Invalid("spending.no_value", field="dimension_code")
    if not _ZERO <= rule.tolerance_percent <= _MOST or rule.tolerance_amount < 0:
        raise Invalid("spending.wrong_tolerance", field="tolerance_percent")
    values = {
        "title": rule.title.strip(),
        "from_account": first,
        "to_account": last,
        "each_account": rule.each_account,
        "dimension": rule.dimension,
        "dimension_code": rule.dimension_code or None,
        "span": rule.span,
        "act": rule.act,
        "tolerance_percent": rule.tolerance_percent,
        "tolerance_amount": rule.tolerance_amount,
        "active": rule.active,
    }
    return save_row(work, spending_rule, row_id=rule.id, version=rule.version, values=values)


@operation(needs=Permission.FINANCE_SPENDING)
def delete_spending_rule(work: Work, *, rule_id: int, version: int) -> None:
    """Remove a rule that nobody went past yet."""
    delete_row(work, spending_rule, row_id=rule_id, version=version)

"""How the money of a company stands today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.rights import Permission
from models.database.work import Work, operation
from resources.language import N_


@dataclass(frozen=True, slots=True)
class FinanceToday:
    """Amounts in company currency, debts positive; `result` is that of the fiscal year which contains `today`.

    `week_end` is the Sunday up to which `due_payables` counts; `result` is None where no fiscal year contains today.
    """

    today: date
    week_end: date
    bank_balance: Decimal
    overdue_receivables: Decimal
    due_payables: Decimal
    result: Decimal | None
    unmatched: int
    customer_drafts: int
    supplier_drafts: int
    to_close: int = 0
    to_return: int = 0


#: What each amount is.
FINANCE_AMOUNTS = {
    "bank_balance": N_("What is booked on the accounts of the bank accounts in use."),
    "overdue_receivables": N_("What customers have left to pay of posted invoices that fell due before today."),
    "due_payables": N_("What we have left to pay of posted invoices that fall due up to Sunday, or fell due before."),
    "result": N_("Income less costs, booked from the first day of the fiscal year up to today."),
    "unmatched": N_("The number of bank transactions that nothing in the books stands for yet."),
    "customer_drafts": N_("The number of invoices to customers that are begun and not posted."),
    "supplier_drafts": N_("The number of invoices from suppliers that are begun and not posted."),
    "to_close": N_("The number of months that are over and not closed."),
    "to_return": N_("The number of VAT periods that are over and not filed."),
}


# Balances of accounts are kept, open items and what is not matched have indexes of their own.
_TODAY = """
    WITH day AS MATERIALIZED (
        SELECT d.today, (date_trunc('week', d.today) + interval '6 days')::date AS week_end
          FROM (SELECT company.today(:company) AS today) d),
    owed AS (
        SELECT coalesce(sum(i.remaining) FILTER (WHERE a.role = 'receivable'
                        AND coalesce(i.due_on, i.entry_date) < day.today), 0) AS overdue_receivables,
               coalesce(-sum(i.remaining) FILTER (WHERE a.role = 'payable'
                        AND coalesce(i.due_on, i.entry_date) <= day.week_end), 0) AS due_payables
          FROM day
         CROSS JOIN ledger.account a
          JOIN ledger.open_item i ON i.company_id = a.company_id AND i.account = a.number AND i.remaining <> 0
         WHERE a.company_id = :company AND a.role IN ('receivable', 'payable')),
    drafts AS (
        SELECT count(*) FILTER (WHERE i.kind LIKE 'customer%') AS of_customers,
               count(*) FILTER (WHERE i.kind LIKE 'supplier%') AS of_suppliers
          FROM finance.invoice i WHERE i.company_id = :company AND i.posted_at IS NULL)
    SELECT day.today, day.week_end,
           (SELECT coalesce(sum(x.debit - x.credit), 0)
              FROM (SELECT DISTINCT b.account FROM finance.bank_account b WHERE b.company_id = :company AND b.active) b
              JOIN ledger.book k ON k.company_id = :company AND k.code = 'main'
              JOIN ledger.balance x ON x.company_id = :company AND x.book_id = k.id AND x.grain = 'Y'
                   AND x.account = b.account) AS bank_balance,
           owed.overdue_receivables, owed.due_payables,
           (SELECT (SELECT coalesce(sum(s.credit - s.debit), 0)
                      FROM reporting.sums(:company, y.starts_on, day.today + 1) s
                      JOIN ledger.account a ON a.company_id = :company AND a.number = s.account
                     WHERE a.kind NOT IN ('asset', 'liability', 'equity') AND NOT s.closing AND NOT s.opening)
              FROM ledger.fiscal_year y
             WHERE y.company_id = :company AND day.today BETWEEN y.starts_on AND y.ends_on) AS result,
           (SELECT count(*) FROM finance.bank_transaction t
             WHERE t.company_id = :company AND t.entry_id IS NULL) AS unmatched,
           drafts.of_customers, drafts.of_suppliers,
           (SELECT count(*) FROM ledger.period p WHERE p.company_id = :company AND p.kind = 'regular'
               AND p.ends_on < day.today AND NOT 'all' = ANY (p.locked_areas)) AS to_close,
           (SELECT count(*) FROM finance.vat_periods(:company, day.today) v
             WHERE v.ends_on < day.today
               AND EXISTS (SELECT FROM ledger.line l WHERE l.company_id = :company AND l.tax_code IS NOT NULL)
               AND NOT EXISTS (SELECT FROM finance.vat_return r WHERE r.company_id = :company
                                  AND r.starts_on = v.starts_on AND r.reopened_at IS NULL)) AS to_return
      FROM day CROSS JOIN owed CROSS JOIN drafts
"""


@operation(needs=Permission.FINANCE_READ)
def finance_today(work: Work) -> FinanceToday:
    """The figures of finance on the start page."""
    row = work.row(_TODAY)
    assert row is not None  # noqa: S101 - a query of one row
    return FinanceToday(*tuple(row))

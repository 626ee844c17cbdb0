"""The text of each error and finding of finance: what is wrong, where, what to do."""

from __future__ import annotations

from models.finance.allocations.messages import MESSAGES as OF_ALLOCATIONS
from models.finance.assets.messages import MESSAGES as OF_ASSETS
from models.finance.books.messages import MESSAGES as OF_BOOKS
from models.finance.budgets.messages import MESSAGES as OF_BUDGETS
from models.finance.groups.messages import MESSAGES as OF_GROUPS
from models.finance.messages_closing import MESSAGES as OF_CLOSING
from models.finance.messages_dimensions import MESSAGES as OF_DIMENSIONS
from models.finance.messages_schedules import MESSAGES as OF_SCHEDULES
from models.finance.messages_settling import MESSAGES as OF_SETTLING
from models.finance.messages_statements import MESSAGES as OF_STATEMENTS
from models.finance.messages_tax import MESSAGES as OF_TAX
from models.finance.spending.messages import MESSAGES as OF_SPENDING
from resources.language import N_

MESSAGES: dict[str, str] = {
    "database.duplicate.pk_dimension_value": N_("There is a value with this code already. Choose another code."),
    "database.duplicate.pk_account": N_("There is an account with this number already. Choose another number."),
    "database.duplicate.pk_tax_code": N_("There is a tax code of this name already. Choose another one."),
    "database.duplicate.uq_bank_account_iban": N_("There is a bank account with this number already. Open that one."),
    "database.duplicate.uq_invoice_supplier_number": N_(
        "An invoice of this supplier with this number is here already. Look for it among the supplier invoices."
    ),
    "database.duplicate.uq_voucher_template_company_id_name": N_(
        "There is a template of this name already. Choose another name."
    ),
    **OF_DIMENSIONS,
    **OF_STATEMENTS,
    **OF_SCHEDULES,
    **OF_SETTLING,
    **OF_CLOSING,
    **OF_TAX,
    **OF_ASSETS,
    **OF_BUDGETS,
    **OF_SPENDING,
    **OF_ALLOCATIONS,
    **OF_GROUPS,
    **OF_BOOKS,
    "bank.already_matched": N_(
        "The transaction of {date} over {amount} is matched already. Take the match back first."
    ),
    "bank.bad_bankgiro": N_("{bankgiro} is no bankgiro number. Look at its digits again."),
    "bank.bad_iban": N_("{iban} is no IBAN. Look at its letters and digits again."),
    "bank.does_not_add_up": N_(
        "The transaction is {amount}, but {allocated} is allocated. {left} is left to allocate."
    ),
    "bank.matched_twice": N_("Each bank transaction can be matched once. Take one of the matches away."),
    "bank.no_account": N_(
        "The statement is for account {account}, which is no bank account of this company. Add it first."
    ),
    "bank.not_found": N_(
        "This bank transaction no longer exists, or not for you. Look for it in the list of transactions."
    ),
    "bank.not_matched": N_(
        "This bank transaction is not matched, so there is no match to take back. Fetch the page anew."
    ),
    "bank.wrong_allocation": N_(
        "{amount} cannot be allocated: {open} is open, in {currency}. Allocate at most what is open."
    ),
    "currency.no_exchange_accounts": N_(
        "The company has no accounts for exchange differences. Choose them under Exchange differences."
    ),
    "currency.no_rate": N_("There is no exchange rate for {currency} on {date}. Add one under Exchange rates."),
    "invoice.already_posted": N_("Invoice {number} is posted already. Make a credit note to take it back."),
    "invoice.credits_too_much": N_(
        "That is more than is left to credit of invoice {number}: {left}. Lower quantities or prices."
    ),
    "invoice.date_runs_back": N_(
        "The invoice is dated {date}, but one of {last} is already numbered. Dates rise with the numbers."
    ),
    "invoice.negative": N_("The invoice to {party} has a negative total. Make it a credit note."),
    "invoice.no_control_account": N_(
        "There is no active account for the {role}. Give one that role in the chart of accounts."
    ),
    "invoice.no_date": N_("The invoice needs a date. Enter one."),
    "invoice.no_lines": N_("The invoice of {party} has no lines. Enter at least one."),
    "invoice.no_party": N_("Choose who the invoice is for."),
    "invoice.no_rate": N_("There is no exchange rate for {currency} on {date}. Enter one."),
    "invoice.no_rounding_account": N_(
        "There is no active account for rounding. Give one that role in the chart of accounts."
    ),
    "invoice.no_tax_rate": N_("Tax code {tax_code} has no rate on {date}. Choose another, or enter the rate."),
    "invoice.none_given": N_("Choose the invoices to post, each once."),
    "invoice.not_found": N_("This invoice no longer exists, or not for you. Look for it in the list of invoices."),
    "invoice.rate_of_own_currency": N_(
        "The invoice of {party} is in the company's own currency, so its rate is 1. Leave the rate empty."
    ),
    "invoice.wrong_account": N_(
        "A line of the invoice of {party} is on an account that invoices may not use. Choose another account."
    ),
    "invoice.wrong_control": N_(
        "The invoice of {party} has a control account that is no receivable or payable. Choose another in the"
        " party's terms."
    ),
    "invoice.wrong_credit": N_(
        "Only a posted invoice of the same party and currency can be credited: {number} is not one. Choose another."
    ),
    "invoice.wrong_net": N_("The net of the invoice of {party} is not the sum of its lines. Save it again."),
    "invoice.wrong_rounding": N_("The rounding of the invoice of {party} is not to whole units. Save it again."),
    "invoice.wrong_tax": N_("The tax of the invoice of {party} does not follow from its lines. Save it again."),
    "invoice.wrong_tax_code": N_(
        "A line of the invoice of {party} has a tax code or account that is inactive or for the other "
        "direction. Choose another."
    ),
    "invoice.wrong_tax_rate": N_(
        "The tax rate of the invoice of {party} is not that of the day of supply. Save it again."
    ),
    "ledger.already_reversed": N_("Voucher {series}{number} is reversed already, by {by}. Open that one instead."),
    "ledger.append_only": N_("What is posted is never changed or removed ({table}). Correct it with a new voucher."),
    "ledger.bad_amount": N_(
        "Voucher {entry}, line {line}: {amount} is no amount with at most two decimals. Correct it."
    ),
    "ledger.currency_amount": N_(
        "Voucher {entry}, line {line}: the amount in {currency} is missing or does not fit. Enter it."
    ),
    "ledger.empty": N_("Voucher {entry} needs at least two lines."),
    "ledger.has_document": N_("Voucher {series}{number} comes from a document ({source}). Undo it there."),
    "ledger.inactive_account": N_(
        "Voucher {entry}, line {line}: account {account} is closed. Choose another account, or open it again."
    ),
    "ledger.no_date": N_("Voucher {entry} has no date. Enter one."),
    "ledger.no_open_item": N_("Line {line} is no open item. Choose a line that is still open."),
    "ledger.no_period": N_("There is no fiscal year for {date}. Open it first."),
    "ledger.no_settlement": N_("This settlement does not exist, or was taken back already. Fetch the page anew."),
    "ledger.no_such_entry": N_("This voucher does not exist, or not for you. Look for it in the list of vouchers."),
    "ledger.party_missing": N_("Voucher {entry}, line {line}: account {account} needs a customer or supplier."),
    "ledger.period_locked": N_("The period of {date} is locked. Use a later date, or have it unlocked."),
    "ledger.reason_missing": N_("Say why the period is unlocked."),
    "ledger.refused": N_("The vouchers cannot be posted. The findings say why."),
    "ledger.reversal_before": N_(
        "A voucher of {posted} cannot be reversed on {date}, which is before it. Choose that day or a later one."
    ),
    "ledger.series_of_documents": N_(
        "Voucher {entry}: series {series} belongs to documents. Use one for manual vouchers."
    ),
    "ledger.settle_before": N_(
        "Items cannot be settled on {date}: one of them is of {last}. Choose that day or a later one."
    ),
    "ledger.settle_mismatch": N_(
        "Items {debit} and {credit} cannot be settled: they need one account, party and currency. Choose others."
    ),
    "ledger.settle_too_much": N_("{amount} cannot be settled: {open} is open. Settle at most that."),
    "ledger.settled": N_(
        "Voucher {series}{number} has a settled item on account {account}. Take the settlement back first."
    ),
    "ledger.unbalanced": N_(
        "Voucher {entry} does not balance: debit and credit differ by {difference}. Correct a line, or add one."
    ),
    "ledger.unknown_account": N_(
        "Voucher {entry}, line {line}: there is no account {account}. Choose one from the list with F4, or add it."
    ),
    "ledger.unknown_area": N_("There is no area {area} to lock."),
    "ledger.unknown_dimension": N_("There is no {code} in dimension {dimension}. Choose another value, or add it."),
    "ledger.unknown_series": N_(
        "Voucher {entry}: there is no series {series}. Choose another, or add it under Voucher series."
    ),
    "letter.not_posted": N_("The invoice to {name} is a draft. Post it first; only invoices with a number go out."),
    "series.exists": N_("There already is a series {series}. Choose another code."),
    "series.fixed": N_("Series {series} keeps its code and its area: vouchers are numbered in it."),
    "series.no_code": N_("A series needs a code, such as a letter."),
    "series.no_name": N_("A series needs a name."),
    "verify.balance_wrong": N_(
        "The kept balance of account {account} on {date} is {kept}, but its lines add up to {lines}."
    ),
    "verify.bank_disagrees": N_(
        "The bank transaction of {date} over {amount} is matched, but its voucher does not say so."
    ),
    "verify.books_unbalanced": N_("All balances together should come to zero, but come to {difference}."),
    "verify.chain_broken": N_("The chain of vouchers is broken before {voucher}: one is missing or was replaced."),
    "verify.closed_year_open": N_(
        "The year {from} to {to} stands closed, but {result} is left on its accounts of the result or a period of it is"
        " open. Open the year again and close it anew."
    ),
    "verify.entry_changed": N_("Voucher {voucher} is not what was posted: its content was changed afterwards."),
    "verify.entry_without_document": N_(
        "Voucher {voucher} says it comes from a document ({source}) that is not there."
    ),
    "verify.invoice_disagrees": N_("Invoice {number} over {total} is posted, but its voucher says {booked}."),
    "verify.invoice_lines": N_("The lines of invoice {number} do not add up to its net {net} and tax {tax}."),
    "verify.level_wrong": N_("Item {item}: {on_hand} on hand, but its moves add up to {moves}."),
    "verify.lines_disagree": N_("Lines of voucher {voucher} have another date or year than the voucher."),
    "verify.lines_without_entry": N_("A ledger line belongs to no voucher."),
    "verify.no_lines": N_("Voucher {voucher} has lost its lines."),
    "verify.number_gap": N_("Voucher {voucher} does not follow the number before it ({before})."),
    "verify.open_item_missing": N_(
        "A line of {amount} on account {account} has no open item, or another amount there."
    ),
    "verify.open_item_wrong": N_("An item on account {account} has {remaining} left, but should have {expected}."),
    "verify.outside_period": N_("Voucher {voucher} of {date} lies outside of its period."),
    "verify.own_currency": N_("A line on account {account} is {amount}, but {other} in the same currency."),
    "verify.reserved_wrong": N_("{reserved} is reserved at a place, but the reservations add up to {reservations}."),
    "verify.reversal_unlike": N_("Voucher {voucher} does not take back exactly what {reversed} booked."),
    "verify.role_membership": N_("The rights of {login} in the server and in the company differ: {role}."),
    "verify.row_rules_off": N_("The row rules of {table} are switched off."),
    "verify.series_behind": N_("Series {series} has lost count of its last voucher."),
    "verify.stock_value": N_("Account {account}: the stock is worth {stock}, but the ledger says {ledger}."),
    "verify.tax_total_wrong": N_(
        "The kept total of tax code {code} on account {account} on {date} is {kept}, but its lines add up to {lines}."
    ),
    "verify.unbalanced": N_("Voucher {voucher} does not balance: debit and credit differ by {difference}."),
    "verify.user_lock": N_("User {name} can sign in although locked, or the other way round."),
    "verify.user_without_login": N_("User {name} has no login in the server."),
    "year_end.allocation_too_large": N_(
        "At most {most} may go to a tax allocation reserve this year, not {allocation}. Enter less."
    ),
    "year_end.closed": N_("The year is closed. Open it again first, under Year-end."),
    "year_end.decided_too_early": N_("The result is decided on after the year has ended on {to}. Choose a later day."),
    "year_end.disposed": N_(
        "The result of {from} to {to} has been disposed of. Take the disposal back first, under Year-end."
    ),
    "year_end.dividend_too_large": N_(
        "A dividend of {dividend} is more than what may be paid out: {free}. Enter less."
    ),
    "year_end.earlier_open": N_("The year {from} to {to} comes first: its result is not booked. Close it first."),
    "year_end.later_closed": N_("A year after {from} to {to} is closed. Open that one first."),
    "year_end.no_disposal": N_("This disposal no longer stands. Fetch the page anew."),
    "year_end.no_year": N_("There is no such fiscal year. Open one under Periods."),
    "year_end.not_closed": N_("The year {from} to {to} is not closed."),
    "year_end.period_open": N_("The month {from} to {to} is not locked for everything. Close it first, under Periods."),
    "year_end.wrong_account": N_(
        "Account {account} cannot be used here. Choose one of the right kind in the chart of accounts."
    ),
}

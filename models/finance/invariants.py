"""What always holds in the books: each invariant by the code of its finding, and what to do where it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from resources.language import N_


class Area(StrEnum):
    """What an invariant is about, marked with N_."""

    VOUCHERS = N_("Vouchers")
    BALANCES = N_("Balances")
    DOCUMENTS = N_("Documents")
    STOCK = N_("Stock")
    RIGHTS = N_("Rights")


@dataclass(frozen=True, slots=True)
class Invariant:
    """`code` is that of the finding; `title` says what holds and `repair` what to do, both marked with N_."""

    code: str
    area: Area
    title: str
    repair: str


#: Somebody wrote past the doors; the books themselves must come from before that.
_RESTORE = N_(
    "Somebody changed the database past the program. Keep it as evidence, restore the last backup that holds, and post"
    " again what came after it."
)
_REPORT = N_("Nothing is lost: the lines decide. Export the books as SIE, and ask for help with kontor verify --json.")
_REVERSE = N_("Reverse the voucher from its page and post it anew.")
_DOCUMENT = N_("Open the document, credit it or take its match back, and post it anew.")
_COUNT = N_("Count the item at this place; the count sets it right.")
_VAT = N_("Open the VAT return again, with a reason, and file the correction.")
_ASSET = N_("Open Assets against ledger: it shows the vouchers behind the difference.")
_CLOSE = N_("Open the period again, with a reason, and close it anew.")
_REVIEW = N_("Take the review back, and let somebody else review it.")
_BOOK = N_("Save what differs anew in the company itself, such as the account; the book follows.")
_ALLOCATION = N_("Open Booked allocations, take that month back, and allocate it anew.")
_USERS = N_("Open the user under Company, take the role away and give it again; lock and unlock where it says so.")

INVARIANTS: tuple[Invariant, ...] = (
    Invariant("verify.unbalanced", Area.VOUCHERS, N_("Debit equals credit in every voucher"), _RESTORE),
    Invariant("verify.no_lines", Area.VOUCHERS, N_("Every voucher posted here has its lines"), _RESTORE),
    Invariant("verify.lines_without_entry", Area.VOUCHERS, N_("Every line belongs to a voucher"), _RESTORE),
    Invariant("verify.lines_disagree", Area.VOUCHERS, N_("Lines have the date and year of their voucher"), _RESTORE),
    Invariant("verify.entry_changed", Area.VOUCHERS, N_("Every voucher is as it was posted"), _RESTORE),
    Invariant("verify.chain_broken", Area.VOUCHERS, N_("No voucher is missing from the chain of its series"), _RESTORE),
    Invariant("verify.number_gap", Area.VOUCHERS, N_("The numbers of a series follow each other"), _RESTORE),
    Invariant("verify.series_behind", Area.VOUCHERS, N_("Each series knows its last number"), _REPORT),
    Invariant("verify.outside_period", Area.VOUCHERS, N_("Every voucher lies in its period and fiscal year"), _RESTORE),
    Invariant("verify.reversal_unlike", Area.VOUCHERS, N_("A reversal takes back exactly what it reverses"), _REVERSE),
    Invariant("verify.closed_without_proof", Area.VOUCHERS, N_("Every closed period has its proof"), _CLOSE),
    Invariant("verify.closed_period_changed", Area.VOUCHERS, N_("Closed periods are as they were closed"), _CLOSE),
    Invariant("verify.closed_with_open_task", Area.VOUCHERS, N_("Closed periods have no open tasks"), _CLOSE),
    Invariant("verify.reviewed_own_work", Area.RIGHTS, N_("Nobody reviews their own work"), _REVIEW),
    Invariant("verify.book_out_of_step", Area.VOUCHERS, N_("Further books keep step with their company"), _BOOK),
    Invariant("verify.book_with_tax", Area.VOUCHERS, N_("Further books have no lines with VAT"), _REVERSE),
    Invariant("verify.half_between", Area.VOUCHERS, N_("Both halves of a voucher between companies agree"), _RESTORE),
    Invariant(
        "verify.own_currency",
        Area.VOUCHERS,
        N_("Amounts in the company's currency are the same in both columns"),
        _RESTORE,
    ),
    Invariant("verify.dimension_set_gone", Area.VOUCHERS, N_("Dimensions on lines are known combinations"), _RESTORE),
    Invariant("verify.dimension_set_wrong", Area.VOUCHERS, N_("Combinations of dimensions are as they were"), _RESTORE),
    Invariant(
        "verify.dimension_value_gone",
        Area.VOUCHERS,
        N_("Dimensions on lines are in the register"),
        N_("Add the value again under Dimensions."),
    ),
    Invariant(
        "verify.dimension_default_closed",
        Area.VOUCHERS,
        N_("Rules of dimensions fill in values that are open"),
        N_("Choose another value in the rule, or open the value again."),
    ),
    Invariant(
        "verify.closed_year_open",
        Area.VOUCHERS,
        N_("A closed year has its result booked and is locked"),
        N_("Open the year again under Year-end, with a reason, and close it anew."),
    ),
    Invariant(
        "verify.balance_wrong", Area.BALANCES, N_("Balances of days, months and years are the sums of lines"), _REPORT
    ),
    Invariant(
        "verify.tax_total_wrong",
        Area.BALANCES,
        N_("Totals of each tax code, account and day are the sums of lines"),
        _REPORT,
    ),
    Invariant("verify.books_unbalanced", Area.BALANCES, N_("The balances of all accounts add up to zero"), _REPORT),
    Invariant("verify.open_item_missing", Area.BALANCES, N_("Every line that can be settled is an open item"), _REPORT),
    Invariant("verify.open_item_wrong", Area.BALANCES, N_("What is left of an item is what was not settled"), _REPORT),
    Invariant(
        "verify.open_items_differ",
        Area.BALANCES,
        N_("The balance of an account with open items is their sum"),
        _REPORT,
    ),
    Invariant("verify.invoice_disagrees", Area.DOCUMENTS, N_("Posted invoices say what their voucher says"), _DOCUMENT),
    Invariant("verify.invoice_lines", Area.DOCUMENTS, N_("The lines of an invoice add up to its total"), _DOCUMENT),
    Invariant(
        "verify.entry_without_document", Area.DOCUMENTS, N_("Vouchers of documents have their document"), _REVERSE
    ),
    Invariant("verify.bank_disagrees", Area.DOCUMENTS, N_("Matched bank transactions are in the ledger"), _DOCUMENT),
    Invariant("verify.vat_boxes", Area.DOCUMENTS, N_("Filed VAT returns are in whole units"), _RESTORE),
    Invariant("verify.vat_payable", Area.DOCUMENTS, N_("What a VAT return pays follows from its boxes"), _RESTORE),
    Invariant("verify.vat_overlap", Area.DOCUMENTS, N_("No day is in two filed VAT returns"), _VAT),
    Invariant("verify.vat_changed", Area.DOCUMENTS, N_("Filed VAT returns say what the books say"), _VAT),
    Invariant("verify.vat_settlement", Area.DOCUMENTS, N_("VAT is settled by what was filed"), _VAT),
    Invariant("verify.asset_entry", Area.DOCUMENTS, N_("Depreciation in the ledger is that of the register"), _ASSET),
    Invariant("verify.asset_account", Area.DOCUMENTS, N_("The register of fixed assets is the ledger's"), _ASSET),
    Invariant("verify.asset_disposed", Area.DOCUMENTS, N_("What is disposed of is worth nothing"), _ASSET),
    Invariant(
        "verify.allocation_differs", Area.DOCUMENTS, N_("Each allocation is booked as it was computed"), _ALLOCATION
    ),
    Invariant("verify.deferral_parts", Area.DOCUMENTS, N_("The parts of a spread amount add up to it"), _RESTORE),
    Invariant("verify.run_without_entry", Area.DOCUMENTS, N_("Posted repetitions have their voucher"), _RESTORE),
    Invariant("verify.level_wrong", Area.STOCK, N_("Stock on hand is the sum of its moves"), _COUNT),
    Invariant(
        "verify.reserved_wrong",
        Area.STOCK,
        N_("What is reserved is the sum of the reservations"),
        N_("Release the orders that reserve the item, and reserve them again."),
    ),
    Invariant(
        "verify.stock_value",
        Area.STOCK,
        N_("The value of the stock is that of its ledger accounts"),
        N_("Look in the general ledger for vouchers by hand on the stock account, and reverse them."),
    ),
    Invariant("verify.user_without_login", Area.RIGHTS, N_("Every user has a login in the server"), _USERS),
    Invariant("verify.user_lock", Area.RIGHTS, N_("Who is locked cannot sign in"), _USERS),
    Invariant("verify.role_membership", Area.RIGHTS, N_("Rights in the server are those in the company"), _USERS),
    Invariant(
        "verify.row_rules_off",
        Area.RIGHTS,
        N_("Every table has its row rules"),
        N_("Run kontor server upgrade as whoever set the database up: it puts the rules back."),
    ),
)
BY_CODE: dict[str, Invariant] = {invariant.code: invariant for invariant in INVARIANTS}

"""What the system documentation and the archive plan say, marked for translation; figures come from the settings."""

from __future__ import annotations

from models.database.listing import Column, Kind
from resources.language import N_

#: BFL 7 kap. 2 §: until the end of the seventh year after the calendar year in which the fiscal year ended.
YEARS_KEPT = 7

DOCUMENTATION, ARCHIVE_PLAN = N_("System documentation"), N_("Archive plan")

SYSTEM = N_("The company and its system")
SYSTEM_TEXT = (
    N_(
        "{company} ({org_number}) keeps its books in {currency} with Kontor. This documentation is of the fiscal year"
        " {first} to {last} and was made by the program from the company's own settings."
    ),
    N_(
        "All is kept in one database (PostgreSQL {database}). The rules of bookkeeping stand in the database itself:"
        " whoever works with the program, its command line or straight with the database meets the same ones."
    ),
)
VERSIONS = N_("Versions of the program")
VERSIONS_TEXT = (N_("The version that was in use when the year began, and those that came during it."),)
VERSION_COLUMNS = (
    Column("version", N_("Version")),
    Column("digest", N_("Rules")),
    Column("installed_at", N_("In use from"), Kind.TIMESTAMP),
)
ACCOUNTS = N_("Chart of accounts")
ACCOUNTS_TEXT = (
    N_(
        "The kind decides where an account stands in the statements, the role what the program books on it by itself,"
        " and the tax code is what is proposed for its lines."
    ),
)
ACCOUNT_COLUMNS = (
    Column("number", N_("Account")),
    Column("name", N_("Name")),
    Column("kind", N_("Kind"), Kind.STATUS),
    Column("role", N_("Role"), Kind.STATUS),
    Column("tax_code", N_("Tax code")),
    Column("status", N_("Status"), Kind.STATUS),
)
SERIES = N_("Voucher series")
SERIES_TEXT = (
    N_(
        "Vouchers are numbered without gaps, in each series from 1 in each fiscal year, when they are posted. Each"
        " voucher carries a seal (SHA-256) over its content and that of the one before it in its series."
    ),
)
SERIES_COLUMNS = (
    Column("code", N_("Series")),
    Column("name", N_("Name")),
    Column("area", N_("Area"), Kind.STATUS),
    Column("first", N_("First"), Kind.INTEGER),
    Column("last", N_("Last"), Kind.INTEGER),
    Column("count", N_("Vouchers"), Kind.INTEGER),
)
NUMBERS = N_("Numbers of documents")
NUMBERS_TEXT = (N_("Invoices, orders and other documents take the next number of their kind when they are issued."),)
NUMBER_COLUMNS = (
    Column("kind", N_("Kind"), Kind.STATUS),
    Column("prefix", N_("Prefix")),
    Column("next", N_("Next number"), Kind.INTEGER),
)
FLOW = N_("How business becomes vouchers")
FLOW_TEXT = (
    N_(
        "A document is entered as a draft and checked. Posting it makes its voucher in the same act, in the series of"
        " its area: invoices, payments, deliveries and receipts of goods book themselves, all else is entered as a"
        " voucher. Each voucher names what it comes from, and that names its voucher."
    ),
    N_(
        "A voucher is posted whole or not at all: it balances, its day lies in an open period, its accounts are in use."
        " Files taken in (SIE, bank statements) become vouchers that say so."
    ),
)
FLOW_COLUMNS = (
    Column("source", N_("Comes from"), Kind.STATUS),
    Column("area", N_("Area"), Kind.STATUS),
    Column("series", N_("Series")),
    Column("count", N_("Vouchers"), Kind.INTEGER),
)
TAX = N_("Tax codes")
TAX_TEXT = (N_("Rates that held at any time of the year, with the accounts they book on and the boxes of the return."),)
TAX_COLUMNS = (
    Column("code", N_("Code")),
    Column("name", N_("Name")),
    Column("direction", N_("Direction"), Kind.STATUS),
    Column("percent", N_("Percent"), Kind.PERCENT),
    Column("account", N_("Account")),
    Column("base_box", N_("Box of the base")),
    Column("tax_box", N_("Box of the tax")),
    Column("valid_from", N_("From"), Kind.DATE),
    Column("valid_to", N_("To"), Kind.DATE),
)
RIGHTS = N_("Who may do what")
RIGHTS_TEXT = (
    N_("Everybody signs in under their own name. Rights come with roles, and the database itself holds to them."),
)
RIGHT_COLUMNS = (
    Column("full_name", N_("Name")),
    Column("name", N_("User name")),
    Column("role", N_("Role")),
    Column("about", N_("What for")),
)
SPENDING = N_("Spending control")
SPENDING_TEXT = (
    N_(
        "Vouchers by hand, suppliers' invoices and purchase orders are compared with the approved budget in force. Over"
        " a rule that stops, an accountant or administrator lets one document past with a reason; whatever went past"
        " a rule is kept."
    ),
)
SPENDING_COLUMNS = (
    Column("title", N_("Title")),
    Column("from_account", N_("From account")),
    Column("to_account", N_("To account")),
    Column("dimension_code", N_("Value")),
    Column("span", N_("Compared"), Kind.STATUS),
    Column("act", N_("Over budget"), Kind.STATUS),
    Column("passed", N_("Times over"), Kind.INTEGER),
)
CORRECTIONS = N_("How corrections are made")
CORRECTIONS_TEXT = (
    N_(
        "A posted voucher is never changed or taken away. It is corrected by a new voucher that reverses it or books"
        " the difference, and each names the other, with the day and whoever made it (BFL 5:5)."
    ),
    N_(
        "Posted invoices are corrected by credit notes, deliveries by returns, and matched payments by taking the match"
        " back."
    ),
)
PERIODS = N_("Periods")
PERIODS_TEXT = (
    N_("A locked period takes no more vouchers of its locked areas. Locking and opening stand in the trail."),
)
PERIOD_COLUMNS = (
    Column("starts_on", N_("From"), Kind.DATE),
    Column("ends_on", N_("To"), Kind.DATE),
    Column("kind", N_("Kind"), Kind.STATUS),
    Column("locked", N_("Locked areas"), Kind.STATUS),
)
REPORTS = N_("How reports come about")
REPORTS_TEXT = (
    N_(
        "Journal, general ledger, trial balance, income statement, balance sheet and the VAT return are reckoned from"
        " the posted vouchers whenever they are asked for; each figure opens the vouchers it is made of. A report can"
        " be kept as it was, with its SHA-256, and compared with what it would be today."
    ),
    N_("Beside them the company has built these reports:"),
)
REPORT_COLUMNS = (
    Column("name", N_("Name")),
    Column("description", N_("What it is for")),
    Column("owner", N_("Built by")),
)
HISTORY = N_("Processing history")
HISTORY_TEXT = (
    N_(
        "Under Processing history stand all vouchers with when they were registered, by whom, by which version of the"
        " program and from what, and under Changes of fixed data every change of accounts, tax codes, rates, series,"
        " periods and rights. Neither can be changed. Both can be printed and exported."
    ),
)

ARCHIVE_TEXT = (
    N_(
        "This plan says what {company} ({org_number}) keeps of the fiscal year {first} to {last}, in which form and"
        " where. All of it is kept until {until} at least (BFL 7:2)."
    ),
)
KEPT = N_("What is kept")
ARCHIVE_COLUMNS = (
    Column("what", N_("What")),
    Column("form", N_("Form")),
    Column("place", N_("Where")),
    Column("count", N_("Number"), Kind.INTEGER),
)
_DATABASE, _ELECTRONIC = N_("The database of the company"), N_("Electronic, as it was made")
#: The name of its count, what it is, its form and its place.
ARCHIVE: tuple[tuple[str, str, str, str], ...] = (
    ("vouchers", N_("Vouchers with their lines and seals"), _ELECTRONIC, _DATABASE),
    ("invoices", N_("Posted invoices and credit notes"), _ELECTRONIC, _DATABASE),
    ("issued", N_("Documents as they were issued (PDF)"), _ELECTRONIC, _DATABASE),
    ("added", N_("Receipts and other files with records"), N_("Electronic, as received"), _DATABASE),
    ("statements", N_("Bank statements taken in, of all years"), N_("Electronic, as received"), _DATABASE),
    ("snapshots", N_("Reports kept as they were"), _ELECTRONIC, _DATABASE),
    ("", N_("Chart of accounts, tax codes, rates and series with all changes"), _ELECTRONIC, _DATABASE),
    ("", N_("Processing history and trail of changes"), _ELECTRONIC, _DATABASE),
    ("", N_("System documentation of the year"), N_("Electronic (PDF), or on paper"), N_("Kept by whoever makes it")),
    ("", N_("Annual accounts, signed"), N_("As signed"), N_("Kept by the board")),
    ("", N_("Copies of all of it"), N_("Backup of the database, and SIE files"), N_("Kept apart from the database")),
)
KEEPING = N_("How it stays readable")
KEEPING_TEXT = (
    N_(
        "Make a backup regularly and keep one apart from the computer of the database (kontor backup). Export the year"
        " as a SIE file when it is closed (kontor export), so that it can be read without the program."
    ),
    N_("Check the books now and then: the check recomputes every seal and every balance (kontor verify)."),
)

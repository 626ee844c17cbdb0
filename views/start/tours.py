"""The first steps by what one works with: each says what and why, leads to its place, and knows when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.company.begun import COMPANY_DEEDS, Deed
from models.database.rights import Permission
from models.finance.begun import FINANCE_DEEDS
from models.sales.begun import SALES_DEEDS
from models.service.begun import SERVICE_DEEDS
from models.warehouse.begun import WAREHOUSE_DEEDS
from resources.language import N_
from views.kit.host import Link

#: What the database knows to be done; the rest the program notices: see the constants below.
DEEDS: Mapping[str, Deed] = {**COMPANY_DEEDS, **FINANCE_DEEDS, **WAREHOUSE_DEEDS, **SALES_DEEDS, **SERVICE_DEEDS}

FOUND = "found"  # something was chosen in the search of everything
SEARCHED = "searched"  # a list was narrowed
SHOWN = "shown"  # a document was shown as it is printed
FOLLOWED = "followed"  # a figure of a report was followed to a voucher
BESIDE = "beside"  # two pages stand side by side
PINNED = "pinned"  # a record is pinned
CONFIRMED = "confirmed"  # an order was confirmed
COMPARED = "compared"  # a change was looked at, before and after
NOTICED = (FOUND, SEARCHED, SHOWN, FOLLOWED, BESIDE, PINNED, CONFIRMED, COMPARED)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: `name` in `DEEDS` or `NOTICED`; texts are marked with N_. Without a link it has no page.

    `at` says what to point at there: "everything" the search in the bar, "list" that of the list, "act" the button
    that begins it, "rows" the first table; `hint` what the bubble says.
    """

    name: str
    title: str
    about: str
    act: str
    link: Link | None = None
    permission: str = ""
    at: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Tour:
    """The steps of those who have the right; `title` is marked with N_."""

    name: str
    title: str
    permission: str
    steps: tuple[Step, ...]

    def open_to(self, allows: Callable[[str], bool]) -> tuple[Step, ...]:
        """The steps somebody may go, none where the tour is not theirs."""
        return tuple(step for step in self.steps if allows(step.permission)) if allows(self.permission) else ()


_FIND = Step(
    FOUND,
    N_("Find anything at once"),
    N_("One line finds every page, record and command, wherever you are."),
    N_("Search"),
    at="everything",
    hint=N_("Type a name, a number or what you want to do, and choose with Enter."),
)
_PIN = Step(
    PINNED,
    N_("Pin what you come back to"),
    N_("A pinned record stands below the navigation, one press away."),
    N_("Open the customers"),
    Link("contacts.customers"),
    Permission.CONTACTS_READ,
    "rows",
    N_("Open one with Enter. Then choose “Pin this record” in the menu Go."),
)
_BESIDE = Step(
    BESIDE,
    N_("Keep two pages open side by side"),
    N_("With Ctrl, whatever you press opens in a tab of its own, and this page stays."),
    N_("Try it here"),
    None,
    at="figure",
    hint=N_("Hold Ctrl and press it."),
)


def _search(kind: str, title: str, about: str, permission: str) -> Step:
    hint = N_("Type a word, an amount or a condition; what can stand here is proposed.")
    return Step(SEARCHED, title, about, N_("Open the list"), Link(kind), permission, "list", hint)


_CUSTOMERS = Step(
    "contacts.customers",
    N_("Take your customers over"),
    N_("A spreadsheet with a name in each row is enough. Suppliers come the same way."),
    N_("Import customers"),
    Link("exchange.import", arguments={"kind": "parties"}),
    Permission.CONTACTS_EDIT,
)
_LOGO = Step(
    "company.logo",
    N_("Put your logo on what you send"),
    N_("Invoices, orders and delivery notes carry it, so that customers know you."),
    N_("Company facts"),
    Link("company.facts"),
    Permission.COMPANY_EDIT,
)
_DOCUMENT = Step(
    SHOWN,
    N_("See it as the customer gets it"),
    N_("What is shown is what is printed and sent, to the last line."),
    N_("Open the orders"),
    Link("sales.orders"),
    Permission.SALES_READ,
    "rows",
    N_("Open one with Enter, and choose “Print…” in the menu File."),
)

OFFICE = Tour(
    "office",
    N_("Office and books"),
    Permission.FINANCE_INVOICE_POST,
    (
        _LOGO,
        Step(
            "finance.bank_account",
            N_("Say where you are paid"),
            N_("The bank account stands on your invoices, and its statements are matched with them."),
            N_("Bank accounts"),
            Link("finance.bank_accounts"),
            Permission.FINANCE_ACCOUNTS,
            "act",
            N_("Begin here."),
        ),
        Step(
            "finance.books",
            N_("Take your books over"),
            N_("A SIE file from the program you used before brings accounts, balances and vouchers."),
            N_("Import SIE"),
            Link("exchange.import", arguments={"kind": "sie"}),
            Permission.FINANCE_IMPORT,
        ),
        _CUSTOMERS,
        Step(
            "finance.invoice",
            N_("Post the first invoice"),
            N_("It is a draft until you post it; then it has its number and stands in the books."),
            N_("New invoice"),
            Link("finance.customer_invoice"),
            Permission.FINANCE_INVOICE_EDIT,
        ),
        Step(
            "finance.bank",
            N_("Let the bank say what was paid"),
            N_("A statement from the bank pays the invoices it names, and asks about the rest."),
            N_("Import a statement"),
            Link("exchange.import", arguments={"kind": "camt"}),
            Permission.FINANCE_BANK,
        ),
        _FIND,
    ),
)
SELLER = Tour(
    "seller",
    N_("Sales"),
    Permission.SALES_EDIT,
    (
        _FIND,
        _search(
            "sales.orders",
            N_("Narrow the list of orders"),
            N_("One line holds words, amounts and conditions, and can be kept as a view of yours."),
            Permission.SALES_READ,
        ),
        Step(
            CONFIRMED,
            N_("Confirm the first order"),
            N_("Goods are promised to the customer from then on, and the warehouse sees what to pick."),
            N_("New order"),
            Link("sales.order"),
            Permission.SALES_CONFIRM,
        ),
        _DOCUMENT,
        _PIN,
        _BESIDE,
    ),
)
WAREHOUSE = Tour(
    "warehouse",
    N_("Warehouse"),
    Permission.WAREHOUSE_READ,
    (
        _search(
            "warehouse.stock",
            N_("See what lies where"),
            N_("The list of stock finds an item by its name, number or place."),
            Permission.WAREHOUSE_READ,
        ),
        Step(
            "warehouse.ordered",
            N_("Order the first goods"),
            N_("What is ordered is expected, and received against the order line by line."),
            N_("New purchase order"),
            Link("warehouse.purchase_order"),
            Permission.PURCHASING_EDIT,
        ),
        Step(
            "warehouse.received",
            N_("Receive a delivery"),
            N_("Scan or count what came; it is on the shelf in the books at once."),
            N_("Receive goods"),
            Link("warehouse.receive"),
            Permission.WAREHOUSE_RECEIVE,
        ),
        Step(
            "sales.delivered",
            N_("Pick and send an order"),
            N_("The list shows what waits, the most urgent first, and the note is printed with it."),
            N_("To pick"),
            Link("warehouse.to_pick"),
            Permission.WAREHOUSE_SHIP,
            "rows",
            N_("Open one with Enter."),
        ),
        Step(
            "warehouse.moved",
            N_("Move goods to another place"),
            N_("So that whoever picks next finds them where they are."),
            N_("Transfer"),
            Link("warehouse.transfer"),
            Permission.WAREHOUSE_MOVE,
        ),
        _FIND,
        _BESIDE,
    ),
)
SERVICE = Tour(
    "service",
    N_("Service"),
    Permission.SERVICE_EDIT,
    (
        Step(
            "service.taken",
            N_("Take a ticket"),
            N_("It is yours from then on, and everybody sees who helps the customer."),
            N_("Open tickets"),
            Link("service.open_tickets"),
            Permission.SERVICE_READ,
            "rows",
            N_("Open one with Enter, and choose yourself under “Assigned to”."),
        ),
        Step(
            "service.answered",
            N_("Answer the customer"),
            N_("The whole conversation stands in one place, your notes among yourselves apart."),
            N_("Open tickets"),
            Link("service.open_tickets"),
            Permission.SERVICE_EDIT,
            "rows",
            N_("Open one with Enter, write, and press Ctrl+Enter."),
        ),
        Step(
            "service.solved",
            N_("Solve a ticket"),
            N_("It leaves the list of those who wait, and can be opened again."),
            N_("Open tickets"),
            Link("service.open_tickets"),
            Permission.SERVICE_EDIT,
            "rows",
            N_("Open one with Enter, and say “Solved” there."),
        ),
        _search(
            "service.tickets",
            N_("Narrow the list of tickets"),
            N_("One line holds words, days and conditions, and can be kept as a view of yours."),
            Permission.SERVICE_READ,
        ),
        _FIND,
        _PIN,
    ),
)
REVIEW = Tour(
    "review",
    N_("Management and audit"),
    Permission.FINANCE_READ,
    (
        Step(
            FOLLOWED,
            N_("Follow a figure to its voucher"),
            N_("Every figure opens into the rows it is made of, down to the document behind it."),
            N_("Income statement"),
            Link("finance.statement", arguments={"statement": "income"}),
            Permission.FINANCE_READ,
            "rows",
            N_("Press a figure, then a row of what opens."),
        ),
        _search(
            "finance.vouchers",
            N_("Narrow the list of vouchers"),
            N_("One line holds words, amounts and days, and can be kept as a view of yours."),
            Permission.FINANCE_READ,
        ),
        Step(
            SHOWN,
            N_("See a report on paper"),
            N_("What is shown is what is printed, with the same figures."),
            N_("Trial balance"),
            Link("finance.trial_balance"),
            Permission.FINANCE_READ,
            hint=N_("Press it, or choose “Print…” in the menu File."),
            at="act",
        ),
        Step(
            COMPARED,
            N_("See who changed what"),
            N_("Every change of master data is kept with what stood there before."),
            N_("Change history"),
            Link("company.audit"),
            Permission.COMPANY_AUDIT,
            "rows",
            N_("Open one with Enter."),
        ),
        _FIND,
        _BESIDE,
    ),
)
ADMINISTRATION = Tour(
    "administration",
    N_("Administration"),
    Permission.COMPANY_USERS,
    (
        Step(
            "company.facts",
            N_("Say who you are"),
            N_("Number, address and ways of payment stand on every document."),
            N_("Company facts"),
            Link("company.facts"),
            Permission.COMPANY_EDIT,
        ),
        _LOGO,
        Step(
            "company.users",
            N_("Let the others in"),
            N_("Each has a name of their own and sees what their roles open, nothing else."),
            N_("Users"),
            Link("company.users"),
            Permission.COMPANY_USERS,
            "act",
            N_("Begin here."),
        ),
        _CUSTOMERS,
        Step(
            COMPARED,
            N_("See who changed what"),
            N_("Every change of master data is kept with what stood there before."),
            N_("Change history"),
            Link("company.audit"),
            Permission.COMPANY_AUDIT,
            "rows",
            N_("Open one with Enter."),
        ),
        _FIND,
    ),
)
#: The first one that fits is shown until another is chosen.
TOURS = (OFFICE, ADMINISTRATION, SELLER, SERVICE, REVIEW, WAREHOUSE)

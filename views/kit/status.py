"""Every status word with its label and tone: one table for lists, forms and documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from resources.language import N_, _
from views.kit.subjects import SOURCE_TITLES, SUBJECT_TITLES


@dataclass(frozen=True, slots=True)
class Status:
    """How a stored status word is shown: `label` is translated when drawn, `tone` names a pair of the tokens."""

    label: str
    tone: str  # good, waiting, bad, info or neutral


STATUS_WORDS: Mapping[str, Status] = {
    "accepted": Status(N_("Accepted"), "good"),
    "acquisition": Status(N_("Acquisition"), "info"),
    "active": Status(N_("Active"), "good"),
    "adjustment": Status(N_("Adjustment"), "neutral"),
    "all": Status(N_("Everything"), "neutral"),
    "approved": Status(N_("Approved"), "good"),
    "archived": Status(N_("Archived"), "neutral"),
    "asset": Status(N_("Asset"), "neutral"),
    "balance-sheet": Status(N_("Balance sheet"), "neutral"),
    "bank": Status(N_("Bank"), "neutral"),
    "blocked": Status(N_("Blocked"), "bad"),
    "booked": Status(N_("Booked"), "good"),
    "built": Status(N_("Built report"), "neutral"),
    "cancelled": Status(N_("Cancelled"), "neutral"),
    "closed": Status(N_("Closed"), "neutral"),
    "closing": Status(N_("Closing"), "neutral"),
    "coming": Status(N_("Not over"), "neutral"),
    "confirmed": Status(N_("Confirmed"), "info"),
    "corrected": Status(N_("Corrected"), "neutral"),
    "count": Status(N_("Count"), "neutral"),
    "credited": Status(N_("Credited"), "neutral"),
    "declining": Status(N_("Declining"), "neutral"),
    "delete": Status(N_("Deleted"), "bad"),
    "delivered": Status(N_("Delivered"), "good"),
    "delivery": Status(N_("Delivery"), "neutral"),
    "depreciated": Status(N_("Depreciated"), "neutral"),
    "depreciation": Status(N_("Depreciation"), "neutral"),
    "disposal": Status(N_("Disposal"), "neutral"),
    "disposed": Status(N_("Disposed of"), "neutral"),
    "disputed": Status(N_("Disputed"), "bad"),
    "done": Status(N_("Done"), "good"),
    "draft": Status(N_("Draft"), "neutral"),
    "due": Status(N_("Due"), "waiting"),
    "equity": Status(N_("Equity"), "neutral"),
    "expense": Status(N_("Expense"), "neutral"),
    "expired": Status(N_("Expired"), "bad"),
    "failed": Status(N_("Failed"), "bad"),
    "forbidden": Status(N_("Forbidden"), "bad"),
    "filed": Status(N_("Filed"), "good"),
    "general": Status(N_("Vouchers"), "neutral"),
    "goods": Status(N_("Goods"), "neutral"),
    "high": Status(N_("High"), "waiting"),
    "in": Status(N_("Purchases"), "neutral"),
    "in_use": Status(N_("In use"), "good"),
    "inactive": Status(N_("Inactive"), "neutral"),
    "income": Status(N_("Income"), "neutral"),
    "income-statement": Status(N_("Income statement"), "neutral"),
    "insert": Status(N_("Made"), "good"),
    "invoiced": Status(N_("Invoiced"), "good"),
    "issue": Status(N_("Issue"), "neutral"),
    "issued": Status(N_("Issued"), "info"),
    "liability": Status(N_("Liability"), "neutral"),
    "linear": Status(N_("Straight line"), "neutral"),
    "locked": Status(N_("Locked"), "neutral"),
    "lost": Status(N_("Lost"), "bad"),
    "low": Status(N_("Low"), "neutral"),
    "manual": Status(N_("By hand"), "neutral"),
    "matched": Status(N_("Matched"), "good"),
    "new": Status(N_("New"), "info"),
    "none": Status(N_("No depreciation"), "neutral"),
    "normal": Status(N_("Normal"), "neutral"),
    "open": Status(N_("Open"), "info"),
    "opening": Status(N_("Opening"), "neutral"),
    "optional": Status(N_("Optional"), "neutral"),
    "ordered": Status(N_("Ordered"), "info"),
    "organisation": Status(N_("Organisation"), "neutral"),
    "out": Status(N_("Sales"), "neutral"),
    "overdue": Status(N_("Overdue"), "bad"),
    "own": Status(N_("Own currency"), "neutral"),
    "paid": Status(N_("Paid"), "good"),
    "partial": Status(N_("Partly"), "waiting"),
    "partly_delivered": Status(N_("Partly delivered"), "waiting"),
    "partly_invoiced": Status(N_("Partly invoiced"), "waiting"),
    "partly_paid": Status(N_("Partly paid"), "waiting"),
    "partly_received": Status(N_("Partly received"), "waiting"),
    "payable": Status(N_("Payables"), "neutral"),
    "payables": Status(N_("Payables"), "neutral"),
    "payroll": Status(N_("Payroll"), "neutral"),
    "person": Status(N_("Person"), "neutral"),
    "picking": Status(N_("Picking"), "waiting"),
    "posted": Status(N_("Posted"), "good"),
    "private": Status(N_("Only me"), "neutral"),
    "quote": Status(N_("Quote"), "neutral"),
    "receipt": Status(N_("Receipt"), "neutral"),
    "receivable": Status(N_("Receivables"), "neutral"),
    "receivables": Status(N_("Receivables"), "neutral"),
    "received": Status(N_("Received"), "good"),
    "regular": Status(N_("Regular"), "neutral"),
    "rejected": Status(N_("Rejected"), "bad"),
    "reminded": Status(N_("Reminded"), "waiting"),
    "required": Status(N_("Required"), "waiting"),
    "reopened": Status(N_("To be corrected"), "waiting"),
    "return": Status(N_("Return"), "waiting"),
    "revaluation": Status(N_("Revaluation"), "info"),
    "reversal": Status(N_("Reversal"), "neutral"),
    "reversed": Status(N_("Reversed"), "neutral"),
    "rounding": Status(N_("Rounding"), "neutral"),
    "suspense": Status(N_("Suspense"), "neutral"),
    "sent": Status(N_("Sent"), "info"),
    "service": Status(N_("Service"), "neutral"),
    "shared": Status(N_("Shared"), "info"),
    "solved": Status(N_("Solved"), "good"),
    "started": Status(N_("Under way"), "waiting"),
    "stock": Status(N_("Stock"), "neutral"),
    "terminal": Status(N_("Terminal"), "neutral"),
    "transfer": Status(N_("Transfer"), "neutral"),
    "trial-balance": Status(N_("Trial balance"), "neutral"),
    "unmatched": Status(N_("Not matched"), "waiting"),
    "unpaid": Status(N_("Unpaid"), "waiting"),
    "update": Status(N_("Changed"), "info"),
    "urgent": Status(N_("Urgent"), "bad"),
    "waiting": Status(N_("Waiting"), "waiting"),
    "write_down": Status(N_("Write-down"), "waiting"),
    **{word: Status(title, "neutral") for word, title in (SUBJECT_TITLES | SOURCE_TITLES).items()},
}


def status_of(word: str) -> Status:
    """The status called `word`, or several parted by commas; a word not in the table shows as itself, in neutral."""
    if ", " in word:
        return Status(", ".join(_(status_of(each).label) for each in word.split(", ")), "neutral")
    return STATUS_WORDS.get(word) or Status(word.replace("_", " ").capitalize(), "neutral")

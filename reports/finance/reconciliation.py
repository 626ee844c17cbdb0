"""The reconciled accounts of a month on paper: ledger, evidence, what explains the rest, and who signed."""

from __future__ import annotations

from models.finance.closing.documents import AccountWithItems, ReconciliationDocument
from reports.layout.columns import FlowTable, TableColumn, fitted
from reports.layout.pages import Pages
from reports.layout.report_frame import ReportFrame
from reports.layout.sheet import Sheet
from reports.layout.style import SLIM, SLIM_STRONG, Align
from reports.layout.wording import Wording, wording
from resources.language import N_

_STATES = {
    "begun": N_("Not finished"),
    "changed": N_("Changed since"),
    "missing": N_("Missing"),
    "nothing": "",
    "reviewed": N_("Reviewed"),
    "signed": N_("Reconciled"),
}


def reconciliation_title(document: ReconciliationDocument) -> str:
    """What the document calls itself."""
    _ = wording(document.language).translate
    return _("Account reconciliation")


def draw_reconciliations(sheet: Sheet, document: ReconciliationDocument) -> None:
    """Draw every balance account of the month; items and evidence stand below their account."""
    words = wording(document.language)
    frame = ReportFrame(
        sender=document.sender,
        title=reconciliation_title(document),
        subtitle=f"{words.day(document.starts_on)} – {words.day(document.ends_on)}   {document.sender.currency}",
        words=words,
        made_at=document.made_at,
    )
    pages = Pages(sheet, frame)
    rows = [_cells(one, document.language, words) for one in document.accounts]
    table = FlowTable(
        pages,
        fitted(_columns(words), rows, SLIM_STRONG),
        left=frame.left,
        right=frame.right,
        words=words,
        style=SLIM,
    )
    for one, cells in zip(document.accounts, rows, strict=True):
        table.row(cells, style=SLIM_STRONG if one.account.state in {"missing", "changed", "begun"} else SLIM)
        for detail in _details(one, words):
            table.row(detail)
    pages.close()


def _columns(words: Wording) -> list[TableColumn]:
    _ = words.translate
    return [
        TableColumn(_("Account")),
        TableColumn(_("Name"), wraps=True),
        TableColumn(_("Ledger"), width=66, align=Align.RIGHT),
        TableColumn(_("Evidence"), width=66, align=Align.RIGHT),
        TableColumn(_("Not explained"), width=62, align=Align.RIGHT),
        TableColumn(_("State"), width=112, wraps=True),
    ]


def _cells(one: AccountWithItems, language: str, words: Wording) -> list[str]:
    account = one.account
    begun = account.id is not None
    return [
        account.account,
        account.name if language == "sv" or not account.name_en else account.name_en,
        words.money(account.balance),
        words.money(account.evidence) if begun and account.evidence is not None else "",
        words.money(account.unexplained) if begun else "",
        _signatures(one, words),
    ]


def _signatures(one: AccountWithItems, words: Wording) -> str:
    _ = words.translate
    account = one.account
    state = _STATES[account.state]
    lines = [_(state) if state else ""]
    for name, moment in ((account.prepared_by, account.prepared_at), (account.reviewed_by, account.reviewed_at)):
        if moment is not None:
            lines.append(f"{name}, {words.day(moment.date())}")
    return "\n".join(line for line in lines if line)


def _details(one: AccountWithItems, words: Wording) -> list[list[str]]:
    _ = words.translate
    told = [["", item.text, "", words.money(item.amount), "", ""] for item in one.items]
    if one.note:
        told.append(["", one.note, "", "", "", ""])
    if one.files:
        told.append(["", _("Evidence: {files}").format(files=", ".join(one.files)), "", "", "", ""])
    return told

"""A statement to a customer: what is open, how old it is, and where wanted all that led there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from models.company.documents import Recipient
from models.finance.documents import Mark, StatementDocument, StatementItem
from reports.chart.ready import ageing_chart
from reports.chart.spec import Chart
from reports.layout.chart import draw_chart
from reports.layout.columns import FlowTable, TableColumn, fitted
from reports.layout.letterhead import COLUMN, Letterhead, payment_accounts
from reports.layout.pages import Pages
from reports.layout.parts import Fact, Sum, draw_facts, draw_heading, draw_paragraphs, draw_sums, sums_height
from reports.layout.sheet import Sheet
from reports.layout.style import BODY_STRONG, LARGE, LEFT, MUTED, RIGHT, SMALL, Align
from reports.layout.wording import Wording, wording

ZERO = Decimal(0)
_CHART_HEIGHT = 62.0  # points
#: The last day overdue of each age but the oldest.
AGES = (0, 30, 60, 90)


def statement_title(document: StatementDocument) -> str:
    """What the document calls itself."""
    _ = wording(document.language).translate
    return _("Statement of account")


def draw_statement(sheet: Sheet, document: StatementDocument) -> None:
    """Draw a statement of account."""
    words = wording(document.language)
    _ = words.translate
    frame = Letterhead(
        sender=document.sender,
        title=statement_title(document),
        words=words,
        recipient=document.recipient,
        mark=Mark.NONE,
    )
    pages = Pages(sheet, frame)
    draw_facts(pages, _facts(document, words))
    pages.y += SMALL
    draw_paragraphs(pages, document.text)
    if sum(1 for amount in ages(document) if amount) > 1:
        draw_chart(pages, statement_chart(document), words, height=_CHART_HEIGHT)
    if document.from_date is not None:
        draw_heading(pages, _("Movements"))
        _draw_movements(pages, document, words)
        pages.y += LARGE
        draw_heading(pages, _("Open items"))
    _draw_items(pages, document, words)
    pages.close()


def _facts(document: StatementDocument, words: Wording) -> list[Fact]:
    _ = words.translate
    recipient: Recipient = document.recipient
    accounts = payment_accounts(document.sender, words)
    return [
        (_("As of"), words.day(document.on)),
        (_("From"), words.day(document.from_date)),
        (_("Customer number"), recipient.code),
        (_("Your VAT no."), recipient.vat_number),
        *accounts[:2],
    ]


def _draw_movements(pages: Pages, document: StatementDocument, words: Wording) -> None:
    _ = words.translate
    columns = [
        TableColumn(_("Date")),
        TableColumn(_("Document"), most=90),
        TableColumn(_("Text"), wraps=True),
        TableColumn(_("Due date")),
        TableColumn(_("Amount"), width=58, align=Align.RIGHT),
        TableColumn(_("Balance"), width=58, align=Align.RIGHT),
    ]
    opening = ["", "", _("Opening balance"), "", "", words.money(document.opening)]
    rows = [
        [
            words.day(row.entry_date),
            row.document,
            row.text,
            words.day(row.due_on),
            words.money(row.amount),
            words.money(row.balance),
        ]
        for row in document.movements
    ]
    table = FlowTable(
        pages, fitted(columns, [opening, *rows], BODY_STRONG), left=LEFT, right=RIGHT, words=words, carried=(5,)
    )
    table.row(opening, stand={5: document.opening}, style=BODY_STRONG.but(colour=MUTED))
    for cells, movement in zip(rows, document.movements, strict=True):
        table.row(cells, stand={5: movement.balance})


def _draw_items(pages: Pages, document: StatementDocument, words: Wording) -> None:
    _ = words.translate
    columns = [
        TableColumn(_("Document"), wraps=True),
        TableColumn(_("Date")),
        TableColumn(_("Due date")),
        TableColumn(_("Days overdue"), align=Align.RIGHT),
        TableColumn(_("Reference"), most=90),
        TableColumn(_("Amount"), width=58, align=Align.RIGHT),
        TableColumn(_("Remaining"), width=58, align=Align.RIGHT),
    ]
    rows = [_item_cells(item, document, words) for item in document.items]
    sums = _sums(document, words)
    height = sums_height(sums)
    table = FlowTable(pages, fitted(columns, rows), left=LEFT, right=RIGHT, words=words, carried=(6,))
    for at, (cells, item) in enumerate(zip(rows, document.items, strict=True)):
        table.row(cells, add={6: item.remaining}, keep=height if at == len(rows) - 1 else 0)
    pages.need(height)
    draw_sums(pages, sums, left=COLUMN)


def _item_cells(item: StatementItem, document: StatementDocument, words: Wording) -> list[str]:
    overdue = (document.on - item.due_on).days
    return [
        item.document,
        words.day(item.entry_date),
        words.day(item.due_on),
        str(overdue) if overdue > 0 else "",
        item.reference,
        words.money(item.amount),
        words.money(item.remaining),
    ]


def ages(document: StatementDocument) -> tuple[Decimal, ...]:
    """What is open and not due, 1-30, 31-60, 61-90 and more days overdue; together what is owed."""
    limits = (*AGES, timedelta.max.days)
    amounts = [ZERO] * len(limits)
    for item in document.items:
        overdue = (document.on - item.due_on).days
        amounts[next(at for at, limit in enumerate(limits) if overdue <= limit)] += item.remaining
    return tuple(amounts)


def statement_chart(document: StatementDocument) -> Chart:
    """What is owed by age, as the screen draws it."""
    words = wording(document.language)
    _ = words.translate
    return ageing_chart(_("Open items by age"), [("", ages(document))], words, currency=document.currency)


def _sums(document: StatementDocument, words: Wording) -> Sequence[Sum]:
    _ = words.translate
    labels = (
        _("Not due"),
        _("1–30 days overdue"),
        _("31–60 days overdue"),
        _("61–90 days overdue"),
        _("More than 90 days overdue"),
    )
    amounts = ages(document)
    aged = [Sum(label, words.money(amount)) for label, amount in zip(labels, amounts, strict=True) if amount]
    label = _("To pay {currency}").format(currency=document.currency)
    return [*aged, Sum(label, words.money(sum(amounts, ZERO)), strong=True)]

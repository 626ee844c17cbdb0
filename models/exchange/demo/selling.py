"""Selling: quotes, orders, deliveries and invoices, and what the present month leaves half done."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from stdnum import luhn

from models.database.rights import Role
from models.exchange.demo.stage import Article, Debt, Month, Partner, Stage
from models.finance.invoicing import credit_invoice, post_invoices
from models.sales.confirming import close_quote, confirm_order, send_quote
from models.sales.delivering import pick_all, post_delivery, start_picking
from models.sales.invoicing import draft_invoice
from models.sales.ordering import OrderDraft, OrderLineDraft, save_order

_ORDERS_A_MONTH = 15
_DISCOUNTS = (0, 0, 0, 5, 10)
#: How customers pay: mostly on the day, some late, one of twelve not before the year is over.
_DAYS_LATE = (-2, 0, 0, 0, 0, 1, 2, 3, 6, 12, 25, 400)
_QUANTITIES = (1, 2, 2, 4, 4, 6, 8, 12)
#: Goods and freight by where the customer is: account and tax code.
_TAXES = {"SE": ("3001", "S25"), "DE": ("3108", "SEUG"), "DK": ("3108", "SEUG"), "NO": ("3105", "SEXPORT")}


def sell(stage: Stage, month: Month) -> None:
    """The month's orders in the order of their days: confirmed, delivered, invoiced."""
    days = month.workdays()[3:]
    if not days:
        return
    count = max(1, round(_ORDERS_A_MONTH * stage.scale * len(days) / 19))
    invoices = [_fulfil(stage, day) for day in sorted(stage.chance.choices(days, k=count))]
    _post(stage, [invoice for invoice in invoices if invoice is not None])


def quote(stage: Stage) -> None:
    """Quotes of the last weeks: two with the customer, one lost, one on the desk."""
    answers = ("sent", "sent", "lost", "draft")
    for number, answer in enumerate(answers * stage.scale):
        party = stage.customers[(number * 5) % len(stage.customers)]
        draft = _draft(stage, party, stage.today - timedelta(days=9 - number % 4), kind="quote")
        saved = stage.run(Role.SELLER, save_order, draft=draft)
        if answer != "draft":
            stage.run(Role.SELLER, send_quote, quote_id=saved.id)
        if answer == "lost":
            stage.run(Role.SELLER, close_quote, quote_id=saved.id, status="lost")


def leave_open(stage: Stage) -> None:
    """Orders of today in every state: on the desk, confirmed, being picked."""
    for number in range(4 * stage.scale):
        party = stage.customers[(number * 7 + 1) % len(stage.customers)]
        saved = stage.run(Role.SELLER, save_order, draft=_draft(stage, party, stage.today))
        if number % 4:
            stage.run(Role.SELLER, confirm_order, order_id=saved.id)
        if number % 4 == 3:  # noqa: PLR2004 - the last of the four states
            stage.run(Role.STOREKEEPER, start_picking, order_id=saved.id, planned_on=stage.today)


def take_back(stage: Stage) -> None:
    """Credit the latest invoice in full: the customer had ordered the wrong height."""
    debt = stage.receivable.pop()
    credit = stage.run(Role.FINANCE_CLERK, credit_invoice, invoice_id=debt.invoice_id, on=stage.today)
    stage.run(Role.FINANCE_CLERK, post_invoices, invoice_ids=(credit.id,))


def _fulfil(stage: Stage, day: date) -> Debt | None:
    """One order from the desk to the invoice, not yet posted; None where the shelf is empty."""
    party = stage.chance.choice(stage.customers)
    draft = _draft(stage, party, day)
    if not draft.lines:
        return None
    saved = stage.run(Role.SELLER, save_order, draft=draft)
    stage.run(Role.SELLER, confirm_order, order_id=saved.id)
    started = stage.run(Role.STOREKEEPER, start_picking, order_id=saved.id, planned_on=day)
    stage.run(Role.STOREKEEPER, pick_all, delivery_id=started.id)
    stage.run(Role.STOREKEEPER, post_delivery, delivery_id=started.id, on=day)
    invoice = stage.run(Role.FINANCE_CLERK, draft_invoice, order_id=saved.id, on=day)
    due_on = day + timedelta(days=party.payment_days)
    paid_on = stage.paid_on(due_on, days_late=stage.chance.choice(_DAYS_LATE))
    return Debt(party, invoice.total, paid_on, "", invoice.id)


def _post(stage: Stage, debts: list[Debt]) -> None:
    """Post the month's invoices in one go; their numbers make the references that customers pay with."""
    posted = stage.run(Role.FINANCE_CLERK, post_invoices, invoice_ids=tuple(debt.invoice_id for debt in debts))
    for debt, invoice in zip(debts, posted, strict=True):
        debt.reference = f"{invoice.number}{luhn.calc_check_digit(invoice.number)}"
    stage.receivable += debts


def _draft(stage: Stage, party: Partner, day: date, *, kind: str = "order") -> OrderDraft:
    account, tax_code = _TAXES[party.country]
    on_shelf = [article for article in stage.articles if stage.free.get(article.code, 0) > 0]
    chosen = stage.chance.sample(on_shelf, k=min(stage.chance.randint(2, 4), len(on_shelf)))
    lines = [_line(stage, article, account, tax_code, keep=kind == "quote") for article in chosen]
    freight = next(article for article in stage.articles if article.code == "9010")
    if lines and party.country == "SE" and stage.chance.random() < 0.4:  # noqa: PLR2004 - two of five are sent
        lines.append(
            OrderLineDraft(
                freight.name, Decimal(1), freight.price, item_id=freight.id, unit="st", account="3520", tax_code="S25"
            )
        )
    return OrderDraft(
        kind=kind,
        party_id=party.id,
        order_date=day,
        valid_until=day + timedelta(days=30) if kind == "quote" else None,
        delivery_date=day + timedelta(days=2),
        currency="SEK",
        payment_days=party.payment_days,
        our_reference="Anna Lindmark",
        lines=tuple(lines),
    )


def _line(stage: Stage, article: Article, account: str, tax_code: str, *, keep: bool) -> OrderLineDraft:
    quantity = min(stage.chance.choice(_QUANTITIES), stage.free[article.code])
    if not keep:
        stage.free[article.code] -= quantity
    return OrderLineDraft(
        article.name,
        Decimal(quantity),
        article.price,
        item_id=article.id,
        item_code=article.code,
        unit=article.unit,
        discount=Decimal(stage.chance.choice(_DISCOUNTS)),
        account=account,
        tax_code=tax_code,
    )

"""The areas of the start page: what each reads, the figures it makes of that, and whose changes it follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.company.today import USER_FIGURES, UsersToday, users_today
from models.database.listing import Kind
from models.database.rights import Permission
from models.finance.today import FINANCE_AMOUNTS, FinanceToday, finance_today
from models.sales.today import (
    SALES_FIGURES,
    WAREHOUSE_FIGURES,
    SalesToday,
    WarehouseToday,
    sales_today,
    warehouse_today,
)
from models.service.today import SERVICE_FIGURES, ServiceToday, service_today
from resources.language import N_, _
from views.kit.host import Link
from views.start.figure import Figure


@dataclass(frozen=True, slots=True)
class Area:
    """One card: `figures` makes of what `read(work)` answered what is shown; `title` is marked with N_."""

    name: str
    title: str
    icon: str
    permission: str
    read: Callable[..., Any]
    figures: Callable[[Any], Sequence[Figure]]
    subjects: tuple[str, ...]


def _rows(kind: str, label: str, **filters: object) -> Link:
    return Link(kind, arguments={**filters, "label": label})


def _explained(figures: Sequence[Figure], said: Mapping[str, str], *names: str) -> list[Figure]:
    """Each figure with what it is, by `names` in their order."""
    return [replace(figure, explains=said[name]) for figure, name in zip(figures, names, strict=False)]


def _count(label: str, value: int, link: Link, *, alarming: bool = False) -> Figure:
    return Figure(label, value, Kind.INTEGER, link, alarming=alarming and value > 0)


def finance_figures(today: FinanceToday) -> list[Figure]:
    """What there is, what is owed both ways, what is earned, and what waits to be done."""
    overdue, due = _("Overdue"), _("Due this week")
    figures = [
        Figure(
            _("In the bank"),
            today.bank_balance,
            Kind.MONEY,
            Link("finance.bank_accounts"),
            explains=FINANCE_AMOUNTS["bank_balance"],
        ),
        Figure(
            _("Overdue from customers"),
            today.overdue_receivables,
            Kind.MONEY,
            _rows("finance.receivables", overdue, status="overdue"),
            alarming=today.overdue_receivables > 0,
            explains=FINANCE_AMOUNTS["overdue_receivables"],
        ),
        Figure(
            _("To pay this week"),
            today.due_payables,
            Kind.MONEY,
            _rows("finance.payables", due, due_on_to=today.week_end),
            explains=FINANCE_AMOUNTS["due_payables"],
        ),
    ]
    if today.result is not None:
        said, statement = FINANCE_AMOUNTS["result"], Link("finance.statement", arguments={"statement": "income"})
        figures.append(Figure(_("Result this year"), today.result, Kind.MONEY, statement, explains=said))
    unmatched, drafts = _("Not matched"), _("Drafts")
    waiting = [
        _count(
            _("Bank transactions to match"),
            today.unmatched,
            _rows("finance.bank_transactions", unmatched, status="unmatched"),
        ),
        _count(
            _("Draft customer invoices"),
            today.customer_drafts,
            _rows("finance.customer_invoices", drafts, status="draft"),
        ),
        _count(
            _("Draft supplier invoices"),
            today.supplier_drafts,
            _rows("finance.supplier_invoices", drafts, status="draft"),
        ),
    ]
    names = ["unmatched", "customer_drafts", "supplier_drafts"]
    if today.to_close:
        waiting.append(_count(_("Months to close"), today.to_close, Link("finance.close")))
        names.append("to_close")
    if today.to_return:
        waiting.append(_count(_("VAT returns to file"), today.to_return, Link("finance.vat")))
        names.append("to_return")
    return [*figures, *_explained(waiting, FINANCE_AMOUNTS, *names)]


def sales_figures(today: SalesToday) -> list[Figure]:
    """What is ordered and offered."""
    confirmed, drafts, sent = _("Confirmed"), _("Drafts"), _("Sent")
    figures = [
        _count(_("Open orders"), today.open_orders, _rows("sales.orders", confirmed, status="confirmed")),
        Figure(
            _("Ordered, not invoiced"),
            today.not_invoiced,
            Kind.MONEY,
            _rows("sales.orders", confirmed, status="confirmed"),
        ),
        _count(_("Open quotes"), today.open_quotes, _rows("sales.quotes", sent, status="sent")),
        _count(_("Draft orders"), today.drafts, _rows("sales.orders", drafts, status="draft")),
    ]
    return _explained(figures, SALES_FIGURES, "open_orders", "not_invoiced", "open_quotes", "drafts")


def warehouse_figures(today: WarehouseToday) -> list[Figure]:
    """What goes out and comes in, and what of that is late."""
    figures = [
        _count(_("To pick"), today.to_pick, Link("warehouse.to_pick")),
        _count(_("Of these late"), today.to_pick_late, Link("warehouse.to_pick"), alarming=True),
    ]
    if today.receipts is not None and today.receipts_late is not None:
        ordered = _rows("warehouse.purchase_orders", _("Ordered"), status="ordered")
        figures += [
            _count(_("Receipts expected"), today.receipts, ordered),
            _count(_("Of these late"), today.receipts_late, ordered, alarming=True),
        ]
    return _explained(figures, WAREHOUSE_FIGURES, "to_pick", "to_pick_late", "receipts", "receipts_late")


def service_figures(today: ServiceToday) -> list[Figure]:
    """Who waits for whom."""
    mine = _rows("service.open_tickets", _("Mine"), assignee_id=today.user_id)
    figures = [
        _count(_("Open tickets"), today.open_tickets, Link("service.open_tickets")),
        _count(_("Mine"), today.mine, mine),
        _count(
            _("Unassigned"),
            today.unassigned,
            _rows("service.open_tickets", _("Unassigned"), assignee_id=None),
            alarming=True,
        ),
    ]
    return _explained(figures, SERVICE_FIGURES, "open_tickets", "mine", "unassigned")


def company_figures(today: UsersToday) -> list[Figure]:
    """Who can sign in, and who no longer."""
    active, locked, expired = _("Active"), _("Locked"), _("Expired")
    figures = [
        _count(_("Users"), today.active, _rows("company.users", active, status="active")),
        _count(_("Locked users"), today.locked, _rows("company.users", locked, status="locked")),
        _count(_("Users whose access ended"), today.expired, _rows("company.users", expired, status="expired")),
    ]
    return _explained(figures, USER_FIGURES, "active", "locked", "expired")


AREAS: tuple[Area, ...] = (
    Area(
        "finance",
        N_("Finance"),
        "finance",
        Permission.FINANCE_READ,
        finance_today,
        finance_figures,
        ("finance.invoice", "finance.bank_transaction", "ledger.entry", "ledger.settlement", "ledger.period"),
    ),
    Area("sales", N_("Sales"), "sales", Permission.SALES_READ, sales_today, sales_figures, ("sales.sales_order",)),
    Area(
        "warehouse",
        N_("Warehouse"),
        "warehouse",
        Permission.WAREHOUSE_READ,
        warehouse_today,
        warehouse_figures,
        ("sales.delivery", "warehouse.purchase_order"),
    ),
    Area(
        "service",
        N_("Service"),
        "service",
        Permission.SERVICE_READ,
        service_today,
        service_figures,
        ("service.ticket",),
    ),
    Area(
        "company",
        N_("Company"),
        "company",
        Permission.COMPANY_USERS,
        users_today,
        company_figures,
        ("company.app_user", "company.user_role"),
    ),
)

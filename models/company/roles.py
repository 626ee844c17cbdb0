"""The ready-made business roles as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.database.rights import Role
from resources.language import N_


@dataclass(frozen=True, slots=True)
class RoleText:
    """What a role is called and what it is for; both marked with N_."""

    title: str
    about: str


ROLE_TEXTS: Mapping[Role, RoleText] = {
    Role.ADMINISTRATOR: RoleText(N_("Administrator"), N_("Users, rights, company settings and places")),
    Role.ACCOUNTANT: RoleText(N_("Accountant"), N_("The whole of the books: vouchers, periods, accounts, tax")),
    Role.FINANCE_CLERK: RoleText(N_("Finance clerk"), N_("Invoices, payments and bank")),
    Role.PAYROLL_OFFICER: RoleText(N_("Payroll officer"), N_("Salaries and employees")),
    Role.STOREKEEPER: RoleText(N_("Storekeeper"), N_("Items, places, stock and counting")),
    Role.WAREHOUSE_WORKER: RoleText(N_("Warehouse worker"), N_("Receiving, picking and shipping")),
    Role.BUYER: RoleText(N_("Buyer"), N_("Suppliers and purchase orders")),
    Role.PLANNER: RoleText(N_("Planner"), N_("Stock and what is expected")),
    Role.SELLER: RoleText(N_("Seller"), N_("Customers, quotes and orders")),
    Role.SALES_MANAGER: RoleText(N_("Sales manager"), N_("All of sales, with prices, terms and credit limits")),
    Role.SERVICE_AGENT: RoleText(N_("Service agent"), N_("Customers' tickets")),
    Role.SERVICE_MANAGER: RoleText(N_("Service manager"), N_("All of service")),
    Role.AUDITOR: RoleText(N_("Auditor"), N_("Reads the books and the trail of changes, writes nothing")),
}

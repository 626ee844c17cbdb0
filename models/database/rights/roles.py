"""The business roles and the groups of them that catalogues of rights name together."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A business role. Grants go to these only, never to a person."""

    ADMINISTRATOR = "administrator"
    ACCOUNTANT = "accountant"
    FINANCE_CLERK = "finance_clerk"
    PAYROLL_OFFICER = "payroll_officer"
    STOREKEEPER = "storekeeper"
    WAREHOUSE_WORKER = "warehouse_worker"
    BUYER = "buyer"
    PLANNER = "planner"
    SELLER = "seller"
    SALES_MANAGER = "sales_manager"
    SERVICE_AGENT = "service_agent"
    SERVICE_MANAGER = "service_manager"
    AUDITOR = "auditor"


EVERYBODY = frozenset(Role)
FINANCE = frozenset({Role.ACCOUNTANT, Role.FINANCE_CLERK})
SELLERS = frozenset({Role.SELLER, Role.SALES_MANAGER})
SERVICE = frozenset({Role.SERVICE_AGENT, Role.SERVICE_MANAGER})
WAREHOUSE = frozenset({Role.STOREKEEPER, Role.WAREHOUSE_WORKER})
SUPPLY = frozenset({Role.STOREKEEPER, Role.WAREHOUSE_WORKER, Role.BUYER, Role.PLANNER})
AUDITOR = frozenset({Role.AUDITOR})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
ACCOUNTANT = frozenset({Role.ACCOUNTANT})

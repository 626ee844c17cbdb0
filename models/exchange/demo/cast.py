"""Who and what the demo company consists of; nobody in it exists, and its organisation numbers are given to nobody."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from models.company.founding import Founding
from models.company.users import NewUser
from models.database.rights import Role

#: Of every user of the demo company, and of no other: it exists on the embedded server alone.
PASSWORD = "kontor-demo"  # noqa: S105

NAME = "Björkhamra Möbler AB"
FACTS: dict[str, object] = {
    "street": "Verkstadsgatan 4",
    "postcode": "543 30",
    "city": "Tibro",
    "seat": "Tibro",
    "phone": "0504-555 01 00",
    "email": "order@bjorkhamra.example",
    "web": "bjorkhamra.example",
    "bankgiro": "987-6541",
    "late_interest": "8 % över referensräntan",
}


@dataclass(frozen=True, slots=True)
class Person:
    """A user of the demo company with one business role."""

    name: str
    full_name: str
    role: Role


PEOPLE = (
    Person("siv", "Siv Almqvist", Role.ADMINISTRATOR),
    Person("karin", "Karin Ekdahl", Role.ACCOUNTANT),
    Person("johan", "Johan Rask", Role.FINANCE_CLERK),
    Person("petra", "Petra Hellman", Role.PAYROLL_OFFICER),
    Person("bo", "Bo Kvist", Role.STOREKEEPER),
    Person("ali", "Ali Rahimi", Role.WAREHOUSE_WORKER),
    Person("maria", "Maria Sandell", Role.BUYER),
    Person("oskar", "Oskar Flodin", Role.PLANNER),
    Person("anna", "Anna Lindmark", Role.SELLER),
    Person("lars", "Lars Bergqvist", Role.SALES_MANAGER),
    Person("elin", "Elin Norén", Role.SERVICE_AGENT),
    Person("nils", "Nils Åkerman", Role.SERVICE_MANAGER),
    Person("ruth", "Ruth Öberg", Role.AUDITOR),
)

#: A company in Norway that belongs to it, and who works in both.
DAUGHTER = "Fjordlys Møbler AS"
IN_BOTH = ("edvard", "karin", "johan", "ruth")

#: Runs the company and so sees the whole house; the others are there to see what each role sees.
OWNER = "edvard"
OWNER_FULL_NAME = "Edvard Björkhamra"
OWNER_ROLES = (
    Role.ADMINISTRATOR,
    Role.ACCOUNTANT,
    Role.STOREKEEPER,
    Role.BUYER,
    Role.SALES_MANAGER,
    Role.SERVICE_MANAGER,
)


def people() -> list[NewUser]:
    """Everybody who signs in to the demo company, its owner first."""
    owner = NewUser(OWNER, OWNER_FULL_NAME, PASSWORD, OWNER_ROLES)
    return [owner, *(NewUser(person.name, person.full_name, PASSWORD, (person.role,)) for person in PEOPLE)]


def founding(today: date) -> Founding:
    """The company with the calendar year before that of `today` as its first fiscal year."""
    return Founding(name=NAME, org_number="559900-4172", fiscal_year_start=date(today.year - 1, 1, 1))


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a list of the demo company ("parties", "items")."""
    text = (files("resources.demo") / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))

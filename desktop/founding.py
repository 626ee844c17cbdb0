"""Founds what a first run asks for on this computer: server, database, company and its first people.

All of it takes seconds and belongs on a worker thread; `progress` says what is going on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date

from models.company.founding import Founding, found_first_company
from models.company.users import NewUser, add_first_user
from models.database.errors import Rejected, from_driver
from models.database.local import LocalDatabase
from models.database.provision import connect
from models.database.rights import Role
from resources.language import _

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """The furnished demo company: its owner, one person for each role, and the password of each."""

    name: str
    owner: str
    users: dict[Role, str]
    password: str


def found_here(founding: Founding, administrator: NewUser | None, progress: Progress) -> int:
    """Make a database on this computer with one company and its administrator, and choose it; the company's id.

    Rejected where there is a company here already: further ones are made inside it.
    """
    with _new_database(progress) as (local, name):
        progress(_("Founding {company}…").format(company=founding.name))
        company_id = _found(local, name, founding)
        _add_people(local, name, company_id, [administrator] if administrator else [])
        local.equip_office(name)
    return company_id


def furnish_demo_here(today: date, progress: Progress, *, scale: int = 1) -> DemoCompany:
    """Make a database on this computer in which a demo company has done a year of business up to `today`.

    `scale` times as much business takes that much longer.
    """
    from models.database.session import sign_in
    from models.exchange.demo.cast import NAME, OWNER, PASSWORD, PEOPLE, founding, people
    from models.exchange.demo.year import play

    with _new_database(progress) as (local, name), ExitStack() as signed_in:
        progress(_("Founding {company}…").format(company=NAME))
        company_id = _found(local, name, founding(today))
        _add_people(local, name, company_id, people())
        sessions = {
            person.role: signed_in.enter_context(closing(sign_in(local.login_url(name, person.name, PASSWORD))))
            for person in PEOPLE
        }

        def tell(month: str) -> None:
            progress(_("A year of business: {month}").format(month=month))

        play(sessions, today=today, scale=scale, progress=tell)
        local.equip_office(name)
    return DemoCompany(NAME, OWNER, {person.role: person.name for person in PEOPLE}, PASSWORD)


@contextmanager
def _new_database(progress: Progress) -> Iterator[tuple[LocalDatabase, str]]:
    """An empty database that is chosen at the end, or taken away where anything fails."""
    local = LocalDatabase(progress=progress)
    if local.chosen() is not None:
        raise Rejected("founding.not_alone")
    progress(_("Starting the database server…"))
    local.address()
    progress(_("Building the database…"))
    name = local.make()
    try:
        yield local, name
        local.choose(name)
    except BaseException as error:
        local.drop(name)
        known = from_driver(error)
        if known is None:
            raise
        raise known from error


def _found(local: LocalDatabase, name: str, founding: Founding) -> int:
    with closing(connect(local.builder_url(name))) as connection, connection.transaction():
        return found_first_company(connection, founding)


def _add_people(local: LocalDatabase, name: str, company_id: int, people: list[NewUser]) -> None:
    with closing(connect(local.builder_url(name))) as connection, connection.transaction():
        for user in people:
            add_first_user(connection, user=user, company_id=company_id)

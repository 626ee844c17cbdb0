"""`kontor init` and `kontor demo`: a new company, empty or furnished."""

from __future__ import annotations

from contextlib import ExitStack, closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from desktop.cli import DONE
from desktop.cli.values import day, positive, read_password
from models.database.errors import Denied, Rejected
from models.database.provision import connect
from resources import language
from resources.language import _

if TYPE_CHECKING:
    import argparse

    from desktop.cli.context import Context
    from desktop.cli.parser import Commands
    from models.company.founding import Founding


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    init = commands.add("init", init_company, _("found a company"))
    init.add_argument("--name", required=True, help=_("name of the company"))
    init.add_argument("--country", default="SE", metavar=_("CODE"))
    init.add_argument("--currency", default="SEK", metavar=_("CODE"))
    init.add_argument("--org-number", default="", metavar=_("NUMBER"))
    init.add_argument("--chart", default="bas", help=_("starter chart of accounts"))
    init.add_argument("--year-start", type=day, metavar=_("DATE"), help=_("first day of the first fiscal year"))
    init.add_argument(
        "--year-end", type=day, metavar=_("DATE"), help=_("last day, where it is not twelve months later")
    )
    init.add_argument("--document-language", choices=("sv", "en"), help=_("language of the company's documents"))
    add_administrator(init)
    demo = commands.add("demo", furnish_demo, _("found a demo company with a year of business"))
    demo.add_argument("--scale", type=positive, default=1, metavar="N", help=_("N times as much business"))


def add_administrator(command: argparse.ArgumentParser) -> None:
    """Arguments for a first named administrator."""
    command.add_argument("--admin", metavar=_("NAME"), help=_("also create this first administrator"))
    command.add_argument("--password-file", metavar=_("FILE"), help=_("file with the administrator's password, or -"))


def init_company(context: Context) -> int:
    """Found a company, and with the first one on this computer its database."""
    from models.company.founding import Founding

    o = context.options
    founding = Founding(
        name=o.name,
        org_number=o.org_number,
        country=o.country,
        currency=o.currency,
        language=o.document_language or ("sv" if o.country == "SE" else "en"),
        chart=o.chart,
        fiscal_year_start=o.year_start or date(datetime.now(UTC).astimezone().year, 1, 1),
        fiscal_year_end=o.year_end,
    )
    password = read_password(o.password_file) if o.admin else None
    company_id = found(context, founding)
    if password is not None:
        _create_administrator(context, o.admin, password, company_id)
    context.say(_("{name} is founded.").format(name=o.name), {"id": company_id, "name": o.name})
    return DONE


def found(context: Context, founding: Founding) -> int:
    """Found a company where the command line works; its id."""
    from models.company.founding import found_company

    if context.database_url is None and context.local.chosen() is None:
        return _found_on_this_computer(context, founding)
    if context.database_url is not None and _is_builder(context.database_url):
        if not context.options.admin:
            raise Rejected("init.administrator_missing")
        return _found_as_builder(context.database_url, founding)
    return context.session.run(found_company, founding=founding).id


def _found_on_this_computer(context: Context, founding: Founding) -> int:
    name = context.local.make()
    try:
        company_id = _found_as_builder(context.local.builder_url(name), founding)
        context.local.equip_office(name)
    except BaseException:
        context.local.drop(name)
        raise
    context.local.choose(name)
    return company_id


def _found_as_builder(url: str, founding: Founding) -> int:
    from models.company.founding import found_first_company

    with closing(connect(url)) as connection, connection.transaction():
        return found_first_company(connection, founding)


def _is_builder(url: str) -> bool:
    """Whether this login set the database up, and is not one of its users."""
    from models.database.backup import owned_prefix

    with closing(connect(url)) as connection:
        try:
            owned_prefix(connection)
        except Denied:
            return False
        return True


def _create_administrator(context: Context, name: str, password: str, company_id: int) -> None:
    """As the builder where there is nobody yet, else as the administrator who founds."""
    from models.company.users import NewUser, add_first_user, add_user
    from models.database.rights import Role

    user = NewUser(name, name.title(), password, (Role.ADMINISTRATOR,), language=language.current())
    if context.database_url is not None and _is_builder(context.database_url):
        with closing(connect(context.database_url)) as connection, connection.transaction():
            add_first_user(connection, user=user, company_id=company_id)
    else:
        context.session_in(company_id).run(add_user, user=user)


def furnish_demo(context: Context) -> int:
    """Found the demo company on this computer and let a year of business happen in it."""
    from models.exchange.demo.cast import NAME, PASSWORD, PEOPLE

    if context.database_url is not None:
        raise Rejected("demo.only_here")
    if context.local.chosen() is not None:
        raise Rejected("demo.not_alone", home=str(context.local.server.home))
    name = context.local.make()
    try:
        company_id = _found_demo(context, name)
        context.local.equip_office(name)
    except BaseException:
        context.local.drop(name)
        raise
    context.local.choose(name)
    text = _("{company} is furnished. Its users are {users}; the password of each is {password}.")
    users = [{"name": person.name, "full_name": person.full_name, "role": str(person.role)} for person in PEOPLE]
    context.say(
        text.format(company=NAME, users=", ".join(person.name for person in PEOPLE), password=PASSWORD),
        {"id": company_id, "name": NAME, "users": users, "password": PASSWORD},
    )
    return DONE


def _found_demo(context: Context, name: str) -> int:
    """The demo company in a new database: founded and peopled by its builder, furnished by its own users."""
    from models.company.users import NewUser, add_first_user
    from models.database.session import sign_in
    from models.exchange.demo.cast import PASSWORD, PEOPLE, founding
    from models.exchange.demo.year import play

    today = datetime.now(UTC).astimezone().date()
    url = context.local.builder_url(name)
    company_id = _found_as_builder(url, founding(today))
    with closing(connect(url)) as connection, connection.transaction():
        for person in PEOPLE:
            user = NewUser(person.name, person.full_name, PASSWORD, (person.role,))
            add_first_user(connection, user=user, company_id=company_id)
    with ExitStack() as signed_in:
        sessions = {
            person.role: signed_in.enter_context(closing(sign_in(context.local.login_url(name, person.name, PASSWORD))))
            for person in PEOPLE
        }
        play(sessions, today=today, scale=context.options.scale, progress=context.progress)
    return company_id

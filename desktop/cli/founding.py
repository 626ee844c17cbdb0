"""`kontor init` and `kontor demo`: a new company, empty or furnished."""

from __future__ import annotations

from contextlib import closing
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
    from models.company.users import NewUser


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
    demo.add_argument("--open", action="store_true", help=_("open the desktop on it, and found it first if need be"))


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
        fiscal_year_start=o.year_start or date(_today().year, 1, 1),
        fiscal_year_end=o.year_end,
    )
    company_id = _found(context, founding, _administrator(context))
    context.say(_("{name} is founded.").format(name=o.name), {"id": company_id, "name": o.name})
    return DONE


def _found(context: Context, founding: Founding, administrator: NewUser | None) -> int:
    """With the first company here, as the builder of a server, or as an administrator who is signed in."""
    from desktop.founding import found_here
    from models.company.founding import found_company
    from models.company.users import add_user

    if context.database_url is None and context.local.chosen() is None:
        return found_here(founding, administrator, context.progress)
    if context.database_url is not None and _is_builder(context.database_url):
        return _found_on_server(context.database_url, founding, administrator)
    company_id = context.session.run(found_company, founding=founding).id
    if administrator is not None:
        context.session_in(company_id).run(add_user, user=administrator)
    return company_id


def _found_on_server(url: str, founding: Founding, administrator: NewUser | None) -> int:
    from models.company.founding import found_first_company
    from models.company.users import add_first_user

    if administrator is None:
        raise Rejected("init.administrator_missing")
    with closing(connect(url)) as connection, connection.transaction():
        company_id = found_first_company(connection, founding)
        add_first_user(connection, user=administrator, company_id=company_id)
    return company_id


def _is_builder(url: str) -> bool:
    """Whether this login set the database up, and is not one of its users."""
    from models.database.backup import owned_prefix

    with closing(connect(url)) as connection:
        try:
            owned_prefix(connection)
        except Denied:
            return False
        return True


def _administrator(context: Context) -> NewUser | None:
    from models.company.users import NewUser
    from models.database.rights import Role

    name = context.options.admin
    if name is None:
        return None
    password = read_password(context.options.password_file)
    return NewUser(name, name.title(), password, (Role.ADMINISTRATOR,), language=language.current())


def furnish_demo(context: Context) -> int:
    """Found the demo company on this computer and let a year of business happen in it."""
    from desktop.founding import furnish_demo_here

    if context.database_url is not None:
        raise Rejected("demo.only_here")
    if context.options.open:
        from desktop.program import open_windows

        return open_windows(demo=True)
    if context.local.chosen() is not None:
        raise Rejected("demo.not_alone", home=str(context.local.server.home))
    demo = furnish_demo_here(_today(), context.progress, scale=context.options.scale)
    users = [{"name": name, "role": str(role)} for role, name in demo.users.items()]
    text = _("{company} is furnished. {owner} runs it; {users} work there. The password of each is {password}.")
    names = ", ".join(demo.users.values())
    context.say(
        text.format(company=demo.name, owner=demo.owner, users=names, password=demo.password),
        {"name": demo.name, "owner": demo.owner, "users": users, "password": demo.password},
    )
    return DONE


def _today() -> date:
    return datetime.now(UTC).astimezone().date()

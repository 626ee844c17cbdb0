"""`kontor user …`: who may sign in, with which business roles."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from desktop.cli import DONE
from desktop.cli.values import read_password
from models.database.listing import Kind
from models.database.rights import Role
from resources import language
from resources.language import _

if TYPE_CHECKING:
    import argparse

    from desktop.cli.context import Context
    from desktop.cli.parser import Commands, Handler

_KINDS = {
    "name": Kind.TEXT,
    "full_name": Kind.TEXT,
    "kind": Kind.TEXT,
    "roles": Kind.TEXT,
    "locked": Kind.BOOLEAN,
    "expires_on": Kind.DATE,
}


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    group = commands.group("user", _("users and their business roles"))
    add = _named(group, "add", add_user, _("make a user of the company"))
    _add_roles(add, required=False)
    add.add_argument("--full-name", metavar=_("NAME"))
    add.add_argument("--password-file", metavar=_("FILE"), help=_("file whose first line is the password, or -"))
    add.add_argument("--terminal", action="store_true", help=_("a shared terminal, where workers read their badges"))
    _add_roles(_named(group, "grant", grant_roles, _("give a user business roles")), required=True)
    _add_roles(_named(group, "revoke", revoke_roles, _("take business roles away")), required=True)
    _named(group, "lock", lock_user, _("shut a user out at once"))
    _named(group, "unlock", unlock_user, _("let a locked user in again"))
    _named(group, "open", open_company, _("let a user work in the company as well"))
    _named(group, "close", close_company, _("let a user no longer work in the company"))
    password = _named(group, "password", change_password, _("give a user a new password"))
    password.add_argument("--password-file", metavar=_("FILE"), help=_("file whose first line is the password, or -"))
    badge = _named(group, "badge", issue_badge, _("give a user a badge and PIN for shared terminals"))
    badge.add_argument("--code", required=True, help=_("what the badge reads as"))
    badge.add_argument("--pin-file", metavar=_("FILE"), help=_("file whose first line is the PIN of six digits, or -"))
    group.add("list", list_users, _("everybody who may sign in"))


def _named(group: Commands, name: str, handler: Handler, about: str) -> argparse.ArgumentParser:
    command = group.add(name, handler, about)
    command.add_argument("name", metavar=_("NAME"))
    return command


def _add_roles(command: argparse.ArgumentParser, *, required: bool) -> None:
    command.add_argument(
        "--role",
        action="append",
        type=Role,
        choices=list(Role),
        default=[],
        required=required,
        metavar=_("ROLE"),
        help=_("one of {roles}; may be repeated").format(roles=", ".join(Role)),
    )


def add_user(context: Context) -> int:
    """Make a user of the company."""
    from models.company import users

    o = context.options
    new = users.NewUser(
        name=o.name,
        full_name=o.full_name or o.name.replace(".", " ").title(),
        password=read_password(o.password_file),
        roles=tuple(o.role),
        kind="terminal" if o.terminal else "person",
        language=language.current(),
    )
    user_id = context.session.run(users.add_user, user=new)
    context.say(
        _("{name} may sign in.").format(name=o.name), {"id": user_id, "name": o.name, "roles": sorted(map(str, o.role))}
    )
    return DONE


def grant_roles(context: Context) -> int:
    """Give a user business roles."""
    from models.company import users

    for role in context.options.role:
        context.session.run(users.grant, name=context.options.name, role=role)
    return _done(context)


def revoke_roles(context: Context) -> int:
    """Take business roles away from a user."""
    from models.company import users

    for role in context.options.role:
        context.session.run(users.revoke, name=context.options.name, role=role)
    return _done(context)


def lock_user(context: Context) -> int:
    """Shut a user out."""
    from models.company import users

    context.session.run(users.lock, name=context.options.name)
    return _done(context)


def unlock_user(context: Context) -> int:
    """Let a user in again."""
    from models.company import users

    context.session.run(users.unlock, name=context.options.name)
    return _done(context)


def open_company(context: Context) -> int:
    """Open the chosen company to a user who is there already."""
    from models.company import users

    session = context.session
    session.run(users.grant_company, name=context.options.name, company_id=session.company.id)
    return _done(context)


def close_company(context: Context) -> int:
    """Close the chosen company to a user."""
    from models.company import users

    session = context.session
    session.run(users.revoke_company, name=context.options.name, company_id=session.company.id)
    return _done(context)


def change_password(context: Context) -> int:
    """Give a user a new password."""
    from models.company import users

    password = read_password(context.options.password_file)
    context.session.run(users.set_password, name=context.options.name, password=password)
    return _done(context)


def issue_badge(context: Context) -> int:
    """Give a user a badge."""
    from models.company import users

    pin = read_password(context.options.pin_file)
    context.session.run(users.issue_badge, name=context.options.name, code=context.options.code, pin=pin)
    return _done(context)


def list_users(context: Context) -> int:
    """Show everybody who may sign in."""
    from models.company import users

    found = [asdict(user) for user in context.session.read(users.list_users)]
    if not context.as_json:
        found = [{**user, "roles": ", ".join(user["roles"])} for user in found]
    context.show(found, _KINDS)
    return DONE


def _done(context: Context) -> int:
    name = context.options.name
    context.say(_("Done: {name}.").format(name=name), {"name": name})
    return DONE

"""The text of each error of the database itself, its server, its files and its records."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "backup.damaged": N_(
        "The backup is damaged: the rows of {table} are not those that were written. Use an older backup."
    ),
    "backup.does_not_hold": N_(
        "The books of {company} do not hold after the restore ({faults} findings; first: {first}). The database in use"
        " was left as it is."
    ),
    "backup.newer": N_("{file} was made by a newer version of Kontor. Update the program first."),
    "backup.not_a_backup": N_("{file} is not a backup of Kontor. Choose a file that kontor backup wrote."),
    "backup.not_empty": N_("The database {database} already holds a company. Name one that does not exist yet."),
    "backup.other_schema": N_(
        "The backup does not fit this version of Kontor: {table} is different (revision {backup}, here {program})."
    ),
    "database.bad_url": N_("{url} is not the URL of a PostgreSQL database: postgresql://user@host/name."),
    "database.busy": N_("Somebody else is working on this just now. Try again in a moment."),
    "database.cancelled": N_("The work was stopped. Nothing was saved."),
    "database.check": N_("A value is outside what is possible ({constraint}). Correct it and save again."),
    "database.connection_lost": N_("The database cannot be reached. Check the network and the server."),
    "database.denied": N_("Your roles do not allow this. Ask an administrator."),
    "database.duplicate": N_("This exists already ({constraint}). Choose another code or number."),
    "database.encoding": N_("The database is stored as {encoding}. Kontor needs one in UTF-8."),
    "database.locked_out": N_("You are locked out. Ask an administrator."),
    "database.malformed": N_("A value is not written as the database reads it: {detail}"),
    "database.may_not_create": N_("This login may not create the database {database}. Use one with CREATEDB."),
    "database.missing_reference": N_(
        "Something that this refers to is missing, or still in use ({constraint}). Fetch the page anew and try again."
    ),
    "database.no_free_name": N_("There is no free name left for another database beginning with {name}."),
    "database.no_such_database": N_(
        "There is no database of that name on the server. Check the name, or ask an administrator."
    ),
    "database.none_yet": N_("There is no company on this computer yet. Found one with: kontor init --name NAME"),
    "database.not_kontor": N_("{database} is not a database of Kontor. Make it one with: kontor server setup URL"),
    "database.not_owner": N_("{login} did not set this database up and cannot do this. Use the login that did."),
    "database.old_server": N_("The server is PostgreSQL {version}. Kontor needs version {oldest} or newer."),
    "database.out_of_range": N_("A figure is larger than can be stored. Check the digits."),
    "database.overlap": N_("The dates overlap with something that exists already ({constraint}). Choose other dates."),
    "database.prefix": N_("{value} cannot begin role names: small letters, digits and _, at most 20 characters."),
    "database.request_reused": N_("This was sent once before with other content. Open it again and repeat the work."),
    "database.required": N_("{field} is missing. Fill it in and save again."),
    "database.saved_but_lost": N_("The connection broke after your work was saved. Open it again to see it."),
    "database.second_door": N_("Only one document can be posted in one go."),
    "database.sign_in_refused": N_(
        "The user name or the password is wrong. Try again, or ask an administrator for a new password."
    ),
    "database.starting": N_("The database is starting. Try again in a moment."),
    "export.too_many_rows": N_(
        "{format} holds at most {most} rows. Choose fewer days or a filter, or write the list as CSV."
    ),
    "database.too_long": N_("A text is longer than can be stored. Shorten it."),
    "database.too_many_connections": N_("Too many people are connected. Close a window, or ask for more connections."),
    "database.try_again": N_("Somebody else changed the same figures at the same time. Try again."),
    "database.unknown_function": N_("The program grants a function that the database does not have: {field}."),
    "database.unknown_table": N_("The program grants a table that the database does not have: {value}."),
    "database.url_without_name": N_("The URL names no database. Write it as postgresql://user@host/name."),
    "database.wrong_version": N_("The database is of version {database}, this program of version {program}."),
    "document.not_draft": N_("The document is no longer a draft and cannot be changed."),
    "document.posted": N_("The document is posted and cannot be changed. Credit or reverse it instead."),
    "record.changed": N_("Somebody else changed this in the meantime. Look at their change before you save yours."),
    "record.not_found": N_("This no longer exists, or not for you. Go back, and look for it in its list."),
    "server.no_account": N_("PostgreSQL does not run as root, and there is none of the accounts {names} to run it as."),
    "server.no_binaries": N_("The programs of the database server are missing. Install Kontor anew."),
    "server.no_office_password": N_("The password of the login {name} is kept nowhere. Sign in with --user NAME."),
    "server.no_password": N_(
        "The password of the database server is kept nowhere. Stop the server and start it again."
    ),
    "server.not_running": N_("The database server does not run. Start Kontor again, or run: kontor server start"),
    "server.program_failed": N_("{program} failed: {detail}"),
    "server.start_failed": N_("The database server does not start: {detail} The log folder (menu Help) says more."),
    "server.unsafe_folder": N_("The folder {path} belongs to somebody else and is not used."),
    "server.wrong_major": N_("The data are of PostgreSQL {data}, the installed programs of version {binaries}."),
}

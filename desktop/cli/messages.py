"""The text of each error that only the command line has."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "company.not_yours": N_("There is no company {company}, or not for you."),
    "demo.not_alone": N_(
        "There already is a company in {home}. Give the demo a home of its own: KONTOR_HOME=FOLDER kontor demo"
    ),
    "demo.only_here": N_("The demo company has passwords that everybody knows, and stays on this computer."),
    "exchange.unknown_kind": N_("There is no kind of file called {kind}. There are: {known}."),
    "file.unusable": N_("{file} cannot be used: {detail}."),
    "init.administrator_missing": N_(
        "The first company on a server needs an administrator: --admin NAME --password-file FILE"
    ),
    "report.file_missing": N_("Say where the document goes: -o FILE.{format}"),
    "report.name_missing": N_("Say which report: kontor report NAME. The names: kontor report --list"),
    "report.no_year": N_("The company has no fiscal year yet."),
    "report.account_missing": N_("Say which account: --account NUMBER"),
    "report.party_missing": N_("Say which customer or supplier: --party CODE"),
    "report.party_unknown": N_("There is no customer or supplier {party}."),
    "report.unknown": N_("There is no report called {name}. The names: kontor report --list"),
    "report.unknown_format": N_("{format} is no format of a report. There are: {known}."),
    "user.password_missing": N_("There is nobody to ask for a password. Name a file: --password-file FILE"),
}

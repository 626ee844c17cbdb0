"""Pages, answers and windows for tests of the desktop: a small registry over real lists, and receivers of answers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from desktop.shell.registry import Registry
from models.contacts.queries import CUSTOMERS
from models.database.errors import KontorError
from models.database.rights import Permission
from models.finance.queries import ACCOUNTS, VOUCHERS
from resources.language import N_
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Link
from views.kit.list.spec import ListSpec
from views.kit.page import Page, list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Tab


class Answers(QObject):
    """Receives the answers of jobs."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[Any] = []
        self.errors: list[KontorError] = []

    def done(self, value: object) -> None:
        """An answer."""
        self.values.append(value)

    def failed(self, error: KontorError) -> None:
        """A failure."""
        self.errors.append(error)

    @property
    def count(self) -> int:
        """How often one was called."""
        return len(self.values) + len(self.errors)


class NotePage(Page):
    """A page with work that can be unsaved, opened by its key."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, f"Note {link.key}", link=link)
        self.unsaved = False
        self.refreshed = 0
        self.set_actions([Action("note.shout", N_("Shout"), _shout, shortcut="Ctrl+J")])

    def leaving_loses(self) -> str | None:
        """What the test says."""
        return "The note is lost." if self.unsaved else None

    def refresh(self) -> None:
        """Count it."""
        self.refreshed += 1


def _shout(context: ActionContext) -> None:
    page = context.source
    if isinstance(page, Page):
        page.set_title(page.title.upper())


def _broken(_host: Host, _link: Link) -> Page:
    raise ZeroDivisionError


def sample_registry() -> Registry:
    """Lists of customers, accounts and vouchers, a page of notes, and one that cannot be made."""
    return Registry(
        (
            list_screen(
                "finance.accounts",
                ListSpec(ACCOUNTS),
                tab=Tab.FINANCE,
                permission=Permission.FINANCE_READ,
                icon="ledger",
            ),
            list_screen("finance.vouchers", ListSpec(VOUCHERS), tab=Tab.FINANCE, permission=Permission.FINANCE_READ),
            list_screen(
                "sales.customers",
                ListSpec(CUSTOMERS, subjects=("contacts.party",), opens=lambda row: Link("sales.note", row["id"])),
                tab=Tab.SALES,
                permission=Permission.CONTACTS_READ,
            ),
            PageSpec("sales.note", N_("Note"), NotePage, Tab.SALES, new=N_("Note"), icon="edit"),
            PageSpec("sales.broken", N_("Broken"), _broken, Tab.SALES),
        ),
        (
            RecordSearch(
                CUSTOMERS,
                text=lambda row: f"{row['code']} {row['name']}",
                link=lambda row: Link("sales.note", row["id"]),
                hint=N_("Customer"),
            ),
        ),
    )

"""A new accounting book: all it needs is a name."""

from __future__ import annotations

from models.finance.books.registers import AccountingBook, open_book
from resources.language import N_, _
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FormSpec, Section
from views.kit.host import Host, Level, Link, Message

FORM: FormSpec[AccountingBook] = FormSpec(
    (
        Section(
            "",
            (
                Field(
                    "code",
                    N_("Name of the book"),
                    required=True,
                    max_length=20,
                    help=N_("Short, such as IFRS or Tax: it heads the columns of statements."),
                ),
            ),
            hint=N_(
                "It has the chart, dimensions, years and months of the company, and keeps step with them. Only"
                " differences are posted in it; the main books, VAT, open items and files stay as they are."
            ),
        ),
    ),
    save=open_book,
    arguments=lambda draft: {"book": draft},
)


class BookPage(FormPage[AccountingBook]):
    """A book to be opened; saved, the list is shown."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host,
            _("New accounting book"),
            FORM,
            AccountingBook(),
            saved_link=self._opened,
            link=link,
            act=N_("Open book"),
        )

    def _opened(self, saved: object) -> Link | None:
        if isinstance(saved, AccountingBook):
            text = _("Book {code} is open. Post its differences there.").format(code=saved.code)
            self.host.tell(Message(text, Level.SUCCESS, replaces="act"))
        return Link("finance.accounting_books")

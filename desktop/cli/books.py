"""`kontor book`: the further accounting books of a company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli import DONE
from models.database.listing import Kind
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands

_KINDS = {"code": Kind.TEXT, "company": Kind.INTEGER}


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    book = commands.group("book", _("further accounting books"))
    book.add("list", show_books, _("show the books of the company"))
    opening = book.add("open", open_one, _("open a further book"))
    opening.add_argument("code", metavar=_("BOOK"), help=_("its name, such as IFRS"))


def show_books(context: Context) -> int:
    """Show the books; vouchers are posted in one with --company and its key."""
    from models.finance.books.registers import list_books

    books = context.session.read(list_books)
    context.show([{"code": book.code, "company": book.id} for book in books], _KINDS)
    return DONE


def open_one(context: Context) -> int:
    """Open a book."""
    from models.finance.books.registers import AccountingBook, open_book

    book = context.session.run(open_book, book=AccountingBook(context.options.code))
    context.say(_("Book {code} is open.").format(code=book.code), {"code": book.code, "company": book.id})
    return DONE

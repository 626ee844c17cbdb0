"""A clerk's day in fast motion: documents typed by real keys into the real program, and what reaches the books."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import psycopg
import pytest

from desktop.founding import furnish_demo_here
from desktop.logging import log_folder
from models.database.local import LocalDatabase
from models.exchange.demo.cast import PASSWORD
from tests.benchmarks.figure import Figure
from tests.benchmarks.hands import Hands, Screen, missing_tools
from tests.support.server import temporary_home

Record = Callable[[Figure], None]
_TODAY = date(2026, 11, 26)
_DOCUMENTS = int(os.environ.get("KONTOR_BENCH_DOCUMENTS", "25"))

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")


class Books:
    """What has reached the database, read beside the program."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)

    def close(self) -> None:
        """Look no more."""
        self._connection.close()

    def one(self, query: str, *values: object) -> object:
        """The one value of a row."""
        row = self._connection.execute(query, values).fetchone()
        return row[0] if row else None

    @property
    def vouchers(self) -> int:
        """How many there are."""
        return int(str(self.one("SELECT count(*) FROM ledger.entry")))


@pytest.fixture
def books() -> Iterator[Books]:
    """The books of the demo company, in a home of its own."""
    before = os.environ["KONTOR_HOME"]
    with temporary_home() as folder:
        os.environ["KONTOR_HOME"] = str(folder)
        furnish_demo_here(_TODAY, lambda _text: None)
        local = LocalDatabase()
        with closing(Books(local.builder_url(local.chosen() or ""))) as made:
            yield made
        os.environ["KONTOR_HOME"] = before


@pytest.fixture
def clerk(books: Books) -> Iterator[Hands]:
    """The accountant of the demo company, signed in."""
    with closing(Screen()) as screen:
        hands = Hands(screen, Path(os.environ["KONTOR_HOME"]))
        hands.until_titled("Kontor")
        hands.click(600, 212)  # the user's name; there is no window manager that would give the keyboard to it
        hands.press("ctrl+a")
        hands.write("karin")
        hands.press("Tab")
        hands.write(PASSWORD)
        hands.press("Return")
        hands.until_titled("Översikt")
        yield hands
        hands.end()


def test_a_clerk_types_documents_for_an_hour_and_all_of_them_are_in_the_books(
    clerk: Hands, books: Books, record: Record
) -> None:
    started, memory = time.monotonic(), clerk.memory
    expected = books.vouchers
    clerk.press("ctrl+k")
    clerk.write("ny leverantörsfaktura")
    clerk.press("Return")
    for number in range(_DOCUMENTS):
        type_supplier_invoice(clerk, f"F-{number}", amount=f"{100 + number},50")
        expected += 1
        clerk.until(lambda: books.vouchers == expected, "the supplier invoice is posted")  # noqa: B023 - at once
        clerk.until_titled("Leverantörsfaktura")
        clerk.press("ctrl+n")
    clerk.press("ctrl+k")
    clerk.write("nytt verifikat")
    clerk.press("Return")
    for number in range(_DOCUMENTS):
        type_voucher(clerk, f"Hyra {number}", amount=f"{1000 + number}*2")
        expected += 1
        clerk.until(lambda: books.vouchers == expected, "the voucher is posted")  # noqa: B023 - at once
    took = time.monotonic() - started
    assert total(books, "5010", "Hyra %") == sum(2 * (1000 + number) for number in range(_DOCUMENTS))
    record(Figure(f"a document typed by keys, of {2 * _DOCUMENTS}", took / _DOCUMENTS / 2, "s", "15"))
    record(Figure("keys for a document", clerk.strokes / _DOCUMENTS / 2, "keys", "60"))
    record(Figure("memory gained meanwhile", clerk.memory - memory, "MB", "40"))
    record(Figure("times the window stood still over 100 ms", stalls(), "", "0"))


def type_supplier_invoice(clerk: Hands, number: str, *, amount: str) -> None:
    """Supplier, number, one line, posted."""
    clerk.until_titled("Ny leverantörsfaktura")
    clerk.write("2006")
    clerk.press("Tab")
    clerk.write(number)
    clerk.press("ctrl+Down", "Return")
    clerk.write("Beslag")
    clerk.press("Return", "Return", "Return")
    clerk.write(amount)
    clerk.press("Return", "Return")
    clerk.write("4000")
    clerk.press("Return", "ctrl+Return")


def type_voucher(clerk: Hands, text: str, *, amount: str) -> None:
    """Text, one account debited, the bank credited with what is left over, posted."""
    clerk.until_titled("Nytt verifikat")
    clerk.press("Tab", "Tab")
    clerk.write(text)
    clerk.press("Tab")
    clerk.write("5010")
    clerk.press("Return")
    clerk.write(amount)
    clerk.press("Return")
    clerk.write("1930")
    clerk.press("Return", "F8", "ctrl+Return")


def total(books: Books, account: str, text: str) -> object:
    """What stands on an account in vouchers of such a text."""
    return books.one(
        "SELECT sum(l.amount) FROM ledger.line l JOIN ledger.entry e ON e.id = l.entry_id"
        " WHERE l.account = %s AND e.text LIKE %s",
        account,
        text,
    )


def stalls() -> int:
    """How often the watchdog wrote down that the window stood still."""
    logs = log_folder(Path(os.environ["KONTOR_HOME"])).glob("*.log*")
    return sum(log.read_text(encoding="utf-8").count("the window stood still") for log in logs)

"""How long somebody at the desk waits: start page, lists, records, tabs, keys, wheel, and what a day does to memory."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import psutil
import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import look
from desktop.desk import open_desktop
from desktop.founding import furnish_demo_here
from desktop.settings import Settings
from desktop.shell.window import MainWindow
from desktop.tasks.collector import Collector
from models.contacts.queries import CUSTOMERS
from models.database.local import LocalDatabase
from models.database.session import sign_in
from models.warehouse.queries import ITEMS
from tests.benchmarks.desk import at_worst, first_of, frame, let_pass, opening, rests, stretches, turn_wheel, until
from tests.benchmarks.figure import Figure
from tests.benchmarks.filling import fill_parties
from tests.support.server import temporary_home
from views.kit.form.picker import PickerLine
from views.kit.grid.view import EntryGrid
from views.kit.host import Link
from views.kit.list.model import Loading
from views.kit.page import ListPage

Record = Callable[[Figure], None]
_TODAY = date(2026, 11, 26)
_RECORDS = int(os.environ.get("KONTOR_BENCH_RECORDS", "1000"))


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A home with the demo company and a million customers more."""
    before = os.environ["KONTOR_HOME"]
    with temporary_home() as folder:
        os.environ["KONTOR_HOME"] = str(folder)
        furnish_demo_here(_TODAY, lambda _text: None)
        local = LocalDatabase()
        with closing(psycopg.connect(local.builder_url(local.chosen() or ""))) as owner:
            fill_parties(owner, count=1_000_000)
        yield folder
        os.environ["KONTOR_HOME"] = before


@pytest.fixture
def window(home: Path, tmp_path: Path, qapp: QApplication) -> Iterator[MainWindow]:
    """The main window of somebody who may do everything, at rest on its first page."""
    settings = Settings(tmp_path)
    look.apply_theme(qapp, settings)
    collector = Collector()  # as in the program
    collector.begin()
    collector.spare_what_is_loaded()
    session = sign_in(LocalDatabase().office_url())
    made = open_desktop(session, settings=settings)
    made.resize(1280, 720)
    rests(made)
    yield made
    collector.close()
    made.end()
    made.runner.wait_until_ended()
    session.close()


def test_sign_in_to_a_start_page_that_can_be_used(
    home: Path, tmp_path: Path, qapp: QApplication, record: Record
) -> None:
    settings = Settings(tmp_path)
    look.apply_theme(qapp, settings)
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        session = sign_in(LocalDatabase().office_url())
        window = open_desktop(session, settings=settings)
        rests(window)
        taken.append(time.perf_counter() - started)
        window.end()
        window.runner.wait_until_ended()
        session.close()
    record(Figure("sign-in to a usable start page", min(taken), "s", "0.7"))


def test_opening_pages_and_records(window: MainWindow, record: Record) -> None:
    lists: dict[str, float] = {}
    pages: dict[str, float] = {}
    records: dict[str, float] = {}
    for spec in window.registry.pages:
        if not spec.in_navigation or not spec.open_to(window.host.allows):
            continue
        first = opening(window, spec)
        page = window.pages.page
        if not isinstance(page, ListPage):
            pages[spec.kind] = first
            continue
        lists[spec.kind] = first
        if page.list.spec.opens is not None and page.list.model.filled:
            link = page.list.spec.opens(page.list.model.row(0))
            if link is not None and link.kind not in records:
                opening(window, link)  # imports what this kind of record needs
                again = page.list.spec.opens(page.list.model.row(min(1, page.list.model.filled - 1)))
                records[link.kind] = opening(window, again or link)
    for name, found, aim in (("list", lists, "150"), ("other page", pages, "150"), ("record", records, "100")):
        slowest = max(found, key=lambda kind: found[kind])
        record(Figure(f"opening a {name}, the median of {len(found)}", statistics.median(found.values()), "ms", aim))
        record(Figure(f"opening the slowest {name}: {slowest}", found[slowest], "ms", aim))


def test_switching_between_tabs(window: MainWindow, record: Record) -> None:
    kinds = ("finance.customer_invoices", "warehouse.stock", "sales.orders", "service.tickets")
    specs = [spec for kind in kinds if (spec := window.registry.find(kind)) is not None]
    assert len(specs) > 2
    for spec in specs:
        window.open_top(spec)
        rests(window)
    taken = []
    for _ in range(10):
        for spec in specs:
            started = time.perf_counter()
            window.open_top(spec)
            window.repaint()
            taken.append((time.perf_counter() - started) * 1000)
            rests(window)
    record(Figure("switching to a page that was open, p95", at_worst(taken), "ms", "30"))


def test_wheel_and_page_jumps_over_a_million_rows(window: MainWindow, record: Record) -> None:
    window.open_link(Link("contacts.customers"))
    rests(window)
    page = window.pages.page
    assert isinstance(page, ListPage)
    table = page.list.table
    frames = []
    for _ in range(400):
        frames.append(frame(partial(turn_wheel, table)))
        let_pass(1)
    record(Figure("turning the wheel over a million rows, p95 of a frame", at_worst(frames), "ms", "16"))
    table.setFocus()
    jumps = []
    for _ in range(100):
        jumps.append(frame(partial(QTest.keyClick, table, Qt.Key.Key_PageDown)))
        let_pass(1)
    record(Figure("a page further in a million rows, p95", at_worst(jumps), "ms", "50"))
    model, ends = page.list.model, []

    def at_the_end() -> bool:
        return model.from_end

    def at_the_start() -> bool:
        return not model.from_end

    for _ in range(10):
        for key, there in ((Qt.Key.Key_End, at_the_end), (Qt.Key.Key_Home, at_the_start)):
            started = time.perf_counter()
            QTest.keyClick(table, key, Qt.KeyboardModifier.ControlModifier)
            until(there)
            ends.append((time.perf_counter() - started) * 1000)
            rests(window)
    record(Figure("to the end of a million rows or back, median", statistics.median(ends), "ms", "50"))


def test_typing_into_a_grid_of_a_thousand_lines(window: MainWindow, record: Record) -> None:
    window.open_link(Link("finance.voucher"))
    rests(window)
    page = window.pages.page
    assert page is not None
    grid = page.findChildren(EntryGrid)[0]
    model, table = grid.model, grid.table
    accounts = ("5010", "1930")
    QApplication.clipboard().setText("\n".join(f"{accounts[n % 2]}\tRent {n}" for n in range(1000)))
    table.setCurrentIndex(model.index(0, 0))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    until(lambda: len(grid.lines) >= 1000)
    rests(window)
    table.setCurrentIndex(model.index(500, 1))
    taken = []
    for letter in "Rent of the house in the town by the sea, paid in advance" * 3:
        press = partial(QTest.keyClick, QApplication.focusWidget() or table, letter)
        taken.append(frame(press))
    record(Figure("from key to glyph among a thousand lines, p95", at_worst(taken), "ms", "16"))


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("finance.voucher", "{account}\tRent {n}\t\t\t{figure}\t"),
        ("sales.order", "{item}\tText {n}\t{figure}"),
        ("warehouse.purchase_order", "{item}\tText {n}\t{figure}\t12,50"),
        ("finance.customer_invoice", "{item}\tText {n}\t{figure}"),
    ],
)
def test_pasting_five_thousand_rows(window: MainWindow, record: Record, kind: str, row: str) -> None:
    items = first_of(window, ITEMS, "code", 50)
    window.open_link(Link(kind))
    rests(window)
    page = window.pages.page
    assert page is not None
    grid = page.findChildren(EntryGrid)[0]
    QApplication.clipboard().setText(
        "\n".join(
            row.format(account="5010", item=items[n % len(items)], n=n, figure="x" if n % 500 == 7 else "1 234,50")
            for n in range(5000)
        )
    )
    grid.table.setCurrentIndex(grid.model.index(0, 0))
    grid.table.setFocus()
    with stretches() as gaps:
        started = time.perf_counter()
        QTest.keyClick(grid.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        until(lambda: len(grid.lines) == 5000)
        taken = time.perf_counter() - started
        let_pass(1500)  # totals, prices, and the draft that is kept
        rests(window)
    assert grid.model.wrong_rows() == 10
    record(Figure(f"pasting 5 000 rows: {kind}", taken, "s", "2"))
    record(Figure(f"the longest stop meanwhile: {kind}", max(gaps), "ms", "50"))
    with stretches() as gaps:
        QTest.keyClick(grid.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        let_pass(200)
    assert not grid.lines
    record(Figure(f"taking 5 000 rows back, the longest stop: {kind}", max(gaps), "ms", "50"))
    page.give_up_work()


def test_picking_among_a_million_customers(window: MainWindow, record: Record) -> None:
    codes = first_of(window, CUSTOMERS, "code", 3)
    names = first_of(window, CUSTOMERS, "name", 3)
    window.open_link(Link("sales.draft"))
    rests(window)
    page = window.pages.page
    assert page is not None
    picker = page.findChildren(PickerLine)[0]
    for what, texts in (("number", codes), ("name", names), ("part of a name", [name[2:8] for name in names])):
        taken = []
        for text in texts:
            picker.setFocus()
            picker.selectAll()
            picker.insert(text)
            started = time.perf_counter()
            picker._find()  # what comes a moment after the last letter
            popup = picker._popup
            until(lambda popup=popup: popup is not None and popup.model.loading is Loading.DONE)  # type: ignore[misc]
            taken.append((time.perf_counter() - started) * 1000)
            QTest.keyClick(picker, Qt.Key.Key_Escape)
        record(Figure(f"matches of a {what} among a million customers, at worst", max(taken), "ms", "50"))


def test_memory_after_a_thousand_records(window: MainWindow, record: Record) -> None:
    process = psutil.Process()
    window.open_link(Link("contacts.customers"))
    rests(window)
    page = window.pages.page
    assert isinstance(page, ListPage)
    opens = page.list.spec.opens
    assert opens is not None
    link = opens(page.list.model.row(0))
    assert link is not None

    def visit(count: int) -> float:
        for number in range(count):
            window.open_record(Link(link.kind, int(str(link.key)) + number % 20))
            rests(window)
        gc.collect()
        return process.memory_info().rss / 2**20

    before = visit(60)  # as many as are kept alive, and some more
    after = visit(_RECORDS)
    record(Figure(f"memory gained by opening {_RECORDS} records", after - before, "MB", "0"))
    record(Figure("memory after that", after, "MB", "200"))

"""The server killed two hundred times while people post: what was confirmed is always there."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

from models.database.server.embedded import EmbeddedServer
from tests.benchmarks.figure import Figure
from tests.support.killing import faults_after, post_until_killed
from tests.support.office import Office, settle_in
from tests.support.server import make_database, temporary_home
from tests.support.trade import furnish

KILLS = 200


def test_two_hundred_kills(record: Callable[[Figure], None]) -> None:
    with temporary_home() as home:
        server = EmbeddedServer(home)
        server.start()
        database = make_database(server, "house", prefix="house")
        office = Office(database, settle_in(database))
        trade = furnish(office)
        trade.buy("10000", "3.00")
        office.close()
        chance, faults, confirmed = Random(), 0, []
        started = time.perf_counter()
        for _ in range(KILLS):
            confirmed += post_until_killed(server, office, trade, chance)
            faults += len(faults_after(office, confirmed))
    record(Figure(f"faults after {KILLS} kills ({len(confirmed)} postings confirmed)", faults, "faults", "0"))
    record(Figure("kill, recovery and proof", (time.perf_counter() - started) / KILLS, "s", "1"))
    assert faults == 0

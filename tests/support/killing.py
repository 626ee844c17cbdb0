"""A server that is killed while two people post, started again, and asked what is left."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import psutil
import psycopg

from models.database.server.embedded import EmbeddedServer
from models.database.server.place import find_place
from models.database.server.processes import find_postmaster, wait_until_gone
from tests.support.office import Office
from tests.support.trade import Trade

#: A statement of a door with a request id, and who calls it.
Act = Callable[[UUID], tuple[str, tuple[object, ...]]]


def kill_server(server: EmbeddedServer) -> None:
    """SIGKILL the postmaster and all its children, as a loss of power would end them."""
    place = find_place(server.home)
    assert place
    postmaster = find_postmaster(place.data)
    assert postmaster
    processes = [psutil.Process(postmaster.pid), *psutil.Process(postmaster.pid).children(recursive=True)]
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            os.kill(process.pid, signal.SIGKILL)
    for process in processes:
        wait_until_gone(process.pid)


@dataclass
class Poster:
    """Calls doors one after the other until the server is gone; `confirmed` are the requests it was told are kept."""

    url: str
    acts: list[Act]
    confirmed: list[UUID] = field(default_factory=list)

    def work(self) -> None:
        """Post until the connection breaks."""
        with suppress(psycopg.OperationalError), psycopg.connect(self.url, autocommit=True) as connection:
            while True:
                for act in self.acts:
                    request = uuid4()
                    statement, parameters = act(request)
                    connection.execute(statement.encode(), parameters)
                    self.confirmed.append(request)


def post_until_killed(server: EmbeddedServer, office: Office, trade: Trade, chance: Random) -> list[UUID]:
    """Let two people post, kill the server after 5 to 60 ms of it and start it again; answers what was confirmed."""
    posters = [
        Poster(office.url("accountant"), [_invoice(office, trade), _voucher(office)]),
        Poster(
            office.url("storekeeper"),
            [_transfer(office, trade.shelf, trade.dock, trade), _transfer(office, trade.dock, trade.shelf, trade)],
        ),
    ]
    threads = [Thread(target=poster.work) for poster in posters]
    for thread in threads:
        thread.start()
    while not all(poster.confirmed for poster in posters):
        assert all(thread.is_alive() for thread in threads)
        time.sleep(0.001)
    time.sleep(chance.uniform(0.005, 0.060))
    kill_server(server)
    for thread in threads:
        thread.join()
    server.start()
    return [request for poster in posters for request in poster.confirmed]


def faults_after(office: Office, confirmed: list[UUID]) -> list[Any]:
    """What does not hold: findings of verify, and confirmed requests that are gone."""
    with office.database.connect(autocommit=True) as connection:
        found: list[Any] = connection.execute("SELECT * FROM ledger.verify(%s)", (office.company_id,)).fetchall()
        found += connection.execute(
            "SELECT id FROM unnest(%s::uuid[]) x(id) EXCEPT SELECT id FROM company.request", (confirmed,)
        ).fetchall()
        # Each document with all of its parts or none: a number without a voucher would be half an invoice.
        found += connection.execute(
            "SELECT i.id FROM finance.invoice i LEFT JOIN ledger.entry e ON e.id = i.entry_id"
            " LEFT JOIN company.request r ON r.id = e.request_id"
            " WHERE i.posted_at IS NULL OR e.id IS NULL OR r.id IS NULL"
        ).fetchall()
    return found


def _voucher(office: Office) -> Act:
    lines = [{"account": "5010", "amount": "100.00"}, {"account": "1930", "amount": "-100.00"}]
    entry = json.dumps([{"date": "2026-03-05", "series": "A", "text": "Rent", "lines": lines}])
    return lambda request: ("SELECT ledger.post(%s, %s, %s::jsonb)", (request, office.company_id, entry))


def _invoice(office: Office, trade: Trade) -> Act:
    line = {"description": "Work", "quantity": "1", "unit_price": "1000", "account": "3001", "tax_code": "S25"}
    draft = json.dumps(
        {"kind": "customer_invoice", "party_id": trade.customer, "invoice_date": "2026-03-05", "lines": [line] * 3}
    )
    door = "SELECT finance.create_and_post_invoice(%s, %s, %s::jsonb)"
    return lambda request: (door, (request, office.company_id, draft))


def _transfer(office: Office, there: int, back: int, trade: Trade) -> Act:
    move = {"kind": "transfer", "item_id": trade.bolt, "from_place_id": there, "to_place_id": back, "quantity": 1}
    moves = json.dumps([move])
    door = "SELECT stock.move(%s, %s, %s::jsonb, '2026-03-05')"
    return lambda request: (door, (request, office.company_id, moves))

"""Client and server die in the middle of posting: what was confirmed is there, and nothing is there by half."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest

from models.database.server.embedded import EmbeddedServer
from tests.attacks.test_vouchers import post, voucher
from tests.support.killing import faults_after, post_until_killed
from tests.support.office import Office, settle_in
from tests.support.server import make_database, temporary_home
from tests.support.trade import Trade, furnish

KILLS = 20

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")

#: Posts and waits to be killed before it can commit.
_CLIENT = """
import sys
import psycopg
connection = psycopg.connect(sys.argv[1])
connection.execute("SELECT ledger.post(gen_random_uuid(), %s, %s::jsonb)", (int(sys.argv[2]), sys.argv[3]))
print("posted", flush=True)
sys.stdin.read()
"""


@dataclass
class House:
    """A company on a server of its own, where every commit is flushed."""

    server: EmbeddedServer
    office: Office
    trade: Trade


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with temporary_home() as home:
        server = EmbeddedServer(home, settings={"shared_buffers": "32MB"})
        server.start()
        database = make_database(server, "house", prefix="house")
        office = Office(database, settle_in(database))
        trade = furnish(office)
        trade.buy("1000", "3.00")
        office.close()
        yield House(server, office, trade)


@pytest.mark.timeout(100)
def test_a_killed_server_keeps_what_it_confirmed_and_nothing_by_half(house: House) -> None:
    chance = Random(20260305)
    confirmed = []
    for _ in range(KILLS):
        confirmed += post_until_killed(house.server, house.office, house.trade, chance)
        assert faults_after(house.office, confirmed) == []
    assert len(confirmed) > 2 * KILLS


def test_a_killed_client_leaves_no_trace_and_holds_nobody_up(office: Office) -> None:
    for _ in range(3):
        arguments = [office.url("accountant"), str(office.company_id), json.dumps([voucher()])]
        client = subprocess.Popen(
            [sys.executable, "-c", _CLIENT, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert client.stdout
        assert client.stdout.readline() == "posted\n"
        client.send_signal(signal.SIGKILL)
        client.communicate()
        post(office.sql("accountant"), office.company_id, voucher())
    connection = office.sql("accountant")
    numbers = [number for (number,) in connection.execute("SELECT number FROM ledger.entry ORDER BY number")]
    assert numbers == [1, 2, 3]
    assert connection.execute("SELECT * FROM ledger.verify(%s)", (office.company_id,)).fetchall() == []

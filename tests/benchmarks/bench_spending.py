"""What spending control costs a posting: without a rule, and where a rule that stops watches its accounts."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.benchmarks.clients import post_documents
from tests.benchmarks.figure import Figure
from tests.support.office import Office
from tests.support.spending import budget_of, rule_of
from tests.support.trade import Trade

_ROUNDS, _EACH = 5, 200
_ASKING = "SELECT pg_get_functiondef('ledger.check_spending(bigint, jsonb, ledger.draft_line[])'::regprocedure)"
_NOT_ASKING = b"""
    CREATE OR REPLACE FUNCTION ledger.check_spending(p_company bigint, p_entries jsonb, p_lines ledger.draft_line[])
    RETURNS void LANGUAGE plpgsql AS 'BEGIN END'
"""


@pytest.mark.parametrize("series", ["D", "A"], ids=["suppliers' bills", "vouchers"])
def test_posting_beside_posting_that_asks_no_budget(
    firm: Office, trade: Trade, series: str, record: Callable[[Figure], None]
) -> None:
    """In turns on the same books, so that both meet the same tables and the same disk."""
    session, owner = firm.session("accountant"), firm.owner()
    name = {"D": "suppliers' bills", "A": "vouchers"}[series]
    asking = firm.value(_ASKING)

    def rate() -> float:
        started = time.perf_counter()
        post_documents(session, series=series, party=trade.supplier, count=_EACH)
        return _EACH / (time.perf_counter() - started)

    budget_of(firm, "5010", "100000000")
    rule = rule_of(firm, "5010", to_account="5999")
    watch = "UPDATE ledger.spending_rule SET active = %s WHERE id = %s"
    rate()
    asked, plain, watched = [], [], []
    for _round in range(_ROUNDS):
        watched.append(rate())
        owner.execute(watch.encode(), (False, rule))
        asked.append(rate())
        owner.execute(_NOT_ASKING)
        plain.append(rate())
        owner.execute(asking.encode())
        owner.execute(watch.encode(), (True, rule))
    owner.execute(watch.encode(), (False, rule))
    record(Figure(f"{name} posted, no rule", max(asked), "/s", "95 %", max(plain)))
    record(Figure(f"{name} posted, watched by a rule", max(watched), "/s", "70 %", max(plain)))

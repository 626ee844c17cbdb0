"""Periods are locked area by area, closed in their order, frozen for all but a few, and opened again with a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.database.errors import Invalid, Rejected
from models.finance.accounts import lock_period, unlock_period
from models.finance.closing.periods import (
    ChangedTotal,
    PeriodState,
    changed_since_close,
    close_periods,
    colleagues,
    freeze_period,
    period_history,
    period_states,
    read_period,
    thaw_period,
)
from models.finance.verification import verify
from tests.support.closing import book, period_of
from tests.support.office import Office

D = Decimal
AREAS = ("receivables", "payables", "stock", "payroll")
FAR = date(2099, 12, 31)


def lock(office: Office, month: int, area: str) -> None:
    office.session("accountant").run(lock_period, period_id=period_of(office, month), area=area)


def reopen(office: Office, month: int, area: str = "all", reason: str = "A late bill") -> None:
    office.session("accountant").run(unlock_period, period_id=period_of(office, month), area=area, reason=reason)


def close_through(office: Office, month: int) -> int:
    return office.session("accountant").run(close_periods, last_period_id=period_of(office, month))


def test_everything_is_locked_after_its_areas(office: Office) -> None:
    for area in AREAS[:2]:
        lock(office, 1, area)
    with pytest.raises(Rejected, match=r"ledger\.areas_open") as refused:
        lock(office, 1, "all")
    assert refused.value.params["areas"] == "stock, payroll"
    for area in AREAS[2:]:
        lock(office, 1, area)
    lock(office, 1, "all")
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        book(office, date(2026, 1, 15), "5010", "1930", "100")


def test_a_month_waits_for_the_months_before_it(office: Office) -> None:
    for area in AREAS:
        lock(office, 2, area)
    with pytest.raises(Rejected, match=r"ledger\.earlier_open") as refused:
        lock(office, 2, "all")
    assert refused.value.params["from"] == "2026-01-01"
    assert close_through(office, 3) == 3
    assert close_through(office, 3) == 0


def test_the_latest_closed_month_is_opened_first(office: Office) -> None:
    close_through(office, 3)
    with pytest.raises(Rejected, match=r"ledger\.later_closed") as refused:
        reopen(office, 1)
    assert refused.value.params["from"] == "2026-03-01"
    with pytest.raises(Rejected, match=r"ledger\.period_closed"):
        reopen(office, 3, "stock")
    with pytest.raises(Invalid, match=r"ledger\.reason_missing"):
        reopen(office, 3, reason=" ")
    reopen(office, 3)
    book(office, date(2026, 3, 5), "5010", "1930", "100")
    reopen(office, 3, "payables")
    assert "payables" not in read(office, 3).locked_areas


def read(office: Office, month: int) -> PeriodState:
    return office.session("auditor").read(read_period, period_id=period_of(office, month))


def test_what_happened_to_a_period_says_who_when_and_why(office: Office) -> None:
    close_through(office, 1)
    reopen(office, 1, reason="The rent was missing")
    history = office.session("auditor").read(period_history, period_id=period_of(office, 1))
    assert [event.event for event in history] == ["reopen", "close", "lock", "lock", "lock", "lock"]
    assert (history[0].reason, history[0].user) == ("The rent was missing", "Accountant")
    assert history[1].working_days == office.value(
        "SELECT company.working_days(%s, '2026-01-31', company.today(%s))", office.company_id, office.company_id
    )


def test_totals_that_changed_since_the_close_are_told_by_account(office: Office) -> None:
    book(office, date(2026, 1, 15), "5010", "1930", "100")
    close_through(office, 1)
    period = period_of(office, 1)
    assert office.session("auditor").read(changed_since_close, period_id=period) == ()
    reopen(office, 1)
    book(office, date(2026, 1, 31), "6530", "1930", "40")
    assert office.session("auditor").read(changed_since_close, period_id=period) == (
        ChangedTotal("1930", D(0), D(100), D(0), D(140)),
        ChangedTotal("6530", D(0), D(0), D(40), D(0)),
    )
    assert office.session("accountant").read(verify) == ()


def test_a_close_copies_no_rows(office: Office) -> None:
    for day in range(1, 29):
        book(office, date(2026, 1, day), "5010", "1930", "100")
    rows = "SELECT (SELECT count(*) FROM ledger.line), (SELECT count(*) FROM ledger.balance)"
    before = office.owner().execute(rows).fetchone()
    close_through(office, 1)
    assert office.owner().execute(rows).fetchone() == before
    totals = office.value("SELECT totals FROM ledger.period_event WHERE event = 'close'")
    assert totals == {"1930": [0, 2800], "5010": [2800, 0]}


def test_what_changed_behind_a_close_is_found_by_the_check_of_the_books(office: Office) -> None:
    book(office, date(2026, 1, 15), "5010", "1930", "100")
    close_through(office, 1)
    office.owner().execute("UPDATE ledger.balance SET debit = debit + 1 WHERE account = '5010' AND grain <> 'Y'")
    codes = {finding.code for finding in office.session("accountant").read(verify)}
    assert "verify.closed_period_changed" in codes


def test_a_frozen_period_takes_postings_of_the_named_people_only(office: Office) -> None:
    accountant = office.session("accountant")
    people = {person.name: person for person in accountant.read(colleagues)}
    assert people["Accountant"].signs
    assert not people["Storekeeper"].signs
    period = period_of(office, 1)
    freeze: dict[str, Any] = {"period_id": period, "areas": ["general"], "until": FAR}
    accountant.run(freeze_period, people=[people["Finance_Clerk"].id], **freeze)
    with pytest.raises(Rejected, match=r"ledger\.period_frozen") as refused:
        book(office, date(2026, 1, 15), "5010", "1930", "100")
    assert (refused.value.params["people"], refused.value.params["until"]) == ("Finance_Clerk", "2099-12-31")
    accountant.run(freeze_period, people=[people["Accountant"].id], **freeze)
    book(office, date(2026, 1, 15), "5010", "1930", "100")
    assert read(office, 1).people == "Accountant"
    office.owner().execute("UPDATE ledger.period SET frozen_until = '2026-01-31' WHERE id = %s", (period,))
    with pytest.raises(Rejected, match=r"ledger\.period_frozen"):
        book(office, date(2026, 1, 15), "5010", "1930", "100")
    accountant.run(thaw_period, period_id=period, reason="All bills are in")
    book(office, date(2026, 1, 15), "5010", "1930", "100")


def test_nobody_freezes_for_nobody_or_until_yesterday(office: Office) -> None:
    accountant = office.session("accountant")
    someone = accountant.read(colleagues)[0].id
    freeze: dict[str, Any] = {"period_id": period_of(office, 1), "areas": ["all"]}
    with pytest.raises(Invalid, match=r"close\.nobody"):
        accountant.run(freeze_period, people=[], until=FAR, **freeze)
    with pytest.raises(Invalid, match=r"close\.nobody"):
        accountant.run(freeze_period, people=[someone, 9999], until=FAR, **freeze)
    with pytest.raises(Invalid, match=r"close\.day_past"):
        accountant.run(freeze_period, people=[someone], until=date(2026, 1, 1), **freeze)


def test_the_period_to_close_next_is_the_earliest_open_one(office: Office) -> None:
    assert office.session("auditor").read(read_period).starts_on == date(2026, 1, 1)
    close_through(office, 2)
    assert office.session("auditor").read(read_period).starts_on == date(2026, 3, 1)
    states = office.session("auditor").read(period_states, fiscal_year_id=read(office, 1).fiscal_year_id)
    assert [state.closed for state in states] == [True, True] + [False] * 10
    assert states[0].closed_by == "Accountant"


#: Red days on a weekday, and the eves that are no bank days, as almanacs print them.
HOLIDAYS = (
    "2025-12-24 2025-12-25 2025-12-26 2025-12-31 2026-01-01 2026-01-06 2026-04-03 2026-04-06 2026-05-01 2026-05-14"
    " 2026-06-19 2026-12-24 2026-12-25 2026-12-31 2027-01-01 2027-01-06 2027-03-26 2027-03-29 2027-05-06 2027-06-25"
)


def test_working_days_are_those_of_swedish_offices(office: Office) -> None:
    rows = office.owner().execute(
        "SELECT d::date FROM generate_series('2025-12-22'::date, '2027-07-31', '1 day') d"
        " WHERE extract(isodow FROM d) < 6 AND NOT company.is_working_day('SE', d::date) ORDER BY 1"
    )
    assert " ".join(str(day) for (day,) in rows) == HOLIDAYS
    # Five working days after Wednesday 31 December 2025: 2, 5, 7, 8 and 9 January.
    assert office.value("SELECT company.working_day_after(%s, '2025-12-31', 5)", office.company_id) == date(2026, 1, 9)
    assert office.value("SELECT company.working_days(%s, '2025-12-31', '2026-01-09')", office.company_id) == 5
    easter = [office.value("SELECT company.easter(%s)", year) for year in (2024, 2025, 2026, 2038)]
    assert easter == [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2038, 4, 25)]
    assert office.value("SELECT company.is_working_day('DE', %s)", date(2026, 6, 19)) is True

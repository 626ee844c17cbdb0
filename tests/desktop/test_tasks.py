"""Work off the GUI thread: answers, errors, stopping, late answers, and what a broken connection does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.faults import Fault
from desktop.tasks.database import reading, writing
from desktop.tasks.job import Job
from desktop.tasks.runner import Progress, Task, TaskRunner
from models.company.settings import read_company, write_setting
from models.database.errors import Cancelled, Denied, Rejected, Unavailable
from models.database.work import Work
from tests.support.desk import Answers
from tests.support.office import Office

CarryOut = Callable[[Task[Any]], Job]


def sleep_in_database(work: Work, *, seconds: float) -> None:
    work.value("SELECT pg_sleep(:seconds)", seconds=seconds)


def backend(work: Work) -> int:
    pid: int = work.value("SELECT pg_backend_pid()")
    return pid


def test_a_task_runs_on_another_thread_and_answers_on_that_of_the_window(
    runner: TaskRunner, answers: Answers, qtbot: QtBot
) -> None:
    threads: list[str] = []

    def task(_job: Job) -> Decimal:
        threads.append(threading.current_thread().name)
        return Decimal("1.10")

    runner.submit(task, on_done=answers.done, on_failed=answers.failed, writes=True)
    assert runner.active == 1
    qtbot.waitUntil(lambda: answers.count == 1)

    assert answers.values == [Decimal("1.10")]
    assert threads == ["kontor-write_0"]
    assert runner.active == 0


def test_writes_keep_their_order_and_readings_go_side_by_side(
    runner: TaskRunner, answers: Answers, qtbot: QtBot
) -> None:
    together = threading.Barrier(3)

    def read(_job: Job) -> int:
        return together.wait(timeout=10)

    for _number in range(3):
        runner.submit(read, on_done=answers.done, on_failed=answers.failed)
    qtbot.waitUntil(lambda: answers.count == 3)
    written: list[int] = []
    for number in range(20):
        runner.submit(
            lambda _job, number=number: written.append(number),  # type: ignore[misc]
            on_done=answers.done,
            on_failed=answers.failed,
            writes=True,
        )
    qtbot.waitUntil(lambda: answers.count == 23)

    assert written == list(range(20))


def test_a_callback_that_belongs_to_nobody_is_refused(runner: TaskRunner, answers: Answers) -> None:
    with pytest.raises(TypeError, match="bound method"):
        runner.submit(lambda _job: 1, on_done=lambda _value: None, on_failed=answers.failed)


def test_the_answer_to_a_destroyed_screen_is_dropped(runner: TaskRunner, answers: Answers, qtbot: QtBot) -> None:
    let_go = threading.Event()
    screen = Answers()
    runner.submit(lambda _job: let_go.wait(10), on_done=screen.done, on_failed=screen.failed)
    screen.deleteLater()
    qtbot.waitUntil(lambda: not _alive(screen))
    let_go.set()
    qtbot.waitUntil(lambda: runner.active == 0)

    assert screen.values == []


def test_the_answer_to_a_cancelled_job_is_dropped(runner: TaskRunner, answers: Answers, qtbot: QtBot) -> None:
    let_go = threading.Event()
    late = runner.submit(lambda _job: let_go.wait(10), on_done=partial(answers.done), on_failed=partial(answers.failed))
    late.cancel()
    let_go.set()
    qtbot.waitUntil(lambda: runner.active == 0)

    assert answers.count == 0


def test_a_job_that_is_given_up_before_a_thread_is_free_ends_and_one_that_is_stopped_says_so(
    runner: TaskRunner, answers: Answers, qtbot: QtBot
) -> None:
    let_go = threading.Event()
    runner.submit(lambda _job: let_go.wait(10), on_done=answers.done, on_failed=answers.failed, writes=True)
    given_up, stopped = (
        runner.submit(lambda _job: 2, on_done=answers.done, on_failed=answers.failed, writes=True) for _ in range(2)
    )
    given_up.cancel()
    stopped.stop()
    qtbot.waitUntil(lambda: runner.active == 1)
    let_go.set()
    qtbot.waitUntil(lambda: runner.active == 0)

    assert answers.values == [True]
    assert [type(error) for error in answers.errors] == [Cancelled]


def test_an_unknown_exception_becomes_a_fault_with_a_reference_and_the_program_lives_on(
    runner: TaskRunner, answers: Answers, carry_out: CarryOut, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.waitSignal(runner.faulted) as told:
        carry_out(lambda _job: 1 // 0)
    carry_out(lambda _job: "still here")

    (fault,) = answers.errors
    assert isinstance(fault, Fault)
    assert told.args == [fault]
    assert len(str(fault.params["reference"])) == 6
    assert f"fault {fault.params['reference']}" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert answers.values == ["still here"]


def test_progress_is_passed_on_at_most_ten_times_a_second(
    runner: TaskRunner, carry_out: CarryOut, qtbot: QtBot
) -> None:
    seen: list[Progress] = []
    runner.progressed.connect(seen.append)

    def task(job: Job) -> None:
        for number in range(5000):
            job.step(number, 5000, "rows")

    began = time.monotonic()
    carry_out(task)
    allowed = (time.monotonic() - began) * 10 + 1

    assert 1 <= len(seen) <= allowed
    assert (seen[0].done, seen[0].total, seen[0].text) == (0, 5000, "rows")


def test_an_operation_writes_and_a_query_reads(office: Office, answers: Answers, carry_out: CarryOut) -> None:
    session = office.session("administrator")
    carry_out(writing(session, write_setting, {"key": "greeting", "value": "hej"}, uuid4()))
    carry_out(reading(session, read_company, {}))

    assert answers.errors == []
    assert answers.values[1].name == "Björkens Bygg AB"


def test_a_declared_right_is_still_demanded(office: Office, answers: Answers, carry_out: CarryOut) -> None:
    carry_out(writing(office.session("seller"), write_setting, {"key": "x", "value": 1}, uuid4()))

    (error,) = answers.errors
    assert isinstance(error, Denied)
    assert error.code == "company.not_allowed"


def test_a_query_cannot_write(office: Office, answers: Answers, carry_out: CarryOut) -> None:
    carry_out(reading(office.session("administrator"), write_setting, {"key": "x", "value": 1}))

    assert len(answers.errors) == 1


def test_stopping_a_statement_ends_it_in_the_database_and_says_so(
    office: Office, runner: TaskRunner, answers: Answers, qtbot: QtBot
) -> None:
    session, watcher = office.session("seller"), office.owner()
    running = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%%pg_sleep%%'"
    running += " AND state = 'active' AND pid <> pg_backend_pid()"
    job = runner.submit(
        reading(session, sleep_in_database, {"seconds": 60}), on_done=answers.done, on_failed=answers.failed
    )
    qtbot.waitUntil(lambda: watcher.execute(running.encode()).fetchone() == (1,))
    job.stop()
    qtbot.waitUntil(lambda: answers.count == 1)

    assert isinstance(answers.errors[0], Cancelled)
    assert watcher.execute(running.encode()).fetchone() == (0,)


def test_a_write_that_is_stopped_before_its_end_is_not_committed(
    office: Office, runner: TaskRunner, answers: Answers, qtbot: QtBot
) -> None:
    session = office.session("administrator")
    jobs: list[Job] = []
    known = threading.Event()  # the worker may well be quicker than the line that notes its job

    def write_then_be_stopped(work: Work) -> None:
        write_setting(work, key="half", value=1)
        known.wait(5)
        jobs[0].cancelled = True

    jobs.append(
        runner.submit(
            writing(session, write_then_be_stopped, {}, uuid4()), on_done=answers.done, on_failed=answers.failed
        )
    )
    known.set()
    qtbot.waitUntil(lambda: answers.count == 1)

    assert isinstance(answers.errors[0], Cancelled)
    found = office.owner().execute("SELECT count(*) FROM company.setting WHERE key = 'half'").fetchone()
    assert found == (0,)


def test_a_statement_that_runs_out_of_time_is_not_told_as_stopped_by_the_user(
    office: Office, answers: Answers, carry_out: CarryOut
) -> None:
    def slow(work: Work) -> None:
        work.value("SELECT set_config('statement_timeout', '20ms', true)")
        work.value("SELECT pg_sleep(5)")

    carry_out(reading(office.session("seller"), slow, {}))

    assert isinstance(answers.errors[0], Unavailable)
    assert answers.errors[0].code == "database.too_slow"


def test_a_reading_survives_that_its_resting_connection_was_ended(
    office: Office, answers: Answers, carry_out: CarryOut
) -> None:
    session = office.session("seller")
    carry_out(reading(session, backend, {}))
    first = answers.values[0]
    office.owner().execute("SELECT pg_terminate_backend(%s)", (first,))
    carry_out(reading(session, backend, {}))

    assert answers.errors == []
    assert answers.values[1] != first


def test_a_write_whose_connection_dies_under_way_is_carried_out_once(
    office: Office, answers: Answers, carry_out: CarryOut
) -> None:
    session, owner = office.session("administrator"), office.owner()
    tries: list[int] = []

    def write_and_lose(work: Work) -> None:
        tries.append(backend(work))
        write_setting(work, key="survivor", value=len(tries))
        if len(tries) == 1:
            owner.execute("SELECT pg_terminate_backend(%s)", (tries[0],))
            work.value("SELECT 1")

    carry_out(writing(session, write_and_lose, {}, uuid4()))

    assert answers.errors == []
    assert len(tries) == 2
    found = owner.execute("SELECT value FROM company.setting WHERE key = 'survivor'").fetchall()
    assert found == [(2,)]


def test_a_rule_of_the_database_arrives_with_its_code(office: Office, answers: Answers, carry_out: CarryOut) -> None:
    def refuse(work: Work) -> None:
        work.value("""SELECT company.refuse('ledger.unbalanced', '{"difference": 1.5}')""")

    carry_out(writing(office.session("accountant"), refuse, {}, uuid4()))

    (error,) = answers.errors
    assert isinstance(error, Rejected)
    assert (error.code, error.params) == ("ledger.unbalanced", {"difference": 1.5})


def _alive(thing: QObject) -> bool:
    from shiboken6 import isValid

    return isValid(thing)

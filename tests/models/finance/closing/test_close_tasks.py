"""The tasks of a close: in their order, signed when nothing is left, reviewed by somebody else."""

from __future__ import annotations

from datetime import date

import pytest

from models.company.attachments import attach
from models.database.errors import Conflict, Denied, Invalid, Rejected
from models.finance.accounts import lock_period
from models.finance.closing.periods import close_periods, period_history
from models.finance.closing.tasks import (
    TaskDraft,
    assign_task,
    begin_close,
    close_board,
    delete_template_task,
    read_template_task,
    review_task,
    save_template_task,
    sign_task,
    unsign_task,
)
from tests.support.closing import begun, book, key_of, period_of, tasks_of
from tests.support.office import Office


def draft_of(office: Office, code: str) -> TaskDraft:
    key = office.value("SELECT id FROM ledger.close_template WHERE code = %s", code)
    return office.session("accountant").read(read_template_task, task_id=key)


def change(office: Office, code: str, **values: object) -> None:
    from dataclasses import replace

    office.session("accountant").run(save_template_task, task=replace(draft_of(office, code), **values))  # type: ignore[arg-type]


def sign(office: Office, code: str, role: str = "accountant", month: int = 1) -> None:
    office.session(role).run(sign_task, task_id=key_of(tasks_of(office, month)[code]))


def sign_all(office: Office, month: int) -> None:
    for code in tasks_of(office, month):
        sign(office, code, month=month)


def test_a_new_company_has_a_list_of_tasks_and_a_gauge_before_it_begins(office: Office) -> None:
    book(office, date(2026, 1, 5), "2999", "1930", "75")
    board = office.session("auditor").read(close_board, period_id=period_of(office, 1))
    assert not board.begun
    assert [task.code for task in board.blocking] == ["suspense", "reconciled"]
    assert board.ready == 100 * (len(board.tasks) - 2) // len(board.tasks)
    assert board.tasks[1].due_on == date(2026, 2, 3)  # the second working day of February


def test_tasks_are_taken_in_once(office: Office) -> None:
    tasks = begun(office, 1)
    assert len(tasks) == office.value("SELECT count(*) FROM ledger.close_template")
    assert office.session("accountant").run(begin_close, period_id=period_of(office, 1)) == 0
    assert {task.id for task in tasks.values()} == {task.id for task in tasks_of(office, 1).values()}


def test_no_task_is_signed_before_those_it_comes_after(office: Office) -> None:
    begun(office, 1)
    with pytest.raises(Rejected, match=r"close\.predecessor") as refused:
        sign(office, "bank_agrees")
    assert refused.value.params["before"] == "Matcha alla bankhändelser"
    sign(office, "bank_matched", "finance_clerk")
    sign(office, "bank_agrees", "finance_clerk")
    with pytest.raises(Rejected, match=r"close\.successor"):
        office.session("accountant").run(
            unsign_task, task_id=key_of(tasks_of(office, 1)["bank_matched"]), reason="A statement came late"
        )


def test_no_task_is_signed_while_its_check_finds_something(office: Office) -> None:
    book(office, date(2026, 1, 5), "2999", "1930", "75")
    begun(office, 1)
    sign(office, "bank_matched")
    with pytest.raises(Rejected, match=r"close\.not_nothing") as refused:
        sign(office, "suspense")
    assert (refused.value.params["count"], refused.value.params["amount"]) == (1, 75)
    book(office, date(2026, 1, 31), "5010", "2999", "75")
    sign(office, "suspense")
    task = tasks_of(office, 1)["suspense"]
    assert task.signed_by == office.value("SELECT id FROM company.app_user WHERE name = 'accountant'")


def test_a_task_is_signed_once_and_by_its_owner(office: Office) -> None:
    begun(office, 1)
    with pytest.raises(Rejected, match=r"close\.not_owner"):
        sign(office, "numbers", "finance_clerk")
    sign(office, "numbers")
    with pytest.raises(Rejected, match=r"close\.signed"):
        sign(office, "numbers")
    clerk = office.value("SELECT id FROM company.app_user WHERE name = 'financeclerk'")
    task = key_of(tasks_of(office, 1)["earlier"])
    office.session("accountant").run(assign_task, task_id=task, owner_id=clerk, reviewer_id=None)
    with pytest.raises(Rejected, match=r"close\.not_owner"):
        sign(office, "earlier")
    sign(office, "earlier", "finance_clerk")


def test_who_did_a_task_does_not_review_it(office: Office) -> None:
    change(office, "numbers", reviewed=True)
    task = key_of(begun(office, 1)["numbers"])
    with pytest.raises(Rejected, match=r"close\.not_signed"):
        office.session("finance_clerk").run(review_task, task_id=task)
    sign(office, "numbers")
    with pytest.raises(Rejected, match=r"close\.own_work"):
        office.session("accountant").run(review_task, task_id=task)
    assert not tasks_of(office, 1)["numbers"].done
    office.session("finance_clerk").run(review_task, task_id=task)
    assert tasks_of(office, 1)["numbers"].done
    with pytest.raises(Invalid, match=r"close\.own_work"):
        office.session("accountant").run(assign_task, task_id=task, owner_id=1, reviewer_id=1)


def test_a_task_that_wants_evidence_is_signed_with_a_file(office: Office) -> None:
    change(office, "numbers", needs_evidence=True)
    task = key_of(begun(office, 1)["numbers"])
    with pytest.raises(Rejected, match=r"close\.no_evidence"):
        sign(office, "numbers")
    office.session("accountant").run(
        attach, subject="ledger.close_task", subject_id=task, name="list.pdf", content=b"%PDF-1.7 numbers"
    )
    sign(office, "numbers")
    assert tasks_of(office, 1)["numbers"].files == 1


def test_a_month_closes_when_its_tasks_are_done(office: Office) -> None:
    tasks = begun(office, 1)
    accountant = office.session("accountant")
    with pytest.raises(Rejected, match=r"close\.tasks_open") as refused:
        accountant.run(close_periods, last_period_id=period_of(office, 1))
    assert refused.value.params["count"] == len(tasks)
    sign_all(office, 1)
    accountant.run(close_periods, last_period_id=period_of(office, 1))
    with pytest.raises(Rejected, match=r"ledger\.period_closed"):
        accountant.run(unsign_task, task_id=key_of(tasks_of(office, 1)["result"]), reason="Wrong")
    with pytest.raises(Rejected, match=r"ledger\.period_closed"):
        accountant.run(begin_close, period_id=period_of(office, 1))


def test_taking_a_signature_back_stays_in_the_history(office: Office) -> None:
    begun(office, 1)
    sign(office, "numbers")
    task = key_of(tasks_of(office, 1)["numbers"])
    office.session("accountant").run(unsign_task, task_id=task, reason="Signed the wrong month")
    told = office.session("auditor").read(period_history, period_id=period_of(office, 1))[0]
    assert (told.event, told.reason) == ("unsign", "Signed the wrong month")
    sign(office, "numbers")


def test_the_template_is_edited_and_begun_months_keep_theirs(office: Office) -> None:
    accountant = office.session("accountant")
    before = draft_of(office, "result")
    begun(office, 1)
    change(office, "result", name="Gå igenom resultat och balans", due_day=6)
    with pytest.raises(Conflict):
        accountant.run(save_template_task, task=before)
    with pytest.raises(Invalid, match=r"close\.no_check"):
        change(office, "result", check_code="ledger.wishes")
    with pytest.raises(Invalid, match=r"close\.after_itself"):
        change(office, "result", after="result")
    new = accountant.run(
        save_template_task, task=TaskDraft(code="rent", name="Bokför hyran", after="bank_matched, suspense")
    )
    assert (tasks_of(office, 1)["result"].name, begun(office, 2)["result"].name) == (
        "Gå igenom resultatet",
        "Gå igenom resultat och balans",
    )
    assert tasks_of(office, 2)["rent"].after == ("bank_matched", "suspense")
    accountant.run(delete_template_task, task_id=new.id, version=new.version)
    with pytest.raises(Denied):
        office.session("finance_clerk").run(save_template_task, task=TaskDraft(code="x", name="X"))


def test_a_locked_area_is_no_closed_month(office: Office) -> None:
    office.session("accountant").run(lock_period, period_id=period_of(office, 1), area="stock")
    begun(office, 1)
    sign(office, "numbers")

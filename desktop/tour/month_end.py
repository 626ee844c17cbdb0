"""The end of a month: an amount is spread, what is due is posted, the close begun, and the books are proved."""

from __future__ import annotations

from desktop.tour.driver import Driver, TourFailed
from views.finance.closing.month import CloseMonthPage
from views.finance.closing.task import CloseTaskPage
from views.finance.ledger.books_check import BooksCheckPage
from views.finance.ledger.voucher import VoucherPage
from views.finance.schedules.deferral import DeferralPage
from views.finance.schedules.due import DuePage
from views.finance.year_end.page import YearEndPage


def end_the_month(driver: Driver) -> None:
    """From a spread insurance to the first signatures of the close; then a look at the year."""
    _spread_an_insurance(driver)
    _post_what_is_due(driver)
    _begin_the_close(driver)
    _sign_what_can_be(driver)
    driver.open("finance.year_end")
    driver.wait_for_page(YearEndPage)
    driver.picture("year-end")


def prove_the_books(driver: Driver) -> None:
    """Everything is recomputed from the ground."""
    driver.open("finance.books_check")
    driver.act("finance.books_check.run")
    driver.settle()
    driver.picture("books checked")
    page = driver.page
    if not isinstance(page, BooksCheckPage) or page.findings.rows:
        raise TourFailed("the books do not hold")


def _spread_an_insurance(driver: Driver) -> None:
    driver.open("finance.voucher")
    driver.fill("text", "Försäkring")
    driver.enter(0, account="6310", debit="12000")
    driver.enter(1, account="1930", credit="12000")
    driver.picture("insurance typed")
    driver.act("finance.voucher.post")
    driver.settle()
    driver.open("finance.vouchers")
    driver.choose_row(0)
    driver.press("Return")
    driver.wait_for_page(VoucherPage)
    driver.act("finance.voucher.spread")
    driver.settle()
    driver.act("form.save")
    driver.wait_for_page(DeferralPage)
    driver.picture("insurance spread")


def _post_what_is_due(driver: Driver) -> None:
    driver.open("finance.due")
    driver.wait_for_page(DuePage)
    driver.picture("what is due")
    driver.act("finance.due.post")
    driver.settle()
    driver.expect_no_error()


def _begin_the_close(driver: Driver) -> None:
    driver.open("finance.close")
    driver.wait_for_page(CloseMonthPage)
    driver.act("finance.close.begin")
    driver.settle()
    driver.picture("the close has begun")


def _sign_what_can_be(driver: Driver) -> None:
    """Sign the tasks that nothing stands in the way of, the first few of them."""
    page = driver.page
    if not isinstance(page, CloseMonthPage) or page.record is None:
        raise TourFailed("the close of the month is not in front")
    board = page.record.board
    ready = [task for task in board.tasks if not task.done and not task.blocking and board.waits_for(task) is None]
    if not ready:
        raise TourFailed("no task of the close can be signed")
    for task in ready[:3]:
        driver.open("finance.close_task", task.id)
        driver.wait_for_page(CloseTaskPage)
        driver.act("finance.close_task.sign")
        driver.settle()
        driver.expect_no_error()
    driver.picture("a task is signed")

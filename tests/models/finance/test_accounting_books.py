"""Further books hold differences alone: they follow their company, and touch nothing of its own books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import LiteralString

import psycopg
import pytest

from models.company.founding import open_fiscal_year
from models.company.users import NewUser, add_user, grant_company, read_user, revoke_company, set_access
from models.contacts.parties import PartyDraft, save_party
from models.database.errors import Denied, Invalid, Rejected
from models.database.rights import Role
from models.database.session import sign_in
from models.finance.accounts import AccountDraft, list_periods, save_account
from models.finance.books.registers import AccountingBook, company_identity, find_book, list_books, open_book
from models.finance.closing.periods import close_periods
from models.finance.groups.registers import GroupMember, save_member
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers, reverse_voucher
from models.finance.reports import trial_balance
from models.finance.verification import verify
from tests.support.groups import book
from tests.support.office import Office

D = Decimal
DAY = date(2026, 6, 30)


@pytest.fixture
def ifrs(office: Office) -> Iterator[Office]:
    """The IFRS book of the company, in which its people work."""
    opened = office.session("accountant").run(open_book, book=AccountingBook("IFRS"))
    assert opened.id is not None
    there = replace(office, company_id=opened.id, _sessions={}, _connections=[], _owner=None)
    yield there
    there.close()


def refused(connection: psycopg.Connection[tuple[object, ...]], statement: LiteralString, *values: object) -> str:
    with pytest.raises(psycopg.Error) as caught:
        connection.execute(statement, values)
    return str(caught.value)


def chart(office: Office) -> list[tuple[object, ...]]:
    return (
        office.owner()
        .execute(
            "SELECT number, name, kind, active FROM ledger.account WHERE company_id = %s ORDER BY number",
            (office.company_id,),
        )
        .fetchall()
    )


def months(office: Office) -> list[tuple[object, ...]]:
    return (
        office.owner()
        .execute(
            "SELECT p.kind, p.starts_on, p.ends_on, y.starts_on, y.ends_on FROM ledger.period p"
            " JOIN ledger.fiscal_year y ON y.company_id = p.company_id AND y.id = p.fiscal_year_id"
            " WHERE p.company_id = %s ORDER BY 2, 1",
            (office.company_id,),
        )
        .fetchall()
    )


def test_a_book_has_the_chart_the_years_and_the_people_of_its_company(office: Office, ifrs: Office) -> None:
    assert chart(ifrs) == chart(office) != []
    assert months(ifrs) == months(office) != []
    assert ifrs.value("SELECT currency FROM company.company WHERE id = %s", ifrs.company_id) == "SEK"
    people = "SELECT array_agg(user_id ORDER BY user_id) FROM company.user_company WHERE company_id = %s"
    assert ifrs.value(people, ifrs.company_id) == ifrs.value(people, office.company_id)
    assert [book.code for book in office.session("auditor").read(list_books)] == ["IFRS"]
    assert office.session("auditor").read(find_book, code="ifrs").id == ifrs.company_id
    with pytest.raises(Invalid, match=r"book\.unknown"):
        office.session("auditor").read(find_book, code="Tax")


def test_what_changes_in_the_company_changes_in_its_book(office: Office, ifrs: Office) -> None:
    session = office.session("accountant")
    session.run(save_account, account=AccountDraft(number="1071", name="Goodwill IFRS", kind="asset"))
    session.run(open_fiscal_year, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    office.owner().execute(
        "INSERT INTO ledger.dimension (company_id, number, name) VALUES (%s, 9, 'Segment')", (office.company_id,)
    )
    office.owner().execute("UPDATE company.company SET name = 'Nytt AB' WHERE id = %s", (office.company_id,))
    assert chart(ifrs) == chart(office)
    assert ("1071", "Goodwill IFRS", "asset", True) in chart(ifrs)
    assert months(ifrs) == months(office)
    assert ifrs.value("SELECT name FROM ledger.dimension WHERE company_id = %s", ifrs.company_id) == "Segment"
    assert ifrs.value("SELECT name FROM company.company WHERE id = %s", ifrs.company_id) == "Nytt AB – IFRS"
    assert ifrs.session("auditor").read(verify) == ()


def test_differences_leave_the_books_of_the_company_as_they_are_to_the_ore(office: Office, ifrs: Office) -> None:
    book(office, DAY, "7810", "1079", 100_000)
    before = office.session("auditor").read(trial_balance, to_date=DAY)
    counted = "SELECT count(*), max(id) FROM ledger.line WHERE company_id = %s"
    lines = office.owner().execute(counted, (office.company_id,)).fetchone()
    book(ifrs, DAY, "1079", "7810", 100_000)
    assert office.session("auditor").read(trial_balance, to_date=DAY) == before
    assert office.owner().execute(counted, (office.company_id,)).fetchone() == lines
    assert ifrs.session("auditor").read(trial_balance, to_date=DAY).result == D(100_000)
    for each in (office, ifrs):
        assert each.session("auditor").read(verify) == ()


def test_a_book_has_a_series_of_its_own_and_its_vouchers_are_reversed_there(office: Office, ifrs: Office) -> None:
    book(office, DAY, "7810", "1079", 1)
    draft = VoucherDraft(DAY, [VoucherLine("1079", D(5)), VoucherLine("7810", D(-5))])
    (posted,) = ifrs.session("accountant").run(post_vouchers, vouchers=[draft])
    assert (posted.series, posted.number) == ("A", 1)
    ifrs.session("accountant").run(reverse_voucher, entry_id=posted.id, date=DAY)
    assert ifrs.session("auditor").read(trial_balance, to_date=DAY).result == 0


def test_months_of_the_company_and_of_its_book_close_each_by_themselves(office: Office, ifrs: Office) -> None:
    def close_january(books: Office) -> None:
        year = books.value("SELECT id FROM ledger.fiscal_year WHERE company_id = %s", books.company_id)
        january = books.session("accountant").read(list_periods, fiscal_year_id=year)[0]
        books.session("accountant").run(close_periods, last_period_id=january.id)

    close_january(office)
    book(ifrs, date(2026, 1, 31), "1079", "7810", 10)
    close_january(ifrs)
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        book(ifrs, date(2026, 1, 31), "1079", "7810", 10)
    book(office, date(2026, 2, 1), "7810", "1079", 10)


def test_nothing_but_vouchers_without_vat_is_entered_in_a_book(office: Office, ifrs: Office, customer: int) -> None:
    accountant, key = ifrs.sql("accountant"), ifrs.company_id
    coded = VoucherDraft(DAY, [VoucherLine("1079", D(5), tax_code="I25"), VoucherLine("7810", D(-5))])
    with pytest.raises(Invalid, match=r"book\.no_tax_code"):
        ifrs.session("accountant").run(post_vouchers, vouchers=[coded])
    for statement in (
        "INSERT INTO finance.tax_scheme (company_id, valid_from, frequency) VALUES (%s, '2026-01-01', 'month')",
        "INSERT INTO finance.bank_account (company_id, name, currency, account) VALUES (%s, 'X', 'SEK', '1930')",
        "INSERT INTO finance.invoice (company_id, party_id) SELECT %s, min(id) FROM contacts.party",
    ):
        assert "book.vouchers_alone" in refused(ifrs.owner(), statement, key)
    for statement in (
        "INSERT INTO ledger.account (company_id, number, name, kind) VALUES (%s, '1072', 'X', 'asset')",
        "UPDATE ledger.account SET name = 'X' WHERE company_id = %s AND number = '1930'",
        "SELECT ledger.open_fiscal_year(%s, '2030-01-01', '2030-12-31')",
    ):
        assert "book.kept_in_step" in refused(accountant, statement, key)
    assert "book.kept_in_step" in refused(
        ifrs.sql("administrator"), "UPDATE company.company SET name = 'X' WHERE id = %s", key
    )
    assert "book.no_import" in refused(
        accountant, "SELECT ledger.import_entries(gen_random_uuid(), %s, ARRAY['[]'::jsonb])", key
    )


def test_a_company_becomes_no_book_by_hand_and_no_book_a_company(office: Office, ifrs: Office) -> None:
    connection = office.sql("administrator")
    for change in ("book_of = NULL, book_code = NULL", "book_code = 'X'"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"UPDATE company.company SET {change}".encode())
    with pytest.raises(Denied):
        office.session("finance_clerk").run(open_book, book=AccountingBook("Tax"))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        office.sql("auditor").execute("SELECT ledger.open_book(gen_random_uuid(), %s, 'Tax')", (office.company_id,))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        office.sql("accountant").execute("SELECT ledger.keep_book(%s, %s)", (office.company_id, ifrs.company_id))


@pytest.mark.parametrize(("code", "error"), [("", "no_code"), ("ifrs", "exists")])
def test_a_book_needs_a_name_of_its_own(office: Office, ifrs: Office, code: str, error: str) -> None:
    with pytest.raises(Invalid, match=rf"book\.{error}"):
        office.session("accountant").run(open_book, book=AccountingBook(code))
    with pytest.raises(Rejected, match=r"book\.of_a_book"):
        ifrs.session("accountant").run(open_book, book=AccountingBook("Tax"))


def test_a_book_is_no_company_to_work_in_to_join_or_to_open(office: Office, ifrs: Office) -> None:
    session = sign_in(office.url("accountant"))
    assert [company.id for company in session.identity.companies] == [office.company_id]
    (known,) = session.identity.books
    assert (known.id, known.book_of, known.book_code) == (ifrs.company_id, office.company_id, "IFRS")
    assert session.at(ifrs.company_id).company == known
    assert session.company.id == office.company_id
    assert session.read(company_identity, company_id=ifrs.company_id) == known
    with pytest.raises(Invalid, match=r"group\.hidden"):
        session.run(save_member, member=GroupMember(ifrs.company_id, "", D(100), DAY))
    with pytest.raises(Invalid, match=r"party\.company_hidden"):
        session.run(save_party, draft=PartyDraft("X", own_company_id=ifrs.company_id))
    session.close()


def test_whoever_works_in_the_company_works_in_its_book_and_nobody_else(office: Office, ifrs: Office) -> None:
    admin = office.session("administrator")
    for act in (grant_company, revoke_company):
        with pytest.raises(Rejected, match=r"book\.through_company"):
            admin.run(act, name="auditor", company_id=ifrs.company_id)
    admin.run(add_user, user=NewUser("kim", "Kim", "long enough", (Role.ACCOUNTANT,)))
    there = "SELECT count(*) FROM company.user_company WHERE company_id = %s AND user_id = company.user_id('kim')"
    assert office.value(there, ifrs.company_id) == 1
    user = admin.read(read_user, name="kim")
    assert user.companies == (office.company_id,)
    admin.run(set_access, name="kim", roles=(Role.ACCOUNTANT,), expires_on=None, companies=(office.company_id,))
    assert office.value(there, ifrs.company_id) == 1
    admin.run(revoke_company, name="kim", company_id=office.company_id)
    assert office.value(there, ifrs.company_id) == 0


def test_a_book_that_fell_out_of_step_is_found(office: Office, ifrs: Office) -> None:
    owner = office.owner()
    owner.execute("ALTER TABLE ledger.account DISABLE TRIGGER USER")
    owner.execute("DELETE FROM ledger.account WHERE company_id = %s AND number = '1070'", (ifrs.company_id,))
    owner.execute("ALTER TABLE ledger.account ENABLE TRIGGER USER")
    assert [finding.code for finding in ifrs.session("auditor").read(verify)] == ["verify.book_out_of_step"]

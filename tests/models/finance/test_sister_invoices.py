"""What one company invoices another is taken over there: once, whole, and by whoever may see both."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Barrier

import psycopg
import pytest

from models.company.founding import Founding, found_first_company
from models.contacts.parties import PartyDraft, load_party, save_party
from models.database.errors import Invalid, Rejected
from models.database.session import Session, sign_in
from models.finance.groups.invoices import take_sister_invoice
from models.finance.invoicing import create_and_post_invoice, credit_invoice, delete_invoice, post_invoice, read_invoice
from models.finance.verification import verify
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal


@pytest.fixture
def sister(office: Office) -> Iterator[Office]:
    """A company that buys from the first; the accountant works in both, and each has a card for the other."""
    with office.database.connect() as connection:
        company = found_first_company(connection, Founding("Dotter AB", date(2026, 1, 1)))
        connection.execute("SELECT company.grant_company('accountant', %s)", (company,))
    elsewhere = replace(office, company_id=company, _sessions={}, _connections=[], _owner=None)
    yield elsewhere
    elsewhere.close()


@pytest.fixture
def cards(office: Office, sister: Office) -> tuple[int, int]:
    """The card of the buyer, and that of the seller."""
    session = office.session("accountant")
    buyer = PartyDraft("Dotter AB", is_customer=True, own_company_id=sister.company_id)
    seller = PartyDraft("Björkens Bygg AB", is_supplier=True, own_company_id=office.company_id)
    return session.run(save_party, draft=buyer).id, session.run(save_party, draft=seller).id


def send(office: Office, buyer: int) -> int:
    sold = replace(invoice(buyer, line("800.10"), line("199.60", "3002", "S12"), whole=True), their_reference="Eva")
    return office.session("accountant").run(create_and_post_invoice, invoice=sold).id


def offered(office: Office, role: str = "accountant") -> list[tuple[object, ...]]:
    statement = "SELECT sister, number, status, total FROM reporting.sister_invoices WHERE company_id = %s"
    return office.sql(role).execute(statement, (office.company_id,)).fetchall()


def test_an_invoice_is_offered_to_the_company_that_it_is_sent_to(
    office: Office, sister: Office, cards: tuple[int, int]
) -> None:
    send(office, cards[0])
    assert offered(sister) == [("Björkens Bygg AB", "1", "open", D(1224))]
    assert offered(office) == []


def test_one_act_makes_a_draft_with_all_that_the_invoice_says(
    office: Office, sister: Office, cards: tuple[int, int]
) -> None:
    sent = send(office, cards[0])
    session = sister.session("accountant")
    saved = session.run(take_sister_invoice, sister_invoice_id=sent)
    # 800.10 at 25 % and 199.60 at 12 %, rounded to whole kronor, as the seller has it.
    assert (saved.net, saved.tax, saved.rounding, saved.total) == (D("999.70"), D("223.98"), D("0.32"), D("1224.00"))
    there = office.session("accountant").read(read_invoice, invoice_id=sent)
    here = session.read(read_invoice, invoice_id=saved.id)
    assert (here.kind, here.party_id, here.supplier_number) == ("supplier_invoice", cards[1], "1")
    assert (here.invoice_date, here.due_on, here.currency) == (there.invoice_date, there.due_on, "SEK")
    assert (here.text, here.our_reference) == ("OCR 18", "Eva")
    assert [(x.tax_code, x.net) for x in here.lines] == [("I25", D("800.10")), ("I12", D("199.60"))]
    assert offered(sister) == [("Björkens Bygg AB", "1", "draft", D(1224))]
    session.run(post_invoice, invoice_id=saved.id)
    assert offered(sister) == [("Björkens Bygg AB", "1", "posted", D(1224))]
    assert session.read(verify) == ()


def test_it_is_taken_over_once_and_offered_again_when_the_draft_is_gone(
    office: Office, sister: Office, cards: tuple[int, int]
) -> None:
    sent = send(office, cards[0])
    session = sister.session("accountant")
    saved = session.run(take_sister_invoice, sister_invoice_id=sent)
    with pytest.raises(Rejected, match=r"group\.taken"):
        session.run(take_sister_invoice, sister_invoice_id=sent)
    session.run(delete_invoice, invoice_id=saved.id, version=saved.row_version)
    assert [row[2] for row in offered(sister)] == ["open"]
    session.run(take_sister_invoice, sister_invoice_id=sent)
    assert sister.value("SELECT count(*) FROM finance.sister_invoice") == 1


def test_a_credit_note_credits_what_was_taken_over(office: Office, sister: Office, cards: tuple[int, int]) -> None:
    sent = send(office, cards[0])
    session = sister.session("accountant")
    bought = session.run(take_sister_invoice, sister_invoice_id=sent)
    session.run(post_invoice, invoice_id=bought.id)
    note = office.session("accountant").run(credit_invoice, invoice_id=sent, on=date(2026, 3, 20))
    office.session("accountant").run(post_invoice, invoice_id=note.id)
    saved = session.run(take_sister_invoice, sister_invoice_id=note.id)
    taken = session.read(read_invoice, invoice_id=saved.id)
    assert (taken.kind, taken.credits_id, taken.total) == ("supplier_credit", bought.id, D(1224))


def test_the_seller_needs_a_card_and_other_invoices_are_not_taken(
    office: Office, sister: Office, cards: tuple[int, int], customer: int
) -> None:
    sent, other = send(office, cards[0]), send(office, customer)
    session = office.session("accountant")
    card = session.read(load_party, party_id=cards[1])
    assert card.own_company_name == "Björkens Bygg AB"
    session.run(save_party, draft=replace(card, own_company_id=None))
    with pytest.raises(Rejected, match=r"group\.no_supplier"):
        sister.session("accountant").run(take_sister_invoice, sister_invoice_id=sent)
    for company, key in ((sister, other), (office, sent)):
        with pytest.raises(Invalid, match=r"group\.not_to_us"):
            company.session("accountant").run(take_sister_invoice, sister_invoice_id=key)


def test_whoever_may_not_see_the_seller_sees_nothing_of_it(
    office: Office, sister: Office, cards: tuple[int, int]
) -> None:
    sent = send(office, cards[0])
    office.owner().execute("SELECT company.grant_company('financeclerk', %s)", (sister.company_id,))
    office.owner().execute(
        "DELETE FROM company.user_company WHERE user_id = company.user_id('financeclerk') AND company_id = %s",
        (office.company_id,),
    )
    assert offered(sister, "finance_clerk") == []
    with pytest.raises(Invalid, match=r"group\.not_to_us"):
        sister.session("finance_clerk").run(take_sister_invoice, sister_invoice_id=sent)


def test_of_two_people_who_take_it_over_at_once_one_has_it_and_the_other_is_told(
    office: Office, sister: Office, cards: tuple[int, int]
) -> None:
    sent = send(office, cards[0])
    start = Barrier(2)

    def take(session: Session) -> int | Rejected:
        start.wait(10)
        try:
            return session.run(take_sister_invoice, sister_invoice_id=sent).id
        except Rejected as refused:
            return refused

    two = [sign_in(sister.url("accountant"), company_id=sister.company_id) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(take, two))
    for session in two:
        session.close()
    refused = [answer for answer in answers if isinstance(answer, Rejected)]
    # Told by whichever comes first: that it was taken over, or that the supplier's number is here.
    assert [error.code in {"group.taken", "database.duplicate"} for error in refused] == [True]
    assert sister.value("SELECT count(*) FROM finance.invoice WHERE company_id = %s", sister.company_id) == 1


def test_no_link_is_made_up_or_moved_by_hand(office: Office, sister: Office, cards: tuple[int, int]) -> None:
    sent = send(office, cards[0])
    saved = sister.session("accountant").run(take_sister_invoice, sister_invoice_id=sent)
    connection = sister.sql("accountant")
    link = "INSERT INTO finance.sister_invoice VALUES (%s, %s, %s, %s)"
    for values in (
        (office.company_id, sent, sister.company_id, saved.id),
        (sister.company_id, saved.id, sister.company_id, saved.id),
    ):
        with pytest.raises(psycopg.Error, match=r"not_to_us|other|unique"):
            connection.execute(link, values)
    for statement in ("DELETE FROM finance.sister_invoice", "UPDATE finance.sister_invoice SET invoice_id = 1"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def test_an_organisation_is_one_company_that_is_open_to_whoever_says_so(
    office: Office, sister: Office, cards: tuple[int, int]
) -> None:
    session = office.session("accountant")
    twin = PartyDraft("Dotter igen AB", own_company_id=sister.company_id)
    with pytest.raises(Rejected, match=r"party\.company_taken"):
        session.run(save_party, draft=twin)
    with pytest.raises(Invalid, match=r"party\.company_of_person"):
        session.run(save_party, draft=replace(twin, kind="person"))
    outsider = office.sql("finance_clerk")
    for change in ("own_company_id = NULL", f"own_company_id = {office.company_id}"):
        with pytest.raises(psycopg.Error, match=r"party\.company_hidden|unique"):
            outsider.execute(f"UPDATE contacts.party SET {change} WHERE id = {cards[0]}".encode())
    with pytest.raises(psycopg.errors.UniqueViolation):
        office.sql("accountant").execute(
            "INSERT INTO contacts.party (code, kind, name, own_company_id) VALUES ('X', 'organisation', 'X', %s)",
            (sister.company_id,),
        )

"""Views of lists: one's own, shared ones of others, and nobody's business else."""

from __future__ import annotations

import pytest

from models.company.saved_views import delete_view, save_view, saved_views
from models.database.errors import Invalid
from models.database.session import Session
from tests.support.office import Office

LIST = "contacts.customers"


def seen(session: Session) -> list[tuple[str, bool]]:
    """Name, and whether it is one's own, of what a user is offered."""
    return [(view.name, view.mine) for view in session.read(saved_views, list_name=LIST)]


def test_a_view_is_kept_and_saved_again_under_its_name(office: Office) -> None:
    seller = office.session("seller")
    first = seller.run(save_view, list_name=LIST, name="  Öppna   i Lund ", definition={"search": "city:lund"})
    again = seller.run(save_view, list_name=LIST, name="Öppna i Lund", definition={"search": "city:malmö"})
    assert first == again
    (view,) = seller.read(saved_views, list_name=LIST)
    assert (view.name, view.definition) == ("Öppna i Lund", {"search": "city:malmö"})
    assert seller.read(saved_views, list_name="sales.orders") == ()


def test_others_see_what_is_shared_and_only_its_owner_changes_it(office: Office) -> None:
    seller, clerk = office.session("seller"), office.session("finance_clerk")
    seller.run(save_view, list_name=LIST, name="Mine", definition={})
    shared = seller.run(save_view, list_name=LIST, name="Ours", definition={}, shared=True)
    assert seen(seller) == [("Mine", True), ("Ours", True)]
    assert seen(clerk) == [("Ours", False)]
    clerk.run(save_view, list_name=LIST, name="Ours", definition={"search": "x"})  # the clerk's own of that name
    assert seen(clerk) == [("Ours", False), ("Ours", True)]
    with pytest.raises(Invalid, match=r"record\.not_found"):
        clerk.run(delete_view, view_id=shared)
    office.session("administrator").run(delete_view, view_id=shared)
    assert seen(seller) == [("Mine", True)]


@pytest.mark.parametrize(("name", "code"), [("  ", "view.no_name"), ("x" * 61, "view.long_name")])
def test_a_view_needs_a_name_that_fits(office: Office, name: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        office.session("seller").run(save_view, list_name=LIST, name=name, definition={})


def test_plain_sql_neither_reads_nor_forges_the_views_of_another(office: Office) -> None:
    office.session("seller").run(save_view, list_name=LIST, name="Mine", definition={})
    sql = office.sql("finance_clerk")
    owner = office.value("SELECT owner_id FROM company.saved_view")
    assert sql.execute("SELECT count(*) FROM company.saved_view").fetchone() == (0,)
    assert sql.execute("UPDATE company.saved_view SET shared = true").rowcount == 0
    assert sql.execute("DELETE FROM company.saved_view").rowcount == 0
    with pytest.raises(Exception, match="row-level security"):
        sql.execute(
            "INSERT INTO company.saved_view (company_id, list, name, owner_id, shared, definition)"
            " VALUES (%s, 'contacts.customers', 'Theirs', %s, true, '{}')",
            (office.company_id, owner),
        )

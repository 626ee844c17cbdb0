"""Facts are edited beside the logo; users get roles, passwords and badges; a change shows before and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from models.company.badges import NewBadge
from models.company.founding import FoundedCompany, Founding
from models.company.settings import CompanyFacts
from models.company.trail import FieldChange, RecordedChange
from models.company.users import NewUser, OwnCompany, User
from models.database.errors import Invalid
from models.database.listing import Kind
from models.database.rights import Role
from tests.support.fake_host import FakeHost
from views.company.change_page import ChangePage
from views.company.facts_page import FactsPage
from views.company.logo_card import as_logo
from views.company.new_company_page import NewCompanyPage
from views.company.password_dialog import PasswordDialog
from views.company.user_pages import NewUserPage, UserPage, user_page
from views.kit.host import Link
from views.kit.page import Page

Show = Callable[[QWidget], None]
FACTS = CompanyFacts(
    **{
        **{field.name: "" for field in fields(CompanyFacts)},
        "id": 1,
        "row_version": 3,
        "name": "Björkens Bygg AB",
        "country": "SE",
        "currency": "SEK",
        "f_tax": True,
        "logo": None,
    }  # type: ignore[arg-type]  # each value is of the type of its field
)
KIM = User(
    id=7,
    name="kim",
    full_name="Kim Ek",
    kind="person",
    language="sv",
    locked=False,
    expires_on=None,
    roles=("seller",),
    companies=(1,),
)
OURS = (OwnCompany(1, "Björkens Bygg AB"), OwnCompany(2, "Granskog & Rör AB"))


def facts_page(show: Show, host: FakeHost) -> FactsPage:
    page = FactsPage(host, Link("company.facts"))
    show(page)
    return page


def users_page(show: Show, host: FakeHost) -> UserPage:
    page = user_page(host, Link("company.user", "kim"))
    assert isinstance(page, UserPage)
    show(page)
    return page


def trigger(page: Page, action_id: str) -> None:
    next(action for action in page.actions_bound if action.declared.id == action_id).trigger()


def offered(page: Page) -> list[str]:
    return [action.declared.id for action in page.actions_bound]


def picture(folder: Path, width: int, height: int) -> str:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    path = folder / "logo.png"
    assert image.save(str(path))
    return str(path)


def test_facts_are_saved_with_the_version_they_were_read_with(show: Show) -> None:
    saved = replace(FACTS, row_version=4, city="Lund")
    host = FakeHost(answers={"read_company": FACTS, "edit_company": saved})
    page = facts_page(show, host)
    city = page.form.boxes["city"].editor
    assert isinstance(city, QLineEdit)
    QTest.keyClicks(city, "Lund")
    assert page.leaving_loses()
    page.form.save()
    ((_operation, arguments),) = host.ran
    changes = arguments["changes"]
    assert isinstance(changes, dict)
    assert (arguments["version"], changes["city"], changes["name"]) == (3, "Lund", "Björkens Bygg AB")
    assert not changes.keys() & {"id", "row_version", "currency", "time_zone", "chart_kind"}
    assert page.form.draft.row_version == 4
    assert page.leaving_loses() is None


def test_wrong_numbers_are_told_before_saving(show: Show) -> None:
    host = FakeHost(answers={"read_company": replace(FACTS, org_number="123", bankgiro="1-1", email="x")})
    page = facts_page(show, host)
    page.form.save()
    assert set(page.form.problems()) == {"org_number", "bankgiro", "email"}
    assert not host.ran


def test_a_logo_is_shown_and_saved_with_the_rest(show: Show, tmp_path: Path) -> None:
    host = FakeHost(answers={"read_company": FACTS, "edit_company": FACTS})
    page = facts_page(show, host)
    page.logo.take(picture(tmp_path, 300, 100))
    assert page.logo.picture.isVisible()
    assert page.leaving_loses()
    page.form.save()
    changes = host.ran[0][1]["changes"]
    assert isinstance(changes, dict)
    assert changes["logo"].startswith(b"\x89PNG")
    page.logo.remove.click()
    assert page.form.draft.logo is None


def test_a_large_picture_is_made_smaller_and_a_text_is_no_picture(show: Show, tmp_path: Path) -> None:
    logo = as_logo(picture(tmp_path, 2400, 600))
    assert logo is not None
    image = QImage.fromData(logo)
    assert (image.width(), image.height()) == (1200, 300)
    text = tmp_path / "logo.txt"
    text.write_text("no picture", encoding="utf-8")
    host = FakeHost(answers={"read_company": FACTS})
    page = facts_page(show, host)
    page.logo.take(str(text))
    assert len(host.told) == 1
    assert page.leaving_loses() is None


def test_a_new_user_is_made_with_roles_and_opened(show: Show) -> None:
    host = FakeHost(answers={"add_user": 8})
    page = user_page(host, Link("company.user"))
    assert isinstance(page, NewUserPage)
    show(page)
    for name, text in (("name", "kim"), ("full_name", "Kim Ek"), ("password", "a long password"), ("again", "a long")):
        editor = page.form.boxes[name].editor
        assert isinstance(editor, QLineEdit)
        QTest.keyClicks(editor, text)
    page.roles.marks[Role.SELLER].click()
    page.form.save()
    assert page.form.boxes["again"].problem
    again = page.form.boxes["again"].editor
    assert isinstance(again, QLineEdit)
    assert again.echoMode() is QLineEdit.EchoMode.Password
    again.end(False)
    QTest.keyClicks(again, " password")
    page.form.save()
    ((_operation, arguments),) = host.ran
    assert arguments == {"user": NewUser("kim", "Kim Ek", "a long password", (Role.SELLER,), "person", "en")}
    assert host.opened == [Link("company.user", "kim")]


def test_roles_and_last_day_are_saved_together(show: Show) -> None:
    host = FakeHost(answers={"read_user": KIM, "list_companies": OURS, "set_access": KIM})
    page = users_page(show, host)
    assert page.roles.roles == (Role.SELLER,)
    assert page.leaving_loses() is None
    page.roles.marks[Role.AUDITOR].click()
    expiry = page.form.boxes["expires_on"].editor
    assert isinstance(expiry, QLineEdit)
    QTest.keyClicks(expiry, "2027-01-31")
    assert page.leaving_loses()
    trigger(page, "form.save")
    ((_operation, arguments),) = host.ran
    expected = {
        "name": "kim",
        "roles": (Role.SELLER, Role.AUDITOR),
        "expires_on": date(2027, 1, 31),
        "companies": (1,),
    }
    assert arguments == expected
    assert page.leaving_loses() is None


def test_companies_are_ticked_and_saved_with_the_roles(show: Show) -> None:
    host = FakeHost(answers={"read_user": KIM, "list_companies": OURS, "set_access": KIM})
    page = users_page(show, host)
    assert [mark.isChecked() for mark in page.companies.marks.values()] == [True, False]
    assert page.companies.marks[2].text() == "Granskog && Rör AB"
    page.companies.marks[2].click()
    assert page.leaving_loses()
    page.refresh()
    trigger(page, "form.save")
    assert host.ran[0][1]["companies"] == (1, 2)


def test_locking_asks_first_and_a_locked_user_can_be_let_in(show: Show) -> None:
    answers: dict[object, object] = {"read_user": KIM, "list_companies": OURS, "lock": None, "unlock": None}
    host = FakeHost(answers=answers)
    page = users_page(show, host)
    trigger(page, "company.user.lock")
    host.reply("cancel")
    assert not host.ran
    trigger(page, "company.user.lock")
    answers["read_user"] = replace(KIM, locked=True)
    host.reply("yes")
    assert "company.user.unlock" in offered(page)
    assert "company.user.lock" not in offered(page)
    trigger(page, "company.user.unlock")
    assert [operation.__name__ for operation, _ in host.ran] == ["lock", "unlock"]


def test_a_badge_is_shown_once_and_only_people_have_one(show: Show) -> None:
    answers: dict[object, object] = {
        "read_user": KIM,
        "list_companies": OURS,
        "issue_new_badge": NewBadge("K7F39QPM", "482913"),
    }
    host = FakeHost(answers=answers)
    page = users_page(show, host)
    trigger(page, "company.user.badge")
    host.reply("yes")
    question, _on_answer = host.asked[-1]
    assert "K7F39QPM" in question.text
    assert "482913" in question.text
    answers["read_user"] = replace(KIM, kind="terminal")
    page.refresh()
    badge = next(action for action in page.actions_bound if action.declared.id == "company.user.badge")
    assert not badge.isEnabled()


def test_a_password_is_typed_twice(show: Show) -> None:
    host = FakeHost(answers={"read_user": KIM, "list_companies": OURS, "set_password": None})
    page = users_page(show, host)
    trigger(page, "company.user.password")
    (dialog,) = page.window().findChildren(PasswordDialog)
    QTest.keyClicks(dialog.password, "a few good words")
    dialog.accept()
    assert dialog.problem.isVisible()
    assert not host.ran
    QTest.keyClicks(dialog.again, "a few good words")
    dialog.accept()
    assert host.ran[0][1] == {"name": "kim", "password": "a few good words"}


def test_an_unknown_user_is_told(show: Show) -> None:
    host = FakeHost(answers={"read_user": Invalid("user.unknown", name="kim")})
    page = users_page(show, host)
    assert page.leaving_loses() is None
    assert not offered(page)


def test_a_change_shows_fields_before_and_after_and_leads_to_the_record(show: Show) -> None:
    change = RecordedChange(
        id=5,
        at=datetime(2026, 11, 26, 9, 30, tzinfo=UTC),
        user_name="Kim Ek",
        action="update",
        subject="contacts.party",
        record="K7 Ödmans Åkeri AB",
        key="12",
        client="kontor",
        fields=(FieldChange("city", "Lund", "Malmö"), FieldChange("odd_field", None, "1")),
    )
    host = FakeHost(answers={"read_change": change})
    page = ChangePage(host, Link("company.change", 5))
    show(page)
    assert page.title == "Contact K7 Ödmans Åkeri AB"
    assert [row.values for row in page.table.rows] == [("Town", "Lund", "Malmö"), ("Odd field", "", "1")]
    links = [fact.link for fact in page.facts.facts if fact.link]
    assert links == [
        Link("contacts.party", 12),
        Link(
            "company.audit",
            arguments={"subject": "contacts.party", "key": "12", "label": "Contact K7 Ödmans Åkeri AB"},
        ),
    ]


def test_values_of_a_change_are_shown_as_fields_of_their_kind(show: Show) -> None:
    change = RecordedChange(
        id=6,
        at=datetime(2026, 11, 26, 9, 30, tzinfo=UTC),
        user_name="Kim Ek",
        action="update",
        subject="sales.order_line",
        record="7",
        key="7",
        client="kontor",
        fields=(
            FieldChange("amount", "1250.00", "-1000.50", Kind.MONEY),
            FieldChange("quantity", "0.000000", "5.000000", Kind.QUANTITY),
            FieldChange("unit_price", None, "0.125000", Kind.QUANTITY),
            FieldChange("discount", "0.0000", "12.5000", Kind.PERCENT),
            FieldChange("delivery_on", "2026-11-26", None, Kind.DATE),
            FieldChange("blocked", "false", "true", Kind.BOOLEAN),
            FieldChange("position", "10", "5.000000"),  # text stays as it was written
        ),
    )
    page = ChangePage(FakeHost(answers={"read_change": change}), Link("company.change", 6))
    show(page)
    assert [row.values[1:] for row in page.table.rows] == [
        ("1,250.00", "\N{MINUS SIGN}1,000.50"),
        ("0", "5"),
        ("", "0.125"),
        ("0\N{NO-BREAK SPACE}%", "12.5\N{NO-BREAK SPACE}%"),
        ("2026-11-26", ""),
        ("No", "Yes"),
        ("10", "5.000000"),
    ]


def test_another_company_is_founded_and_its_founder_told_how_to_get_there(show: Show) -> None:
    host = FakeHost(answers={"found_company": FoundedCompany(2, "Dotter AB"), "read_company": FACTS})
    trigger(facts_page(show, host), "company.found")
    (link,) = host.opened
    assert link == Link("company.new_company")
    page = NewCompanyPage(host, link)
    show(page)
    trigger(page, "form.save")
    assert not host.ran
    name = page.form.boxes["name"].editor
    assert isinstance(name, QLineEdit)
    QTest.keyClicks(name, "Dotter AB")
    trigger(page, "form.save")
    ((_operation, arguments),) = host.ran
    assert arguments == {"founding": Founding("Dotter AB", date(host.today.year, 1, 1), language="en")}
    assert host.opened[1:] == [Link("company.facts")]
    assert "Dotter AB is founded" in host.told[-1].text

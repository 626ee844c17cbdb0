"""A user: their roles, until when they have access, password and badge; and the page that makes a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QLineEdit

from models.company.badges import NewBadge, issue_new_badge
from models.company.users import (
    SHORTEST_PASSWORD,
    NewUser,
    OwnCompany,
    User,
    add_user,
    list_companies,
    lock,
    read_user,
    set_access,
    set_password,
    unlock,
)
from models.database.rights import Role
from resources.language import N_, _
from views.company.companies_card import CompaniesCard
from views.company.lists import USER_SUBJECTS
from views.company.password_dialog import PasswordDialog, problem_of
from views.company.roles_card import RolesCard
from views.company.scrolled import scrolled
from views.kit.action import Action, ActionContext
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.form.view import FormView
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question
from views.kit.page import Page
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage

_LANGUAGES = (Choice("sv", N_("Swedish")), Choice("en", N_("English")))
_KINDS = (Choice("person", N_("Person")), Choice("terminal", N_("Shared terminal")))


@dataclass(frozen=True, slots=True)
class UserDraft:
    """A user about to be made."""

    name: str = ""
    full_name: str = ""
    kind: str = "person"
    language: str = "sv"
    password: str = ""
    again: str = ""
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class AccessDraft:
    """What of a user can be changed."""

    name: str
    roles: tuple[Role, ...] = ()
    companies: tuple[int, ...] = ()
    expires_on: date | None = None


def _new_user(draft: UserDraft) -> Mapping[str, object]:
    user = NewUser(draft.name, draft.full_name, draft.password, draft.roles, draft.kind, draft.language)
    return {"user": user}


def _passwords(draft: UserDraft) -> Mapping[str, str]:
    problem = problem_of(draft.password, draft.again)
    if not problem:
        return {}
    return {"password" if len(draft.password) < SHORTEST_PASSWORD else "again": problem}


NEW_USER_FORM: FormSpec[UserDraft] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field(
                    "name", N_("User name"), required=True, help=N_("Small letters, digits, dot and _."), max_length=39
                ),
                Field("full_name", N_("Name"), required=True),
                Field("password", N_("Password"), required=True),
                Field("again", N_("Password once more"), required=True),
                Field("kind", N_("Kind"), FieldKind.CHOICE, choices=_KINDS),
                Field("language", N_("Language"), FieldKind.CHOICE, choices=_LANGUAGES),
            ),
        ),
    ),
    save=add_user,
    arguments=_new_user,
    check=_passwords,
)


def _access(draft: AccessDraft) -> Mapping[str, object]:
    return {
        "name": draft.name,
        "roles": draft.roles,
        "expires_on": draft.expires_on,
        "companies": draft.companies,
    }


ACCESS_FORM: FormSpec[AccessDraft] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field(
                    "expires_on",
                    N_("Access ends"),
                    FieldKind.DATE,
                    help=N_("The last day on which the user can sign in. Empty: no end."),
                ),
            ),
        ),
    ),
    save=set_access,
    arguments=_access,
)


def user_page(host: Host, link: Link) -> Page:
    """The page of the user named by the key, or without one that of a new user."""
    return UserPage(host, link) if link.key is not None else NewUserPage(host, link)


class NewUserPage(FormPage[UserDraft]):
    """Name, first password and roles."""

    def __init__(self, host: Host, link: Link) -> None:
        draft = UserDraft(language=host.language if host.language in {"sv", "en"} else "sv")
        super().__init__(host, _("New user"), NEW_USER_FORM, draft, saved_link=self._page_of, link=link)
        for name in ("password", "again"):
            editor = self.form.boxes[name].editor
            if isinstance(editor, QLineEdit):
                editor.setEchoMode(QLineEdit.EchoMode.Password)

        self.roles = RolesCard()
        self.roles.changed.connect(self._on_roles)
        self.form.changed.connect(self._on_form)
        self.form.fit()
        self.body.addWidget(scrolled(self.form, self.roles), 1)

    def _page_of(self, result: object) -> Link:
        del result
        return Link("company.user", self.form.draft.name)

    def _on_roles(self) -> None:
        self.form.set_draft(replace(self.form.draft, roles=self.roles.roles), original=False, step=_("Roles"))

    def _on_form(self) -> None:
        """Roles come back, too, when something is undone."""
        self.roles.set_roles(self.form.draft.roles)


class UserPage(RecordPage[User]):
    """Opened by the user name."""

    def __init__(self, host: Host, link: Link) -> None:
        self._name = str(link.key)
        super().__init__(
            host, _("User"), read=read_user, arguments={"name": self._name}, subjects=USER_SUBJECTS, link=link
        )

    def build(self) -> None:
        """Facts, the end of access, companies, roles."""
        self.facts = FactCard(self.host, across=4)
        self.form: FormView[AccessDraft] = FormView(self.host, ACCESS_FORM, AccessDraft(self._name))
        self.form.fit()
        self.form.saved.connect(self._on_saved)
        self.form.dirty_changed.connect(self._on_dirty)
        self.undo = self.form.undo
        self.roles = RolesCard()
        self.roles.changed.connect(self._on_roles)
        self.companies = CompaniesCard()
        self.companies.changed.connect(self._on_companies)
        self.form.changed.connect(self._on_form)
        self.parts.addWidget(scrolled(self.facts, self.form, self.companies, self.roles), 1)

    def show_record(self, record: User) -> None:
        """Show how things stand; what is being changed here stays as it is."""
        self.set_title(record.full_name, record.name)
        expired = record.expires_on is not None and record.expires_on < self.host.today
        self.header.set_chips(["locked" if record.locked else "expired" if expired else "active"])
        kinds = {choice.value: _(choice.label) for choice in _KINDS}
        languages = {choice.value: _(choice.label) for choice in _LANGUAGES}
        history = Link(
            "company.audit",
            arguments={"subject": "company.app_user", "key": str(record.id), "label": record.full_name},
        )
        self.facts.set_facts(
            [
                Fact(_("User name"), record.name),
                Fact(_("Kind"), kinds.get(record.kind, record.kind)),
                Fact(_("Language"), languages.get(record.language, record.language)),
                Fact(_("Change history"), _("Show"), link=history),
            ]
        )
        if not self.form.dirty:
            roles = tuple(Role(role) for role in record.roles)
            held = tuple(role for role in Role if role in roles)
            self.form.set_draft(AccessDraft(self._name, held, record.companies, record.expires_on))
            self.roles.set_roles(roles)
            self.host.read(list_companies, {}, on_done=self._on_own_companies)
        self.set_actions(self._actions(record))

    def leaving_loses(self) -> str | None:
        """Ask when roles or the last day were changed and not saved."""
        if self.record is None or not self.form.dirty:
            return None
        return _("What was changed on this page has not been saved. Leave it anyway?")

    def _actions(self, record: User) -> tuple[Action, ...]:
        shut = (
            Action("company.user.unlock", N_("Unlock"), self._unlock, icon="lock")
            if record.locked
            else Action("company.user.lock", N_("Lock"), self._ask_lock, icon="lock", destructive=True)
        )
        badge = Action(
            "company.user.badge", N_("Issue a badge"), self._ask_badge, icon="barcode", enabled=_why_no_badge
        )
        return (
            shut,
            badge,
            Action("company.user.password", N_("New password"), self._ask_password, icon="edit"),
            Action(
                "form.save",
                N_("Save"),
                self._save,
                shortcut="Ctrl+S",
                icon="save",
                enabled=self._why_no_save,
                primary=True,
            ),
        )

    # --- roles, companies and last day

    def _on_form(self) -> None:
        """Roles and companies come back, too, when something is undone."""
        self.roles.set_roles(self.form.draft.roles)
        self.companies.set_companies(self.form.draft.companies)

    def _on_roles(self) -> None:
        self.form.set_draft(replace(self.form.draft, roles=self.roles.roles), original=False, step=_("Roles"))

    def _on_own_companies(self, companies: tuple[OwnCompany, ...]) -> None:
        self.companies.set_choices(companies)
        self.companies.set_companies(self.form.draft.companies)

    def _on_companies(self) -> None:
        companies = self.companies.companies
        self.form.set_draft(replace(self.form.draft, companies=companies), original=False, step=_("Companies"))

    def _on_dirty(self, dirty: bool) -> None:  # noqa: FBT001 - a slot
        del dirty
        self.refresh_actions()

    def _why_no_save(self, context: ActionContext) -> str | None:
        del context
        return None if self.form.dirty else _("Nothing has been changed.")

    def _save(self, context: ActionContext) -> None:
        del context
        self.form.save()

    def _on_saved(self, result: object) -> None:
        del result
        self.host.tell(Message(_("Saved. Roles count from the next sign-in."), Level.SUCCESS, replaces="save"))
        self.refresh()

    # --- shutting out and letting in

    def _ask_lock(self, context: ActionContext) -> None:
        del context
        name = self.title
        self.ask_first(
            _("Lock {name} out?").format(name=name),
            _("Open sessions end at once, and signing in is not possible until the user is unlocked."),
            _("Lock"),
            self._lock,
        )

    def _lock(self) -> None:
        self.carry_out(lock, {"name": self._name}, told=_("{name} is locked out.").format(name=self.title))

    def _unlock(self, context: ActionContext) -> None:
        del context
        self.carry_out(unlock, {"name": self._name}, told=_("{name} can sign in again.").format(name=self.title))

    # --- password and badge

    def _ask_password(self, context: ActionContext) -> None:
        del context
        dialog = PasswordDialog(_("New password for {name}").format(name=self.title), self.window())
        dialog.chosen.connect(self._set_password)
        dialog.open()

    def _set_password(self, password: str) -> None:
        arguments = {"name": self._name, "password": password}
        self.carry_out(set_password, arguments, told=_("The new password counts from now on."))

    def _ask_badge(self, context: ActionContext) -> None:
        del context
        self.ask_first(
            _("Issue a badge for {name}?").format(name=self.title),
            _("It gets a new code and a new PIN. A badge issued before ends."),
            _("Issue"),
            self._issue,
            harmful=False,
        )

    def _issue(self) -> None:
        self.carry_out(issue_new_badge, {"name": self._name}, then=self._show_badge)

    def _show_badge(self, badge: NewBadge) -> None:
        text = _("Badge: {code}\nPIN: {pin}").format(code=badge.code, pin=badge.pin)
        about = _("Hand both over now: the PIN is shown only this once. The code can be printed as a barcode.")
        answers = (Answer("done", _("Done"), AnswerRole.PRIMARY),)
        question = Question(_("The badge of {name}").format(name=self.title), text, answers, "done", about)
        self.host.ask(question, on_answer=self._on_badge_seen)

    def _on_badge_seen(self, answer: str) -> None:
        """There is nothing to do then."""
        del answer


def _why_no_badge(context: ActionContext) -> str | None:
    record = context.record
    return (
        _("A terminal has no badge: people have.") if isinstance(record, User) and record.kind == "terminal" else None
    )

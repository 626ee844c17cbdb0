"""Who may do what to companies, users, settings, notes and files, and the trail."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import AUDITOR, EVERYBODY, Role

TABLES: tuple[TableGrant, ...] = (
    *grant(
        "company.company company.currency company.app_user company.currency_rate company.user_company"
        " company.user_role",
        "select",
        EVERYBODY,
    ),
    *grant("company.company", "update", held(Permission.COMPANY_EDIT), "currency book_of book_code"),
    *grant("company.currency_rate", "insert update delete", held(Permission.FINANCE_ACCOUNTS)),
    *grant("company.attachment company.attachment_chunk company.note", "select", EVERYBODY),
    *grant("company.sent_message", "select", EVERYBODY),
    *grant("company.notification company.muted_notification", "select", EVERYBODY),
    *grant("company.saved_view", "select insert update delete", EVERYBODY),
    *grant("company.setting", "select", held(Permission.COMPANY_EDIT) | AUDITOR),
    *grant("company.number_series", "select", held(Permission.COMPANY_READ)),
    *grant("audit.entry", "select", held(Permission.COMPANY_AUDIT)),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "company.mine": EVERYBODY,
    "company.is_book": EVERYBODY,
    "company.refuse": EVERYBODY,
    "company.prefix": EVERYBODY,
    "company.parent_is_posted": EVERYBODY,
    "company.actor": EVERYBODY,
    "company.has_role": EVERYBODY,
    "company.today": EVERYBODY,
    "company.sort_key": EVERYBODY,
    "company.who_am_i": EVERYBODY,
    "company.request_result": EVERYBODY,
    "company.terminal_sign_in": EVERYBODY,
    "company.terminal_sign_out": EVERYBODY,
    "company.note_presence": EVERYBODY,
    "company.attach": EVERYBODY,
    "company.may_read_of": EVERYBODY,
    "company.may_read_notes_of": EVERYBODY,
    "company.may_add_to": EVERYBODY,
    "company.keeps_files": EVERYBODY,
    "company.yes_or_no": EVERYBODY,
    "company.may_note": EVERYBODY,
    "company.write_note": EVERYBODY,
    "company.correct_note": EVERYBODY,
    "company.remove_attachment": EVERYBODY,
    "company.record_history": EVERYBODY,
    "company.changes_since": EVERYBODY,
    "company.mark_read": EVERYBODY,
    "company.mute_notifications": EVERYBODY,
    "company.begin_message": EVERYBODY,
    "company.end_message": EVERYBODY,
    "company.mail_settings": EVERYBODY,
    "company.set_setting": held(Permission.COMPANY_EDIT),
    "company.set_number_series": held(Permission.FINANCE_ACCOUNTS),
    "company.rate_is_used": held(Permission.COMPANY_READ),
    "company.create_company": held(Permission.COMPANY_EDIT),
    "company.found_company": held(Permission.COMPANY_EDIT),
    "company.create_user": held(Permission.COMPANY_USERS),
    "company.set_password": EVERYBODY,
    "company.grant_role": held(Permission.COMPANY_USERS),
    "company.revoke_role": held(Permission.COMPANY_USERS),
    "company.lock_user": held(Permission.COMPANY_USERS),
    "company.unlock_user": held(Permission.COMPANY_USERS),
    "company.set_expiry": held(Permission.COMPANY_USERS),
    "company.grant_company": held(Permission.COMPANY_USERS),
    "company.revoke_company": held(Permission.COMPANY_USERS),
    "company.issue_badge": held(Permission.COMPANY_USERS),
    "company.end_session": held(Permission.COMPANY_USERS),
}

"""A voucher between companies as it is entered: two accounts here, two in the other company, one amount."""

from __future__ import annotations

from models.finance.groups.between import BetweenDraft, PostedBetween, post_between
from models.finance.groups.queries import GROUP_CANDIDATES
from resources.language import N_, _
from views.finance.pickers import ACCOUNT
from views.kit.action import Row
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Picker, Section
from views.kit.host import Host, Level, Link, Message


def _name(row: Row) -> str:
    return str(row["name"])


FORM: FormSpec[BetweenDraft] = FormSpec(
    (
        Section(
            "",
            (
                Field(
                    "sister_id",
                    N_("Other company"),
                    FieldKind.PICKER,
                    required=True,
                    picker=Picker(GROUP_CANDIDATES, ("name", "org_number", "currency"), _name),
                ),
                Field("date", N_("Date"), FieldKind.DATE, required=True),
                Field("text", N_("Text")),
                Field("amount", N_("Amount"), FieldKind.MONEY, required=True),
            ),
        ),
        Section(
            N_("In this company"),
            (
                Field("debit_account", N_("Debit"), FieldKind.PICKER, required=True, picker=ACCOUNT),
                Field("credit_account", N_("Credit"), FieldKind.PICKER, required=True, picker=ACCOUNT),
            ),
        ),
        Section(
            N_("In the other company"),
            (
                Field("sister_debit", N_("Debit there"), required=True, max_length=10),
                Field("sister_credit", N_("Credit there"), required=True, max_length=10),
                Field(
                    "sister_amount",
                    N_("Amount there"),
                    FieldKind.MONEY,
                    help=N_("In its currency. Empty: the amount at the rate of the day."),
                ),
            ),
            hint=N_("Numbers of accounts in the chart of the other company."),
        ),
    ),
    save=post_between,
    arguments=lambda draft: {"draft": draft},
)


class BetweenPage(FormPage[BetweenDraft]):
    """A new voucher; posted, the one of this company is shown."""

    def __init__(self, host: Host, link: Link) -> None:
        text = _("Voucher between companies")
        draft = BetweenDraft(date=host.today)
        super().__init__(host, text, FORM, draft, saved_link=self._posted, link=link, act=N_("Post in both"))

    def _posted(self, posted: object) -> Link | None:
        if not isinstance(posted, PostedBetween):
            return None
        told = _("Voucher {own} is posted here, and {other} in the other company.").format(
            own=f"{posted.own.series}{posted.own.number}", other=f"{posted.other.series}{posted.other.number}"
        )
        self.host.tell(Message(told, Level.SUCCESS, replaces="act"))
        return Link("finance.voucher", posted.own.id)

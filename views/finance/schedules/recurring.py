"""A voucher that repeats: how often, on which day, until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from models.database.rights import Permission
from models.finance.reports import VoucherDetail, voucher
from models.finance.schedules.recurring import Recurring, read_recurring, save_recurring
from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link

_FOUR_DAYS = timedelta(days=4)

FORM: FormSpec[Recurring] = FormSpec(
    (
        Section(
            "",
            (
                Field("name", N_("Name"), required=True),
                Field(
                    "text", N_("Text of the voucher"), help=N_("{period}, {month} and {year} stand for the day's own.")
                ),
            ),
        ),
        Section(
            N_("When"),
            (
                Field("every", N_("Every"), FieldKind.INTEGER, required=True),
                Field(
                    "unit",
                    N_("Unit"),
                    FieldKind.CHOICE,
                    choices=(Choice("month", N_("Months")), Choice("week", N_("Weeks"))),
                ),
                Field(
                    "day",
                    N_("Day of the month"),
                    FieldKind.INTEGER,
                    help=N_("0 is the last day."),
                    enabled_when=lambda draft: draft.unit == "month",
                ),
                Field("reverses", N_("Taken back on the first of the next month"), FieldKind.BOOLEAN),
                Field("starts_on", N_("From"), FieldKind.DATE, required=True),
                Field("ends_on", N_("To"), FieldKind.DATE),
                Field("active", N_("In use"), FieldKind.BOOLEAN),
            ),
            hint=N_("What is due is posted from the page What is due, each time once."),
        ),
    ),
    save=save_recurring,
    arguments=lambda draft: {"recurring": draft},
    fetch=read_recurring,
    fetch_arguments=lambda draft: {"recurring_id": draft.id},
)


class RecurringPage(FormPage[Recurring]):
    """A repetition by its key; without one a new one of the voucher `model`."""

    def __init__(self, host: Host, link: Link) -> None:
        model = int(str(link.arguments.get("model") or 0))
        show = Action("finance.recurring.model", N_("Show the voucher"), self._show_model, icon="voucher")
        super().__init__(host, _("Recurring voucher"), FORM, Recurring(model), actions=(show,), link=link)
        self.form.setEnabled(host.allows(Permission.FINANCE_POST))
        self.form.saved.connect(self._on_stored)
        if link.key is not None:
            self.load(read_recurring, {"recurring_id": link.key}, on_done=self._on_stored)
        elif model:
            host.read(voucher, {"entry_id": model}, on_done=self._on_model)
        else:
            self.show_nothing(_("Open the voucher that repeats, and choose Repeat in its menu."))

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(Permission.FINANCE_POST) else ()

    def _on_model(self, model: VoucherDetail) -> None:
        head = model.head
        first = (head.entry_date.replace(day=28) + _FOUR_DAYS).replace(day=1)
        draft = replace(self.form.draft, name=head.text, text=head.text, starts_on=first)
        self.form.set_draft(draft, original=False)
        self.set_title(_("Recurring voucher"), head.voucher)

    def _on_stored(self, stored: object) -> None:
        if isinstance(stored, Recurring):
            self.form.set_draft(stored)
            self.set_title(_("Recurring voucher"), stored.name)

    def _show_model(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.voucher", self.form.draft.model_id))

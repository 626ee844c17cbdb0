"""The VAT periods with what is due next, and how the company returns VAT."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.database.work import Work
from models.finance.vat.periods import (
    VatPeriod,
    VatScheme,
    list_vat_periods,
    list_vat_schemes,
    next_due,
    save_vat_scheme,
)
from resources.language import N_, _
from views.company.scrolled import scrolled
from views.finance.ledger.lists import SUBJECT
from views.finance.pickers import ACCOUNT
from views.kit.action import Action, ActionContext
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.text import heading

FREQUENCIES = {
    "month_26": N_("Month, turnover above 40 million (the 26th of the next month)"),
    "month": N_("Month (the 12th of the second month after)"),
    "quarter": N_("Quarter"),
    "year": N_("Fiscal year"),
}
METHODS = {"invoice": N_("With the invoice"), "cash": N_("With the payment (cash method)")}
RETURNS = "finance.vat_return"
_SCHEME = "finance.tax_scheme"
_PERIODS = (
    Column("starts_on", N_("From"), Kind.DATE, width=12),
    Column("ends_on", N_("To"), Kind.DATE, width=12),
    Column("status", N_("Status"), Kind.STATUS, width=18),
    Column("due_on", N_("Due"), Kind.DATE, width=12),
    Column("filed_on", N_("Filed on"), Kind.DATE, width=12),
    Column("payable", N_("VAT to pay"), Kind.MONEY, width=16),
)
_SCHEMES = (
    Column("valid_from", N_("Valid from"), Kind.DATE, width=14),
    Column("frequency", N_("Period")),
    Column("method", N_("VAT is due"), width=28),
    Column("account", N_("Settlement account"), width=16),
)


@dataclass(frozen=True, slots=True)
class VatOverview:
    """The periods, and the scheme of today."""

    periods: tuple[VatPeriod, ...]
    scheme: VatScheme | None


def read_overview(work: Work) -> VatOverview:
    """The VAT periods of the company and how it returns VAT today."""
    today = work.today()
    schemes = (scheme for scheme in list_vat_schemes(work) if scheme.valid_from <= today)
    return VatOverview(list_vat_periods(work), next(schemes, None))


def period_link(starts_on: date) -> Link:
    """The page of the return of a VAT period."""
    return Link(RETURNS, starts_on.isoformat())


class VatPeriodsPage(RecordPage[VatOverview]):
    """All VAT periods; the return that is due first stands above."""

    def __init__(self, host: Host, link: Link) -> None:
        subjects = (SUBJECT, RETURNS, _SCHEME)
        super().__init__(host, _("VAT returns"), read=read_overview, arguments={}, subjects=subjects, link=link)
        self.set_actions(
            (
                Action(
                    "finance.vat.settings", N_("VAT settings"), self._settings, Permission.FINANCE_READ, icon="settings"
                ),
                Action(
                    "finance.vat.next",
                    N_("Open the next one"),
                    self._next,
                    Permission.FINANCE_READ,
                    icon="report",
                    enabled=self._why_no_next,
                    primary=True,
                ),
            )
        )

    def build(self) -> None:
        """Facts above, the periods below."""
        self.facts = FactCard(self.host)
        self.table = TableView(self.host, _PERIODS)
        self.parts.addWidget(self.facts)
        self.parts.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_record(self, record: VatOverview) -> None:
        """Show what is due, and the periods."""
        due, scheme = next_due(record.periods), record.scheme
        facts = [Fact(_("Next return is due"), due.due_on if due else None, Kind.DATE, strong=True)]
        if due is not None:
            facts.append(Fact(_("Return for"), self._days(due), link=period_link(due.starts_on)))
        if scheme is not None:
            facts.append(Fact(_("Period"), _(FREQUENCIES[scheme.frequency]).partition(" (")[0]))
            facts.append(Fact(_("VAT is due"), _(METHODS[scheme.method])))
        self.facts.set_facts(facts)
        self.table.set_rows([self._row(period) for period in record.periods])

    def _row(self, period: VatPeriod) -> TableRow:
        values = (
            period.starts_on,
            period.ends_on,
            period.status,
            period.due_on,
            period.filed_on,
            period.payable,
        )
        link = period_link(period.starts_on)
        return TableRow(values, {0: link, 1: link} if period.payable is None else {0: link, 1: link, 5: link})

    def _days(self, period: VatPeriod) -> str:
        return _("{first} to {last}").format(first=period.starts_on, last=period.ends_on)

    def _settings(self, context: ActionContext) -> None:
        context.host.open(Link("finance.vat_settings"))

    def _why_no_next(self, context: ActionContext) -> str | None:
        del context
        waiting = self.record is not None and next_due(self.record.periods)
        return None if waiting else _("There is no VAT period that is not filed.")

    def _next(self, context: ActionContext) -> None:
        due = next_due(self.record.periods) if self.record else None
        if due is not None:
            context.host.open(period_link(due.starts_on))


def _choices(texts: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label) for value, label in texts.items())


@dataclass(frozen=True, slots=True)
class SchemeEdit:
    """How VAT is returned from a day on."""

    valid_from: date | None
    frequency: str = "quarter"
    method: str = "invoice"
    settlement_account: str | None = None


FORM: FormSpec[SchemeEdit] = FormSpec(
    (
        Section(
            "",
            (
                Field("valid_from", N_("Valid from"), FieldKind.DATE, required=True),
                Field("frequency", N_("Period"), FieldKind.CHOICE, choices=_choices(FREQUENCIES)),
                Field("method", N_("VAT is due"), FieldKind.CHOICE, choices=_choices(METHODS)),
                Field("settlement_account", N_("Settlement account"), FieldKind.PICKER, required=True, picker=ACCOUNT),
            ),
            hint=N_(
                "With the cash method VAT is due when an invoice is paid, and what is unpaid at the end of the year."
            ),
        ),
    ),
    save=save_vat_scheme,
    arguments=lambda edit: {
        "scheme": VatScheme(edit.valid_from or date.min, edit.frequency, edit.method, edit.settlement_account or "")
    },
)


class VatSettingsPage(FormPage[SchemeEdit]):
    """How the company returns VAT from a day on, and how it did before."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("VAT settings"), FORM, SchemeEdit(None), saved_link=_to_periods, link=link)
        self.schemes = TableView(host, _SCHEMES, fitted=True)
        self.form.fit()
        self.form.setEnabled(host.allows(Permission.FINANCE_ACCOUNTS))
        self.body.addWidget(scrolled(self.form, heading(_("So far")), self.schemes), 1)
        self.load(list_vat_schemes, {}, on_done=self._on_read)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(Permission.FINANCE_ACCOUNTS) else ()

    def _on_read(self, schemes: tuple[VatScheme, ...]) -> None:
        self.schemes.set_rows(
            [
                TableRow((x.valid_from, _(FREQUENCIES[x.frequency]), _(METHODS[x.method]), x.settlement_account))
                for x in schemes
            ]
        )
        if schemes and not self.form.dirty:
            now = schemes[0]
            self.form.set_draft(SchemeEdit(now.valid_from, now.frequency, now.method, now.settlement_account))


def _to_periods(result: object) -> Link:
    del result
    return Link("finance.vat")

"""The acts of a year-end as forms: tax, closing, what the owners decided, opening again. Each by its fiscal year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from models.database.listing import Kind
from models.finance.income_tax import IncomeTax, income_tax, post_income_tax
from models.finance.year_end import YearEnd, close_year, dispose_of_result, read_year_end, reopen_year
from resources.language import N_, _
from views.finance.pickers import ACCOUNT
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.format import format_value
from views.kit.host import Host, Link


@dataclass(frozen=True, slots=True)
class Closing:
    """The accounts of the closing voucher."""

    year: int
    result_account: str | None = None
    equity_account: str | None = None


@dataclass(frozen=True, slots=True)
class Tax:
    """What goes to a tax allocation reserve; the tax follows from it."""

    year: int
    allocation: Decimal | None = Decimal(0)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the owners decided of a result."""

    year: int
    date: date | None = None
    dividend: Decimal | None = Decimal(0)
    retained_account: str | None = None
    dividend_account: str | None = None


@dataclass(frozen=True, slots=True)
class Reopening:
    """Why a year is opened again."""

    year: int
    reason: str = ""


def _close_arguments(draft: Closing) -> Mapping[str, object]:
    return {
        "fiscal_year_id": draft.year,
        "result_account": draft.result_account,
        "equity_account": draft.equity_account,
        "text": _("Result of the year"),
    }


def _tax_arguments(draft: Tax) -> Mapping[str, object]:
    return {"fiscal_year_id": draft.year, "allocation": draft.allocation or Decimal(0), "text": _("Income tax")}


def _decision_arguments(draft: Decision) -> Mapping[str, object]:
    return {
        "fiscal_year_id": draft.year,
        "date": draft.date,
        "dividend": draft.dividend or Decimal(0),
        "retained_account": draft.retained_account,
        "dividend_account": draft.dividend_account,
        "text": _("Disposal of the result"),
    }


def _reopen_arguments(draft: Reopening) -> Mapping[str, object]:
    return {"fiscal_year_id": draft.year, "reason": draft.reason}


CLOSE: FormSpec[Closing] = FormSpec(
    (
        Section(
            "",
            (
                Field("result_account", N_("From account"), FieldKind.PICKER, required=True, picker=ACCOUNT),
                Field("equity_account", N_("To equity"), FieldKind.PICKER, required=True, picker=ACCOUNT),
            ),
            hint=N_(
                "One voucher moves the result to equity, and the year is locked. The balances go on into the next year"
                " by themselves."
            ),
        ),
    ),
    save=close_year,
    arguments=_close_arguments,
)
TAX: FormSpec[Tax] = FormSpec(
    (
        Section(
            "",
            (Field("allocation", N_("To a tax allocation reserve"), FieldKind.MONEY),),
            hint=N_("The tax follows from it. What is booked already is taken into account: only the rest is posted."),
        ),
    ),
    save=post_income_tax,
    arguments=_tax_arguments,
)
DECISION: FormSpec[Decision] = FormSpec(
    (
        Section(
            "",
            (
                Field("date", N_("Decided on"), FieldKind.DATE, required=True),
                Field("dividend", N_("Dividend"), FieldKind.MONEY),
                Field("retained_account", N_("Carried forward to"), FieldKind.PICKER, required=True, picker=ACCOUNT),
                Field("dividend_account", N_("Dividend to be paid"), FieldKind.PICKER, required=True, picker=ACCOUNT),
            ),
            hint=N_("What is not paid out is carried forward."),
        ),
    ),
    save=dispose_of_result,
    arguments=_decision_arguments,
)
REOPEN: FormSpec[Reopening] = FormSpec(
    (
        Section(
            "",
            (Field("reason", N_("Reason"), required=True, wide=True, help=N_("It stays in the audit trail.")),),
            hint=N_("The closing voucher is mirrored and the adjustment period opened. The months stay locked."),
        ),
    ),
    save=reopen_year,
    arguments=_reopen_arguments,
)


class ClosePage(FormPage[Closing]):
    """Closes a year."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host,
            _("Close the year"),
            CLOSE,
            Closing(link.number),
            saved_link=_back(link),
            link=link,
            act=N_("Close the year"),
        )
        self.load(read_year_end, {"fiscal_year_id": link.number}, on_done=self._on_read)

    def _on_read(self, end: YearEnd) -> None:
        amount = format_value(end.unbooked, Kind.MONEY, self.host.language)
        span = _("{first} to {last}").format(first=end.starts_on, last=end.ends_on)
        self.set_title(_("Close the year"), _("{span}: {amount} to equity").format(span=span, amount=amount))
        draft = replace(self.form.draft, result_account=end.accounts.result, equity_account=end.accounts.equity)
        self.form.set_draft(draft)


class TaxPage(FormPage[Tax]):
    """Posts the tax of a year and what goes to a reserve."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host, _("Income tax"), TAX, Tax(link.number), saved_link=_back(link), link=link, act=N_("Post the tax")
        )
        self.load(income_tax, {"fiscal_year_id": link.number}, on_done=self._on_read)

    def _on_read(self, tax: IncomeTax) -> None:
        most = format_value(tax.most, Kind.MONEY, self.host.language)
        self.set_title(_("Income tax"), _("At most {most} to the reserve").format(most=most))
        self.form.set_draft(replace(self.form.draft, allocation=tax.booked_allocation))


class DisposalPage(FormPage[Decision]):
    """Books what the owners decided."""

    def __init__(self, host: Host, link: Link) -> None:
        text = _("What the owners decided")
        super().__init__(
            host, text, DECISION, Decision(link.number), saved_link=_back(link), link=link, act=N_("Post the decision")
        )
        self.load(read_year_end, {"fiscal_year_id": link.number}, on_done=self._on_read)

    def _on_read(self, end: YearEnd) -> None:
        result = format_value(end.result, Kind.MONEY, self.host.language)
        self.set_title(_("What the owners decided"), _("Result {result}").format(result=result))
        accounts = end.accounts
        draft = replace(
            self.form.draft,
            date=max(self.host.today, end.ends_on),
            retained_account=accounts.retained,
            dividend_account=accounts.dividend or None,
        )
        self.form.set_draft(draft)


class ReopenPage(FormPage[Reopening]):
    """Opens a closed year again."""

    def __init__(self, host: Host, link: Link) -> None:
        text = _("Open the year again")
        super().__init__(
            host, text, REOPEN, Reopening(link.number), saved_link=_back(link), link=link, act=N_("Open the year again")
        )
        self.load(read_year_end, {"fiscal_year_id": link.number}, on_done=self._on_read)

    def _on_read(self, end: YearEnd) -> None:
        span = _("{first} to {last}").format(first=end.starts_on, last=end.ends_on)
        self.set_title(_("Open the year again"), span)


def _back(link: Link) -> Callable[[object], Link]:
    return partial(_year_end, link.number)


def _year_end(year: int, result: object) -> Link:
    del result
    return Link("finance.year_end", year)

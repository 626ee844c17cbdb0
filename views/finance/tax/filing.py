"""Filing a VAT return with its settlement, and opening a filed one again with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.finance.vat.returns import VatReturn, file_vat_return, read_vat_return, reopen_vat_return
from resources.language import N_, _
from views.finance.tax.periods import period_link
from views.finance.tax.vat_return import as_day
from views.kit.action import Action
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link


@dataclass(frozen=True, slots=True)
class FilingDraft:
    """A return to be filed; `version` above 1 is a correction, which has a reason."""

    starts_on: date
    settles: bool = True
    settle_on: date | None = None
    reason: str = ""
    payable: Decimal | None = None
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Reopening:
    """A filed return to be opened again."""

    return_id: int
    reason: str = ""


def _filing_arguments(draft: FilingDraft) -> Mapping[str, object]:
    settle_on = draft.settle_on if draft.settles else None
    return {"starts_on": draft.starts_on, "settle_on": settle_on, "reason": draft.reason}


def _settles(draft: FilingDraft) -> bool:
    return draft.settles


def _is_correction(draft: FilingDraft) -> bool:
    return draft.is_correction


FILING: FormSpec[FilingDraft] = FormSpec(
    (
        Section(
            "",
            (
                Field("settles", N_("Book the settlement"), FieldKind.BOOLEAN),
                Field("settle_on", N_("Booked on"), FieldKind.DATE, enabled_when=_settles),
                Field("reason", N_("Reason of the correction"), wide=True, enabled_when=_is_correction),
            ),
            hint=N_(
                "The figures are kept as they stand, and no VAT can be booked in the period any more. The settlement"
                " moves the tax to the settlement account, and what is less than a whole unit to the rounding account."
                " The file is sent by you: save it on the page of the return, and upload it to Skatteverket."
            ),
        ),
    ),
    save=file_vat_return,
    arguments=_filing_arguments,
)
REOPENING: FormSpec[Reopening] = FormSpec(
    (
        Section(
            "",
            (Field("reason", N_("Reason"), required=True, wide=True),),
            hint=N_("The filed return stays. VAT can be booked in its period until the corrected return is filed."),
        ),
    ),
    save=reopen_vat_return,
    arguments=lambda draft: {"return_id": draft.return_id, "reason": draft.reason},
)


class VatFilingPage(FormPage[FilingDraft]):
    """Files the return of the VAT period that begins on the day of the link."""

    def __init__(self, host: Host, link: Link) -> None:
        draft = FilingDraft(as_day(link.key))
        super().__init__(host, _("File the VAT return"), FILING, draft, saved_link=self._back, link=link)
        self.load(read_vat_return, {"starts_on": draft.starts_on}, on_done=self._on_read)

    def _own_actions(self) -> tuple[Action, ...]:
        act = Action(
            "finance.vat_filing.file", N_("File the return"), self._save, "", "Ctrl+Return", "check", primary=True
        )
        return (act,)

    def _on_read(self, found: VatReturn) -> None:
        reason = found.filed[0].reopen_reason if found.filed else ""
        draft = replace(
            self.form.draft,
            settle_on=found.ends_on,
            is_correction=bool(found.filed),
            reason=reason,
            payable=found.payable,
        )
        self.form.set_draft(draft)
        days = _("{first} to {last}").format(first=found.starts_on, last=found.ends_on)
        self.set_title(_("File the VAT return"), days)

    def _back(self, result: object) -> Link:
        del result
        return period_link(self.form.draft.starts_on)


class VatReopeningPage(FormPage[Reopening]):
    """Opens the filed return of the link again."""

    def __init__(self, host: Host, link: Link) -> None:
        self._period = as_day(link.arguments.get("period", ""))
        super().__init__(
            host, _("Correct the VAT return"), REOPENING, Reopening(link.number), saved_link=self._back, link=link
        )
        self.load(read_vat_return, {"return_id": link.number}, on_done=self._on_read)

    def _on_read(self, found: VatReturn) -> None:
        days = _("{first} to {last}").format(first=found.starts_on, last=found.ends_on)
        self.set_title(_("Correct the VAT return"), days)

    def _own_actions(self) -> tuple[Action, ...]:
        act = Action(
            "finance.vat_reopening.open", N_("Open it again"), self._save, "", "Ctrl+Return", "undo", primary=True
        )
        return (act,)

    def _back(self, result: object) -> Link:
        del result
        return period_link(self._period)

"""A dated rate of a tax code: percent, days, and where the tax of the buyer and what is not deductible go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal

from models.finance.tax_codes import StoredRate, TaxCode, TaxRateDraft, read_tax_code, read_tax_rate, save_tax_rate
from resources.language import N_, _
from views.finance.pickers import ACCOUNT
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link

_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class RateEdit:
    """A rate on its form; `key` and `version` None for a new one."""

    tax_code: str
    valid_from: date | None = None
    valid_to: date | None = None
    percent: Decimal | None = None
    account: str | None = None
    tax_box: str = ""
    reverse_account: str | None = None
    reverse_box: str = ""
    deductible: Decimal | None = _ALL
    key: int | None = None
    version: int | None = None


def _arguments(edit: RateEdit) -> Mapping[str, object]:
    values = {name: getattr(edit, name) for name in TaxRateDraft.__dataclass_fields__}
    return {"rate": TaxRateDraft(**values), "rate_id": edit.key, "version": edit.version}


def _share(edit: RateEdit) -> str | None:
    return (
        None if edit.deductible is not None and 0 <= edit.deductible <= _ALL else _("A share lies between 0 and 100.")
    )


def _percent(edit: RateEdit) -> str | None:
    return None if edit.percent is None or 0 <= edit.percent <= _ALL else _("A rate lies between 0 and 100 per cent.")


FORM: FormSpec[RateEdit] = FormSpec(
    (
        Section(
            "",
            (
                Field("percent", N_("Percent"), FieldKind.PERCENT, required=True, check=_percent),
                Field(
                    "deductible", N_("Deductible"), FieldKind.PERCENT, check=_share, help=N_("The rest becomes cost.")
                ),
                Field("valid_from", N_("Valid from"), FieldKind.DATE, required=True),
                Field("valid_to", N_("Valid to"), FieldKind.DATE, help=N_("Empty: until another rate begins.")),
            ),
        ),
        Section(
            N_("Where the tax goes"),
            (
                Field("account", N_("Account"), FieldKind.PICKER, picker=ACCOUNT, help=N_("Empty: that of the code.")),
                Field("tax_box", N_("Box of the tax"), max_length=2, help=N_("Empty: that of the code.")),
                Field("reverse_account", N_("Account of the buyer's tax"), FieldKind.PICKER, picker=ACCOUNT),
                Field("reverse_box", N_("Box of the buyer's tax"), max_length=2),
            ),
            hint=N_(
                "Under reverse charge the buyer owes the tax: it is booked on both accounts, and the document has none."
            ),
        ),
    ),
    save=save_tax_rate,
    arguments=_arguments,
)


class TaxRatePage(FormPage[RateEdit]):
    """One rate; without a key a new one of the code that the link names."""

    def __init__(self, host: Host, link: Link) -> None:
        code = str(link.arguments.get("code", ""))
        title = _("Rate of {code}").format(code=code) if code else _("Tax rate")
        super().__init__(host, title, FORM, RateEdit(code), saved_link=self._back, link=link)
        if link.key is not None:
            self.load(read_tax_rate, {"rate_id": link.key}, on_done=self._on_read)
        elif code:
            self.load(read_tax_code, {"code": code}, on_done=self._on_code)
        else:
            self.show_nothing(_("Choose a code in the list of tax codes."))

    def _on_code(self, code: TaxCode) -> None:
        """A rate that follows goes where the one before it does."""
        if code.rates and not self.form.dirty:
            before = code.rates[-1].draft
            after = before.valid_to + timedelta(days=1) if before.valid_to else None
            self.form.set_draft(RateEdit(**{**asdict(before), "percent": None, "valid_from": after, "valid_to": None}))

    def _on_read(self, rate: StoredRate) -> None:
        self.form.set_draft(RateEdit(**asdict(rate.draft), key=rate.id, version=rate.row_version))
        self.set_title(_("Rate of {code}").format(code=rate.draft.tax_code))

    def _back(self, result: object) -> Link:
        del result
        return Link("finance.tax_code", self.form.draft.tax_code)

"""A voucher series: its name and area, and how far each fiscal year has come; and the page that makes a new one."""

from __future__ import annotations

from collections.abc import Mapping

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.series import (
    SeriesYear,
    VoucherSeries,
    add_voucher_series,
    edit_voucher_series,
    read_voucher_series,
)
from resources.language import N_, _
from views.company.areas import AREAS
from views.company.scrolled import scrolled
from views.company.series_pages import vouchers_of
from views.kit.action import Action
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link
from views.kit.table import TableRow, TableView
from views.kit.text import heading

_COLUMNS = (
    Column("starts_on", N_("Fiscal year from"), Kind.DATE, width=18),
    Column("ends_on", N_("To"), Kind.DATE, width=18),
    Column("next_number", N_("Next number"), Kind.INTEGER, width=16),
)


def _arguments(draft: VoucherSeries) -> Mapping[str, object]:
    return {"code": draft.code, "name": draft.name, "area": draft.area}


def _is_free(draft: VoucherSeries) -> bool:
    return not draft.fixed


_NAME: Field[VoucherSeries] = Field("name", N_("Name"), required=True)
_AREA: Field[VoucherSeries] = Field(
    "area",
    N_("Area"),
    FieldKind.CHOICE,
    choices=AREAS,
    enabled_when=_is_free,
    help=N_("Vouchers by hand use general series. Stays once vouchers are numbered in it."),
)
_CODE: Field[VoucherSeries] = Field(
    "code", N_("Series"), required=True, max_length=20, help=N_("A letter or two: it stands before every number.")
)
NEW_FORM: FormSpec[VoucherSeries] = FormSpec(
    (Section("", (_CODE, _NAME, _AREA)),), save=add_voucher_series, arguments=_arguments
)
FORM: FormSpec[VoucherSeries] = FormSpec((Section("", (_NAME, _AREA)),), save=edit_voucher_series, arguments=_arguments)


class VoucherSeriesPage(FormPage[VoucherSeries]):
    """The series with this code, without a key a new one; who may not change it looks at it."""

    def __init__(self, host: Host, link: Link) -> None:
        is_new = link.key is None
        text = _("New voucher series") if is_new else _("Voucher series")
        draft = VoucherSeries(code="" if is_new else str(link.key))
        super().__init__(host, text, NEW_FORM if is_new else FORM, draft, saved_link=_to_series, link=link)
        self.years = TableView(host, _COLUMNS, fitted=True)
        self._heading = heading(_("Numbered so far"))
        for part in (self._heading, self.years):
            part.hide()
        self.form.fit()
        self.body.addWidget(scrolled(self.form, self._heading, self.years), 1)
        if not is_new:
            self.form.setEnabled(False)
            self.load(read_voucher_series, {"code": draft.code}, on_done=self._on_read)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(Permission.FINANCE_ACCOUNTS) else ()

    def _on_read(self, series: VoucherSeries) -> None:
        self.form.set_draft(series)
        self.set_title(_("Voucher series"), f"{series.code} {series.name}")
        self.years.set_rows([self._row(series.code, year) for year in series.years])
        for part in (self._heading, self.years):
            part.setVisible(bool(series.years))
        if self.host.allows(Permission.FINANCE_ACCOUNTS):
            self.form.setEnabled(True)
            self.form.setFocus()

    def _row(self, code: str, year: SeriesYear) -> TableRow:
        may_open = self.host.allows(Permission.FINANCE_READ)
        links = {2: vouchers_of(code, year.fiscal_year_id)} if may_open else {}
        return TableRow((year.starts_on, year.ends_on, year.next_number), links)


def _to_series(result: object) -> Link:
    del result
    return Link("company.series")

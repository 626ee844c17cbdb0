"""Writes an asset down or up, sells or scraps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.finance.assets.changing import dispose, revalue, write_down
from models.finance.assets.register import Asset, read_asset
from resources.language import N_, _
from views.finance.pickers import ACCOUNT
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link


@dataclass(frozen=True, slots=True)
class Change:
    """What is to happen to an asset; the last three only when it is disposed of."""

    asset_id: int
    date: date | None
    amount: Decimal | None = None
    text: str = ""
    cost: Decimal | None = None
    proceeds: Decimal | None = None
    account: str | None = None


def _value(change: Change) -> Mapping[str, object]:
    return {"asset_id": change.asset_id, "date": change.date, "amount": change.amount, "text": change.text}


def _disposal(change: Change) -> Mapping[str, object]:
    return {
        "asset_id": change.asset_id,
        "date": change.date,
        "cost": change.cost,
        "proceeds": change.proceeds,
        "account": change.account,
        "text": change.text,
    }


_DAY: Field[Change] = Field("date", N_("Date"), FieldKind.DATE, required=True)
_TEXT: Field[Change] = Field("text", N_("Text"), wide=True)
_AMOUNT: Field[Change] = Field(
    "amount", N_("Amount"), FieldKind.MONEY, required=True, help=N_("Negative: takes back what was posted earlier.")
)
_SELL: tuple[Field[Change], ...] = (
    _DAY,
    Field(
        "cost",
        N_("Acquisition value of the part"),
        FieldKind.MONEY,
        help=N_("Empty: all of it. Otherwise its share of the depreciation goes with it."),
    ),
    Field("proceeds", N_("Price without VAT"), FieldKind.MONEY, help=N_("Empty: it is scrapped.")),
    Field(
        "account",
        N_("Price is taken from"),
        FieldKind.PICKER,
        picker=ACCOUNT,
        help=N_("The bank, or the account of income that the sale was invoiced on."),
    ),
    _TEXT,
)
_SPECS: Mapping[str, tuple[str, FormSpec[Change]]] = {
    "write_down": (
        N_("Write down"),
        FormSpec((Section("", (_DAY, _AMOUNT, _TEXT)),), save=write_down, arguments=_value),
    ),
    "revaluation": (
        N_("Revalue"),
        FormSpec((Section("", (_DAY, _AMOUNT, _TEXT)),), save=revalue, arguments=_value),
    ),
    "disposal": (
        N_("Sell or scrap"),
        FormSpec(
            (Section("", _SELL, hint=N_("Gain or loss is the price less what the asset is worth in the books.")),),
            save=dispose,
            arguments=_disposal,
        ),
    ),
}


class AssetChangePage(FormPage[Change]):
    """Posts one voucher on the asset of the link; `kind` says which."""

    def __init__(self, host: Host, link: Link) -> None:
        title, spec = _SPECS[str(link.arguments.get("kind", "write_down"))]
        self._asset = Link("finance.asset", link.key)
        super().__init__(host, _(title), spec, Change(link.number, host.today), saved_link=self._back, link=link)
        self.load(read_asset, {"asset_id": link.number}, on_done=self._on_read)

    def _on_read(self, asset: Asset) -> None:
        self.set_title(self.title, f"{asset.draft.number} {asset.draft.name}")

    def _back(self, posted: object) -> Link:
        del posted
        return self._asset

"""An asset and a group of assets as they are entered and described."""

from __future__ import annotations

from dataclasses import replace

from models.database.listing import Filter
from models.database.rights import Permission
from models.finance.assets.groups import AssetGroup, read_asset_group, save_asset_group
from models.finance.assets.queries import ASSET_GROUPS, ASSETS
from models.finance.assets.register import (
    COST_CENTRE,
    PROJECT,
    AddedAsset,
    AssetDraft,
    asset_of_entry,
    component,
    read_asset_draft,
    save_asset,
)
from resources.language import N_, _
from views.finance.dimension_columns import code_picker
from views.finance.pickers import ACCOUNT
from views.kit.action import Action, Row
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Picker, Section
from views.kit.host import Host, Link

_METHODS = (
    Choice("linear", N_("Straight line")),
    Choice("declining", N_("Declining balance")),
    Choice("none", N_("None")),
)


def _group_text(row: Row) -> str:
    return f"{row['code']} {row['name']}"


def _asset_text(row: Row) -> str:
    return f"{row['number']} {row['name']}"


GROUP = Picker(ASSET_GROUPS, ("code", "name"), _group_text, (Filter("status", "=", "active"),))
ASSET = Picker(ASSETS, ("number", "name", "group_name"), _asset_text, (Filter("parent_id", "=", None),))


def _fill(draft: AssetDraft, row: Row) -> AssetDraft:
    """Method, months and rate as they are usual in the group."""
    return replace(draft, method=row["method"], life_months=row["life_months"], rate=row["rate"])  # type: ignore[arg-type]  # columns of the list


def _is_new(draft: AssetDraft) -> bool:
    return draft.id is None


def _declines(draft: AssetDraft) -> bool:
    return draft.method == "declining"


ASSET_FORM: FormSpec[AssetDraft] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field("name", N_("Name"), required=True),
                Field("number", N_("Number"), help=N_("Empty: the next one."), max_length=20, enabled_when=_is_new),
                Field(
                    "group_id",
                    N_("Asset group"),
                    FieldKind.PICKER,
                    required=True,
                    picker=GROUP,
                    fill=_fill,
                    enabled_when=_is_new,
                ),
                Field("parent_id", N_("Component of"), FieldKind.PICKER, picker=ASSET),
                Field("acquired_on", N_("Acquired"), FieldKind.DATE, required=True, enabled_when=_is_new),
                Field("cost", N_("Acquisition value"), FieldKind.MONEY, required=True, enabled_when=_is_new),
            ),
        ),
        Section(
            N_("Depreciation"),
            (
                Field("method", N_("Method"), FieldKind.CHOICE, choices=_METHODS),
                Field("life_months", N_("Life in months"), FieldKind.INTEGER),
                Field(
                    "rate",
                    N_("Percent a year"),
                    FieldKind.PERCENT,
                    enabled_when=_declines,
                    help=N_("Of the value at the start of the year, until the straight line is more."),
                ),
                Field("residual", N_("Residual value"), FieldKind.MONEY),
                Field(
                    "depreciates_from",
                    N_("From the month of"),
                    FieldKind.DATE,
                    enabled_when=_is_new,
                    help=N_("Empty: the month that the group says."),
                ),
            ),
            hint=N_("A changed life, rate or residual value works from the next month that is posted."),
        ),
        Section(
            N_("Depreciated elsewhere"),
            (
                Field("depreciation", N_("Depreciation so far"), FieldKind.MONEY, enabled_when=_is_new),
                Field("write_down", N_("Written down so far"), FieldKind.MONEY, enabled_when=_is_new),
                Field("taken_over_to", N_("Up to the month of"), FieldKind.DATE, enabled_when=_is_new),
            ),
            hint=N_("Only for an asset that is taken over with what was posted in another program."),
        ),
        Section(
            N_("Where it is"),
            (
                Field("place", N_("Place")),
                Field("serial_number", N_("Serial number")),
                Field(
                    "cost_centre",
                    N_("Cost centre"),
                    FieldKind.PICKER,
                    picker=code_picker(int(COST_CENTRE)),
                    shown=lambda draft: draft.cost_centre or "",
                    help=N_("Depreciation is booked on it."),
                ),
                Field(
                    "project",
                    N_("Project"),
                    FieldKind.PICKER,
                    picker=code_picker(int(PROJECT)),
                    shown=lambda draft: draft.project or "",
                ),
            ),
        ),
    ),
    save=save_asset,
    arguments=lambda draft: {"asset": draft},
    fetch=read_asset_draft,
    fetch_arguments=lambda draft: {"asset_id": draft.id},
)


def _to_asset(added: object) -> Link | None:
    return Link("finance.asset", added.id) if isinstance(added, AddedAsset) else None


class AssetFormPage(FormPage[AssetDraft]):
    """An asset by its key; without one a new one: empty, of a voucher (`entry_id`), or a component of `parent_id`."""

    def __init__(self, host: Host, link: Link) -> None:
        text = _("New asset") if link.key is None else _("Edit a fixed asset")
        super().__init__(
            host, text, ASSET_FORM, AssetDraft(method="linear", life_months=60), saved_link=_to_asset, link=link
        )
        entry, parent = link.arguments.get("entry_id"), link.arguments.get("parent_id")
        if link.key is not None:
            self.load(read_asset_draft, {"asset_id": link.key}, on_done=self._on_read)
        elif entry is not None:
            self.load(asset_of_entry, {"entry_id": entry}, on_done=self._on_proposed)
        elif parent is not None:
            self.load(read_asset_draft, {"asset_id": parent}, on_done=self._on_parent)

    def _on_read(self, draft: AssetDraft) -> None:
        self.form.set_draft(draft)
        self.set_title(_("Edit a fixed asset"), f"{draft.number} {draft.name}")

    def _on_proposed(self, draft: AssetDraft) -> None:
        self.form.set_draft(draft, original=False)

    def _on_parent(self, parent: AssetDraft) -> None:
        self.form.set_draft(component(parent, parent.id or 0), original=False)


def _account(name: str, label: str, text: str = "") -> Field[AssetGroup]:
    return Field(name, label, FieldKind.PICKER, required=True, picker=ACCOUNT, help=text)


GROUP_FORM: FormSpec[AssetGroup] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field("code", N_("Code"), required=True, max_length=10),
                Field("name", N_("Name"), required=True),
                Field("method", N_("Method"), FieldKind.CHOICE, choices=_METHODS),
                Field("life_months", N_("Life in months"), FieldKind.INTEGER, required=True),
                Field("rate", N_("Percent a year"), FieldKind.PERCENT),
                Field(
                    "starts_next",
                    N_("From the next month"),
                    FieldKind.BOOLEAN,
                    help=N_("Depreciation begins with the month after the acquisition."),
                ),
                Field(
                    "tax_pool",
                    N_("Equipment for tax"),
                    FieldKind.BOOLEAN,
                    help=N_("Counts towards tax depreciation; buildings and land do not."),
                ),
                Field("active", N_("In use"), FieldKind.BOOLEAN),
            ),
        ),
        Section(
            N_("Accounts"),
            (
                _account("cost_account", N_("Acquisition value")),
                _account("accumulated_account", N_("Accumulated depreciation")),
                _account("expense_account", N_("Depreciation cost")),
                _account("impaired_account", N_("Accumulated write-downs")),
                _account("impairment_account", N_("Write-down cost")),
                _account("revaluation_account", N_("Revaluation reserve")),
                Field(
                    "equity_account",
                    N_("Reserve of what leaves"),
                    FieldKind.PICKER,
                    picker=ACCOUNT,
                    help=N_("Where the revaluation reserve goes when an asset is sold or scrapped. Empty: it stays."),
                ),
                _account("gain_account", N_("Gain on disposal")),
                _account("loss_account", N_("Loss on disposal")),
            ),
            hint=N_("The accounts of the balance sheet stay once assets stand in the group."),
        ),
    ),
    save=save_asset_group,
    arguments=lambda draft: {"group": draft},
    fetch=read_asset_group,
    fetch_arguments=lambda draft: {"group_id": draft.id},
)


class AssetGroupPage(FormPage[AssetGroup]):
    """A group by its key; without one a new one."""

    def __init__(self, host: Host, link: Link) -> None:
        text = _("New asset group") if link.key is None else _("Asset group")
        super().__init__(host, text, GROUP_FORM, AssetGroup(), link=link)
        self.form.setEnabled(host.allows(Permission.FINANCE_ACCOUNTS))
        self.form.saved.connect(self._on_stored)
        if link.key is not None:
            self.load(read_asset_group, {"group_id": link.key}, on_done=self._on_read)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(Permission.FINANCE_ACCOUNTS) else ()

    def _on_read(self, group: AssetGroup) -> None:
        self.form.set_draft(group)
        self.set_title(_("Asset group"), f"{group.code} {group.name}")

    def _on_stored(self, group: object) -> None:
        if isinstance(group, AssetGroup):
            self._on_read(group)

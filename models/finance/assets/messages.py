"""The text of each error and finding of fixed assets: what is wrong, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "asset.bad_amount": N_(
        "{cost} cannot be the acquisition value: it is more than zero, and at least what is depreciated, written down"
        " and left as residual value."
    ),
    "asset.bad_part": N_(
        "A part is more than zero and at most the acquisition value of {cost}; a price is not negative."
    ),
    "asset.before_acquisition": N_("Asset {number} was acquired on {date}. Choose that day or a later one."),
    "asset.depreciate_first": N_("Depreciation is not posted up to {date} yet. Post it first."),
    "asset.depreciated_later": N_(
        "The asset is depreciated beyond the month of {date}. Take those runs back, or choose a later day."
    ),
    "asset.disposed": N_("Asset {number} was disposed of on {date}. Take the disposal back to change it."),
    "asset.group_used": N_("Group {code} keeps its accounts: assets stand in it. Make another group instead."),
    "asset.later_first": N_(
        "Something was posted for asset {number} afterwards ({date}). Take back the latest of its vouchers first."
    ),
    "asset.line_account": N_(
        "The line stands on account {account}, but the group keeps its assets on {cost_account}. Choose another group."
    ),
    "asset.more_than_line": N_(
        "Assets of {cost} cannot be made of a line of {amount}. Lower the acquisition value to what is left of it."
    ),
    "asset.no_account": N_("A price needs the account it is taken from: the bank, or where it was invoiced."),
    "asset.no_date": N_("Say when the asset was acquired."),
    "asset.no_group": N_("Choose the group that the asset belongs to: it says on which accounts it stands."),
    "asset.no_line": N_(
        "No line of this voucher can become an asset: none stands on the account of a group, or all are assets already."
    ),
    "asset.no_name": N_("An asset needs a name."),
    "asset.no_rule": N_("There are no rules for tax depreciation in {country}."),
    "asset.no_take_over_date": N_("Say up to which month the asset was depreciated elsewhere."),
    "asset.not_found": N_("This asset no longer exists, or not for you. Look for it in the list of fixed assets."),
    "asset.nothing_due": N_("Nothing is left to be depreciated up to {date}."),
    "asset.nothing_to_undo": N_("This voucher posted nothing on fixed assets that could be taken back."),
    "asset.number_taken": N_("There already is an asset with this number. Choose another, or leave the field empty."),
    "asset.parent_is_component": N_(
        "The asset it would be a component of is a component itself, or it has components of its own. Choose another."
    ),
    "asset.too_much": N_(
        "{amount} cannot be posted: the book value is {book}, and no more can be taken back than was posted before."
    ),
    "verify.asset_account": N_(
        "Account {account}: the register of fixed assets says {register}, the ledger {ledger}. Open Assets against"
        " ledger and look for the vouchers without an asset."
    ),
    "verify.asset_disposed": N_("Asset {number} was disposed of, but is still worth {book}."),
    "verify.asset_entry": N_(
        "Voucher {voucher} depreciates {ledger}, but the register of fixed assets says {register}."
    ),
}

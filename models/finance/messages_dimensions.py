"""The text of what is wrong with dimensions, templates, charts of accounts and corrections: what, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "account.used": N_(
        "Account {account} has vouchers, so its kind stays, and it begins or ends to keep open items only by the acts"
        " for that on its page."
    ),
    "dimension.code_stays": N_("Value {code} keeps its code: posted lines carry it. Make a new value instead."),
    "dimension.exists": N_("There already is a dimension {number}. Choose another number."),
    "dimension.number": N_(
        "Dimension {number} is not free: 1 is cost centre, 6 project, and your own begin at 20. Choose another number."
    ),
    "dimension.range": N_("Account {last} comes before {first}. Write the lower account first."),
    "dimension.rule_exists": N_(
        "There already is a rule of this dimension for {first} to {last} on those days. Change that one, or the days."
    ),
    "dimension.value_exists": N_("There already is a value {code}. Choose another code."),
    "ledger.dimension_closed": N_(
        "Voucher {entry}, line {line}, account {account}: {name} {code} may not be used on {date}. Choose another, or"
        " change its days."
    ),
    "ledger.dimension_forbidden": N_(
        "Voucher {entry}, line {line}: account {account} takes no {name}, but has {value}. Take it away."
    ),
    "ledger.dimension_missing": N_(
        "Voucher {entry}, line {line}: account {account} needs a {name}. Choose one, or give the account a default"
        " value under Dimensions."
    ),
    "template.bad_formula": N_(
        "The formula “{formula}” is not understood at character {at}. Use figures, names, + - * / and brackets, as"
        " amount * 0.25."
    ),
    "template.exists": N_("There already is a template called {name}. Choose another name."),
    "template.figure_missing": N_("The template asks for {name}. Enter a figure."),
    "template.no_figure": N_("The formula “{formula}” gives no amount with these figures. Look at them again."),
    "template.no_lines": N_("A template needs at least two lines."),
    "template.not_found": N_("There is no template called {name}. Look for it in the list of templates."),
    "template.two_rests": N_("One line of a template takes the rest, not two. Give the other a formula."),
    "template.unbalanced": N_(
        "Template {name} does not balance: debit and credit differ by {difference}. Let one line take the rest."
    ),
    "template.unknown_figure": N_("The template does not ask for {name}. It asks for {known}."),
    "verify.dimension_default_closed": N_(
        "The rule of {dimension} for accounts {from} to {to} fills in {value}, which is closed. Choose another value."
    ),
    "verify.dimension_set_gone": N_(
        "A line of voucher {voucher} names a combination of dimensions that is not there. Restore a backup."
    ),
    "verify.dimension_set_wrong": N_(
        "The combination of dimensions {key} does not say what its key says: it was changed. Restore a backup."
    ),
    "verify.dimension_value_gone": N_(
        "Value {value} of dimension {dimension} is on vouchers, but in no register. Add it again."
    ),
}

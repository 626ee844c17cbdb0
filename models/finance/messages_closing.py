"""The text of each error and finding of closing: what is wrong, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "close.after_itself": N_("Task {code} cannot come after itself. Take its code out of those before it."),
    "close.day_past": N_("The day until which named people post must not have passed. Choose a later one."),
    "close.no_check": N_("There is no check called {check}. Choose one of the list."),
    "close.no_evidence": N_("{name} wants a file as evidence. Add one to the task, then sign."),
    "close.no_period": N_("There is no such period. Choose one in the list of periods."),
    "close.no_task": N_("This task no longer exists. Fetch the page anew."),
    "close.nobody": N_("Name at least one person, each of them somebody who works in this company."),
    "close.not_nothing": N_(
        "{name}: {count} are left, for {amount} together. Open them from the task, and sign when there are none."
    ),
    "close.not_owner": N_("{name} is for {owner} to sign. Ask them, or assign the task to somebody else."),
    "close.not_signed": N_("{name} is not signed, so there is nothing to review or take back."),
    "close.own_work": N_("{name} is reviewed by somebody else than the one who did it. Ask a colleague."),
    "close.predecessor": N_("{name} comes after {before}, which is not done. Finish that first."),
    "close.signed": N_("{name} is signed already, by {by}."),
    "close.successor": N_("{after} builds on {name} and is signed. Take that signature back first."),
    "close.tasks_open": N_(
        "{count} tasks of closing {from} to {to} are not done, {name} among them. Sign them under Close the month."
    ),
    "ledger.areas_open": N_(
        "Before {from} to {to} is closed, these areas of it must be locked: {areas}. Lock them, or close it in one go."
    ),
    "ledger.earlier_open": N_("{from} to {to} comes first: it is not closed. Close it before this one."),
    "ledger.later_closed": N_("{from} to {to} is closed. Open the latest closed period first."),
    "ledger.period_closed": N_("{from} to {to} is closed. Open it again first, with a reason."),
    "ledger.period_frozen": N_(
        "The period of {date} is frozen: until {until} only {people} post in it. Ask them, or choose a later date."
    ),
    "reconciliation.bad_item": N_("Line {line} needs a text and an amount with at most two decimals."),
    "reconciliation.changed": N_(
        "The balance of account {account} has changed since it was signed. Reconcile it again first."
    ),
    "reconciliation.no_account": N_("Account {account} is no account of the balance sheet. Choose one that is."),
    "reconciliation.no_evidence": N_("Enter what the evidence says of account {account}, with at most two decimals."),
    "reconciliation.not_signed": N_("Account {account} is not reconciled, so there is nothing to review or take back."),
    "reconciliation.reviewed": N_(
        "Account {account} is reviewed, by {by}. Take the signatures back before you change anything."
    ),
    "reconciliation.unexplained": N_(
        "Account {account}: {difference} is not explained. Add items until nothing is left, then sign."
    ),
    "verify.closed_period_changed": N_(
        "What the period {from} to {to} came to is not what it came to when it was closed. Compare both on the page of"
        " its close, and restore the books from a copy."
    ),
    "verify.closed_with_open_task": N_(
        "The period {from} to {to} is closed although {name} is not done. Open it again and finish the task."
    ),
    "verify.closed_without_proof": N_(
        "The period {from} to {to} is closed without a proof of what it came to. Open it again and close it anew."
    ),
    "verify.reviewed_own_work": N_("{name} was reviewed by the one who did it. Let somebody else review it."),
}

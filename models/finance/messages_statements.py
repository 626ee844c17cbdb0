"""The text of each error of statements: what is wrong, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "statement.budget_of_result": N_(
        "A budget says what comes in and goes out, and {title} is not of that. Choose the income statement, or other"
        " columns."
    ),
    "statement.damaged": N_("The rows of the statement {title} cannot be read. Delete it and copy another."),
    "statement.days_run_back": N_("The last day {to_date} lies before the first day {from_date}. Change one of them."),
    "statement.no_accounts": N_("Row {row} names no accounts. Write them as 3000-3799 or kind:income."),
    "statement.no_dimension": N_("Choose the dimension that goes across the statement."),
    "statement.no_figure": N_("There is no row {row} or no column {column} in the statement. Open the statement anew."),
    "statement.no_group": N_(
        "{company} has no companies in its group on {date}. Add them under Group companies, or choose other columns."
    ),
    "statement.no_book": N_("The company has no further book. Open one under Accounting books."),
    "statement.group_book": N_("A group is made of the main books of its companies. Choose no book, or other columns."),
    "statement.group_dimension": N_("A group has no dimensions in common. Choose none, or other columns."),
    "statement.group_movements": N_(
        "{title} shows how balances moved, which a group is not told. Choose the income statement, the balance sheet or"
        " the key figures, or other columns."
    ),
    "statement.no_layout": N_("There are no columns called {layout}. Choose one of {known}."),
    "statement.no_rows": N_("The statement has no rows. Add at least one."),
    "statement.no_title": N_("The statement needs a title. Enter one."),
    "statement.same_code": N_("Two rows have the code {row}. Give one of them another."),
    "statement.too_many_columns": N_("That makes more than {most} columns. Choose fewer days."),
    "statement.unknown": N_("There is no statement {code}. Choose one from the list."),
    "statement.unknown_row": N_("The formula of row {row} names {named}, which no other row is called. Mend it."),
    "statement.wrong_accounts": N_(
        "Row {row}: {part} names no accounts. Write 3000-3799, !3740, kind:income, role:bank."
    ),
    "statement.wrong_code": N_("{row} is no code for a row. Use letters, digits and _, a letter first."),
    "statement.wrong_formula": N_("The formula of row {row} cannot be read: {formula}. Write it as a + b - c or a..d."),
    "statement.wrong_kind": N_("Row {row} has the unknown kind {kind}. Choose one from the list."),
    "statement.wrong_level": N_("Row {row} can be indented from 0 to 6 steps."),
}

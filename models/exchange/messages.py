"""The text of each error and finding of files: what is wrong, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "pack.bad_address": N_("{address} is no e-mail address. Look at it again."),
    "pack.bad_name": N_("Give the pack a name of at most {longest} characters."),
    "pack.bad_period": N_("Choose a period and a format of a pack."),
    "pack.empty": N_("A pack needs at least one report. Add one."),
    "pack.name_taken": N_("There is a pack called {name} already. Choose another name."),
    "pack.no_folder": N_("There is no folder {folder} on this computer. Choose another, or make it."),
    "pack.unwritable": N_("{folder} cannot be written to: {detail}. Choose another folder."),
    "pack.was_made": N_("The pack has been made and its documents are kept. Make it inactive instead."),
    "report.bad_name": N_("Give the report a name of at most {longest} characters."),
    "report.name_taken": N_("You have a report called {name} already. Choose another name, or open that one."),
    "report.too_slow": N_(
        "The report takes longer than {seconds} seconds. Ask for fewer days, or take rows together by less."
    ),
    "report.unknown_column": N_(
        "There is no {column} to build this report of, or it cannot be used so. Take it out and pick another."
    ),
    "report.unknown_role": N_("There is no role {role}."),
    "report.unknown_source": N_("There is nothing called {name} that reports are built of."),
    "report.unknown_statement": N_("There is no statement called {name}."),
    "report.unreadable": N_("What was stored of this report cannot be read. Build it anew."),
    "snapshot.empty": N_("There is no report to keep. Make it first."),
    "snapshot.too_large": N_("The report is larger than {limit} MB. Keep it of fewer days, or take rows together."),
    "budget.file_account": N_("{heading}: account {text} is not in the chart of accounts. Add it first."),
    "budget.file_income": N_(
        "Income comes to {amount}, less than nothing. If the list has it as negative, choose the signs of the ledger."
    ),
    "budget.file_month": N_(
        "{heading} is no month of the fiscal year that is planned, which has {month}. Choose another year or heading."
    ),
    "budget.file_none": N_("The file has no budget, or none for that year. Choose another file or year."),
    "budget.file_overlap": N_(
        "Accounts {accounts} are parted by several dimensions at once; only the parts of one of them are taken."
    ),
    "budget.file_sum": N_("{heading}: the months of account {account} come to {sum}, but {total} stands for the year."),
    "budget.file_twice": N_("{heading}: account {account} with these dimensions stands there already."),
    "budget.file_value": N_("{heading}: there is no value {text} of this dimension. Add it first."),
    "budget.file_year": N_("The budget is for {from} to {to}, and there is no such fiscal year here. Open it first."),
    "chart.active_off": N_("Account {account} is taken out of use."),
    "chart.active_on": N_("Account {account} is taken into use."),
    "chart.kind_changes": N_("Account {account} becomes an account of another kind."),
    "chart.kind_of_used": N_(
        "Account {account} has vouchers, so its kind stays. Correct the list, or leave the kind out."
    ),
    "chart.name_changes": N_("Account {account}: {before} becomes {after}."),
    "chart.name_en_changes": N_("Account {account}: English name {before} becomes {after}."),
    "chart.new": N_("Account {account} {name} is new."),
    "chart.no_number": N_("{heading}: {text} is no account number. Write digits alone."),
    "chart.open_items_off": N_("Account {account} keeps open items no longer."),
    "chart.open_items_on": N_("Account {account} keeps open items from now on."),
    "chart.sru_changes": N_("Account {account}: SRU codes {before} become {after}."),
    "chart.tax_code_changes": N_("Account {account}: tax code {before} becomes {after}."),
    "chart.unknown_tax_code": N_("{heading}: there is no tax code {text}. Make it first, or leave the cell empty."),
    "exchange.already_taken": N_("{file} has been taken in already. Nothing is taken in twice."),
    "camt.bad_amount": N_("{text} is no amount with at most two decimals."),
    "camt.bad_date": N_("{text} is no date."),
    "camt.balances_differ": N_(
        "The statement of {account} closes at {expected}, but its transactions lead to {found}. Something is missing."
    ),
    "camt.broken_xml": N_("The file is damaged and cannot be read: {detail} Fetch it from the bank again."),
    "camt.no_amount": N_("A transaction has no amount."),
    "camt.no_date": N_("A transaction has no date."),
    "camt.no_statement": N_("The file holds no statement. Fetch another from the bank."),
    "camt.not_a_statement": N_(
        "This is no bank statement in camt.053 or camt.054 format. Ask the bank for that format."
    ),
    "camt.other_currency": N_("There are transactions in {currency}. They come in, but cannot be matched yet."),
    "camt.pending": N_("{amount} on {account} is not booked yet and left out. It comes with a later statement."),
    "exchange.empty": N_("The file holds no row below its headings. Choose another file."),
    "exchange.file": N_("{file} cannot be opened: {detail}."),
    "exchange.unreadable": N_("The file cannot be read ({detail}). Save it as XLSX or CSV and try again."),
    "iif.account_numbered": N_("Account {account} gets the number {number}."),
    "iif.account_without_number": N_(
        "Account {account} has no number and no type. Say its number: accounts={account}=1930."
    ),
    "iif.bad_amount": N_("{text} is no amount with at most two decimals."),
    "iif.bad_date": N_("{text} is no date. QuickBooks writes it as 12/31/2026."),
    "iif.no_account": N_("A row names no account."),
    "iif.no_date": N_("A transaction has no date."),
    "iif.not_an_iif_file": N_(
        "This is not an IIF file. Choose a file whose first line begins with an exclamation mark."
    ),
    "iif.row_outside_transaction": N_("A row belongs to no transaction: the line TRNS before it is missing or wrong."),
    "list.bad_email": N_("{heading}: {text} is no e-mail address."),
    "list.bad_org_number": N_("{heading}: {text} is no Swedish organisation number; its check digit does not fit."),
    "list.bad_payment_days": N_("{heading}: payment days lie between 0 and {longest}."),
    "list.bad_vat_number": N_("{heading}: {text} is no valid VAT number."),
    "list.heading_left_out": N_("The column {heading} is left out: nothing here fits it."),
    "list.missing": N_("{heading} is missing."),
    "list.negative": N_("{heading} cannot be negative."),
    "list.no_account_column": N_("No heading fits the account. Choose which one holds it: {known}."),
    "list.no_code_column": N_("No heading fits the number. Choose which one holds it: {known}."),
    "list.no_date": N_("{heading}: {text} is no date. Write it as 2026-12-31."),
    "list.no_name_column": N_("No heading fits the name. Choose which one holds it: {known}."),
    "list.no_number": N_("{heading}: {text} is not a number."),
    "list.no_yes_or_no": N_("{heading}: {text} is neither yes nor no."),
    "list.number_twice": N_("{heading}: {number} stands on line {first} already."),
    "list.terms_left_out": N_("Terms such as payment days are left out: your roles do not set them."),
    "list.too_long": N_("{heading} is too long: at most {longest} characters."),
    "list.unknown_column": N_("There is no column called {column}. There are: {known}."),
    "list.unknown_heading": N_("The file has no heading {heading}. It has: {known}."),
    "list.unknown_unit": N_("{heading}: {text} is no unit. There are: {known}."),
    "list.unknown_word": N_("{heading}: {text} is left out, since it is none of {known}."),
    "opening.due_without_party": N_("{heading}: a due date wants a customer or supplier."),
    "opening.items_to_follow": N_(
        "{account} names nobody and goes to {suspense}. Take the list of its open items in next, against {suspense}."
    ),
    "opening.unbalanced": N_(
        "Debit and credit differ by {difference}. Correct the list, or say which account takes the difference."
    ),
    "opening.unknown_account": N_(
        "{heading}: there is no active account {text}. Add it to the chart of accounts first."
    ),
    "opening.unknown_party": N_("{heading}: {text} is no customer or supplier. Take the list of them in first."),
    "rates.malformed": N_("{text} is no rate of a day. Fetch the file anew."),
    "rates.none": N_("The file holds no rates. Choose another file."),
    "rates.not_a_rate_file": N_("This is no file of exchange rates: day, series and value are wanted."),
    "rates.unreadable": N_("The file is damaged and cannot be read ({detail}). Fetch it anew."),
    "sie.account_kind_differs": N_(
        "Account {account} is of the kind {here} here, but {there} in the file. Renumber it in one of them."
    ),
    "sie.account_not_declared": N_("Account {account} is used but not declared; it gets its number as its name."),
    "sie.attribute_missing": N_("The element {name} lacks its {attribute}. Fetch the file anew."),
    "sie.balance_contradicts_vouchers": N_(
        "Account {account} should come to {stated}, but the vouchers of the file give {vouchers}. The vouchers decide."
    ),
    "sie.balances_differ": N_(
        "{what} of {year} does not add up to zero. The difference of {amount} goes to account {account}; look into it."
    ),
    "sie.budget_apart": N_("The file has a budget too. To have it, take the file in once more, as a budget."),
    "sie.broken_xml": N_("The file is damaged and cannot be read: {detail} Fetch it anew."),
    "sie.carried_over": N_(
        "The year before closed with a result of {result}, but {amount} was carried over. Both are kept as stated."
    ),
    "sie.date_outside_years": N_(
        "A voucher of {date} lies outside of every fiscal year, and none can be opened for it."
    ),
    "sie.malformed_account": N_("{text} is no account number: one to ten characters."),
    "sie.malformed_amount": N_("{text} is no amount. Write it as 1234.56."),
    "sie.malformed_date": N_("{text} is no date. Write it as 20261231."),
    "sie.malformed_dimension": N_("{text} is no number of a dimension."),
    "sie.malformed_line": N_("The line {label} cannot be read: a quotation mark or a bracket is missing."),
    "sie.malformed_year": N_("{text} is no number of a year: 0 is the year of the file, -1 the one before."),
    "sie.months_differ": N_(
        "The changes by month of {year} do not add up to those of the year, which are used instead."
    ),
    "sie.no_label": N_("The line begins with “{text}” and not with a label such as #KONTO."),
    "sie.no_such_year": N_("There is no fiscal year that holds {day}."),
    "sie.not_a_sie_file": N_("This is not a SIE file. Choose a file whose first lines say #FLAGGA and #SIETYP."),
    "sie.other_characters": N_(
        "The file is written in {charset} and not in PC8 as it should be. It is read all the same."
    ),
    "sie.other_currency": N_("The file is in {currency}. Its amounts are taken as they are."),
    "sie.row_outside_voucher": N_("The line {label} belongs to no voucher."),
    "sie.series_in_use": N_(
        "Series {series} has vouchers posted here. Take the file into a company that has none there yet."
    ),
    "sie.stray_bracket": N_("The bracket {bracket} belongs to no voucher."),
    "sie.truncated": N_("The end of the file is missing: it announces a checksum and has none. Fetch it anew."),
    "sie.unknown_account_kind": N_("Account {account} is of the kind “{kind}”, which is none of T, S, K and I."),
    "sie.unknown_label": N_("The line {label} is not known and passed over."),
    "sie.unknown_type": N_("{type} is no type of a SIE file: 1, 2, 3, 4 or 4I."),
    "sie.value_without_code": N_("A value of dimension {dimension} has no code."),
    "sie.voucher_not_closed": N_("The voucher does not end with a bracket."),
    "sie.voucher_unbalanced": N_("Voucher {voucher} does not balance: debit and credit differ by {difference}."),
    "sie.wrong_checksum": N_("The file was changed after it was written: its checksum does not fit. Fetch it anew."),
    "sie.year_backwards": N_("A fiscal year from {from} to {to} ends before it begins."),
    "sie.year_differs": N_("The year from {from} to {to} is cut differently here; the company's own years are used."),
    "sie.year_has_vouchers": N_("The year from {from} has vouchers already. Those of the file come on top of them."),
    "sie.year_known": N_("The year from {from} is in the books already and is left as it is."),
    "sie.year_opened": N_("The file names no fiscal year; {year} is opened as a calendar year."),
    "sru.account_without_code": N_(
        "Account {account} with {balance} belongs to no field of the tax return. Give it an SRU code in the chart of"
        " accounts."
    ),
    "sru.no_address": N_("The address of {company} lacks its postcode or city. Fill it in under Company."),
    "sru.not_a_limited_company": N_(
        "The files are for limited companies with an organisation number, which {number} is not. Look at it under"
        " Company."
    ),
}

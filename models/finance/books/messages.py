"""The text of each error of further accounting books."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "book.no_code": N_("A book needs a name, such as IFRS. Enter one."),
    "book.exists": N_("There is a book {code} already. Choose another name, or open that one."),
    "book.unknown": N_("The company has no book {code}. Choose one of {known}, or open it under Accounting books."),
    "book.of_a_book": N_("A book has no further books. Open it from its company."),
    "book.kept_in_step": N_(
        "Accounts, dimensions, years and months of a book are those of its company. Change them there, and the book"
        " follows."
    ),
    "book.vouchers_alone": N_(
        "A book holds vouchers with differences alone: no invoices, bank, VAT, assets or goods. Enter that in the"
        " company itself."
    ),
    "book.no_tax_code": N_("A book takes no part in VAT. Post the line without a tax code."),
    "book.no_import": N_("Files are taken over into the company itself. Post the differences of the book as vouchers."),
    "book.through_company": N_("Whoever works in a company works in its books. Open or close the company itself."),
    "verify.book_out_of_step": N_(
        "A book differs from its company in {what}. Save that account, year or user of the company anew, which brings"
        " the book back in step."
    ),
    "verify.book_with_tax": N_(
        "A line on {account} of {date} in a book has a tax code, which counts in no return. Reverse that voucher and"
        " post it without."
    ),
}

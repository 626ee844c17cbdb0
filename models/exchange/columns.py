"""The columns that a list may bring, what they are usually called, and which heading of a file holds which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.database.errors import Invalid
from resources.language import N_


class Value(StrEnum):
    """What a column holds."""

    TEXT = "text"
    AMOUNT = "amount"
    WHOLE = "whole"
    YES_NO = "yes_no"
    DATE = "date"
    WORD = "word"  # one of a few words


@dataclass(frozen=True, slots=True)
class TargetColumn:
    """A column of ours; `headings` are what other programs call it, `words` what its words mean."""

    name: str
    label: str
    headings: str
    value: Value = Value.TEXT
    longest: int = 200
    words: Mapping[str, str] | None = None


def _words(**meanings: str) -> dict[str, str]:
    return {word: meaning for meaning, words in meanings.items() for word in words.split()}


#: Words where an empty cell says neither.
_YES_OR_NO = _words(yes="1 true yes ja x y j sant active aktiv", no="0 false no nej n falskt inactive inaktiv passiv")

PARTY_COLUMNS = (
    TargetColumn("code", N_("Number"), "code kod nr nummer number kundnr kundnummer customernumber customerid "
                 "leverantörsnr leverantörsnummer suppliernumber id", longest=30),
    TargetColumn("name", N_("Name"), "name namn företag företagsnamn company companyname kundnamn leverantörsnamn "
                 "fullname displayname customer kund"),
    TargetColumn("role", N_("Role"), "role roll typ type", Value.WORD,
                 words=_words(customer="customer kund", supplier="supplier leverantör vendor", both="both båda")),
    TargetColumn("kind", N_("Kind"), "kind slag", Value.WORD,
                 words=_words(organisation="organisation organization company företag",
                              person="person privatperson private")),
    TargetColumn("org_number", N_("Organisation number"), "orgnumber orgnr orgnummer organisationsnummer "
                 "organisationnumber personnummer persorgnr companyid", longest=20),
    TargetColumn("vat_number", N_("VAT number"), "vatnumber vat momsnr momsregnr momsregistreringsnummer vatid vatno "
                 "vatregnr", longest=20),
    TargetColumn("email", N_("E-mail"), "email epost mail epostadress emailaddress email1value"),
    TargetColumn("phone", N_("Telephone"), "phone telephone telefon tel tfn telefonnummer phonenumber mobil mobile"),
    TargetColumn("street", N_("Street"), "street address adress gata gatuadress address1 adress1 postadress "
                 "billingaddress"),
    TargetColumn("street2", N_("Street, second line"), "street2 address2 adress2 co"),
    TargetColumn("postcode", N_("Postcode"), "postcode postnr postnummer zip zipcode postalcode", longest=20),
    TargetColumn("city", N_("Town"), "city town ort stad postort"),
    TargetColumn("country", N_("Country"), "country land countrycode landskod", longest=2),
    TargetColumn("language", N_("Language"), "language språk", longest=2),
    TargetColumn("payment_days", N_("Payment days"), "paymentdays betalningsdagar betalningsvillkor terms "
                 "paymentterms kredittid", Value.WHOLE),
    TargetColumn("credit_limit", N_("Credit limit"), "creditlimit kreditgräns kreditlimit", Value.AMOUNT),
    TargetColumn("price_list", N_("Price list"), "pricelist prislista", longest=20),
    TargetColumn("bankgiro", N_("Bankgiro"), "bankgiro bg bankgironr bankgironummer", longest=20),
    TargetColumn("iban", N_("IBAN"), "iban", longest=40),
)  # fmt: skip

ITEM_COLUMNS = (
    TargetColumn("code", N_("Number"), "code kod nr nummer number artikelnr artikelnummer itemnumber itemcode sku "
                 "partnumber id", longest=40),
    TargetColumn("name", N_("Name"), "name namn benämning artikel artikelnamn description beskrivning itemname item"),
    TargetColumn("name_en", N_("English name"), "nameen englishname engelsktnamn engelskbenämning"),
    TargetColumn("barcode", N_("Barcode"), "barcode streckkod ean gtin upc ean13", longest=48),
    TargetColumn("unit", N_("Unit"), "unit enhet uom", longest=10),
    TargetColumn("kind", N_("Kind"), "kind slag typ type", Value.WORD,
                 words=_words(goods="goods vara varor product lagervara stock", service="service tjänst arbete work")),
    TargetColumn("sales_price", N_("Price"), "salesprice price pris försäljningspris utpris apris unitprice",
                 Value.AMOUNT),
    TargetColumn("sales_account", N_("Sales account"), "salesaccount försäljningskonto intäktskonto", longest=10),
    TargetColumn("purchase_account", N_("Purchase account"), "purchaseaccount inköpskonto", longest=10),
    TargetColumn("stock_account", N_("Stock account"), "stockaccount lagerkonto", longest=10),
    TargetColumn("cost_account", N_("Cost account"), "costaccount kostnadskonto", longest=10),
    TargetColumn("sales_tax_code", N_("Tax code of sales"), "salestaxcode momskod momskodförsäljning taxcode",
                 longest=20),
    TargetColumn("purchase_tax_code", N_("Tax code of purchases"), "purchasetaxcode momskodinköp", longest=20),
    TargetColumn("lot_tracked", N_("Lots"), "lottracked partier lots batch", Value.YES_NO),
    TargetColumn("active", N_("Active"), "active aktiv", Value.YES_NO),
)  # fmt: skip

ACCOUNT_COLUMNS = (
    TargetColumn("code", N_("Account"), "number account konto kontonr kontonummer accountnumber accountno nr nummer "
                 "code kod", longest=10),
    TargetColumn("name", N_("Name"), "name namn benämning kontonamn accountname description beskrivning"),
    TargetColumn("name_en", N_("English name"), "nameen englishname engelsktnamn engelskbenämning english"),
    TargetColumn("kind", N_("Kind"), "kind slag typ type kontotyp accounttype ktyp", Value.WORD,
                 words=_words(asset="asset tillgång tillgångar t", liability="liability skuld skulder s",
                              equity="equity egetkapital kapital", income="income intäkt intäkter revenue i",
                              expense="expense kostnad kostnader cost k")),
    TargetColumn("tax_code", N_("Tax code"), "taxcode momskod moms vatcode", longest=20),
    TargetColumn("sru", N_("SRU codes"), "sru srukod srukoder sruinkod", longest=60),
    TargetColumn("open_items", N_("Open items"), "openitems öppnaposter reskontra", Value.WORD, words=_YES_OR_NO),
    TargetColumn("active", N_("Active"), "active aktiv aktivt", Value.WORD, words=_YES_OR_NO),
)  # fmt: skip

OPENING_COLUMNS = (
    TargetColumn("account", N_("Account"), "account konto kontonr kontonummer accountnumber number nr", longest=10),
    TargetColumn("debit", N_("Debit"), "debit debet", Value.AMOUNT),
    TargetColumn("credit", N_("Credit"), "credit kredit", Value.AMOUNT),
    TargetColumn("balance", N_("Balance"), "balance saldo amount belopp ingåendebalans ib utgåendebalans ub ingsaldo "
                 "utgsaldo openingbalance remaining rest kvaratt attbetala open", Value.AMOUNT),
    TargetColumn("party", N_("Customer or supplier"), "party customer supplier kund leverantör kundnr leverantörsnr "
                 "kundnummer leverantörsnummer vendor motpart customernumber suppliernumber"),
    TargetColumn("document", N_("Invoice"), "document invoice faktura fakturanr fakturanummer invoicenumber "
                 "invoiceno verifikation löpnr", longest=60),
    TargetColumn("due_on", N_("Due"), "due dueon duedate förfallodatum förfaller förfallodag", Value.DATE),
    TargetColumn("text", N_("Text"), "text name namn benämning accountname kontonamn description"),
)  # fmt: skip


def chosen_columns(
    targets: Sequence[TargetColumn], headings: Sequence[str], wanted: Mapping[str, str]
) -> dict[str, int]:
    """Which place holds which column: as `wanted` (column: heading) says, else by what headings are usually called.

    An empty heading in `wanted` leaves a column out. Raises Invalid for a column or heading that does not exist.
    """
    places = {plain_heading(heading): place for place, heading in reversed(list(enumerate(headings))) if heading}
    known = {target.name for target in targets}
    for name, heading in wanted.items():
        if name not in known:
            raise Invalid("list.unknown_column", field="map", column=name, known=", ".join(sorted(known)))
        if heading and plain_heading(heading) not in places:
            raise Invalid("list.unknown_heading", field="map", heading=heading, known=", ".join(filter(None, headings)))
    found: dict[str, int] = {}
    for target in targets:
        names = [plain_heading(wanted[target.name])] if target.name in wanted else target.headings.split()
        place = next((places[name] for name in names if name in places), None)
        if place is not None and place not in found.values():
            found[target.name] = place
    return found


def plain_heading(heading: str) -> str:
    """A heading without case, spaces and signs."""
    return "".join(sign for sign in heading.casefold() if sign.isalnum())

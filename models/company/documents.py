"""Who sends a document and who gets it, as plain data for every kind of document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sender:
    """The company as its documents state it; fields are named as those of the stored company."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "SE"
    org_number: str = ""
    vat_number: str = ""
    seat: str = ""
    phone: str = ""
    email: str = ""
    web: str = ""
    bankgiro: str = ""
    plusgiro: str = ""
    iban: str = ""
    bic: str = ""
    swish: str = ""
    f_tax: bool = False
    late_interest: str = ""
    currency: str = "SEK"
    logo: bytes | None = None  # PNG or JPEG


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who a document is for; `address` holds lines below the name, as frozen with the document."""

    name: str
    address: str = ""
    code: str = ""
    org_number: str = ""
    vat_number: str = ""

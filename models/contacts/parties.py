"""Saving parties: the shared card with its addresses and a company's own terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from models.contacts.rules import is_email, is_org_number, is_vat_number
from models.contacts.tables import address, party, party_terms
from models.database.errors import Conflict, Invalid, Rejected
from models.database.records import insert_row, read_records, update_row, write_column
from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class AddressDraft:
    """A further address; kind is delivery, invoice or visit."""

    kind: str
    name: str = ""
    street: str = ""
    street2: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "SE"
    id: int | None = None


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """A party's card as it is edited; an empty code is filled with the next number."""

    name: str = ""
    kind: str = "organisation"  # or person
    code: str = ""
    org_number: str = ""
    vat_number: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    street2: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "SE"
    language: str = "sv"
    is_customer: bool = False
    is_supplier: bool = False
    organisation_id: int | None = None
    organisation_name: str = ""  # shown, not stored here
    title: str = ""
    own_company_id: int | None = None  # the company of this database that it is
    own_company_name: str = ""  # shown, not stored here
    active: bool = True
    addresses: tuple[AddressDraft, ...] = ()
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SavedParty:
    """A card as it is now stored."""

    id: int
    code: str
    version: int


@dataclass(frozen=True, slots=True)
class TermsDraft:
    """What one company agrees with a party; an empty currency, account or list means the company's own."""

    party_id: int
    payment_days: int = 30
    credit_limit: Decimal | None = None  # in company currency; None: no limit
    credit_hold: bool = False
    currency: str | None = None
    receivable_account: str = ""
    payable_account: str = ""
    price_list: str = ""
    bankgiro: str = ""
    iban: str = ""
    reference: str = ""
    customer_group: str = ""  # what reports take customers together by
    prices_include_tax: bool = False  # on quotes, orders and invoices to them
    version: int | None = None  # None: no terms stored yet


@dataclass(frozen=True, slots=True)
class SimilarParty:
    """A card that may be the same party."""

    id: int
    code: str
    name: str
    org_number: str


_LONGEST_CREDIT = 365
_SHOWN = {"id", "version", "addresses", "organisation_name", "own_company_name"}
_CARD = tuple(f.name for f in fields(PartyDraft) if f.name not in _SHOWN)
_ADDRESS = tuple(f.name for f in fields(AddressDraft) if f.name != "id")
_TERMS = tuple(f.name for f in fields(TermsDraft) if f.name not in {"party_id", "version"})


@operation(needs=Permission.CONTACTS_EDIT)
def save_party(work: Work, *, draft: PartyDraft) -> SavedParty:
    """Save a new card, or the one read at `draft.version`; raises Invalid with the field, Conflict, Rejected."""
    _check(work, draft)
    values = {name: _tidy(getattr(draft, name)) for name in _CARD}
    if not values["code"]:
        values["code"] = work.value("SELECT contacts.next_code(:company)")
    if draft.id is None:
        saved = insert_row(work, party, values)
    else:
        saved = update_row(work, party, row_id=draft.id, version=draft.version, values=values)
    _save_addresses(work, saved.id, draft.addresses, new=draft.id is None)
    return SavedParty(id=saved.id, code=str(values["code"]), version=saved.version)


@operation(needs=Permission.CONTACTS_READ)
def load_party(work: Work, *, party_id: int) -> PartyDraft:
    """The card as a draft; Invalid where there is none with this key."""
    row = work.row(
        "SELECT p.*, o.name AS organisation_name, c.name AS own_company_name FROM contacts.party p"
        " LEFT JOIN contacts.party o ON o.id = p.organisation_id"
        " LEFT JOIN company.company c ON c.id = p.own_company_id"
        "  WHERE p.id = :id",
        id=party_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="contacts.party", id=party_id)
    return PartyDraft(
        **{name: getattr(row, name) for name in _CARD},
        organisation_name=row.organisation_name or "",
        own_company_name=row.own_company_name or "",
        addresses=_load_addresses(work, party_id),
        id=row.id,
        version=row.row_version,
    )


@operation(needs=Permission.CONTACTS_READ)
def find_similar(work: Work, *, draft: PartyDraft) -> tuple[SimilarParty, ...]:
    """Cards with the same organisation number, e-mail or name, so that nobody enters a party twice."""
    found = read_records(
        work,
        SimilarParty,
        "SELECT p.id, p.code, p.name, p.org_number FROM contacts.party p"
        " WHERE p.id IN (SELECT search.party(:company, :name, 20)) AND p.sort_key = company.sort_key(:name)"
        " OR :org <> '' AND p.id IN (SELECT search.party(:company, :org, 20))"
        " OR :email <> '' AND p.id IN (SELECT search.party(:company, :email, 20)) ORDER BY p.sort_key LIMIT 20",
        name=draft.name.strip(),
        org=draft.org_number.strip(),
        email=draft.email.strip(),
    )
    return tuple(card for card in found if card.id != draft.id)


@operation(needs=Permission.CONTACTS_READ)
def load_terms(work: Work, *, party_id: int) -> TermsDraft:
    """The company's terms with a party; those of a new party where nothing is agreed."""
    row = work.connection.execute(
        select(party_terms).where(party_terms.c.company_id == work.company_id, party_terms.c.party_id == party_id)
    ).first()
    if row is None:
        return TermsDraft(party_id)
    return TermsDraft(party_id, version=row.row_version, **{name: getattr(row, name) for name in _TERMS})


@operation(needs=Permission.CONTACTS_TERMS)
def set_terms(work: Work, *, draft: TermsDraft) -> TermsDraft:
    """Store the company's terms with a party; Conflict where somebody else has set them since they were read."""
    _check_terms(payment_days=draft.payment_days, credit_limit=draft.credit_limit)
    values: dict[str, Any] = {name: getattr(draft, name) for name in _TERMS}
    statement = upsert(party_terms).values(company_id=work.company_id, party_id=draft.party_id, **values)
    version = work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["company_id", "party_id"],
            set_=values,
            where=party_terms.c.row_version == draft.version,
        ).returning(party_terms.c.row_version)
    ).scalar()
    if version is None:
        raise Conflict("record.changed", table="contacts.party_terms", id=draft.party_id)
    return replace(draft, version=version)


#: Terms that can be changed for many parties at once.
_COMMON_TERMS = frozenset(
    {"payment_days", "credit_limit", "credit_hold", "price_list", "customer_group", "prices_include_tax"}
)


@operation(needs=Permission.CONTACTS_TERMS)
def change_terms(work: Work, *, field: str, before: Mapping[int, object], value: object) -> int:
    """Set one of the terms for many parties, all or none; how many. `before` is what each had, or Conflict.

    `field` is payment_days, credit_limit, credit_hold, price_list, customer_group or prices_include_tax.
    """
    if field not in _COMMON_TERMS:
        raise TypeError(f"not editable: {field}")
    if field in {"payment_days", "credit_limit"}:
        _check_terms(**{field: value})
    missing = [{"company_id": work.company_id, "party_id": party_id} for party_id in before]
    if missing:
        work.connection.execute(upsert(party_terms).on_conflict_do_nothing(), missing)
    return write_column(work, party_terms, key="party_id", column=field, before=before, value=value)


def _check_terms(*, payment_days: Any = 0, credit_limit: Any = None) -> None:
    if credit_limit is not None and credit_limit < 0:
        raise Invalid("party.negative_limit", field="credit_limit")
    if payment_days is None or not 0 <= payment_days <= _LONGEST_CREDIT:
        raise Invalid("party.bad_payment_days", field="payment_days", longest=_LONGEST_CREDIT)


def _check(work: Work, draft: PartyDraft) -> None:
    if not draft.name.strip():
        raise Invalid("party.no_name", field="name")
    if draft.org_number.strip() and draft.country == "SE" and not is_org_number(draft.org_number):
        raise Invalid("party.bad_org_number", field="org_number", value=draft.org_number)
    if draft.vat_number.strip() and not is_vat_number(draft.vat_number):
        raise Invalid("party.bad_vat_number", field="vat_number", value=draft.vat_number)
    if draft.email.strip() and not is_email(draft.email):
        raise Invalid("party.bad_email", field="email", value=draft.email)
    if draft.own_company_id is not None:
        _check_own_company(work, draft)
    if draft.code.strip():
        taken = work.value(
            "SELECT name FROM contacts.party WHERE code = :code AND id IS DISTINCT FROM :id",
            code=draft.code.strip(),
            id=draft.id,
        )
        if taken is not None:
            raise Rejected("party.code_taken", field="code", number=draft.code.strip(), name=taken)


def _check_own_company(work: Work, draft: PartyDraft) -> None:
    if draft.kind != "organisation":
        raise Invalid("party.company_of_person", field="own_company_id")
    taken = work.value(
        "SELECT name FROM contacts.party WHERE own_company_id = :own AND id IS DISTINCT FROM :id",
        own=draft.own_company_id,
        id=draft.id,
    )
    if taken is not None:
        raise Rejected("party.company_taken", field="own_company_id", name=taken)


def _tidy(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _load_addresses(work: Work, party_id: int) -> tuple[AddressDraft, ...]:
    columns = [address.c[name] for name in (*_ADDRESS, "id")]
    rows = work.connection.execute(select(*columns).where(address.c.party_id == party_id).order_by(address.c.id))
    return tuple(AddressDraft(*row) for row in rows)


def _save_addresses(work: Work, party_id: int, wanted: tuple[AddressDraft, ...], *, new: bool) -> None:
    """Store the addresses as they are wanted: few, and nothing refers to them, so they are written anew."""
    if new and not wanted:
        return
    if not new:
        if _load_addresses(work, party_id) == wanted:
            return
        work.connection.execute(delete(address).where(address.c.party_id == party_id))
    if wanted:
        work.connection.execute(
            insert(address),
            [{"party_id": party_id, **{name: getattr(draft, name) for name in _ADDRESS}} for draft in wanted],
        )

"""Takes customers and suppliers in from a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from models.contacts.rules import is_email, is_org_number, is_vat_number
from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.columns import PARTY_COLUMNS
from models.exchange.findings import Finding, Severity
from models.exchange.intake import ImportReport
from models.exchange.list_rows import ListRows
from models.exchange.list_store import Target, fresh_codes, store_cards, store_terms
from models.exchange.list_taking import take_list

_CARD = Target(
    "contacts.party",
    (
        "name",
        "kind",
        "org_number",
        "vat_number",
        "email",
        "phone",
        "street",
        "street2",
        "postcode",
        "city",
        "country",
        "language",
        "is_customer",
        "is_supplier",
    ),
    types={"is_customer": "boolean", "is_supplier": "boolean"},
    defaults={"kind": "'organisation'", "country": "'SE'", "language": "'sv'"},
    merged={"is_customer": "t.is_customer OR g.is_customer", "is_supplier": "t.is_supplier OR g.is_supplier"},
)
_TERMS = Target(
    "contacts.party_terms",
    ("payment_days", "credit_limit", "price_list", "bankgiro", "iban"),
    types={"payment_days": "integer", "credit_limit": "numeric"},
    defaults={"payment_days": "30"},
)
_ALWAYS = frozenset({"is_customer", "is_supplier"})
_LONGEST_CREDIT = 365


@operation(needs=Permission.CONTACTS_EDIT)
def import_parties(
    work: Work, *, content: bytes, file_name: str, dry_run: bool = False, options: Mapping[str, Any] | None = None
) -> ImportReport:
    """Take customers and suppliers in; who is known by number, organisation number or name is brought up to date.

    Options: `map` says which heading holds which column; `role` customer, supplier or both where the list has none.
    """
    del file_name
    chosen = options or {}
    may_set_terms = Permission.CONTACTS_TERMS in work.identity.permissions

    def remarks(rows: ListRows) -> tuple[Finding, ...]:
        left_out = not may_set_terms and any(name in rows.columns for name in _TERMS.columns)
        return (Finding(Severity.WARNING, "list.terms_left_out", 1),) if left_out else ()

    def store(rows: ListRows) -> Mapping[str, int]:
        records = _numbered(work, [_record(row.values, str(chosen.get("role") or "customer")) for row in rows.rows])
        counts = store_cards(work, _CARD, records, {*rows.columns, *_ALWAYS})
        if may_set_terms and any(name in rows.columns for name in _TERMS.columns):
            store_terms(work, _TERMS, records, rows.columns, card="contacts.party", key="party_id")
        return counts

    return take_list(
        work,
        content,
        PARTY_COLUMNS,
        options=chosen,
        check=_wrong_with,
        store=store,
        remarks=remarks,
        dry_run=dry_run,
    )


def _wrong_with(values: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, object]]]:
    if not values.get("name"):
        yield "name", "list.missing", {}
    number, country = values.get("org_number"), values.get("country") or "SE"
    if number and country.upper() == "SE" and not is_org_number(number):
        yield "org_number", "list.bad_org_number", {"text": number}
    if values.get("vat_number") and not is_vat_number(values["vat_number"]):
        yield "vat_number", "list.bad_vat_number", {"text": values["vat_number"]}
    if values.get("email") and not is_email(values["email"]):
        yield "email", "list.bad_email", {"text": values["email"]}
    if values.get("payment_days") is not None and not 0 <= values["payment_days"] <= _LONGEST_CREDIT:
        yield "payment_days", "list.bad_payment_days", {"longest": _LONGEST_CREDIT}
    if (values.get("credit_limit") or 0) < 0:
        yield "credit_limit", "list.negative", {}


def _record(values: Mapping[str, Any], role: str) -> dict[str, Any]:
    """A row as it is stored; what the file does not say is left to what is known or usual."""
    record = {name: value for name, value in values.items() if value not in {None, ""} and name != "role"}
    role = values.get("role") or role
    record |= {"is_customer": role in {"customer", "both"}, "is_supplier": role in {"supplier", "both"}}
    if "country" in record:
        record["country"] = record["country"].upper()
        record.setdefault("language", "sv" if record["country"] == "SE" else "en")
    if "vat_number" in record:
        record["vat_number"] = record["vat_number"].replace(" ", "").upper()
    return record


def _numbered(work: Work, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each with its number: the file's, else that of whom we know by organisation number or name, else the next."""
    loose = [record for record in records if "code" not in record]
    rows = work.rows(
        "SELECT code, digits, name FROM (SELECT code, lower(name) AS name,"
        " right(regexp_replace(org_number, '[^0-9]', '', 'g'), 10) AS digits FROM contacts.party) AS p"
        " WHERE (digits <> '' AND digits = ANY (:numbers)) OR name = ANY (:names) ORDER BY code DESC",
        numbers=[_digits(record) for record in loose if _digits(record)],
        names=[record["name"].lower() for record in loose],
    )
    by_number = {row.digits: row.code for row in rows if row.digits}
    by_name = {row.name: row.code for row in rows}
    for record in loose:
        known = by_number.get(_digits(record)) or by_name.get(record["name"].lower())
        if known:
            record["code"] = known
    unknown = [record for record in loose if "code" not in record]
    codes = fresh_codes(work, "contacts.next_code", len(unknown), {record.get("code", "") for record in records})
    for record, code in zip(unknown, codes, strict=True):
        record["code"] = code
    return records


def _digits(record: Mapping[str, Any]) -> str:
    """An organisation number as it is compared: ten digits, without dash and century."""
    return "".join(sign for sign in record.get("org_number", "") if sign.isdigit())[-10:]

"""Reads bank statements in the format camt.053 and camt.054 of ISO 20022, versions 001.02 to 001.13."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from models.exchange.findings import Finding, Severity
from models.finance.banking import BankStatement, StatementTransaction

_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.05[34]\.001\.(0[2-9]|1[0-3])")
_STATEMENTS = "BkToCstmrStmt/Stmt", "BkToCstmrDbtCdtNtfctn/Ntfctn"
_CENT = Decimal("0.01")
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_LONGEST = 500

Element = etree._Element  # noqa: SLF001 - lxml's own name of the type


@dataclass(slots=True)
class CamtFile:
    """The statements of a file, and what is to be said about it."""

    statements: list[BankStatement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class _Wrong(Exception):
    """An element that cannot be read."""

    def __init__(self, code: str, element: Element, **params: object) -> None:
        super().__init__(code)
        self.code, self.line, self.params = code, _line(element), params


def read_camt(content: bytes) -> CamtFile:
    """All statements of a file; without entities, without network."""
    file = CamtFile()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        file.findings.append(Finding(Severity.ERROR, "camt.broken_xml", error.lineno, {"detail": str(error.msg)}))
        return file
    if root.tag.rpartition("}")[2] != "Document" or not _NAMESPACE.fullmatch(root.tag[1:].partition("}")[0]):
        file.findings.append(Finding(Severity.ERROR, "camt.not_a_statement", _line(root)))
        return file
    for path in _STATEMENTS:
        for statement in _all(root, path):
            _read_into(file, statement)
    if not file.statements and not file.findings:
        file.findings.append(Finding(Severity.ERROR, "camt.no_statement", _line(root)))
    return file


def _read_into(file: CamtFile, element: Element) -> None:
    try:
        statement, findings = _statement(element)
    except _Wrong as wrong:
        file.findings.append(Finding(Severity.ERROR, wrong.code, wrong.line, wrong.params))
        return
    file.statements.append(statement)
    file.findings += findings


def _statement(element: Element) -> tuple[BankStatement, list[Finding]]:
    account = _text(element, "Acct/Id/IBAN") or _text(element, "Acct/Id/Othr/Id")
    findings: list[Finding] = []
    transactions = list(_transactions(element, account, findings))
    opening, closing = _balance(element, _OPENING), _balance(element, _CLOSING)
    total = sum((transaction.amount for transaction in transactions), Decimal("0.00"))
    if opening is not None and closing is not None and opening + total != closing:
        params = {"account": account, "expected": str(closing), "found": str(opening + total)}
        findings.append(Finding(Severity.WARNING, "camt.balances_differ", _line(element), params))
    days = [transaction.booked_on for transaction in transactions]
    statement = BankStatement(
        reference=_text(element, "Id"),
        account=account,
        transactions=transactions,
        from_date=_day(element, "FrToDt/FrDtTm") or min(days, default=None),
        to_date=_day(element, "FrToDt/ToDtTm") or max(days, default=None),
        opening=opening,
        closing=closing,
    )
    return statement, findings


def _transactions(element: Element, account: str, findings: list[Finding]) -> Iterator[StatementTransaction]:
    """Each booked entry, or the transactions it is made of; keys told apart where the bank gives them twice."""
    statement, seen = _text(element, "Id"), dict[str, int]()
    for place, entry in enumerate(_all(element, "Ntry"), 1):
        status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
        if status and status != "BOOK":
            params = {"amount": _text(entry, "Amt"), "account": account}
            findings.append(Finding(Severity.INFORMATION, "camt.pending", _line(entry), params))
            continue
        for made in _of_entry(entry, f"{statement}/{place}"):
            seen[made.bank_key] = seen.get(made.bank_key, 0) + 1
            again = seen[made.bank_key]
            yield made if again == 1 else replace(made, bank_key=f"{made.bank_key}/{again}")


def _of_entry(entry: Element, fallback: str) -> Iterator[StatementTransaction]:
    amount, currency = _signed(entry, entry)
    day = (
        _day(entry, "BookgDt/Dt") or _day(entry, "BookgDt/DtTm") or _day(entry, "ValDt/Dt") or _day(entry, "ValDt/DtTm")
    )
    if day is None:
        raise _Wrong("camt.no_date", entry)
    key = _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef") or fallback
    details = list(_all(entry, "NtryDtls/TxDtls"))
    parts = [_part_amount(detail, entry, currency) for detail in details]
    whole = [part for part in parts if part is not None]
    if len(details) > 1 and len(whole) == len(details) and sum(whole) == amount:
        for number, (detail, part) in enumerate(zip(details, whole, strict=True), 1):
            own = _text(detail, "Refs/AcctSvcrRef")
            yield _transaction(own or f"{key}/{number}", day, (part, currency), entry, detail)
    else:
        yield _transaction(key, day, (amount, currency), entry, next(iter(details), None))


def _transaction(
    key: str, day: date, money: tuple[Decimal, str], entry: Element, detail: Element | None
) -> StatementTransaction:
    amount, currency = money
    other = "Dbtr" if amount > 0 else "Cdtr"
    text = " ".join(filter(None, _texts(detail, "RmtInf/Ustrd"))) or _text(entry, "AddtlNtryInf")
    return StatementTransaction(
        bank_key=key[:_LONGEST],
        booked_on=day,
        amount=amount,
        currency=currency,
        reference=_reference(detail)[:_LONGEST],
        counterparty=_party(detail, other)[:_LONGEST],
        counterparty_account=(
            _text(detail, f"RltdPties/{other}Acct/Id/IBAN") or _text(detail, f"RltdPties/{other}Acct/Id/Othr/Id")
        )[:_LONGEST],
        text=text[:_LONGEST],
    )


def _reference(detail: Element | None) -> str:
    """The structured reference (OCR or RF), else the payer's own where it says anything."""
    structured = _text(detail, "RmtInf/Strd/CdtrRefInf/Ref")
    end_to_end = _text(detail, "Refs/EndToEndId")
    return structured or ("" if end_to_end in {"NOTPROVIDED", "NOT PROVIDED"} else end_to_end)


def _party(detail: Element | None, role: str) -> str:
    return _text(detail, f"RltdPties/{role}/Nm") or _text(detail, f"RltdPties/{role}/Pty/Nm")


def _signed(amount_of: Element, sign_of: Element) -> tuple[Decimal, str]:
    """Amount and currency; money out is negative. A reversal states its own direction already."""
    amount, currency = _money(amount_of, "Amt")
    return (-amount if _text(sign_of, "CdtDbtInd") == "DBIT" else amount), currency


def _part_amount(detail: Element, entry: Element, currency: str) -> Decimal | None:
    """What a transaction is of its entry, in the entry's currency; None where the file does not say."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        if _text(detail, path):
            amount, own = _money(detail, path)
            debit = (_text(detail, "CdtDbtInd") or _text(entry, "CdtDbtInd")) == "DBIT"
            return (-amount if debit else amount) if own == currency else None
    return None


def _money(element: Element, path: str) -> tuple[Decimal, str]:
    found = next(iter(_all(element, path)), None)
    if found is None:
        raise _Wrong("camt.no_amount", element)
    try:
        amount = Decimal((found.text or "").strip())
        cents = amount.quantize(_CENT)
    except InvalidOperation:
        raise _Wrong("camt.bad_amount", found, text=found.text or "") from None
    if cents != amount:
        raise _Wrong("camt.bad_amount", found, text=found.text or "")
    return cents, str(found.get("Ccy", ""))


def _balance(element: Element, codes: tuple[str, ...]) -> Decimal | None:
    for code in codes:
        for balance in _all(element, "Bal"):
            if _text(balance, "Tp/CdOrPrtry/Cd") == code:
                return _signed(balance, balance)[0]
    return None


def _day(element: Element, path: str) -> date | None:
    text = _text(element, path)
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise _Wrong("camt.bad_date", element, text=text) from None


def _all(element: Element | None, path: str) -> list[Element]:
    """The elements at a path of local names: the namespaces of versions and banks differ."""
    found = [] if element is None else [element]
    for name in path.split("/"):
        found = [child for parent in found for child in parent if _name(child) == name]
    return found


def _name(element: Element) -> str:
    """The local name; empty for comments, which have none."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _texts(element: Element | None, path: str) -> list[str]:
    return [(found.text or "").strip() for found in _all(element, path)]


def _text(element: Element | None, path: str) -> str:
    return next(iter(_texts(element, path)), "")


def _line(element: Element) -> int:
    line: Any = element.sourceline  # the stubs know of no type
    return int(line or 0)

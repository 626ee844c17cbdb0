"""Bank statements in camt format: real files of banks, sums that must fit, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.rights import Role
from models.database.work import Work
from models.exchange.bank_import import import_camt
from models.exchange.camt import read_camt
from tests.support.office import Office
from tests.support.shared_data import shared_file

STATEMENT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>2026-03</Id>
<Acct><Id><Othr><Id>{account}</Id></Othr></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="SEK">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="SEK">{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="SEK">300.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-10</Dt></BookgDt>
<AcctSvcrRef>K1</AcctSvcrRef><NtryDtls>
<TxDtls><AmtDtls><TxAmt><Amt Ccy="SEK">100.00</Amt></TxAmt></AmtDtls>
<RltdPties><Dbtr><Nm>Östen Ärlig</Nm></Dbtr></RltdPties>
<RmtInf><Strd><CdtrRefInf><Ref>10417</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>
<TxDtls><AmtDtls><TxAmt><Amt Ccy="SEK">200.00</Amt></TxAmt></AmtDtls><RmtInf><Ustrd>Faktura 12</Ustrd></RmtInf></TxDtls>
</NtryDtls></Ntry>
<Ntry><Amt Ccy="SEK">50.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-11</Dt></BookgDt>
<AddtlNtryInf>Avgift</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="SEK">9.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><Dt>2026-03-12</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"""


WITH_ENTITY = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">&a;</Document>"""


def statement(account: str = "1930", closing: str = "1250.00") -> bytes:
    return STATEMENT.format(account=account, closing=closing).encode()


def test_a_collected_payment_is_parted_into_what_each_customer_paid() -> None:
    (read,) = read_camt(statement()).statements

    assert [(t.amount, t.reference, t.counterparty, t.text) for t in read.transactions] == [
        (Decimal("100.00"), "10417", "Östen Ärlig", ""),
        (Decimal("200.00"), "", "", "Faktura 12"),
        (Decimal("-50.00"), "", "", "Avgift"),
    ]
    assert (read.opening, read.closing) == (Decimal("1000.00"), Decimal("1250.00"))
    assert [t.booked_on for t in read.transactions] == [date(2026, 3, 10), date(2026, 3, 10), date(2026, 3, 11)]


def test_what_is_not_booked_yet_is_left_out_and_said() -> None:
    assert [finding.code for finding in read_camt(statement()).findings] == ["camt.pending"]


def test_a_statement_whose_transactions_do_not_lead_to_its_closing_balance_is_told() -> None:
    codes = [finding.code for finding in read_camt(statement(closing="1260.00")).findings]

    assert codes == ["camt.pending", "camt.balances_differ"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<Document", "camt.broken_xml"),
        (b"<Document/>", "camt.not_a_statement"),
        (b"no xml", "camt.broken_xml"),
        (
            WITH_ENTITY,
            "camt.no_statement",
        ),
    ],
)
def test_what_is_no_statement_is_refused_with_the_line(content: bytes, code: str) -> None:
    (finding,) = read_camt(content).findings

    assert finding.code == code
    assert finding.line is not None


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("camt053.v2.all-balance-types.xml", 1),
        ("camt053.v2.minimal.xml", 1),
        ("camt053.v2.multi.statement.xml", 2),
        ("camt053.v8.xml", 1),
        ("camt054.v2.xml", 1),
        ("camt054.v8.xml", 1),
    ],
)
def test_files_of_banks_are_read(name: str, count: int) -> None:
    file = read_camt(shared_file(f"iso20022/camt/{name}").read_bytes())

    assert [finding for finding in file.findings if finding.severity == "error"] == []
    assert len(file.statements) == count
    assert all(each.transactions for each in file.statements)


def transactions(work: Work) -> int:
    count: int = work.value("SELECT count(*) FROM finance.bank_transaction WHERE company_id = :company")
    return count


def test_a_statement_comes_in_once_however_often_it_is_taken_in(office: Office) -> None:
    session = office.session(Role.ACCOUNTANT)
    first = session.run(import_camt, content=statement(), file_name="s.xml", options={"account": "1930"})
    again = session.run(import_camt, content=statement(), file_name="s.xml", options={"account": "1930"})

    assert first.counts == {"statements": 1, "transactions": 3, "known_already": 0}
    assert again.counts == {"statements": 1, "transactions": 0, "known_already": 3}
    assert session.read(transactions) == 3


def test_a_statement_of_an_account_that_is_not_ours_is_refused(office: Office) -> None:
    report = office.session(Role.ACCOUNTANT).run(import_camt, content=statement("SE99"), file_name="s.xml")

    assert [finding.code for finding in report.findings if finding.severity == "error"] == ["bank.no_account"]

"""The files that a company brings along on the day of the tour: its books, its customers, its items, its bank."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

COMPANY = "Norrsken Verkstad AB"
ORG_NUMBER = "556016-0680"
BANKGIRO = "991-2346"
CUSTOMER = "Åkerlunds Fastigheter AB"
SUPPLIER = "Ljusgrossisten AB"
ITEM = "Arbetsbelysning LED"
ITEM_CODE, BARCODE = "A-100", "7310865004703"
BANK_ACCOUNT = "1930"


def books(year: int) -> bytes:
    """Last year's balances and this year's opening, in SIE 4: 150 000,00 in the bank, owned in full."""
    before = year - 1
    lines = (
        "#FLAGGA 0",
        '#PROGRAM "Bokföring" 1.0',
        "#FORMAT PC8",
        f"#GEN {year}0102",
        "#SIETYP 4",
        f"#ORGNR {ORG_NUMBER}",
        f'#FNAMN "{COMPANY}"',
        f"#RAR 0 {year}0101 {year}1231",
        f"#RAR -1 {before}0101 {before}1231",
        '#KONTO 1930 "Företagskonto"',
        '#KONTO 2081 "Aktiekapital"',
        '#KONTO 2091 "Balanserad vinst"',
        '#KONTO 5010 "Lokalhyra"',
        '#DIM 1 "Kostnadsställe"',
        '#OBJEKT 1 "10" "Verkstaden"',
        "#IB -1 1930 150000.00",
        "#IB -1 2081 -50000.00",
        "#IB -1 2091 -100000.00",
        "#UB -1 1930 150000.00",
        "#UB -1 2081 -50000.00",
        "#UB -1 2091 -100000.00",
        "#IB 0 1930 150000.00",
        "#IB 0 2081 -50000.00",
        "#IB 0 2091 -100000.00",
        f'#VER A 1 {year}0102 "Hyra januari" {year}0102',
        "{",
        '#TRANS 5010 {1 "10"} 8000.00',
        "#TRANS 1930 {} -8000.00",
        "}",
    )
    return "".join(f"{line}\r\n" for line in lines).encode("cp437")


def customers() -> bytes:
    """Three customers and a supplier as another program exports them."""
    return (
        "Kundnr;Namn;Org.nr;E-post;Telefon;Adress;Postnr;Ort;Betalningsvillkor;Roll\r\n"
        f"1001;{CUSTOMER};556036-0793;faktura@akerlund.example;08-555 010 10;Kajen 3;113 30;Stockholm;30 dagar;kund\r\n"
        "1002;Östermalms Bageri HB;;order@bageri.example;;Torggatan 1;114 42;Stockholm;20 dagar;kund\r\n"
        "1003;Ängby Förskola;;info@angby.example;;Skolvägen 9;168 55;Bromma;30 dagar;kund\r\n"
        f"2001;{SUPPLIER};556012-5790;order@ljus.example;;Industrigatan 4;412 51;Göteborg;30 dagar;leverantör\r\n"
    ).encode("utf-8-sig")


def items() -> bytes:
    """Two things on the shelf and an hour of work."""
    return (
        "Artikelnr;Benämning;Enhet;Pris;EAN;Typ\r\n"
        f"{ITEM_CODE};{ITEM};st;890,00;{BARCODE};vara\r\n"
        "A-200;Kabelvinda 25 m;st;450,00;7310865004710;vara\r\n"
        "T-1;Montering;tim;650,00;;tjänst\r\n"
    ).encode("utf-8-sig")


def statement(*, day: date, amount: Decimal, reference: str, opening: Decimal) -> bytes:
    """What the bank says: the customer has paid, and the bank has charged 2,50 for it."""
    closing = opening + amount - Decimal("2.50")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId>
<CreDtTm>{day}T18:00:00</CreDtTm></GrpHdr><Stmt><Id>{day:%Y%m%d}-1</Id><CreDtTm>{day}T18:00:00</CreDtTm>
<Acct><Id><Othr><Id>{BANKGIRO.replace("-", "")}</Id></Othr></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="SEK">{opening}</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<Dt><Dt>{day}</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="SEK">{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<Dt><Dt>{day}</Dt></Dt></Bal>
<Ntry><Amt Ccy="SEK">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt>
<AcctSvcrRef>{day:%Y%m%d}0001</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>{CUSTOMER}</Nm></Dbtr></RltdPties>
<RmtInf><Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="SEK">2.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt>
<AcctSvcrRef>{day:%Y%m%d}0002</AcctSvcrRef><AddtlNtryInf>Avgift inbetalning</AddtlNtryInf></Ntry>
</Stmt></BkToCstmrStmt></Document>""".encode()

"""Makes the document of a pack: a cover that says what is in it, then each report on pages or a sheet of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from models.company.attachments import IssuedDocument, copy_attachment, issue_document, issued_document
from models.company.mailing import OutgoingMail
from models.company.settings import read_company
from models.database.errors import Invalid
from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.reporting.packs import BUILT, DuePack, PackItem
from models.exchange.reporting.saved import load_report
from models.finance.issuing import sender_of
from reports.layout.wording import wording
from reports.list_report import write_lists
from reports.plain.making import Request, make_plain
from reports.plain.table import PlainTable, as_table
from reports.spreadsheet import write_book
from resources.language import N_, _

SUBJECT = "finance.pack_run"
#: Its document went out at an earlier try, or may have: it is not sent again.
ALREADY_SENT = "message.already"


@dataclass(frozen=True, slots=True)
class MadePack:
    """The document of a run as it was made and kept."""

    name: str
    content: bytes


@operation(needs=Permission.FINANCE_READ)
def pack_document(work: Work, *, due: DuePack, language: str, statuses: Mapping[str, str]) -> bytes:
    """The document of a pack for a period, with the maker's own rights."""
    pack, words = due.pack, wording(language)
    tables = [
        make_plain(work, request=_request(work, item, due.first, due.last), language=language, statuses=statuses)
        for item in pack.contents
    ]
    days = f"{words.day(due.first)} – {words.day(due.last)}"
    company, made_at = sender_of(read_company(work)), datetime.now(UTC).astimezone()
    cover = PlainTable(
        pack.name,
        f"{company.name}   {days}",
        (Column("report", N_("Report"), Kind.TEXT), Column("days", N_("Days"), Kind.TEXT)),
        tuple((table.title, table.subtitle) for table in tables),
    )
    sheets = [as_table(table, company, made_at) for table in (cover, *tables)]
    target = BytesIO()
    if pack.format == "xlsx":
        write_book(sheets, target, language=language)
    else:
        write_lists(sheets, target, title=pack.name, author=company.name, language=language)
    return target.getvalue()


@operation(needs=Permission.FINANCE_READ)
def pack_pdf(work: Work, *, due: DuePack, language: str, statuses: Mapping[str, str]) -> bytes:
    """The same as a PDF to look at, whatever the format of the pack."""
    return pack_document(
        work, due=replace(due, pack=replace(due.pack, format="pdf")), language=language, statuses=statuses
    )


@operation(needs=Permission.REPORTS_PACKS)
def keep_pack(work: Work, *, run_id: int, due: DuePack, language: str, statuses: Mapping[str, str]) -> MadePack:
    """Make the document of a run and keep it; one that was kept at an earlier try is the one for good."""
    kept = issued_document(work, subject=SUBJECT, subject_id=run_id)
    if kept is not None:
        target = BytesIO()
        copy_attachment(work, attachment_id=kept.id, target=target)
        return MadePack(kept.name, target.getvalue())
    made = MadePack(file_name(due), pack_document(work, due=due, language=language, statuses=statuses))
    issue_document(work, subject=SUBJECT, subject_id=run_id, document=IssuedDocument(made.name, made.content))
    return made


def file_name(due: DuePack) -> str:
    """What the file of a run is called: name of the pack and its last day."""
    tidy = "".join(" " if sign in '\\/:*?"<>|' or not sign.isprintable() else sign for sign in due.pack.name).strip()
    return f"{tidy} {due.last:%Y-%m-%d}.{due.pack.format}"


@operation(needs=Permission.REPORTS_PACKS)
def save_made(work: Work, *, folder: str, made: MadePack) -> str:
    """Write the document into a folder of this computer, whole or not at all; where it is then."""
    del work
    place = Path(folder)
    if not place.is_dir():
        raise Invalid("pack.no_folder", field="folder", folder=folder)
    unfinished = place / f"{made.name}.part"
    try:
        unfinished.write_bytes(made.content)
        unfinished.replace(place / made.name)
    except OSError as error:
        raise Invalid("pack.unwritable", folder=folder, detail=error.strerror or str(error)) from error
    return str(place / made.name)


def mail_of(run_id: int, due: DuePack, made: MadePack) -> OutgoingMail:
    """One message for all recipients; its document is kept for good, so it goes out once."""
    text = _("{pack} for {first} to {last} is attached.").format(
        pack=due.pack.name, first=f"{due.first:%Y-%m-%d}", last=f"{due.last:%Y-%m-%d}"
    )
    title, to = f"{due.pack.name} {due.last:%Y-%m-%d}", ", ".join(due.pack.recipients)
    return OutgoingMail(SUBJECT, run_id, to, title, text, made.name, made.content, once=True)


def _request(work: Work, item: PackItem, first: date, last: date) -> Request:
    if item.kind != BUILT or item.report is None:
        return Request(item.kind, first, last)
    report = load_report(work, report_id=item.report)
    return Request(BUILT, first, last, report.definition, report.name, report.description)

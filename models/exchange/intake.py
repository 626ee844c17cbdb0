"""What every import has in common: all or nothing, a dry run, findings, and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import NAMESPACE_OID, UUID, uuid5

from models.database.errors import KontorError, from_driver
from models.database.rights import Permission
from models.database.work import Operation, Work
from models.exchange.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do: `counts` by kind of thing; `done` only where it was stored."""

    done: bool
    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether an error kept everything out."""
        return any(finding.severity == Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Importer:
    """A kind of file that can be taken in; `run` is an operation (work, content, file_name, dry_run, options)."""

    name: str
    title: str
    extensions: tuple[str, ...]
    needs: Permission
    run: Operation[ImportReport]
    #: Names of the options it takes, with what they mean.
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def extension(self) -> str:
        """The usual endings of such files."""
        return ", ".join(self.extensions)


#: Refusals that the content of a file is the reason for.
_OF_THE_FILE = ("attachment.", "bank.", "budget.", "exchange.", "fiscal_year.", "item.", "ledger.", "party.",
                "database.check", "database.duplicate", "database.missing_reference", "database.out_of_range",
                "database.overlap", "database.required", "database.too_long")  # fmt: skip

#: Stores what was read: returns how many of each kind, or raises a KontorError.
Store = Callable[[], Mapping[str, int]]


def run_import(work: Work, *, findings: Sequence[Finding], dry_run: bool, store: Store) -> ImportReport:
    """Store all or nothing: nothing where a finding is an error, or the database refuses, or it is a dry run."""
    found = tuple(findings)
    if any(finding.severity == Severity.ERROR for finding in found):
        return ImportReport(done=False, findings=found)
    attempt = work.connection.begin_nested()
    try:
        counts = store()
    except Exception as error:
        attempt.rollback()
        known = error if isinstance(error, KontorError) else from_driver(error)
        if known is None or not known.code.startswith(_OF_THE_FILE):
            raise
        refusal = Finding(Severity.ERROR, known.code, params=dict(known.params))
        return ImportReport(done=False, findings=(*found, refusal))
    if dry_run:
        attempt.rollback()
    else:
        attempt.commit()
    return ImportReport(done=not dry_run, findings=found, counts=counts)


def request_of(work: Work, sha256: bytes) -> UUID:
    """The request id of a file in a company: the same file is the same request."""
    return uuid5(NAMESPACE_OID, f"{work.company_id}:{sha256.hex()}")

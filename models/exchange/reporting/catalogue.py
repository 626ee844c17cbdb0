"""All that reports can be built of, by name; a reader is offered what their rights open."""

from __future__ import annotations

from collections.abc import Callable

from models.contacts import sources as of_contacts
from models.database.building import Source
from models.database.errors import Denied, Invalid
from models.database.work import Work
from models.finance import sources as of_finance
from models.sales import sources as of_sales
from models.service import sources as of_service
from models.warehouse import sources as of_warehouse

SOURCES: dict[str, Source] = {
    source.query.name: source
    for domain in (of_finance, of_sales, of_warehouse, of_contacts, of_service)
    for source in domain.SOURCES
}


def offered(allows: Callable[[str], bool]) -> tuple[Source, ...]:
    """What may be read by whoever is allowed what `allows` says."""
    return tuple(source for source in SOURCES.values() if allows(source.permission))


def find_source(work: Work, name: str) -> Source:
    """The source called `name`; Invalid where there is none, Denied where the reader may not."""
    source = SOURCES.get(name)
    if source is None:
        raise Invalid("report.unknown_source", field="source", name=name)
    if source.permission not in work.identity.permissions:
        raise Denied("company.not_allowed", permission=str(source.permission))
    return source

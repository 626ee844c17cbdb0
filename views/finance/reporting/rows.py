"""The rows behind a figure of a built report: a list like any other, with its sums at the foot."""

from __future__ import annotations

import json

from models.database.building import Source
from models.database.built_names import filters_from
from models.exchange.reporting.catalogue import SOURCES
from resources.language import N_, _
from views.kit.action import Row
from views.kit.host import Host, Link
from views.kit.list.spec import ListSpec
from views.kit.page import ListPage, Page


def rows_page(host: Host, link: Link) -> Page:
    """The list of a source under the conditions of a link; all that the link does not say is said instead."""
    source = SOURCES.get(str(link.arguments.get("source", "")))
    if source is None or not host.allows(source.permission):
        page = Page(host, _("Rows of a report"), link=link)
        page.show_nothing(_("Open these rows from a figure of a report."))
        return page
    try:
        filters = filters_from(json.loads(str(link.arguments.get("filters", "[]"))), source)
    except (ValueError, TypeError, KeyError):
        filters = ()
    label = str(link.arguments.get("label", "")) or _("Filtered")
    return ListPage(host, _spec(source), filters=filters, filter_label=label, link=link)


def _spec(source: Source) -> ListSpec:
    def opens(row: Row) -> Link | None:
        kind, key = source.opens
        return Link(kind, row[key]) if kind else None

    return ListSpec(source.query, opens=opens, empty_title=N_("No such rows"))

"""Whoever reads no books builds reports too: of what they may read, kept and saved as by everybody else."""

from __future__ import annotations

import pytest

from models.database.building import Definition, Span
from models.database.errors import Denied
from models.database.rights.permissions import permissions_of
from models.exchange.reporting.catalogue import SOURCES, offered
from models.exchange.reporting.saved import SavedReport, load_report, make_report, save_report
from reports.plain.freezing import compare_kept, freeze_report
from reports.plain.making import BUILT, Request, make_pdf_of
from tests.support.office import Office

#: What each may build a report of, at least.
ROLES = {
    "warehouse_worker": {"sales_orders", "stock_levels", "purchase_orders"},
    "seller": {"invoiced_lines", "sales_orders", "customer_invoices", "tickets"},
    "service_agent": {"tickets", "customer_invoices", "stock_levels"},
    "planner": {"stock_levels"},
    "payroll_officer": set[str](),
}


def definition_of(name: str) -> Definition:
    columns = [each.name for each in SOURCES[name].columns if not each.optional]
    return Definition(name, tuple(columns), span=Span.ALL)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_builds_of_what_it_may_read_and_of_nothing_else(office: Office, role: str) -> None:
    session, allowed = office.session(role), permissions_of([role])
    names = {source.query.name for source in offered(allowed.__contains__)}
    assert names >= ROLES[role]
    for name in SOURCES:
        if name in names:
            session.read(make_report, definition=definition_of(name))
        else:
            with pytest.raises(Denied):
                session.read(make_report, definition=definition_of(name))


@pytest.mark.parametrize("role", ["warehouse_worker", "seller", "service_agent"])
def test_each_role_saves_keeps_compares_and_prints_its_report(office: Office, role: str) -> None:
    session, asked = office.session(role), definition_of(min(ROLES[role]))
    stored = session.run(save_report, report=SavedReport("Min rapport", asked))
    report = session.read(load_report, report_id=stored.id)
    request = Request(BUILT, definition=report.definition, title=report.name)
    key = session.run(freeze_report, request=request, language="sv", statuses={}).id
    assert session.read(compare_kept, snapshot_id=key, statuses={}).equal
    assert session.read(make_pdf_of, request=request, language="sv", statuses={}).startswith(b"%PDF")

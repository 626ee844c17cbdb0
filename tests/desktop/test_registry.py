"""Where pages stand in the navigation: in their tab, or in another for who may see nothing else there."""

from __future__ import annotations

from desktop.shell.registry import collect
from models.database.rights.permissions import permissions_of
from views.kit.page_spec import Tab


def placed(role: str, kind: str) -> list[str]:
    """The tabs in which somebody of a role finds a page."""
    allowed = permissions_of([role])

    def allows(permission: str) -> bool:
        return not permission or permission in allowed

    listed = collect().navigation(allows)
    found = [tab for tab, pages in listed.items() for page in pages if page.kind == kind]
    spec = collect().find(kind)
    assert spec is not None
    assert found == [collect().placed(spec, allows).tab]
    return found


def test_reports_stand_with_the_finances_and_elsewhere_for_who_sees_none_of_them() -> None:
    for role in ("accountant", "auditor", "seller", "service_agent"):
        assert placed(role, "finance.reports") == [Tab.FINANCE]
    for role in ("warehouse_worker", "planner", "payroll_officer"):
        assert placed(role, "finance.reports") == placed(role, "finance.snapshots") == [Tab.COMPANY]
    allowed = permissions_of(["warehouse_worker"])
    assert Tab.FINANCE not in collect().navigation(lambda each: not each or each in allowed)

"""A host for screens over a real office: everything is asked of a signed-in session, and answered at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.database.paging import fetch_page
from tests.support.fake_host import FakeHost

if TYPE_CHECKING:
    from models.database.listing import ListQuery, Page, PageRequest
    from models.database.session import Session


@dataclass
class OfficeHost(FakeHost):
    """Carries out and reads as the user of `session`, and allows what that user may."""

    session: Session | None = None

    def allows(self, permission: str) -> bool:
        """What the user may."""
        assert self.session is not None
        return not permission or permission in self.session.identity.permissions

    def _answer(self, function: Callable[..., object], arguments: Mapping[str, object]) -> object:
        assert self.session is not None
        values: dict[str, Any] = dict(arguments)
        return self.session.run(function, **values)

    def _page(self, query: ListQuery, request: PageRequest) -> Page:
        assert self.session is not None
        return self.session.read(fetch_page, query=query, request=request)

"""The page one begins the day on."""

from __future__ import annotations

from resources.language import N_
from views.kit.page_spec import PageSpec, RecordSearch, Tab
from views.start.overview import OverviewPage

START = "start.overview"
PAGES: tuple[PageSpec, ...] = (
    PageSpec(START, N_("Overview"), OverviewPage, Tab.START, icon="home", in_navigation=True),
)
SEARCHES: tuple[RecordSearch, ...] = ()

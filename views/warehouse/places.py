"""Sites and the places on them, with their forms."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QTabWidget

from models.database.listing import Filter
from models.database.rights import Permission
from models.warehouse.places import PlaceDraft, SiteDraft, load_place, load_site, save_place, save_site
from models.warehouse.queries import PLACES, SITES
from resources.language import N_, _
from views.kit.action import Action, ActionContext, Row
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link
from views.kit.list.spec import ListSpec, QuickFilter
from views.kit.list.view import ListView
from views.kit.page import Page
from views.kit.text import column
from views.kit.theme.tokens import SPACE_2
from views.warehouse.pickers import SITE

_EDIT = Permission.WAREHOUSE_PLACES


def _open_place(row: Row) -> Link:
    return Link("warehouse.place", row["id"])


def _open_site(row: Row) -> Link:
    return Link("warehouse.site", row["id"])


def _new_place(context: ActionContext) -> None:
    context.host.open(Link("warehouse.place"))


def _new_site(context: ActionContext) -> None:
    context.host.open(Link("warehouse.site"))


NEW_PLACE = Action("warehouse.place.new", N_("New place"), _new_place, _EDIT, "Ctrl+N", "add", primary=True)
NEW_SITE = Action("warehouse.site.new", N_("New site"), _new_site, _EDIT, icon="add")

PLACE_LIST = ListSpec(
    PLACES,
    actions=(NEW_PLACE,),
    opens=_open_place,
    empty_title=N_("No places yet"),
    empty_hint=N_("A place is a shelf, a bin or a floor that goods lie on."),
    empty_action=NEW_PLACE,
    quick_filters=(
        QuickFilter("active", N_("Active"), (Filter("status", "=", "active"),)),
        QuickFilter("inactive", N_("Inactive"), (Filter("status", "=", "inactive"),)),
    ),
    subjects=("warehouse.place", "warehouse.site"),
)
SITE_LIST = ListSpec(
    SITES,
    actions=(NEW_SITE,),
    opens=_open_site,
    empty_title=N_("No sites yet"),
    empty_hint=N_("A site is a warehouse. Each has a moving average of its own."),
    empty_action=NEW_SITE,
    subjects=("warehouse.site",),
)


class PlacesPage(Page):
    """Places, and the sites they lie on."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Places"), link=link)
        tabs = QTabWidget()
        tabs.tabBar().setDrawBase(False)
        self.places, self.sites = ListView(host, PLACE_LIST), ListView(host, SITE_LIST)
        for view, text in ((self.places, _("Places")), (self.sites, _("Sites"))):
            view.setContentsMargins(0, SPACE_2, 0, 0)
            tabs.addTab(view, text)
        layout = column()
        layout.addWidget(tabs)
        self.body.addLayout(layout, 1)
        self.setFocusProxy(self.places)

    def refresh(self) -> None:
        """Fetch both lists anew."""
        self.places.reload()
        self.sites.reload()


def _draft(draft: PlaceDraft | SiteDraft) -> Mapping[str, object]:
    return {"draft": draft}


def _place_key(draft: PlaceDraft) -> Mapping[str, object]:
    return {"place_id": draft.id}


def _site_key(draft: SiteDraft) -> Mapping[str, object]:
    return {"site_id": draft.id}


PLACE_FORM: FormSpec[PlaceDraft] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field("code", N_("Code"), required=True, help=N_("As on its label, such as A-01."), max_length=20),
                Field("name", N_("Name")),
                Field("site_id", N_("Site"), FieldKind.PICKER, required=True, picker=SITE),
                Field("active", N_("Active"), FieldKind.BOOLEAN),
            ),
        ),
    ),
    save=save_place,
    arguments=_draft,
    fetch=load_place,
    fetch_arguments=_place_key,
)
SITE_FORM: FormSpec[SiteDraft] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field("code", N_("Code"), required=True, max_length=20),
                Field("name", N_("Name"), required=True),
            ),
        ),
    ),
    save=save_site,
    arguments=_draft,
    fetch=load_site,
    fetch_arguments=_site_key,
)


class PlacePage(FormPage[PlaceDraft]):
    """A place; without a key a new one."""

    def __init__(self, host: Host, link: Link) -> None:
        text = _("New place") if link.key is None else _("Place")
        super().__init__(host, text, PLACE_FORM, PlaceDraft(), saved_link=_back, link=link)
        if link.key is not None:
            self.load(load_place, {"place_id": link.key}, on_done=self._on_loaded)

    def _on_loaded(self, draft: PlaceDraft) -> None:
        self.set_title(_("Place {code}").format(code=draft.code), draft.name)
        self.form.set_draft(draft)


class SitePage(FormPage[SiteDraft]):
    """A site; without a key a new one."""

    def __init__(self, host: Host, link: Link) -> None:
        text = _("New site") if link.key is None else _("Site")
        super().__init__(host, text, SITE_FORM, SiteDraft(), saved_link=_back, link=link)
        if link.key is not None:
            self.load(load_site, {"site_id": link.key}, on_done=self._on_loaded)

    def _on_loaded(self, draft: SiteDraft) -> None:
        self.set_title(_("Site {code}").format(code=draft.code), draft.name)
        self.form.set_draft(draft)


def _back(_saved: object) -> Link:
    return Link("warehouse.places")

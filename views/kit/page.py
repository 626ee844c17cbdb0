"""The frame every screen stands in: head, message strip and body, with the house margins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models.database.errors import KontorError, Unavailable
from models.database.listing import Filter
from resources.language import _
from views.kit.action import Action, ActionContext, BoundAction, bind
from views.kit.empty import EmptyState
from views.kit.header import Crumb, PageHeader
from views.kit.host import Host, Level, Link, Message, MessageAction
from views.kit.list.place import come_back, place_in
from views.kit.list.spec import ListSpec
from views.kit.list.view import ListView
from views.kit.page_spec import PageSpec, Section
from views.kit.standing import Returning, standing_on
from views.kit.strip import MessageStrip
from views.kit.text import column
from views.kit.theme.tokens import SPACE_3, SPACE_4, SPACE_6
from views.kit.undo import Undo

if TYPE_CHECKING:
    from views.kit.annex.panel import RecordAnnex

T = TypeVar("T")


class Page(QWidget):
    """A screen. Widgets go into `body`, which scrolls where they need more room; messages of the shell into `strip`.

    A screen with unsaved work overrides `leaving_loses`; one that is typed on says in `undo` what can be taken back.
    """

    title_changed = Signal(str)
    #: The table of its record, as sales.sales_order, where that has notes, files and a history.
    subject: ClassVar[str] = ""

    def __init__(self, host: Host, text: str, *, link: Link | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host, self.link = host, link
        self.header = PageHeader(host, text)
        self.strip = MessageStrip()
        self._area, content = QScrollArea(self), QWidget()
        self._area.setWidget(content)
        self.body = column(content, spacing=SPACE_3)
        self.actions_bound: list[BoundAction] = []
        self.undo: Undo | None = None
        self._again: Callable[[], None] = self.refresh
        self._record: object | None = None
        self.annex: RecordAnnex | None = None
        layout = column(self, spacing=SPACE_3)
        layout.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        layout.addWidget(self.header)
        layout.addWidget(self.strip)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(self._area, 1)

    @property
    def another(self) -> Link | None:
        """Where another record like this one is made; None where its own kind of page does that, or nothing."""
        return None

    @property
    def title(self) -> str:
        """What tab and window say."""
        return self.header.text

    @property
    def offered(self) -> list[BoundAction]:
        """What can be done with the page, and with what belongs to its record."""
        return [*self.actions_bound, *(self.annex.actions_bound if self.annex is not None else [])]

    @property
    def beyond(self) -> int:
        """How many pixels of the body lie beyond its right edge and are scrolled to."""
        return self._area.horizontalScrollBar().maximum()

    @property
    def subtitle(self) -> str:
        """What stands beside the title, such as the days of a report."""
        return self.header.subtitle

    def set_title(self, text: str, subtitle: str = "") -> None:
        """Name the page."""
        self.header.set_title(text, subtitle)
        self.title_changed.emit(text)

    def set_crumbs(self, *crumbs: Crumb) -> None:
        """Show the way here."""
        self.header.set_crumbs(crumbs)

    def set_actions(self, actions: Sequence[Action]) -> None:
        """Offer what can be done with the page or its record."""
        for action in self.actions_bound:
            self.removeAction(action)
            action.deleteLater()
        self.actions_bound = bind(actions, self.context, self)
        self.header.set_actions(self.actions_bound)

    def load(self, read: Callable[..., T], arguments: Mapping[str, object], *, on_done: Callable[[T], None]) -> None:
        """Read what the page is about; where there is no such thing that is said, and no fields are offered for it."""
        self._again = partial(self.load, read, arguments, on_done=on_done)
        self.host.read(read, arguments, on_done=on_done, on_failed=self._on_not_loaded)

    def show_nothing(self, why: str) -> None:
        """Say why there is nothing to show, translated, in place of all that there would be."""
        for place in range(self.body.count()):
            item = self.body.itemAt(place)
            part = item.widget() if item is not None else None
            if part is not None:
                part.hide()
        self.set_actions(())
        self.give_up_work()
        nothing = EmptyState("info")
        nothing.explain(_("There is nothing to show"), why)
        self.body.addWidget(nothing, 1)

    def _on_not_loaded(self, error: KontorError) -> None:
        text = self.host.explain(error)
        if isinstance(error, Unavailable):
            again = MessageAction(_("Try again"), self._again)
            self.host.tell(Message(text, Level.ERROR, again, replaces="read"))
        else:
            self.show_nothing(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back and do again from wherever the cursor stands."""
        if self.undo is None or not self.undo.heed(event):
            super().keyPressEvent(event)

    def keep_drafts(self, link: Link) -> None:
        """Keep from now on what is typed on the page of `link` and not saved; a page to type on overrides this."""

    def give_up_work(self) -> None:
        """Keep nothing of what is typed: the user leaves without saving."""

    def set_record(self, record: object | None) -> None:
        """Say what the actions work on from now on."""
        self._record = record
        self.refresh_actions()

    def show_annex(self, key: int) -> None:
        """Offer notes, files and history of the record at the foot of the page; again, where it shows another one."""
        from views.kit.annex.panel import RecordAnnex

        layout = self.layout()
        if self.annex is not None:
            self.annex.show_record(key)
        elif isinstance(layout, QVBoxLayout):
            self.annex = RecordAnnex(self.host, self, self.subject, key)
            layout.addWidget(self.annex)
            self.annex.show()

    def refresh_actions(self) -> None:
        """Ask each action anew whether it can be done."""
        for action in self.actions_bound:
            action.refresh()

    def context(self) -> ActionContext:
        """What the actions work on."""
        return ActionContext(self.host, self, record=self._record)

    def leaving_loses(self) -> str | None:
        """What would be lost by leaving, as a translated question; None when nothing would."""
        return None

    def place(self) -> object:
        """Where the user is on the page, as JSON can hold it, for `come_back`; None where there is nothing to say."""
        return standing_on(self)

    def come_back(self, place: object) -> None:
        """Go to where the user was; anything that is not a place of this page is passed over."""
        Returning(self, place)

    def refresh(self) -> None:
        """Fetch anew what the page shows; F5 outside a list."""


class ListPage(Page):
    """A page that is one list; its primary action stands in the head."""

    def __init__(
        self,
        host: Host,
        spec: ListSpec,
        *,
        filters: tuple[Filter, ...] = (),
        filter_label: str = "",
        link: Link | None = None,
    ) -> None:
        super().__init__(host, _(spec.query.title), link=link)
        self.list = ListView(host, spec, filters=filters, filter_label=filter_label, primary_in_header=True)
        self.header.set_actions([action for action in self.list.actions_bound if action.declared.primary])
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def place(self) -> object:
        """Search line, filters, order, and the row the cursor stands on."""
        return place_in(self.list)

    def come_back(self, place: object) -> None:
        """Show the list as it was."""
        come_back(self.list, place)

    def refresh(self) -> None:
        """Fetch the list anew."""
        self.list.reload()


def list_screen(  # noqa: PLR0913 - what the shell knows of a list
    kind: str,
    spec: ListSpec,
    *,
    tab: str = "",
    permission: str = "",
    icon: str = "",
    in_navigation: bool = True,
    section: Section = Section.DAILY,
    else_tab: str = "",
    filters: Callable[[Mapping[str, object]], tuple[tuple[Filter, ...], str]] | None = None,
) -> PageSpec:
    """A screen that is one list; `filters` makes a link's arguments into filters and the words for them.

    Without `filters` each argument named like a column asks for equality, or for one of several values; one with
    `_from` or `_to` behind it for that value or more, or less; and the argument `label` gives the words.
    """

    def make(host: Host, link: Link) -> Page:
        chosen, label = (filters or plain)(link.arguments)
        return ListPage(host, spec, filters=chosen, filter_label=label, link=link)

    def plain(arguments: Mapping[str, object]) -> tuple[tuple[Filter, ...], str]:
        columns = {column.name for column in spec.query.columns}
        made = tuple(
            filter_ for name, value in arguments.items() if (filter_ := _condition(name, value, columns)) is not None
        )
        return made, str(arguments.get("label", _("Filtered") if made else ""))

    return PageSpec(
        kind, spec.query.title, make, tab, permission, icon, in_navigation, section=section, else_tab=else_tab
    )


def _condition(name: str, value: object, columns: AbstractSet[str]) -> Filter | None:
    """The condition that an argument of a link sets; None for an argument that sets none."""
    if name in columns:
        return Filter(name, "in", tuple(value)) if isinstance(value, tuple | list) else Filter(name, "=", value)
    for end, operator in (("_from", ">="), ("_to", "<=")):
        column_name = name.removesuffix(end)
        if column_name != name and column_name in columns:
            return Filter(column_name, operator, value)
    return None

"""A dimension: its name, and the list of its values below."""

from __future__ import annotations

from models.database.listing import Filter
from models.database.rights import Permission
from models.finance.dimensions import Dimension, read_dimension, save_dimension
from resources.language import N_, _
from views.finance.dimensions.lists import VALUE_LIST
from views.kit.action import Action, ActionContext
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link
from views.kit.list.view import ListView
from views.kit.page import Page
from views.kit.text import heading

_EDIT = Permission.FINANCE_ACCOUNTS


def _is_new(draft: Dimension) -> bool:
    return draft.version is None


FORM: FormSpec[Dimension] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field(
                    "number",
                    N_("Number"),
                    FieldKind.INTEGER,
                    required=True,
                    enabled_when=_is_new,
                    help=N_("1 is cost centre and 6 project, as SIE has it; your own begin at 20."),
                ),
                Field("name", N_("Name"), required=True),
                Field("active", N_("In use"), FieldKind.BOOLEAN),
            ),
            across=3,
        ),
    ),
    save=save_dimension,
    arguments=lambda draft: {"dimension": draft},
    fetch=read_dimension,
    fetch_arguments=lambda draft: {"number": draft.number},
)


def _to_dimension(saved: object) -> Link | None:
    return Link("finance.dimension", saved.number) if isinstance(saved, Dimension) else None


class NewDimensionPage(FormPage[Dimension]):
    """A new dimension; its values are added once it is there."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("New dimension"), FORM, Dimension(), saved_link=_to_dimension, link=link)


class DimensionPage(FormPage[Dimension]):
    """A dimension by its number, with its values."""

    def __init__(self, host: Host, link: Link) -> None:
        self.number = link.number
        rules = Action("finance.dimension.rules", N_("Rules of accounts"), self._show_rules, icon="check")
        add = Action("finance.dimension_value.new", N_("New value"), self._new_value, _EDIT, "Ctrl+N", "add")
        super().__init__(host, _("Dimension"), FORM, Dimension(), actions=(rules, add), link=link)
        self.form.fit()
        self.form.setEnabled(host.allows(_EDIT))
        self.form.saved.connect(self._on_read)
        filters = (Filter("dimension", "=", self.number),)
        self.values = ListView(host, VALUE_LIST, filters=filters)
        self.body.addWidget(heading(_("Values")))
        self.body.addWidget(self.values, 1)
        self.setFocusProxy(self.values)
        self.load(read_dimension, {"number": self.number}, on_done=self._on_read)

    def refresh(self) -> None:
        """The form keeps what is typed; the values are fetched anew."""
        self.values.reload()

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(_EDIT) else ()

    def _on_read(self, dimension: object) -> None:
        if isinstance(dimension, Dimension):
            self.form.set_draft(dimension)
            self.set_title(_("Dimension {number}").format(number=dimension.number), dimension.name)

    def _new_value(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.dimension_value", arguments={"dimension": self.number}))

    def _show_rules(self, context: ActionContext) -> None:
        del context
        label = self.form.draft.name
        self.host.open(Link("finance.dimension_rules", arguments={"dimension": self.number, "label": label}))


def dimension_page(host: Host, link: Link) -> Page:
    """A dimension, or a new one where no key is given."""
    return NewDimensionPage(host, link) if link.key is None else DimensionPage(host, link)

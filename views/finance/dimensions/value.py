"""A value of a dimension, as a cost centre or a project, and the days that it may be used on."""

from __future__ import annotations

from models.database.rights import Permission
from models.finance.dimensions import DimensionValue, read_dimension, read_dimension_value, save_dimension_value
from resources.language import N_, _
from views.kit.action import Action
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link


def _is_new(draft: DimensionValue) -> bool:
    return draft.id is None


def _ends_before(draft: DimensionValue) -> str | None:
    early = draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from
    return _("That is before the first day.") if early else None


FORM: FormSpec[DimensionValue] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field(
                    "code",
                    N_("Code"),
                    required=True,
                    max_length=20,
                    enabled_when=_is_new,
                    help=N_("Stays: posted lines carry it."),
                ),
                Field("name", N_("Name"), required=True),
                Field("valid_from", N_("Valid from"), FieldKind.DATE, help=N_("Empty: from the beginning.")),
                Field("valid_to", N_("Valid to"), FieldKind.DATE, check=_ends_before, help=N_("Empty: for good.")),
                Field("active", N_("In use"), FieldKind.BOOLEAN),
            ),
        ),
    ),
    save=save_dimension_value,
    arguments=lambda draft: {"value": draft},
    fetch=read_dimension_value,
    fetch_arguments=lambda draft: {"value_id": draft.id},
)


class DimensionValuePage(FormPage[DimensionValue]):
    """A value by its key; without one a new one of the `dimension` that the link names."""

    def __init__(self, host: Host, link: Link) -> None:
        number = link.arguments.get("dimension")
        draft = DimensionValue(dimension=number if isinstance(number, int) else 0)
        super().__init__(host, _("New value"), FORM, draft, saved_link=_to_dimension, link=link)
        self.form.setEnabled(host.allows(Permission.FINANCE_ACCOUNTS))
        if link.key is not None:
            self.set_title(_("Dimension value"))
            self.load(read_dimension_value, {"value_id": link.key}, on_done=self._on_read)
        elif draft.dimension:
            self.load(read_dimension, {"number": draft.dimension}, on_done=self._on_dimension)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(Permission.FINANCE_ACCOUNTS) else ()

    def _on_read(self, value: DimensionValue) -> None:
        self.form.set_draft(value)
        self.set_title(_("Dimension value"), f"{value.code} {value.name}")

    def _on_dimension(self, dimension: object) -> None:
        self.set_title(_("New value"), str(getattr(dimension, "name", "")))


def _to_dimension(saved: object) -> Link | None:
    return Link("finance.dimension", saved.dimension) if isinstance(saved, DimensionValue) else None

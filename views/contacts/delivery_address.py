"""Where a party's goods go, when that is not where the party is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from models.contacts.parties import AddressDraft, PartyDraft, SavedParty, load_party, save_party
from resources.language import N_, _
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FormSpec, Section
from views.kit.host import Host, Link

_EMPTY = AddressDraft("delivery")


class DeliveryAddressPage(FormPage[AddressDraft]):
    """The address that new orders take over; emptied it is removed. The other addresses stay as they are."""

    def __init__(self, host: Host, link: Link) -> None:
        self._party = PartyDraft()
        spec = FormSpec((_SECTION,), save=save_party, arguments=self._arguments)
        super().__init__(host, _("Delivery address"), spec, _EMPTY, link=link)
        self.load(load_party, {"party_id": link.key}, on_done=self._on_loaded)

    def _on_loaded(self, party: PartyDraft) -> None:
        self._party = party
        self.set_title(_("Delivery address"), party.name)
        self.form.set_draft(next((one for one in party.addresses if one.kind == "delivery"), _EMPTY))
        self.refresh_actions()

    def _arguments(self, draft: AddressDraft) -> Mapping[str, object]:
        return {"draft": self._with(draft)}

    def _with(self, draft: AddressDraft) -> PartyDraft:
        """The card with this delivery address in place of the first one it has."""
        addresses = list(self._party.addresses)
        place = next((number for number, one in enumerate(addresses) if one.kind == "delivery"), len(addresses))
        addresses[place : place + 1] = [] if replace(draft, id=None, country=_EMPTY.country) == _EMPTY else [draft]
        return replace(self._party, addresses=tuple(addresses))

    def _on_saved(self, result: object) -> None:
        if isinstance(result, SavedParty):
            self._party = replace(self._with(self.form.draft), version=result.version)
        super()._on_saved(result)


_SECTION: Section[AddressDraft] = Section(
    "",
    (
        Field("name", N_("Delivered to")),
        Field("street", N_("Street")),
        Field("street2", N_("Street, second line")),
        Field("postcode", N_("Postcode")),
        Field("city", N_("Town")),
        Field("country", N_("Country"), required=True, max_length=2),
    ),
)

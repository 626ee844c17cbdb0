"""What was done first is known from what stands in the database, each only to who may know it."""

from __future__ import annotations

from models.company.begun import COMPANY_DEEDS, read_begun
from models.contacts.parties import PartyDraft, save_party
from models.finance.begun import FINANCE_DEEDS
from models.sales.begun import SALES_DEEDS
from models.service.begun import SERVICE_DEEDS
from models.service.tickets import TicketDraft, open_ticket
from models.warehouse.begun import WAREHOUSE_DEEDS
from tests.support.office import Office

DEEDS = {**COMPANY_DEEDS, **FINANCE_DEEDS, **WAREHOUSE_DEEDS, **SALES_DEEDS, **SERVICE_DEEDS}


def test_each_role_can_ask_and_is_told_of_its_own_deeds(office: Office) -> None:
    for role in ("administrator", "accountant", "seller", "storekeeper", "service_agent", "auditor", "buyer"):
        begun = office.session(role).read(read_begun, deeds=DEEDS)
        assert begun is not None
        assert not begun & {"contacts.customers", "finance.books", "finance.invoice", "service.taken"}
    assert "company.users" in (office.session("administrator").read(read_begun, deeds=DEEDS) or ())


def test_a_customer_is_everybodys_and_a_ticket_is_taken_by_who_has_it(office: Office) -> None:
    agent, other = office.session("service_agent"), office.session("service_manager")
    party = office.session("seller").run(save_party, draft=PartyDraft(name="Nordbygg", is_customer=True))
    agent.run(open_ticket, draft=TicketDraft(party_id=party.id, subject="Broken", assignee_id=agent.identity.user_id))
    assert {"contacts.customers", "service.taken"} <= (agent.read(read_begun, deeds=DEEDS) or frozenset())
    seen = other.read(read_begun, deeds=DEEDS)
    assert seen is not None
    assert "contacts.customers" in seen
    assert "service.taken" not in seen
    assert "service.solved" not in seen

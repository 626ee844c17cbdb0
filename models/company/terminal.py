"""Shared terminals: a login of the workplace, and workers who sign in there with badge and PIN.

The badge counts for one connection of the server alone, so a terminal's session holds exactly one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from models.database.rights import permissions_of
from models.database.session import Session, connect_engine, sign_in
from models.database.work import Work

#: Minutes that a badge counts; the database allows no more.
LONGEST_SHIFT = 60


@dataclass(frozen=True, slots=True)
class Worker:
    """Who put the badge on, and what they may do here: their own roles that the terminal has too."""

    id: int
    name: str
    full_name: str
    roles: tuple[str, ...]
    companies: tuple[int, ...]


def sign_in_person_or_terminal(url: str, *, application: str = "kontor") -> Session:
    """Sign in as `models.database.session.sign_in` does; the session of a terminal keeps to one connection."""
    session = sign_in(url, application=application)
    if session.identity.kind != "terminal":
        return session
    session.close()
    company = next(iter(session.identity.companies), None)
    return Session(connect_engine(url, application=application, connections=1), session.identity, company)


def read_badge(work: Work, *, badge: str, pin: str, minutes: int = LONGEST_SHIFT) -> Worker | None:
    """Sign a worker in at this terminal; None for a wrong badge or PIN. Denied after too many wrong PINs."""
    found: dict[str, Any] | None = work.value(
        "SELECT company.terminal_sign_in(:badge, :pin, :minutes)", badge=badge, pin=pin, minutes=minutes
    )
    if found is None:
        return None
    roles = work.value(
        "SELECT coalesce(array_agg(r), '{}') FROM unnest(CAST(:roles AS text[])) r WHERE company.has_role(r)",
        roles=sorted(work.identity.roles),
    )
    companies = work.value("SELECT company.mine()")
    return Worker(found["id"], found["name"], found["full_name"], tuple(roles), tuple(companies))


def take_badge_off(work: Work) -> None:
    """End the worker's work at this terminal."""
    work.value("SELECT company.terminal_sign_out()")


def session_of(terminal: Session, worker: Worker) -> Session:
    """The terminal's session as the worker's."""
    identity = replace(
        terminal.identity,
        user_id=worker.id,
        name=worker.name,
        full_name=worker.full_name,
        roles=frozenset(worker.roles),
        permissions=permissions_of(worker.roles),
        companies=tuple(company for company in terminal.identity.companies if company.id in worker.companies),
    )
    company = next(iter(identity.companies), None)
    return Session(terminal.engine, identity, company)

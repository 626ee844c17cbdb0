"""What can be done on the page of an account's open items, and under which keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.kit.action import Action

if TYPE_CHECKING:
    from views.finance.settling.page import SettlingPage

_SETTLE, _READ = Permission.FINANCE_SETTLE, Permission.FINANCE_READ


def marking(page: SettlingPage) -> Action:
    """Marking, under a key of the table alone: elsewhere Space presses buttons and parts words. No row, no mark."""
    return Action("finance.settling.mark", N_("Mark"), page.mark_current, _READ, "Space")


def acts_of(page: SettlingPage) -> tuple[Action, ...]:
    """All of them."""
    return (*_finding(page), *_around(page), *_settling(page))


def _finding(page: SettlingPage) -> tuple[Action, ...]:
    return (
        Action("finance.settling.proposal", N_("Next proposal"), page.take_next, _READ, "F8", "forward"),
        Action(
            "finance.settling.proposal_for",
            N_("Propose for this item"),
            page.propose_for_current,
            _READ,
            "Shift+F8",
            "search",
            in_menu_only=True,
            enabled=page.why_not_marked,
        ),
        Action("finance.settling.proposals", N_("All proposals"), page.show_proposals, _READ, icon="check"),
        Action(
            "finance.settling.clear",
            N_("Take all marks away"),
            page.clear_marks,
            _READ,
            "F7",
            in_menu_only=True,
            enabled=page.why_not_cleared,
        ),
    )


def _around(page: SettlingPage) -> tuple[Action, ...]:
    return tuple(
        Action(f"finance.settling.{name}", title, run, _READ, icon=icon, in_menu_only=True)
        for name, title, run, icon in (
            ("day", N_("As of a day"), page.show_day, "calendar"),
            ("list", N_("Settlements"), page.show_settlements, "link"),
            ("terms", N_("Small differences"), page.show_terms, "settings"),
        )
    )


def _settling(page: SettlingPage) -> tuple[Action, ...]:
    return (
        Action(
            "finance.settling.rest",
            N_("Leave the rest here"),
            page.leave_rest_here,
            _SETTLE,
            "Ctrl+R",
            in_menu_only=True,
            enabled=page.why_no_rest,
        ),
        Action(
            "finance.settling.undo",
            N_("Undo the settlement"),
            page.undo_settlement,
            _SETTLE,
            "Ctrl+U",
            "undo",
            in_menu_only=True,
            enabled=page.why_not_undone,
        ),
        Action(
            "finance.settling.difference",
            N_("Settle and book the difference"),
            page.settle_with_difference,
            _SETTLE,
            "Ctrl+Shift+Return",
            "payment",
            enabled=page.why_no_difference,
        ),
        Action(
            "finance.settling.settle",
            N_("Settle"),
            page.settle_marked,
            _SETTLE,
            "Ctrl+Return",
            "link",
            enabled=page.why_not_settled,
            primary=True,
        ),
    )

"""The ages of open items: days overdue from and to, and the link that shows those of one age."""

from __future__ import annotations

from reports.chart.ready import age_names
from reports.layout.wording import wording

#: Days overdue from and to, of each age; None has no end.
AGES: tuple[tuple[int | None, int | None], ...] = ((None, 0), (1, 30), (31, 60), (61, 90), (91, None))


def age_arguments(age: int, language: str, *, party_id: int | None = None, party: str = "") -> dict[str, object]:
    """The arguments of a list of open items for one age, of one party where it is given."""
    first, last = AGES[age]
    name = age_names(wording(language))[age]
    label = f"{party}, {name}" if party else name
    arguments = {"party_id": party_id, "days_from": first, "days_to": last, "label": label}
    return {key: value for key, value in arguments.items() if value is not None}

"""Stores the records of a list in one statement a table: new ones made, known ones brought up to the list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.database.work import Work, to_json

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """A table that lists go to: its columns, the types and defaults of those that are not empty text, how two merge.

    Every name is one of ours, so statements are put together from them.
    """

    table: str
    columns: tuple[str, ...]
    types: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)  # of the stored `t` and the given `g`

    @property
    def fields(self) -> str:
        """The columns of the given records with their types."""
        return ", ".join(f"{name} {self.types.get(name, 'text')}" for name in ("code", *self.columns))

    @property
    def as_new(self) -> str:
        """What a new row gets."""
        return ", ".join(f"coalesce(g.{name}, {self._default(name)})" for name in self.columns)

    def kept(self, names: Collection[str]) -> dict[str, str]:
        """What a known row gets: an empty cell leaves what is there."""
        return {name: self.merged.get(name, self._merge(name)) for name in self.columns if name in names}

    def _default(self, name: str) -> str:
        return self.defaults.get(name, "NULL" if name in self.types else "''")

    def _merge(self, name: str) -> str:
        given = f"g.{name}" if name in self.types else f"nullif(g.{name}, '')"
        return f"coalesce({given}, t.{name})"


def store_cards(work: Work, target: Target, records: Sequence[Record], names: Collection[str]) -> Mapping[str, int]:
    """Make the records whose code is new, change the others in the columns `names`; how many of each."""
    kept = target.kept(names)
    mine, wanted = ", ".join(f"t.{name}" for name in kept), ", ".join(kept.values())
    sets = ", ".join(f"{name} = {value}" for name, value in kept.items())
    row = work.rows(
        f"WITH g AS (SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS x({target.fields})),"
        f" changed AS (UPDATE {target.table} t SET {sets} FROM g WHERE t.code = g.code"
        f" AND ROW({mine}) IS DISTINCT FROM ROW({wanted}) RETURNING 1),"
        f" made AS (INSERT INTO {target.table} (code, {', '.join(target.columns)}) SELECT g.code, {target.as_new}"
        f" FROM g WHERE NOT EXISTS (SELECT FROM {target.table} t WHERE t.code = g.code) RETURNING 1)"
        " SELECT (SELECT count(*) FROM made) AS made, (SELECT count(*) FROM changed) AS changed",
        rows=to_json(records),
    )[0]
    return {"new": row.made, "changed": row.changed, "unchanged": len(records) - row.made - row.changed}


def fresh_codes(work: Work, door: str, count: int, taken: Collection[str]) -> Iterator[str]:
    """`count` new numbers from the door `door`, in one statement; none that the list itself gives (`taken`)."""
    while count > 0:
        rows = work.rows(f"SELECT {door}(:company) AS code FROM generate_series(1, :count)", count=count)
        fresh = [row.code for row in rows if row.code not in taken]
        yield from fresh
        count -= len(fresh)


def store_terms(  # noqa: PLR0913 - two tables and what goes between them
    work: Work, target: Target, records: Sequence[Record], names: Collection[str], *, card: str, key: str
) -> None:
    """Give each record's card this company's terms where it has none; change those it has in the columns `names`."""
    kept = target.kept(names)
    sets = ", ".join(f"{name} = {value}" for name, value in kept.items())
    mine, wanted = ", ".join(f"t.{name}" for name in kept), ", ".join(kept.values())
    source = f"g AS (SELECT c.id AS card, x.* FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS x({target.fields})"
    known = f"t.company_id = :company AND t.{key} = g.card"
    changed = (
        f"changed AS (UPDATE {target.table} t SET {sets} FROM g WHERE {known}"
        f" AND ROW({mine}) IS DISTINCT FROM ROW({wanted}) RETURNING 1),"
        if kept
        else ""
    )
    work.value(
        f"WITH {source} JOIN {card} c ON c.code = x.code), {changed}"
        f" made AS (INSERT INTO {target.table} (company_id, {key}, {', '.join(target.columns)})"
        f" SELECT :company, g.card, {target.as_new} FROM g"
        f" WHERE NOT EXISTS (SELECT FROM {target.table} t WHERE {known}) RETURNING 1) SELECT count(*) FROM made",
        rows=to_json(list(records)),
    )

"""What a benchmark reports: a figure, beside the physical limit that the same run measured."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in `unit`; `limit` is what raw SQL or a minimal program reaches in the same run, None where none is."""

    name: str
    value: float
    unit: str
    aim: str
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        """How much of the limit is reached: above 1 is better than it, for rates and for times alike."""
        if not self.limit:
            return None
        return self.value / self.limit if self.unit.endswith("/s") else self.limit / self.value

    def as_row(self) -> dict[str, object]:
        """The figure as it stands in build/benchmarks.json."""
        return {**asdict(self), "ratio": self.ratio}

"""A chart of the start page that reads what it shows."""

from __future__ import annotations

from models.database.errors import KontorError
from resources.language import _
from views.kit.chart.panel import ChartPanel, Nothing
from views.kit.host import Host, Job
from views.start.charts import AreaChart


class DrawnChart(ChartPanel):
    """The chart of an area; where it cannot be read it says so in its place."""

    def __init__(self, host: Host, declared: AreaChart) -> None:
        super().__init__(host, Nothing(_(declared.nothing), _(declared.hint)), height=declared.height)
        self.declared = declared
        self._reader = host
        self._job: Job | None = None

    def refresh(self) -> None:
        """Read it again."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._reader.read(self.declared.read, {}, on_done=self._on_read, on_failed=self._on_failed)

    def _on_read(self, answer: object) -> None:
        self.set_chart(self.declared.chart(self._reader, answer))

    def _on_failed(self, error: KontorError) -> None:
        self.show_problem(self._reader.explain(error))

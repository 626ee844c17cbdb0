"""What a customer bought month by month, as a small line."""

from __future__ import annotations

from models.database.errors import KontorError
from models.finance.trends import SalesTrend, party_sales_by_month
from resources.language import _
from views.finance.sales_charts import sales_line
from views.kit.chart.panel import ChartCard, Nothing
from views.kit.host import Host, Job

_HEIGHT = 36


class SalesLine(ChartCard):
    """Twelve months of invoices to one customer, each month opening its own; hidden where there are none."""

    def __init__(self, host: Host, party_id: int) -> None:
        super().__init__(host, Nothing(""), height=_HEIGHT, beside=True)
        self._host, self._party = host, party_id
        self._job: Job | None = None
        self.hide()

    def refresh(self) -> None:
        """Read it again."""
        if self._job is not None:
            self._job.cancel()
        arguments = {"party_id": self._party}
        self._job = self._host.read(party_sales_by_month, arguments, on_done=self._on_read, on_failed=self._on_failed)

    def _on_read(self, trend: SalesTrend) -> None:
        chart = sales_line(trend, _("Invoiced by month, net"), self._host.language, party_id=self._party)
        self.set_chart(chart)
        self.setVisible(not chart.empty)

    def _on_failed(self, error: KontorError) -> None:
        """The page has told it; the figures say more than the line."""
        del error

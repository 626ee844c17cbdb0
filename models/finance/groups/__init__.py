"""Groups of companies: their members, the chart of the group, what it eliminates, and its figures."""

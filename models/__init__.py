"""The business: rules, tables and operations. Never imports Qt or ReportLab."""

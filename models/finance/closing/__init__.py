"""Closing the month: periods and their locks, the tasks of a close, and reconciled accounts."""

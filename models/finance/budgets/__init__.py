"""Budgets and forecasts: an amount for each account and month of a fiscal year, and what is booked beside it."""

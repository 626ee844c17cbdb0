"""Spending control: what documents cost is compared with the budget before they are booked or ordered."""

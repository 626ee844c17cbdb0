"""Entries that come by themselves: repeated vouchers, planned reversals, amounts spread over months."""

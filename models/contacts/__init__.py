"""Parties: one record for customer, supplier and person."""

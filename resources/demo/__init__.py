"""Parties and items of the demo company, all of them invented."""

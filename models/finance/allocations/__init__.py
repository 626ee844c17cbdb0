"""Costs spread over cost centres, projects and accounts: by keys, in the order of their rules, once a month."""

"""The demo company: an invented furniture wholesaler and a year of its business, made through the operations alone."""

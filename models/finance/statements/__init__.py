"""Statements of the books: rows that people design, columns chosen apart, every figure with what it is made of."""

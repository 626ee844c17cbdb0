"""PDF and spreadsheet documents made from plain dataclasses."""

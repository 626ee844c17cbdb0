"""Pages, text, tables and codes that all documents are laid out with."""

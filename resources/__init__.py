"""Icons, fonts, translations, starter charts and the demo company."""

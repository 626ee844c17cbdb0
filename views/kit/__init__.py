"""The parts every screen is made of: host contract, theme, list, form, entry grid, pages and previews."""

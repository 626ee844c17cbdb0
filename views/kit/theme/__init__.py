"""How Kontor looks: tokens, palette, the small style sheet, fonts and icons, light and dark."""

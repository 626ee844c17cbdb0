"""Typefaces of screens and documents; licence in OFL.txt, what was changed in FONTLOG.txt."""

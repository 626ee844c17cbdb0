"""Charts on the screen: painted in the theme, read by keyboard and aloud, each mark opening its rows."""

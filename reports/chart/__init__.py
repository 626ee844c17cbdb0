"""Charts as plain data and as geometry, the same for the screen and for paper."""

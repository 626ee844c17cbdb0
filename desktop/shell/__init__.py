"""The windows: sign-in, the first run, and the main window with its pages."""

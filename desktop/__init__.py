"""The shell: entry point, command line, windows and work off the GUI thread."""

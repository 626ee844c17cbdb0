"""A PDF on the screen: looked through, searched, copied from, saved and printed."""

"""Fixed assets: the register, what happens to them, and their reports."""

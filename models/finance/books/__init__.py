"""Further accounting books of a company: what differs in them, and what they come to together with the main books."""

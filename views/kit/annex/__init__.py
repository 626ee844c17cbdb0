"""What belongs to a record beside its figures: notes, files and history, at the foot of its page."""

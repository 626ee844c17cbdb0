"""Companies, users and rights, number series, attachments, audit and settings."""

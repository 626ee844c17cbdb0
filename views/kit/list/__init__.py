"""Lists of any length: declared as a `ListSpec`, paged by key, sorted and searched in the database."""

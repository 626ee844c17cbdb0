"""The PostgreSQL server of one computer: found, set up, started, joined and stopped without an administrator."""

"""The reviews of a server, in SQLite or PostgreSQL."""

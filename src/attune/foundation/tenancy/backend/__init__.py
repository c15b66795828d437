"""The database backend: PostgreSQL through psycopg, with walls raised by the schema editor."""

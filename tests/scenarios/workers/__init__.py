"""Several workers on one PostgreSQL."""

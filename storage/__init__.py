"""Storage: SQLAlchemy models and repositories; knows nothing of platforms or matching."""

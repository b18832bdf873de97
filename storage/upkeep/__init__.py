"""Looks after a database: backups, soundness, retention.

May import the repositories and models of storage.
"""

"""Errors of the storage package.

StorageError
├── DatabaseUnreachable     the server does not answer, or the file cannot be opened
├── NewerSchema             the database was written by a newer Claimspread: left untouched
├── BackupUnusable          a backup cannot be written, or is damaged, or is none
├── NotEmpty                a database that holds something would be overwritten
├── DuplicateClaim          the claim is already there: `claim_id` says which
├── InUse                   another bot process runs on this SQLite file
├── OtherAccount            another account of the same platform is at work on this database
├── LockLost                this process may not listen any more: another one may
└── UnfitValue              a value that no column takes: a time without zone, a key that is too long
"""

import sqlite3

from sqlalchemy.exc import DontWrapMixin, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

TROUBLE = (
    OperationalError,
    InterfaceError,
    InternalError,
    PoolTimeoutError,
    sqlite3.OperationalError,
    OSError,
)
"""What is raised where the database itself fails: gone, locked, full, out of connections. It may pass."""


class StorageError(Exception):
    """Base of the family; `str(error)` is one line that a person can act on."""


class DatabaseUnreachable(StorageError):
    """The server does not answer, or the file cannot be opened."""


class NewerSchema(StorageError):
    """The database was written by a newer version; nothing was changed."""


class BackupUnusable(StorageError):
    """A backup cannot be written, or a file is no sound backup."""


class NotEmpty(StorageError):
    """A database that holds something would be overwritten; nothing was changed."""


class DuplicateClaim(StorageError):
    """A claim with the same words is already there."""

    def __init__(self, claim_id: int) -> None:
        super().__init__(f"claim {claim_id} already says this")
        self.claim_id = claim_id


class InUse(StorageError):
    """Another bot process runs on this SQLite file."""


class OtherAccount(StorageError):
    """Another account of the same platform is at work on this database; one database is for one."""


class LockLost(StorageError):
    """The connection that held a lock was lost; another process may have the lock by now."""


class UnfitValue(StorageError, ValueError, DontWrapMixin):
    """A value cannot be stored: a time without zone, a key that is too long.

    Reaches the caller as it is, not wrapped into SQLAlchemy's StatementError.
    """

"""Writes a file whole or not at all: a reader finds the old content or the new, also after a power cut."""

import contextlib
import os
import secrets
from pathlib import Path


def replace_file(file: Path, content: bytes, *, private: bool = False) -> None:
    """Put a new content in place of a file's, or make the file; its folder must be there.

    Args:
        file: which; what it held stays until all of the new content is on the disk.
        content: all of it.
        private: only its owner may read it; else as the umask has it.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    new = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
    try:
        with os.fdopen(handle, "wb") as writing:
            writing.write(content)
            writing.flush()
            os.fsync(handle)
        new.replace(file)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            new.unlink()
        raise

"""`claimspread settings`: every setting, as a file to begin with."""

import sys

from bot.config.reference import as_toml


def settings() -> None:
    """Print every setting as a commented claimspread.toml: what it does, its default, an example."""
    sys.stdout.write(as_toml())

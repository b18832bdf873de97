"""The `claimspread` command: one module a subcommand, joined in `main`.

May import every room; no room imports it.
"""

from bot.cli.main import main

__all__ = ["main"]

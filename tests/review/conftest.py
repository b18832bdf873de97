"""The chat of the commands' tests: reviewers decide by commands and buttons."""

from tests.commands.conftest import chat

__all__ = ["chat"]

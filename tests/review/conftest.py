"""The chat of the tests of commands, for reviewers."""

from tests.commands.conftest import chat

__all__ = ["chat"]

"""Chat commands and buttons, written once for every platform: one module a topic, joined in the registry.

Importing this package registers them all.
"""

from bot.commands import adding, check, claims, explain, feedback, help, roles, viewing  # noqa: A004
from bot.commands.choices import settle_choices
from bot.commands.dialogues import continue_dialogue
from bot.commands.registry import commands_for, dispatch, press

__all__ = [
    "adding",
    "check",
    "claims",
    "commands_for",
    "continue_dialogue",
    "dispatch",
    "explain",
    "feedback",
    "help",
    "press",
    "roles",
    "settle_choices",
    "viewing",
]

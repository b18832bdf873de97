"""Chat commands and buttons, written once for every platform: one module a topic, joined in the registry.

Importing this room registers them all. May import review, outbox, sources, decisions, conversation, spread,
claims and what lies below them; the pipeline that calls it is unknown to it.
"""

from bot.commands import (
    adding,
    asked,
    budget,
    check,
    claims,
    correcting,
    dashboard,
    digest,
    explain,
    exporting,
    feedback,
    help,  # noqa: A004
    importing,
    inviting,
    origins,
    proposals,
    review,
    roles,
    settings,
    sources,
    spread,
    tipline,
    undoing,
    viewing,
    wording,
)
from bot.commands.choices import settle_choices
from bot.commands.dialogues import continue_dialogue
from bot.commands.registry import commands_for, dispatch, press

__all__ = [
    "adding",
    "asked",
    "budget",
    "check",
    "claims",
    "commands_for",
    "continue_dialogue",
    "correcting",
    "dashboard",
    "digest",
    "dispatch",
    "explain",
    "exporting",
    "feedback",
    "help",
    "importing",
    "inviting",
    "origins",
    "press",
    "proposals",
    "review",
    "roles",
    "settings",
    "settle_choices",
    "sources",
    "spread",
    "tipline",
    "undoing",
    "viewing",
    "wording",
]

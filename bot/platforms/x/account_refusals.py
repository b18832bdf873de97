"""Refusals of X that are about the bot's account or about our call, not about one post or person. Pure.

X answers 403 for all of it. What its texts say is known from its own error pages and from fault reports; a
text that fits nothing here is taken for a refusal of that one post or message.
"""

import re
from typing import Final

from bot.errors import AccountRefused

_WAIT: Final = 900.0
"""Seconds until X is asked again: it names no end, and its windows are 15 minutes."""

_SIGNS: Final = (
    ("locked", r"temporarily locked|account (?:is|has been|was) (?:locked|limited|restricted)|unlock your"),
    ("suspended", r"your account (?:is|has been|was) suspended|account is suspended and is not permitted"),
    (
        "automated",
        r"looks like (?:it might be )?automated|might be automated|automated (?:behaviou?r|activity|request)"
        r"|unusual (?:activity|behaviou?r|login)|protect our (?:users|community)",
    ),
    (
        "limit",
        r"daily (?:\w+ )*limit|24.hour limit|(?:update|posting|tweet|post|messages?|sending) limit"
        r"|reached (?:the|your) (?:\w+ ){0,3}limit|usage.?cap|spend.?cap",
    ),
    ("credits", r"\bcredits?\b|billing|payment required"),
)

_THIS_CONVERSATION: Final = re.compile(
    r"(?:this|that|the) (?:user|person|participant|recipient|account|conversation)|not following|follow you"
    r"|blocked|not permitted to message|cannot send messages|can't send messages|deactivated|suspended"
)

_MISUNDERSTOOD: Final = re.compile(
    r"query parameter \[|(?:tweet|post|user|media|dm_event|poll|place)\.fields|\bexpansions\b"
)


def of_the_account(text: str, said: str) -> AccountRefused | None:
    """The refusal of a 403, where it is the whole account's; None where it is one post's or one person's.

    Args:
        text: what to tell.
        said: what X said, in lower case.
    """
    kind = next((kind for kind, signs in _SIGNS if re.search(signs, said)), None)
    return None if kind is None else AccountRefused(text, kind, _WAIT)


def without_credits(text: str) -> AccountRefused:
    """402: nothing more is available until somebody pays."""
    return AccountRefused(text, "credits", _WAIT)


def misunderstood(text: str, said: str) -> AccountRefused | None:
    """The refusal of a 400 to a question, where X does not know a parameter of ours; None otherwise."""
    return AccountRefused(text, "fault", _WAIT) if _MISUNDERSTOOD.search(said) else None


def closes_the_conversation(said: str) -> bool:
    """Whether the refusal of a direct message is about whom it was for."""
    return _THIS_CONVERSATION.search(said) is not None

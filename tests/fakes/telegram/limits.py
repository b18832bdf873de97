"""The platform's limits on messages sent, as 429 answers.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this (1 message a second
in a chat, 20 a minute in a group, about 30 a second in all). The platform forgives short bursts; the fake
does not.
"""

import math
from collections import deque
from dataclasses import dataclass, field

from tests.fakes.telegram.errors import too_many_requests


@dataclass(frozen=True)
class Limits:
    """How many messages may be sent; None lifts a limit. Only messages that were accepted count.

    An album counts once against a chat's second and with each of its messages against the other two. Edits,
    deletions, chat actions and answers to queries do not count.
    """

    overall_per_second: int | None = 30
    chat_per_second: int | None = 1
    group_per_minute: int | None = 20

    @classmethod
    def none(cls) -> "Limits":
        """No limits at all."""
        return cls(None, None, None)


@dataclass
class RateBook:
    """What was sent lately, so that the next message can be judged."""

    limits: Limits
    _overall: deque[float] = field(default_factory=deque)
    _chats: dict[int, deque[float]] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)

    def charge(self, chat_id: int, *, is_group: bool, messages: int, now: float) -> None:
        """Count messages about to be sent.

        Raises:
            ApiError: 429 with `retry_after` in whole seconds; nothing is counted then.
        """
        limits = self.limits
        windows = [
            (self._overall, limits.overall_per_second, 1.0, messages),
            (self._chats.setdefault(chat_id, deque()), limits.chat_per_second, 1.0, 1),
        ]
        if is_group:
            minute = self._groups.setdefault(chat_id, deque())
            windows.append((minute, limits.group_per_minute, 60.0, messages))
        wait = max(_wait(*window, now) for window in windows)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for sent, limit, _, cost in windows:
            if limit is not None:
                sent.extend([now] * cost)


def _wait(sent: deque[float], limit: int | None, seconds: float, cost: int, now: float) -> float:
    """Seconds until `cost` more fit into a sliding window."""
    if limit is None:
        return 0.0
    while sent and sent[0] <= now - seconds:
        sent.popleft()
    over = len(sent) + min(cost, limit) - limit
    return sent[over - 1] + seconds - now if over > 0 else 0.0

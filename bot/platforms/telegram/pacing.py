"""How fast Telegram lets a bot speak: about 30 messages a second in all, 1 in a chat, 20 a minute in a group.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. Only messages
that appear again count; edits, deletions, signs of typing and answers to queries do not. Where Telegram
asks for patience all the same (429), the outbox obeys.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_OVERALL = (30, 1.0)
_CHAT = (1, 1.0)
_GROUP = (20, 60.0)
_MOST_CHATS = 10_000


class SendingWindow:
    """At most so many turns within so many seconds, whichever seconds one looks at."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._used: deque[float] = deque()
        self._order = asyncio.Lock()

    async def wait(self) -> None:
        """Wait for a turn, in the order of asking."""
        clock = asyncio.get_running_loop().time
        async with self._order:
            if (left := self._left(clock())) > 0:
                await asyncio.sleep(left)
            self._used.append(clock())

    def note(self, now: float) -> None:
        """The turn took effect only now: count it from here."""
        if self._used:
            self._used[-1] = now

    def is_unused(self, now: float) -> bool:
        """Whether nothing that was done counts any more."""
        return self._left(now) == 0 and not self._used

    def _left(self, now: float) -> float:
        """Seconds until a turn is free."""
        while self._used and self._used[0] <= now - self._seconds:
            self._used.popleft()
        over = len(self._used) - self._most
        return self._used[over] + self._seconds - now if over >= 0 else 0.0


class SendingPace:
    """Keeps all limits for new messages."""

    def __init__(self) -> None:
        self._overall = SendingWindow(*_OVERALL)
        self._chats: dict[str, list[SendingWindow]] = {}

    @asynccontextmanager
    async def turn(self, chat_id: str) -> AsyncIterator[None]:
        """Wait until another message may go to the chat; the block sends it.

        Messages count from when they were done, for Telegram counts them when they arrive.
        """
        windows = self._windows(chat_id)
        for window in (*windows, self._overall):
            await window.wait()
        try:
            yield
        finally:
            done = asyncio.get_running_loop().time()
            for window in windows:
                window.note(done)

    def _windows(self, chat_id: str) -> list[SendingWindow]:
        """The chat's own limits; groups and channels have negative ids."""
        if chat_id not in self._chats:
            now = asyncio.get_running_loop().time()
            if len(self._chats) >= _MOST_CHATS:
                self._chats = {
                    chat: windows
                    for chat, windows in self._chats.items()
                    if not all(window.is_unused(now) for window in windows)
                }
            limits = [_CHAT, _GROUP] if chat_id.startswith("-") else [_CHAT]
            self._chats[chat_id] = [SendingWindow(*limit) for limit in limits]
        return self._chats[chat_id]

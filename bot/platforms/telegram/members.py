"""Who runs a chat, and whether the bot is shown all that is written there: asked of Telegram, kept briefly.

See https://core.telegram.org/bots/api#getchatmember and https://core.telegram.org/bots/features#privacy-mode.
"""

import time
from collections.abc import Callable

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.events import Account, Place, PlaceKind
from bot.platforms.telegram.faults import translate

_KEPT_SECONDS = 60.0
_MOST_KEPT = 10_000
_RUNS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


class Members:
    """Answers questions about members, each asked of Telegram at most once a minute."""

    def __init__(self, bot: Bot, clock: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[float, str]] = {}

    async def is_admin(self, place: Place, account: Account) -> bool:
        """Whether the account owns or administers the chat.

        A chat that speaks for itself (an anonymous admin, a channel's post) is run by anyone who speaks so.

        Raises:
            PlatformError: Telegram does not say.
        """
        if account.id == place.id:
            return True
        if not account.id.isdecimal():
            return False
        return await self._status(place, account.id) in _RUNS

    async def hears_everything(self, place: Place) -> bool:
        """Whether privacy mode is off or does not count, because the bot is an admin or it is a channel.

        Raises:
            PlatformError: Telegram does not say.
        """
        if place.kind in (PlaceKind.PRIVATE, PlaceKind.CHANNEL):
            return True
        if self._bot.can_read_all_group_messages:
            return True
        return await self._status(place, str(self._bot.id)) in _RUNS

    async def _status(self, place: Place, account_id: str) -> str:
        key, now = (place.id, account_id), self._clock()
        known = self._known.get(key)
        if known is not None and known[0] > now:
            return known[1]
        try:
            member = await self._bot.get_chat_member(place.id, int(account_id))
        except TelegramError as error:
            raise translate(error) from error
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        self._known[key] = (now + _KEPT_SECONDS, member.status)
        return member.status

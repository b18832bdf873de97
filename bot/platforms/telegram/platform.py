"""Telegram behind the port: hears updates by polling or by webhook, sends what the outbox holds."""

import asyncio
import json
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog
from telegram import Bot, InlineQuery, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.config import TelegramSettings
from bot.errors import ConfigurationError, PlatformError, Rejected
from bot.events import Account, Address, Delivery, Event, OutgoingMessage, Place, PlaceKind, Post
from bot.platforms.base import (
    ANSWER_SECONDS,
    Accept,
    Consult,
    DeliveryOutcome,
    Menu,
    ReadCursor,
    Sent,
    Unreadable,
)
from bot.platforms.telegram import sending
from bot.platforms.telegram.faults import translate
from bot.platforms.telegram.inline import InlineDesk
from bot.platforms.telegram.members import Members
from bot.platforms.telegram.menus import set_menu
from bot.platforms.telegram.pacing import SendingPace
from bot.platforms.telegram.polling import Polling, polling_request
from bot.platforms.telegram.updates import ALLOWED_UPDATES, NAME, Me, event_of
from bot.platforms.telegram.webhook import receiving

log = structlog.get_logger()

HEARTBEAT = f"{NAME}:heartbeat"
"""Name of the cursor that tells when Telegram was last heard: see `bot.operations.doctor`."""

SILENCES = f"{NAME}:silences"
"""Name of the cursor that tells how many polls fell silent and were begun again, and when the last was."""

_BEAT_SECONDS = 30.0
_WEBHOOK_LOOK_SECONDS = 60.0
_PEEK_EVERY_SECONDS = 1.0
_REMEMBERED = 200
"""Ids of inline queries: as many as two batches hold."""
_PLACES_WITH_SIGN = (PlaceKind.PRIVATE, PlaceKind.GROUP)


@dataclass
class _Heard:
    """What some updates hold."""

    events: list[Event] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    questions: list[InlineQuery] = field(default_factory=list)


class TelegramPlatform:
    """The bot on Telegram."""

    name = NAME

    def __init__(self, settings: TelegramSettings) -> None:
        if settings.token is None:
            raise ConfigurationError("CLAIMSPREAD_TELEGRAM__TOKEN is not set")
        base = settings.base_url
        self._settings = settings
        polls = polling_request(settings)
        self._bot: Bot = Bot(
            settings.token.get_secret_value(),
            base_url=base,
            base_file_url=settings.base_file_url or _file_url(base),
            request=HTTPXRequest(connection_pool_size=64, read_timeout=ANSWER_SECONDS),
            get_updates_request=polls,
        )
        self._polling = Polling(self._bot, polls, settings, ALLOWED_UPDATES)
        self._me = Me(0, "")
        self._members = Members(self._bot)
        self._pace = SendingPace()
        self._desk: InlineDesk | None = None
        self._signs: set[asyncio.Task[None]] = set()
        self._beat_at = float("-inf")
        self._silences = self._noted = 0
        self._beating: asyncio.Task[None] | None = None
        self._asked: deque[str] = deque(maxlen=_REMEMBERED)

    @property
    def account_id(self) -> str:
        """The bot's own id."""
        return str(self._me.id)

    @property
    def username(self) -> str:
        """The bot's name without the @, once it is open."""
        return self._me.username

    def consult_with(self, consult: Consult) -> None:
        """Answer inline queries with this from now on."""
        self._desk = InlineDesk(self._bot, consult)

    async def open(self) -> None:
        """Connect, check the token, learn the bot's name.

        Raises:
            PlatformError: the token is refused, or Telegram cannot be reached.
        """
        try:
            await self._bot.initialize()
            user = await self._bot.get_me()
        except TelegramError as error:
            raise translate(error) from error
        self._me = Me(user.id, user.username or "")
        log.info(
            "telegram connected",
            username=user.username,
            sees_all_group_messages=user.can_read_all_group_messages,
            answers_inline=user.supports_inline_queries,
        )

    async def listen(self, accept: Accept, read_cursor: ReadCursor) -> None:
        """Hear updates, commit them, and only then acknowledge, until cancelled."""
        try:
            if self._settings.webhook_url is None:
                await self._poll(accept, read_cursor)
            else:
                await self._receive(self._settings.webhook_url, accept)
        except TelegramError as error:
            raise translate(error) from error

    async def send(self, message: OutgoingMessage) -> Sent:
        """Make the call that the message asks for, at the pace that Telegram allows for a chat."""
        new = message.delivery is Delivery.SEND and message.place.kind is not PlaceKind.GUEST
        try:
            async with self._pace.turn(message.place.id) if new else nullcontext():
                return await sending.send(self._bot, message)
        except TelegramError as error:
            raise translate(error) from error

    async def settle(self, message: OutgoingMessage, since: datetime) -> Sent | DeliveryOutcome:
        """Telegram cannot be asked what the bot has sent; edits and notices may safely be repeated.

        So may a guest's answer: the query takes one only.
        """
        doubles = message.delivery is Delivery.SEND and message.place.kind is not PlaceKind.GUEST
        return DeliveryOutcome.UNKNOWABLE if doubles else DeliveryOutcome.NOT_SENT

    async def is_admin(self, place: Place, account: Account) -> bool:
        """Whether this account runs that chat."""
        return await self._members.is_admin(place, account)

    async def start_page(self, code: str) -> str:
        """Telegram's deep link; a process that does not listen may have to ask for the bot's name."""
        try:
            name = self._me.username or (await self._bot.get_me()).username
        except TelegramError as error:
            raise translate(error) from error
        return f"https://t.me/{name}?start={code}"

    async def fetch_file(self, file_id: str, most_bytes: int) -> bytes:
        """The content of a file that somebody sent; Telegram gives bots no more than 20 MB."""
        try:
            file = await self._bot.get_file(file_id)
            if (file.file_size or 0) > most_bytes:
                raise Rejected(f"the file has {file.file_size} bytes")
            content = bytes(await file.download_as_bytearray())
        except TelegramError as error:
            raise translate(error) from error
        if len(content) > most_bytes:
            raise Rejected(f"the file has {len(content)} bytes")
        return content

    async def set_menu(self, menu: Menu) -> None:
        """Offer these commands."""
        await set_menu(self._bot, menu)

    async def hears_everything(self, place: Place) -> bool:
        """Whether the bot is shown every message there."""
        return await self._members.hears_everything(place)

    async def close(self) -> None:
        """Close the connections."""
        if self._desk is not None:
            await self._desk.close()
        last = [*self._signs, *([] if self._beating is None else [self._beating])]
        for task in last:
            task.cancel()
        await asyncio.gather(*last, return_exceptions=True)
        await self._bot.shutdown()

    async def _poll(self, accept: Accept, read_cursor: ReadCursor) -> None:
        """Fetch; polling and a webhook exclude each other, so there must be no webhook."""
        await self._bot.delete_webhook(drop_pending_updates=False)
        cursor = await read_cursor(self._read_up_to)
        before, self._polling.silences = await read_cursor(SILENCES) or "0", 0
        self._silences = self._noted = int(before.partition(" ")[0])
        async for raw in self._polling.batches(int(cursor) + 1 if cursor else None):
            if raw:
                await self._keep(raw, accept)
            await self._beat(accept)

    @property
    def _read_up_to(self) -> str:
        """Name of the cursor: another bot's updates have other numbers."""
        return f"{NAME}:{self._me.id}"

    async def _keep(self, raw: Sequence[dict[str, Any]], accept: Accept) -> None:
        """Commit a batch; where the database is busy, inline queries that come meanwhile do not wait for it.

        They expire in seconds. Nothing is acknowledged before the commit: the next poll brings them again.
        """
        taking = asyncio.create_task(
            self._take(raw, accept, cursor=(self._read_up_to, str(raw[-1]["update_id"])))
        )
        try:
            while not (await asyncio.wait([taking], timeout=_PEEK_EVERY_SECONDS))[0]:
                self._answer(self._translate(await self._peek(int(raw[0]["update_id"]))).questions)
        except asyncio.CancelledError:
            taking.cancel()
            await asyncio.gather(taking, return_exceptions=True)
            raise
        await taking

    async def _peek(self, offset: int) -> list[dict[str, Any]]:
        """Updates with inline queries; none where Telegram is in trouble, as the next poll will tell."""
        try:
            raw = await self._polling.peek(offset)
        except PlatformError as error:
            log.info("cannot look for inline queries", error=str(error))
            return []
        return [update for update in raw if Update.INLINE_QUERY in update]

    async def _receive(self, url: str, accept: Accept) -> None:
        """Let Telegram deliver, and look from time to time whether it still does."""

        async def receive(update: dict[str, Any]) -> None:
            await self._take([update], accept)

        secret = self._settings.webhook_secret
        assert secret is not None  # noqa: S101 - the settings see to it
        told = datetime.now(UTC)
        async with receiving(self._settings.webhook_listen, url, secret.get_secret_value(), receive):
            current = ""
            while True:
                if current != url:
                    await self._bot.set_webhook(
                        url, secret_token=secret.get_secret_value(), allowed_updates=ALLOWED_UPDATES
                    )
                    log.info("webhook set", url=url)
                info = await self._bot.get_webhook_info()
                current = info.url
                if info.last_error_date is not None and info.last_error_date > told:
                    told = info.last_error_date
                    log.warning("telegram cannot deliver", error=info.last_error_message, at=str(told))
                await self._beat(accept)
                await asyncio.sleep(_WEBHOOK_LOOK_SECONDS)

    async def _take(
        self, raw: Sequence[dict[str, Any]], accept: Accept, cursor: tuple[str, str] | None = None
    ) -> None:
        """Answer what is asked inline, and commit the rest; where there is no rest, nothing needs a commit.

        The cursor may then stay: after a crash Telegram gives what it has, and that is no more than that.
        """
        heard = self._translate(raw)
        self._answer(heard.questions)
        if heard.events or heard.unreadable:
            await accept(heard.events, unreadable=heard.unreadable, cursor=cursor)
        for event in heard.events:
            self._show_looking(event)

    def _answer(self, questions: Sequence[InlineQuery]) -> None:
        """Answer inline queries, each once however often it is seen."""
        for question in questions:
            if self._desk is not None and question.id not in self._asked:
                self._asked.append(question.id)
                self._desk.take(question)

    def _translate(self, raw: Sequence[dict[str, Any]]) -> _Heard:
        heard = _Heard()
        for data in raw:
            try:
                update = Update.de_json(data, self._bot)
                event = event_of(update, self._me)
            except Exception as error:
                heard.unreadable.append(_unreadable(data, error))
                continue
            if event is not None:
                heard.events.append(event)
            if update.inline_query is not None:
                heard.questions.append(update.inline_query)
        return heard

    async def _beat(self, accept: Accept) -> None:
        """Store that Telegram was heard just now; often enough for `doctor`, not with each poll.

        Nobody waits for the commit: the next poll begins at once.
        """
        await accept([])
        now = asyncio.get_running_loop().time()
        at_rest = self._beating is None or self._beating.done()
        silent = self._silences + self._polling.silences > self._noted
        if at_rest and (silent or now - self._beat_at >= _BEAT_SECONDS):
            self._beat_at = now
            self._beating = asyncio.create_task(self._note_beat(accept))

    async def _note_beat(self, accept: Accept) -> None:
        now = datetime.now(UTC).isoformat()
        silences = self._silences + self._polling.silences
        try:
            await accept([], cursor=(HEARTBEAT, now))
            if silences > self._noted:
                await accept([], cursor=(SILENCES, f"{silences} {now}"))
                self._noted = silences
        except Exception as error:
            log.warning("cannot note that telegram was heard", error=f"{type(error).__name__}: {error}")

    def _show_looking(self, event: Event) -> None:
        """Show that the bot is at work on what somebody asked; beside everything else, best effort."""
        if not isinstance(event, Post) or event.edited or event.address is Address.OVERHEARD:
            return
        if event.place.kind in _PLACES_WITH_SIGN:
            sign = asyncio.create_task(self._type(event))
            self._signs.add(sign)
            sign.add_done_callback(self._signs.discard)

    async def _type(self, post: Post) -> None:
        thread = post.place.thread_id
        try:
            await self._bot.send_chat_action(
                post.place.id, ChatAction.TYPING, message_thread_id=int(thread) if thread else None
            )
        except TelegramError as error:
            log.debug("no sign of typing", error=error.message)


def _unreadable(update: Mapping[str, Any], error: Exception) -> Unreadable:
    return Unreadable(
        event_id=f"update:{update.get('update_id')}",
        payload=json.dumps(update, ensure_ascii=False),
        error=f"{type(error).__name__}: {error}",
    )


def _file_url(base_url: str) -> str:
    """`…/bot` to `…/file/bot`, as Bot API servers have it."""
    head, _, tail = base_url.rpartition("/")
    return f"{head}/file/{tail}"

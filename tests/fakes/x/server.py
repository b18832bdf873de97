"""The fake X API server: one bot account, one app, a small world, all of X's rules."""

import asyncio
from collections.abc import Callable, Sequence
from decimal import Decimal
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from .activity import Activity
from .auth import Credentials, Doorkeeper, SignatureCheck
from .billing import Bill, Item, Prices
from .clock import Clock
from .connections import Connections
from .control import add_control
from .desk import Desk, Refusal
from .dms import DirectMessages
from .faults import FaultPlan
from .gateway import Gateway, RequestRecord
from .limits import Limit, RateLimits
from .model import DirectMessage, Post, User, World
from .oauth2 import OAuth2
from .quirks import Quirks
from .reading import Reading
from .render import Renderer
from .stream import FilteredStream, Stream
from .writing import Reply, Writing

LogLine = Callable[[str, dict[str, Any]], None]


class FakeX:
    """A fake X API v2 over HTTP on loopback. The package's docstring describes how to use it.

    Args:
        clock: its time; real time by default.
        prices: what calls cost.
        credentials: the keys it accepts.
        bot: id and handle of the bot's account.
        heartbeat_seconds: between signs of life on streams.
        port: to listen on; 0 picks a free one, kept over ``stop`` and ``start``.
        log: told of every event (name, details) as it happens; the process writes them to a file.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        prices: Prices | None = None,
        credentials: Credentials | None = None,
        bot: tuple[str, str] = ("2000", "claimbot"),
        heartbeat_seconds: float = 20,
        port: int = 0,
        log: LogLine = lambda event, details: None,
    ) -> None:
        self.clock = clock or Clock()
        self.credentials = credentials or Credentials()
        self.port = port
        self.requests: list[RequestRecord] = []
        self.quirks = Quirks()
        self.faults = FaultPlan()
        self.world = World(self.clock)
        self.bot = self.world.add_user(*bot, description="Automated. Run by the newsroom of example.org.")
        self.bill = Bill(self.clock, prices or Prices())
        self.desk = Desk(self.clock, self.world, Renderer(self.world, self.quirks), self.bill, self.bot.id)
        self.rules = self.desk.rules
        self.oauth2 = OAuth2(self.clock, self.credentials)
        signatures = SignatureCheck(self.credentials)
        self.door = Doorkeeper(self.credentials, self.bot.id, self.oauth2, signatures)
        self._limits = RateLimits(self.clock)
        self.stream = Stream(self._charge_read, heartbeat_seconds, now=self.clock.now)
        told = Stream(self._charge_read, heartbeat_seconds, now=self.clock.now)
        self.activity = Activity(self.desk, self.credentials, told)
        self.filtered = FilteredStream(self.desk, self.stream)
        streams = {"filtered_stream": self.stream, "activity_stream": told}
        self._connections = Connections(self.desk, streams)
        self._writing = Writing(self.desk, self._announce)
        self._dms = DirectMessages(self.desk)
        self._log = log
        self._waiting: set[asyncio.Event] = set()
        self._runner: web.AppRunner | None = None

    # The server

    @property
    def url(self) -> str:
        """The base URL, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> Self:
        """Listen."""
        self._runner = web.AppRunner(
            self._application(), handler_cancellation=True, access_log=None, shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def stop(self) -> None:
        """Stop listening and cut what is open; the world, the logs and the port stay."""
        self.stream.close()
        self.activity.stream.close()
        self.faults.clear()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        await self.activity.settled()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    # The world

    def user(self, id_: str, username: str, **more: Any) -> User:
        """Add an account: ``name``, ``description``, ``protected``, ``blocks_bot`` as you like."""
        return self.world.add_user(id_, username, **more)

    def post(
        self,
        author: User | str,
        text: str,
        *,
        reply_to: Post | str | None = None,
        quotes: Post | str | None = None,
        retweets: Post | str | None = None,
        alt_text: str | Sequence[str | None] | None = None,
        lang: str = "en",
        id_: str | None = None,
        auto_mention: bool = True,
        edits: Post | str | None = None,
    ) -> Post:
        """Let somebody post something; streams and webhooks hear of it at once.

        ``alt_text`` attaches one photo for each text. A reply gets its addressee's handle in front,
        as on X, unless its text names them or ``auto_mention`` is false.
        """
        texts = [alt_text] if isinstance(alt_text, str) else list(alt_text or ())
        post = self.world.add_post(
            _id(author),
            text,
            reply_to=_id(reply_to) if reply_to else None,
            quotes=_id(quotes) if quotes else None,
            retweets=_id(retweets) if retweets else None,
            alt_texts=texts,
            lang=lang,
            id_=id_,
            auto_mention=auto_mention,
            edits=_id(edits) if edits else None,
        )
        self._announce(post)
        return post

    def mention(self, author: User | str, text: str = "is this true?", **more: Any) -> Post:
        """Let somebody post ``@bot text``; ``reply_to`` and the rest as for ``post``."""
        return self.post(author, f"@{self.bot.username} {text}", **more)

    def dm(self, sender: User | str, text: str, *, id_: str | None = None) -> DirectMessage:
        """Let somebody write to the bot."""
        message = self.world.add_dm(_id(sender), self.bot.id, text, id_=id_)
        self.activity.offer_dm(message)
        self._note("dm", {"id": message.id, "sender_id": message.sender_id})
        return message

    def delete(self, post: Post | str) -> None:
        """Let an author delete a post."""
        gone = self.world.posts[_id(post)]
        self.world.deleted.add(gone.id)
        self.activity.offer_deletion(gone)
        self._note("post_deleted", {"id": gone.id})

    def change_user(self, user: User | str, **changes: Any) -> User:
        """Change an account, for example ``protected=True`` or ``blocks_bot=True``."""
        return self.world.change_user(_id(user), **changes)

    # What the bot did

    @property
    def replies(self) -> list[Reply]:
        """The bot's posts in order, those it deleted too."""
        return self._writing.created

    @property
    def sent_dms(self) -> list[DirectMessage]:
        """The direct messages that the bot sent."""
        return self._dms.sent()

    @property
    def refusals(self) -> list[Refusal]:
        """What a rule forbade the bot; those with ``offence`` a well-behaved bot never tries."""
        return self.desk.refusals

    @property
    def offences(self) -> list[Refusal]:
        """The refusals that break X's rules, as opposed to mishaps such as a post deleted in the meantime."""
        return [refusal for refusal in self.refusals if refusal.offence]

    @property
    def spend(self) -> Decimal:
        """US dollars spent."""
        return self.bill.total

    @property
    def limits(self) -> dict[str, Limit]:
        """Rate limits by call, such as ``GET /2/dm_events``; assign to change one."""
        return self._limits.limits

    def calls(self, method: str, path: str) -> list[RequestRecord]:
        """The requests of one kind, in order."""
        return [record for record in self.requests if (record.method, record.path) == (method, path)]

    async def wait_for(
        self,
        condition: Callable[[], object],
        timeout: float = 30,  # noqa: ASYNC109 - the public shape of a test helper
    ) -> None:
        """Wait until ``condition()`` is true; looked at whenever something happens here.

        Raises:
            TimeoutError: it did not come true in ``timeout`` seconds.
        """
        changed = asyncio.Event()
        self._waiting.add(changed)
        try:
            async with asyncio.timeout(timeout):
                while not condition():
                    await changed.wait()
                    changed.clear()
        finally:
            self._waiting.discard(changed)

    # Inside

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=8 * 2**20)
        gateway = Gateway(self.clock, self.door, self._limits, self.faults, self._record)
        reading = Reading(self.desk)
        for part in (self.filtered, reading, self._writing, self._dms, self.activity, self._connections):
            for endpoint in part.endpoints():
                gateway.mount(app, endpoint)
        for path in ("/2/oauth2/authorize", "/i/oauth2/authorize"):
            gateway.mount_open(app, "GET", path, self.oauth2.authorize)
        gateway.mount_open(app, "POST", "/2/oauth2/token", self.oauth2.token)
        gateway.mount_open(app, "POST", "/2/oauth2/revoke", self.oauth2.revoke)
        add_control(app, self)
        return app

    def _announce(self, post: Post) -> None:
        self.filtered.offer(post)
        self.activity.offer_post(post)
        event = "bot_post" if post.author_id == self.bot.id else "post"
        details = {"id": post.id, "author_id": post.author_id, "text": post.written}
        self._note(event, {**details, "in_reply_to": post.referenced("replied_to")})

    def _record(self, record: RequestRecord, settled: bool) -> None:
        if not settled:
            self.requests.append(record)
        details = {"method": record.method, "path": record.path, "status": record.status}
        self._note(
            "answer" if settled else "request", {**details, "fault": record.fault, "body": record.body}
        )

    def _charge_read(self, item: Item, resource: str) -> None:
        self.bill.charge(item, resource)
        self._note("streamed", {"id": resource})

    def _note(self, event: str, details: dict[str, Any]) -> None:
        self._log(event, details)
        for waiting in self._waiting:
            waiting.set()


def _id(thing: User | Post | str) -> str:
    return thing if isinstance(thing, str) else thing.id

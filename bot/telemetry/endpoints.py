"""What is seen from outside while the bot runs: `/healthz`, `/readyz` and `/metrics`, over HTTP.

`/healthz` says whether this process lives (a supervisor restarts it where not), `/readyz` whether it can do
its work now and, if not, why; `/metrics` is for Prometheus. Nothing here asks for a password and nothing here
names a person: anyone who may open the port sees numbers and the names of faults.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

import structlog
from aiohttp import web
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import AddressUnavailable, ConfigurationError
from bot.listening import Limits, serving
from bot.telemetry import metrics
from bot.telemetry.health import Health, State
from storage import claims, decisions
from storage.database import Database
from storage.errors import TROUBLE

log = structlog.get_logger()

HANGS_AFTER = 180.0
"""Seconds without a turn of the handling loop, longer than any batch takes: the process is stuck."""
_FRESH_SECONDS = 1.0
"""A look at the database serves everybody who asks within so long: asking often is no load."""
_FOR_OPERATORS = Limits(connections=32, request_seconds=10.0, answer_seconds=30.0)
_STANDING_BY = "standing by, another process listens"
_MESSAGE_STATUSES = ("pending", "sending", "sent", "dead", "unknown", "cancelled")


@dataclass(frozen=True)
class Spending:
    """What a platform cost within one window of its budget, in US dollars; `cap` None: no limit."""

    window: str
    spent: float
    cap: float | None


ReadSpending = Callable[[AsyncSession, datetime], Awaitable[Sequence[Spending]]]
"""Reads what X cost; the windows of the budget, each with its cap."""


class Observatory:
    """Looks at the bot when somebody asks, at most once a second.

    Args:
        database: which the bot works on.
        health: what the parts of the bot report.
        clock: tells the time.
        spending: reads what X cost; None where X is not in use.
    """

    def __init__(
        self, database: Database, health: Health, clock: Clock, spending: ReadSpending | None = None
    ) -> None:
        self._spending = spending
        self._database = database
        self._health = health
        self._clock = clock
        self._loading = True
        self._looked_at = float("-inf")
        self._state: State | None = None
        self._looking = asyncio.Lock()

    def loaded(self, model: str) -> None:
        """The claims are read, the bot begins."""
        self._loading = False
        metrics.BUILD.labels(_version(), model).set(1)

    @property
    def lives(self) -> bool:
        """Whether the handling loop goes round; while the claims are read it is given its time."""
        return self._loading or self._health.seconds_since_loop < HANGS_AFTER

    async def troubles(self) -> list[str]:
        """Why the bot is not ready, empty where it is."""
        state = await self._look()
        return [*(["starting: reading claims"] if self._loading else []), *state.troubles(self._clock())]

    async def standing_by(self) -> Sequence[str]:
        """The platforms that another process hears, while this one is ready to take over."""
        return (await self._look()).standing_by

    async def exposition(self) -> bytes:
        """The metrics in Prometheus' text format."""
        await self._look()
        return generate_latest(metrics.REGISTRY)

    async def _look(self) -> State:
        async with self._looking:
            now = asyncio.get_running_loop().time()
            if self._state is None or now - self._looked_at >= _FRESH_SECONDS:
                self._state = await self._health.look(self._database)
                self._show(self._state)
                if self._state.database and not self._loading:
                    await self._count()
                self._looked_at = asyncio.get_running_loop().time()
            return self._state

    def _show(self, state: State) -> None:
        """Set the gauges to what was seen."""
        now = self._clock()
        metrics.DATABASE_UP.set(state.database)
        metrics.READY.set(not self._loading and not state.troubles(now))
        for name, ear in state.ears.items():
            if ear.standing_by:
                metrics.PLATFORM_UP.remove_by_labels({"platform": name})
            else:
                metrics.PLATFORM_UP.labels(name).set(not state.deafness(name, now))
            metrics.PLATFORM_PAUSED.labels(name).set(ear.paused)
            metrics.ACCOUNT_REFUSED.labels(name).set(bool(ear.account_refused))
            if ear.last_heard is not None:
                metrics.LAST_HEARD.labels(name).set(ear.last_heard.timestamp())
        if not state.database:
            return
        for status, number in (("pending", state.pending), ("failed", state.failed), ("shed", state.shed)):
            metrics.INBOX.labels(status).set(number)
        waits = 0.0 if state.oldest is None else max(0.0, (now - state.oldest).total_seconds())
        metrics.OLDEST.set(waits)
        for status in _MESSAGE_STATUSES:
            metrics.OUTBOX.labels(status).set(state.messages.get(status, 0))

    async def _count(self) -> None:
        """Count what `Health` does not need to know; what cannot be counted now keeps its last value."""
        try:
            async with asyncio.timeout(5), self._database.read() as session:
                metrics.REVIEWS.set(await decisions.open_reviews(session))
                metrics.CLAIMS.set(await claims.count(session, "published"))
                if self._spending is None:
                    return
                for spending in await self._spending(session, self._clock()):
                    metrics.X_SPENT.labels(spending.window).set(spending.spent)
                    if spending.cap is not None:
                        metrics.X_CAP.labels(spending.window).set(spending.cap)
        except TROUBLE as error:
            log.warning("cannot count now", error=type(error).__name__)


@asynccontextmanager
async def observable(observatory: Observatory, listen: str | None) -> AsyncIterator[None]:
    """Serve the three pages at `listen` (HOST:PORT) as long as the block lasts; None: serve nothing.

    Raises:
        ConfigurationError: the address is taken or not ours.
    """
    if listen is None:
        yield
        return
    app = web.Application()
    app.add_routes(pages_of(observatory))
    try:
        async with serving(app, listen, _FOR_OPERATORS):
            log.info("observable", address=listen)
            yield
    except AddressUnavailable as error:
        raise ConfigurationError(f"{error}; set CLAIMSPREAD_METRICS__LISTEN") from error


def pages_of(observatory: Observatory) -> list[web.RouteDef]:
    """The three pages, for this server or another one."""

    async def lives(_request: web.Request) -> web.Response:
        alive = observatory.lives
        return web.Response(
            text="ok\n" if alive else "the handling loop hangs\n", status=200 if alive else 503
        )

    async def ready(_request: web.Request) -> web.Response:
        troubles = await observatory.troubles()
        if troubles:
            return web.Response(text="".join(f"{trouble}\n" for trouble in troubles), status=503)
        waiting = await observatory.standing_by()
        return web.Response(text="".join(["ready\n", *(f"{name}: {_STANDING_BY}\n" for name in waiting)]))

    async def measured(_request: web.Request) -> web.Response:
        return web.Response(
            body=await observatory.exposition(), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    return [web.get("/healthz", lives), web.get("/readyz", ready), web.get("/metrics", measured)]


def _version() -> str:
    try:
        return version("claimspread")
    except PackageNotFoundError:
        return "unknown"

"""The way out to the hosts of sources: slowly, as their robots.txt asks, with their 429 obeyed.

When a host may be asked next stands in the database, so that several workers, and one that was killed and
started again, keep the pace together: a slot is taken, and committed, before the request is made. RFC 9309
says how robots.txt is read: one that is missing allows everything, one that cannot be had for now allows
nothing.
"""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import BinaryIO

import structlog
from protego import Protego
from yarl import URL

from bot.backoff import Doubling
from bot.claims.pages import Answer, PageFault, PageReader, PageUnavailable
from bot.clock import Clock
from bot.config.sources import SourceSettings
from bot.errors import ClaimspreadError
from storage import sources
from storage.database import Database
from storage.models.sources import WebHost

log = structlog.get_logger()

AGENT = "Claimspread"
_ROBOTS_KEPT = timedelta(hours=24)
_MOST_ROBOTS = 500 * 1024
"""What RFC 9309 asks a reader to take at least."""
_LONGEST_DELAY = 120.0
_WAITS = Doubling(60.0, 21_600.0)
_LONGEST_RETRY_AFTER = timedelta(days=1)
_CLOCK_WENT_BACK = timedelta(days=2)
_BUSY = frozenset({429, 503})
_PATIENT_PACE = 1.0
"""Seconds between two requests while somebody waits for a sample."""


class NotYet(ClaimspreadError):
    """The host may not be asked before `at`; nothing was sent."""

    def __init__(self, at: datetime) -> None:
        super().__init__(f"not before {at.isoformat()}")
        self.at = at


class Unreadable(ClaimspreadError):
    """Something of a source could not be read.

    Args:
        state: what its source is in now, such as `unreachable`; see docs/sources.md.
        reason: one line for people.
        at: when to try again at the earliest.
    """

    def __init__(self, state: str, reason: str, at: datetime | None = None) -> None:
        super().__init__(reason)
        self.state = state
        self.at = at


class Web:
    """Reads what sources are made of.

    Args:
        database: where hosts and their pace stand.
        settings: the pace and the contact.
        clock: tells the time.
        reader: how pages and listings are read; refuses addresses that are not public.
        downloads: the same for files of any size.
        patient: wait for a host's slot (for a person, at a quicker pace) instead of raising `NotYet`.
    """

    def __init__(
        self,
        database: Database,
        settings: SourceSettings,
        clock: Clock,
        reader: PageReader,
        downloads: PageReader | None = None,
        *,
        patient: bool = False,
    ) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        self._reader = reader
        self._downloads = downloads or reader
        self._patient = patient

    async def get(
        self,
        url: str,
        *,
        accept: str,
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] | None = None,
        into: BinaryIO | None = None,
        robots: bool = True,
        errors: bool = False,
    ) -> Answer:
        """Ask for an address; 2xx, 304, 404 and 410 are answers.

        Args:
            url: http(s).
            accept: the Accept header.
            etag: as the last answer gave it.
            last_modified: as the last answer gave it.
            headers: more of them, such as an API's key.
            into: takes the body of a large file.
            robots: whether robots.txt has a say; not where an API's owner gave a key.
            errors: whether 4xx are answers, too, as of an API that says what is wrong; 429 never is.

        Raises:
            NotYet: it is not this host's turn.
            Unreadable: it may not, or could not, be read.
        """
        sent = {"User-Agent": self._agent, "Accept": accept, **(headers or {})}
        if etag:
            sent["If-None-Match"] = etag
        if last_modified:
            sent["If-Modified-Since"] = last_modified
        asked: list[str] = []

        async def before_hop(target: URL) -> None:
            host = _host(target)
            await self._admit(target, host, again=host in asked, robots=robots)
            asked.append(host)

        reader = self._reader if into is None else self._downloads
        try:
            answer = await reader.get(url, headers=sent, before_hop=before_hop, into=into)
        except PageUnavailable as error:
            await self._failed(asked, error)
            raise Unreadable(str(error.fault), str(error)) from None
        return await self._judged(answer, asked[-1], errors=errors)

    @property
    def _agent(self) -> str:
        about = f"; {self._settings.contact}" if self._settings.contact.isprintable() else ""
        return f"{AGENT}/1 (follows fact-checks{about})"

    async def _admit(self, target: URL, host: str, *, again: bool, robots: bool) -> None:
        """Take the host's next slot, and see that its robots.txt allows the address.

        `again` is a redirect within the host: it is followed at once, and the next slot is later for it.
        """
        rules = await self._robots(target, host) if robots else None
        if rules is not None and not rules.can_fetch(str(target), AGENT):
            raise Unreadable("robots", f"robots.txt of {host} does not allow {target.path}")
        await self._take_slot(host, rules, again=again)

    async def _take_slot(self, host: str, rules: Protego | None, *, again: bool = False) -> None:
        while True:
            now = self._clock()
            async with self._database.write() as session:
                row = await sources.host(session, host, now)
                if again or row.next_at <= now or row.next_at > now + _CLOCK_WENT_BACK:
                    start = max(row.next_at, now) if again else now
                    row.next_at = start + timedelta(seconds=self._pace(rules))
                    return
                at = row.next_at
            if not self._patient or at > now + timedelta(seconds=_LONGEST_DELAY):
                raise NotYet(at)
            await asyncio.sleep((at - now).total_seconds())

    def _pace(self, rules: Protego | None) -> float:
        asked = 0.0
        if rules is not None:
            rate = rules.request_rate(AGENT)
            asked = float(rules.crawl_delay(AGENT) or 0)
            if rate is not None and rate.requests:
                asked = max(asked, rate.seconds / rate.requests)
        usual = _PATIENT_PACE if self._patient else self._settings.pace_seconds
        return max(min(usual, self._settings.pace_seconds), min(asked, _LONGEST_DELAY))

    async def _robots(self, target: URL, host: str) -> Protego:
        """The host's robots.txt, read once a day; it takes a slot, too."""
        now = self._clock()
        async with self._database.read() as session:
            row = (await sources.hosts(session, [host])).get(host)
        if row is not None and row.robots is not None and _is_fresh(row, now):
            return Protego.parse(row.robots)
        await self._take_slot(host, None)
        address = str(target.origin() / "robots.txt")
        try:
            answer = await self._reader.get(
                address, headers={"User-Agent": self._agent, "Accept": "text/plain"}
            )
        except PageUnavailable as error:
            if error.fault is PageFault.TOO_LARGE:
                return await self._keep_robots(host, "")
            await self._failed([host], error)
            raise Unreadable(str(error.fault), f"robots.txt: {error}") from None
        if answer.status >= 500 or answer.status in _BUSY:
            await self._judged(answer, host)
        text = answer.text[:_MOST_ROBOTS] if answer.status < 300 else ""
        return await self._keep_robots(host, text)

    async def _keep_robots(self, host: str, text: str) -> Protego:
        async with self._database.write() as session:
            row = await sources.host(session, host, self._clock())
            row.robots, row.robots_at = text, self._clock()
        return Protego.parse(text)

    async def _failed(self, asked: list[str], error: PageUnavailable) -> None:
        """A host that does not answer is left alone for longer each time."""
        if error.fault in (PageFault.UNREACHABLE, PageFault.CERTIFICATE, PageFault.TOO_SLOW) and asked:
            await self._back_off(asked[-1], None)

    async def _judged(self, answer: Answer, host: str, *, errors: bool = False) -> Answer:
        if answer.status in _BUSY or answer.status >= 500:
            at = await self._back_off(host, answer.headers.get("retry-after"))
            state = "busy" if answer.status in _BUSY else "status"
            raise Unreadable(state, f"the server answered {answer.status}", at)
        told = answer.status in (304, 404, 410) or (errors and answer.status >= 400)
        if answer.status >= 300 and not told:
            raise Unreadable("status", f"the server answered {answer.status}")
        await self._recovered(host)
        return answer

    async def _back_off(self, host: str, retry_after: str | None) -> datetime:
        now = self._clock()
        async with self._database.write() as session:
            row = await sources.host(session, host, now)
            row.failures += 1
            wait = _WAITS.delay(row.failures)
            asked = retry_delay(retry_after, now)
            row.next_at = max(row.next_at, now + (wait if asked is None else max(asked, _WAITS.delay(1))))
            return row.next_at

    async def _recovered(self, host: str) -> None:
        async with self._database.read() as session:
            row = (await sources.hosts(session, [host])).get(host)
        if row is not None and row.failures:
            async with self._database.write() as session:
                (await sources.host(session, host, self._clock())).failures = 0


def retry_delay(value: str | None, now: datetime) -> timedelta | None:
    """What a Retry-After header asks for (RFC 9110, 10.2.3), a day at most; None: nothing readable."""
    if not value:
        return None
    if value.strip().isdecimal():
        return min(timedelta(seconds=int(value.strip()[:9])), _LONGEST_RETRY_AFTER)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return min(max(at - now, timedelta(0)), _LONGEST_RETRY_AFTER)


def _host(target: URL) -> str:
    port = "" if target.port in (80, 443) else f":{target.port}"
    return f"{(target.host or '').lower()}{port}"[:255]


def _is_fresh(row: WebHost, now: datetime) -> bool:
    read = row.robots_at
    return read is not None and now - _ROBOTS_KEPT < read <= now + timedelta(minutes=5)

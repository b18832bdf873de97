"""The dashboard over real HTTP, in this process: a store with the worked example, posts that wait, people."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx

from bot.app import App, open_app
from bot.claims.pages import ReadsPages
from bot.config import MatcherSettings, load_settings
from bot.web.serving import listening, serve
from bot.web.site import make_site
from storage import accounts, claims, decisions, reviews, web_access
from storage.claims import AppearanceDraft, ClaimDraft, FactCheckDraft
from storage.database import Database
from storage.models import DecisionRecord
from tests.inbox.house import Clock
from tests.storage.samples import sighting
from tests.support.migrated import migrated

START = datetime(2026, 11, 10, 12, tzinfo=UTC)
OWNER, EDITOR, REVIEWER, READER = "telegram:1001", "telegram:1002", "telegram:1003", "telegram:1004"
SEEN = 30
HOSTILE = '<img src=x onerror="alert(1)"> & "quotes"'

EXAMPLE = ClaimDraft(
    'North Korea will send 100,000 "volunteers" to fight in Ukraine',
    "unsupported",
    (
        FactCheckDraft(
            "https://example.org/fact-check/north-korea",
            "Sample Newsroom",
            "No evidence that North Korea offered volunteers",
            "Unsupported: nobody confirmed it",
            "en",
            date(2026, 11, 5),
        ),
    ),
    (("Северная Корея отправит 100 тысяч добровольцев воевать на Украине", "ru"),),
    (
        AppearanceDraft(
            "A news agency", "Agency article", '"diplomatic channels"', None, "ru", START - timedelta(9)
        ),
        AppearanceDraft("A military pundit", "Talk show", "A news agency", None, "ru", START - timedelta(8)),
    ),
    "en",
    "A military pundit",
)
OTHERS = (
    ClaimDraft(
        "The town's swimming pool was filled with lemonade",
        "false",
        (FactCheckDraft("https://example.org/pool"),),
    ),
    ClaimDraft(f"Garlic cures {HOSTILE}", "misleading", (FactCheckDraft("https://example.org/garlic"),)),
)


@dataclass
class Stage:
    """A running site and what stands behind it."""

    url: str
    app: App
    clock: Clock
    example: int
    waiting: list[int]

    async def link(self, account: str = OWNER, language: str = "en") -> str:
        """A one-time link, as `/web` sends it."""
        code = secrets.token_urlsafe(16)
        async with self.app.database.write() as session:
            until = self.clock.now + web_access.LINK_LASTS
            await web_access.offer_link(session, code, account, language, until)
        return f"{self.url}/in/{code}"

    @asynccontextmanager
    async def browser_of(
        self, account: str = OWNER, language: str = "en"
    ) -> AsyncIterator[httpx.AsyncClient]:
        """A client that is signed in."""
        async with httpx.AsyncClient(base_url=self.url, follow_redirects=True, timeout=60) as client:
            answer = await client.post(await self.link(account, language))
            assert answer.status_code == 200, answer.text
            yield client

    async def token(self, *scopes: str) -> str:
        """A token of the HTTP API."""
        token = secrets.token_urlsafe(32)
        async with self.app.database.write() as session:
            await web_access.add_token(session, "a test", token, scopes, "cli:operator", self.clock.now)
        return token

    @asynccontextmanager
    async def caller(self, *scopes: str) -> AsyncIterator[httpx.AsyncClient]:
        """A client of the HTTP API."""
        headers = {"Authorization": f"Bearer {await self.token(*scopes)}"}
        base = f"{self.url}/api/v1"
        async with httpx.AsyncClient(base_url=base, headers=headers, timeout=60) as client:
            yield client


async def submit(client: httpx.AsyncClient, form_on: str, to: str, /, **fields: str) -> httpx.Response:
    """Send a form as a person would: with the secret of the page that it stands on."""
    secret = csrf((await client.get(form_on)).text)
    return await client.post(to, data={"csrf": secret, **fields})


def csrf(page: str) -> str:
    """The secret of a page's forms."""
    return page.split('name="csrf" value="')[1].split('"', maxsplit=1)[0]


@asynccontextmanager
async def running(folder: Path, waiting: int = 4, pages: ReadsPages | None = None) -> AsyncIterator[Stage]:
    """A site with the worked example seen thirty times and some posts that wait for a reviewer.

    `pages` reads the pages whose addresses people give.
    """
    settings = load_settings(
        database_url=f"sqlite:///{migrated(folder / 'web.sqlite3')}",
        owners=(OWNER,),
        secret_key="a key for tests",
        matcher=MatcherSettings(model="hashing", reply_threshold=0.8, review_threshold=0.3),
    )
    clock = Clock()
    clock.now = START
    async with Database(settings.database_url) as database:
        example, items = await _fill(database, waiting)
    async with open_app(settings, [], clock, pages=pages) as app:
        at = listening("127.0.0.1:0")
        stopping = asyncio.Event()
        work = asyncio.create_task(serve(make_site(app), at, stopping))
        try:
            yield Stage(f"http://127.0.0.1:{at.getsockname()[1]}", app, clock, example, items)
        finally:
            stopping.set()
            await work


async def _fill(database: Database, waiting: int) -> tuple[int, list[int]]:
    async with database.write() as session:
        for account, role in ((EDITOR, "editor"), (REVIEWER, "reviewer")):
            platform, _, account_id = account.partition(":")
            await accounts.grant(session, platform, account_id, role, OWNER, START)
        example = await claims.add(session, EXAMPLE, START)
        for draft in OTHERS:
            await claims.add(session, draft, START)
        for number in range(SEEN):
            await decisions.add_sighting(session, seen_again(example.id, number))
        for number in range(waiting):
            record = await decisions.record(
                session,
                DecisionRecord(
                    platform="telegram",
                    event_id=f"waits-{number}",
                    post_id=f"-500:{900 + number}",
                    place_id="-500",
                    author="b" * 32,
                    action="review",
                    reason="doubtful",
                    matches=[{"claim_id": example.id, "probability": 0.6, "evidence": []}],
                    post_text=f"Waiting post {number}: is it true about the volunteers? {HOSTILE}",
                    stance="assert",
                    language="en",
                    model_id="hashing-v1",
                    decided_at=START,
                ),
            )
            await decisions.open_review(session, START, decision_id=record.id)
    async with database.read() as session:
        items = [item.id for item in await reviews.waiting_items(session, "nobody", START)]
    return example.id, items


def seen_again(claim_id: int, number: int) -> decisions.SightingDraft:
    """The nth sighting of a claim, from another account, every four hours."""
    on_x = number % 3 == 0
    at = START - timedelta(days=6) + timedelta(hours=4 * number)
    return replace(
        sighting(claim_id, at, f"{1_000 + number}" if on_x else f"-100500:{number}", author=f"{number:032x}"),
        platform="x" if on_x else "telegram",
        place_id=f"{1_000 + number}" if on_x else f"-100{500 + number % 4}",
        place_kind="timeline" if on_x else "channel",
        place_title="" if on_x else f"Channel {number % 4} {HOSTILE if number == 1 else ''}",
        language=("en", "ru", "es", "ar")[number % 4],
        stance=("assert", "assert", "deny", "question")[number % 4],
        origin=None,
    )

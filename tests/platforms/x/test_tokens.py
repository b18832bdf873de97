"""OAuth 2.0: logging in on loopback, keys renewed in time and stored before use, and never shown anywhere."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr
from sqlalchemy import select
from structlog.testing import capture_logs
from yarl import URL

from bot.app import open_app
from bot.config import MatcherSettings, Settings, TelegramSettings, XSettings
from bot.errors import PlatformError, RetryLater, Unauthorised
from bot.platforms.x.login import SCOPES, log_in, redirect_uri
from bot.platforms.x.sealing import Seal
from bot.platforms.x.sealing import TokenPair as StoredPair
from bot.platforms.x.tokens import Tokens
from bot.runtime import refusals
from bot.runtime.assembly import x_platform, x_tokens
from bot.signing import load_key
from storage.database import Database
from storage.models import OutboxMessage
from storage.x import credentials
from tests.fakes.x import FakeX, TokenPair
from tests.platforms.x.adapter import letter

TOKEN = "/2/oauth2/token"


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Database]:
    async with Database(sqlite_url) as opened:
        yield opened


def settings_of(fake: FakeX, store: Database, **more: Any) -> Settings:
    x = XSettings(
        client_id=SecretStr(fake.credentials.client_id),
        client_secret=SecretStr(fake.credentials.client_secret),
        authorize_url=f"{fake.url}/i/oauth2/authorize",
        base_url=fake.url,
    )
    return Settings(database_url=str(store.url), secret_key=SecretStr("a key for tests"), x=x, **more)


def tokens_of(fake: FakeX, store: Database) -> Tokens:
    return x_tokens(settings_of(fake, store), store, fake.clock.now)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def consent(
    fake: FakeX, store: Database, *, change: Mapping[str, str] | None = None, patience: float = 5
) -> tuple[int, str]:
    """Log in as an operator does; gives the status and the text of the page that the browser ends on."""
    settings, port = settings_of(fake, store), free_port()
    shown: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    work = asyncio.create_task(
        log_in(settings.x, tokens_of(fake, store), shown.set_result, port=port, patience=patience)
    )
    async with aiohttp.ClientSession() as browser:
        async with browser.get(await asyncio.wait_for(shown, 60), allow_redirects=False) as at_x:
            back = URL(at_x.headers["Location"])
        assert str(back).startswith(redirect_uri(port))
        async with browser.get(back.update_query(change or {})) as page:
            status, text = page.status, await page.text()
            assert page.headers["Cache-Control"] == "no-store"
    await work
    return status, text


async def logged_in(fake: FakeX, store: Database) -> TokenPair:
    """A pair as `x login` stores it; gives the fake's side of it."""
    pair = fake.oauth2.issue(" ".join(SCOPES))
    seal = Seal(load_key(settings_of(fake, store), None))
    ends = fake.clock.now() + timedelta(hours=2)
    async with store.write() as session:
        sealed = seal.close(StoredPair(pair.access_token, pair.refresh_token or "", ends))
        await credentials.store(session, "oauth2", sealed, fake.clock.now())
    return pair


async def test_a_login_stores_keys_that_work(fake: FakeX, store: Database) -> None:
    status, text = await consent(fake, store)
    assert (status, "Done" in text) == (200, True)
    platform = x_platform(settings_of(fake, store), store, fake.clock.now)
    await platform.open()
    assert platform.account_id == "2000"
    await platform.close()
    assert fake.requests[-1].caller == "OAuth 2.0 User Context"


async def test_a_login_that_is_declined_or_not_ours_stores_nothing(fake: FakeX, store: Database) -> None:
    fake.oauth2.consents = False
    with pytest.raises(Unauthorised, match="nobody consented"):
        await consent(fake, store)
    fake.oauth2.consents = True
    with pytest.raises(Unauthorised, match="nobody consented"):
        await consent(fake, store, change={"state": "forged"}, patience=0.3)
    assert fake.calls("POST", TOKEN) == []
    with pytest.raises(Unauthorised, match=r"nobody has logged the bot in.*x login"):
        await tokens_of(fake, store).access()


async def test_keys_are_renewed_shortly_before_they_end(fake: FakeX, store: Database) -> None:
    first = await logged_in(fake, store)
    tokens = tokens_of(fake, store)
    assert await tokens.access() == first.access_token
    fake.clock.advance(7200 - 60)
    second = await tokens.access()
    assert second != first.access_token
    assert fake.oauth2.scopes_of(second) == frozenset(SCOPES)
    assert await tokens_of(fake, store).access() == second
    assert fake.oauth2.refreshes == 1


async def test_a_401_renews_once_and_the_call_is_made_again(fake: FakeX, store: Database) -> None:
    first = await logged_in(fake, store)
    fake.oauth2._access.pop(first.access_token)
    platform = x_platform(settings_of(fake, store), store, fake.clock.now)
    await platform.open()
    await platform.close()
    assert [record.status for record in fake.calls("GET", "/2/users/me")] == [401, 200]
    assert fake.oauth2.refreshes == 1


async def test_several_calls_that_are_refused_at_once_renew_once(fake: FakeX, store: Database) -> None:
    first = await logged_in(fake, store)
    fake.oauth2._access.pop(first.access_token)
    workers = [tokens_of(fake, store) for _ in range(3)]
    got = await asyncio.gather(*(worker.renew(first.access_token) for worker in workers))
    assert len(set(got)) == 1
    assert fake.oauth2.refreshes == 1


async def test_the_new_pair_is_committed_before_its_first_use(fake: FakeX, store: Database) -> None:
    first = await logged_in(fake, store)
    fake.oauth2._access.pop(first.access_token)
    gate = fake.faults.hold("GET", "/2/users/me", when="before")
    gate.release()
    second = fake.faults.hold("GET", "/2/users/me", when="before")
    platform = x_platform(settings_of(fake, store), store, fake.clock.now)
    opening = asyncio.create_task(platform.open())
    await second.wait_reached()
    used = fake.requests[-1].headers["Authorization"].removeprefix("Bearer ")
    assert await tokens_of(fake, store).access() == used != first.access_token
    second.release()
    await opening
    await platform.close()


async def test_refused_keys_are_renewed_once_a_try_and_the_owner_is_told_once(
    fake: FakeX, store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "WAITS", (0.05,))
    await logged_in(fake, store)
    fake.door.revoked = True
    settings = settings_of(
        fake,
        store,
        owners=("telegram:1001",),
        telegram=TelegramSettings(token=SecretStr("1:x")),
        matcher=MatcherSettings(model="hashing"),
    )
    for _ in range(2):
        database = Database(settings.database_url)
        platform = x_platform(settings, database, fake.clock.now)
        async with open_app(settings, [platform], fake.clock.now, database) as app:
            with pytest.raises(Unauthorised):
                await asyncio.wait_for(app.run(), 60)
    assert len(fake.calls("GET", "/2/users/me")) == 12  # three tries a process, each with one renewal
    assert fake.oauth2.refreshes == 6
    async with store.read() as session:
        told = [row.payload or "" for row in await all_messages(session)]
    assert len(told) == 1
    assert "X 401" in json.loads(told[0])["html"]


async def all_messages(session: Any) -> list[Any]:
    return list(await session.scalars(select(OutboxMessage)))


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_crash_during_a_renewal_is_survived_or_clearly_told(
    fake: FakeX, store: Database, when: Any
) -> None:
    first = await logged_in(fake, store)
    fake.oauth2._access.pop(first.access_token)
    gate = fake.faults.hold("POST", TOKEN, when=when)
    renewing = asyncio.create_task(tokens_of(fake, store).renew(first.access_token))
    await gate.wait_reached()
    renewing.cancel()
    await asyncio.gather(renewing, return_exceptions=True)
    gate.drop()
    fake.clock.advance(180)
    restarted = tokens_of(fake, store)
    if when == "before":
        assert fake.oauth2.scopes_of(await restarted.renew(first.access_token))
    else:
        with pytest.raises(Unauthorised, match=r"cut off before its keys were stored.*`claimspread x login`"):
            await restarted.renew(first.access_token)


async def test_a_renewal_that_x_cannot_do_now_is_tried_again_with_the_same_keys(
    fake: FakeX, store: Database
) -> None:
    first = await logged_in(fake, store)
    fake.faults.add("html_503", "POST", TOKEN)
    tokens = tokens_of(fake, store)
    with pytest.raises(RetryLater):
        await tokens.renew(first.access_token)
    assert await tokens.renew(first.access_token) != first.access_token


async def test_another_secret_key_is_told_apart_from_refused_keys(fake: FakeX, store: Database) -> None:
    await logged_in(fake, store)
    other = settings_of(fake, store).model_copy(update={"secret_key": SecretStr("another")})
    with pytest.raises(Unauthorised, match="CLAIMSPREAD_SECRET_KEY"):
        await x_tokens(other, store, fake.clock.now).access()


async def test_no_secret_stands_in_a_log_an_error_a_page_or_the_database(
    fake: FakeX, store: Database, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    caplog.set_level(logging.DEBUG)
    with capture_logs() as lines:
        said.append((await consent(fake, store))[1])
        tokens = tokens_of(fake, store)
        seen = [await tokens.access()]
        fake.dm("2001", "hello")
        platform = x_platform(settings_of(fake, store), store, fake.clock.now)
        await platform.open()
        for fault in ("html_503", "problem", "cut_after", "rate_limit"):
            fake.faults.add(fault, "POST", "/2/dm_conversations/*")
            with pytest.raises(PlatformError) as failed:
                await platform.send(letter("2001"))
            said += explained(failed.value)
        seen.append(await tokens.renew(seen[0]))
        for fault in ("html_503", "problem", "cut_before"):
            fake.faults.add(fault, "POST", TOKEN)  # type: ignore[arg-type]
            with pytest.raises(PlatformError) as failed:
                await tokens.renew(seen[1])
            said += explained(failed.value)
        fake.oauth2.revoke_all()
        fake.clock.advance(180)
        with pytest.raises(PlatformError) as failed:
            await platform.open()
        said += explained(failed.value)
        await platform.close()
    said += [str(lines), caplog.text]
    secrets = {
        *seen,
        fake.credentials.client_secret,
        *(json.loads(record.answer).get("refresh_token", "") for record in granted(fake)),
        *(json.loads(record.answer).get("access_token", "") for record in granted(fake)),
    } - {""}
    assert len(secrets) >= 5
    file = Path(store.url.database or "")
    kept = b"".join(part.read_bytes() for part in file.parent.iterdir() if part.is_file())
    for secret in secrets:
        assert not any(secret in text for text in said), "in what is said or logged"
        assert secret.encode() not in kept, "in the database"


def granted(fake: FakeX) -> list[Any]:
    return [record for record in fake.calls("POST", TOKEN) if record.status == 200]


def explained(error: BaseException) -> list[str]:
    """An error, its causes, and their arguments, as a traceback or a report would show them."""
    texts: list[str] = []
    link: BaseException | None = error
    while link is not None:
        texts += [str(link), repr(link), repr(vars(link))]
        link = link.__cause__ or link.__context__
    return texts

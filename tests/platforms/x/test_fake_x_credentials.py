"""The fake X API's OAuth 2.0 with PKCE: consent, exchange, expiry, rotation."""

import asyncio
from typing import Any

import pytest
from oauthlib.oauth2 import OAuth2Error
from tweepy import OAuth2UserHandler
from yarl import URL

from tests.fakes.x import FakeX

from .conftest import Bot

SCOPES = "tweet.read tweet.write users.read offline.access"
BACK = "http://127.0.0.1:9999/callback"


async def post_token(fake: FakeX, bot: Bot, **form: str) -> tuple[int, dict[str, Any]]:
    form.setdefault("client_id", fake.credentials.client_id)
    async with bot.http.post(f"{fake.url}/2/oauth2/token", data=form) as answer:
        return answer.status, await answer.json()


async def consent(fake: FakeX, bot: Bot, handler: Any) -> URL:
    page = URL(handler.get_authorization_url())
    address = URL(fake.url).with_path(page.path).with_query(page.query)
    async with bot.http.get(address, allow_redirects=False) as answer:
        assert answer.status == 302
        return URL(answer.headers["Location"])


def handler_for(fake: FakeX) -> Any:
    return OAuth2UserHandler(client_id=fake.credentials.client_id, redirect_uri=BACK, scope=SCOPES.split())


async def test_a_consent_is_exchanged_for_tokens_that_work_and_only_with_the_verifier(
    fake: FakeX, bot: Bot
) -> None:
    handler = handler_for(fake)
    back = await consent(fake, bot, handler)
    assert back.query["state"] == handler._state
    form = {"grant_type": "authorization_code", "redirect_uri": BACK}
    status, _ = await post_token(fake, bot, **form, code=back.query["code"], code_verifier="wrong")
    assert status == 400
    code = (await consent(fake, bot, handler)).query["code"]
    verifier = handler._client.code_verifier
    status, tokens = await post_token(fake, bot, **form, code=code, code_verifier=verifier)
    assert status == 200
    assert (await bot.call("GET", "/2/users/me", tokens["access_token"]))[1]["data"]["id"] == "2000"
    status, _ = await post_token(fake, bot, **form, code=code, code_verifier=verifier)
    assert status == 400, "a code is good for once"


async def test_a_code_expires_after_half_a_minute(fake: FakeX, bot: Bot) -> None:
    handler = handler_for(fake)
    code = (await consent(fake, bot, handler)).query["code"]
    fake.clock.advance(31)
    form = {"grant_type": "authorization_code", "redirect_uri": BACK, "code": code}
    status, _ = await post_token(fake, bot, **form, code_verifier=handler._client.code_verifier)
    assert status == 400


async def test_a_refused_consent_comes_back_as_access_denied(fake: FakeX, bot: Bot) -> None:
    fake.oauth2.consents = False
    assert (await consent(fake, bot, handler_for(fake))).query["error"] == "access_denied"


async def test_access_tokens_expire_and_a_refresh_token_is_good_for_once(fake: FakeX, bot: Bot) -> None:
    old = fake.oauth2.issue(SCOPES)
    assert old.refresh_token
    fake.clock.advance(7200)
    assert (await bot.call("GET", "/2/users/me", old.access_token))[0] == 401
    grant = {"grant_type": "refresh_token", "refresh_token": old.refresh_token}
    status, new = await post_token(fake, bot, **grant)
    assert status == 200
    assert new["expires_in"] == 7200
    assert (await bot.call("GET", "/2/users/me", new["access_token"]))[0] == 200
    status, refusal = await post_token(fake, bot, **grant)
    assert (status, refusal["error"]) == (400, "invalid_request")
    assert fake.oauth2.refreshes == 1


async def test_tweepys_handler_refreshes_with_the_apps_secret_and_fails_with_another(fake: FakeX) -> None:
    handler = handler_for(fake)
    address = f"{fake.url}/2/oauth2/token"
    pair = fake.oauth2.issue(SCOPES)
    keys = (fake.credentials.client_id, fake.credentials.client_secret)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
        refresh = handler.refresh_token
        new = await asyncio.to_thread(refresh, address, refresh_token=pair.refresh_token, auth=keys)
        assert new["refresh_token"] != pair.refresh_token
        wrong = (keys[0], "wrong")
        with pytest.raises(OAuth2Error):
            await asyncio.to_thread(refresh, address, refresh_token=new["refresh_token"], auth=wrong)


async def test_no_refresh_token_without_offline_access_and_no_call_without_its_scope(
    fake: FakeX, bot: Bot
) -> None:
    pair = fake.oauth2.issue("users.read tweet.read")
    assert pair.refresh_token is None
    status, body = await bot.call("POST", "/2/tweets", pair.access_token, json={"text": "x"})
    assert status == 403
    assert "tweet.write" in body["detail"]


async def test_revoked_tokens_are_worthless(fake: FakeX, bot: Bot) -> None:
    pair, other = fake.oauth2.issue(SCOPES), fake.oauth2.issue(SCOPES)
    async with bot.http.post(f"{fake.url}/2/oauth2/revoke", data={"token": pair.access_token}) as answer:
        assert await answer.json() == {"revoked": True}
    assert (await bot.call("GET", "/2/users/me", pair.access_token))[0] == 401
    assert (await bot.call("GET", "/2/users/me", other.access_token))[0] == 200
    fake.oauth2.revoke_all()
    assert (await bot.call("GET", "/2/users/me", other.access_token))[0] == 401

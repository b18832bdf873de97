"""The session that gives tweepy's clients another host."""

import pytest
from yarl import URL

from bot.config import XSettings
from bot.platforms.x.session import DEFAULT_BASE_URL, RebasedSession, UnexpectedHostError


def test_a_signed_query_reaches_the_base_byte_for_byte() -> None:
    session = RebasedSession("http://127.0.0.1:8082/proxy/")
    signed = URL("https://api.twitter.com/2/tweets?ids=1%2C2&start_time=12%3A00", encoded=True)
    assert str(session.rebase(signed)) == (
        "http://127.0.0.1:8082/proxy/2/tweets?ids=1%2C2&start_time=12%3A00"
    )


def test_both_names_of_x_are_led_to_the_base() -> None:
    session = RebasedSession("http://localhost:1")
    for host in ("api.twitter.com", "api.x.com"):
        assert session.rebase(URL(f"https://{host}/2/users/me")) == URL("http://localhost:1/2/users/me")


def test_the_default_is_the_address_that_x_documents() -> None:
    assert XSettings().base_url == DEFAULT_BASE_URL == "https://api.x.com"
    written = URL("https://api.twitter.com/2/users/me?a=1%2C2", encoded=True)
    assert str(RebasedSession().rebase(written)) == "https://api.x.com/2/users/me?a=1%2C2"


@pytest.mark.parametrize(
    ("base", "signed"),
    [
        ("https://api.x.com", "https://api.x.com/2/users/me?a=1%2C2"),
        ("https://api.twitter.com", "https://api.twitter.com/2/users/me?a=1%2C2"),
        ("http://127.0.0.1:9/proxy", "https://api.x.com/2/users/me?a=1%2C2"),
    ],
)
async def test_a_signature_covers_the_name_that_x_sees(base: str, signed: str) -> None:
    asked: list[tuple[str, str]] = []

    def sign(method: str, url: URL) -> str:
        asked.append((method, str(url)))
        return "OAuth ours"

    session = RebasedSession(base, sign=sign)
    url = URL("https://api.twitter.com/2/users/me?a=1%2C2", encoded=True)
    session.request("GET", url, headers={"Authorization": "OAuth tweepy's"})._coro.close()
    session.request("GET", url, headers={"Authorization": "Bearer token"})._coro.close()
    await session.close()
    assert asked == [("GET", signed)]


def test_keys_are_never_sent_to_a_host_that_is_not_xs() -> None:
    with pytest.raises(UnexpectedHostError):
        RebasedSession("http://localhost:1").request("GET", "https://example.org/2/users/me")


@pytest.mark.parametrize("base", ["", "api.x.com", "ftp://example.org"])
def test_a_base_that_is_no_http_address_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="absolute"):
        RebasedSession(base)


async def test_a_closed_session_serves_the_next_call_and_never_looks_closed_to_tweepy() -> None:
    session = RebasedSession("http://127.0.0.1:9")
    first = session._open()
    await session.close()
    assert first.closed
    assert not session.closed
    assert not session._open().closed
    await session.close()

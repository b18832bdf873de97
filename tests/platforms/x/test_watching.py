"""Looking for claims where nobody asked: rules that follow the claims, and nothing that could be answered."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.events import Address, Post
from bot.platforms.base import WatchedClaim
from bot.platforms.x.posts import last_id_before
from bot.platforms.x.rules import (
    LONGEST_QUERY,
    LONGEST_RULE,
    MOST_RULES,
    compile_queries,
    compile_rules,
    mention_rule,
)
from tests.fakes.x import FakeX
from tests.fakes.x.query import compile_query
from tests.platforms.x.adapter import Desk, Sleeper, listening, until

VOLUNTEERS = WatchedClaim(
    1,
    (
        'North Korea will send 100,000 "volunteers" to fight in Ukraine',
        "Северная Корея отправит 100 тысяч добровольцев воевать на Украине",
    ),
)
LEMONADE = WatchedClaim(2, ("The town's swimming pool was filled with lemonade",))
ASKS = {"dm_poll_seconds": 6_000, "poll_seconds": 6_000}


@dataclass
class Claims:
    """The claims as the store has them."""

    known: list[WatchedClaim] = field(default_factory=lambda: [VOLUNTEERS, LEMONADE])
    number: int = 1

    async def version(self) -> int:
        return self.number

    async def most_seen(self, limit: int) -> Sequence[WatchedClaim]:
        return self.known[:limit]

    def change(self, *known: WatchedClaim) -> None:
        self.known, self.number = list(known), self.number + 1


@pytest.fixture
def desk(fake: FakeX) -> Desk:
    start = last_id_before(fake.clock.now())
    return Desk(cursors={"x:mentions": start, "x:dms": start, "x:watch": start})


def values(fake: FakeX) -> set[str]:
    return {rule.value for rule in fake.filtered.rules.values()}


def test_a_rule_asks_for_the_words_that_tell_a_claim_from_the_others() -> None:
    first, second = compile_rules([VOLUNTEERS, LEMONADE], "claimbot")
    assert first.value == (
        "((korea volunteers ukraine) OR (корея добровольцев украине)) -is:retweet -from:claimbot"
    )
    assert second.value == "((swimming filled lemonade)) -is:retweet -from:claimbot"
    assert (first.tag, second.tag) == ("claimspread:1", "claimspread:2")


def test_a_word_that_many_claims_share_tells_nothing() -> None:
    towns = [WatchedClaim(n, (f"The mayor of Riverside banned {word}",)) for n, word in enumerate("abc", 10)]
    odd = WatchedClaim(1, ("The mayor of Riverside banned umbrellas and kites",))
    (rule, *_) = compile_rules([odd, *towns], "claimbot")
    assert "umbrellas" in rule.value
    assert "kites" in rule.value


@pytest.mark.parametrize(
    "wording", ["", "100 000", "Volunteers", "日本は北朝鮮と合意した", "to be or not to be"]
)
def test_a_claim_without_words_to_look_for_has_no_rule(wording: str) -> None:
    assert compile_rules([WatchedClaim(1, (wording,))], "claimbot") == []
    assert compile_queries([WatchedClaim(1, (wording,))], "claimbot") == []


def test_the_most_seen_claims_have_the_thousand_rules() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [f"zebra{first}{second}" for first in letters for second in letters][:600]
    many = [
        WatchedClaim(n, (f"{word} {word[::-1]} {'qualm' if n < 600 else 'pluck'}",))
        for n, word in enumerate(words * 2)
    ]
    rules = compile_rules(many, "claimbot")
    assert len(rules) == MOST_RULES
    assert [rule.tag for rule in rules] == [f"claimspread:{n}" for n in range(1_000)]


@given(st.lists(st.lists(st.text(max_size=120), min_size=1, max_size=40), max_size=8))
def test_whatever_is_claimed_the_rules_are_such_as_x_takes(wordings: list[list[str]]) -> None:
    world = FakeX().world
    claims = [WatchedClaim(number, tuple(some)) for number, some in enumerate(wordings)]
    for rule in [mention_rule("claimbot"), *compile_rules(claims, "claimbot")]:
        assert len(rule.value) <= LONGEST_RULE
        compile_query(rule.value, world)
    for query in compile_queries(claims, "claimbot"):
        assert len(query) <= LONGEST_QUERY
        compile_query(query, world)


def test_a_long_claim_with_many_wordings_fits_its_rule_and_no_wording_is_cut() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [f"umbrella{first}{second}" for first in "klmno" for second in letters]
    wordings = tuple(" ".join(words[start : start + 3]) for start in range(0, 120, 3))
    (rule,) = compile_rules([WatchedClaim(1, wordings)], "claimbot")
    assert LONGEST_RULE - 100 < len(rule.value) <= LONGEST_RULE
    clauses = rule.value.removesuffix(" -is:retweet -from:claimbot")[2:-2].split(") OR (")
    assert clauses == list(wordings[: len(clauses)])


async def test_rules_follow_the_claims_and_leave_others_alone(fake: FakeX, desk: Desk) -> None:
    claims, sleep = Claims(), Sleeper(fake, hang_from=6_000)
    bearer = fake.credentials.bearer_token
    async with listening(fake, desk, sleep, claims, watch="stream", bearer_token=bearer, **ASKS):
        await until(lambda: len(values(fake)) == 2)
        kept = set(fake.filtered.rules)
        claims.change(VOLUNTEERS)
        await until(lambda: len(values(fake)) == 1)
        assert set(fake.filtered.rules) < kept, "an unchanged claim keeps its rule"
        claims.change(VOLUNTEERS, WatchedClaim(3, ("Bramblewick bans mirrors",)))
        await until(lambda: len(values(fake)) == 2)
    assert "((bramblewick bans mirrors)) -is:retweet -from:claimbot" in values(fake)


async def test_somebody_elses_rules_stay_and_take_their_room(fake: FakeX, desk: Desk) -> None:
    bearer = fake.credentials.bearer_token
    async with listening(fake, desk, hear="stream", bearer_token=bearer) as x:
        assert x._app is not None
        await x._app.add_rules([(f"other{n}", f"theirs {n}") for n in range(998)])
        await x._app.delete_rules(
            [id_ for id_, rule in fake.filtered.rules.items() if rule.tag == "claimspread:mention"]
        )
    sleep = Sleeper(fake, hang_from=6_000)
    async with listening(
        fake, desk, sleep, Claims(), hear="stream", watch="stream", bearer_token=bearer, **ASKS
    ):
        await until(lambda: len(values(fake)) == MOST_RULES)
    assert sum(value.startswith("other") for value in values(fake)) == 998
    assert mention_rule("claimbot").value in values(fake)


async def test_a_rule_that_x_refuses_keeps_no_other_out(fake: FakeX, desk: Desk) -> None:
    fake.faults.add("problem", "POST", "/2/tweets/search/stream/rules", times=2, status=400, detail="No.")
    bearer = fake.credentials.bearer_token
    sleep = Sleeper(fake, hang_from=60)
    with capture_logs() as logs:
        async with listening(fake, desk, sleep, Claims(), watch="stream", bearer_token=bearer, **ASKS):
            await until(lambda: fake.filtered.rules)
    assert len(values(fake)) == 1
    assert [line["log_level"] for line in logs if "does not take a rule" in str(line["event"])] == ["error"]


async def test_a_watched_post_comes_in_as_overheard_and_a_mention_does_not_come_twice(
    fake: FakeX, desk: Desk
) -> None:
    bearer = fake.credentials.bearer_token
    async with listening(fake, desk, claims=Claims(), watch="stream", bearer_token=bearer):
        await until(lambda: fake.stream.connections)
        seen = fake.post("2002", "So North KOREA sends volunteers to Ukraine, they say")
        asked = fake.mention("2001", "Korea, volunteers, Ukraine: is this true?")
        await desk.wait_for(2)
        await asyncio.sleep(0.1)
    posts = {post.id: post for post in desk.events if isinstance(post, Post)}
    assert (posts[seen.id].address, posts[seen.id].message_id) == (Address.OVERHEARD, "")
    assert posts[asked.id].address is Address.SUMMONED
    assert len(desk.events) == 2


async def test_a_refused_watch_stops_and_tells_while_people_are_heard(fake: FakeX, desk: Desk) -> None:
    fake.mention("2001", "is this true?")
    with capture_logs() as logs:
        async with listening(fake, desk, claims=Claims(), watch="stream", bearer_token="another"):
            await desk.wait_for(1)
            await until(lambda: any(line["log_level"] == "critical" for line in logs))
            requests = len(fake.calls("GET", "/2/tweets/search/stream/rules"))
            looks = len(fake.calls("GET", "/2/users/2000/mentions"))
            await fake.wait_for(lambda: len(fake.calls("GET", "/2/users/2000/mentions")) > looks + 2)
    assert requests == len(fake.calls("GET", "/2/tweets/search/stream/rules")) == 1


async def test_without_claims_no_stream_is_opened(fake: FakeX, desk: Desk) -> None:
    sleep = Sleeper(fake, hang_from=6_000)
    bearer = fake.credentials.bearer_token
    claims = Claims(known=[])
    async with listening(fake, desk, sleep, claims, watch="stream", bearer_token=bearer, **ASKS):
        await fake.wait_for(lambda: fake.calls("GET", "/2/tweets/search/stream/rules"))
        await asyncio.sleep(0.05)
        assert fake.calls("GET", "/2/tweets/search/stream") == []
        claims.change(LEMONADE)
        await until(lambda: fake.stream.connections)


async def test_searches_see_each_post_once_and_no_mention(fake: FakeX, desk: Desk) -> None:
    sleep = Sleeper(fake, hang_from=6_000)
    posts = [fake.post("2002", "Korea sends volunteers to Ukraine")]
    fake.mention("2001", "Korea sends volunteers to Ukraine?")
    fake.clock.advance(60)
    async with listening(fake, desk, sleep, Claims(), watch="search", watch_seconds=900, **ASKS):
        await desk.wait_for(2)  # the mention is heard as a mention
        posts.append(fake.post("2002", "Swimming, pool filled: lemonade"))
        await desk.wait_for(3)
        looks = len(fake.calls("GET", "/2/tweets/search/recent"))
        await fake.wait_for(lambda: len(fake.calls("GET", "/2/tweets/search/recent")) > looks + 2)
    overheard = [event for event in desk.events if isinstance(event, Post) and not event.message_id]
    assert [event.id for event in overheard] == [post.id for post in posts]
    assert len(desk.events) == 3
    stretches = [
        (call.query["since_id"], call.query["until_id"])
        for call in fake.calls("GET", "/2/tweets/search/recent")
    ]
    assert all(int(later[0]) == int(earlier[1]) - 1 for earlier, later in pairwise(stretches))


async def test_a_search_goes_on_where_the_last_run_ended(fake: FakeX, desk: Desk) -> None:
    sleep = Sleeper(fake, hang_from=6_000)
    async with listening(fake, desk, sleep, Claims(), watch="search", watch_seconds=6_000, **ASKS):
        fake.clock.advance(60)
        await until(lambda: fake.calls("GET", "/2/tweets/search/recent") or len(sleep.waits) >= 3)
    seen = fake.post("2002", "Korea sends volunteers to Ukraine")
    fake.clock.advance(8 * 86_400 - 3_600)
    recent = fake.post("2002", "Korea sends more volunteers to Ukraine")
    fake.clock.advance(60)
    async with listening(fake, desk, sleep, Claims(), watch="search", watch_seconds=6_000, **ASKS):
        await desk.wait_for(1)
    assert desk.ids == [f"post:{recent.id}"]
    assert f"post:{seen.id}" not in desk.ids, "recent search reaches back a week"

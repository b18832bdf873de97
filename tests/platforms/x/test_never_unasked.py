"""From a watched post no path leads to an answer: not through the policy, not through the whole bot."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.app import App
from bot.decisions.policy import Action, Mode, Rules, decide
from bot.decisions.policy import Reason as Why
from bot.errors import Rejected
from bot.events import Address, OutgoingMessage, Place, PlaceKind
from bot.platforms.x.api import Api
from bot.platforms.x.posts import Bot, post_of
from bot.platforms.x.sending import send
from bot.platforms.x.texts import Includes
from matchers.types import Match, Reading, Stance
from storage.claims import ClaimDraft
from storage.models import DecisionRecord, OutboxMessage, Sighting
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import settings_for, until
from tests.platforms.x.house import EXAMPLE, RUMOUR, working

SILENT = {Action.REVIEW, Action.RECORD, Action.IGNORE}
READINGS = st.builds(
    Reading,
    matches=st.lists(st.builds(Match, st.integers(1, 9), st.floats(0, 1)), max_size=4).map(tuple),
    stance=st.sampled_from(Stance),
    stance_probability=st.floats(0, 1),
    language=st.sampled_from(["en", "ru", None]),
    content_words=st.integers(0, 40),
    text=st.text(max_size=20),
)
RULES = st.builds(
    Rules,
    reply_threshold=st.floats(0, 1),
    review_threshold=st.floats(0, 1),
    min_content_words=st.integers(0, 8),
    mode=st.sampled_from(Mode),
    answer_unknown=st.booleans(),
    stopped=st.booleans(),
    own_post=st.booleans(),
    already_answered=st.booleans(),
    rating=st.sampled_from(["false", "unsupported", "true", None]),
    has_fact_check=st.booleans(),
)


SURE = st.builds(
    Reading,
    matches=st.lists(st.builds(Match, st.integers(1, 9), st.floats(0.9, 1)), min_size=1, max_size=2).map(
        tuple
    ),
    stance=st.sampled_from([Stance.ASSERT, Stance.QUESTION, Stance.REPORT]),
    stance_probability=st.floats(0, 1),
    language=st.just("en"),
    content_words=st.integers(8, 40),
    text=st.just("a rumour"),
)
"""Posts that would be answered anywhere else, under the rules that follow."""

EAGER = st.builds(
    Rules,
    reply_threshold=st.floats(0, 0.9),
    review_threshold=st.floats(0, 0.9),
    mode=st.sampled_from(Mode),
    rating=st.sampled_from(["false", "unsupported"]),
)


@given(READINGS | SURE, RULES | EAGER)
def test_the_policy_never_answers_whom_nobody_asked_on_a_timeline(reading: Reading, rules: Rules) -> None:
    decision = decide(Address.OVERHEARD, Place("x", "1", PlaceKind.TIMELINE), reading, rules)
    assert decision.action in SILENT
    assert decision.reason is not Why.NEARLY_CERTAIN


TEXTS = st.text("@claimbot isthrue?\n\u200b＠.", max_size=60)


@given(TEXTS, st.booleans(), st.integers(0, 60))
def test_a_post_that_does_not_name_the_bot_in_its_own_words_names_no_post_to_answer(
    text: str, says_range: bool, start: int
) -> None:
    data: dict[str, Any] = {
        "id": "1700000000000000001",
        "author_id": "2001",
        "text": text,
        "referenced_tweets": [{"type": "replied_to", "id": "1700000000000000000"}],
    }
    if says_range:
        data["display_text_range"] = [min(start, len(text)), len(text)]
    post = post_of(data, Includes(), Bot("2000", "claimbot"))
    assert post is not None
    own_words = text[min(start, len(text)) :] if says_range else text
    if "claimbot" not in own_words.lower():
        assert post.address is Address.OVERHEARD
    assert bool(post.message_id) == (post.address is Address.SUMMONED)


async def test_a_message_that_answers_no_mention_never_reaches_x(fake: FakeX) -> None:
    message = OutgoingMessage(
        Place("x", "1", PlaceKind.TIMELINE), "A newsroom looked into it.", reply_to=None
    )
    api = Api(settings_for(fake), fake.clock.now)
    with pytest.raises(Rejected, match="only in reply"):
        await send(api, message)
    assert not fake.requests


async def rows_of(app: App, column: Any) -> list[Any]:
    async with app.database.read() as session:
        return list(await session.scalars(select(column)))


@pytest.mark.parametrize("watch", ["stream", "search"])
async def test_watched_posts_become_sightings_or_reviews_and_nobody_is_answered(
    fake: FakeX, tmp_path: Path, watch: str
) -> None:
    bearer = fake.credentials.bearer_token
    told = fake.world.add_post("2000", "A newsroom looked into North Korea, volunteers and Ukraine")
    known = (EXAMPLE, ClaimDraft("The town's swimming pool was filled with lemonade", "false"))
    changes = {"watch": watch, "bearer_token": bearer, "watch_seconds": 0.05, "answer_unknown": True}
    async with working(fake, tmp_path, known, **changes) as app:
        if watch == "stream":
            await until(lambda: fake.stream.connections)
        seen = [
            fake.post("2001", RUMOUR),
            fake.post("2002", f"{RUMOUR}, is this true?"),
            fake.post("2001", f"{RUMOUR}!", reply_to=told),
            fake.post("2002", f"wow: {RUMOUR}", quotes=told),
            fake.post("2001", f"No, this is false: {RUMOUR}"),
            fake.post("2001", "Korea Ukraine volunteers"),
            fake.post("2002", "stop, Korea Ukraine volunteers"),
            fake.post("2002", "they filled the town's swimming pool with lemonade"),
        ]
        fake.clock.advance(60)
        asked = fake.mention("2001", "really?", reply_to=seen[0])
        fake.clock.advance(60)
        await until(lambda: len(fake.replies) == 1, 20)
        for _ in range(500):
            if len(await rows_of(app, DecisionRecord.id)) > len(seen):
                break
            await asyncio.sleep(0.02)
        decided = await rows_of(app, DecisionRecord)
        sightings = await rows_of(app, Sighting)
        outgoing = await rows_of(app, OutboxMessage)
    watched = {post.id for post in seen}
    actions = {record.post_id: record.action for record in decided if record.post_id in watched}
    assert set(actions) == watched
    assert set(actions.values()) <= SILENT
    assert actions[seen[3].id] != Action.IGNORE, "a quote of the bot's own post is nobody's question here"
    assert {sighting.post_id for sighting in sightings} >= {post.id for post in seen[:4]}
    assert [row.key for row in outgoing] == [f"answer:x:{asked.id}"]
    assert [reply.in_reply_to for reply in fake.replies] == [asked.id]
    assert len(fake.calls("POST", "/2/tweets")) == 1
    assert not fake.refusals

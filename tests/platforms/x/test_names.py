"""X's old and new names are read alike, everywhere; handles in every script; mentions that X lists late."""

import pytest

from bot.events import Address, Post
from bot.platforms.x.names import NAMES, all_given, bare, given
from bot.platforms.x.posts import Bot, last_id_before, post_of, references
from bot.platforms.x.texts import Includes, is_cut
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import Desk, listening, until

ME = Bot("2000", "claimbot")
MENTIONS = "/2/users/2000/mentions"


@pytest.fixture
def desk(fake: FakeX) -> Desk:
    start = last_id_before(fake.clock.now())
    return Desk(cursors={"x:mentions": start, "x:dms": start})


def posts(desk: Desk) -> list[Post]:
    return [event for event in desk.events if isinstance(event, Post)]


@pytest.mark.parametrize("new_names", [False, True])
async def test_long_posts_edits_and_references_are_read_under_either_name(
    fake: FakeX, desk: Desk, new_names: bool
) -> None:
    if new_names:
        fake.quirks.say_post()
    long = "The ministry sells the lake to a bottler, " + "says my cousin who works there, " * 9 + "really."
    rumour = fake.post("2002", long)
    first = fake.mention("2001", "is tihs true", reply_to=rumour)
    async with listening(fake, desk):
        await desk.wait_for(1)
        fake.mention("2001", "is this true?", reply_to=rumour, edits=first)
        await until(lambda: len(fake.calls("GET", MENTIONS)) > 3)
    (heard,) = posts(desk)  # the inbox knows both versions by the first one's id
    assert heard.event_id == f"post:{first.id}"
    assert heard.above[0].text == long


@pytest.mark.parametrize("name", NAMES["history"])
def test_an_edit_is_known_under_either_name(name: str) -> None:
    data = {"id": "12", "author_id": "5", "text": "hello", name: ["11", "12"]}
    post = post_of(data, Includes(), ME)
    assert post is not None
    assert (post.event_id, post.edited, post.first_id) == ("post:11", True, "11")


@pytest.mark.parametrize("name", NAMES["answered"])
def test_a_reply_is_known_by_the_id_of_what_it_answers_alone(name: str) -> None:
    assert references({"id": "12", name: "7"}) == [("replied_to", "7")]
    assert references({"id": "12", name: "7", "referenced_posts": [{"type": "quoted", "id": "8"}]}) == [
        ("quoted", "8"),
        ("replied_to", "7"),
    ]


@pytest.mark.parametrize("kind", NAMES["retweeted"])
def test_a_repost_is_one_under_either_name(kind: str) -> None:
    data = {
        "id": "12",
        "author_id": "5",
        "text": "RT @bob: x",
        "referenced_posts": [{"type": kind, "id": "7"}],
    }
    said = {"id": "7", "author_id": "6", "text": "the whole of it"}
    post = post_of(data, Includes(posts={"7": said}), ME)
    assert post is not None
    assert post.text == "the whole of it"


def test_an_answer_in_transition_may_hold_both_lists() -> None:
    along = {"tweets": [{"id": "1"}], "posts": [{"id": "2"}]}
    assert [post["id"] for post in all_given(along, "posts")] == ["1", "2"]
    assert given({"note_tweet": None, "note_post": {"text": "x"}}, "note") == {"text": "x"}
    assert bare({"data": {"id": "3"}}) == {"id": "3"}
    assert bare({"id": "4", "data": {"id": "3"}})["id"] == "4"


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("They said… https://t.co/abc", True),
        ("They said…", True),
        ("They said… nothing", False),
        ("They said https://t.co/abc", False),
    ],
)
def test_a_text_that_x_cut_is_known_by_its_end(text: str, cut: bool) -> None:
    assert is_cut({"id": "1", "text": text}) is cut
    assert not is_cut({"id": "1", "text": text, "note_post": {"text": "all of it"}})


@pytest.mark.parametrize(
    "words",
    [
        "これ本当？",
        "这是真的吗",
        "هل هذا صحيح؟",
        "จริงไหม",
        "правда?",
        "、本当ですか",
        ": true?",
        "ist das wahr",
    ],
)
async def test_a_handle_needs_no_space_behind_it(fake: FakeX, desk: Desk, words: str) -> None:
    rumour = fake.post("2002", "A wall will be built around the old town in May")
    async with listening(fake, desk):
        asked = (
            fake.post("2001", f"@claimbot{words}", reply_to=rumour)
            if words[0] != "i"
            else (fake.post("2001", f"＠claimbot {words}", reply_to=rumour))
        )
        fake.post("2001", "@claimbot2 is another account")
        fake.post("2001", "write to me@claimbot.example")
        await desk.wait_for(1)
    (heard,) = posts(desk)
    assert (heard.id, heard.address) == (asked.id, Address.SUMMONED)
    assert "claimbot" not in heard.text


def test_xs_own_list_of_mentions_is_the_truth() -> None:
    data = {"id": "1", "author_id": "5", "text": "what @claimbot says", "display_text_range": [0, 20]}
    named = {**data, "text": "see ＠ｃlaimbot", "entities": {"mentions": [{"start": 4, "id": "2000"}]}}
    unnamed = {**data, "entities": {"mentions": [{"start": 0, "id": "9", "username": "claimbot9"}]}}
    for given_data, address in (
        (named, Address.SUMMONED),
        (unnamed, Address.OVERHEARD),
        (data, Address.SUMMONED),
    ):
        post = post_of(given_data, Includes(), ME)
        assert post is not None
        assert post.address is address


@pytest.mark.parametrize("minutes", [1, 12])
async def test_a_mention_that_x_lists_late_is_heard_once(fake: FakeX, desk: Desk, minutes: int) -> None:
    async with listening(fake, desk):
        late_id = str(int(last_id_before(fake.clock.now())) + 5)
        fake.clock.advance(minutes * 60)
        prompt = fake.mention("2002", "listed at once")
        await desk.wait_for(1)
        late = fake.mention("2001", "listed late", id_=late_id)
        await desk.wait_for(2)
        seen = len(fake.calls("GET", MENTIONS))
        await until(lambda: len(fake.calls("GET", MENTIONS)) > seen + 3)
    assert int(late.id) < int(prompt.id)
    assert [post.id for post in posts(desk)] == [prompt.id, late.id]
    assert desk.cursors["x:mentions"] == prompt.id


async def test_looking_back_costs_nothing_more(fake: FakeX, desk: Desk) -> None:
    fake.bill.prices = type(fake.bill.prices)(once_a_day=True)
    async with listening(fake, desk):
        fake.mention("2002", "true?")
        await desk.wait_for(1)
        seen = len(fake.calls("GET", MENTIONS))
        await until(lambda: len(fake.calls("GET", MENTIONS)) > seen + 3)
    assert fake.bill.by_item()["own_mention_read"] == fake.bill.prices.own_mention_read

"""X's JSON to the house's own words: pure, so every shape is written out here."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.events import Address, Command, PlaceKind, Post
from bot.platforms.x.messages import message_of
from bot.platforms.x.posts import (
    Bot,
    last_id_before,
    moment_of,
    post_of,
    posts_of,
    watched_post,
)
from bot.platforms.x.texts import Includes

ME = Bot("2000", "claimbot")


def shown(text: str, own_from: Any = 0, **more: Any) -> dict[str, Any]:
    data = {
        "id": "1900000000000000010",
        "author_id": "2001",
        "conversation_id": "1900000000000000001",
        "created_at": "2026-11-02T09:00:00.000Z",
        "lang": "en",
        "text": text,
    }
    if own_from is not None:
        data["display_text_range"] = [own_from, len(text)]  # type: ignore[assignment]
    return data | more


def above(text: str, author: str = "2002", id_: str = "1900000000000000001", **more: Any) -> dict[str, Any]:
    return shown(text, None, id=id_, author_id=author, conversation_id="1900000000000000001", **more)


REPLY = {"referenced_tweets": [{"type": "replied_to", "id": "1900000000000000001"}]}


def read(data: dict[str, Any], *posts: dict[str, Any], **includes: Any) -> Post:
    made = post_of(data, Includes.of({"includes": {"tweets": list(posts), **includes}}), ME)
    assert made is not None
    return made


def test_a_bare_mention_brings_the_post_it_answers() -> None:
    post = read(shown("@bob @claimbot is this true?", 5, **REPLY), above("They will send 100,000 volunteers"))
    assert (post.text, post.address, post.message_id) == ("is this true?", Address.SUMMONED, post.id)
    assert [(one.text, one.author.id, one.address) for one in post.above] == [
        ("They will send 100,000 volunteers", "2002", Address.OVERHEARD)
    ]
    assert (post.place.id, post.place.kind) == ("1900000000000000001", PlaceKind.TIMELINE)
    assert post.event_id == "post:1900000000000000010"


@pytest.mark.parametrize(
    ("text", "own_from", "quotes_told", "taken"),
    [
        ("They were never going to send anybody", 0, False, True),
        ("They were never going to send anybody", 0, True, False),
        ("They were never going to, @claimbot", 0, False, False),
        ("@bob @claimbot they were never going to", 15, False, False),
    ],
)
def test_a_watched_quote_of_the_bots_post_is_overheard_only_where_it_is_heard_no_other_way(
    text: str, own_from: int, quotes_told: bool, taken: bool
) -> None:
    references = [*REPLY["referenced_tweets"], {"type": "quoted", "id": "1900000000000000002"}]
    data = shown(text, own_from, referenced_tweets=references)
    ours = above("Fact-checkers found no evidence", "2000", "1900000000000000002")
    includes = Includes.of({"includes": {"tweets": [ours, above("A rumour")]}})
    post = watched_post(data, includes, ME, quotes_told=quotes_told)
    assert (post is not None) is taken
    if post is not None:
        assert (post.address, post.message_id) == (Address.OVERHEARD, "")


@pytest.mark.parametrize("name", ["referenced_tweets", "referenced_posts"])
@pytest.mark.parametrize("key", ["tweets", "posts"])
def test_both_spellings_of_renamed_fields_are_read(name: str, key: str) -> None:
    data = shown("@claimbot hm?", **{name: [{"type": "quoted", "id": "1900000000000000001"}]})
    includes = Includes.of({"includes": {key: [above("The quoted rumour")]}})
    post = post_of(data, includes, ME)
    assert post is not None
    assert [one.text for one in post.above] == ["The quoted rumour"]


def test_a_handle_that_x_put_in_front_is_no_question() -> None:
    post = read(shown("@claimbot @bob thanks, friend", 15, **REPLY), above("Checked", author="2000"))
    assert (post.address, post.message_id, post.text) == (Address.OVERHEARD, "", "thanks, friend")


def test_without_a_range_a_leading_handle_counts_only_where_x_had_no_reason_for_it() -> None:
    asked = shown("@bob @claimbot is this true?", None, **REPLY)
    assert read(asked, above("A rumour")).address is Address.SUMMONED
    assert read(asked, above("Hey @ClaimBot look")).address is Address.OVERHEARD
    assert read(asked, above("An answer", author="2000")).address is Address.OVERHEARD
    assert read(asked).address is Address.OVERHEARD
    assert read(shown("@bob so, @claimbot?", None, **REPLY), above("x @claimbot")).address is Address.SUMMONED


def test_another_account_with_a_longer_name_is_not_the_bot() -> None:
    assert read(shown("@claimbot2 is this true?")).address is Address.OVERHEARD
    assert read(shown("mail me@claimbot or not")).address is Address.OVERHEARD


def test_the_bots_own_posts_are_not_heard() -> None:
    assert posts_of({"data": shown("@claimbot", author_id="2000")}, ME) == []


def test_a_repost_asks_nothing_and_carries_the_whole_original() -> None:
    repost = shown("RT @bob: @claimbot, they wi…", referenced_tweets=[{"type": "retweeted", "id": "1"}])
    post = read(repost, above("@claimbot, they will send 100,000 volunteers", id_="1"))
    assert (post.address, post.message_id, post.above) == (Address.OVERHEARD, "", ())
    assert post.text == "they will send 100,000 volunteers"
    assert post.author.id == "2001"
    assert post.origin is not None
    assert (post.origin.id, post.origin.message_id) == ("2002", "1")
    assert read(repost).text == ", they wi…".removeprefix(", ")


def test_the_bots_own_answer_is_never_checked() -> None:
    post = read(shown("@claimbot are you sure?", **REPLY), above("A fact-check", author="2000"))
    assert post.above == ()


def test_a_long_post_is_read_whole_with_its_own_links() -> None:
    long = "word " * 80 + "https://t.co/long"
    entities = {"urls": [{"url": "https://t.co/long", "expanded_url": "https://example.org/story"}]}
    post = read(
        shown(
            "word word… https://t.co/more",
            None,
            note_tweet={"text": f"@claimbot {long}", "entities": entities},
        )
    )
    assert post.text.endswith("https://example.org/story")
    assert post.text.count("word") == 80
    assert (post.links, post.address) == (("https://example.org/story",), Address.SUMMONED)


def test_links_are_written_out_and_those_that_x_added_left_out() -> None:
    urls = [
        {"url": "https://t.co/aa", "expanded_url": "https://example.org/a?x=1&y=2"},
        {"url": "https://t.co/bb", "expanded_url": "https://x.com/bob/status/1900000000000000001"},
        {"url": "https://t.co/cc", "expanded_url": "https://x.com/ann/status/1/photo/1", "media_key": "3_1"},
    ]
    post = read(
        shown(
            "@claimbot see https://t.co/aa &amp; say https://t.co/bb https://t.co/cc",
            entities={"urls": urls},
            attachments={"media_keys": ["3_1", "3_2"]},
            referenced_tweets=[{"type": "quoted", "id": "1900000000000000001"}],
        ),
        media=[
            {"media_key": "3_1", "type": "photo", "alt_text": "A map with an arrow"},
            {"media_key": "3_2"},
        ],
    )
    assert post.text == "see https://example.org/a?x=1&y=2 & say\nA map with an arrow"
    assert post.links == ("https://example.org/a?x=1&y=2",)


def test_another_post_that_somebody_links_stays_a_link() -> None:
    urls = [{"url": "https://t.co/bb", "expanded_url": "https://x.com/bob/status/77"}]
    assert read(shown("@claimbot https://t.co/bb", entities={"urls": urls})).links == (
        "https://x.com/bob/status/77",
    )


@pytest.mark.parametrize("given", ["2026-11-02T09:00:00.000Z", "2026-11-02T09:00:00Z", None])
def test_times_are_read_with_and_without_milliseconds_and_from_the_id(given: str | None) -> None:
    moment = datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert moment_of({"id": str(int(last_id_before(moment)) + 1), "created_at": given}) == moment


@pytest.mark.parametrize("mark", ["und", "qme", "zxx", "", None])
def test_a_post_without_a_language_has_none(mark: str | None) -> None:
    assert read(shown("@claimbot ?", lang=mark)).language is None


def test_a_handle_elsewhere_in_a_post_that_is_no_reply_stays() -> None:
    assert read(shown("@bob says so, @claimbot, is he right?")).text == "@bob says so, is he right?"


def test_an_edited_mention_is_the_same_event_as_before() -> None:
    post = read(
        shown("@claimbot true?", edit_history_tweet_ids=["1900000000000000005", "1900000000000000010"])
    )
    assert (post.event_id, post.edited) == ("post:1900000000000000005", True)


def test_reach_is_the_views_or_else_the_followers() -> None:
    users = [{"id": "2001", "username": "ann", "public_metrics": {"followers_count": 12}}]
    assert read(shown("@claimbot", public_metrics={"impression_count": 340}), users=users).reach == 340
    assert read(shown("@claimbot", public_metrics={"impression_count": 0}), users=users).reach == 12
    assert read(shown("@claimbot")).reach is None


def test_what_is_no_post_is_an_error_that_names_the_field() -> None:
    with pytest.raises(KeyError, match="author_id"):
        posts_of({"data": {"id": "1", "text": "x"}}, ME)


def message(text: str, **more: Any) -> dict[str, Any]:
    data = {"id": "1900000000000000020", "event_type": "MessageCreate", "sender_id": "2001", "text": text}
    return data | {"dm_conversation_id": "2000-2001", "created_at": "2026-11-02T09:00:00.000Z"} | more


def test_a_message_is_a_post_written_to_the_bot() -> None:
    urls = [{"url": "https://t.co/aa", "expanded_url": "https://example.org/a"}]
    post = message_of(message("Is https://t.co/aa true &amp; fair?", entities={"urls": urls}), Includes(), ME)
    assert isinstance(post, Post)
    assert (post.text, post.links) == ("Is https://example.org/a true & fair?", ("https://example.org/a",))
    assert (post.address, post.place.kind, post.place.id) == (Address.DIRECT, PlaceKind.PRIVATE, "2001")


def test_a_message_with_a_slash_is_a_command() -> None:
    text = "/AddClaim@claimbot The moon is cheese |  false | https://t.co/aa"
    urls = [{"url": "https://t.co/aa", "expanded_url": "https://example.org/moon"}]
    command = message_of(message(text, entities={"urls": urls}), Includes(), ME)
    assert isinstance(command, Command)
    assert command.name == "addclaim"
    assert command.argument == "The moon is cheese |  false | https://example.org/moon"


def test_a_post_shared_in_a_message_is_what_a_command_is_about() -> None:
    includes = Includes.of({"includes": {"tweets": [above("A rumour")]}})
    shared = {"referenced_tweets": [{"id": "1900000000000000001"}]}
    command = message_of(message("/check", **shared), includes, ME)
    plain = message_of(message("true?", **shared), includes, ME)
    assert isinstance(command, Command)
    assert command.about is not None
    assert command.about.text == "A rumour"
    assert isinstance(plain, Post)
    assert [one.text for one in plain.above] == ["A rumour"]


def test_the_bots_own_answer_shared_in_a_message_is_what_its_link_is_asked_for() -> None:
    includes = Includes.of({"includes": {"tweets": [above("The claim: it rains. Rating: false.", "2000")]}})
    shared = {"referenced_tweets": [{"id": "1900000000000000001"}]}
    post = message_of(message("", **shared), includes, ME)
    assert isinstance(post, Post)
    assert [one.text for one in post.above] == ["The claim: it rains. Rating: false."]


@pytest.mark.parametrize(
    "change", [{"sender_id": "2000"}, {"event_type": "ParticipantsJoin"}, {"dm_conversation_id": "77"}]
)
def test_own_messages_and_groups_are_not_heard(change: dict[str, str]) -> None:
    assert message_of(message("hello", **change), Includes(), ME) is None


def test_a_slash_in_public_is_no_command() -> None:
    assert isinstance(read(shown("@claimbot /retract 1")), Post)

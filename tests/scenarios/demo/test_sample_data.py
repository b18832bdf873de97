"""The sample claims and posts: real shapes, right offsets, no real link, expectations that fit them."""

import importlib
import re
import unicodedata
import warnings
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from telegram import Message, MessageOriginChannel, Update

from bot.events import Address
from matchers.types import Stance
from storage.claims import RATINGS, content_hash
from tests.scenarios.demo import samples

X_EPOCH_MS = 1288834974657
"""Start of the clock in X's ids: the upper bits of an id count milliseconds from here."""
X_BOT_ID = "900000001"
TELEGRAM_BOT_ID = 7000000001
X_NOT_FOUND = "https://api.twitter.com/2/problems/resource-not-found"
ENTITY_STARTS = {"mention": "@", "bot_command": "/", "hashtag": "#", "url": "https://example.org/"}
LINK = re.compile(r"https?://[^\s\"]+")

CLAIMS = samples.json_lines("claims.jsonl")
POSTS = samples.json_lines("posts.jsonl")
EXPECTED = samples.expectations()
MESSAGES = samples.telegram_messages(POSTS)
X_POSTS = samples.x_posts(POSTS)


def every_x_object() -> list[dict[str, Any]]:
    """The posts and the posts above them."""
    return [post for body in X_POSTS for post in (body["data"], *body["includes"].get("tweets", []))]


# The catalogue


def test_the_catalogue_is_large_enough_and_opens_with_the_worked_example() -> None:
    assert len(CLAIMS) >= 44
    first = CLAIMS[0]
    assert {"North Korea", "100,000", "Ukraine"} <= set(
        re.findall(r"North Korea|100,000|Ukraine", first["claim"])
    )
    assert first["rating"] == "unsupported"
    assert "diplomatic channels" in " ".join(part["citing"] for part in first["appearances"])


def test_every_claim_has_the_fields_of_an_import_and_no_other() -> None:
    required = {"claim", "rating", "url", "publisher", "title", "language", "phrasings"}
    optional = {"claimant", "textual_rating", "date", "appearances"}
    for claim in CLAIMS:
        assert required <= claim.keys() <= required | optional, claim["claim"]
        assert all(claim[field] for field in required), claim["claim"]
        datetime.strptime(claim.get("date", "2026-01-01"), "%Y-%m-%d").replace(tzinfo=UTC)


def test_every_normalised_rating_occurs_and_no_other() -> None:
    assert {claim["rating"] for claim in CLAIMS} == set(RATINGS)


def test_no_two_claims_share_words_or_a_link() -> None:
    texts = [content_hash(text) for claim in CLAIMS for text in (claim["claim"], *claim["phrasings"])]
    assert len(texts) == len(set(texts))
    assert len({claim["url"] for claim in CLAIMS}) == len(CLAIMS)


def test_the_worked_example_is_phrased_in_several_scripts() -> None:
    letters = "".join(CLAIMS[0]["phrasings"])
    scripts = {unicodedata.name(letter).split()[0] for letter in letters if letter.isalpha()}
    assert {"LATIN", "CYRILLIC", "HANGUL", "ARABIC"} <= scripts


def test_every_appearance_says_who_and_when() -> None:
    for appearance in (part for claim in CLAIMS for part in claim.get("appearances", [])):
        assert appearance.keys() == {"who", "where", "when", "citing", "url", "language"}
        datetime.strptime(appearance["when"], "%Y-%m-%d").replace(tzinfo=UTC)


# Both platforms


def test_no_link_leads_to_a_real_page() -> None:
    for text in samples.strings([CLAIMS, POSTS]):
        for link in LINK.findall(text):
            shortened = link.startswith("https://t.co/sample-")
            assert shortened or link == X_NOT_FOUND or urlsplit(link)[:2] == ("https", "example.org"), link


def test_the_posts_arrive_in_order_over_nine_days() -> None:
    times = [samples.delivered_at(post) for post in POSTS]
    assert len(POSTS) >= 72
    assert times == sorted(times)
    assert timedelta(days=8) < times[-1] - times[0] < timedelta(days=9)


def test_ids_are_unique_and_grow_with_time() -> None:
    x_ids = [int(body["data"]["id"]) for body in X_POSTS]
    update_ids = [post["update"]["update_id"] for post in POSTS if post["platform"] == "telegram"]
    for ids in (x_ids, update_ids):
        assert ids == sorted(set(ids))


# Telegram


def lost(written: object, read: object, path: str = "") -> list[str]:
    """Paths at which what was read lacks or changes what was written (the library may add defaults)."""
    if isinstance(written, dict) and isinstance(read, dict):
        return [found for key in written for found in lost(written[key], read.get(key), f"{path}.{key}")]
    if isinstance(written, list) and isinstance(read, list) and len(written) == len(read):
        pairs = zip(written, read, strict=True)
        return [found for place, (a, b) in enumerate(pairs) for found in lost(a, b, f"{path}[{place}]")]
    return [] if written == read else [path]


def test_every_update_reads_back_as_it_was_written() -> None:
    for post in POSTS:
        if post["platform"] == "telegram":
            update = Update.de_json(post["update"], None)
            assert not update.api_kwargs
            assert update.effective_message is not None
            assert not update.effective_message.api_kwargs
            assert lost(post["update"], update.to_dict()) == []


def test_telegram_entities_cover_what_they_name() -> None:
    seen = 0
    for message in [*MESSAGES, *(m.reply_to_message for m in MESSAGES if m.reply_to_message)]:
        for entity, covered in {**message.parse_entities(), **message.parse_caption_entities()}.items():
            seen += 1
            expected = ENTITY_STARTS.get(str(entity.type), "")
            assert covered.startswith(expected), covered
            assert covered == covered.strip()
            assert not covered.endswith(tuple(",.!?"))
    assert seen >= 10


def test_every_mention_command_and_link_has_its_entity() -> None:
    marks = re.compile(r"(?<!\w)@claimspread_bot|^/\w+|https://\S+")
    for message in MESSAGES:
        covered = [*message.parse_entities().values(), *message.parse_caption_entities().values()]
        for mark in marks.findall(message.text or message.caption or ""):
            assert mark in covered, message.text


def test_some_offsets_differ_between_utf16_and_characters() -> None:
    def is_shifted(message: Message) -> bool:
        return any(
            message.text is not None and message.text[e.offset : e.offset + e.length] != covered
            for e, covered in message.parse_entities().items()
        )

    assert any(is_shifted(message) for message in MESSAGES)


def test_message_ids_grow_within_a_chat() -> None:
    latest: dict[int, int] = {}
    for message in MESSAGES:
        if message.edit_date is None:
            assert message.message_id > latest.get(message.chat_id, 0)
            latest[message.chat_id] = message.message_id
        else:
            assert message.message_id <= latest[message.chat_id]


def test_a_quote_stands_in_the_message_that_it_quotes() -> None:
    quoting = [message for message in MESSAGES if message.quote]
    assert quoting
    for message in quoting:
        assert message.quote is not None
        assert message.reply_to_message is not None
        above = (message.reply_to_message.text or "").encode("utf-16-le")[message.quote.position * 2 :]
        assert above.startswith(message.quote.text.encode("utf-16-le"))


def test_a_forward_is_younger_than_its_origin() -> None:
    forwards = [message for message in MESSAGES if message.forward_origin]
    assert len(forwards) >= 5
    for message in forwards:
        assert message.forward_origin is not None
        assert message.forward_origin.date < message.date


@pytest.mark.parametrize(
    "field",
    ["channel_post", "edited_message", "poll", "photo", "video", "media_group_id", "reply_to_message"],
)
def test_the_telegram_shapes_of_the_real_world_occur(field: str) -> None:
    updates = [post["update"] for post in POSTS if post["platform"] == "telegram"]
    assert any(
        field in update or any(field in part for part in list(update.values())[1:]) for update in updates
    )


# X


def test_every_x_post_parses_with_tweepy() -> None:
    tweet_type = importlib.import_module("tweepy").Tweet
    for post in every_x_object():
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tweet = tweet_type({**post, "edit_controls": dict(post["edit_controls"])})
        assert str(tweet.id) == post["id"]
        assert tweet.created_at.tzinfo is not None
        assert post["created_at"].endswith(".000Z")


def test_an_x_id_carries_the_time_of_its_post() -> None:
    for post in every_x_object():
        written = datetime.fromtimestamp(((int(post["id"]) >> 22) + X_EPOCH_MS) // 1000, UTC)
        assert written == datetime.fromisoformat(post["created_at"])


def test_x_entities_cover_what_they_name() -> None:
    signs = {"mentions": ("username", "@"), "hashtags": ("tag", "#"), "urls": ("url", "")}
    for post in every_x_object():
        for holder in (post, post.get("note_tweet", {})):
            for group, entities in holder.get("entities", {}).items():
                field, sign = signs[group]
                for entity in entities:
                    assert holder["text"][entity["start"] : entity["end"]] == sign + entity[field]


def test_an_x_post_comes_with_its_authors_and_the_posts_it_refers_to() -> None:
    for body in X_POSTS:
        known = {user["id"] for user in body["includes"]["users"]}
        tweets = {tweet["id"]: tweet for tweet in body["includes"].get("tweets", [])}
        missing = {error["resource_id"] for error in body.get("errors", [])}
        mentioned = {mention["id"] for mention in body["data"].get("entities", {}).get("mentions", [])}
        authors = {body["data"]["author_id"], *(tweet["author_id"] for tweet in tweets.values())}
        assert mentioned | authors <= known
        referred = {reference["id"] for reference in body["data"].get("referenced_tweets", [])}
        assert referred == tweets.keys() | missing
        media = {item["media_key"] for item in body["includes"].get("media", [])}
        assert set(body["data"].get("attachments", {}).get("media_keys", [])) == media


def test_an_x_post_fits_into_280_characters_and_a_long_one_begins_alike() -> None:
    for post in every_x_object():
        assert len(post["text"]) <= 280
        if "note_tweet" in post:
            assert post["note_tweet"]["text"].startswith(post["text"].split("…")[0])


@pytest.mark.parametrize("reference", ["replied_to", "quoted", "retweeted"])
def test_each_kind_of_reference_occurs_on_x(reference: str) -> None:
    kinds = [part["type"] for body in X_POSTS for part in body["data"].get("referenced_tweets", [])]
    assert reference in kinds


# What a careful person wants


def platform_id(post: dict[str, Any]) -> str:
    return post["post"]["data"]["id"] if post["platform"] == "x" else str(post["update"]["update_id"])


def test_each_expectation_stands_beside_its_post() -> None:
    assert [(row.line, row.platform, row.id) for row in EXPECTED] == [
        (line, post["platform"], platform_id(post)) for line, post in enumerate(POSTS, start=1)
    ]


def test_each_expectation_names_a_claim_and_a_stance_or_neither() -> None:
    for row in EXPECTED:
        assert row.claim is None or 1 <= row.claim <= len(CLAIMS)
        assert (row.stance is None) == (row.claim is None), row
        assert row.stance is None or row.stance in set(Stance)


def test_none_is_a_common_case_and_often_close_to_a_claim() -> None:
    nothing = [row for row in EXPECTED if row.claim is None]
    assert len(nothing) >= 40
    assert sum(row.kind in {"near_miss", "same_topic"} for row in nothing) >= 20


def address_of(post: dict[str, Any]) -> Address:
    """How the post reaches the bot, from the platform's own fields."""
    if post["platform"] == "x":
        mentions = post["post"]["data"].get("entities", {}).get("mentions", [])
        return Address.SUMMONED if X_BOT_ID in {m["id"] for m in mentions} else Address.OVERHEARD
    (message,) = samples.telegram_messages([post])
    if message.chat.type == "private":
        return Address.DIRECT
    above = message.reply_to_message
    answers_bot = above is not None and above.from_user is not None and above.from_user.id == TELEGRAM_BOT_ID
    mentions_bot = "@claimspread_bot" in message.parse_entities(["mention"]).values()
    return Address.SUMMONED if answers_bot or mentions_bot else Address.OVERHEARD


def test_the_expected_address_is_the_one_the_platform_tells() -> None:
    assert [row.address for row in EXPECTED] == [address_of(post) for post in POSTS]
    assert {row.address for row in EXPECTED} == set(Address)


def test_the_worked_example_travels_from_a_telegram_channel_to_x_across_languages() -> None:
    travels = [(row, POSTS[row.line - 1]) for row in EXPECTED if row.claim == 1]
    (first,) = samples.telegram_messages([travels[0][1]])
    assert isinstance(first.forward_origin, MessageOriginChannel)
    platforms = [row.platform for row, _ in travels]
    assert platforms.index("telegram") < platforms.index("x")
    languages = {post["post"]["data"]["lang"] for row, post in travels if row.platform == "x"}
    assert len(languages) >= 6
    assert {row.stance for row, _ in travels} == set(Stance)
    whole = samples.delivered_at(travels[-1][1]) - samples.delivered_at(travels[0][1])
    assert whole > timedelta(days=8)

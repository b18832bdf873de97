"""The fake X API holds X's rules for reading and writing, as tweepy's AsyncClient meets them."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import aiohttp
import pytest
import tweepy
from tweepy.asynchronous import AsyncClient

from bot.platforms.x.client import signing_with
from bot.platforms.x.session import RebasedSession
from tests.fakes.x import FakeX, Limit, Prices

from .conftest import Bot

EVERYTHING: dict[str, Any] = {
    "expansions": ["author_id", "referenced_tweets.id", "attachments.media_keys"],
    "tweet_fields": ["created_at", "entities", "note_tweet", "conversation_id", "lang", "display_text_range"],
    "media_fields": ["alt_text", "url"],
    "user_fields": ["protected", "description"],
    "user_auth": True,
}


async def test_a_reply_to_the_post_that_mentions_the_bot_is_accepted(fake: FakeX, bot: Bot) -> None:
    asked = fake.mention("2001", reply_to=fake.post("2002", "Bananas are berries, say botanists."))
    answer = await bot.client.create_tweet(text="Checked.", in_reply_to_tweet_id=asked.id)
    assert fake.replies[0].in_reply_to == asked.id
    assert answer.data["id"] == fake.replies[0].id
    assert fake.world.posts[fake.replies[0].id].text == "@ann Checked."
    assert fake.refusals == []


async def test_a_reply_to_the_rumour_above_the_mention_is_refused(fake: FakeX, bot: Bot) -> None:
    rumour = fake.post("2002", "Bananas are berries, say botanists.")
    fake.mention("2001", reply_to=rumour)
    with pytest.raises(tweepy.Forbidden):
        await bot.client.create_tweet(text="Checked.", in_reply_to_tweet_id=rumour.id)
    assert [refusal.rule for refusal in fake.offences] == ["unsummoned_reply"]
    assert fake.replies == []
    assert fake.spend == 0


async def test_a_post_that_quotes_the_bot_may_be_answered(fake: FakeX, bot: Bot) -> None:
    await bot.client.create_tweet(text="Hello, I check claims.")
    quoting = fake.post("2001", "really?", quotes=fake.replies[0].id)
    await bot.client.create_tweet(text="Really.", in_reply_to_tweet_id=quoting.id)
    assert fake.replies[1].in_reply_to == quoting.id


async def test_a_handle_that_x_itself_put_there_is_no_summons_unless_set(fake: FakeX, bot: Bot) -> None:
    await bot.client.create_tweet(text="Hello, I check claims.")
    under = fake.post("2001", "and this one?", reply_to=fake.replies[0].id)
    assert under.text == "@claimbot and this one?"
    with pytest.raises(tweepy.Forbidden):
        await bot.client.create_tweet(text="No.", in_reply_to_tweet_id=under.id)
    fake.rules.implicit_mentions_summon = True
    await bot.client.create_tweet(text="No.", in_reply_to_tweet_id=under.id)


async def test_an_interaction_gets_one_reply_even_after_the_first_was_deleted(fake: FakeX, bot: Bot) -> None:
    asked = fake.mention("2001")
    await bot.client.create_tweet(text="First.", in_reply_to_tweet_id=asked.id)
    await bot.client.delete_tweet(fake.replies[0].id)
    with pytest.raises(tweepy.Forbidden):
        await bot.client.create_tweet(text="Second.", in_reply_to_tweet_id=asked.id)
    assert fake.offences[0].rule == "second_reply"


async def test_the_same_text_twice_in_a_day_is_refused(fake: FakeX, bot: Bot) -> None:
    one, two = fake.mention("2001"), fake.mention("2002")
    await bot.client.create_tweet(text="Checked: false.", in_reply_to_tweet_id=one.id)
    with pytest.raises(tweepy.Forbidden, match="duplicate content"):
        await bot.client.create_tweet(text="Checked:  false.", in_reply_to_tweet_id=two.id)
    fake.clock.advance(86_401)
    await bot.client.create_tweet(text="Checked: false.", in_reply_to_tweet_id=two.id)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a" * 280, True),
        ("a" * 281, False),
        ("語" * 140, True),
        ("語" * 141, False),
        ("a" * 256 + " https://example.org/" + "b" * 200, True),
        ("a" * 257 + " https://example.org/", False),
        ("👩‍👩‍👧‍👦" * 140, True),
        ("👩‍👩‍👧‍👦" * 141, False),
    ],
)
async def test_length_is_weighed_as_x_weighs_it(fake: FakeX, bot: Bot, text: str, fits: bool) -> None:
    try:
        await bot.client.create_tweet(text=text)
    except tweepy.BadRequest:
        assert not fits
    else:
        assert fits
    assert len(fake.replies) == fits


@pytest.mark.parametrize("trouble", ["deleted", "protected", "blocks_bot"])
async def test_a_post_that_is_out_of_reach_cannot_be_answered(fake: FakeX, bot: Bot, trouble: str) -> None:
    asked = fake.mention("2001")
    if trouble == "deleted":
        fake.delete(asked)
    else:
        fake.change_user("2001", **{trouble: True})
    with pytest.raises(tweepy.Forbidden):
        await bot.client.create_tweet(text="Checked.", in_reply_to_tweet_id=asked.id)
    assert len(fake.refusals) == 1
    assert fake.offences == []


async def test_quotes_likes_follows_and_reposts_do_not_exist_here(fake: FakeX, bot: Bot) -> None:
    post = fake.post("2001", "A post.")
    attempts: list[Callable[[], Awaitable[Any]]] = [
        lambda: bot.client.create_tweet(text="Look.", quote_tweet_id=post.id),
        lambda: bot.client.like(post.id),
        lambda: bot.client.follow_user("2001"),
        lambda: bot.client.retweet(post.id),
    ]
    for attempt in attempts:
        with pytest.raises(tweepy.Forbidden):
            await attempt()
    assert [refusal.rule for refusal in fake.offences] == ["quote_post", "like", "follow", "repost"]


async def test_two_cashtags_are_refused_and_one_is_not(fake: FakeX, bot: Bot) -> None:
    await bot.client.create_tweet(text="About $ABC and $5.")
    with pytest.raises(tweepy.Forbidden, match="cashtag"):
        await bot.client.create_tweet(text="About $ABC and $XYZ.")


async def test_an_empty_post_and_an_unknown_member_are_bad_requests(fake: FakeX, bot: Bot) -> None:
    for body in ({"text": " "}, {"text": "x", "colour": "red"}, {"text": "x", "reply": {}}):
        with pytest.raises(tweepy.BadRequest):
            await bot.client._make_request("POST", "/2/tweets", json=body, user_auth=True)


async def test_only_own_posts_can_be_deleted_and_only_once(fake: FakeX, bot: Bot) -> None:
    await bot.client.create_tweet(text="Mine.")
    with pytest.raises(tweepy.Forbidden):
        await bot.client.delete_tweet(fake.post("2001", "Hers.").id)
    assert (await bot.client.delete_tweet(fake.replies[0].id)).data == {"deleted": True}
    with pytest.raises(tweepy.NotFound):
        await bot.client.delete_tweet(fake.replies[0].id)


async def test_mentions_come_newest_first_from_since_id_on_and_in_pages(fake: FakeX, bot: Bot) -> None:
    mentions = [fake.mention("2001", f"number {number}?") for number in range(12)]
    since = {"since_id": mentions[1].id, "max_results": 5, "user_auth": True}
    first = await bot.client.get_users_mentions("2000", **since)
    token = first.meta["next_token"]
    second = await bot.client.get_users_mentions("2000", pagination_token=token, **since)
    seen = [str(post.id) for post in [*first.data, *second.data]]
    assert seen == [post.id for post in reversed(mentions[2:])]
    assert "next_token" not in second.meta
    assert first.meta["newest_id"] == mentions[-1].id
    nothing = await bot.client.get_users_mentions("2000", since_id=mentions[-1].id, user_auth=True)
    assert nothing.data is None
    assert nothing.meta == {"result_count": 0}


async def test_only_the_newest_800_mentions_can_be_reached(fake: FakeX, bot: Bot) -> None:
    for number in range(805):
        fake.mention("2001", f"number {number}?")
    reached: list[str] = []
    token = None
    while True:
        page = await bot.client.get_users_mentions(
            "2000", max_results=100, pagination_token=token, user_auth=True
        )
        reached += [post.text for post in page.data]
        token = page.meta.get("next_token")
        if token is None:
            break
    assert len(reached) == 800
    assert reached[-1].endswith("number 5?")


async def test_expansions_bring_the_post_above_its_author_and_the_alt_text(fake: FakeX, bot: Bot) -> None:
    rumour = fake.post("2002", "See https://example.org/story", alt_text="A chart of nothing")
    fake.mention("2001", reply_to=rumour)
    expansions = [*EVERYTHING["expansions"], "referenced_tweets.id.attachments.media_keys"]
    page = await bot.client.get_users_mentions("2000", **{**EVERYTHING, "expansions": expansions})
    assert str(page.data[0].referenced_tweets[0].id) == rumour.id
    assert [user.username for user in page.includes["users"]] == ["ann"]
    assert [media.alt_text for media in page.includes["media"]] == ["A chart of nothing"]
    above = page.includes["tweets"][0]
    assert "https://t.co/" in above.text
    assert "example.org" not in above.text
    assert above.entities["urls"][0]["expanded_url"] == "https://example.org/story"


async def test_both_spellings_of_the_renamed_reference_can_be_met(fake: FakeX, bot: Bot) -> None:
    fake.quirks.reference_field = "referenced_posts"
    fake.quirks.includes_posts_key = "posts"
    rumour = fake.post("2002", "A rumour.")
    fake.mention("2001", reply_to=rumour)
    page = await bot.client.get_users_mentions("2000", expansions="referenced_posts.id", user_auth=True)
    assert page.data[0].data["referenced_posts"] == [{"type": "replied_to", "id": rumour.id}]
    assert page.includes["posts"][0]["id"] == rumour.id


async def test_a_long_post_is_cut_in_text_and_whole_in_note_tweet(fake: FakeX, bot: Bot) -> None:
    words = "word " * 100 + "end"
    fake.mention("2001", words)
    page = await bot.client.get_users_mentions("2000", **EVERYTHING)
    assert page.data[0].data["note_tweet"]["text"] == f"@claimbot {words}"
    assert "… https://t.co/" in page.data[0].text
    assert len(page.data[0].text) <= 280


async def test_only_the_fields_asked_for_are_given(fake: FakeX, bot: Bot) -> None:
    fake.mention("2001")
    page = await bot.client.get_users_mentions("2000", user_auth=True)
    assert set(page.data[0].data) == {"id", "text", "edit_history_tweet_ids"}
    with pytest.raises(tweepy.BadRequest) as caught:
        await bot.client.get_users_mentions("2000", tweet_fields="colour", user_auth=True)
    assert "colour" in caught.value.api_errors[0]["message"]


async def test_deleted_and_protected_posts_of_a_lookup_are_told_in_errors(fake: FakeX, bot: Bot) -> None:
    fake.user("2003", "cleo", protected=True)
    kept, gone, shut = fake.post("2001", "A"), fake.post("2001", "B"), fake.post("2003", "C")
    fake.delete(gone)
    answer = await bot.client.get_tweets([kept.id, gone.id, shut.id], user_auth=True)
    assert [str(post.id) for post in answer.data] == [kept.id]
    assert [(error["value"], error["title"]) for error in answer.errors] == [
        (gone.id, "Not Found Error"),
        (shut.id, "Authorization Error"),
    ]
    assert fake.spend == Decimal("0.005")
    single = await bot.client.get_tweet(kept.id, user_auth=True)
    assert single.data.text == "A"


async def test_the_bot_reads_itself_and_its_own_recent_replies(fake: FakeX, bot: Bot) -> None:
    asked = fake.mention("2001")
    await bot.client.create_tweet(text="Checked.", in_reply_to_tweet_id=asked.id)
    assert (await bot.client.get_me()).data.username == "claimbot"
    own = await bot.client.get_users_tweets("2000", expansions="referenced_tweets.id", user_auth=True)
    assert str(own.data[0].referenced_tweets[0].id) == asked.id
    none = await bot.client.get_users_tweets("2000", exclude="replies", user_auth=True)
    assert none.data is None


async def test_recent_search_finds_by_the_query_language_within_seven_days(fake: FakeX, bot: Bot) -> None:
    fake.post("2001", "Volunteers from the north, says the minister")
    fake.clock.advance(8 * 86_400)
    found = fake.post("2002", "100,000 VOLUNTEERS will come", lang="en")
    fake.post("2002", "Volunteers denied", lang="en")
    page = await bot.app.search_recent_tweets('volunteers ("100,000" OR minister) -denied lang:en')
    assert [str(post.id) for post in page.data] == [found.id]
    counted = await bot.app.get_recent_tweets_count("volunteers")
    assert counted.meta["total_tweet_count"] == 2
    for bad in ("(open", "lang:en", "colour:red", "-only"):
        with pytest.raises(tweepy.BadRequest):
            await bot.app.search_recent_tweets(bad)
    assert fake.bill.by_item() == {"post_read": Decimal("0.005"), "counts": Decimal("0.005")}


async def test_each_kind_of_call_has_its_price(fake: FakeX, bot: Bot) -> None:
    asked, again = fake.mention("2001"), fake.mention("2002", "and this?")
    fake.dm("2001", "hello")
    await bot.client.get_users_mentions("2000", user_auth=True)
    await bot.client.get_me()
    await bot.client.create_tweet(text="Checked.", in_reply_to_tweet_id=asked.id)
    await bot.client.create_tweet(text="https://example.org/", in_reply_to_tweet_id=again.id)
    await bot.client.create_tweet(text="Plain.")
    await bot.client.create_tweet(text="With https://example.org/x")
    await bot.client.get_direct_message_events()
    await bot.client.create_direct_message(participant_id="2001", text="hello")
    await bot.app.get_users_mentions("2000")
    await bot.client.get_users_tweets("2000", user_auth=True)
    assert fake.bill.by_item() == {
        "own_mention_read": Decimal("0.002"),
        "user_read": Decimal("0.010"),
        "summoned_reply": Decimal("0.010"),
        "summoned_reply_with_url": Decimal("0.010"),
        "post_create": Decimal("0.015"),
        "post_create_with_url": Decimal("0.200"),
        "dm_event_read": Decimal("0.010"),
        "dm_create": Decimal("0.015"),
        "post_read": Decimal("0.010"),
        "own_post_read": Decimal("0.004"),
    }
    assert fake.spend == Decimal("0.286")


async def test_rate_limits_are_told_kept_and_renewed(fake: FakeX, bot: Bot) -> None:
    fake.limits["GET /2/users/{id}/mentions"] = Limit(2)
    now = fake.clock.timestamp()
    for _ in range(2):
        await bot.client.get_users_mentions("2000", user_auth=True)
    with pytest.raises(tweepy.TooManyRequests) as caught:
        await bot.client.get_users_mentions("2000", user_auth=True)
    headers = caught.value.response.headers
    assert headers["x-rate-limit-limit"] == "2"
    assert headers["x-rate-limit-remaining"] == "0"
    assert int(headers["x-rate-limit-reset"]) == now + 900
    await bot.app.get_users_mentions("2000")  # another caller has a window of its own
    fake.clock.advance(901)
    await bot.client.get_users_mentions("2000", user_auth=True)


async def test_dm_events_may_be_read_fifteen_times_in_fifteen_minutes(fake: FakeX, bot: Bot) -> None:
    for _ in range(15):
        await bot.client.get_direct_message_events()
    with pytest.raises(tweepy.TooManyRequests):
        await bot.client.get_direct_message_events()


async def test_dms_are_read_newest_first_and_sent_only_to_people_who_wrote_first(
    fake: FakeX, bot: Bot
) -> None:
    fake.dm("2001", "is the moon made of cheese?")
    fake.dm("2001", "hello?")
    page = await bot.client.get_direct_message_events(
        dm_event_fields=["sender_id", "created_at", "dm_conversation_id"],
        expansions="sender_id",
        max_results=1,
    )
    assert [event.text for event in page.data] == ["hello?"]
    assert page.data[0].sender_id == 2001
    assert page.data[0].dm_conversation_id == "2000-2001"
    assert page.includes["users"][0].username == "ann"
    rest = await bot.client.get_direct_message_events(pagination_token=page.meta["next_token"])
    assert [event.text for event in rest.data] == ["is the moon made of cheese?"]
    await bot.client.create_direct_message(participant_id="2001", text="It is not.")
    with pytest.raises(tweepy.Forbidden):
        await bot.client.create_direct_message(participant_id="2002", text="Hello, stranger.")
    assert [message.text for message in fake.sent_dms] == ["It is not."]
    assert [refusal.rule for refusal in fake.offences] == ["dm_to_stranger"]


@pytest.mark.parametrize("wrong", ["consumer_key", "consumer_secret", "access_token", "access_token_secret"])
async def test_a_wrong_key_or_secret_breaks_the_signature(fake: FakeX, wrong: str) -> None:
    keys = {
        name: getattr(fake.credentials, name)
        for name in ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
    }
    client = AsyncClient(**{**keys, wrong: "wrong"})
    client.session = RebasedSession(fake.url, sign=signing_with(client))
    with pytest.raises(tweepy.Unauthorized):
        await client.create_tweet(text="Hello.")
    await client.session.close()
    assert fake.replies == []


async def test_a_signed_request_changed_on_its_way_or_sent_twice_is_refused(fake: FakeX, bot: Bot) -> None:
    await bot.client.get_users_mentions("2000", max_results=5, user_auth=True)
    seen = fake.requests[-1]
    headers = {"Authorization": seen.headers["Authorization"]}
    for query in ("max_results=50", "max_results=5"):
        async with bot.http.get(f"{fake.url}{seen.path}?{query}", headers=headers) as answer:
            assert answer.status == 401


async def test_app_only_and_missing_keys_cannot_post(fake: FakeX, bot: Bot) -> None:
    status, body = await bot.call("POST", "/2/tweets", json={"text": "x"})
    assert (status, body["title"]) == (403, "Unsupported Authentication")
    status, _ = await bot.call("POST", "/2/tweets", token="nobody", json={"text": "x"})
    assert status == 401
    fake.door.revoked = True
    with pytest.raises(tweepy.Unauthorized):
        await bot.client.create_tweet(text="x")


async def test_the_day_and_the_expansions_can_be_billed_as_the_price_list_is_read(
    bot: Bot, fake: FakeX
) -> None:
    fake.mention("2001", reply_to=fake.post("2002", "A rumour."))
    await bot.client.get_users_mentions("2000", expansions="author_id", user_auth=True)
    assert fake.spend == Decimal("0.001"), "as set by default, only what lies under data is billed"
    fake.bill.charges.clear()
    fake.bill.prices = Prices(bill_expansions=True, once_a_day=True)
    for _ in range(2):
        await bot.client.get_users_mentions(
            "2000", expansions=["author_id", "referenced_tweets.id"], user_auth=True
        )
    assert fake.spend == Decimal("0.001") + Decimal("0.005") + Decimal("0.010")
    fake.clock.advance(86_400)
    await bot.client.get_users_mentions("2000", user_auth=True)
    assert fake.spend == Decimal("0.017")


async def test_times_are_xs_and_ids_rise_with_them(fake: FakeX, bot: Bot) -> None:
    first = fake.mention("2001")
    fake.clock.advance(3600)
    second = fake.mention("2001", "still?")
    assert int(first.id) < int(second.id)
    page = await bot.client.get_users_mentions("2000", tweet_fields="created_at", user_auth=True)
    assert page.data[0].created_at == datetime(2026, 11, 2, 10, tzinfo=UTC)


async def test_an_outage_refuses_connections_and_leaves_the_world_as_it_was(fake: FakeX, bot: Bot) -> None:
    fake.mention("2001")
    await fake.stop()
    with pytest.raises(aiohttp.ClientError):
        await bot.client.get_users_mentions("2000", user_auth=True)
    await fake.start()
    assert len((await bot.client.get_users_mentions("2000", user_auth=True)).data) == 1

"""Everywhere a rumour is met: each place and each shape of message, from the update to what readers see."""

import pytest

from tests.fakes.telegram import FakeTelegram, Posted, document, photo, poll, sticker, text, video, voice
from tests.platforms.telegram.house import (
    FIRST_CLAIM,
    HARMLESS,
    LEMONADE_LINK,
    ME,
    OTHER_RUMOUR,
    RUMOUR,
    SECOND_CLAIM,
    VOLUNTEERS_LINK,
    House,
)


async def test_a_rumour_in_a_private_chat_is_answered_there(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann", language_code="en")
    await ann.private(RUMOUR)
    answer = await telegram.wait_for(timeout=60)
    assert answer.chat_id == 2001
    assert VOLUNTEERS_LINK in answer.text


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_mention_under_a_rumour_is_answered_in_the_group(
    telegram: FakeTelegram, house: House, kind: str
) -> None:
    ann, ben = telegram.user(2001, "Ann"), telegram.user(2002, "Ben")
    group = telegram.group(-100500, "Neighbours", kind=kind, members=[ann, ben])
    rumour = await ben.write(group, RUMOUR)
    question = await ann.write(group, f"{ME} is this true?", reply_to=rumour)
    answer = await telegram.wait_for(timeout=60)
    assert answer.chat_id == -100500
    assert answer.reply_to == question.message_id
    assert VOLUNTEERS_LINK in answer.text
    if kind == "supergroup":
        # Supergroups number chains of replies too: naming that number would be refused as an unknown topic.
        assert "message_thread_id" not in telegram.calls_of("sendMessage")[0].params
    await house.settled()
    assert [(seen.claim_id, seen.post_id) for seen in await house.sightings()] == [
        (FIRST_CLAIM, f"-100500:{rumour.message_id}")
    ]


async def test_an_answer_stays_in_the_topic_of_the_question(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    forum = telegram.group(-100600, "Forum", kind="forum", owner=ann, members=[ann])
    topic = await forum.open_topic("News", ann)
    await ann.write(forum, f"{ME} {RUMOUR}", topic=topic)
    answer = await telegram.wait_for(timeout=60)
    assert answer.topic == topic
    assert answer.params["message_thread_id"] == topic


async def test_the_opener_of_a_topic_is_not_the_post_above(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    forum = telegram.group(-100600, "Forum", kind="forum", owner=ann, members=[ann])
    topic = await forum.open_topic(RUMOUR[:60], ann)
    asked = await ann.write(forum, f"{ME} is this true?", topic=topic)
    answer = await telegram.wait_for(timeout=60)
    assert answer.reply_to == asked.message_id
    assert VOLUNTEERS_LINK not in answer.text
    await house.settled()
    assert await house.sightings() == []


async def test_a_reply_within_a_topic_is_about_the_message_that_it_replies_to(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    forum = telegram.group(-100600, "Forum", kind="forum", owner=ann, members=[ann])
    topic = await forum.open_topic("News", ann)
    rumour = await ann.write(forum, RUMOUR, topic=topic)
    await ann.write(forum, f"{ME} is this true?", reply_to=rumour, topic=topic)
    answer = await telegram.wait_for(timeout=60)
    assert VOLUNTEERS_LINK in answer.text
    assert answer.topic == topic


async def test_a_button_in_a_topic_is_answered_in_its_topic(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    forum = telegram.group(-100600, "Forum", kind="forum", owner=ann, members=[ann])
    topic = await forum.open_topic("News", ann)
    await ann.write(forum, f"{ME} {RUMOUR}", topic=topic)
    answer = await telegram.wait_for(timeout=60)
    press = await ann.press(answer, "Why?")
    assert await telegram.answer_to(press) is not None
    await house.settled()
    assert {call.topic for call in telegram.sent} == {topic}


async def test_a_channel_post_and_its_copy_in_the_discussion_group_are_one_sighting_without_an_answer(
    telegram: FakeTelegram, house: House
) -> None:
    await telegram.change_bot(can_read_all_group_messages=True)
    group = telegram.group(-100700, "Comments", kind="supergroup")
    channel = telegram.channel(-100800, "Daily Rumour", discussion=group)
    post = await channel.post(RUMOUR)
    await house.settled()
    assert [(seen.claim_id, seen.post_id) for seen in await house.sightings()] == [
        (FIRST_CLAIM, f"-100800:{post.message_id}")
    ]
    assert telegram.sent == []


async def test_a_channel_post_that_calls_the_bot_is_answered_once_although_its_copy_does_too(
    telegram: FakeTelegram, house: House
) -> None:
    group = telegram.group(-100700, "Comments", kind="supergroup")
    channel = telegram.channel(-100800, "Daily Rumour", discussion=group)
    await channel.post(f"{ME} {RUMOUR}")
    await telegram.wait_for(timeout=60)
    await house.settled()
    assert len(telegram.sent) == 1
    assert len(await house.sightings()) == 1


async def test_a_question_under_a_channel_post_is_answered_in_the_discussion_group(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100700, "Comments", kind="supergroup", members=[ann])
    channel = telegram.channel(-100800, "Daily Rumour", discussion=group)
    post = await channel.post(RUMOUR)
    (copy,) = await telegram.visible(-100700)
    await ann.write(group, f"{ME} is this true?", reply_to=Posted.read(copy))
    answer = await telegram.wait_for(timeout=60)
    assert answer.chat_id == -100700
    assert VOLUNTEERS_LINK in answer.text
    await house.settled()
    assert [seen.post_id for seen in await house.sightings()] == [f"-100800:{post.message_id}"]


async def test_a_forward_is_answered_and_its_first_origin_kept(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    channel = telegram.channel(-100800, "Daily Rumour", bot="left")
    post = await channel.post(RUMOUR)
    await ann.forward(post)
    answer = await telegram.wait_for(timeout=60)
    assert VOLUNTEERS_LINK in answer.text
    await house.settled()
    first, seen = sorted(await house.sightings(), key=lambda one: one.origin is not None)
    assert (first.path, first.place_id, first.post_id) == (
        "forwarded",
        "-100800",
        f"-100800:{post.message_id}",
    )
    assert seen.origin_post_id == first.post_id
    assert seen.origin is not None
    assert (seen.origin["kind"], seen.origin["id"], seen.origin["message_id"]) == (
        "channel",
        "-100800",
        str(post.message_id),
    )


async def test_a_forwarded_command_is_a_post_and_no_order(telegram: FakeTelegram, house: House) -> None:
    owner, ben = telegram.user(1001, "Olga"), telegram.user(2002, "Ben")
    group = telegram.group(-100500, "Neighbours", members=[owner, ben], bot="left")
    order = await ben.write(group, "/grant telegram:2002 editor")
    await owner.forward(order)
    await telegram.wait_for(timeout=60)
    await house.settled()
    assert not any("editor" in call.text for call in telegram.sent)


@pytest.mark.parametrize(
    ("quote", "link", "claim"),
    [(RUMOUR, VOLUNTEERS_LINK, FIRST_CLAIM), (OTHER_RUMOUR, LEMONADE_LINK, SECOND_CLAIM)],
)
async def test_the_quoted_part_of_a_post_is_what_is_asked_about(
    telegram: FakeTelegram, house: House, quote: str, link: str, claim: int
) -> None:
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    digest = await ann.write(group, f"{RUMOUR}\n{OTHER_RUMOUR}")
    await ann.write(group, f"{ME} really?", reply_to=digest, quote=quote)
    answer = await telegram.wait_for(timeout=60)
    assert link in answer.text
    await house.settled()
    assert [seen.claim_id for seen in await house.sightings()] == [claim]


async def test_a_quote_from_a_chat_that_the_bot_is_not_in_is_checked(
    telegram: FakeTelegram, house: House
) -> None:
    ann = telegram.user(2001, "Ann")
    channel = telegram.channel(-100800, "Daily Rumour", bot="left")
    post = await channel.post(RUMOUR)
    group = telegram.group(-100500, "Neighbours", members=[ann])
    await ann.write(group, f"{ME} is it so?", reply_to=post, quote=RUMOUR[:58])
    answer = await telegram.wait_for(timeout=60)
    assert VOLUNTEERS_LINK in answer.text


async def test_a_caption_is_read_like_a_text(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    await ann.write(group, photo(f"{ME} {RUMOUR}"))
    answer = await telegram.wait_for(timeout=60)
    assert VOLUNTEERS_LINK in answer.text


async def test_the_question_of_a_poll_is_read(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    await ann.private(poll(RUMOUR, "Yes", "No"))
    answer = await telegram.wait_for(timeout=60)
    assert VOLUNTEERS_LINK in answer.text


async def test_a_link_behind_words_is_part_of_what_is_judged(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    written = await ann.private(
        text(f'Did you read <a href="{LEMONADE_LINK}">this about our pool</a> today?', html=True)
    )
    await telegram.wait_for(timeout=60)
    decision = await house.decision(f"2001:{written.message_id}")
    assert decision is not None
    evidence = {found["name"]: found["score"] for found in decision.matches[0]["evidence"]}
    assert evidence["links"] > 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (voice(), "cannot listen to voice messages"),
        (video(), "cannot watch videos"),
        (sticker(), "sticker says too little"),
        (photo(), "cannot read pictures"),
        (document(b"%PDF-1.7", "paper.pdf"), "cannot open files"),
    ],
)
async def test_what_the_bot_cannot_read_gets_one_honest_sentence(
    telegram: FakeTelegram, house: House, content: dict[str, object], said: str
) -> None:
    await telegram.user(2001, "Ann", language_code="en").private(content)
    assert said in (await telegram.wait_for(timeout=60)).text
    await house.settled()
    assert len(telegram.sent) == 1


async def test_harmless_talk_in_a_group_is_neither_answered_nor_kept(
    telegram: FakeTelegram, house: House
) -> None:
    await telegram.change_bot(can_read_all_group_messages=True)
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    written = await ann.write(group, HARMLESS)
    await house.settled()
    assert telegram.calls_of("sendMessage") == telegram.calls_of("sendChatAction") == []
    decision = await house.decision(f"-100500:{written.message_id}")
    assert decision is not None
    assert decision.post_text is None


async def test_what_people_share_from_the_bots_own_answers_is_not_judged(
    telegram: FakeTelegram, house: House
) -> None:
    await telegram.change_bot(can_read_all_group_messages=True)
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", members=[ann])
    await ann.private(RUMOUR)
    answer = await telegram.wait_for(timeout=60)
    forwarded = await ann.forward(answer, group)
    query = await ann.inline("volunteers from North Korea to Ukraine")
    offered = await telegram.answer_to(query)
    shared = await ann.choose(query, offered["results"][0]["id"], group)
    await house.settled()
    for message in (forwarded, shared):
        assert await house.decision(f"-100500:{message.message_id}") is None


async def test_an_admin_who_writes_as_the_group_is_answered(telegram: FakeTelegram, house: House) -> None:
    ann = telegram.user(2001, "Ann")
    group = telegram.group(-100500, "Neighbours", kind="supergroup", owner=ann)
    await ann.write(group, f"{ME} {RUMOUR}", anonymous=True)
    answer = await telegram.wait_for(timeout=60)
    assert VOLUNTEERS_LINK in answer.text


@pytest.mark.parametrize("words", ["stop", "please stop", "no me escribas", "arrête", "Stop replying to me!"])
@pytest.mark.parametrize("named", [True, False])
async def test_a_word_to_stop_in_a_group_is_obeyed_by_name_or_under_the_bots_answer(
    telegram: FakeTelegram, house: House, words: str, named: bool
) -> None:
    ann, ben = telegram.user(2001, "Ann", language_code="en"), telegram.user(2002, "Ben")
    group = telegram.group(-100500, "Neighbours", kind="supergroup", members=[ann, ben])
    rumour = await ben.write(group, RUMOUR)
    await ann.write(group, f"{ME} is this true?", reply_to=rumour)
    answer = await telegram.wait_for(timeout=60)
    if named:
        await ann.write(group, f"{ME} {words}")
    else:
        await ann.write(group, words, reply_to=answer)
    said = await telegram.wait_for(after=answer.number, timeout=60)
    await house.settled()
    assert not said.params.get("reply_markup")  # nobody is offered a fact-checker
    await ann.write(group, f"{ME} is this true?", reply_to=rumour)
    await house.settled()
    await telegram.stays_silent(0.3, after=said.number)


async def test_a_word_to_stop_between_people_is_none_of_the_bots_business(
    telegram: FakeTelegram, house: House
) -> None:
    ann, ben = telegram.user(2001, "Ann"), telegram.user(2002, "Ben")
    group = telegram.group(-100500, "Neighbours", kind="supergroup", members=[ann, ben])
    rumour = await ben.write(group, RUMOUR)
    await ann.write(group, "please stop", reply_to=rumour)
    await ann.write(group, f"{ME} is this true?", reply_to=rumour)
    answer = await telegram.wait_for(timeout=60)
    assert VOLUNTEERS_LINK in answer.text

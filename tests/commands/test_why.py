from dataclasses import replace

from bot.conversation.answers import say_fact_check
from bot.conversation.turn import Turn
from bot.events import Place, PlaceKind
from storage import decisions
from tests.commands.chat import EDITOR, GROUP, OWNER, READER, Chat, post_of, private, text

MOON = "The Moon is made of cheese"
STRANGER = replace(READER, id="1009")


async def test_the_last_decision_here_is_explained(chat: Chat) -> None:
    number = await chat.claim(MOON)
    await chat.decision()
    await chat.decision(number)
    said = text(await chat.command("/why", by=READER))
    assert "Decision 2" in said
    assert "97% sure that it is claim 1" in said
    assert "The meaning is very close" in said


async def test_a_reply_to_the_bots_message_asks_about_that_decision(chat: Chat) -> None:
    number = await chat.claim(MOON)
    decision = await chat.decision(number, place=GROUP)
    await chat.decision(place=GROUP)

    claim = await chat.get(number)

    def speak(turn: Turn) -> None:
        say_fact_check(turn, claim, decision)

    (answer,) = await chat.say(speak, place=GROUP)
    about = post_of(OWNER, GROUP, message_id=answer.extra["id"])
    assert "Decision 1" in text(await chat.command("/why", by=STRANGER, place=GROUP, about=about))


async def test_a_reply_to_the_post_asks_about_it_too(chat: Chat) -> None:
    decision = await chat.decision(place=GROUP)
    async with chat.database.read() as session:
        record = await decisions.get(session, decision)
    assert record is not None
    about = replace(post_of(READER, GROUP), id=record.post_id)
    assert "Decision 1" in text(await chat.command("/why", by=STRANGER, place=GROUP, about=about))


async def test_a_decision_is_named_by_its_number(chat: Chat) -> None:
    decision = await chat.decision()
    await chat.decision()
    assert f"Decision {decision}" in text(await chat.command(f"/why {decision}", by=READER))


async def test_nothing_was_decided_here_yet(chat: Chat) -> None:
    assert "not decided about anything" in text(await chat.command("/why", by=READER))


async def test_somebody_elses_decision_is_not_shown(chat: Chat) -> None:
    decision = await chat.decision(await chat.claim(MOON))
    for place in (private(STRANGER), GROUP):
        said = text(await chat.command(f"/why {decision}", by=STRANGER, place=place))
        assert "not for you to see" in said
        assert MOON not in said


async def test_an_unknown_number_is_answered_like_a_forbidden_one(chat: Chat) -> None:
    decision = await chat.decision()
    assert text(await chat.command("/why 99", by=STRANGER)) == text(
        await chat.command(f"/why {decision}", by=STRANGER)
    )


async def test_ones_own_decision_is_shown_from_anywhere(chat: Chat) -> None:
    decision = await chat.decision(place=GROUP)
    assert "Decision 1" in text(await chat.command(f"/why {decision}", by=READER))


async def test_staff_see_every_decision(chat: Chat) -> None:
    decision = await chat.decision()
    assert "Decision 1" in text(await chat.command(f"/why {decision}", by=EDITOR))


async def test_a_malformed_number_gets_usage(chat: Chat) -> None:
    said = text(await chat.command("/why not", by=READER))
    assert "“not” is not a number" in said
    assert "/why 12" in said


async def test_the_why_button_explains_in_the_place_where_it_is(chat: Chat) -> None:
    number = await chat.claim(MOON)
    decision = await chat.decision(number, place=GROUP)
    claim = await chat.get(number)
    (answer,) = await chat.say(lambda turn: say_fact_check(turn, claim, decision), place=GROUP)
    said = await chat.press(answer, "Why?", by=STRANGER)
    assert "Decision 1" in text(said)


async def test_a_button_carried_to_another_place_is_refused(chat: Chat) -> None:
    number = await chat.claim(MOON)
    decision = await chat.decision(number, place=GROUP)
    claim = await chat.get(number)
    (answer,) = await chat.say(lambda turn: say_fact_check(turn, claim, decision), place=GROUP)
    moved = replace(answer, place=Place("telegram", "-6", PlaceKind.GROUP))
    assert "not for you" in text(await chat.press(moved, "Why?", by=STRANGER))

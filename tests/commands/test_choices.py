"""Choosing where there are no buttons: by number, by label, by "yes" and "none of these"."""

import pytest

from bot.commands.choice_words import Offer, Unclear, choice_in
from bot.conversation.answers import say_fact_check, say_suggestions
from bot.events import OutgoingMessage
from tests.commands.chat import READER, X_OWNER, Chat, text

MOON = "The Moon is made of cheese"
SUN = "The Sun is made of butter"

SUGGESTED = (
    Offer("1. “The Moon is made of cheese”", "pick"),
    Offer("2. “The swimming pool of our town was fill…”", "pick"),
    Offer("None of these", "none"),
)
CONSENT = (Offer("Yes, pass it on", "consent"), Offer("No", "decline"))
JUDGED = (Offer("👍 Helped", "helped"), Offer("👎 Not my claim", "not-mine"), Offer("Why?", "why"))
SAVE = (Offer("Save", "save"), Offer("← Back", "ad-back"), Offer("Cancel", "drop"))


@pytest.mark.parametrize(
    ("said", "offers", "place"),
    [
        *(
            (said, SUGGESTED, 0)
            for said in ("1", " 1. ", "(1)", "#1", "No. 1", "number 1", "1️⃣", "١", "１", "first")
        ),
        *(
            (said, SUGGESTED, 0)
            for said in ("The Moon is made of cheese", "1 – the moon is made of cheese!", "первый")
        ),
        *((said, SUGGESTED, 1) for said in ("2)", "the second one", "el segundo", "option 2", "२")),
        ("The swimming pool of our town was filled with lemonade", SUGGESTED, 1),
        *(
            (said, SUGGESTED, 2)
            for said in ("none of these", "None of these.", "neither", "3", "no", "ninguno", "жодне")
        ),
        *(
            (said, CONSENT, 0)
            for said in ("yes", "Yes!", "yes, pass it on", "да", "sí", "نعم", "так", "go ahead")
        ),
        *((said, CONSENT, 1) for said in ("no", "No.", "нет", "لا", "ні", "no thanks")),
        *((said, JUDGED, 0) for said in ("helped", "👍 Helped", "1 helped")),
        *((said, JUDGED, 2) for said in ("why", "Why?", "3 – Why?")),
        *((said, SAVE, 0) for said in ("save", "yes", "1")),
        *((said, SAVE, 1) for said in ("back", "← Back")),
        *((said, SAVE, 2) for said in ("cancel", "no")),
    ],
)
def test_what_is_open_is_chosen_by_number_or_by_what_it_is_called(
    said: str, offers: tuple[Offer, ...], place: int
) -> None:
    assert choice_in(said, offers) == place


@pytest.mark.parametrize(
    ("said", "offers"),
    [
        *(
            (said, SUGGESTED)
            for said in ("0", "4", "7", "99", "-1", "1 2", "1 and 2", "1, 3", "100", "yes", "fourth")
        ),
        *((said, JUDGED) for said in ("yes", "no", "none of these", "5", "nope")),
        *((said, ()) for said in ("3", "yes", "none of these", "да", "2)")),
    ],
)
def test_what_wants_to_choose_and_fits_nothing_is_unclear(said: str, offers: tuple[Offer, ...]) -> None:
    assert choice_in(said, offers) is Unclear.UNCLEAR


@pytest.mark.parametrize(
    "said",
    [
        *("", "?", "They will send 100,000 volunteers", "5G masts spread it", "no masks in schools from May"),
        *("yes they filled the pool", "is number 7 a lucky one?", "none of these pools is safe to swim in"),
        *(
            "The Moon",
            "the second moon of Mars fell down",
            "2 dead in our town",
            "why is the sky green",
            "1" * 300,
        ),
    ],
)
@pytest.mark.parametrize("offers", [SUGGESTED, CONSENT, JUDGED, ()])
def test_a_text_about_something_else_is_no_choice(said: str, offers: tuple[Offer, ...]) -> None:
    assert choice_in(said, offers) is None


async def suggested(chat: Chat) -> OutgoingMessage:
    numbers = [await chat.claim(MOON), await chat.claim(SUN, url="https://example.org/sun")]
    decision = await chat.decision(*numbers, by=X_OWNER)
    claims = [await chat.get(number) for number in numbers]
    (said,) = await chat.say(lambda turn: say_suggestions(turn, claims, decision), by=X_OWNER)
    return said


async def test_none_of_these_is_taken_for_the_button(chat: Chat) -> None:
    assert "3 – None of these" in text([await suggested(chat)])
    answer = text(await chat.write("none of these", by=X_OWNER))
    assert chat.taken
    assert "1 – Yes, pass it on" in answer
    assert "from 1 to" not in text(await chat.write("yes", by=X_OWNER))


async def test_a_number_out_of_range_is_told_what_can_be_chosen_and_the_numbers_stay(chat: Chat) -> None:
    await suggested(chat)
    said = text(await chat.write("7", by=X_OWNER))
    assert chat.taken
    assert "from 1 to 3" in said
    assert "3 – None of these" in said
    assert "https://example.org/sun" in text(await chat.write("2", by=X_OWNER))


async def test_a_number_with_nothing_to_choose_is_no_text_to_check(chat: Chat) -> None:
    said = text(await chat.write("2", by=X_OWNER))
    assert chat.taken
    assert "nothing to choose" in said


async def test_where_there_are_buttons_a_number_is_a_text_like_any_other(chat: Chat) -> None:
    number = await chat.claim(MOON)
    claim = await chat.get(number)
    decision = await chat.decision(number, by=READER)
    await chat.say(lambda turn: say_fact_check(turn, claim, decision), by=READER)
    assert await chat.write("2", by=READER) == []
    assert not chat.taken


async def test_a_step_of_a_dialogue_is_asked_first_about_what_fits_no_choice(chat: Chat) -> None:
    await suggested(chat)
    await chat.command("/addclaim", by=X_OWNER)
    said = text(await chat.write("No", by=X_OWNER))
    assert chat.taken
    assert "nothing to choose" not in said
    assert "from 1 to" not in said

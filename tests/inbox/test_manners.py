"""Who is heard, how often, and whose word counts in a chat: through the whole handler."""

from dataclasses import replace

import pytest

from bot.events import Account, Address, Delivery, Place, PlaceKind
from bot.inbox.rate_limits import MOST_OF_A_CHAT, MOST_OF_A_PERSON, WINDOW
from bot.markup import plain_text
from storage import accounts, decisions
from storage.models.chats import Allowance
from tests.inbox.conversation import GROUP, OWNER, READER, Conversation, private

ADMIN = Account("telegram", "1009", "Amal", "en")
XENIA = Account("x", "71", "Xenia", "en")
MOON = "The old moon above our town is made of cheese and holes"


async def used(talk: Conversation, key: str, number: int) -> None:
    """So much was asked under this key in the current window."""
    async with talk.database.write() as session:
        session.add(Allowance(key=key, began_at=talk.now, used=number, warned=False))


def of(talk: Conversation, account: Account) -> str:
    return f"person:{talk.signer.pseudonym(account)}"


async def test_too_many_questions_get_one_kind_word_and_then_silence(talk: Conversation) -> None:
    await used(talk, of(talk, READER), MOST_OF_A_PERSON - 2)
    said = await talk.hand_in(*(talk.command("/help") for _ in range(5)))
    assert len(said) == 3
    assert "give me a break of 10 minutes" in said[-1].html
    assert await talk.hand_in(talk.command("/help")) == []
    talk.now += WINDOW
    assert len(await talk.hand_in(talk.command("/help"))) == 1


async def test_stop_is_obeyed_however_much_was_asked(talk: Conversation) -> None:
    await used(talk, of(talk, READER), MOST_OF_A_PERSON + 2)
    (said,) = await talk.hand_in(talk.command("/stop"))
    assert "leave you alone" in said.html


async def stopped(talk: Conversation, account: Account) -> bool:
    async with talk.database.read() as session:
        known = await accounts.preference(session, talk.signer.pseudonym(account))
    return known is not None and known.stopped_at is not None


@pytest.mark.parametrize("words", ["stop", "Please stop posting!", "laisse-moi tranquille"])
async def test_stop_on_a_timeline_is_a_wish_only_by_name_or_under_the_bots_own_answer(
    talk: Conversation, words: str
) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    thread = Place("x", "900", PlaceKind.TIMELINE)
    (answer,) = await talk.hand_in(talk.post(MOON, XENIA, thread))
    said = replace(talk.post(words, XENIA, thread), address=Address.OVERHEARD, message_id="")
    assert await talk.hand_in(said) == []
    assert not await stopped(talk, XENIA), "a watched post"
    assert await talk.hand_in(replace(said, event_id="to-ben", id="902", answers="901")) == []
    assert not await stopped(talk, XENIA), "said to somebody else in the thread"
    assert await talk.hand_in(replace(said, event_id="to-us", id="903", answers=answer.extra["id"])) == []
    assert await stopped(talk, XENIA)
    ben = replace(XENIA, id="72")
    assert await talk.hand_in(talk.post(words, ben, thread)) == []
    assert await stopped(talk, ben)


async def test_the_privacy_policy_is_linked_in_private_once_in_two_days(talk: Conversation) -> None:
    assert "policy" not in (await talk.hand_in(talk.command("/help")))[0].html
    policy = {"privacy_policy_url": "https://example.org/privacy?a=1&b=2"}
    talk = Conversation(talk.database, talk.settings.model_copy(update=policy), numbers=talk.numbers)
    await talk.claim(MOON, "https://example.org/moon")
    (first,) = await talk.hand_in(talk.post(MOON))
    assert plain_text(first.html).endswith("https://example.org/privacy?a=1&b=2")
    assert first.buttons
    (second,) = await talk.hand_in(talk.post(f"{MOON}!"))
    (public,) = await talk.hand_in(talk.post(MOON, XENIA, Place("x", "900", PlaceKind.TIMELINE)))
    for said in (second, public):
        assert "example.org/privacy" not in said.html
    (asked,) = await talk.hand_in(talk.command("/privacy"))
    assert asked.html.count("example.org/privacy") == 1
    talk.later(days=2)
    (later,) = await talk.hand_in(talk.command("/help"))
    assert "example.org/privacy" in later.html


async def test_a_flood_in_one_group_by_many_people_is_slowed_down_once(talk: Conversation) -> None:
    await used(talk, f"chat:telegram:{GROUP.id}", MOST_OF_A_CHAT - 1)
    people = [Account("telegram", str(5000 + number), "P", "en") for number in range(4)]
    said = await talk.hand_in(*(talk.command("/privacy", by=one, place=GROUP) for one in people))
    assert len(said) == 2
    assert "give me a break" in said[-1].html
    assert len(await talk.hand_in(talk.command("/privacy", by=people[0]))) == 1


async def test_staff_are_not_slowed_down(talk: Conversation) -> None:
    await used(talk, of(talk, OWNER), MOST_OF_A_PERSON + 5)
    (said,) = await talk.hand_in(talk.command("/help", by=OWNER))
    assert "What I can do" in said.html


async def test_a_blocked_account_is_not_heard_until_it_is_unblocked(talk: Conversation) -> None:
    (said,) = await talk.hand_in(talk.command(f"/block {READER.id}", by=OWNER))
    assert "no longer hear telegram:1003" in said.html
    assert await talk.hand_in(talk.command("/help"), talk.post("is the moon cheese?")) == []
    await talk.hand_in(talk.command(f"/unblock {READER.id}", by=OWNER))
    assert len(await talk.hand_in(talk.command("/help"))) == 1


async def test_staff_cannot_be_blocked(talk: Conversation) -> None:
    (said,) = await talk.hand_in(talk.command(f"/block {OWNER.id}", by=OWNER))
    assert "has a role" in said.html


async def test_what_cannot_be_read_gets_one_honest_sentence(talk: Conversation) -> None:
    (said,) = await talk.hand_in(talk.post(""))
    assert "found no text to check" in said.html
    assert said.buttons == ()


async def test_the_platform_is_asked_who_runs_a_chat_only_where_it_matters(talk: Conversation) -> None:
    await talk.hand_in(talk.post(MOON), talk.command("/help"), talk.command("/settings"))
    assert talk.roster.asked == 0
    await talk.hand_in(talk.command("/settings", place=GROUP))
    assert talk.roster.asked == 1


async def test_settings_reach_the_judging_of_the_next_post(talk: Conversation) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    talk.roster.admins.add((GROUP.id, ADMIN.id))
    (panel,) = await talk.hand_in(talk.command("/settings", by=ADMIN, place=GROUP))
    assert "privacy mode is on" in panel.html
    await talk.hand_in(talk.press(panel, "off", ADMIN))
    assert await talk.hand_in(talk.post(MOON, place=GROUP)) == []
    async with talk.database.read() as session:
        record = await decisions.latest_in_place(session, "telegram", GROUP.id)
    assert record is not None
    assert (record.action, record.reason) == ("ignore", "mode-off")


async def test_a_chats_settings_are_changed_from_private_where_telegram_confirms_it(
    talk: Conversation,
) -> None:
    talk.roster.admins.add((GROUP.id, ADMIN.id))
    await talk.hand_in(talk.command("/settings", by=ADMIN, place=GROUP))
    (which,) = await talk.hand_in(talk.command("/settings", by=ADMIN))
    opened, *_ = await talk.hand_in(talk.press(which, "Neighbours", ADMIN))
    assert opened.delivery is Delivery.EDIT
    assert opened.place == private(ADMIN)
    talk.roster.admins.clear()
    opened.extra["id"] = which.extra["id"]
    (notice,) = await talk.hand_in(talk.press(opened, "off", ADMIN))
    assert "Only the admins" in notice.html


async def test_where_telegram_will_not_say_nobody_counts_as_an_admin(talk: Conversation) -> None:
    talk.roster.refuses = True
    (said,) = await talk.hand_in(talk.command("/settings", by=ADMIN, place=GROUP))
    assert "Only the admins" in plain_text(said.html)


async def test_an_admins_not_this_withdraws_the_answer(talk: Conversation) -> None:
    await talk.claim(MOON, "https://example.org/moon")
    talk.roster.admins.add((GROUP.id, ADMIN.id))
    (answer,) = await talk.hand_in(talk.post(MOON, place=GROUP))
    assert "https://example.org/moon" in answer.html
    withdrawn, _ = await talk.hand_in(talk.press(answer, "Not this", ADMIN))
    assert (withdrawn.delivery, withdrawn.message_id) == (Delivery.WITHDRAW, answer.extra["id"])


async def test_a_chats_language_is_spoken_where_nothing_else_says_one(talk: Conversation) -> None:
    talk.roster.admins.add((GROUP.id, ADMIN.id))
    (panel,) = await talk.hand_in(talk.command("/settings", by=ADMIN, place=GROUP))
    languages, *_ = await talk.hand_in(talk.press(panel, "Language", ADMIN))
    await talk.hand_in(talk.press(languages, "Español", ADMIN))
    silent = Account("telegram", "1050", "Sam")
    (said,) = await talk.hand_in(talk.command("/start", by=silent, place=GROUP))
    assert "Hola" in said.html

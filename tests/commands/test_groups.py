"""Groups with settings: what their admins set, and what the bot then does there."""

import pytest
from sqlalchemy import update

from bot.events import Account, Address, Delivery, OutgoingMessage, Place, PlaceKind
from storage import audit, chats, decisions
from storage.chats import Whereabouts
from storage.models import OutboxMessage
from tests.commands.chat import EDITOR, GROUP, OWNER, READER, Chat, labels, private, text

ADMIN = Account("telegram", "1009", "Amal")
OTHER = Account("telegram", "1010", "Omar")
MOON = "The Moon is made of cheese"
SURE = 0.99
LINK = "https://example.org/check"


@pytest.fixture(autouse=True)
def _admin(chat: Chat) -> None:
    chat.admins.add((GROUP.id, ADMIN.id))


async def panel(chat: Chat) -> OutgoingMessage:
    (shown,) = await chat.command("/settings", by=ADMIN, place=GROUP)
    return shown


async def choose(chat: Chat, *presses: str) -> OutgoingMessage:
    shown = await panel(chat)
    for label in presses:
        shown, *_ = await chat.press(shown, label, by=ADMIN)
    return shown


async def asked(chat: Chat, claim: int, by: Account = READER) -> list[OutgoingMessage]:
    return await chat.hear("is it so?", (claim, SURE), by=by, place=GROUP, address=Address.SUMMONED)


async def overheard(chat: Chat, claim: int) -> list[OutgoingMessage]:
    return await chat.hear("it is so", (claim, SURE), place=GROUP)


async def reason(chat: Chat) -> str:
    async with chat.database.read() as session:
        record = await decisions.latest_in_place(session, "telegram", GROUP.id)
    assert record is not None
    return record.reason


async def test_settings_show_what_holds_and_that_privacy_mode_hides_messages(chat: Chat) -> None:
    shown = await panel(chat)
    assert "How I behave in “Neighbours”" in text([shown])
    assert "Mode: when asked" in text([shown])
    assert "privacy mode is on" in text([shown])
    assert "✓ when asked" in labels(shown)


@pytest.mark.parametrize("by", [READER, EDITOR, OWNER], ids=["reader", "editor", "owner of the bot"])
async def test_only_the_chats_own_admins_see_and_change_its_settings(chat: Chat, by: Account) -> None:
    said = text(await chat.command("/settings", by=by, place=GROUP))
    assert "Only the admins of this chat" in said
    shown = await panel(chat)
    (notice,) = await chat.press(shown, "off", by=by)
    assert "Only the admins" in notice.html
    async with chat.database.read() as session:
        row = await chats.find(session, "telegram", GROUP.id)
    assert row is not None
    assert row.mode == "asked"


async def test_every_change_of_a_setting_is_in_the_audit_log(chat: Chat) -> None:
    await choose(chat, "watch")
    async with chat.database.read() as session:
        (entry,) = await audit.entries(session, f"chat:telegram:{GROUP.id}")
    assert (entry.actor, entry.action) == (ADMIN.ref, "settings")
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["mode"], entry.after["mode"]) == ("asked", "watch")


async def test_an_admin_changes_a_chat_from_a_private_chat(chat: Chat) -> None:
    await panel(chat)
    (which,) = await chat.command("/settings", by=ADMIN)
    assert labels(which) == ["Neighbours"]
    opened, *_ = await chat.press(which, "Neighbours", by=ADMIN, running=GROUP)
    assert opened.place == private(ADMIN)
    await chat.press(opened, "off", by=ADMIN, running=GROUP)
    async with chat.database.read() as session:
        row = await chats.find(session, "telegram", GROUP.id)
    assert row is not None
    assert row.mode == "off"


async def test_somebody_who_is_no_admin_any_more_changes_nothing_from_private(chat: Chat) -> None:
    await panel(chat)
    (which,) = await chat.command("/settings", by=ADMIN)
    chat.admins.clear()
    (notice,) = await chat.press(which, "Neighbours", by=ADMIN, running=GROUP)
    assert "Only the admins" in notice.html


async def test_whoever_runs_no_chat_is_told_how_to_begin(chat: Chat) -> None:
    assert "I know of no group that you run" in text(await chat.command("/settings", by=READER))


async def test_a_group_without_settings_is_answered_when_asked_and_never_unasked(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    assert await overheard(chat, claim) == []
    assert "https://example.org/check" in text(await asked(chat, claim))


async def test_where_it_watches_near_certain_matches_are_answered_unasked(chat: Chat) -> None:
    await choose(chat, "watch")
    claim = await chat.claim(MOON)
    assert "https://example.org/check" in text(await overheard(chat, claim))


async def test_switched_off_it_answers_nobody(chat: Chat) -> None:
    await choose(chat, "off")
    assert await asked(chat, await chat.claim(MOON)) == []
    assert await reason(chat) == "mode-off"


async def test_in_quiet_mode_it_says_nothing_and_keeps_the_sighting(chat: Chat) -> None:
    await choose(chat, "quiet")
    claim = await chat.claim(MOON)
    assert await asked(chat, claim) == []
    assert await reason(chat) == "mode-quiet"
    async with chat.database.read() as session:
        assert await decisions.sighting_counts(session) == {claim: 1}


async def test_in_quiet_mode_the_admin_who_wishes_it_is_told_in_private(chat: Chat) -> None:
    await choose(chat, "quiet", "Tell me in private")
    (told,) = await overheard(chat, await chat.claim(MOON))
    assert told.place == private(ADMIN)
    assert "Seen in “Neighbours”" in told.html
    assert MOON in told.html


async def test_ratings_that_are_not_wanted_get_no_unasked_answer(chat: Chat) -> None:
    await choose(chat, "watch", "Ratings", "Satire")
    satire, false = await chat.claim(MOON, "satire"), await chat.claim("The Sun is butter", "false")
    assert await overheard(chat, satire) == []
    assert await reason(chat) == "rating-not-answered"
    assert await overheard(chat, false) != []


async def test_in_quiet_hours_only_who_asks_is_answered(chat: Chat) -> None:
    await choose(chat, "watch", "Quiet hours", "22:00–7:00")
    night, morning = await chat.claim(MOON), await chat.claim("The Sun is butter")
    chat.later(hours=14)
    assert await overheard(chat, night) == []
    assert await reason(chat) == "quiet-hours"
    assert await asked(chat, night) != []
    chat.later(hours=9)
    assert await overheard(chat, morning) != []


async def test_quiet_hours_follow_the_chats_own_clock(chat: Chat) -> None:
    shown = await choose(chat, "watch", "Quiet hours", "22:00–7:00", "+1 h", "+1 h", "+½ h")
    assert "UTC+2:30" in text([shown])
    claim = await chat.claim(MOON)
    chat.later(hours=11)  # 20:00 UTC is 22:30 there
    assert await overheard(chat, claim) == []
    assert await reason(chat) == "quiet-hours"


async def test_no_more_answers_an_hour_than_the_admins_allow(chat: Chat) -> None:
    await choose(chat, "Answers an hour", "1")
    first, second = await chat.claim(MOON), await chat.claim("The Sun is butter")
    assert await asked(chat, first) != []
    (said,) = await asked(chat, second)
    assert "as many answers here within the hour as the admins allow" in said.html
    assert await reason(chat) == "cap-reached"
    assert await asked(chat, second, by=OTHER) == []
    chat.later(hours=1, seconds=1)
    assert await asked(chat, second) != []


async def test_a_claim_is_answered_once_a_day_in_a_chat(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    assert await asked(chat, claim) != []
    (pointer,) = await asked(chat, claim, by=OTHER)
    assert "look above" in pointer.html
    assert pointer.html.endswith(LINK)
    assert await reason(chat) == "already-answered"
    chat.later(hours=24, seconds=1)
    (answer,) = await asked(chat, claim)
    assert LINK in answer.html


async def test_whoever_asks_again_is_pointed_at_the_answer_by_its_address(chat: Chat) -> None:
    place = Place("telegram", "-1001234", PlaceKind.GROUP, "Large group")
    claim = await chat.claim(MOON)
    await chat.hear("so?", (claim, SURE), place=place, address=Address.SUMMONED)
    async with chat.database.write() as session:
        await session.execute(update(OutboxMessage).values(message_id="77"))
    (pointer,) = await chat.hear("so?", (claim, SURE), by=OTHER, place=place, address=Address.SUMMONED)
    assert pointer.html.endswith(f"https://t.me/c/1234/77\n{LINK}")
    (pointer,) = await chat.hear("so?", (claim, SURE), by=OTHER, place=place, address=Address.SUMMONED)
    assert pointer.html.endswith(f"https://t.me/c/1234/77\n{LINK}")


async def test_pointers_count_among_the_answers_an_hour(chat: Chat) -> None:
    await choose(chat, "Answers an hour", "3")
    claim = await chat.claim(MOON)
    said = [await asked(chat, claim, by=OTHER) for _ in range(5)]
    assert [len(one) for one in said] == [1, 1, 1, 1, 0]
    assert "within the hour" in said[3][0].html


async def test_what_is_seen_again_unasked_is_met_with_silence(chat: Chat) -> None:
    await choose(chat, "watch")
    claim = await chat.claim(MOON)
    assert await overheard(chat, claim) != []
    assert await overheard(chat, claim) == []
    assert await reason(chat) == "already-answered"


async def test_an_admins_not_this_takes_the_answer_away_and_silences_the_claim_there(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    (answer,) = await asked(chat, claim)
    withdrawn, notice = await chat.press(answer, "Not this", by=ADMIN)
    assert (withdrawn.delivery, withdrawn.message_id) == (Delivery.WITHDRAW, answer.extra["id"])
    assert "taken my answer away" in notice.html
    chat.later(days=3)
    assert await asked(chat, claim) == []
    assert await reason(chat) == "silenced"
    elsewhere = Place("telegram", "-600", PlaceKind.GROUP, "Others")
    assert await chat.hear("so?", (claim, SURE), place=elsewhere, address=Address.SUMMONED) != []


async def test_one_members_not_this_is_feedback_and_two_take_the_answer_away(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    (answer,) = await asked(chat, claim)
    (notice,) = await chat.press(answer, "Not this", by=READER)
    assert notice.delivery is Delivery.ACKNOWLEDGE
    (again,) = await chat.press(answer, "Not this", by=READER)
    assert again.delivery is Delivery.ACKNOWLEDGE
    withdrawn, _ = await chat.press(answer, "Not this", by=OTHER)
    assert withdrawn.delivery is Delivery.WITHDRAW
    async with chat.database.read() as session:
        assert await decisions.objectors(session, 1, claim) == 2


async def test_silenced_claims_may_be_answered_again_by_a_button(chat: Chat) -> None:
    claim = await chat.claim(MOON)
    (answer,) = await asked(chat, claim)
    await chat.press(answer, "Not this", by=ADMIN)
    shown = await choose(chat, "Answer all claims again")
    assert "Claims that are not answered here: 0" in text([shown])
    chat.later(days=2)
    assert await asked(chat, claim) != []


async def test_the_chats_last_title_is_kept(chat: Chat) -> None:
    await panel(chat)
    async with chat.database.write() as session:
        renamed = Whereabouts("telegram", GROUP.id, "group", "Good neighbours")
        await chats.ensure(session, renamed, chat.now)
    (which,) = await chat.command("/settings", by=ADMIN)
    assert labels(which) == ["Good neighbours"]

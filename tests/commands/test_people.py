from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from bot.conversation.answers import say_fact_check
from storage import accounts, decisions
from storage.decisions import SightingDraft
from storage.models import AuditEntry, DecisionRecord, Feedback, OutboxMessage, Sighting
from tests.commands.chat import EDITOR, OWNER, READER, X_OWNER, Chat, labels, private, text


async def preference(chat: Chat) -> tuple[str | None, datetime | None] | None:
    async with chat.database.read() as session:
        row = await accounts.preference(session, chat.signer.pseudonym(READER))
    return None if row is None else (row.language, row.stopped_at)


async def test_help_lists_only_what_ones_role_may_use(chat: Chat) -> None:
    for_reader = text(await chat.command("/help", by=READER))
    assert "/check" in for_reader
    assert "/addclaim" not in for_reader
    for_editor = text(await chat.command("/help", by=EDITOR))
    assert "/addclaim — add a claim" in for_editor
    assert "/grant" not in for_editor
    assert "/grant" in text(await chat.command("/help", by=OWNER))


async def test_help_shows_how_one_command_is_used(chat: Chat) -> None:
    said = text(await chat.command("/help /check", by=READER))
    assert "Write it like this: /check TEXT" in said
    assert "For example: /check" in said
    assert "Write it like this: /stop" in text(await chat.command("/help stop", by=READER))
    assert "do not know" in text(await chat.command("/help grant", by=READER))


@pytest.mark.parametrize("language", ["en", "es", "ru", "ar", "uk"])
async def test_help_fits_into_a_message_in_every_language(chat: Chat, language: str) -> None:
    chat.language = language
    (said,) = await chat.command("/help", by=OWNER)
    assert len(said.html) < 3800
    assert "…" not in said.html


async def test_stop_is_kept_and_start_lifts_it(chat: Chat) -> None:
    assert "leave you alone" in text(await chat.command("/stop", by=READER))
    assert await preference(chat) == (None, chat.now)
    said = text(await chat.command("/start", by=READER))
    assert "Welcome back" in said
    assert await preference(chat) == (None, None)
    assert "Welcome back" not in text(await chat.command("/start", by=READER))


async def test_stop_ends_a_dialogue(chat: Chat) -> None:
    await chat.command("/addclaim", by=EDITOR)
    await chat.command("/stop", by=EDITOR)
    assert await chat.write("The Moon is made of cheese", by=EDITOR) == []


async def test_the_language_is_chosen_by_code(chat: Chat) -> None:
    said = text(await chat.command("/language ES", by=READER))
    assert "Te responderé en: Español" in said
    assert await preference(chat) == ("es", None)
    await chat.command("/language auto", by=READER)
    assert await preference(chat) == (None, None)


async def test_the_language_is_chosen_by_button_or_number(chat: Chat) -> None:
    (offered,) = await chat.command("/language", by=READER)
    assert labels(offered) == ["العربية", "English", "Español", "Русский", "Українська"]
    edited, *_ = await chat.press(offered, "Українська", by=READER)
    assert "Українська" in edited.html
    assert await preference(chat) == ("uk", None)
    await chat.command("/language", by=X_OWNER)
    assert "Русский" in text(await chat.write("4", by=X_OWNER))


async def test_a_language_that_is_not_spoken_is_refused(chat: Chat) -> None:
    assert "do not speak “tlh”" in text(await chat.command("/language tlh", by=READER))
    assert "not a language code" in text(await chat.command("/language <b>", by=READER))
    assert await preference(chat) is None


async def test_privacy_names_the_days_of_the_settings(chat: Chat) -> None:
    assert "90 days" in text(await chat.command("/privacy", by=READER))


async def test_forgetme_deletes_or_unlinks_all_that_is_kept(chat: Chat) -> None:
    number = await chat.claim("The Moon is made of cheese")
    decision = await chat.decision(number, by=READER)
    claim = await chat.get(number)
    (answer,) = await chat.say(lambda turn: say_fact_check(turn, claim, decision))
    await chat.press(answer, "Helped", by=READER)
    await chat.command("/language es", by=READER)
    await sighting(chat, number)
    own = chat.signer.pseudonym(READER)

    said = text(await chat.command("/forgetme", by=READER))

    assert "2 records lead to you no more" in said
    assert await preference(chat) is None
    async with chat.database.read() as session:
        record = await decisions.get(session, decision)
        assert record is not None
        assert record.post_text is None
        assert record.author != own
        assert READER.id not in {record.place_id, record.post_id}
        assert await session.scalar(select(func.count()).select_from(Feedback)) == 0
        (seen,) = await decisions.sightings(session, number)
        assert seen.author == record.author
        assert (seen.place_title, seen.origin) == (None, None)
        assert READER.id not in seen.place_id + seen.post_id
        kept = await session.scalars(select(OutboxMessage).where(OutboxMessage.place_id == READER.id))
        assert [row.payload is not None for row in kept] == [True]
        assert await session.scalar(select(func.count()).select_from(Sighting)) == 1


async def test_forgetme_touches_nobody_else(chat: Chat) -> None:
    other = await chat.decision(await chat.claim("The Moon is made of cheese"), by=EDITOR)
    await chat.command("/language es", by=EDITOR)
    await chat.command("/forgetme", by=READER)
    async with chat.database.read() as session:
        record = await session.get(DecisionRecord, other)
        assert record is not None
        assert (record.author, record.post_text) == (chat.signer.pseudonym(EDITOR), "what they wrote")
        known = await accounts.preference(session, chat.signer.pseudonym(EDITOR))
        assert known is not None


async def test_what_staff_did_stays_theirs_though_they_ask_to_be_forgotten(chat: Chat) -> None:
    """Also an owner whom the settings name, and nobody granted a role."""
    for by in (OWNER, EDITOR):
        await chat.command(
            f"/addclaim {by.name} saw a square moon | false | https://example.org/{by.id}", by=by
        )
        await chat.command("/forgetme", by=by)
    async with chat.database.read() as session:
        actors = set(await session.scalars(select(AuditEntry.actor)))
    assert actors >= {OWNER.ref, EDITOR.ref}
    assert not [actor for actor in actors if actor.startswith("forgotten:")]


async def test_forgetme_keeps_the_wish_to_be_left_alone(chat: Chat) -> None:
    await chat.command("/language es", by=READER)
    await chat.command("/stop", by=READER)
    await chat.command("/forgetme", by=READER)
    assert await preference(chat) == (None, chat.now)


async def sighting(chat: Chat, claim_id: int) -> None:
    draft = SightingDraft(
        claim_id=claim_id,
        platform="telegram",
        post_id=f"{READER.id}:5",
        place_id=private(READER).id,
        place_kind="private",
        place_title="Rosa",
        author=chat.signer.pseudonym(READER),
        written_at=datetime(2026, 11, 1, tzinfo=UTC),
        seen_at=chat.now,
        address="direct",
        language="en",
        stance="assert",
        probability=0.97,
        origin={"kind": "user", "id": READER.id, "name": "Rosa"},
        reach=None,
        decision_id=None,
    )
    async with chat.database.write() as session:
        await decisions.add_sighting(session, draft)

"""A role that is taken or lowered leaves nothing behind: whatever the account made acts no more.

Every table of the store is either in `storage.powers.KINDS`, and then tried here, or in `HARMLESS` with the
reason why no account acts through it later. A table that is in neither fails.
"""

import re
import secrets
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.commands import dialogues, registry
from bot.events import Account, Address
from bot.review.desk import ReviewDesk
from bot.roles import Role
from bot.signing import ButtonAction
from bot.web.scopes import Scope
from storage import accounts, outbox, reviews, web_access
from storage.models import Base, Claim, OutboxMessage, ReviewItem
from storage.powers import KINDS
from tests.commands.chat import GROUP, OWNER, READER, Chat, private, text
from tests.commands.conftest import chat

__all__ = ["chat"]

LEAVING = Account("telegram", "1077", "Lea")
FRIEND = Account("telegram", "1078", "Farid")

HARMLESS = {
    "roles": "what is taken away",
    "audit": "says what was done, does nothing",
    "claims": "the catalogue: /undo and the audit log are there for it",
    "phrasings": "the catalogue",
    "fact_checks": "the catalogue",
    "appearances": "the catalogue",
    "claim_changes": "which claims to read again",
    "vectors": "a cache",
    "alembic_version": "the schema's",
    "inbox": "a role is looked up when an event is handled, not when it comes",
    "cursors": "how far platforms were read",
    "decisions": "what the bot decided",
    "decision_people": "whose words the bot saw",
    "sightings": "what the bot saw",
    "sighting_links": "what the bot saw",
    "sighting_imports": "what the operator imported",
    "coverage": "what the bot heard",
    "spread_alerts": "what was told",
    "feedback": "anybody's word, counted as such",
    "digests": "anybody may have them",
    "questions": "anybody may ask",
    "subscriptions": "anybody may be told",
    "preferences": "anybody's own",
    "blocks": "keeps somebody out, lets nobody in; /unblock ends it",
    "chats": "set by a chat's admins, who need no role here",
    "chat_admins": "a list; each change asks the platform again",
    "silenced_claims": "set by a chat's admins, who need no role here",
    "allowances": "counts",
    "x_reads": "what X was asked",
    "x_posts": "the bot's own posts",
    "x_ledger": "what X cost",
    "x_credentials": "the bot's own, given by the operator",
    "publishers": "the catalogue",
    "publisher_names": "the catalogue",
    "publisher_domains": "the catalogue",
    "sources": "the catalogue: /sources lists and pauses them",
    "source_items": "what a source listed",
    "source_reviews": "what a source said",
    "rating_words": "the catalogue",
    "web_hosts": "when to ask again",
    "webhooks": "made on the command line, by the operator",
    "unanswered": "what nobody could answer",
}

ANYBODYS_DIALOGUES = {"passing"}
"""A reader who passes a post on to the fact-checkers."""

Acts = Callable[[], Awaitable[bool]]
Make = Callable[[Chat], Awaitable[Acts]]


async def an_invitation(chat: Chat) -> Acts:
    said = text(await chat.command("/invite editor", by=LEAVING))
    found = re.search(r"/start (\S+)", said)
    assert found is not None, said

    async def acts() -> bool:
        await chat.command(f"/start {found[1]}", by=FRIEND)
        async with chat.database.read() as session:
            return await accounts.role_of(session, FRIEND.platform, FRIEND.id) is not None

    return acts


async def a_sign_in_link(chat: Chat) -> Acts:
    said = text(await chat.command("/web", by=LEAVING))
    code = said.rpartition("/in/")[2].strip()

    async def acts() -> bool:
        async with chat.database.read() as session:
            return await web_access.link_waits(session, code, chat.now)

    assert await acts()
    return acts


async def a_session(chat: Chat) -> Acts:
    cookie = secrets.token_urlsafe(32)
    async with chat.database.write() as session:
        await web_access.begin(session, cookie, "csrf", LEAVING.ref, "en", chat.now)

    async def acts() -> bool:
        async with chat.database.read() as session:
            return await web_access.session_of(session, cookie, chat.now) is not None

    assert await acts()
    return acts


async def an_upload(chat: Chat) -> Acts:
    async with chat.database.write() as session:
        await web_access.keep_upload(session, "u1", LEAVING.ref, "claims.csv", "claim,rating", chat.now)

    async def acts() -> bool:
        async with chat.database.write() as session:
            return await web_access.take_upload(session, "u1", LEAVING.ref, chat.now) is not None

    return acts


async def a_token(chat: Chat) -> Acts:
    async with chat.database.write() as session:
        await web_access.add_token(session, "mine", "cs_secret", [Scope.READ], LEAVING.ref, chat.now)

    async def acts() -> bool:
        async with chat.database.read() as session:
            return await web_access.token_of(session, "cs_secret") is not None

    assert await acts()
    return acts


async def a_dialogue(chat: Chat) -> Acts:
    await chat.command("/addclaim", by=LEAVING)

    async def acts() -> bool:
        await chat.write("The harbour was painted with honey", by=LEAVING)
        return chat.taken

    return acts


async def a_review_in_hand(chat: Chat) -> Acts:
    claim = await chat.claim("The Moon is made of cheese")
    await chat.hear("cheese, all of it", (claim, 0.7), by=READER, place=GROUP, address=Address.SUMMONED)
    (shown,) = await chat.command("/review", by=LEAVING)
    await chat.press(shown, "✓ 1", by=LEAVING)

    async def acts() -> bool:
        chat.later(seconds=60)
        return any("example.org" in message.html for message in await chat.settle_reviews())

    return acts


async def a_confirmed_answer(chat: Chat) -> Acts:
    """The decision was carried out, the answer waits to leave: X is out of reach, say."""
    await a_review_in_hand(chat)
    chat.later(seconds=60)
    await ReviewDesk(chat.database, chat.settings, chat.signer, chat.matcher, lambda: chat.now).settle()

    async def acts() -> bool:
        async with chat.database.read() as session:
            pending = select(OutboxMessage).where(OutboxMessage.status == "pending")
            return any("example.org" in (row.payload or "") for row in await session.scalars(pending))

    assert await acts()
    return acts


MADE: dict[str, Make] = {
    "invitations": an_invitation,
    "web_links": a_sign_in_link,
    "web_sessions": a_session,
    "web_uploads": an_upload,
    "api_tokens": a_token,
    "dialogues": a_dialogue,
    "review_items": a_review_in_hand,
    "outbox": a_confirmed_answer,
}


def test_every_table_is_either_ended_with_the_role_or_known_to_be_harmless() -> None:
    tables = set(Base.metadata.tables)
    assert set(MADE) == set(KINDS)
    assert not set(KINDS) & set(HARMLESS)
    unknown = tables - set(KINDS) - set(HARMLESS)
    assert not unknown, f"may an account act through {unknown} later? Add it to KINDS or HARMLESS"


@pytest.mark.parametrize("kind", MADE)
async def test_it_acts_while_the_role_holds(chat: Chat, kind: str) -> None:
    await chat.command(f"/grant {LEAVING.ref} admin")
    assert await (await MADE[kind](chat))()


@pytest.mark.parametrize("how", ["revoked", "demoted", "revoked and let in again"])
@pytest.mark.parametrize("kind", MADE)
async def test_nothing_that_an_account_made_acts_once_its_role_is_lost(
    chat: Chat, kind: str, how: str
) -> None:
    await chat.command(f"/grant {LEAVING.ref} admin")
    acts = await MADE[kind](chat)
    if how == "demoted":
        await chat.command(f"/grant {LEAVING.ref} reviewer", by=OWNER)
    else:
        await chat.command(f"/revoke {LEAVING.ref}", by=OWNER)
    if how == "revoked and let in again":
        await chat.command(f"/grant {LEAVING.ref} admin", by=OWNER)
    assert not await acts()


async def test_an_invitation_is_looked_at_again_when_its_inviter_left_the_settings(chat: Chat) -> None:
    said = text(await chat.command("/invite admin", by=OWNER))
    found = re.search(r"/start (\S+)", said)
    assert found is not None
    chat.settings = chat.settings.model_copy(update={"owners": ()})
    assert "invitation is over" in text(await chat.command(f"/start {found[1]}", by=FRIEND))
    async with chat.database.read() as session:
        assert await accounts.role_of(session, FRIEND.platform, FRIEND.id) is None


async def test_a_decision_of_an_owner_who_left_the_settings_waits_for_another(chat: Chat) -> None:
    claim = await chat.claim("The Moon is made of cheese")
    await chat.hear("cheese, all of it", (claim, 0.7), by=READER, place=GROUP, address=Address.SUMMONED)
    (shown,) = await chat.command("/review", by=OWNER)
    await chat.press(shown, "✓ 1", by=OWNER)
    chat.settings = chat.settings.model_copy(update={"owners": ()})
    chat.later(seconds=60)
    assert not [message for message in await chat.settle_reviews() if "example.org" in message.html]
    async with chat.database.read() as session:
        assert await reviews.waiting(session) == 1


async def test_an_answer_that_was_withdrawn_can_be_confirmed_by_somebody_else(chat: Chat) -> None:
    await chat.command(f"/grant {LEAVING.ref} admin")
    await a_confirmed_answer(chat)
    await chat.command(f"/revoke {LEAVING.ref}", by=OWNER)
    (shown,) = await chat.command("/review", by=OWNER)
    await chat.press(shown, "✓ 1", by=OWNER)
    chat.later(seconds=60)
    assert [message for message in await chat.settle_reviews() if "example.org" in message.html]


@pytest.mark.parametrize("name", sorted(set(dialogues._topics) - ANYBODYS_DIALOGUES))
async def test_every_dialogue_of_staff_asks_for_the_role_again(chat: Chat, name: str) -> None:
    async with chat.database.write() as session:
        turn = await chat._turn(session, LEAVING, private(LEAVING), "e1")
        await dialogues.keep(turn, name, {"text": "x", "item": 1})
    (said,) = await chat.write("1", by=LEAVING)
    assert "needs the role" in said.html
    async with chat.database.read() as session:
        assert await accounts.dialogue(session, turn.conversation, chat.now) is None


@pytest.mark.parametrize(
    "name", sorted(name for name, one in registry._verbs.items() if one.role > Role.USER)
)
async def test_no_button_of_staff_does_anything_for_a_revoked_account(chat: Chat, name: str) -> None:
    claim = await chat.claim("The Moon is made of cheese")
    await chat.command(f"/grant {LEAVING.ref} admin")
    await chat.command(f"/revoke {LEAVING.ref}", by=OWNER)
    known = registry._verbs[name]
    async with chat.database.write() as session:
        turn = await chat._turn(session, LEAVING, private(LEAVING), "e-press", press_id="p")
        await registry.press(turn, ButtonAction(name, (claim,) * known.numbers))
        changed = {item for item in session.dirty | session.new if isinstance(item, Claim | ReviewItem)}
        assert not changed
    (saying,) = turn.effects.sayings
    assert saying.message.html == turn.words.plain("press-role-too-low")


async def test_messages_that_others_confirmed_still_leave(chat: Chat) -> None:
    await chat.command(f"/grant {LEAVING.ref} admin")
    await chat.command(f"/grant {FRIEND.ref} reviewer")
    await a_confirmed_answer(chat)
    await chat.command(f"/revoke {FRIEND.ref}", by=OWNER)
    async with chat.database.write() as session:
        assert [
            row
            for row in await outbox.take_due(session, chat.now, 10)
            if "example.org" in (row.payload or "")
        ]

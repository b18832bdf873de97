"""Forgetting a person: what `/forgetme` takes out of the store.

The author's pseudonym is replaced by a random one that leads nowhere, so that counts of sightings stay
true. Staff's entries in the audit log stay under their account while they have a role.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage import traces, unanswered
from storage.models import (
    DecisionPerson,
    DecisionRecord,
    Dialogue,
    Feedback,
    InboxEvent,
    OutboxMessage,
    Preference,
    ReviewItem,
    Sighting,
)
from storage.models.chats import Chat, ChatAdmin, Question, Subscription
from storage.models.demand import Unanswered
from storage.models.spread import Digest, SightingLink
from storage.outbox import SETTLED
from storage.text import without_words

_BATCH = 500


@dataclass(frozen=True)
class ForgottenPerson:
    """Who is to be forgotten: the pseudonym, its account, and their private conversation where known.

    `is_staff` tells that they have a role, which the settings may give, too: what staff did stays theirs.
    """

    pseudonym: str
    platform: str
    account_id: str
    private_place: str | None = None
    is_staff: bool = False

    @property
    def places(self) -> set[str]:
        """Places that tell who this is: a private chat is often named by the account itself."""
        return {self.account_id, self.private_place or self.account_id}


@dataclass(frozen=True)
class Forgotten:
    """How many rows of each kind were deleted (the first four) or emptied (the others).

    `waiting` are questions and subscriptions, and what tells which chats the person runs.
    """

    preferences: int
    feedback: int
    dialogues: int
    waiting: int
    decisions: int
    sightings: int
    messages: int
    events: int

    @property
    def total(self) -> int:
        """Rows in all."""
        return sum(vars(self).values())


async def forget_author(session: AsyncSession, person: ForgottenPerson, replacement: str) -> Forgotten:
    """Take a person out of the store; call `Database.purge_log` after the commit.

    Preferences, feedback, dialogues, questions and subscriptions are deleted, but for the wish to be left
    alone: without it nobody could obey it. Decisions and sightings get `replacement` for an author and
    lose the post's text and id, the words quoted as evidence, and whatever names a private chat; forwards
    lose them as their origin; answers and events that are over lose their content. What still waits to be
    handled or sent is left to be: it is the person's own wish, or loses its content when it is over.

    Args:
        session: a writing session.
        person: who asks.
        replacement: a random name of the pseudonym's form, used for nobody else.
    """
    since, quotations = await _words_of(session, person.pseudonym)
    decisions = await _empty_decisions(session, person, replacement)
    await _empty_reviews(session, person, decisions)
    await traces.forget_in_reviews(session, person.account_id)
    alias = f"forgotten:{replacement}"
    if not person.is_staff:
        await traces.forget_account(session, person.platform, person.account_id, alias)
    return Forgotten(
        preferences=await _forget_preferences(session, person.pseudonym),
        feedback=await _delete(session, Feedback, person.pseudonym),
        dialogues=await _delete(session, Dialogue, person.pseudonym),
        waiting=await _forget_waiting(session, person),
        decisions=len(decisions),
        sightings=await _unlink_sightings(session, person, replacement),
        messages=await _empty_messages(session, person, replacement)
        + await _empty_answers(session, decisions)
        + await traces.forget_quotations(session, person.account_id, quotations, since, alias),
        events=await _empty_events(session, person, replacement)
        + await traces.forget_raw_events(session, person.platform, person.account_id),
    )


async def _forget_preferences(session: AsyncSession, pseudonym: str) -> int:
    row = await session.get(Preference, pseudonym)
    if row is None:
        return 0
    if row.stopped_at is None:
        await session.delete(row)
    else:
        row.language = None
    return 1


async def _unlink_sightings(session: AsyncSession, person: ForgottenPerson, replacement: str) -> int:
    renamed: dict[tuple[str, str], str] = {}
    seen = (await session.scalars(select(Sighting).where(Sighting.author == person.pseudonym))).all()
    for row in seen:
        alias = f"{replacement}:{row.id}"
        renamed[row.platform, row.post_id] = alias
        row.author, row.post_id, row.parent_post_id, row.parent_kind = replacement, alias, None, None
        if row.place_kind == "private":
            row.place_id, row.place_title = replacement, None
    await rename_references(session, renamed)
    await forget_links(session, [row.id for row in seen])
    number = len(seen)
    forwarded = select(Sighting).where(
        Sighting.platform == person.platform, Sighting.origin["id"].as_string() == person.account_id
    )
    for row in await session.scalars(forwarded):
        row.origin, row.origin_post_id, row.origin_place_id = None, None, None
    await session.flush()
    return number


async def rename_references(session: AsyncSession, renamed: Mapping[tuple[str, str], str]) -> None:
    """Let sightings that answer, quote or forward a post (platform, id) name it by its alias."""
    for (platform, post_id), alias in renamed.items():
        for column in (Sighting.parent_post_id, Sighting.origin_post_id):
            await session.execute(
                update(Sighting)
                .where(Sighting.platform == platform, column == post_id)
                .values({column: alias})
            )


async def forget_links(session: AsyncSession, sighting_ids: Sequence[int]) -> None:
    """Drop what these sightings' posts link."""
    for part in _parts(list(sighting_ids)):
        await session.execute(delete(SightingLink).where(SightingLink.sighting_id.in_(part)))


async def _empty_messages(session: AsyncSession, person: ForgottenPerson, replacement: str) -> int:
    """Empty what was sent to this person or into their private chat."""
    mine = or_(
        OutboxMessage.author == person.pseudonym,
        and_(OutboxMessage.platform == person.platform, OutboxMessage.place_id.in_(person.places)),
    )
    number = 0
    for row in await session.scalars(select(OutboxMessage).where(mine, OutboxMessage.status.in_(SETTLED))):
        row.payload, row.author, row.key = None, replacement, f"{replacement}:{row.id}"
        if row.place_id in person.places:
            row.place_id, row.message_id = replacement, None
        number += 1
    await session.flush()
    return number


async def _empty_events(session: AsyncSession, person: ForgottenPerson, replacement: str) -> int:
    events = await session.execute(
        update(InboxEvent)
        .where(InboxEvent.author == person.pseudonym, InboxEvent.status != "pending")
        .values(payload=None, error=None, author=replacement, conversation=replacement)
        .returning(InboxEvent.id)
    )
    return len(events.all())


async def _words_of(session: AsyncSession, pseudonym: str) -> tuple[datetime | None, traces.Quotations]:
    """The words of this person that decisions hold, and since when the oldest of these stands there."""
    held = select(DecisionRecord.decided_at, DecisionRecord.post_text).where(
        or_(
            DecisionRecord.author == pseudonym,
            DecisionRecord.id.in_(
                select(DecisionPerson.decision_id).where(DecisionPerson.author == pseudonym)
            ),
        )
    )
    rows = (await session.execute(held)).all()
    oldest = min((row.decided_at for row in rows), default=None)
    return oldest, traces.Quotations(row.post_text for row in rows if row.post_text)


async def _empty_decisions(session: AsyncSession, person: ForgottenPerson, replacement: str) -> list[int]:
    """Empty the decisions that this person asked for, and those that others asked for about their words."""
    rows = await session.scalars(select(DecisionRecord).where(DecisionRecord.author == person.pseudonym))
    found = []
    about = (
        select(DecisionRecord)
        .join(DecisionPerson, DecisionPerson.decision_id == DecisionRecord.id)
        .where(DecisionPerson.author == person.pseudonym)
    )
    for row in await session.scalars(about):
        row.post_text = row.checked_post_id = None
        row.matches = [without_words(match) for match in row.matches]
        found.append(row.id)
    await session.execute(delete(DecisionPerson).where(DecisionPerson.author == person.pseudonym))
    for row in rows:
        row.author, row.post_text = replacement, None
        row.post_id = row.event_id = f"{replacement}:{row.id}"
        row.checked_post_id = None
        if row.platform == person.platform and row.place_id in person.places:
            row.place_id = replacement
        row.matches = [without_words(match) for match in row.matches]
        found.append(row.id)
    await session.flush()
    return found


async def _empty_answers(session: AsyncSession, decision_ids: list[int]) -> int:
    """Empty what was sent on these decisions; returns how many held anything still."""
    emptied = 0
    for part in _parts(decision_ids):
        result = await session.execute(
            update(OutboxMessage)
            .where(
                OutboxMessage.decision_id.in_(part),
                OutboxMessage.status.in_(SETTLED),
                OutboxMessage.payload.is_not(None),
            )
            .values(payload=None)
            .returning(OutboxMessage.id)
        )
        emptied += len(result.all())
    return emptied


async def _forget_waiting(session: AsyncSession, person: ForgottenPerson) -> int:
    """Delete what the person waits for and which chats they were seen to run; nobody tells them anything."""
    told = select(Chat).where(Chat.platform == person.platform, Chat.told == person.account_id)
    for chat in await session.scalars(told):
        chat.told = None
    runs = await session.execute(
        delete(ChatAdmin).where(ChatAdmin.admin == person.pseudonym).returning(ChatAdmin.chat_id)
    )
    return (
        await _delete(session, Digest, person.pseudonym)
        + await unanswered.forget_author(session, person.pseudonym)
        + await _delete(session, Question, person.pseudonym)
        + await _delete(session, Subscription, person.pseudonym)
        + await _delete(session, Unanswered, person.pseudonym)
        + len(runs.all())
    )


async def _empty_reviews(session: AsyncSession, person: ForgottenPerson, decision_ids: list[int]) -> None:
    """Take what names the person's posts out of the reviewers' queue."""
    for part in _parts(decision_ids):
        await session.execute(
            update(ReviewItem).where(ReviewItem.decision_id.in_(part)).values(sighting=None)
        )
    written = select(ReviewItem).where(ReviewItem.sighting["author"].as_string() == person.pseudonym)
    for item in await session.scalars(written):
        item.sighting = None
    await session.flush()


async def _delete(
    session: AsyncSession,
    model: type[Digest | Feedback | Dialogue | Question | Subscription | Unanswered],
    pseudonym: str,
) -> int:
    result = await session.execute(delete(model).where(model.author == pseudonym).returning(model.author))
    return len(result.all())


def _parts(ids: list[int]) -> list[list[int]]:
    return [ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH)]

"""What an account made that still acts for it, and the one function that ends all of it.

A role is looked up at each command, press and page. What was handed out while the role held (a code, a
cookie, a token, a decision that is still to be carried out) would act later without that look, and would
come back to life should the account ever get a role again. So it ends with the role.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Dialogue, OutboxMessage, ReviewItem
from storage.models.chats import Invitation, Question
from storage.models.web import ApiToken, WebLink, WebSession, WebUpload

_WITHDRAWN = "its reviewer lost the role"


@dataclass(frozen=True)
class Holder:
    """Whose powers end: the account (`platform:id`) and its pseudonym."""

    account: str
    pseudonym: str


async def _invitations(session: AsyncSession, holder: Holder, now: datetime) -> int:
    gone = await session.execute(
        delete(Invitation)
        .where(Invitation.invited_by == holder.account, Invitation.used_by.is_(None))
        .returning(Invitation.code_hash)
    )
    return len(gone.all())


async def _sign_in_links(session: AsyncSession, holder: Holder, now: datetime) -> int:
    gone = await session.execute(
        delete(WebLink).where(WebLink.account == holder.account).returning(WebLink.code_hash)
    )
    return len(gone.all())


async def _sessions(session: AsyncSession, holder: Holder, now: datetime) -> int:
    gone = await session.execute(
        delete(WebSession).where(WebSession.account == holder.account).returning(WebSession.token_hash)
    )
    return len(gone.all())


async def _uploads(session: AsyncSession, holder: Holder, now: datetime) -> int:
    gone = await session.execute(
        delete(WebUpload).where(WebUpload.account == holder.account).returning(WebUpload.id)
    )
    return len(gone.all())


async def _tokens(session: AsyncSession, holder: Holder, now: datetime) -> int:
    ended = await session.execute(
        update(ApiToken)
        .where(ApiToken.made_by == holder.account, ApiToken.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(ApiToken.id)
    )
    return len(ended.all())


async def _dialogues(session: AsyncSession, holder: Holder, now: datetime) -> int:
    gone = await session.execute(
        delete(Dialogue).where(Dialogue.author == holder.pseudonym).returning(Dialogue.conversation)
    )
    return len(gone.all())


async def _reviews(session: AsyncSession, holder: Holder, now: datetime) -> int:
    """Items that the account holds, or decided about a moment ago, go back to the others."""
    back = await session.execute(
        update(ReviewItem)
        .where(ReviewItem.reviewer == holder.account, ReviewItem.status.in_(("open", "decided")))
        .values(status="open", reviewer=None, claimed_until=None, verdict=None, final_at=None)
        .returning(ReviewItem.id)
    )
    return len(back.all())


async def _confirmed_answers(session: AsyncSession, holder: Holder, now: datetime) -> int:
    """Answers that the account let through and that have not left: stopped, and asked again of others."""
    query = (
        select(OutboxMessage, ReviewItem)
        .join(ReviewItem, ReviewItem.decision_id == OutboxMessage.decision_id)
        .where(
            ReviewItem.reviewer == holder.account,
            OutboxMessage.status == "pending",
            OutboxMessage.key.startswith("review:", autoescape=True),
        )
        .with_for_update()
    )
    rows = (await session.execute(query)).all()
    for message, item in rows:
        question = await session.get(Question, int(message.key.removeprefix("review:")))
        if question is not None:
            question.answered_at = None
        message.key = f"withdrawn:{message.id}:{message.key}"
        message.status, message.error, message.payload = "cancelled", _WITHDRAWN, None
        item.status, item.closed_at, item.reviewer = "open", None, None
        item.claimed_until = item.verdict = item.final_at = None
    await session.flush()
    return len(rows)


Ending = Callable[[AsyncSession, Holder, datetime], Awaitable[int]]

KINDS: Mapping[str, Ending] = {
    "invitations": _invitations,
    "web_links": _sign_in_links,
    "web_sessions": _sessions,
    "web_uploads": _uploads,
    "api_tokens": _tokens,
    "dialogues": _dialogues,
    "outbox": _confirmed_answers,
    "review_items": _reviews,
}
"""How each kind ends, by the table that holds it. A test asks of every other table why it needs no ending."""


async def end_powers(session: AsyncSession, holder: Holder, now: datetime) -> dict[str, int]:
    """End whatever the account made that still acts for it.

    Args:
        session: a writing session; the ending is committed together with the loss of the role.
        holder: whose role was taken or lowered.
        now: the time.

    Returns:
        How many of each kind were ended, by table.
    """
    return {kind: await ending(session, holder, now) for kind, ending in KINDS.items()}

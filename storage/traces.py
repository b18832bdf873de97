"""Where others' rows name a person or quote their words: audit rows, staff's screens, raw events.

`storage.privacy` deletes what is a person's own. This looks through the rest: by account id and by the
words that were just forgotten, for staff were shown them, and a raw event names anyone who is in it.
"""

import html
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import (
    AuditEntry,
    Base,
    Dialogue,
    InboxEvent,
    OutboxMessage,
    ReviewItem,
    RoleGrant,
)
from storage.models.columns import AccountRef
from storage.outbox import SETTLED
from storage.text import fold

_SHORTEST_ID = 4
"""Characters of an account id below which it is not looked for inside texts: it would be found in any."""
_WORDS = 4
"""So many words in a row that somebody wrote are a quotation of theirs."""
_TAG = re.compile(r"<[^<>]*>")
_NO_WORD = re.compile(r"\W+")
_PAGE = 500


class Quotations:
    """Recognises what quotes any of these texts: four words in a row, or a shorter text as a whole."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs: set[tuple[str, ...]] = set()
        for text in texts:
            words = _words(text)
            if len(words) == 1 and len(words[0]) < _SHORTEST_ID:
                continue
            length = min(_WORDS, len(words))
            self._runs |= {tuple(words[at : at + length]) for at in range(len(words) - length + 1) if length}
        self._lengths = {len(run) for run in self._runs}

    def __bool__(self) -> bool:
        return bool(self._runs)

    def within(self, text: str) -> bool:
        """Whether this text quotes one of them."""
        words = _words(text)
        return any(
            tuple(words[at : at + length]) in self._runs
            for length in self._lengths
            for at in range(len(words) - length + 1)
        )


async def forget_account(session: AsyncSession, platform: str, account_id: str, alias: str) -> int:
    """Replace an account in every column that names one, and in the audit log; returns how many rows.

    Anyone who has a role keeps it under their account: what staff did stays theirs as long as they are staff.
    """
    if await session.get(RoleGrant, (platform, account_id)) is not None:
        return 0
    ref = f"{platform}:{account_id}"
    changed = 0
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, AccountRef):
                keys = list(table.primary_key.columns)
                named = update(table).where(column == ref).values({column.name: alias}).returning(*keys)
                changed += len((await session.execute(named)).all())
    return changed + await _forget_in_audit(session, ref, alias)


async def _forget_in_audit(session: AsyncSession, ref: str, alias: str) -> int:
    """Replace the account where it was the subject of a change, or stands in its values."""
    changed = 0
    named = re.compile(rf"(?<![\w:]){re.escape(ref)}(?!\w)")
    subjects = select(AuditEntry).where(AuditEntry.subject == f"account:{ref}")
    for row in await session.scalars(subjects):
        row.subject = f"account:{alias}"
        changed += 1
    for action in ("grant", "revoke", "accept-invitation", "invite"):
        for row in await session.scalars(select(AuditEntry).where(AuditEntry.action == action)):
            row.before, row.after = _replaced(row.before, named, alias), _replaced(row.after, named, alias)
    await session.flush()
    return changed


async def forget_raw_events(session: AsyncSession, platform: str, account_id: str) -> int:
    """Empty events that are over and kept as they came, where they name the account; returns how many."""
    if len(account_id) < _SHORTEST_ID:
        return 0
    named = _standing_alone(account_id)
    kept = select(InboxEvent).where(
        InboxEvent.platform == platform,
        InboxEvent.status != "pending",
        InboxEvent.payload.is_not(None) | InboxEvent.error.is_not(None),
    )
    emptied = 0
    for row in await session.scalars(kept):
        if named.search(row.payload or "") or named.search(row.error or ""):
            row.payload = row.error = None
            emptied += 1
    await session.flush()
    return emptied


async def forget_quotations(
    session: AsyncSession, account_id: str, quotations: Quotations, since: datetime | None, alias: str
) -> int:
    """Empty settled messages, and end dialogues, that show these words or name the account.

    Args:
        session: a writing session.
        account_id: as the platform writes it.
        quotations: of what was forgotten.
        since: when the oldest of it was decided about; nothing before can quote it. None: all are looked at.
        alias: stands in for keys that name the account.
    """
    named = _standing_alone(account_id) if len(account_id) >= _SHORTEST_ID else None
    emptied = 0
    after = 0
    recent = OutboxMessage.created_at >= since if since is not None else true()
    while True:
        page = (
            select(OutboxMessage)
            .where(OutboxMessage.id > after, OutboxMessage.status.in_(SETTLED), recent)
            .where(OutboxMessage.payload.is_not(None))
            .order_by(OutboxMessage.id)
            .limit(_PAGE)
        )
        rows = (await session.scalars(page)).all()
        for row in rows:
            text = row.payload or ""
            if (named is not None and named.search(text)) or quotations.within(text):
                row.payload = None
                emptied += 1
            if named is not None and named.search(row.key):
                row.key = f"{alias}:{row.id}"
        if not rows:
            break
        after = rows[-1].id
        await session.flush()
        for row in rows:
            session.expunge(row)
    for talk in (await session.scalars(select(Dialogue))).all():
        state = str(talk.state)
        if (named is not None and named.search(state)) or quotations.within(state):
            await session.delete(talk)
            emptied += 1
    await session.flush()
    return emptied


async def forget_in_reviews(session: AsyncSession, account_id: str) -> None:
    """Drop what open reviews know of a post where it names the account as its origin."""
    open_items = select(ReviewItem).where(ReviewItem.sighting.is_not(None))
    for item in await session.scalars(open_items):
        if ((item.sighting or {}).get("origin") or {}).get("id") == account_id:
            item.sighting = None
    await session.flush()


def _replaced(values: Any, named: re.Pattern[str], alias: str) -> Any:
    if isinstance(values, str):
        return named.sub(alias, values)
    if isinstance(values, dict):
        return {key: _replaced(value, named, alias) for key, value in values.items()}
    if isinstance(values, list):
        return [_replaced(value, named, alias) for value in values]
    return values


def _standing_alone(account_id: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(account_id)}(?!\w)")


def _words(text: str) -> list[str]:
    plain = html.unescape(_TAG.sub(" ", text.replace("\\n", " ").replace('\\"', '"')))
    return [word for word in _NO_WORD.split(fold(plain)) if word]

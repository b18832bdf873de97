"""Tells addresses of the operator's what happens here, signed as Standard Webhooks has it, from the outbox.

See https://www.standardwebhooks.com. What happened is read from the store by cursors, so no door has to think
of it; each event is queued once, under its own id, in the transaction that moves the cursor. An event is sent
until it was taken: a receiver may get one twice, with the same `webhook-id`.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import aiohttp
import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from standardwebhooks import Webhook as Signature

from bot.claims.pages import PageReader, PageUnavailable
from bot.clock import Clock
from storage import claims, cursors, outbox, webhooks
from storage.database import Database
from storage.models import OutboxMessage
from storage.models.webhooks import WebhookAddress

log = structlog.get_logger()

PLATFORM = "webhook"
"""How the outbox names what goes to webhooks."""
_BATCH = 200
_AT_ONCE = 16
_RETRIES = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds before each further try: the schedule that Standard Webhooks proposes, about three days in all."""
_TAKEOVER = timedelta(minutes=2)


class Event(StrEnum):
    """What an address may be told of."""

    CLAIM_ADDED = "claim.added"
    CLAIM_CHANGED = "claim.changed"
    CLAIM_RETRACTED = "claim.retracted"
    CLAIM_REMOVED = "claim.removed"
    RISE = "claim.rises"
    DECISION = "decision.made"


def secret_of(key: bytes, hook: WebhookAddress) -> str:
    """The secret that the receiver checks signatures with, made from the installation's key."""
    digest = hmac.new(key, f"webhook {hook.id} {hook.salt}".encode(), hashlib.sha256).digest()
    return "whsec_" + base64.b64encode(digest).decode()


class Webhooks:
    """Queues events for webhooks, and sends them.

    Args:
        database: where events, addresses and the outbox are.
        key: of the installation.
        clock: tells the time.
        reader: sends to public addresses; another one, that sends to any, serves addresses marked as
        internal.
    """

    def __init__(
        self, database: Database, key: bytes, clock: Clock, reader: PageReader | None = None
    ) -> None:
        self._database = database
        self._key = key
        self._clock = clock
        self._public = reader or PageReader(ports=None)
        self._any = reader or PageReader(lambda _address: True, ports=None)

    async def work(self) -> int:
        """Queue what happened, and send what is due; returns how many were sent or tried."""
        async with self._database.read() as session:
            hooks = [hook for hook in await webhooks.every(session) if hook.off_because is None]
        if not hooks:
            return 0
        await self._queue(hooks)
        return await self._send_due()

    async def _queue(self, hooks: Sequence[WebhookAddress]) -> None:
        async with self._database.write() as session:
            start = await webhooks.newest(session, self._clock())
            for name, queue in (
                ("claims", self._queue_claims),
                ("decisions", self._queue_decisions),
                ("rises", self._queue_rises),
            ):
                cursor = f"webhooks {name}"
                at = await cursors.read(session, cursor)
                after = start[name] if at is None else await queue(session, hooks, at)
                if after != at:
                    await cursors.move(session, cursor, after, self._clock())

    async def _queue_claims(self, session: AsyncSession, hooks: Sequence[WebhookAddress], at: str) -> str:
        for number, claim_id, when, first in await webhooks.changes(session, int(at), _BATCH):
            claim = await claims.get(session, claim_id)
            if claim is None:
                kind, data = Event.CLAIM_REMOVED, {"id": claim_id}
            else:
                data = {"id": claim.id, **claims.snapshot(claim)}
                kind = Event.CLAIM_ADDED if first else Event.CLAIM_CHANGED
                kind = kind if claim.is_published else Event.CLAIM_RETRACTED
            await self._add(session, hooks, kind, f"claim-{number}", when, data)
            at = str(number)
        return at

    async def _queue_decisions(self, session: AsyncSession, hooks: Sequence[WebhookAddress], at: str) -> str:
        """Decisions without text, place or author: what was decided, why, and about which claims."""
        for row in await webhooks.decisions(session, int(at), _BATCH):
            data = {
                "id": row.id,
                "platform": row.platform,
                "action": row.action,
                "reason": row.reason,
                "language": row.language,
                "claims": [
                    {"id": match["claim_id"], "probability": match["probability"]} for match in row.matches
                ],
            }
            await self._add(session, hooks, Event.DECISION, f"decision-{row.id}", row.decided_at, data)
            at = str(row.id)
        return at

    async def _queue_rises(self, session: AsyncSession, hooks: Sequence[WebhookAddress], at: str) -> str:
        for row in await webhooks.rises(session, datetime.fromisoformat(at), _BATCH):
            data = {"id": row.claim_id, "posts": row.posts, "usual": row.usual, "score": row.score}
            name = f"rise-{row.claim_id}-{row.raised_at:%Y%m%dT%H%M%S}"
            await self._add(session, hooks, Event.RISE, name, row.raised_at, data)
            at = row.raised_at.isoformat()
        return at

    async def _add(
        self,
        session: AsyncSession,
        hooks: Sequence[WebhookAddress],
        kind: Event,
        name: str,
        when: datetime,
        data: Mapping[str, Any],
    ) -> None:
        body = {"type": kind, "timestamp": when.astimezone(UTC).isoformat(), "data": data}
        for hook in hooks:
            if kind in hook.events and when >= hook.made_at:
                payload = json.dumps(body, ensure_ascii=False, default=str)
                key = f"webhook:{hook.id}:{name}"
                await outbox.enqueue(session, key, PLATFORM, f"{hook.id}", payload, self._clock())

    async def _send_due(self) -> int:
        now = self._clock()
        async with self._database.write() as session:
            left = await outbox.take_interrupted(session, now, now - _TAKEOVER, PLATFORM, ())
            for row in left:
                await outbox.mark_retry(session, row.id, now, "its sender died", row.takes)
            rows = await outbox.take_due(session, now, _AT_ONCE, [PLATFORM])
        for row in rows:
            await self._send(row)
        return len(rows)

    async def _send(self, row: OutboxMessage) -> None:
        async with self._database.read() as session:
            hook = await webhooks.get(session, int(row.place_id))
        if hook is None or hook.off_because is not None or row.payload is None:
            async with self._database.write() as session:
                await outbox.mark_dead(session, row.id, "the webhook is off", row.takes)
            return
        name = f"msg_{row.key.replace(':', '_')}"
        fault, gone = await self._post(hook, name, row.payload)
        async with self._database.write() as session:
            if fault is None:
                await outbox.mark_sent(session, row.id, name, self._clock())
            elif gone:
                current = await webhooks.get(session, hook.id)
                if current is not None:
                    current.off_because = fault
                await outbox.mark_dead(session, row.id, fault, row.takes)
            elif row.attempts > len(_RETRIES):
                await outbox.mark_dead(session, row.id, fault, row.takes)
            else:
                wait = timedelta(seconds=_RETRIES[row.attempts - 1])
                await outbox.mark_retry(session, row.id, self._clock() + wait, fault, row.takes)
        if fault is not None:
            log.warning("a webhook was not taken", webhook=hook.id, error=fault)

    async def _post(self, hook: WebhookAddress, name: str, payload: str) -> tuple[str | None, bool]:
        """Send one event; what was wrong, None: nothing, and whether the address wants no more (410)."""
        now = self._clock()
        headers = {
            "Content-Type": "application/json",
            "webhook-id": name,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Signature(secret_of(self._key, hook)).sign(
                name, now.astimezone(UTC), payload
            ),
        }
        reader = self._any if hook.internal else self._public
        try:
            status = await reader.post(hook.url, payload.encode(), headers)
        except (PageUnavailable, aiohttp.ClientError) as error:
            return str(error)[:300], False
        return (None if 200 <= status < 300 else f"the receiver answered {status}"), status == 410

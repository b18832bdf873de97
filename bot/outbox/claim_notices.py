"""What people hear when a claim changes and nobody speaks with the bot: changes from the command line."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.claims.editing import ChangeOutcome, Editor
from bot.outbox.queueing import queue


async def queue_notices(session: AsyncSession, changed: ChangeOutcome, by: Editor) -> int:
    """Queue corrections and news of a change, in its transaction; returns how many were queued.

    The bot that runs sends them, or the next that does.
    """
    queued = 0
    for number, notice in enumerate(changed.notices):
        key = f"claim:{changed.claim.id}:{by.now.isoformat()}:{number}"
        queued += await queue(session, key, notice.message, by.now, author=notice.author)
    return queued

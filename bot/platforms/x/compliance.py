"""Deleted posts: what X does not show any more must be gone here within 24 hours (X's developer policy).

Every stored post is looked up once a day, which costs a read each. What cannot be looked up in time (no
money, no connection) is forgotten unseen, and so is what was kept for long enough.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.errors import PlatformError
from bot.platforms.base import ComplianceReport
from bot.platforms.x.api import LARGEST_PAGE, Api
from bot.platforms.x.billing import Purpose
from bot.platforms.x.ledger import spending_on
from storage.database import Database
from storage.x import posts

log = structlog.get_logger()

_LOOK_AFTER: Final = timedelta(hours=20)
_GIVE_UP_AFTER: Final = timedelta(hours=23)
"""With a run every hour nothing that X stopped showing is kept for 24 hours."""

_FORGET_AT_ONCE: Final = 500


async def check(api: Api, database: Database, keep_days: int, now: datetime) -> ComplianceReport:
    """Look after stored posts whose turn it is.

    Args:
        api: X.
        database: the store.
        keep_days: how long posts are kept; with 1 none is looked up, for all go within the day.
        now: the time.
    """
    async with database.write() as session:
        await posts.register(session)
    kept = timedelta(days=keep_days) if keep_days > 1 else _GIVE_UP_AFTER
    old = await _forget_all(database, now - kept, now, stored=True)
    shown, gone = await _look_up(api, database, now) if keep_days > 1 else (0, 0)
    unseen = await _forget_all(database, now - _GIVE_UP_AFTER, now, stored=False)
    checked = ComplianceReport(shown, gone, unseen, old)
    if checked.shown or checked.forgotten:
        log.info("x posts looked after", **vars(checked))
    return checked


async def _look_up(api: Api, database: Database, now: datetime) -> tuple[int, int]:
    shown = gone = 0
    before = now - _LOOK_AFTER
    while True:
        async with database.read() as session:
            ids = await posts.due(session, before, LARGEST_PAGE)
        if not ids:
            return shown, gone
        try:
            with spending_on(Purpose.UPKEEP):
                answer = await api.shown(ids)
        except PlatformError as error:
            log.warning("stored posts cannot be looked up now", posts=len(ids), error=str(error))
            return shown, gone
        there = {str(post["id"]) for post in answer.get("data") or ()} & set(ids)
        missing = {
            str(fault.get("value") or fault.get("resource_id")) for fault in answer.get("errors") or ()
        }
        missing &= set(ids) - there
        async with database.write() as session:
            await posts.mark_shown(session, sorted(there), now)
            await posts.forget(session, sorted(missing), now)
        shown, gone = shown + len(there), gone + len(missing)
        if not there and not missing:
            log.warning("X says nothing about stored posts", posts=len(ids))
            return shown, gone


async def _forget_all(database: Database, before: datetime, now: datetime, *, stored: bool) -> int:
    number = 0
    while True:
        async with database.write() as session:
            find = posts.stored_before if stored else posts.due
            ids: Sequence[str] = await find(session, before, _FORGET_AT_ONCE)
            await posts.forget(session, ids, now)
        number += len(ids)
        if len(ids) < _FORGET_AT_ONCE:
            return number

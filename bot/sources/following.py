"""Adds sources and changes what becomes of them, for chat, command line and dashboard alike."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.sources.discovery import Detected
from bot.sources.found import Mode
from storage import audit, sources
from storage.models.sources import Source


@dataclass(frozen=True)
class By:
    """Who does something to a source, as the audit log names them, and when."""

    actor: str
    now: datetime


async def add(session: AsyncSession, found: Detected, by: By) -> Source:
    """Keep a source that was looked at; nothing is read of it before a mode is chosen."""
    source = await sources.add(session, found.draft, by.actor, by.now)
    await _note(session, by, "source.added", source, None)
    return source


async def choose(session: AsyncSession, source: Source, mode: Mode, by: By) -> None:
    """Follow a source from now on, in this mode."""
    before = _shown(source)
    await sources.choose(session, source, mode, by.now)
    await _note(session, by, "source.mode", source, before)


async def pause(session: AsyncSession, source: Source, by: By) -> None:
    """Read it no more until it is resumed."""
    before = _shown(source)
    await sources.pause(session, source)
    await _note(session, by, "source.paused", source, before)


async def resume(session: AsyncSession, source: Source, by: By) -> None:
    """Read it again as before."""
    before = _shown(source)
    await sources.choose(session, source, source.mode, by.now)
    await _note(session, by, "source.resumed", source, before)


async def remove(session: AsyncSession, source: Source, by: By) -> int:
    """Follow it no more; returns how many of its proposals were dropped."""
    before = _shown(source)
    dropped = await sources.remove(session, source, by.now)
    await _note(session, by, "source.removed", source, before)
    return dropped


def _shown(source: Source) -> dict[str, object]:
    return {"address": source.address, "kind": source.kind, "mode": source.mode, "status": source.status}


async def _note(
    session: AsyncSession, by: By, action: str, source: Source, before: dict[str, object] | None
) -> None:
    await audit.note(session, by.now, by.actor, action, f"source:{source.id}", before, _shown(source))

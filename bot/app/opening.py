"""Opens a process whole: database migrated, model and claims loaded, platforms joined; then closes it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from bot.app.application import App
from bot.app.process import Foundation, Process
from bot.claims.catalogue import Catalogue
from bot.claims.pages import PageReader, ReadsPages
from bot.clock import Clock, utc_now
from bot.config import Settings
from bot.conversation.pictures import PictureReader, ReadsPictures
from bot.platforms.base import Platform
from bot.runtime.assembly import load_matcher
from bot.runtime.process_roles import ProcessRole
from bot.telemetry.health import Health
from storage.database import Database
from storage.vectors import StoredVectors

Progress = Callable[[int, int], None]
"""Is told (done, all) while texts are embedded at the start."""


@asynccontextmanager
async def open_app(
    settings: Settings,
    platforms: Sequence[Platform],
    clock: Clock = utc_now,
    database: Database | None = None,
    *,
    pages: ReadsPages | None = None,
    pictures: ReadsPictures | None = None,
    process_role: ProcessRole = ProcessRole.ALL,
    health: Health | None = None,
    progress: Progress | None = None,
) -> AsyncIterator[App]:
    """The bot with model and claims, joined to these platforms; all of it is closed at the end.

    Args:
        settings: of the bot.
        platforms: which it hears and answers.
        clock: tells the time.
        database: where everything is kept; None: as the settings say.
        pages: reads pages that people link.
        pictures: reads pictures that people send.
        process_role: one that knows the claims.
        health: collects what the parts report; None: a new one.
        progress: is told how far the claims are loaded.
    """
    async with _foundation(settings, platforms, clock, database, process_role, health) as base:
        vectors = StoredVectors(base.database)
        matcher = await asyncio.to_thread(load_matcher, settings.matcher, vectors)
        catalogue = Catalogue(base.database, matcher, settings.cache_folder)
        await catalogue.load(progress)
        app = App(base, matcher, catalogue, pages or PageReader(), pictures or PictureReader())
        try:
            yield app
        finally:
            await app.close()


@asynccontextmanager
async def open_process(
    settings: Settings,
    platforms: Sequence[Platform],
    database: Database,
    process_role: ProcessRole,
    health: Health,
    progress: Progress | None = None,
) -> AsyncIterator[Process]:
    """The process of a role: an `App`, or one that only sends and does without model and claims."""
    if process_role.knows_claims:
        async with open_app(
            settings,
            platforms,
            database=database,
            process_role=process_role,
            health=health,
            progress=progress,
        ) as app:
            yield app
        return
    async with _foundation(settings, platforms, utc_now, database, process_role, health) as base:
        yield Process(base)


@asynccontextmanager
async def _foundation(
    settings: Settings,
    platforms: Sequence[Platform],
    clock: Clock,
    database: Database | None,
    process_role: ProcessRole,
    health: Health | None,
) -> AsyncIterator[Foundation]:
    """What a process is built on, the database migrated; platforms and database are closed at the end."""
    named = {platform.name: platform for platform in platforms}
    base = Foundation(
        settings,
        database or Database(settings.database_url),
        named,
        clock,
        process_role,
        health or health_of(platforms, process_role),
    )
    try:
        await base.database.migrate()
        yield base
    finally:
        for platform in platforms:
            await platform.close()
        await base.database.close()


def health_of(platforms: Sequence[Platform], process_role: ProcessRole) -> Health:
    """What such a process knows of its own state at first."""
    return Health([platform.name for platform in platforms] if process_role.listens else [])

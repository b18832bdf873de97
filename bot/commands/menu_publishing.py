"""Keeps each platform's command menus in step with the commands and with who has a role.

What was published is remembered by its hash, so that a restart asks nothing of the platform.
"""

import hashlib
import json
from collections.abc import Mapping

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.commands.menus import public_menus, staff_menus
from bot.config import Settings
from bot.errors import PlatformError, Rejected
from bot.platforms.base import HasMenus, Menu
from bot.roles import Role
from storage import accounts, cursors
from storage.database import Database

log = structlog.get_logger()


class MenuPublisher:
    """Publishes menus on the platforms that have them."""

    def __init__(
        self, database: Database, settings: Settings, platforms: Mapping[str, HasMenus], clock: Clock
    ) -> None:
        self._database = database
        self._settings = settings
        self._platforms = platforms
        self._clock = clock

    async def publish(self, platform: str) -> int:
        """Publish what changed on this platform; returns how many menus were sent.

        A failure is logged and tried again with the next call: menus are a comfort, nothing waits for them.
        """
        known = self._platforms.get(platform)
        if known is None:
            return 0
        name = f"menus:{platform}"
        async with self._database.read() as session:
            kept: dict[str, str] = json.loads(await cursors.read(session, name) or "{}")
            staff = await self._staff(session, platform)
        former = {account: Role.USER for account in kept if account and account not in staff}
        wanted = {"": public_menus()}
        for menu in staff_menus({**former, **staff}):
            wanted.setdefault(menu.account_id or "", []).append(menu)
        sent = 0
        for whose, menus in wanted.items():
            if kept.get(whose) == _digest(menus) or not await self._send(known, whose, menus):
                continue
            sent += len(menus)
            kept[whose] = _digest(menus)
            if whose in former:
                del kept[whose]
        if sent:
            async with self._database.write() as session:
                await cursors.move(session, name, json.dumps(kept), self._clock())
            log.info("menus published", platform=platform, menus=sent)
        return sent

    async def _staff(self, session: AsyncSession, platform: str) -> dict[str, Role]:
        staff = {
            row.account_id: Role.named(row.role) or Role.USER
            for row in await accounts.staff(session)
            if row.platform == platform
        }
        owners = [owner.partition(":") for owner in self._settings.owners]
        return staff | {account: Role.OWNER for name, _, account in owners if name == platform}

    async def _send(self, platform: HasMenus, whose: str, menus: list[Menu]) -> bool:
        try:
            for menu in menus:
                await platform.set_menu(menu)
        except Rejected:
            log.info("an account has not written to the bot yet: no menu", account=whose)
            return False
        except PlatformError as error:
            log.warning("menus not published; trying again", error=str(error))
            return False
        return True


def _digest(menus: list[Menu]) -> str:
    text = json.dumps([[menu.audience, menu.language, menu.entries] for menu in menus])
    return hashlib.sha256(text.encode()).hexdigest()[:16]

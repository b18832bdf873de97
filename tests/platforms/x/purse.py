"""The adapter with its ledger over a store, joined to the fake X."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select

from bot.config import Settings, TelegramSettings
from bot.outbox.owner_notices import tell_owner
from bot.platforms.x.ledger import BudgetReport, read_budget_report
from bot.platforms.x.platform import XPlatform
from bot.runtime.assembly import x_platform
from storage.database import Database
from storage.models import OutboxMessage
from storage.models.x import XCharge
from storage.x import ledger
from tests.fakes.x import FakeX
from tests.platforms.x.adapter import settings_for


def whole_settings(fake: FakeX, database: Database, **changes: Any) -> Settings:
    """The bot's settings with those of X; prices as the fake has them."""
    prices = {name: getattr(fake.bill.prices, name) for name in vars(fake.bill.prices)}
    return Settings(
        database_url=str(database.url),
        secret_key=SecretStr("a key for tests"),
        owners=("telegram:1001",),
        telegram=TelegramSettings(token=SecretStr("1:x")),
        x=settings_for(fake, **({"prices": prices} | changes)),
    )


@dataclass
class Purse:
    """X with its ledger, and a look at both sides of the bill."""

    x: XPlatform
    database: Database
    settings: Settings
    fake: FakeX

    async def spent(self) -> ledger.Spent:
        """The ledger's sum, in millionths."""
        async with self.database.read() as session:
            start = self.fake.clock.now().replace(year=2020)
            return await ledger.spent(session, start)

    async def paid(self) -> Decimal:
        """The ledger's sum of what X answered, in US dollars."""
        return Decimal((await self.spent()).paid) / 1_000_000

    async def charges(self) -> list[XCharge]:
        """Every entry."""
        async with self.database.read() as session:
            return list(await session.scalars(select(XCharge).order_by(XCharge.id)))

    async def standing(self) -> BudgetReport:
        """As `/budget` shows it."""
        async with self.database.read() as session:
            return await read_budget_report(session, self.settings.x, self.fake.clock.now())

    async def notices(self) -> list[OutboxMessage]:
        """What waits to be sent to owners."""
        async with self.database.read() as session:
            return list(await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


@asynccontextmanager
async def purse(fake: FakeX, database: Database, **changes: Any) -> AsyncIterator[Purse]:
    """The adapter as `claimspread run` builds it, connected to the fake and keeping its time."""
    settings = whole_settings(fake, database, **changes)
    platform = x_platform(settings, database, fake.clock.now)
    platform.warn_with(partial(tell_owner, settings))
    try:
        await platform.open()
        yield Purse(platform, database, settings, fake)
    finally:
        await platform.close()

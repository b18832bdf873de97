"""The fake as an object of the test's own process and event loop."""

import asyncio
import json
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.fakes.telegram import acts, acts_faults, acts_members
from tests.fakes.telegram.calls import BotCall
from tests.fakes.telegram.clock import Clock
from tests.fakes.telegram.control import control_routes
from tests.fakes.telegram.limits import Limits
from tests.fakes.telegram.server import BotApi
from tests.fakes.telegram.stage import Stage
from tests.fakes.telegram.world import BotProfile, World

ACT_MODULES = (acts, acts_members, acts_faults)
"""Imported so that their acts are registered."""

TOKEN = "7000000001:AAF-fake-token-for-tests-only-000000"


class FakeTelegram(Stage):
    """A Bot API server on a loopback port, to be used with `async with`.

    Args:
        port: 0 for any free one.
        token: what the bot must present.
        limits: `Limits.none()` where rates do not matter.
        clock: `Clock(start=…)` to have time stand still until `advance`.
        bot: the bot's account and abilities.
        log: a file to which each call goes as a line of JSON.
        query_seconds: how long the bot may take to answer a press, an inline or a guest query.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = TOKEN,
        limits: Limits | None = None,
        clock: Clock | None = None,
        bot: BotProfile | None = None,
        log: Path | None = None,
        query_seconds: float = 60.0,
    ) -> None:
        super().__init__()
        self.token = token
        self.world = World(bot or BotProfile(), clock or Clock(), limits or Limits(), query_seconds)
        self.clock = self.world.clock
        self.api = BotApi(self.world, token, self._record)
        self._port = port
        self._log = log
        self._more = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.add_routes(self.api.routes())
        app.add_routes(control_routes(self))
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.world.faults.lift_all()
        await self.api.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    def _record(self, call: BotCall) -> None:
        self.calls.append(call)
        if self._log is not None:
            with self._log.open("a", encoding="utf-8") as log:
                log.write(json.dumps(call.to_json(), ensure_ascii=False) + "\n")
        self._more.set()

    def define(self, name: str, /, **arguments: Any) -> None:
        """Do an act now."""
        acts.perform(self.world, name, arguments)

    async def perform(self, name: str, /, **arguments: Any) -> Any:
        """Do an act now; the result is a copy."""
        return json.loads(json.dumps(acts.perform(self.world, name, arguments)))

    async def more_calls(self, seconds: float) -> None:
        """Wait up to so long for another call."""
        self._more.clear()
        try:
            await asyncio.wait_for(self._more.wait(), seconds)
        except TimeoutError:
            return

    async def fault_reached(self, fault_id: int, seconds: float) -> bool:
        """Wait up to so long for a call to run into a fault."""
        try:
            await asyncio.wait_for(self.world.faults.faults[fault_id].reached.wait(), seconds)
        except TimeoutError:
            return False
        return True

"""The control API beside the Bot API, for tests that run the fake as a process of its own.

GET  /control/health                     {"ok": true, "token": …}
POST /control/act {"name", "arguments"}  {"result": …}, or 400 {"error": …}
GET  /control/calls?after=N&timeout=S    {"calls": […]}, waiting up to S seconds for calls numbered above N
GET  /control/fault?id=N&timeout=S       {"reached": bool}, waiting up to S seconds
"""

import asyncio
import time
from typing import TYPE_CHECKING

from aiohttp import web

from tests.fakes.telegram.acts import ImpossibleActError

if TYPE_CHECKING:
    from tests.fakes.telegram.local import FakeTelegram


def control_routes(fake: "FakeTelegram") -> list[web.RouteDef]:
    """The routes that steer a fake from outside."""

    async def health(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "token": fake.token})

    async def act(request: web.Request) -> web.Response:
        asked = await request.json()
        try:
            result = await fake.perform(asked["name"], **asked.get("arguments", {}))
        except (ImpossibleActError, KeyError, TypeError) as error:
            return web.json_response({"error": str(error)}, status=400)
        return web.json_response({"result": result})

    async def calls(request: web.Request) -> web.Response:
        after = int(request.query.get("after", "0"))
        deadline = time.monotonic() + float(request.query.get("timeout", "0"))
        while not (found := fake.calls[after:]) and (left := deadline - time.monotonic()) > 0:
            await fake.more_calls(min(left, 1.0))
        return web.json_response({"calls": [call.to_json() for call in found]})

    async def fault(request: web.Request) -> web.Response:
        seconds = float(request.query.get("timeout", "0"))
        reached = await fake.fault_reached(int(request.query["id"]), seconds)
        return web.json_response({"reached": reached})

    return [
        web.get("/control/health", health),
        web.post("/control/act", act),
        web.get("/control/calls", calls),
        web.get("/control/fault", fault),
    ]


async def serve_forever(fake: "FakeTelegram") -> None:
    """Serve until cancelled; the address is announced on standard output once it answers."""
    async with fake:
        print(f"fake Bot API at {fake.url}", flush=True)  # noqa: T201 - how the starter learns the port
        await asyncio.Event().wait()

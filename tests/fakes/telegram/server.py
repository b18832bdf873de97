"""The HTTP face of the fake: tokens, methods, file downloads, and planned faults.

Requests take effect in one step of the event loop, so a client that is killed meanwhile leaves either all
or nothing.
"""

import asyncio
import copy
import hmac
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.fakes.telegram import api_chats, api_editing, api_profile, api_queries, api_sending
from tests.fakes.telegram.arguments import Arguments, check, read_request
from tests.fakes.telegram.calls import BotCall, shown_message
from tests.fakes.telegram.errors import ApiError, bad_request, conflict
from tests.fakes.telegram.faults import Fault
from tests.fakes.telegram.methods import BY_LOWER_NAME
from tests.fakes.telegram.registry import HANDLERS
from tests.fakes.telegram.webhook import Deliverer
from tests.fakes.telegram.world import World

Json = dict[str, Any]

HANDLER_MODULES = (api_chats, api_editing, api_profile, api_queries, api_sending)
"""Imported so that their methods are registered."""

LONGEST_POLL_SECONDS = 50
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
_PROXY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True)
class Outcome:
    """An answer before it goes out."""

    status: int
    body: Json


class BotApi:
    """Serves one bot's token from a world."""

    def __init__(self, world: World, token: str, on_call: Callable[[BotCall], None]) -> None:
        self.world = world
        self.token = token
        self.on_call = on_call
        self.recorded = 0
        self._delivery: asyncio.Task[None] | None = None

    def routes(self) -> list[web.RouteDef]:
        """The two roads of the Bot API."""
        return [
            web.route("*", "/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if not _TOKEN.fullmatch(token):
            raise ApiError(404, "Not Found")
        if not hmac.compare_digest(token, self.token):
            raise ApiError(401, "Unauthorized")

    async def download(self, request: web.Request) -> web.Response:
        """A file's bytes by its `file_path`."""
        try:
            self._check_token(request)
        except ApiError as error:
            return web.json_response(error.body(), status=error.status)
        path = request.match_info["path"]
        found = next((stored for stored in self.world.files.values() if stored.path == path), None)
        if found is None:
            return web.json_response(ApiError(404, "Not Found").body(), status=404)
        return web.Response(body=found.data, content_type="application/octet-stream")

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One method call."""
        name = request.match_info["method"]
        args = Arguments()
        try:
            self._check_token(request)
            method = BY_LOWER_NAME.get(name.lower())
            if method is None:
                raise ApiError(404, "Not Found: method not found")
            name = method.name
            raw, uploads = await read_request(request)
            args = Arguments(raw, uploads)
            args = check(method, raw, uploads)
        except ApiError as error:
            outcome = Outcome(error.status, error.body())
            self._record(name, args, outcome, None)
            return web.json_response(outcome.body, status=outcome.status)
        fault = self.world.faults.strike(name, args.get("chat_id"), self.world.clock())
        if fault is not None:
            return await self._in_trouble(request, name, args, fault)
        outcome = await self._execute(name, args, None)
        return web.json_response(outcome.body, status=outcome.status)

    async def _execute(self, name: str, args: Arguments, fault: Fault | None) -> Outcome:
        try:
            if name == "getUpdates":
                result = await self._get_updates(args)
            else:
                result = HANDLERS[name](self.world, args)
            # A copy: what is stored may change before the answer is written.
            outcome = Outcome(200, {"ok": True, "result": copy.deepcopy(result)})
        except ApiError as error:
            outcome = Outcome(error.status, error.body())
        self._record(name, args, outcome, fault)
        if name in ("setWebhook", "deleteWebhook") and outcome.status == 200:
            await self._deliver()
        return outcome

    async def _get_updates(self, args: Arguments) -> list[Json]:
        if self.world.webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        limit = args.get("limit", 100)
        if not 1 <= limit <= 100:
            raise bad_request("limit must be between 1 and 100")
        queue = self.world.updates
        queue.allow(args.get("allowed_updates"))
        queue.acknowledge(args.get("offset", 0))
        return await queue.wait(limit, min(args.get("timeout", 0), LONGEST_POLL_SECONDS))

    async def _deliver(self) -> None:
        await self.stop()
        if self.world.webhook is not None:
            deliverer = Deliverer(self.world.webhook, self.world.updates, self.world.clock)
            self._delivery = asyncio.create_task(deliverer.run())

    async def stop(self) -> None:
        """End webhook delivery."""
        if self._delivery is not None:
            self._delivery.cancel()
            await asyncio.gather(self._delivery, return_exceptions=True)
            self._delivery = None

    async def _in_trouble(
        self, request: web.Request, name: str, args: Arguments, fault: Fault
    ) -> web.StreamResponse:
        outcome = await self._execute(name, args, fault) if fault.processed else None
        if outcome is None and fault.kind not in ("slow", "hold"):
            status = fault.status if fault.kind == "status" else 0
            self._record(name, args, Outcome(status, {"description": fault.description}), fault)
        try:
            if fault.kind == "slow":
                await asyncio.sleep(fault.seconds)
            elif fault.kind in ("hold", "timeout"):
                await fault.released.wait()
        except asyncio.CancelledError:
            # The client is gone. What had not taken effect never will.
            if outcome is None and fault.kind in ("slow", "hold"):
                self._record(name, args, Outcome(0, {"description": "client gone"}), fault)
            raise
        if fault.kind == "status":
            return _refusal(fault)
        if fault.kind in ("slow", "hold"):
            outcome = outcome or await self._execute(name, args, fault)
            return web.json_response(outcome.body, status=outcome.status)
        return await _drop(request, outcome, half=fault.kind == "cut")

    def _record(self, name: str, args: Arguments, outcome: Outcome, fault: Fault | None) -> None:
        ok = outcome.status == 200
        message = shown_message(self.world, args, outcome.body.get("result")) if ok else None
        chat_id = message["chat"]["id"] if message else args.get("chat_id")
        params = json.loads(json.dumps(args.values))
        for field, upload in args.uploads.items():
            params[field] = {"upload": upload.name, "size": len(upload.data)}
        self.recorded += 1
        call = BotCall(
            number=self.recorded,
            method=name,
            at=self.world.clock(),
            status=outcome.status,
            ok=ok,
            description=outcome.body.get("description"),
            params=params,
            chat_id=chat_id if isinstance(chat_id, int) else None,
            message_id=message["message_id"] if message else args.get("message_id"),
            message=copy.deepcopy(message),
            fault=fault.kind if fault else None,
        )
        self.on_call(call)


def _refusal(fault: Fault) -> web.Response:
    if fault.html:
        return web.Response(status=fault.status, text=_PROXY_PAGE, content_type="text/html")
    if fault.retry_after is not None:
        description = f"Too Many Requests: retry after {fault.retry_after}"
        error = ApiError(fault.status, description, retry_after=fault.retry_after)
    else:
        error = ApiError(fault.status, fault.description)
    return web.json_response(error.body(), status=fault.status)


async def _drop(request: web.Request, outcome: Outcome | None, *, half: bool) -> web.StreamResponse:
    """Drop the connection, before or in the middle of the answer."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    if half:
        body = json.dumps(outcome.body if outcome else {"ok": True, "result": {}}).encode()
        response.content_length = len(body)
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response

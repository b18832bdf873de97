"""A small HTTP API under ``/_control`` by which a test in another process works the fake; see the package."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .faults import Gate

if TYPE_CHECKING:
    from .server import FakeX

Answer = dict[str, Any] | list[Any]
Action = Callable[[web.Request, dict[str, Any]], Awaitable[Answer]]


def add_control(app: web.Application, fake: "FakeX") -> None:
    """Add the control routes. They are neither logged nor limited nor charged."""
    control = _Control(fake)
    routes: list[tuple[str, str, Action]] = [
        ("POST", "users", control.add_user),
        ("PATCH", "users/{id}", control.change_user),
        ("POST", "posts", control.add_post),
        ("DELETE", "posts/{id}", control.delete_post),
        ("POST", "mentions", control.add_mention),
        ("POST", "dms", control.add_dm),
        ("POST", "faults", control.add_fault),
        ("POST", "holds", control.hold),
        ("GET", "holds/{id}", control.wait_hold),
        ("POST", "holds/{id}/{action:release|drop}", control.open_hold),
        ("POST", "quirks", control.set_quirks),
        ("POST", "clock", control.advance),
        ("POST", "stream/{action:close|cut|operational_disconnect}", control.disturb),
        ("PATCH", "stream", control.set_stream),
        ("GET", "state", control.state),
        ("GET", "requests", control.requests),
        ("POST", "oauth2/tokens", control.issue),
    ]
    for method, path, action in routes:
        app.router.add_route(method, f"/_control/{path}", _serve(action))


def _serve(action: Action) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def serve(request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else {}
        try:
            return web.json_response(_plain(await action(request, body)))
        except (TypeError, ValueError, KeyError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
        except TimeoutError:
            return web.json_response({"error": "it did not happen in time"}, status=408)

    return serve


class _Control:
    def __init__(self, fake: "FakeX") -> None:
        self._fake = fake
        self._gates: list[Gate] = []

    async def add_user(self, request: web.Request, body: dict[str, Any]) -> Answer:
        return {"id": self._fake.user(body.pop("id"), body.pop("username"), **body).id}

    async def change_user(self, request: web.Request, body: dict[str, Any]) -> Answer:
        return {"id": self._fake.change_user(request.match_info["id"], **body).id}

    async def add_post(self, request: web.Request, body: dict[str, Any]) -> Answer:
        body["id_"] = body.pop("id", None)
        return {"id": self._fake.post(body.pop("author"), body.pop("text"), **body).id}

    async def delete_post(self, request: web.Request, body: dict[str, Any]) -> Answer:
        self._fake.delete(request.match_info["id"])
        return {}

    async def add_mention(self, request: web.Request, body: dict[str, Any]) -> Answer:
        body["id_"] = body.pop("id", None)
        return {"id": self._fake.mention(body.pop("author"), **body).id}

    async def add_dm(self, request: web.Request, body: dict[str, Any]) -> Answer:
        return {"id": self._fake.dm(body["sender"], body["text"], id_=body.get("id")).id}

    async def add_fault(self, request: web.Request, body: dict[str, Any]) -> Answer:
        self._fake.faults.add(**body)
        return {}

    async def hold(self, request: web.Request, body: dict[str, Any]) -> Answer:
        self._gates.append(self._fake.faults.hold(**body))
        return {"id": len(self._gates) - 1}

    async def wait_hold(self, request: web.Request, body: dict[str, Any]) -> Answer:
        await self._gate(request).wait_reached(float(request.query.get("timeout", "10")))
        return {"reached": True}

    async def open_hold(self, request: web.Request, body: dict[str, Any]) -> Answer:
        gate = self._gate(request)
        if request.match_info["action"] == "drop":
            gate.drop()
        else:
            gate.release()
        return {}

    async def set_quirks(self, request: web.Request, body: dict[str, Any]) -> Answer:
        return _assign(self._fake.quirks, body)

    async def set_stream(self, request: web.Request, body: dict[str, Any]) -> Answer:
        stream = self._fake.stream
        _assign(stream, body)
        return {"connections": len(stream.connections), "connects": stream.connects}

    async def disturb(self, request: web.Request, body: dict[str, Any]) -> Answer:
        getattr(self._fake.stream, request.match_info["action"])()
        return {}

    async def advance(self, request: web.Request, body: dict[str, Any]) -> Answer:
        self._fake.clock.advance(float(body["advance"]))
        return {"now": self._fake.clock.now()}

    async def issue(self, request: web.Request, body: dict[str, Any]) -> Answer:
        return dataclasses.asdict(self._fake.oauth2.issue(body["scopes"]))

    async def requests(self, request: web.Request, body: dict[str, Any]) -> Answer:
        return [dataclasses.asdict(record) for record in self._fake.requests]

    async def state(self, request: web.Request, body: dict[str, Any]) -> Answer:
        fake, query = self._fake, request.query
        wanted = {name: int(query[name]) for name in ("replies", "sent_dms", "requests") if name in query}
        async with asyncio.timeout(float(query.get("timeout", "10"))):
            for name, count in wanted.items():
                await fake.wait_for(lambda name=name, count=count: len(getattr(fake, name)) >= count, 600)  # type: ignore[misc]
        return {
            "replies": [dataclasses.asdict(reply) for reply in fake.replies],
            "sent_dms": [{"to": dm.recipient_id, "text": dm.text, "id": dm.id} for dm in fake.sent_dms],
            "refusals": [{**dataclasses.asdict(item), "offence": item.offence} for item in fake.refusals],
            "spend": fake.spend,
            "charges": fake.bill.by_item(),
            "requests": len(fake.requests),
            "now": fake.clock.now(),
        }

    def _gate(self, request: web.Request) -> Gate:
        return self._gates[int(request.match_info["id"])]


def _assign(target: object, values: dict[str, Any]) -> Answer:
    for name, value in values.items():
        if not hasattr(target, name):
            raise ValueError(f"no such setting: {name}")
        setattr(target, name, value)
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal | datetime) else value

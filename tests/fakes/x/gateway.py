"""The way into the fake: logs each request, plants faults, checks keys, limits and parameters, then lets it
in."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from aiohttp import web

from .auth import APP, OAUTH1, OAUTH2, AuthKind, Caller, Doorkeeper
from .clock import Clock
from .faults import Fault, FaultPlan
from .limits import Limit, RateLimitedError, RateLimits
from .problems import ApiProblem, forbidden, invalid_request, unsupported_authentication

ANYONE: frozenset[AuthKind] = frozenset({OAUTH1, OAUTH2, APP})
A_USER: frozenset[AuthKind] = frozenset({OAUTH1, OAUTH2})
THE_APP: frozenset[AuthKind] = frozenset({APP})


@dataclass
class RequestRecord:
    """One request as it came, and what became of it (``status`` None: unanswered, cut or still under way)."""

    at: datetime
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: str
    endpoint: str | None = None
    caller: AuthKind | None = None
    fault: str | None = None
    status: int | None = None
    answer_type: str = ""
    answer: str = ""

    @property
    def json(self) -> Any:
        """The request's body, read as JSON (None when empty)."""
        return json.loads(self.body) if self.body else None

    @property
    def answer_json(self) -> Any:
        """The answer's body, read as JSON (None when empty or a stream)."""
        return json.loads(self.answer) if self.answer else None


@dataclass(frozen=True)
class Call:
    """A request that passed all checks."""

    request: web.Request
    caller: Caller
    query: Mapping[str, str]
    body: Any
    headers: dict[str, str]
    """To be sent with the answer: the rate limit's state."""

    def arg(self, name: str) -> str:
        """A part of the path."""
        return self.request.match_info[name]

    def number(self, name: str, low: int, high: int, default: int) -> int:
        """A whole number from the query.

        Raises:
            ApiProblem: 400, not a number or out of range.
        """
        given = self.query.get(name)
        if given is None:
            return default
        if not given.isdecimal() or not low <= int(given) <= high:
            raise invalid_request(
                f"The `{name}` query parameter value [{given}] is not between {low} and {high}",
                **{name: given},
            )
        return int(given)

    def answer(self, body: Mapping[str, Any], status: int = 200) -> web.Response:
        """A JSON answer."""
        return web.json_response(body, status=status, headers=self.headers)


Handler = Callable[[Call], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Endpoint:
    """One kind of call: who may make it, how often, and with which query parameters."""

    method: str
    path: str
    handler: Handler
    auth: frozenset[AuthKind] = ANYONE
    scopes: frozenset[str] = frozenset()
    params: frozenset[str] = frozenset()
    limit: Limit = field(default=Limit(900))

    @property
    def name(self) -> str:
        """Such as ``GET /2/users/{id}/mentions``: the key of ``fake.limits``."""
        return f"{self.method} {self.path}"


@dataclass
class Gateway:
    """Stands before every endpoint."""

    clock: Clock
    door: Doorkeeper
    limits: RateLimits
    faults: FaultPlan
    log: Callable[[RequestRecord, bool], None]
    """Called twice for a request: when it comes (False), and when its fate is settled (True)."""

    def mount(self, app: web.Application, endpoint: Endpoint) -> None:
        """Serve an endpoint."""
        self.limits.limits.setdefault(endpoint.name, endpoint.limit)

        async def serve(request: web.Request) -> web.StreamResponse:
            return await self._guarded(request, lambda record: self._admit(request, record, endpoint))

        app.router.add_route(endpoint.method, endpoint.path, serve)

    def mount_open(
        self,
        app: web.Application,
        method: str,
        path: str,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> None:
        """Serve something that checks its callers itself, such as the token endpoint."""

        async def serve(request: web.Request) -> web.StreamResponse:
            return await self._guarded(request, lambda _: handler(request))

        app.router.add_route(method, path, serve)

    async def _guarded(
        self, request: web.Request, process: Callable[[RequestRecord], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        body = await request.text()
        record = RequestRecord(
            self.clock.now(), request.method, request.path, dict(request.query), dict(request.headers), body
        )
        fault = self.faults.take(request.method, request.path)
        record.fault = fault.kind if fault else None
        self.log(record, False)
        planted = fault and fault.answer(self.clock.timestamp())
        try:
            if fault and not await _before(fault):
                return _cut(request)
            response = planted or await self._settle(process, record)
            if fault and not await _after(fault):
                return _cut(request)
            if not response.prepared:
                response.headers["Date"] = format_datetime(self.clock.now(), usegmt=True)
            record.status = response.status
            record.answer_type = response.content_type
            if isinstance(response, web.Response) and response.text is not None:
                record.answer = response.text
            return response
        finally:
            self.log(record, True)

    async def _settle(
        self, process: Callable[[RequestRecord], Awaitable[web.StreamResponse]], record: RequestRecord
    ) -> web.StreamResponse:
        try:
            return await process(record)
        except RateLimitedError as limited:
            return _problem(limited.problem, limited.headers)
        except ApiProblem as problem:
            return _problem(problem, {})

    async def _admit(
        self, request: web.Request, record: RequestRecord, endpoint: Endpoint
    ) -> web.StreamResponse:
        record.endpoint = endpoint.name
        caller = self.door.identify(request.method, request.rel_url, request.headers)
        record.caller = caller.kind
        headers = self.limits.spend(endpoint.name, caller.user_id or "app")
        try:
            if caller.kind not in endpoint.auth:
                raise unsupported_authentication(caller.kind, ", ".join(sorted(endpoint.auth)))
            if caller.scopes is not None and (lacking := endpoint.scopes - caller.scopes):
                raise forbidden(f"The token lacks the scopes {', '.join(sorted(lacking))}.")
            for name, value in request.query.items():
                if name not in endpoint.params:
                    raise invalid_request(
                        f"The query parameter [{name}] is not one of [{','.join(sorted(endpoint.params))}]",
                        **{name: value},
                    )
            call = Call(request, caller, dict(request.query), _read_json(record), headers)
            return await endpoint.handler(call)
        except ApiProblem as problem:
            return _problem(problem, headers)


async def _before(fault: Fault) -> bool:
    if fault.kind == "hold_before":
        return await fault.gate.pass_through()
    return fault.kind != "cut_before"


async def _after(fault: Fault) -> bool:
    if fault.kind == "hold_after":
        return await fault.gate.pass_through()
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    return fault.kind != "cut_after"


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=499)


def _problem(problem: ApiProblem, headers: Mapping[str, str]) -> web.Response:
    return web.json_response(
        problem.body(), status=problem.status, headers=headers, content_type="application/problem+json"
    )


def _read_json(record: RequestRecord) -> Any:
    if not record.body:
        return {}
    try:
        body = json.loads(record.body)
    except ValueError as error:
        raise invalid_request(f"The body is not JSON: {error}") from error
    if not isinstance(body, dict):
        raise invalid_request("The body is not a JSON object")
    return body

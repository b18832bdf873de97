"""The streams: one connection at a time, a sign of life every 20 s, and everything that can go wrong with
them."""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from aiohttp import web

from .billing import Item
from .desk import Desk
from .gateway import THE_APP, Call, Endpoint
from .limits import Limit
from .model import Post
from .problems import ApiProblem, invalid_request, not_enrolled, too_many_connections
from .query import QueryError, Test, compile_query
from .reading import SELECTING
from .render import Selection

MAX_RULES: Final = 1000
MAX_RULE: Final = 1024
_DISCONNECT: Final = {
    "title": "operational-disconnect",
    "detail": "This stream has been disconnected for operational reasons.",
    "type": "https://api.twitter.com/2/problems/operational-disconnect",
    "disconnect_type": "OperationalDisconnect",
}


@dataclass(frozen=True)
class Line:
    """What is written to a listener, and what is charged for it: nothing without a resource."""

    data: bytes
    resource: str = ""
    item: Item = "post_read"


@dataclass(eq=False)
class Connection:
    """One listener: what it asked to see, and the lines on their way to it."""

    request: web.Request
    selection: Selection
    since: datetime
    lines: asyncio.Queue[Line | None] = field(default_factory=asyncio.Queue)


@dataclass
class Stream:
    """A stream's connections. Change its fields, or call its methods, to make it misbehave."""

    charge: Callable[[Item, str], None]
    heartbeat_seconds: float = 20
    max_connections: int = 1
    silent: bool = False
    """True: the socket stays open and nothing comes, neither posts nor heartbeats; what would have come
    is kept."""

    redeliver: int = 0
    """How many of the last lines a new connection receives again, before anything new."""

    connects: int = 0
    """Connections accepted so far."""

    refused: int = 0
    """Connections refused so far, for there was one."""

    connections: list[Connection] = field(default_factory=list)
    ghosts: list[datetime] = field(default_factory=list)
    """Connections that broke and that X still holds, by the time at which they were made."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _recent: list[Line] = field(default_factory=list)

    async def serve(self, call: Call, selection: Selection) -> web.StreamResponse:
        """Hold a connection until somebody closes it."""
        if len(self.held()) >= self.max_connections:
            self.refused += 1
            raise too_many_connections()
        connection = Connection(call.request, selection, self.now())
        self.connections.append(connection)
        self.connects += 1
        response = web.StreamResponse(headers=call.headers)
        response.content_type = "application/json"
        try:
            await response.prepare(call.request)
            if self.redeliver:
                for line in self._recent[-self.redeliver :]:
                    await self._write(response, line)
            await self._pump(connection, response)
        except ConnectionError:
            pass  # the listener has gone, which is its right
        finally:
            self.connections.remove(connection)
        return response

    def send(
        self, write: Callable[[Selection], dict[str, Any]], resource: str, item: Item = "post_read"
    ) -> None:
        """Send one object to every listener, written as each asked for it; ``resource`` is what
        gets charged, as ``item``."""
        for connection in self.connections:
            data = json.dumps(write(connection.selection), ensure_ascii=False).encode() + b"\r\n"
            line = Line(data, resource, item)
            self._recent.append(line)
            del self._recent[:-1000]
            if not self.silent:
                connection.lines.put_nowait(line)

    def send_raw(self, line: bytes) -> None:
        """Send a line as it is, to every listener, uncharged."""
        for connection in self.connections:
            connection.lines.put_nowait(Line(line + b"\r\n"))

    def close(self) -> None:
        """End every connection cleanly, as X does when it restarts a server."""
        for connection in self.connections:
            connection.lines.put_nowait(None)

    def operational_disconnect(self) -> None:
        """Send X's farewell, then close."""
        self.send_raw(json.dumps({"errors": [_DISCONNECT]}).encode())
        self.close()

    def held(self) -> list[datetime]:
        """When each connection was made that counts as open."""
        return [*self.ghosts, *(connection.since for connection in self.connections)]

    def cut(self, *, held: bool = False) -> None:
        """Break every connection without a word; ``held``: X does not notice."""
        for connection in self.connections:
            if held:
                self.ghosts.append(connection.since)
            if connection.request.transport is not None:
                connection.request.transport.abort()

    async def _pump(self, connection: Connection, response: web.StreamResponse) -> None:
        while True:
            try:
                line = await asyncio.wait_for(connection.lines.get(), self.heartbeat_seconds)
            except TimeoutError:
                if not self.silent:
                    await response.write(b"\r\n")
                continue
            if line is None:
                return
            await self._write(response, line)

    async def _write(self, response: web.StreamResponse, line: Line) -> None:
        await response.write(line.data)
        if line.resource:
            self.charge(line.item, line.resource)


@dataclass(frozen=True)
class Rule:
    """A rule of the filtered stream."""

    id: str
    value: str
    tag: str | None
    test: Test

    def as_json(self) -> dict[str, str]:
        """The rule as the API shows it."""
        tag = {"tag": self.tag} if self.tag is not None else {}
        return {"id": self.id, "value": self.value, **tag}


class FilteredStream:
    """The filtered stream and its rules."""

    def __init__(self, desk: Desk, stream: Stream) -> None:
        self._desk = desk
        self.stream = stream
        self.rules: dict[str, Rule] = {}

    def endpoints(self) -> Iterator[Endpoint]:
        """The calls and their limits."""
        path = "/2/tweets/search/stream"
        listen = SELECTING | {"backfill_minutes"}
        yield Endpoint("GET", path, self.listen, THE_APP, params=listen, limit=Limit(50))
        shown = frozenset({"ids", "max_results", "pagination_token"})
        yield Endpoint("GET", f"{path}/rules", self.show, THE_APP, params=shown, limit=Limit(450))
        changed = frozenset({"dry_run"})
        yield Endpoint("POST", f"{path}/rules", self.change, THE_APP, params=changed, limit=Limit(100))

    def offer(self, post: Post) -> None:
        """Send a new post to the listener if a rule asks for it."""
        desk = self._desk
        matching = [rule for rule in self.rules.values() if rule.test(post)]
        if not matching or desk.world.sight(post.id, None) != "visible":
            return

        def write(selection: Selection) -> dict[str, Any]:
            page = desk.render.posts([post], selection, None)
            body = {**page.body, "data": page.body["data"][0]}
            body["matching_rules"] = [
                {"id": rule.id, **({"tag": rule.tag or ""} if desk.render.quirks.rule_tags else {})}
                for rule in matching
            ]
            return body

        self.stream.send(write, post.id)

    async def listen(self, call: Call) -> web.StreamResponse:
        """Connect."""
        if "backfill_minutes" in call.query:
            raise not_enrolled("Backfill is part of the Enterprise plan.")
        if not self.rules:
            raise ApiProblem(
                409,
                "You must define rules before connecting.",
                title="ConnectionException",
                kind="streaming-connection",
                connection_issue="RuleConfigurationIssue",
            )
        return await self.stream.serve(call, Selection.read(call.query))

    async def show(self, call: Call) -> web.Response:
        """The rules in force."""
        wanted = call.query["ids"].split(",") if "ids" in call.query else list(self.rules)
        rows = [self.rules[id_].as_json() for id_ in wanted if id_ in self.rules]
        meta = {"sent": self._now(), "result_count": len(rows)}
        return call.answer({"data": rows, "meta": meta} if rows else {"meta": meta})

    async def change(self, call: Call) -> web.Response:
        """Add rules, or delete some."""
        dry = call.query.get("dry_run", "false").lower() == "true"
        if set(call.body) == {"add"} and isinstance(call.body["add"], list):
            return call.answer(self._add(call.body["add"], dry))
        if set(call.body) == {"delete"} and isinstance(call.body["delete"], dict):
            return call.answer(self._delete(call.body["delete"], dry))
        raise invalid_request("The body holds either `add` or `delete`")

    def _add(self, given: list[dict[str, Any]], dry: bool) -> dict[str, Any]:
        if len(self.rules) + len(given) > MAX_RULES:
            raise ApiProblem(
                422, f"Your app may have {MAX_RULES} rules.", title="RulesCapExceeded", kind="rule-cap"
            )
        known = {rule.value: rule for rule in self.rules.values()}
        fresh: list[Rule] = []
        errors: list[dict[str, Any]] = []
        invalid = 0
        for row in given:
            value, tag = str(row.get("value", "")), row.get("tag")
            kind = "https://api.twitter.com/2/problems/"
            if value in known:
                error = {"title": "DuplicateRule", "type": f"{kind}duplicate-rules", "id": known[value].id}
                errors.append({**error, "value": value})
                continue
            try:
                if len(value) > MAX_RULE:
                    raise QueryError(f"Rules have {MAX_RULE} characters at most, this one {len(value)}.")
                rule = Rule(self._desk.world.new_id(), value, tag, compile_query(value, self._desk.world))
            except QueryError as error_:
                invalid += 1
                error = {"title": "UnprocessableEntity", "type": f"{kind}invalid-rules", "value": value}
                errors.append({**error, "detail": str(error_), "details": [str(error_)]})
                continue
            known[value] = rule
            fresh.append(rule)
        created = [] if invalid else fresh
        if not dry:
            self.rules.update({rule.id: rule for rule in created})
        summary = {
            "created": len(created),
            "not_created": len(given) - len(created),
            "valid": len(given) - invalid,
            "invalid": invalid,
        }
        body: dict[str, Any] = {"meta": {"sent": self._now(), "summary": summary}}
        if created:
            body["data"] = [rule.as_json() for rule in created]
        if errors:
            body["errors"] = errors
        return body

    def _delete(self, given: dict[str, Any], dry: bool) -> dict[str, Any]:
        ids, values = set(map(str, given.get("ids", ()))), set(given.get("values", ()))
        gone = [rule for rule in self.rules.values() if rule.id in ids or rule.value in values]
        if not dry:
            for rule in gone:
                del self.rules[rule.id]
        summary = {"deleted": len(gone), "not_deleted": len(ids) + len(values) - len(gone)}
        return {"meta": {"sent": self._now(), "summary": summary}}

    def _now(self) -> str:
        return self._desk.render.moment(self._desk.clock.now())

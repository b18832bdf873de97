"""The app's streaming connections: what X believes to be open, and the calls that close it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from aiohttp import web

from .desk import Desk
from .gateway import THE_APP, Call, Endpoint
from .limits import Limit
from .problems import invalid_request
from .stream import Stream

_PARAMS: Final = frozenset({"status", "endpoints", "max_results", "pagination_token", "connection.fields"})


class Connections:
    """Lists and closes connections, those too that broke at the other end.

    Args:
        desk: shared by all endpoints.
        streams: by the names that X gives them.
    """

    def __init__(self, desk: Desk, streams: Mapping[str, Stream]) -> None:
        self._desk = desk
        self._streams = streams

    def endpoints(self) -> Iterator[Endpoint]:
        """The calls and their limits."""
        yield Endpoint("GET", "/2/connections", self.show, THE_APP, params=_PARAMS, limit=Limit(25))
        yield Endpoint("DELETE", "/2/connections/{endpoint_id}", self.close, THE_APP, limit=Limit(25))

    async def show(self, call: Call) -> web.Response:
        """``GET /2/connections``, those that count as open."""
        wanted = set(filter(None, call.query.get("endpoints", "").split(",")))
        found = [
            {"endpoint_name": name, "connected_at": self._desk.render.moment(at)}
            for name, stream in self._streams.items()
            if not wanted or name in wanted
            for at in stream.held()
        ]
        body: dict[str, Any] = {"meta": {"result_count": len(found)}}
        return call.answer({"data": found, **body} if found else body)

    async def close(self, call: Call) -> web.Response:
        """``DELETE /2/connections/:endpoint_id``, and ``/all``."""
        name = call.arg("endpoint_id")
        if name != "all" and name not in self._streams:
            raise invalid_request(f"The `endpoint_id` [{name}] is not a stream", endpoint_id=name)
        closed = 0
        for stream in self._streams.values() if name == "all" else [self._streams[name]]:
            closed += len(stream.held())
            stream.ghosts.clear()
            stream.close()
        return call.answer({"data": {"successful_kills": closed, "failed_kills": 0, "results": []}})

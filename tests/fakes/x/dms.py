"""Direct messages: read slowly, and sent only to people who wrote first."""

from collections.abc import Iterator
from typing import Any, Final

from aiohttp import web

from .desk import Desk
from .gateway import A_USER, Call, Endpoint
from .limits import Limit
from .model import DirectMessage
from .problems import invalid_request
from .render import DM_EXPANSIONS, Selection

READ: Final = frozenset({"dm.read", "tweet.read", "users.read"})
WRITE: Final = frozenset({"dm.write", "dm.read", "tweet.read", "users.read"})
_PARAMS: Final = frozenset(
    [
        "max_results",
        "pagination_token",
        "event_types",
        "dm_event.fields",
        "expansions",
        "user.fields",
        "media.fields",
        "tweet.fields",
    ]
)
MAX_TEXT: Final = 10_000


class DirectMessages:
    """The bot's correspondence."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def endpoints(self) -> Iterator[Endpoint]:
        """The calls and their limits."""
        yield Endpoint("GET", "/2/dm_events", self.events, A_USER, READ, _PARAMS, Limit(15))
        path = "/2/dm_conversations/with/{participant_id}"
        yield Endpoint("GET", f"{path}/dm_events", self.events, A_USER, READ, _PARAMS, Limit(15))
        yield Endpoint("POST", f"{path}/messages", self.send, A_USER, WRITE, limit=Limit(1440, 86_400))

    async def events(self, call: Call) -> web.Response:
        """The messages sent and received, newest first."""
        selection = Selection.read(call.query, DM_EXPANSIONS)
        size = call.number("max_results", 1, 100, 100)
        before = call.number("pagination_token", 0, 2**63, 2**63)
        other = call.request.match_info.get("participant_id")
        found = [
            message
            for message in sorted(self._desk.world.dms, key=lambda message: int(message.id), reverse=True)
            if int(message.id) < before
            and (other is None or other in (message.sender_id, message.recipient_id))
        ]
        if "MessageCreate" not in call.query.get("event_types", "MessageCreate").split(","):
            found = []
        shown = found[:size]
        page = self._desk.render.dms(shown, selection)
        meta: dict[str, Any] = {"result_count": len(shown)}
        if len(found) > size:
            meta["next_token"] = shown[-1].id
        self._desk.bill.charge("dm_event_read", *(message.id for message in shown))
        self._desk.charge_expansions(page)
        return call.answer({**page.body, "meta": meta})

    async def send(self, call: Call) -> web.Response:
        """Write to somebody who wrote to the bot before."""
        desk, to = self._desk, call.arg("participant_id")
        text = call.body.get("text")
        if not isinstance(text, str) or not 1 <= len(text) <= MAX_TEXT:
            raise invalid_request(f"`text` must have 1 to {MAX_TEXT} characters", text=str(text)[:50])
        if to not in desk.world.users:
            raise invalid_request("There is no such user", participant_id=to)
        if desk.world.users[to].blocks_bot:
            raise desk.refuse("dm_blocked", "You cannot send messages to this user.", to, text)
        if not any(message.sender_id == to for message in desk.world.dms):
            detail = "You are not permitted to message this user: they have not written to you first."
            raise desk.refuse("dm_to_stranger", detail, to, text)
        message = desk.world.add_dm(desk.bot_id, to, text)
        desk.bill.charge("dm_create", message.id)
        data = {"dm_conversation_id": message.conversation_id, "dm_event_id": message.id}
        return call.answer({"data": data}, 201)

    def sent(self) -> list[DirectMessage]:
        """What the bot has written."""
        return [message for message in self._desk.world.dms if message.sender_id == self._desk.bot_id]

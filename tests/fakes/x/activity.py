"""The X Activity API: webhooks proven by a CRC challenge, subscriptions, signed deliveries, and its
stream. Its events have the shape of X's samples (docs.x.com, "X Activity API event payload examples")."""

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

import aiohttp
from aiohttp import web
from yarl import URL

from .auth import Credentials
from .billing import Item
from .desk import Desk
from .gateway import ANYONE, THE_APP, Call, Endpoint
from .limits import Limit
from .model import DirectMessage, Post
from .problems import ApiProblem, forbidden, invalid_request
from .render import DM_FIELDS, MEDIA_FIELDS, POST_EXPANSIONS, POST_FIELDS, USER_FIELDS, Selection
from .stream import Stream

SIGNATURE_HEADER: Final = "x-twitter-webhooks-signature"
_EVENTS: Final = frozenset(
    {"post.mention.create", "post.quote.create", "post.create", "post.delete", "dm.received"}
)
_PRIVATE: Final = frozenset({"post.mention.create", "post.quote.create", "dm.received"})
EVERYTHING: Final = Selection(
    POST_EXPANSIONS - {"referenced_posts.id"}, POST_FIELDS, USER_FIELDS, MEDIA_FIELDS, DM_FIELDS
)


@dataclass
class Webhook:
    """An address of the bot's; ``valid`` after a passed challenge."""

    id: str
    url: str
    created_at: datetime
    valid: bool = True


@dataclass(frozen=True)
class Subscription:
    """A wish to hear of one kind of event about one account."""

    id: str
    event_type: str
    user_id: str
    webhook_id: str | None
    tag: str | None
    created_at: datetime


@dataclass
class Delivery:
    """One event on its way to a webhook; ``status`` None: the bot could not be reached."""

    url: str
    body: bytes
    signature: str
    resource: str
    item: Item = "post_read"
    status: int | None = None


@dataclass
class Activity:
    """Registers, challenges and delivers.

    The real X wants https without a port; ``strict_urls`` makes the fake insist on it too.
    """

    desk: Desk
    credentials: Credentials
    stream: Stream
    strict_urls: bool = False
    cuts_long_posts: bool = False
    """True: events tell of a long post without its long text."""

    webhooks: dict[str, Webhook] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    deliveries: list[Delivery] = field(default_factory=list)
    _under_way: set["asyncio.Task[None]"] = field(default_factory=set)

    def endpoints(self) -> Iterator[Endpoint]:
        """The calls and their limits."""
        hooks, subscriptions = "/2/webhooks", "/2/activity/subscriptions"
        limit = Limit(450)
        yield Endpoint("GET", hooks, self.show_hooks, THE_APP, limit=limit)
        yield Endpoint("POST", hooks, self.add_hook, ANYONE, limit=limit)
        yield Endpoint("PUT", f"{hooks}/{{id}}", self.recheck_hook, ANYONE, limit=limit)
        yield Endpoint("DELETE", f"{hooks}/{{id}}", self.remove_hook, ANYONE, limit=limit)
        yield Endpoint("GET", subscriptions, self.show, ANYONE, limit=limit)
        yield Endpoint("POST", subscriptions, self.subscribe, ANYONE, limit=limit)
        yield Endpoint("PUT", f"{subscriptions}/{{id}}", self.resubscribe, THE_APP, limit=limit)
        yield Endpoint("DELETE", f"{subscriptions}/{{id}}", self.unsubscribe, THE_APP, limit=limit)
        yield Endpoint("GET", "/2/activity/stream", self.listen, THE_APP, limit=Limit(50))

    async def listen(self, call: Call) -> web.StreamResponse:
        """The activity stream, an alternative to webhooks."""
        return await self.stream.serve(call, EVERYTHING)

    async def show_hooks(self, call: Call) -> web.Response:
        """The registered webhooks."""
        rows = [self._hook_json(hook) for hook in self.webhooks.values()]
        return call.answer({**({"data": rows} if rows else {}), "meta": {"result_count": len(rows)}})

    async def add_hook(self, call: Call) -> web.Response:
        """Register an address, if it passes the challenge."""
        url = call.body.get("url")
        if not isinstance(url, str) or not 1 <= len(url) <= 200 or URL(url).scheme not in {"http", "https"}:
            raise invalid_request("`url` is not an address of at most 200 characters", url=url)
        if self.strict_urls and (URL(url).scheme != "https" or URL(url).explicit_port):
            raise invalid_request("`url` must be https and name no port", url=url)
        hook = Webhook(self.desk.world.new_id(), url, self.desk.clock.now())
        if not await self.challenge(hook):
            raise ApiProblem(400, "CrcValidationFailed: the answer to the challenge was wrong or missing.")
        self.webhooks[hook.id] = hook
        return call.answer(self._hook_json(hook))

    async def recheck_hook(self, call: Call) -> web.Response:
        """Challenge a webhook again."""
        return call.answer({"data": {"attempted": await self.challenge(self._hook(call))}})

    async def remove_hook(self, call: Call) -> web.Response:
        """Forget a webhook."""
        del self.webhooks[self._hook(call).id]
        return call.answer({"data": {"deleted": True}})

    async def challenge(self, hook: Webhook) -> bool:
        """Send a CRC challenge; a webhook that fails it hears nothing until it passes one."""
        token = secrets.token_urlsafe(16)
        query = {"crc_token": token, "nonce": secrets.token_urlsafe(8)}
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3)) as session,
                session.get(URL(hook.url).update_query(query)) as answer,
            ):
                given = (await answer.json(content_type=None)).get("response_token")
                hook.valid = answer.status == 200 and given == self.sign(token.encode())
        except (aiohttp.ClientError, TimeoutError, ValueError, AttributeError):
            hook.valid = False
        return hook.valid

    def sign(self, message: bytes) -> str:
        """What X puts beside a message, or expects for a challenge: HMAC-SHA256 under the consumer secret."""
        digest = hmac.new(self.credentials.consumer_secret.encode(), message, hashlib.sha256).digest()
        return "sha256=" + base64.b64encode(digest).decode()

    async def show(self, call: Call) -> web.Response:
        """The subscriptions."""
        rows = [self._json(subscription) for subscription in self.subscriptions.values()]
        return call.answer({"data": rows, "meta": {"total_subscriptions": len(rows)}})

    async def subscribe(self, call: Call) -> web.Response:
        """Ask for one kind of event; private kinds need the account's own OAuth 2.0 token."""
        kind, wish = call.body.get("event_type"), call.body.get("filter")
        user_id = wish.get("user_id") if isinstance(wish, dict) else None
        if kind not in _EVENTS or not isinstance(user_id, str):
            raise invalid_request("`event_type` and `filter.user_id` are needed", event_type=kind)
        scopes = call.caller.scopes
        if kind in _PRIVATE and (scopes is None or call.caller.user_id != user_id):
            raise forbidden(f"{kind} needs an OAuth 2.0 user token of the account.")
        if kind == "dm.received" and "dm.read" not in (scopes or ()):
            raise forbidden(f"{kind} needs the scope dm.read.")
        webhook_id = call.body.get("webhook_id")
        if webhook_id is not None and webhook_id not in self.webhooks:
            raise invalid_request("There is no such webhook", webhook_id=webhook_id)
        subscription = Subscription(
            self.desk.world.new_id(), kind, user_id, webhook_id, call.body.get("tag"), self.desk.clock.now()
        )
        self.subscriptions[subscription.id] = subscription
        meta = {"total_subscriptions": len(self.subscriptions)}
        return call.answer({"data": {"subscription": self._json(subscription)}, "meta": meta})

    async def resubscribe(self, call: Call) -> web.Response:
        """Have a subscription's events sent elsewhere."""
        known, webhook_id = self.subscriptions.get(call.arg("id")), call.body.get("webhook_id")
        if known is None:
            raise ApiProblem(404, "There is no such subscription.", title="Not Found Error")
        if webhook_id not in self.webhooks:
            raise invalid_request("There is no such webhook", webhook_id=webhook_id)
        self.subscriptions[known.id] = changed = replace(known, webhook_id=webhook_id)
        data = {"subscription": self._json(changed), "total_subscriptions": len(self.subscriptions)}
        return call.answer({"data": data})

    async def unsubscribe(self, call: Call) -> web.Response:
        """End a subscription."""
        if self.subscriptions.pop(call.arg("id"), None) is None:
            raise ApiProblem(404, "There is no such subscription.", title="Not Found Error")
        meta = {"total_subscriptions": len(self.subscriptions)}
        return call.answer({"data": {"deleted": True}, "meta": meta})

    def offer_post(self, post: Post) -> None:
        """Tell of a new post: to those whom its author named or quotes, and to its author's
        followers-by-API."""
        payload = self._payload(post)
        quoted = self.desk.world.posts.get(post.referenced("quoted") or "")
        people = [post.author_id, *sorted(post.explicit_mentions)]
        users = [self.desk.render.user(self.desk.world.users[id_], EVERYTHING) for id_ in people]
        includes = {"users": users, self.desk.render.quirks.includes_posts_key: [payload]}
        for subscription in self.subscriptions.values():
            about = subscription.user_id
            wanted = {
                "post.mention.create": about in post.explicit_mentions,
                "post.create": about == post.author_id,
                "post.quote.create": quoted is not None and quoted.author_id == about != post.author_id,
            }
            if wanted.get(subscription.event_type) and not self.desk.world.users[post.author_id].protected:
                quotes = subscription.event_type == "post.quote.create"
                self._send(subscription, payload, {} if quotes else includes, post.id)

    def offer_deletion(self, post: Post) -> None:
        """Tell of a deleted post."""
        author = self.desk.render.user(self.desk.world.users[post.author_id], EVERYTHING)
        includes = {"users": [{"data": author}]}
        for subscription in self.subscriptions.values():
            if subscription.event_type == "post.delete" and subscription.user_id == post.author_id:
                self._send(subscription, {"id": post.id, "author_id": post.author_id}, includes, "")

    def offer_dm(self, message: DirectMessage) -> None:
        """Tell of a message received, in the older API's words, as X does."""
        urls = [
            {
                **{key: url[key] for key in ("url", "expanded_url", "display_url")},
                "indices": [url["start"], url["end"]],
            }
            for url in message.entities.urls
        ]
        data = {
            "text": message.text,
            "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": urls},
        }
        event = {
            "type": "message_create",
            "id": message.id,
            "created_timestamp": str(int(message.created_at.timestamp() * 1000)),
            "message_create": {
                "target": {"recipient_id": message.recipient_id},
                "sender_id": message.sender_id,
                "message_data": data,
            },
        }
        users = self.desk.world.users
        people = {
            id_: {"data": self.desk.render.user(users[id_], EVERYTHING)}
            for id_ in (message.sender_id, message.recipient_id)
        }
        payload = {"direct_message_events": [event], "users": people}
        for subscription in self.subscriptions.values():
            if subscription.event_type == "dm.received" and subscription.user_id == message.recipient_id:
                self._send(subscription, payload, {}, message.id, "dm_event_read")

    def _payload(self, post: Post) -> dict[str, Any]:
        """A post as an event tells of it: what it answers is named by its id, what it quotes or repeats in
        the list of references; its parent does not come along."""
        render = self.desk.render
        payload = render.post(post, EVERYTHING)
        if self.cuts_long_posts:
            payload.pop(render.quirks.note_field, None)
        answered = post.referenced("replied_to")
        rest = [{"type": kind, "id": id_} for kind, id_ in post.references if kind != "replied_to"]
        payload.pop(render.quirks.reference_field, None)
        if rest:
            payload[render.quirks.reference_field] = rest
        if answered:
            payload["in_reply_to_tweet_id"] = answered
        counts = payload["public_metrics"]
        counts.update({f"{name}_str": str(number) for name, number in list(counts.items())})
        return payload

    async def redeliver(self, delivery: Delivery) -> Delivery:
        """Deliver the same event again, as X does after a time of trouble."""
        again = Delivery(delivery.url, delivery.body, delivery.signature, delivery.resource, delivery.item)
        self.deliveries.append(again)
        await self._deliver(again)
        return again

    async def settled(self) -> None:
        """Wait until every delivery has been answered or has failed."""
        while self._under_way:
            await asyncio.gather(*self._under_way)

    def _send(
        self,
        subscription: Subscription,
        payload: dict[str, Any],
        includes: dict[str, Any],
        resource: str,
        item: Item = "post_read",
    ) -> None:
        data: dict[str, Any] = {
            "event_type": subscription.event_type,
            "event_uuid": self.desk.world.new_id(),
            "filter": {"user_id": subscription.user_id},
            "payload": payload,
        }
        if subscription.tag:
            data["tag"] = subscription.tag
        if includes:
            data["includes"] = includes
        self.stream.send(lambda _: {"data": data}, resource, item)
        hook = self.webhooks.get(subscription.webhook_id or "")
        if hook and hook.valid:
            body = json.dumps({"data": data}, ensure_ascii=False).encode()
            delivery = Delivery(hook.url, body, self.sign(body), resource, item)
            self.deliveries.append(delivery)
            task = asyncio.create_task(self._deliver(delivery))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _deliver(self, delivery: Delivery) -> None:
        headers = {"Content-Type": "application/json", SIGNATURE_HEADER: delivery.signature}
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session,
                session.post(delivery.url, data=delivery.body, headers=headers) as answer,
            ):
                delivery.status = answer.status
        except (aiohttp.ClientError, TimeoutError):
            return
        if delivery.resource:
            self.desk.bill.charge(delivery.item, delivery.resource)

    def _hook(self, call: Call) -> Webhook:
        try:
            return self.webhooks[call.arg("id")]
        except KeyError:
            raise ApiProblem(404, "There is no such webhook.", title="Not Found Error") from None

    def _hook_json(self, hook: Webhook) -> dict[str, Any]:
        created = self.desk.render.moment(hook.created_at)
        return {"id": hook.id, "url": hook.url, "valid": hook.valid, "created_at": created}

    def _json(self, subscription: Subscription) -> dict[str, Any]:
        at = self.desk.render.moment(subscription.created_at)
        row: dict[str, Any] = {
            "subscription_id": subscription.id,
            "event_type": subscription.event_type,
            "filter": {"user_id": subscription.user_id},
            "created_at": at,
            "updated_at": at,
        }
        optional = {"webhook_id": subscription.webhook_id, "tag": subscription.tag}
        return row | {name: value for name, value in optional.items() if value is not None}

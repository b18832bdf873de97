"""A fake X API v2 server for tests: over real HTTP, with X's own rules, prices, limits and faults.

In a test
---------
::

    async with FakeX() as fake:  # or FakeX(clock=Clock(datetime(2026, 11, 2, tzinfo=UTC)))
        ann, bob = fake.user("2001", "ann"), fake.user("2002", "bob")
        rumour = fake.post(bob, "…")
        asked = fake.mention(ann, "is this true?", reply_to=rumour)
        ...  # the bot under test talks to fake.url with fake.credentials
        await fake.wait_for(lambda: fake.replies)
        assert fake.replies[0].in_reply_to == asked.id
        assert not fake.offences and fake.spend == Decimal("0.011")

The bot's account is ``fake.bot`` (id 2000, @claimbot). For tweepy: ``client.session =
RebasedSession(fake.url)``.

World: ``user(id, username, name=, description=, protected=, blocks_bot=)``, ``change_user(user,
**changes)``, ``post(author, text, reply_to=, quotes=, retweets=, alt_text=, lang=, id_=, auto_mention=,
edits=)``,
``mention(author, text, …)`` (the same, with ``@claimbot`` in front), ``dm(sender, text)``,
``delete(post)``. Authors and posts are given as objects or ids. As on X, links in ``text`` become t.co
links with ``entities.urls``; photos and quotes add a link at the end; a reply has its addressee's handle in
front (``auto_mention=False`` prevents it), which counts as an implicit mention; what weighs over 280 is cut
in ``text`` and whole in ``note_tweet``.

What happened: ``replies`` (``Reply(id, text, in_reply_to, at)``: every post of the bot's), ``sent_dms``,
``refusals`` (each rule that said no: ``Refusal(at, rule, target, text)``), ``offences`` (those that a
well-behaved bot never meets), ``requests`` (``RequestRecord(method, path, query, headers, body, json,
endpoint, caller, fault, status, answer_json)``), ``calls(method, path)``, ``spend`` (Decimal),
``bill.charges``, ``bill.by_item()``, ``activity.deliveries``. ``await wait_for(condition, timeout)``;
``await stop()`` and ``await start()`` make an outage on the same port.

Rules: ``rules.implicit_mentions_summon`` (False), ``rules.duplicate_window_seconds``,
``rules.mentions_reach`` (800).
Limits: ``limits["GET /2/dm_events"] = Limit(15, 900)``; names are the method and the path with its
placeholders.
Prices: ``FakeX(prices=Prices(summoned_reply_with_url=Decimal("0.200"), bill_expansions=True,
once_a_day=True))``. Charged is what was processed: a refused call costs nothing, a call cut after
processing costs all; posts of a stream and webhook events cost when they are handed over.
Time: ``clock.advance(seconds)`` moves limits, token lifetimes, search windows and new ids; heartbeats use
real seconds (``FakeX(heartbeat_seconds=0.05)``, ``stream.heartbeat_seconds``).

Keys: ``credentials`` (OAuth 1.0a signatures must name api.x.com; app-only bearer),
``oauth2.issue("tweet.read … offline.access")`` gives a ``TokenPair``;
``/2/oauth2/authorize`` consents at once (or not: ``oauth2.consents = False``), ``/2/oauth2/token`` rotates;
``oauth2.revoke_all()``; ``door.revoked = True`` answers 401 to every key of the account.

Faults: ``faults.add(kind, method="*", path="*", times=1, …)`` for the next fitting requests: ``rate_limit``
(``reset`` = "future", "missing", "past"), ``html_503``, ``problem`` (``status``, ``title``, ``detail``,
``in_errors``), ``slow`` (``seconds``), ``cut_before``, ``cut_after``. Paths are shell patterns
(``/2/users/*/mentions``). ``gate = faults.hold("POST", "/2/tweets", when="before" | "after")`` holds
requests: ``await gate.wait_reached()``, then ``gate.release()`` or ``gate.drop()``. A request held
``before`` whose client dies is never processed; held ``after``, it has been.
Quirks: ``quirks.reference_field = "referenced_posts"``, ``quirks.includes_posts_key = "posts"``,
``quirks.milliseconds = False``, ``quirks.rule_tags = False``, ``quirks.say_post()`` (all names of 2.167).
Streams: ``stream`` (filtered; its rules in ``filtered.rules``) and ``activity.stream``: ``close()``,
``cut()``, ``operational_disconnect()``, ``send_raw(line)``, ``silent = True``, ``redeliver = n`` (the last
n lines again after a reconnect), ``max_connections``, ``connects``, ``refused``, ``connections``.
Webhooks: register with ``POST /2/webhooks``, subscribe with ``POST /2/activity/subscriptions``;
``activity.challenge(hook)``, ``await activity.settled()``, ``await activity.redeliver(delivery)``,
``activity.sign(body)``.

As a process ------------ ``python -m tests.fakes.x --port N --log FILE`` prints its URL and writes an event
a line to FILE (``request``, ``answer``, ``post``, ``bot_post``, ``post_deleted``, ``dm``, ``streamed``);
``FakeXProcess(log)`` starts and stops one. JSON over ``/_control``: POST ``users`` ``posts`` ``mentions``
``dms`` ``faults`` ``quirks`` ``oauth2/tokens`` with the arguments above by name (``author``, ``sender``,
``id``), PATCH ``users/ID``, DELETE ``posts/ID``, POST ``holds`` (answers ``id``), GET ``holds/ID?timeout=``
(waits until reached), POST ``holds/ID/release`` or ``/drop``, POST ``clock`` ``{"advance": seconds}``,
PATCH ``stream`` (its fields), POST ``stream/close``, ``stream/cut``, ``stream/operational_disconnect``, GET
``requests``, GET ``state?replies=N&timeout=S`` (waits for N replies; gives replies, sent_dms, refusals,
spend, charges, number of requests).

Not faked: media upload, polls, lists, retries of webhooks that answer with an error (``redeliver`` does it
by hand).
"""

from .auth import Credentials
from .billing import Bill, Charge, Prices
from .clock import Clock
from .desk import Refusal, Rules
from .faults import Fault, FaultPlan, Gate
from .gateway import RequestRecord
from .limits import Limit
from .model import DirectMessage, Post, User
from .oauth2 import TokenPair
from .process import FakeXProcess
from .quirks import Quirks
from .server import FakeX
from .weights import weighted_length
from .writing import Reply

__all__ = [
    "Bill",
    "Charge",
    "Clock",
    "Credentials",
    "DirectMessage",
    "FakeX",
    "FakeXProcess",
    "Fault",
    "FaultPlan",
    "Gate",
    "Limit",
    "Post",
    "Prices",
    "Quirks",
    "Refusal",
    "Reply",
    "RequestRecord",
    "Rules",
    "TokenPair",
    "User",
    "weighted_length",
]

"""Several posts that somebody sends at once, such as five forwards, are answered together.

Each claim is given once, in a message of its own, so that it can be corrected or taken back by itself; one
message tells which posts nothing was found about; pictures without words are passed over (an album is one
post already).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from markupsafe import Markup
from pydantic import ValidationError

from bot.commands import settle_choices
from bot.conversation.resources import Resources
from bot.conversation.turn import Saying, Turn, Worked, begun_again
from bot.conversation.turns import begin_turn
from bot.decisions.reading import read_posts
from bot.events import Address, Event, PlaceKind, Post, event_json
from bot.inbox.posts import hear
from bot.inbox.preparation import takes_long
from bot.inbox.rate_limits import admit
from bot.markup import quoted, within
from bot.outbox.owner_notices import tell_owner_what_happened
from bot.outbox.queueing import queue_sayings
from bot.platforms.capabilities import Choosing, capabilities
from matchers.types import Reading
from storage import inbox
from storage.models import InboxEvent

WITHIN = timedelta(seconds=10)
"""Posts of one person in private that arrive so soon after the first belong to its burst."""
MOST = 10


def may_begin(event: Event) -> bool:
    """Whether an event can be part of a burst: a private post where choices are made by buttons.

    Where people choose by numbers each message has its own, so there posts are answered one by one.
    """
    return (
        isinstance(event, Post)
        and event.place.kind is PlaceKind.PRIVATE
        and event.address is Address.DIRECT
        and not event.edited
        and event.album_id is None
        and capabilities(event.place.platform).choosing is Choosing.BUTTONS
    )


async def with_followers(
    row: InboxEvent, event: Event, resources: Resources
) -> list[tuple[InboxEvent, Event]]:
    """An event that was taken, with the posts of the same person that came right after it."""
    burst = [(row, event)]
    if not _may_join(event, resources):
        return burst
    async with resources.database.read() as session:
        followers = await inbox.following(session, row, WITHIN, MOST - 1)
    for follower in followers:
        try:
            event = event_json.validate_json(follower.payload or "")
        except ValidationError:
            break
        if not _may_join(event, resources):
            break
        burst.append((follower, event))
    return burst


def _may_join(event: Event, resources: Resources) -> bool:
    return may_begin(event) and not takes_long(event, resources)


async def handle(burst: Sequence[tuple[InboxEvent, Event]], resources: Resources) -> Sequence[Turn]:
    """Posts sent at once, in one transaction: each is judged by itself, all are answered together.

    Returns:
        Their turns, committed.
    """
    readings = await read_posts([event for _, event in burst if isinstance(event, Post)], resources)
    return await begun_again(partial(_in_one_transaction, burst, readings, resources))


async def _in_one_transaction(
    burst: Sequence[tuple[InboxEvent, Event]],
    readings: Mapping[str, Reading],
    resources: Resources,
    worked: Worked,
) -> Sequence[Turn]:
    heard: list[tuple[Turn, Post]] = []
    async with resources.database.write() as session:
        for row, post in burst:
            if not isinstance(post, Post) or not await inbox.finish(session, row.id, resources.clock()):
                continue
            turn = await begin_turn(session, post, resources, heard=readings[post.id].language, worked=worked)
            heard.append((turn, await hear(turn, post, readings) if await admit(turn, post) else post))
        join(heard)
        for turn, post in heard:
            await settle_choices(turn)
            await queue_sayings(turn, post)
            await tell_owner_what_happened(turn)
    return [turn for turn, _ in heard]


def join(heard: Sequence[tuple[Turn, Post]]) -> None:
    """Leave in the turns what answers all their posts together."""
    told = any(saying.nothing != "to-read" for turn, _ in heard for saying in turn.effects.sayings)
    given: set[int | None] = set()
    missed: list[tuple[Turn, Post, Saying]] = []
    unreadable = False
    for turn, post in heard:
        kept = []
        for saying in turn.effects.sayings:
            if saying.nothing == "found":
                missed.append((turn, post, saying))
            elif saying.claim_id in given or (saying.nothing == "to-read" and (told or unreadable)):
                continue
            else:
                unreadable = unreadable or saying.nothing == "to-read"
                kept.append(saying)
                given |= {saying.claim_id} if saying.claim_id is not None else set()
        turn.effects.sayings[:] = kept
    if missed:
        turn, _, saying = missed[-1]
        turn.effects.sayings.append(saying if len(missed) == 1 else _about_all(missed))


def _about_all(missed: Sequence[tuple[Turn, Post, Saying]]) -> Saying:
    """One message that nothing was found about these posts."""
    turn, _, last = missed[-1]
    lines = [turn.words("nothing-found-several", count=len(missed))]
    lines += [turn.words("list-item", text=quoted(post.text, turn.words, 100)) for _, post, _ in missed]
    lines += [Markup(""), turn.words("nothing-found-pass-on")]
    message = replace(last.message, html=str(within(lines)), buttons=(), reply_to=None)
    return replace(last, message=message)

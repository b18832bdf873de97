"""Several posts that somebody sends at once, such as five forwards, are answered together.

Each claim is given once, in a message of its own, so that it can be corrected or taken back by itself; one
message tells which posts nothing was found about; pictures without words are passed over (an album is one
post already).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup

from bot.conversation.turn import Saying, Turn
from bot.events import Address, Event, PlaceKind, Post
from bot.markup import quoted, within
from bot.platforms.capabilities import Choosing, capabilities

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


def join(heard: Sequence[tuple[Turn, Post]]) -> None:
    """Leave in the turns what is to be said to all their posts together."""
    told = any(saying.nothing != "to-read" for turn, _ in heard for saying in turn.sayings)
    given: set[int | None] = set()
    missed: list[tuple[Turn, Post, Saying]] = []
    unreadable = False
    for turn, post in heard:
        kept = []
        for saying in turn.sayings:
            if saying.nothing == "found":
                missed.append((turn, post, saying))
            elif saying.claim_id in given or (saying.nothing == "to-read" and (told or unreadable)):
                continue
            else:
                unreadable = unreadable or saying.nothing == "to-read"
                kept.append(saying)
                given |= {saying.claim_id} if saying.claim_id is not None else set()
        turn.sayings[:] = kept
    if missed:
        turn, _, saying = missed[-1]
        turn.sayings.append(saying if len(missed) == 1 else _about_all(missed))


def _about_all(missed: Sequence[tuple[Turn, Post, Saying]]) -> Saying:
    """One message that nothing was found about these posts."""
    turn, _, last = missed[-1]
    lines = [turn.words("nothing-found-several", count=len(missed))]
    lines += [turn.words("list-item", text=quoted(post.text, turn.words, 100)) for _, post, _ in missed]
    lines += [Markup(""), turn.words("nothing-found-pass-on")]
    message = replace(last.message, html=str(within(lines)), buttons=(), reply_to=None)
    return replace(last, message=message)

"""Claims whose fact-check a post links: anyone who sends its address means its claim."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Post
from matchers.language.text import normalise
from matchers.types import Evidence, Match, Reading, Stance
from storage import claims
from storage.models import Claim

_MOST_LINKS = 10
_WORDS_ENOUGH = 1_000
"""An address is no short text: it says exactly what is meant."""

_BARE = re.compile(r"(?<![\w@/.:-])(?:[\w-]+\.)+[^\W\d_]{2,}/[^\s<>\"'«»“”]+")
"""An address without its scheme, such as `example.org/check`."""


def links_of(post: Post) -> tuple[str, ...]:
    """The addresses that a post links, as its platform tells them, and those written out in its text."""
    written = (link if "://" in link else f"https://{link}" for link in normalise(post.text).links)
    bare = (f"https://{link.rstrip(').,;:!?»”')}" for link in _BARE.findall(post.text))
    return tuple(dict.fromkeys((*post.links, *written, *bare)))[:_MOST_LINKS]


async def linked_claims(session: AsyncSession, post: Post) -> list[Claim]:
    """The published claims whose fact-checks a post links, the newest first."""
    links = links_of(post)
    return await claims.checked_at(session, links) if links else []


def with_linked(reading: Reading, linked: Sequence[Claim]) -> Reading:
    """A reading in which the linked claims come first and are sure, those that it holds before others."""
    seen = {int(match.claim_id): match for match in reading.matches}
    order = {claim_id: place for place, claim_id in enumerate(seen)}
    own = [
        replace(
            seen.get(claim.id, Match(claim.id, 1.0, (Evidence("links", 1.0),))), probability=1.0, denial=0.0
        )
        for claim in sorted(linked, key=lambda claim: order.get(claim.id, len(order)))
    ]
    meant = {int(match.claim_id) for match in own}
    others = [match for match in reading.matches if int(match.claim_id) not in meant]
    return replace(reading, matches=(*own, *others), stance=Stance.ASSERT, content_words=_WORDS_ENOUGH)

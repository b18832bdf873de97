"""Public feeds of fact-checkers that an operator may follow at once; none is asked before they say so.

The list is a data file, each address with where it was seen. What is followed from it only proposes: nobody
has looked at samples yet.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from sqlalchemy.ext.asyncio import AsyncSession

from bot.sources import following
from bot.sources.discovery import Detected
from bot.sources.following import By
from bot.sources.found import Kind, Mode, domain_of
from storage import sources
from storage.addresses import canonical_address
from storage.models.sources import Source
from storage.sources import SourceDraft


@dataclass(frozen=True)
class Offer:
    """A feed; `seen` says where its address was seen, and when."""

    language: str
    publisher: str
    address: str
    seen: str


def offers(languages: Sequence[str] = ()) -> tuple[Offer, ...]:
    """The feeds in these languages, or all, in the file's order."""
    listed = json.loads((files("bot.sources") / "first_feeds.json").read_text("utf-8"))
    found = (Offer(**one) for one in listed)
    return tuple(one for one in found if not languages or one.language in languages)


def all_languages() -> tuple[str, ...]:
    """The languages in which feeds are offered."""
    return tuple(dict.fromkeys(one.language for one in offers()))


async def unfollowed(session: AsyncSession) -> tuple[Offer, ...]:
    """The offers that are not followed, nor wait for somebody to choose."""
    known = {source.address for source in await sources.every(session)}
    return tuple(one for one in offers() if canonical_address(one.address) not in known)


async def follow(session: AsyncSession, chosen: Sequence[Offer], by: By) -> list[Source]:
    """Follow these feeds from now on, their claims proposed; one that is followed stays as it is."""
    followed = []
    for one in chosen:
        address = canonical_address(one.address)
        if await sources.at_address(session, address) is not None:
            continue
        draft = SourceDraft(Kind.FEED, address, one.publisher, (domain_of(address),))
        source = await following.add(session, Detected(draft, ()), by)
        await following.choose(session, source, Mode.PROPOSE, by)
        followed.append(source)
    return followed

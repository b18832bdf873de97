"""Who published a fact-check, by its address, and what their words for a rating mean."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.sources.found import FoundClaim, domain_of, domains_of
from storage import publishers
from storage.models.sources import Publisher

IGNORED = "ignore"
"""The answer to a word that is no rating: what it stands on is not taken in."""
_LONGEST_NAME = 200


async def publisher_of(session: AsyncSession, found: FoundClaim, now: datetime) -> Publisher:
    """The publisher whose domain the address is on; a new one where the domain is nobody's yet.

    The name that the page gives becomes one more of the publisher's names. A name that is another publisher's
    already is not taken: anyone who calls himself by it is called by his domain.
    """
    known = await publishers.of_domains(session, domains_of(found.address))
    said = " ".join((found.publisher or "").split())[:_LONGEST_NAME]
    if known is not None:
        if said:
            await publishers.add_name(session, known, said)
        return known
    domain = domain_of(found.address)
    free = bool(said) and await publishers.named(session, said) is None
    return await publishers.add(session, said if free else domain, domain, now)


async def rated(
    session: AsyncSession, publisher: Publisher, found: Sequence[FoundClaim], now: datetime
) -> list[FoundClaim]:
    """The claims with their ratings as editors answered for this publisher; unknown words are asked about.

    An answer for the publisher goes before the table of all: the same word means different things.
    """
    words = {one.textual_rating for one in found if one.textual_rating}
    answers = await publishers.rating_answers(session, publisher.id, words)
    rated = []
    for one in found:
        answer = answers.get(one.textual_rating or "")
        if answer is not None:
            rated.append(replace(one, rating=answer))
            continue
        if one.rating is None and one.from_review and is_word(one.textual_rating):
            await publishers.ask_about(session, publisher.id, one.textual_rating or "", now)
        rated.append(one)
    return rated


def is_word(text: str | None) -> bool:
    """Whether a rating is words that an editor can answer for; a number means nothing without its scale."""
    return bool(text) and any(character.isalpha() for character in text or "") and len(text or "") <= 120

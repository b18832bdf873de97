"""Who published a fact-check, by its address, and what their words for a rating mean."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.sources.found import FoundClaim, domain_of, domains_of
from storage import publishers
from storage.claims import content_hash
from storage.models.sources import Publisher

IGNORED = "ignore"
"""The answer to a word that is no rating: what it stands on is not taken in."""
_LONGEST_NAME = 200


class Naming:
    """The publishers of what is taken in together, looked up at once.

    Args:
        session: a writing session.
        now: the time.
    """

    def __init__(self, session: AsyncSession, now: datetime) -> None:
        self._session = session
        self._now = now
        self._publishers: dict[str, Publisher] = {}
        self._names: set[str] = set()
        self._answers: dict[tuple[int, str], str] = {}
        self._asked: Counter[tuple[int, str]] = Counter()

    async def look_up(self, found: Iterable[FoundClaim]) -> None:
        """Learn what is known of those who published these."""
        found = list(found)
        domains = {domain for one in found for domain in domains_of(one.address)}
        self._publishers |= await publishers.of_domains(self._session, domains)
        self._names |= await publishers.known_names(self._session, {_name(one) for one in found})
        words = {one.textual_rating for one in found if one.textual_rating}
        ids = {publisher.id for publisher in self._publishers.values()}
        self._answers |= await publishers.rating_answers(self._session, ids, words)

    async def publisher_of(self, found: FoundClaim) -> Publisher:
        """The publisher whose domain the address is on; a new one where the domain is nobody's yet.

        The name that the page gives becomes one more of the publisher's names. A name that is another
        publisher's already is not taken: anyone who calls himself by it is called by his domain.
        """
        domains, said = domains_of(found.address), _name(found)
        free = bool(said) and content_hash(said) not in self._names
        known = next((self._publishers[domain] for domain in domains if domain in self._publishers), None)
        if known is None:
            domain = domain_of(found.address)
            name = said if free else domain
            known = await publishers.add(self._session, name, domain, self._now)
            self._publishers[domain] = known
            self._names.add(content_hash(name))
        elif free:
            await publishers.add_name(self._session, known, said)
            self._names.add(content_hash(said))
        return known

    def rated(self, publisher: Publisher, found: Sequence[FoundClaim]) -> list[FoundClaim]:
        """The claims, rated as editors answered for this publisher; unknown words are asked about.

        An answer for the publisher goes before the table of all: the same word means different things.
        """
        rated = []
        for one in found:
            words = one.textual_rating or ""
            answer = self._answers.get((publisher.id, content_hash(words))) if words else None
            if answer is not None:
                rated.append(replace(one, rating=answer))
                continue
            if one.rating is None and one.from_review and is_word(words):
                self._asked[publisher.id, words] += 1
            rated.append(one)
        return rated

    async def settle(self) -> None:
        """Write down which words were not understood."""
        asked, self._asked = self._asked, Counter()
        for (publisher_id, words), times in asked.items():
            await publishers.ask_about(self._session, publisher_id, words, times, self._now)


def _name(found: FoundClaim) -> str:
    """The name that the page gives its publisher; empty where it gives none."""
    return " ".join((found.publisher or "").split())[:_LONGEST_NAME]


def is_word(text: str | None) -> bool:
    """Whether a rating is words that an editor can answer for; a number means nothing without its scale."""
    return bool(text) and any(character.isalpha() for character in text or "") and len(text or "") <= 120

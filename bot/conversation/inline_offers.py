"""Fact-checks to share: what the bot offers to somebody who types words to it in another chat.

Answered at once from the matcher and the store; nothing is written, nobody is remembered.
"""

import asyncio

from bot.config import Settings
from bot.conversation.replies import fact_check_reply, rating_words
from bot.events import Account, Place, PlaceKind
from bot.markup import plain_text, safe_link, shorten
from bot.platforms.base import Offer, Offers
from bot.signing import Signer
from bot.translations import Translator, choose_language
from matchers.matcher import ClaimMatcher
from storage import accounts, claims
from storage.claims import best_fact_check
from storage.database import Database
from storage.models import Claim

LEAST_PROBABILITY = 0.2
"""Claims below it are not offered. Lower than for suggestions: who types three words chooses by eye."""

_MOST = 8
_LONGEST_QUESTION = 1_000


class Offering:
    """Fills the port's `Consult`."""

    def __init__(self, database: Database, matcher: ClaimMatcher, signer: Signer, settings: Settings) -> None:
        self._database = database
        self._matcher = matcher
        self._signer = signer
        self._settings = settings

    async def __call__(self, words: str, asker: Account) -> Offers:
        """The fact-checks whose claim these words may mean, in the asker's language."""
        reading = await asyncio.to_thread(self._matcher.match, words[:_LONGEST_QUESTION], (), _MOST)
        likely = [
            match for match in reading.matches if max(match.relevance, match.resemblance) >= LEAST_PROBABILITY
        ]
        async with self._database.read() as session:
            chosen = await accounts.preference(session, self._signer.pseudonym(asker))
            known = await claims.get_many(session, [int(match.claim_id) for match in likely])
        language = choose_language(
            (chosen.language if chosen else None, asker.language, reading.language, self._settings.language)
        )
        spoken = Translator(language)
        found = [known[int(match.claim_id)] for match in likely if int(match.claim_id) in known]
        offers = tuple(
            _offer(claim, spoken, asker.platform)
            for claim in found
            if claim.is_published and claim.fact_checks
        )
        return Offers(offers, spoken.plain("inline-hint" if offers or not words else "inline-nothing-found"))


def _offer(claim: Claim, words: Translator, platform: str) -> Offer:
    check = best_fact_check(claim, words.language)
    place = Place(platform, "", PlaceKind.GUEST)
    return Offer(
        id=f"claim-{claim.id}",
        title=plain_text(rating_words(claim, check, words)),
        description=shorten(claim.statement, 200),
        html=str(fact_check_reply(claim, words, place)),
        preview_url=safe_link(check.url) if check is not None else None,
    )

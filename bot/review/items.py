"""How a post that waits for a reviewer is shown: in `/review`, and by itself in the reviewers' chat."""

from collections.abc import Mapping

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.explanation import explain
from bot.markup import quoted, within
from bot.translations import Translator
from storage import questions, reviews
from storage.models import Claim, DecisionRecord, ReviewItem

MOST_CANDIDATES = 4
_POST_SHOWN = 1200
_LABEL = 45


async def shown(
    session: AsyncSession,
    item: ReviewItem,
    record: DecisionRecord,
    known: Mapping[int, Claim],
    words: Translator,
) -> Markup:
    """The post, how many people wait for a word about it, what it might say, and on what evidence."""
    waiting = len(await questions.waiting(session, record.id))
    lines = [
        words("review-title", item=str(item.id), count=await reviews.waiting(session)),
        words("review-post", text=quoted(record.post_text or "—", words, _POST_SHOWN)),
    ]
    if waiting:
        lines.append(words("review-asked", count=waiting))
    return within([*lines, Markup(""), explain(record, dict(known), words)])


def candidates(record: DecisionRecord, known: Mapping[int, Claim]) -> list[Claim]:
    """The claims that the post might make, the likeliest first."""
    found = [known[match["claim_id"]] for match in record.matches if match["claim_id"] in known]
    return [claim for claim in found[:MOST_CANDIDATES] if claim.is_published]


def label_of(claim: Claim, words: Translator) -> str:
    """What stands on the button that picks a claim."""
    return f"✓ {claim.id}. {quoted(claim.statement, words, _LABEL)}"

"""Answers all who asked the same thing, once a claim was made of it."""

from bot.conversation.turn import Turn
from storage import reviews, unanswered
from storage.models import Claim


async def answer_all(turn: Turn, decision_ids: list[int], claim: Claim) -> int:
    """Let everybody hear of the claim who asked and waits for a word; returns how many.

    Their questions are decided as a reviewer would decide each; the desk carries it out.
    """
    told = 0
    for item in await unanswered.open_items(turn.session, decision_ids):
        taken = await reviews.take(turn.session, item.id, turn.author.ref, turn.now)
        if taken is not None:
            verdict = {"claim_id": claim.id, "reviewer": turn.pseudonym}
            await reviews.decide(turn.session, taken, verdict, turn.now)
            told += 1
    await unanswered.answered(turn.session, decision_ids)
    return told

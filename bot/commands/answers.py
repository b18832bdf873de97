"""What the bot says to a post, with its buttons: the fact-check, suggestions, or that nothing was found.

`bot.handling` says these after a decision; the buttons lead to `bot.commands.feedback`.
"""

from collections.abc import Sequence

from bot.events import Button
from bot.replies import (
    Fits,
    fact_check_reply,
    nothing_found,
    quoted,
    safe_link,
    suggestions,
)
from bot.turn import Turn
from storage.claims import best_fact_check
from storage.models import Claim


def say_fact_check(turn: Turn, claim: Claim, decision_id: int, fits: Fits | None = None) -> None:
    """Answer with a claim's fact-check.

    Args:
        turn: of the post, or of the button that chose the claim.
        claim: published, with its fact-checks.
        decision_id: number of the stored decision; it also varies the wording on X.
        fits: the platform's count of length, where it has a tight limit (X timelines).
    """
    check = best_fact_check(claim, turn.words.language)
    turn.say(
        fact_check_reply(claim, turn.words, turn.place, decision_id, fits),
        buttons=feedback_buttons(turn, decision_id, claim.id),
        preview_url=safe_link(check.url) if check is not None else None,
        claim_id=claim.id,
        decision_id=decision_id,
    )


def say_suggestions(turn: Turn, claims: Sequence[Claim], decision_id: int) -> None:
    """Ask which of these claims, best first, is meant."""
    buttons = [
        [turn.button(f"{number}. {quoted(claim.statement, turn.words, 45)}", "pick", decision_id, claim.id)]
        for number, claim in enumerate(claims, 1)
    ]
    none = turn.button(turn.words.plain("button-none"), "none", decision_id)
    turn.say(suggestions(claims, turn.words), buttons=[*buttons, [none]], decision_id=decision_id)


def say_nothing_found(turn: Turn, decision_id: int, *, had_text: bool) -> None:
    """Tell somebody who asked that no fact-check was found, or that there was nothing to read."""
    turn.say(nothing_found(turn.words, had_text=had_text), decision_id=decision_id)


def feedback_buttons(turn: Turn, decision_id: int, claim_id: int) -> list[list[Button]]:
    """The buttons under a fact-check."""
    return [
        [
            turn.button(turn.words.plain("button-helped"), "helped", decision_id, claim_id),
            turn.button(turn.words.plain("button-not-mine"), "not-mine", decision_id, claim_id),
        ],
        [why_button(turn, decision_id)],
    ]


def why_button(turn: Turn, decision_id: int) -> Button:
    """The button that explains."""
    return turn.button(turn.words.plain("button-why"), "why", decision_id)

"""What the bot says to a post, with its buttons: the fact-check, suggestions, or that nothing was found.

`bot.decisions.judging` says these after a decision; the buttons lead to `bot.commands.feedback` and
`bot.commands.tipline`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup, escape

from bot.conversation.places import link_to
from bot.conversation.replies import Fits, fact_check_reply, nothing_found, reworded, suggestions
from bot.conversation.turn import Saying, Turn
from bot.events import REWORDED, Button, OutgoingMessage, Place, PlaceKind, Post
from bot.markup import quoted, safe_link
from bot.signing import ButtonAction, Signer
from bot.translations import Translator
from storage.claims import best_fact_check
from storage.models import Claim


def say_fact_check(
    turn: Turn, claim: Claim, decision_id: int, fits: Fits | None = None, *, disputed: bool = False
) -> None:
    """Answer with a claim's fact-check.

    Args:
        turn: of the post, or of the button that chose the claim.
        claim: published, with its fact-checks.
        decision_id: number of the stored decision; it also varies the wording on X.
        fits: the platform's count of length, where it has a tight limit (X timelines).
        disputed: whether the message denied the claim.
    """
    reply_to = turn.message_id if turn.place.kind.is_public else None
    message = fact_check_message(
        claim,
        turn.words,
        turn.signer,
        turn.place,
        decision_id,
        turn.now,
        reply_to=reply_to,
        fits=fits,
        disputed=disputed,
    )
    turn.effects.sayings.append(Saying(message, claim.id, decision_id))


def fact_check_message(
    claim: Claim,
    words: Translator,
    signer: Signer,
    place: Place,
    decision_id: int,
    now: datetime,
    *,
    reply_to: str | None = None,
    fits: Fits | None = None,
    disputed: bool = False,
) -> OutgoingMessage:
    """The message that gives a claim's fact-check; see `say_fact_check`."""
    check = best_fact_check(claim, words.language)
    return OutgoingMessage(
        place=place,
        html=str(fact_check_reply(claim, words, place, decision_id, fits, disputed=disputed)),
        reply_to=reply_to or None,
        buttons=feedback_buttons(words, signer, place, decision_id, claim.id),
        preview_url=safe_link(check.url) if check is not None else None,
        language=words.language,
        extra={REWORDED: str(reworded(claim, words, fits, now))} if fits is not None else {},
    )


def say_pointer(turn: Turn, claim: Claim, earlier: str | None, decision_id: int) -> None:
    """Tell somebody who asked that the answer stands above; see `pointer`.

    What corrects that answer need not correct this.
    """
    turn.say(pointer(turn.words, turn.place, claim, earlier), decision_id=decision_id)


def pointer(words: Translator, place: Place, claim: Claim, earlier: str | None) -> Markup:
    """That the answer stands above, with the fact-check's link once more.

    The answer may be out of sight, and its own address opens for members alone.

    Args:
        words: in the reader's language.
        place: where the answer stands.
        claim: that it gave.
        earlier: id of the message with the answer, None where it is not known.
    """
    check = best_fact_check(claim, words.language)
    addresses = (
        None if earlier is None else link_to(place, earlier),
        None if check is None else safe_link(check.url),
    )
    return Markup("\n").join([words("answered-above"), *(escape(one) for one in addresses if one)])


def say_suggestions(turn: Turn, claims: Sequence[Claim], decision_id: int) -> None:
    """Ask which of these claims, best first, is meant."""
    buttons = [
        [turn.button(f"{number}. {quoted(claim.statement, turn.words, 45)}", "pick", decision_id, claim.id)]
        for number, claim in enumerate(claims, 1)
    ]
    none = turn.button(turn.words.plain("button-none"), "none", decision_id)
    turn.say(
        suggestions(claims, turn.words), buttons=[*buttons, [none]], decision_id=decision_id, as_reply=True
    )


def say_nothing_found(
    turn: Turn, decision_id: int, asked_about: Post | None = None, *, had_text: bool, unread: str = ""
) -> None:
    """Tell somebody who asked that no fact-check was found, or that there was nothing to read.

    Where there was a text, passing it on to a fact-checker is offered to the one who asked. The message then
    replies to the very post that was asked about, so that its button brings that one along: nothing is kept.
    """
    buttons = []
    if had_text and turn.place.kind is not PlaceKind.TIMELINE:
        buttons = [[turn.button(turn.words.plain("button-pass-on"), "offer", decision_id, mine=True)]]
    turn.say(
        nothing_found(turn.words, had_text=had_text, unread=unread),
        buttons=buttons,
        decision_id=decision_id,
        as_reply=had_text,
    )
    saying = turn.effects.sayings[-1]
    if had_text and asked_about is not None and _stands_here(turn, asked_about):
        saying = replace(saying, message=replace(saying.message, reply_to=asked_about.message_id))
    turn.effects.sayings[-1] = replace(saying, nothing="found" if had_text else "to-read")


def _stands_here(turn: Turn, post: Post) -> bool:
    """Whether a message may reply to this post; a guest's answer replies to the query alone."""
    same = (post.place.platform, post.place.id) == (turn.place.platform, turn.place.id)
    return same and turn.place.kind is not PlaceKind.GUEST and bool(post.message_id)


def say_help_briefly(turn: Turn) -> None:
    """One short line to somebody who makes small talk; not beside an answer."""
    turn.say(turn.words("small-talk"))
    turn.effects.sayings[-1] = replace(turn.effects.sayings[-1], nothing="to-read")


def say_passed_on(turn: Turn, decision_id: int) -> None:
    """Tell the one who asked before others that a fact-checker looks at it."""
    turn.say(turn.words("passed-to-checkers"), decision_id=decision_id)


def tell_admin(turn: Turn, claim: Claim, decision_id: int) -> None:
    """Tell the admin who wished it, in private, what was seen in a chat where the bot keeps quiet."""
    if turn.chat is None or turn.chat.told is None:
        return
    told = turn.words(
        "quiet-sighting",
        title=quoted(turn.chat.title or turn.chat.place_id, turn.words, 100),
        claim=str(claim.id),
        statement=quoted(claim.statement, turn.words),
        rating=turn.words.plain(f"rating-{claim.rating}"),
    )
    place = Place(turn.place.platform, turn.chat.told, PlaceKind.PRIVATE)
    message = OutgoingMessage(place=place, html=str(told), language=turn.words.language)
    turn.effects.sayings.append(Saying(message))


def feedback_buttons(
    words: Translator, signer: Signer, place: Place, decision_id: int, claim_id: int
) -> tuple[tuple[Button, ...], ...]:
    """The buttons under a fact-check."""

    def button(label: str, verb: str, *numbers: int) -> Button:
        return Button(words.plain(label), payload=signer.pack(ButtonAction(verb, numbers), place.id))

    wrong = "button-not-this" if place.kind.is_public else "button-not-mine"
    rows = (
        (
            button("button-helped", "helped", decision_id, claim_id),
            button(wrong, "not-mine", decision_id, claim_id),
        ),
        (button("button-why", "why", decision_id),),
    )
    if place.kind is PlaceKind.PRIVATE:
        return (*rows, (button("button-tell-me", "tell-me", claim_id),))
    return rows


def why_button(turn: Turn, decision_id: int) -> Button:
    """The button that explains."""
    return turn.button(turn.words.plain("button-why"), "why", decision_id)


def say_what_was_read(turn: Turn, text: str) -> None:
    """Put what was read before the answer, so that a misreading is seen."""
    if not text or not turn.effects.sayings:
        return
    saying = turn.effects.sayings[0]
    read = turn.words("picture-read", text=quoted(text, turn.words))
    html = str(Markup("{}\n\n{}").format(read, Markup(saying.message.html)))  # noqa: S704 - our own HTML
    turn.effects.sayings[0] = replace(saying, message=replace(saying.message, html=html))

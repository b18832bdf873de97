"""A post that an editor forwards: a new claim is made from it, or it becomes another wording of a claim."""

from dataclasses import replace

from bot.commands import dialogues
from bot.commands.adding import add_phrasing, begin
from bot.commands.dialogues import State
from bot.commands.fields import LONGEST, clean, read_id, read_statement
from bot.commands.registry import Misuse, verb
from bot.commands.viewing import brief, load_published
from bot.conversation.turn import Turn
from bot.decisions.policy import Action
from bot.events import Button, Delivery, PlaceKind, Post
from bot.markup import quoted, shorten, within
from bot.roles import Role
from storage import decisions
from storage.models import Claim, DecisionRecord

_TOPIC = "wording"
_MOST_OFFERED = 4


def offer_to_editor(turn: Turn, post: Post, record: DecisionRecord) -> None:
    """Under the answer to a forward by an editor in private: what can be made of it.

    The answer becomes a reply, so that its buttons bring the post along, whose text may not be kept.
    """
    said = [at for at, saying in enumerate(turn.effects.sayings) if saying.message.delivery is Delivery.SEND]
    if post.origin is None or turn.role < Role.EDITOR or turn.place.kind is not PlaceKind.PRIVATE or not said:
        return
    if record.action == Action.REVIEW:  # a reviewer says first what it is
        return
    decision_id = record.id
    row = (
        turn.button(turn.words.plain("button-new-claim"), "ed-new", decision_id, mine=True),
        turn.button(turn.words.plain("button-wording-of"), "ed-same", decision_id, mine=True),
    )
    saying = turn.effects.sayings[said[-1]]
    message = replace(
        saying.message, buttons=(*saying.message.buttons, row), reply_to=turn.message_id or None
    )
    turn.effects.sayings[said[-1]] = replace(saying, message=message)


@verb("ed-new", 1, Role.EDITOR)
async def new_claim_from(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Add the claim that the post makes."""
    (decision_id,) = numbers
    await begin(turn, await _text(turn, decision_id))


@verb("ed-same", 1, Role.EDITOR)
async def wording_of_which(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Offer the claims of which the post may be a wording."""
    (decision_id,) = numbers
    text = shorten(clean(await _text(turn, decision_id)), LONGEST["phrasing"])
    read_statement(text, "phrasing")
    await dialogues.keep(turn, _TOPIC, {"text": text})
    await _ask_which(turn, {"text": text})


async def _ask_which(turn: Turn, state: State) -> None:
    shown = turn.words("wording-which", text=quoted(state["text"], turn.words, 300))
    turn.say(shown, buttons=_choices(turn, await _near(turn, state["text"])))


@dialogues.topic(_TOPIC, Role.EDITOR, _ask_which)
async def take_claim(turn: Turn, state: State, text: str) -> None:
    """The number of a claim, or words to search for."""
    typed = clean(text).removeprefix("#")
    if typed.isdecimal():
        await add_phrasing(turn, await load_published(turn, read_id(typed)), state["text"])
        return
    found = await _near(turn, typed)
    if not found:
        raise Misuse("claims-none-found", with_usage=False)
    lines = [turn.words("claims-found", count=len(found)), *(brief(claim, turn.words) for claim in found)]
    turn.say(within(lines), buttons=_choices(turn, found))


@verb("ed-to", 1, Role.EDITOR)
async def add_to(turn: Turn, numbers: tuple[int, ...]) -> None:
    """The post is a wording of this claim."""
    (claim_id,) = numbers
    state = await dialogues.under_way(turn, _TOPIC)
    if state is None:
        raise Misuse("press-over")
    await add_phrasing(turn, await load_published(turn, claim_id), state["text"])


@verb("ed-no", 0, Role.EDITOR)
async def give_up(turn: Turn, _numbers: tuple[int, ...]) -> None:
    """Of none."""
    await dialogues.end(turn)
    turn.change(turn.words("cancelled"))


async def _near(turn: Turn, text: str) -> list[Claim]:
    return await turn.find_claims(text, _MOST_OFFERED, published=True, fill=True)


def _choices(turn: Turn, found: list[Claim]) -> list[list[Button]]:
    rows = [
        [turn.button(f"{claim.id}. {quoted(claim.statement, turn.words, 45)}", "ed-to", claim.id, mine=True)]
        for claim in found
    ]
    return [*rows, [turn.button(turn.words.plain("button-cancel"), "ed-no", mine=True)]]


async def _text(turn: Turn, decision_id: int) -> str:
    """The words of the post that the decision is about.

    Raises:
        Misuse: it was not this person's, or its words are not available any more.
    """
    record = await decisions.get(turn.session, decision_id)
    if record is None or record.author != turn.pseudonym:
        raise Misuse("press-over")
    text = turn.about.text if turn.about is not None else ""
    if not (text or record.post_text or "").strip():
        raise Misuse("press-over")
    return text or record.post_text or ""

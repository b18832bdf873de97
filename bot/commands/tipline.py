"""The tipline: posts passed on to fact-checkers with the asker's leave, and news of claims."""

from bot.commands import dialogues
from bot.commands.dialogues import State
from bot.commands.registry import Misuse, verb
from bot.conversation.small_words import said
from bot.conversation.turn import Turn
from bot.events import place_json
from bot.markup import shorten
from bot.roles import Role
from storage import claims, decisions, questions
from storage.decisions import SightingDraft
from storage.models import DecisionRecord

_TOPIC = "passing"
_LONGEST_TEXT = 4000


@verb("offer", 1)
async def offer(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Ask for leave to pass a post on."""
    (decision_id,) = numbers
    await offer_to_pass_on(turn, await _own(turn, decision_id))


@verb("consent", 1)
async def consent(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Pass the post on; its text is asked for again where it was not kept and the platform brings it not.

    A question such as "is it true?" is not what is meant, and helps no fact-checker.
    """
    (decision_id,) = numbers
    record = await _own(turn, decision_id)
    text = record.post_text or (turn.about.text if turn.about is not None else "")
    if not said(text).alone:
        await _pass_on(turn, record, text)
    elif turn.place.kind.is_public:
        turn.change(turn.words("pass-on-in-private"))
    else:
        await dialogues.keep(turn, _TOPIC, {"decision": decision_id})
        turn.change(turn.words("pass-on-send-again"))


@verb("decline", 1)
async def decline(turn: Turn, _numbers: tuple[int, ...]) -> None:
    """Nothing is passed on."""
    turn.change(turn.words("not-passed-on"))


async def _ask_for_text(turn: Turn, _state: State) -> None:
    turn.say(turn.words("pass-on-send-again"))


@dialogues.topic(_TOPIC, Role.USER, _ask_for_text)
async def take_text(turn: Turn, state: State, text: str) -> None:
    """The text that the asker sent again, with their leave."""
    record = await _own(turn, state["decision"])
    if said(text).alone:
        raise Misuse("what-to-check", with_usage=False)
    await dialogues.end(turn)
    await _pass_on(turn, record, text)


@verb("tell-me", 1)
async def tell_me(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Tell this person when the claim changes, or no more."""
    (claim_id,) = numbers
    if turn.place.kind.is_public or await claims.get(turn.session, claim_id) is None:
        raise Misuse("press-over")
    if await questions.unsubscribe(turn.session, claim_id, turn.pseudonym):
        turn.acknowledge(turn.words.plain("tell-me-ended"))
        return
    place = place_json.dump_python(turn.place, mode="json")
    await questions.subscribe(turn.session, claim_id, turn.pseudonym, place, turn.words.language, turn.now)
    turn.acknowledge(turn.words.plain("tell-me-noted"))


async def offer_to_pass_on(turn: Turn, record: DecisionRecord) -> None:
    """Ask them whether a fact-checker may see their text; nothing is kept before they say yes."""
    buttons = [
        [turn.button(turn.words.plain("button-consent"), "consent", record.id, mine=True)],
        [turn.button(turn.words.plain("button-decline"), "decline", record.id, mine=True)],
    ]
    turn.change(turn.words("pass-on-consent", days=turn.settings.retention_days), buttons=buttons)


async def _own(turn: Turn, decision_id: int) -> DecisionRecord:
    """The decision of this button, about this person's own post."""
    record = await decisions.get(turn.session, decision_id)
    if record is None or record.author != turn.pseudonym:
        raise Misuse("press-over")
    return record


async def _pass_on(turn: Turn, record: DecisionRecord, text: str) -> None:
    """Keep the text, put it before the reviewers, and note who waits."""
    record.post_text = shorten(text, _LONGEST_TEXT)
    seen = SightingDraft(
        claim_id=0,
        platform=record.platform,
        post_id=record.post_id,
        place_id=record.place_id,
        place_kind=turn.place.kind,
        place_title=turn.place.title,
        author=record.author,
        written_at=record.decided_at,
        seen_at=record.decided_at,
        address="direct" if not turn.place.kind.is_public else "summoned",
        language=record.language,
        stance=record.stance,
        probability=0.0,
        origin=None,
        reach=None,
        decision_id=record.id,
        path="asked",
    )
    await decisions.open_review(
        turn.session, turn.now, decision_id=record.id, sighting=decisions.as_json(seen)
    )
    await questions.ask(
        turn.session,
        record.id,
        turn.pseudonym,
        place_json.dump_python(turn.place, mode="json"),
        turn.about.message_id if turn.about is not None else None,
        turn.words.language,
        turn.now,
    )
    turn.change(turn.words("passed-on"))

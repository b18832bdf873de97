"""`/digest`: a summary of the week for anyone who wishes it."""

from bot.commands.registry import Misuse, command
from bot.conversation.turn import Turn
from bot.events import PlaceKind, place_json
from bot.spread.words import day
from storage import digests

_ON = frozenset({"on", "yes", "1"})
_OFF = frozenset({"off", "no", "0"})


@command("digest")
async def choose_digest(turn: Turn, argument: str) -> None:
    """Begin or end the weekly digest, in private."""
    wish = argument.strip().lower()
    if wish not in _ON | _OFF:
        raise Misuse("digest-choose")
    if turn.place.kind is not PlaceKind.PRIVATE:
        raise Misuse("digest-in-private", with_usage=False)
    if wish in _OFF:
        ended = await digests.leave(turn.session, turn.pseudonym)
        turn.say(turn.words("digest-off" if ended else "digest-was-off"))
        return
    place = place_json.dump_python(turn.place, mode="json")
    next_at = await digests.join(turn.session, turn.pseudonym, place, turn.words.language, turn.now)
    turn.say(turn.words("digest-on", when=day(next_at, turn.words)))

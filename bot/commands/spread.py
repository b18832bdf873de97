"""`/spread`, `/firstseen` and `/trending`: how claims spread, as a chart and in sentences."""

from datetime import timedelta
from typing import get_args

from bot.commands.fields import read_id
from bot.commands.registry import LONGEST_ARGUMENT, Misuse, Preparation, command, readable
from bot.commands.viewing import load_claim
from bot.conversation.resources import Resources
from bot.conversation.turn import Turn
from bot.conversation.turns import begin_turn
from bot.events import Attachment, Command, Event, PlaceKind
from bot.markup import within
from bot.platforms.capabilities import capabilities
from bot.roles import Role
from bot.spread import PERIODS, Period, telling
from bot.spread.figures import HISTORY, growth_of
from bot.spread.palettes import Theme
from bot.spread.showing import Shown, draw, gather
from storage import claims, spread

_MOST_TRENDING = 10
_DAY = timedelta(days=1)


async def _read(event: Event, resources: Resources) -> Shown | None:
    """What `/spread` is going to show, with its chart where pictures can be sent.

    None where it will not be shown: the command itself says why.
    """
    if not isinstance(event, Command) or len(event.argument) > LONGEST_ARGUMENT:
        return None
    async with resources.database.read() as session:
        turn = await begin_turn(session, event, resources)
        try:
            shown = await _gathered(turn, readable(event.argument).strip())
        except Misuse:
            return None
    return await draw(shown, turn.words) if capabilities(turn.place.platform).shows_pictures else shown


def _always(_event: Event, _resources: Resources) -> bool:
    return True


@command("spread", Role.REVIEWER, prepare=Preparation(_read, _always))
async def show_spread(turn: Turn, argument: str) -> None:
    """Show a claim's spread in a chart and three sentences; where no picture can be sent, the sentences."""
    shown = turn.prepared if isinstance(turn.prepared, Shown) else await _gathered(turn, argument)
    story = shown.story
    html = within(telling.sentences(story, shown.earliest, turn.words, named=True))
    attachment = None
    if shown.picture is not None:
        name = f"claim-{story.claim.id}-{story.period}.png"
        attachment = Attachment(name, "image/png", shown.picture)
    turn.say(html, attachment=attachment)


async def _gathered(turn: Turn, argument: str) -> Shown:
    """Read the story that is asked for.

    Raises:
        Misuse: it is not told here, or it is not clear which.
    """
    _in_confidence(turn)
    number, *chosen = argument.split() or [""]
    claim = await load_claim(turn, read_id(number))
    return await gather(turn.session, claim, turn.now, *_chosen(turn, chosen))


@command("firstseen", Role.REVIEWER)
async def show_first_seen(turn: Turn, argument: str) -> None:
    """Show where a claim was seen first, on each platform and in each language."""
    _in_confidence(turn)
    claim = await load_claim(turn, read_id(argument))
    on = await spread.firsts(turn.session, claim.id, "platform")
    spoken = await spread.firsts(turn.session, claim.id, "language")
    turn.say(within(telling.firsts(claim, on, spoken, turn.words)))


@command("trending", takes_argument=False)
async def show_trending(turn: Turn, _argument: str) -> None:
    """Show the claims that were seen most in the last 24 hours; no place is named."""
    rises = await spread.rises(turn.session, turn.now - _DAY, turn.now, _MOST_TRENDING)
    found = await claims.get_many(turn.session, [rise.claim_id for rise in rises])
    known = {claim.id: claim for claim in found.values() if claim.is_published}
    growth = {
        claim_id: growth_of(
            await spread.moments(turn.session, claim_id, "hour", turn.now - HISTORY), turn.now
        )
        for claim_id in known
    }
    turn.say(within(telling.trending(rises, known, growth, turn.now, turn.words)))


def _in_confidence(turn: Turn) -> None:
    """Places that somebody lets us watch are named to reviewers, not before everybody.

    Raises:
        Misuse: others than reviewers read along here.
    """
    here = f"{turn.place.platform}:{turn.place.id}"
    if turn.place.kind is not PlaceKind.PRIVATE and here != turn.settings.review_chat:
        raise Misuse("spread-in-private", with_usage=False)


def _chosen(turn: Turn, typed: list[str]) -> tuple[Period, Theme]:
    """The period and the theme among what was typed.

    Raises:
        Misuse: something is neither.
    """
    period: Period = "all"
    theme: Theme = turn.settings.spread.chart_theme
    for word in typed:
        lowered = word.lower()
        period = next((known for known in PERIODS if known == lowered), period)
        theme = next((known for known in get_args(Theme) if known == lowered), theme)
        if lowered not in (*PERIODS, *get_args(Theme)):
            raise Misuse("spread-period-unknown")
    return period, theme

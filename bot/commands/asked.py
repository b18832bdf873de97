"""`/asked`: what people ask that nobody has checked, and a claim that begins from it."""

from markupsafe import Markup

from bot.commands.adding import begin
from bot.commands.registry import Misuse, command, verb
from bot.conversation.turn import Turn
from bot.decisions import demand
from bot.decisions.demand import Asked
from bot.markup import quoted, shorten, within
from bot.roles import Role

_SHOWN = 8


@command("asked", Role.EDITOR, takes_argument=False)
async def show_asked(turn: Turn, _argument: str) -> None:
    """Show what at least three people asked in vain, the most asked first."""
    found = await demand.read(turn.session, turn.matcher.model_id, turn.now)
    if not found:
        turn.say(turn.words("asked-none", people=demand.LEAST_PEOPLE))
        return
    lines = [turn.words("asked-all", count=len(found))]
    buttons = []
    for number, one in enumerate(found[:_SHOWN], 1):
        lines += [Markup(""), _line(turn, number, one)]
        label = turn.words.plain("button-asked-start", number=str(number))
        buttons.append([turn.button(label, "as-new", one.decision_ids[0], mine=True)])
    turn.say(within(lines), buttons=buttons)


@verb("as-new", 1, Role.EDITOR)
async def start_claim(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Begin a claim from what was asked; saving it answers all who waited."""
    if turn.place.kind.is_public:
        raise Misuse("add-in-private")
    found = await demand.read(turn.session, turn.matcher.model_id, turn.now)
    one = next((one for one in found if numbers[0] in one.decision_ids), None)
    if one is None:
        raise Misuse("press-over")
    await begin(turn, one.example or "", asked=list(one.decision_ids))


def _line(turn: Turn, number: int, one: Asked) -> Markup:
    languages = ", ".join(f"{code} {count}" for code, count in one.languages[:4])
    example = turn.words.plain("asked-without-words")
    if one.example:
        example = f"“{quoted(shorten(one.example, 200), turn.words, 200)}”"
    return turn.words(
        "asked-one",
        number=str(number),
        example=example,
        people=str(one.people),
        questions=str(one.questions),
        recently=str(one.recently),
        languages=languages,
        first=f"{one.first_at:%Y-%m-%d}",
        last=f"{one.last_at:%Y-%m-%d}",
    )

"""Who is heard at all, and how often: the block list, and rates with one kind word before silence."""

from datetime import timedelta

from bot.commands.registry import find_command
from bot.conversation.turn import Turn
from bot.events import Address, ButtonPress, Command, Event, PlaceKind, Post
from bot.roles import Role
from storage import allowances
from storage.allowances import RateVerdict

WINDOW = timedelta(minutes=10)
MOST_OF_A_PERSON = 30
"""Questions and commands that one person may bring within the window; staff may bring more."""
MOST_OF_A_CHAT = 120
"""The same of all people in one chat together."""
MOST_PRESSES = 200
"""Presses on buttons by one person within the window: turning pages takes many, no person takes more."""


async def admit(turn: Turn, event: Event) -> bool:
    """Whether the event is handled.

    What nobody asked (overheard posts) costs nothing. Too many get one kind word in each window, where that
    is not itself a public nuisance (X timelines), and then silence; too many presses on buttons get silence.
    """
    if isinstance(event, Command) and (known := find_command(event.name)) is not None and known.always:
        return True
    if turn.role is Role.USER and await allowances.is_blocked(turn.session, turn.pseudonym):
        return False
    if isinstance(event, ButtonPress) and turn.role is Role.USER:
        key = f"presses:{turn.pseudonym}"
        pressed = await allowances.spend(turn.session, key, MOST_PRESSES, WINDOW, turn.now)
        return pressed is RateVerdict.GRANTED
    asked = isinstance(event, Command) or (isinstance(event, Post) and event.address is not Address.OVERHEARD)
    if not asked or turn.role is not Role.USER:
        return True
    rates = [(f"person:{turn.pseudonym}", MOST_OF_A_PERSON)]
    if turn.place.kind is not PlaceKind.PRIVATE and turn.place.kind is not PlaceKind.TIMELINE:
        rates.append((f"chat:{turn.place.platform}:{turn.place.id}", MOST_OF_A_CHAT))
    answers = [await allowances.spend(turn.session, key, most, WINDOW, turn.now) for key, most in rates]
    if all(answer is RateVerdict.GRANTED for answer in answers):
        return True
    if RateVerdict.SILENCE not in answers and turn.place.kind is not PlaceKind.TIMELINE:
        turn.say(turn.words("slow-down", minutes=int(WINDOW.total_seconds() // 60)))
    return False

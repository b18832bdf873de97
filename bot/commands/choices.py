"""Choosing without buttons: where a platform has none, choices are numbered and a bare number picks one."""

from dataclasses import replace
from datetime import timedelta

from bot.conversation.replies import as_numbered_choices, choices_of
from bot.conversation.turn import Turn
from bot.events import ButtonPress, PlaceKind
from bot.platforms.capabilities import Choosing, capabilities
from bot.signing import ButtonAction
from storage import accounts

LAPSE = timedelta(hours=24)
"""How long a number still chooses: direct messages are read when people have time."""

_TOPIC = "choices"


async def settle_choices(turn: Turn) -> None:
    """Make the turn's messages fit for their platform: number the choices where there are no buttons.

    In private conversations the choices are kept, so that a bare number picks one; before others, where
    nobody could say whose number it is, they are left out. A second call changes nothing.
    """
    if capabilities(turn.place.platform).choosing is Choosing.BUTTONS:
        return
    payloads: list[str] = []
    for place, saying in enumerate(turn.effects.sayings):
        message = saying.message
        choices = choices_of(message)
        if message.place.kind is not PlaceKind.PRIVATE:
            rows = (tuple(button for button in row if button.url) for row in message.buttons)
            message = replace(message, buttons=tuple(row for row in rows if row))
        numbered = as_numbered_choices(message, first=len(payloads) + 1)
        if message.place.kind is PlaceKind.PRIVATE:
            payloads += [button.payload for button in choices]
        turn.effects.sayings[place] = replace(saying, message=numbered)
    if payloads:
        await accounts.keep_dialogue(
            turn.session, _key(turn), _TOPIC, {"payloads": payloads}, turn.now + LAPSE, author=turn.pseudonym
        )


async def chosen(turn: Turn, text: str) -> ButtonAction | None:
    """The action that this text chooses by its number, None where it is no number of an open choice."""
    bare = text.strip().rstrip(".)")
    if not bare.isdecimal() or len(bare) > 2:
        return None
    pending = await accounts.dialogue(turn.session, _key(turn), turn.now)
    payloads = pending.state["payloads"] if pending is not None else []
    number = int(bare)
    if not 1 <= number <= len(payloads):
        return None
    press = ButtonPress(
        event_id=turn.event_id,
        author=turn.author,
        place=turn.place,
        payload=payloads[number - 1],
        message_id=turn.message_id,
        pressed_at=turn.now,
    )
    return turn.signer.unpack(press)


async def drop_choices(turn: Turn) -> None:
    """Let bare numbers be ordinary answers again."""
    await accounts.end_dialogue(turn.session, _key(turn))


def _key(turn: Turn) -> str:
    return f"{turn.conversation}#{_TOPIC}"

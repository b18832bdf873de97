"""Choosing without buttons: where a platform has none, choices are numbered; a number or label picks one."""

from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup

from bot.commands.choice_words import Offer, Unclear, choice_in
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
    labels: list[str] = []
    for place, saying in enumerate(turn.effects.sayings):
        message = saying.message
        choices = choices_of(message)
        if message.place.kind is not PlaceKind.PRIVATE:
            rows = (tuple(button for button in row if button.url) for row in message.buttons)
            message = replace(message, buttons=tuple(row for row in rows if row))
        numbered = as_numbered_choices(message, first=len(payloads) + 1)
        if message.place.kind is PlaceKind.PRIVATE:
            payloads += [button.payload for button in choices]
            labels += [button.label for button in choices]
        turn.effects.sayings[place] = replace(saying, message=numbered)
    if payloads:
        await accounts.keep_dialogue(
            turn.session,
            _key(turn),
            _TOPIC,
            {"payloads": payloads, "labels": labels},
            turn.now + LAPSE,
            author=turn.pseudonym,
        )


async def chosen(turn: Turn, text: str) -> ButtonAction | Unclear | None:
    """What this text chooses; `Unclear` where it wants to choose and nothing fits, None for other texts."""
    if capabilities(turn.place.platform).choosing is Choosing.BUTTONS:
        return None
    payloads, labels = await _open_choices(turn)
    offers = [
        Offer(label, payload.partition(":")[0].partition("|")[0].removesuffix("!"))
        for payload, label in zip(payloads, labels, strict=True)
    ]
    choice = choice_in(text, offers)
    if not isinstance(choice, int):
        return choice
    press = ButtonPress(
        event_id=turn.event_id,
        author=turn.author,
        place=turn.place,
        payload=payloads[choice],
        message_id=turn.message_id,
        pressed_at=turn.now,
    )
    return turn.signer.unpack(press) or Unclear.UNCLEAR


async def say_choices_again(turn: Turn) -> None:
    """Say what can be chosen, or that there is nothing to choose; the numbers stay what they were."""
    _, labels = await _open_choices(turn)
    if not labels:
        turn.say(turn.words("nothing-to-choose"))
        return
    lines = [turn.words("choose-one-of", last=str(len(labels)))]
    lines += [
        turn.words("numbered-choice", number=str(number), label=label)
        for number, label in enumerate(labels, 1)
    ]
    turn.say(Markup("\n").join(lines))


async def _open_choices(turn: Turn) -> tuple[list[str], list[str]]:
    """The payloads of the open choices, and what they are called."""
    pending = await accounts.dialogue(turn.session, _key(turn), turn.now)
    if pending is None:
        return [], []
    payloads = list(pending.state["payloads"])
    return payloads, list(pending.state.get("labels") or [""] * len(payloads))


async def drop_choices(turn: Turn) -> None:
    """Let bare numbers be ordinary answers again."""
    await accounts.end_dialogue(turn.session, _key(turn))


def _key(turn: Turn) -> str:
    return f"{turn.conversation}#{_TOPIC}"

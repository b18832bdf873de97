"""The address of the operator's privacy policy, where people write to the bot alone: X asks for it."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from markupsafe import Markup

from bot.conversation.turn import Turn
from bot.events import Delivery, PlaceKind
from storage import allowances

_SHOWN_ONCE_IN: Final = timedelta(days=2)
"""As long as counts of this kind are kept."""


def policy_line(turn: Turn) -> list[Markup]:
    """The line with the address; none where the operator has set none."""
    url = turn.settings.privacy_policy_url
    return [] if url is None else [turn.words("privacy-policy", url=url)]


async def show_policy_once(turn: Turn) -> None:
    """Put the address under an answer in private, once in two days to a person; call it last."""
    lines = policy_line(turn)
    places = [
        place
        for place, saying in enumerate(turn.effects.sayings)
        if saying.message.delivery is Delivery.SEND and saying.message.place.kind is PlaceKind.PRIVATE
    ]
    if not lines or not places or turn.place.kind is not PlaceKind.PRIVATE:
        return
    key = f"privacy-policy:{turn.pseudonym}"
    if (
        await allowances.spend(turn.session, key, 1, _SHOWN_ONCE_IN, turn.now)
        is not allowances.RateVerdict.GRANTED
    ):
        return
    if any(lines[0] in turn.effects.sayings[place].message.html for place in places):
        return
    saying = turn.effects.sayings[places[-1]]
    html = "\n\n".join([saying.message.html, *lines])
    turn.effects.sayings[places[-1]] = replace(saying, message=replace(saying.message, html=html))

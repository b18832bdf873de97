"""What somebody does on a page is done as in chat: a turn of theirs, whose answer is shown on the next page.

So each change has the same checks, the same audit rows and the same consequences wherever it is made.
"""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.conversation.turn import Turn
from bot.events import Place, PlaceKind
from bot.markup import plain_text
from bot.outbox.queueing import queue
from bot.web.access import Visitor

PAGES = Place("web", "pages", PlaceKind.PRIVATE)
"""Where a turn of the dashboard takes place; nothing is ever sent there."""


@asynccontextmanager
async def acting(app: App, person: Visitor) -> AsyncIterator[Turn]:
    """A turn of somebody on a page, in one transaction; the matcher knows of changed claims after it.

    Messages for others (corrections, news) are queued. Where the block raises, nothing is changed.
    """
    async with app.database.write() as session:
        turn = _turn(app, person, session)
        yield turn
        for number, saying in enumerate(turn.effects.sayings):
            if saying.message.place != PAGES:
                await queue(
                    session,
                    f"{turn.event_id}:{number}",
                    saying.message,
                    turn.now,
                    claim_id=saying.claim_id,
                    decision_id=saying.decision_id,
                    author=saying.author,
                )
    if turn.effects.claims_changed:
        await app.catalogue.follow()


async def told(app: App, person: Visitor, act: Callable[[Turn], Awaitable[None]]) -> str:
    """Do what a chat command does, and give back what it says, as plain text.

    Raises:
        Misuse: it cannot be done; nothing was changed.
    """
    async with acting(app, person) as turn:
        await act(turn)
    return words_of(turn)


def words_of(turn: Turn) -> str:
    """What a turn says to the one who acts, as plain text."""
    return " ".join(
        plain_text(one.message.html) for one in turn.effects.sayings if one.message.place == PAGES
    )


def plain(html: Markup | str) -> str:
    """A message of the chat as plain text."""
    return plain_text(str(html))


def _turn(app: App, person: Visitor, session: AsyncSession) -> Turn:
    return Turn(
        session=session,
        now=app.now(),
        author=person.account,
        place=PAGES,
        role=person.role,
        words=person.words,
        settings=app.settings,
        signer=app.signer,
        matcher=app.matcher,
        event_id=f"web:{secrets.token_hex(12)}",
    )

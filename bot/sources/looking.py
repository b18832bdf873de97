"""Looks at addresses that editors named in chat or on a page, and tells them what was found there.

It takes a while, so `/addsource` only notes the address, and a look is made beside the loop. One that is cut
off is made again; what it found and the message about it are committed together.
"""

import asyncio
import contextlib
import secrets
from collections.abc import Callable
from datetime import timedelta

import structlog
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.config import Settings
from bot.errors import InputError
from bot.events import Button, OutgoingMessage, place_json
from bot.markup import quoted, within
from bot.outbox.queueing import queue
from bot.signing import ButtonAction, Signer
from bot.sources import discovery
from bot.sources.discovery import Detected, NothingFound
from bot.sources.found import FoundClaim
from bot.sources.web import Web
from bot.translations import Translator
from storage import sources
from storage.database import Database
from storage.models.sources import Source

log = structlog.get_logger()

MODE_VERB = "so-mode"
"""The buttons under what was found: propose (1), publish (2), neither (0)."""
_LEASE = timedelta(minutes=5)


class Looker:
    """Looks at what editors asked for, one address at a time.

    Args:
        database: where the wishes are.
        settings: of the bot.
        clock: tells the time.
        signer: signs the buttons.
        web: a patient way out.
        done: called when a message waits to be sent.
    """

    def __init__(
        self,
        database: Database,
        settings: Settings,
        clock: Clock,
        signer: Signer,
        web: Web,
        done: Callable[[], None],
    ) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        self._signer = signer
        self._web = web
        self._done = done
        self._task: asyncio.Task[bool] | None = None

    async def start(self) -> None:
        """Begin to look at the next address, unless one is being looked at; returns at once.

        Raises:
            Exception: what the last look failed with.
        """
        if self._task is not None and not self._task.done():
            return
        if self._task is not None:
            self._task.result()
        async with self._database.read() as session:
            waits = await sources.any_asked_for(session, self._clock())
        self._task = asyncio.create_task(self.look()) if waits else None

    async def stop(self) -> None:
        """Leave off; the address is looked at again by the one that comes."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self._task

    async def look(self) -> bool:
        """Look at the next address, and tell who asked; False: there is none."""
        lease, now = secrets.token_hex(8), self._clock()
        async with self._database.write() as session:
            source = await sources.lease_asked_for(session, now, _LEASE, lease)
        if source is None:
            return False
        fault: InputError | None = None
        found: Detected | None = None
        try:
            found = await discovery.detect(source.address, self._web, self._settings.sources, self._clock)
        except InputError as error:
            fault = error
        except Exception as error:  # an odd document: the editor hears of it, the bot goes on
            log.exception("looking at an address failed unexpectedly", source=source.id)
            fault = NothingFound("fault", type(error).__name__)
        async with self._database.write() as session:
            row = await sources.asked_for(session, source.id, lease)
            if row is None:
                return True
            await self._tell(session, row, found, fault)
        self._done()
        return True

    async def _tell(
        self, session: AsyncSession, row: Source, found: Detected | None, fault: InputError | None
    ) -> None:
        asked = dict(row.options)
        if asked.get("place") is None:
            await self._settle(session, row, found, fault)
            return
        place = place_json.validate_python(asked["place"])
        words, key = Translator(asked["language"]), f"source-found:{row.id}:{self._clock().isoformat()}"
        buttons: tuple[tuple[Button, ...], ...] = ()
        if found is None:
            lines = [_unusable(row.address, fault, words)]
            await session.delete(row)
        else:
            known = await sources.at_address(session, found.draft.address)
            if known is not None and known.id != row.id:
                lines = [words("source-known", source=str(known.id))]
                await session.delete(row)
            else:
                kept = await sources.settle_asked_for(session, row, found.draft, self._clock())
                lines = _shown(found, words)
                buttons = tuple(
                    (self._button(words.plain(label), kept.id, mode, place.id, asked["account"]),)
                    for label, mode in (
                        ("button-source-propose", 1),
                        ("button-source-publish", 2),
                        ("button-cancel", 0),
                    )
                )
        message = OutgoingMessage(
            place=place, html=str(within(lines)), buttons=buttons, language=words.language
        )
        await queue(session, key, message, self._clock(), author=asked["author"])

    async def _settle(
        self, session: AsyncSession, row: Source, found: Detected | None, fault: InputError | None
    ) -> None:
        """Somebody asked on a page, where the list of sources shows what came of it."""
        if found is None:
            state = fault.state if isinstance(fault, NothingFound) else "no-address"
            await sources.give_up_asked_for(session, row, state, self._clock())
            return
        known = await sources.at_address(session, found.draft.address)
        if known is not None and known.id != row.id:
            await session.delete(row)
        else:
            await sources.settle_asked_for(session, row, found.draft, self._clock())

    def _button(self, label: str, source_id: int, mode: int, place_id: str, account_id: str) -> Button:
        action = ButtonAction(MODE_VERB, (source_id, mode))
        return Button(label, payload=self._signer.pack(action, place_id, account_id))


def _shown(found: Detected, words: Translator) -> list[Markup]:
    """What was found, with its sample."""
    draft = found.draft
    lines = [
        words(
            "source-found",
            kind=words.plain(f"source-kind-{draft.kind}"),
            name=quoted(draft.title or draft.address, words, 200),
            address=quoted(draft.address, words, 300),
        )
    ]
    lines += [_sample(one, words) for one in found.samples]
    if not found.samples:
        lines.append(words("source-no-sample"))
    if draft.licence:
        lines.append(words("source-licence", licence=quoted(draft.licence, words, 200)))
    lines.append(words("source-ask"))
    return lines


def _sample(one: FoundClaim, words: Translator) -> Markup:
    rating = words.plain(f"rating-{one.rating}") if one.rating else "?"
    if one.textual_rating:
        rating = f"{rating} ({one.textual_rating[:60]})"
    message = "source-sample" if one.from_review else "source-sample-guess"
    return words(message, claim=quoted(one.claim or one.title or "—", words, 160), rating=rating)


def _unusable(address: str, fault: InputError | None, words: Translator) -> Markup:
    state = fault.state if isinstance(fault, NothingFound) else "no-address"
    return words(
        "source-unusable",
        address=quoted(address, words, 300),
        reason=words.plain(f"source-state-{state}"),
    )

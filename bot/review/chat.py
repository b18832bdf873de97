"""What the reviewers' chat hears by itself: each item as it comes, or one digest where many come at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.config import Settings
from bot.events import Button, Delivery, OutgoingMessage, Place, PlaceKind
from bot.markup import quoted
from bot.outbox.queueing import queue
from bot.outbox.revisions import IN_PLACE_OF
from bot.platforms.capabilities import Choosing, capabilities
from bot.review.items import candidates, label_of, shown
from bot.signing import ButtonAction, Signer
from bot.translations import Translator
from storage import claims, cursors, decisions, outbox, reviews
from storage.database import Database
from storage.models import Claim, ReviewItem

MOST_ITEMS = 5
"""Items that arrive by themselves within `WINDOW`; when more come, the rest is told of in a digest."""
WINDOW = timedelta(minutes=15)
"""Also the time between two digests."""
_DIGEST_CURSOR = "review-digest"
_ITEMS_CURSOR = "review-items"


async def announce(database: Database, settings: Settings, signer: Signer, clock: Clock) -> int:
    """Tell the review chat what is new; returns how many messages that made."""
    if settings.review_chat is None:
        return 0
    async with database.read() as session:
        told_up_to, _ = await _told(session)
        if not await reviews.opened_after(session, told_up_to):
            return 0
    async with database.write() as session:
        return await _announce(session, settings, signer, clock())


async def withdraw_item(
    session: AsyncSession, settings: Settings, item: ReviewItem, claim: Claim | None, now: datetime
) -> None:
    """An item that arrived by itself is decided: the post's words and the buttons go from the chat."""
    words = Translator(settings.language)
    if claim is None:
        html = words("review-closed-none", item=str(item.id))
    else:
        statement = quoted(claim.statement, words, 200)
        html = words("review-closed", item=str(item.id), claim=str(claim.id), statement=statement)
    await _replace(session, item, html, words, now)


async def withdraw_words_of(session: AsyncSession, settings: Settings, author: str, now: datetime) -> None:
    """Somebody (a pseudonym) asked to be forgotten: their words go from the review chat."""
    words = Translator(settings.language)
    for item in await reviews.open_of(session, author):
        await _replace(session, item, words("review-closed-forgotten", item=str(item.id)), words, now)


async def _replace(
    session: AsyncSession, item: ReviewItem, html: Markup, words: Translator, now: datetime
) -> None:
    key = _key(item)
    row = await outbox.by_key(session, key)
    if row is None or await outbox.cancel_unsent(session, row.id, "the item is done with"):
        return
    message = OutgoingMessage(
        place=Place(row.platform, row.place_id, PlaceKind.GROUP),
        html=str(html),
        delivery=Delivery.EDIT,
        message_id=row.message_id,
        language=words.language,
        extra={} if row.message_id else {IN_PLACE_OF: key},
    )
    await queue(session, f"{key}:closed", message, now)


async def _announce(session: AsyncSession, settings: Settings, signer: Signer, now: datetime) -> int:
    platform, _, place_id = (settings.review_chat or "").partition(":")
    place = Place(platform, place_id, PlaceKind.GROUP)
    told_up_to, told_at = await _told(session)
    fresh = await reviews.opened_after(session, told_up_to)
    if settings.review_chat_gets == "items" and capabilities(platform).choosing is Choosing.BUTTONS:
        sent = await _times(session, now)
        if fresh <= MOST_ITEMS - len(sent):
            items = await reviews.fresh(session, told_up_to, MOST_ITEMS)
            for item in items:
                await _post(session, settings, signer, place, item, now)
            times = " ".join(one.isoformat() for one in [*sent, *[now] * len(items)])
            await cursors.move(session, _ITEMS_CURSOR, times, now)
            at = "" if told_at is None else told_at.isoformat()
            await cursors.move(session, _DIGEST_CURSOR, f"{await reviews.newest(session)} {at}".strip(), now)
            return len(items)
    if told_at is not None and now - told_at < WINDOW:
        return 0
    newest = await reviews.newest(session)
    await cursors.move(session, _DIGEST_CURSOR, f"{newest} {now.isoformat()}", now)
    await queue(session, f"review-digest:{newest}", await _digest(session, settings, place, fresh), now)
    return 1


async def _post(
    session: AsyncSession, settings: Settings, signer: Signer, place: Place, item: ReviewItem, now: datetime
) -> None:
    """One item with its buttons; the first to press has it."""
    record = await decisions.get(session, item.decision_id or 0)
    if record is None:
        return
    words = Translator(settings.language)
    known = await claims.get_many(session, [match["claim_id"] for match in record.matches])
    message = OutgoingMessage(
        place=place,
        html=str(await shown(session, item, record, known, words)),
        buttons=_buttons(signer, words, place, item, candidates(record, known)),
        language=words.language,
    )
    await queue(session, _key(item), message, now, author=record.author)


def _buttons(
    signer: Signer, words: Translator, place: Place, item: ReviewItem, offered: Sequence[Claim]
) -> tuple[tuple[Button, ...], ...]:
    def button(label: str, verb: str, *numbers: int) -> Button:
        return Button(label, payload=signer.pack(ButtonAction(verb, numbers), place.id, None))

    return (
        *((button(label_of(claim, words), "rv-claim", item.id, claim.id),) for claim in offered),
        (
            button(words.plain("button-other-claim"), "rv-other", item.id),
            button(words.plain("button-no-claim"), "rv-none", item.id),
        ),
    )


async def _digest(session: AsyncSession, settings: Settings, place: Place, fresh: int) -> OutgoingMessage:
    words = Translator(settings.language)
    oldest = await reviews.oldest(session)
    html = words(
        "review-digest",
        count=fresh,
        waiting=str(await reviews.waiting(session)),
        since=oldest.strftime("%Y-%m-%d %H:%M UTC") if oldest is not None else "—",
    )
    return OutgoingMessage(place=place, html=str(html), language=words.language)


async def _told(session: AsyncSession) -> tuple[int, datetime | None]:
    """The newest item that was told of, and when the last digest left."""
    number, _, when = (await cursors.read(session, _DIGEST_CURSOR) or "0").partition(" ")
    return int(number), datetime.fromisoformat(when) if when else None


async def _times(session: AsyncSession, now: datetime) -> list[datetime]:
    """When items arrived by themselves within the window."""
    times = (await cursors.read(session, _ITEMS_CURSOR) or "").split()
    return [at for at in map(datetime.fromisoformat, times) if now - at < WINDOW]


def _key(item: ReviewItem) -> str:
    return f"review-item:{item.id}"

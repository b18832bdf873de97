"""Inline mode: somebody types `@bot words` in any chat and is offered fact-checks to share.

Such questions expire in seconds and come with every letter: each is answered directly, beside everything
else, and a newer one of the same person takes the place of an older one.
"""

import asyncio

import structlog
from telegram import (
    Bot,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import MessageLimit, ParseMode
from telegram.error import TelegramError

from bot.markup import cut
from bot.platforms.base import Consult, Offer
from bot.platforms.telegram.messages import account_of

log = structlog.get_logger()

_KEPT_SECONDS = 30
"""How long Telegram may answer the same question of the same person by itself: claims are edited."""
_START = "inline"
"""What /start gets from somebody who comes from an inline question."""


class InlineDesk:
    """Answers inline queries, of each person the last."""

    def __init__(self, bot: Bot, consult: Consult) -> None:
        self._bot = bot
        self._consult = consult
        self._under_way: dict[int, asyncio.Task[None]] = {}

    def take(self, query: InlineQuery) -> None:
        """Answer it, and no earlier one of the same person any more."""
        person = query.from_user.id
        if earlier := self._under_way.get(person):
            earlier.cancel()
        task = asyncio.create_task(self._answer(query), name=f"inline:{query.id}")
        self._under_way[person] = task
        task.add_done_callback(lambda done: self._forget(person, done))

    async def close(self) -> None:
        """Leave off."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, person: int, done: asyncio.Task[None]) -> None:
        if self._under_way.get(person) is done:
            del self._under_way[person]

    async def _answer(self, query: InlineQuery) -> None:
        try:
            offers = await self._consult(query.query, account_of(query.from_user))
            await self._bot.answer_inline_query(
                query.id,
                [_article(offer) for offer in offers.found],
                cache_time=_KEPT_SECONDS,
                is_personal=True,
                button=InlineQueryResultsButton(offers.hint, start_parameter=_START),
            )
        except TelegramError as error:
            log.info("inline query not answered", error=error.message)
        except Exception:
            log.exception("inline query failed")


def _article(offer: Offer) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        offer.id, offer.title, content_of(offer.html, offer.preview_url), description=offer.description
    )


def content_of(html: str, preview_url: str | None) -> InputTextMessageContent:
    """The text that an inline or guest result becomes; only the fact-check's preview is shown."""
    preview = LinkPreviewOptions(url=preview_url) if preview_url else LinkPreviewOptions(is_disabled=True)
    return InputTextMessageContent(
        cut(html, MessageLimit.MAX_TEXT_LENGTH), parse_mode=ParseMode.HTML, link_preview_options=preview
    )

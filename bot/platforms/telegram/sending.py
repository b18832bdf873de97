"""Outgoing messages as Bot API calls."""

from dataclasses import replace

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest

from bot.events import Button, Delivery, OutgoingMessage, PlaceKind
from bot.markup import cut
from bot.platforms.base import Sent
from bot.platforms.telegram.inline import content_of

_NOTICE_LENGTH = 200
"""Characters that `answerCallbackQuery` takes."""


async def send(bot: Bot, message: OutgoingMessage) -> Sent:
    """Do what the message asks for.

    Raises:
        TelegramError: the call failed; `faults.translate` says what that means.
    """
    match message.delivery:
        case Delivery.SEND if message.place.kind is PlaceKind.GUEST:
            return await _answer_guest(bot, message)
        case Delivery.SEND:
            return await _send_new(bot, message)
        case Delivery.EDIT:
            return await _edit(bot, message)
        case Delivery.WITHDRAW:
            return await _withdraw(bot, message)
        case Delivery.ACKNOWLEDGE:
            return await _acknowledge(bot, message)


async def _send_new(bot: Bot, message: OutgoingMessage) -> Sent:
    """Send a message; where its topic is gone, to the chat without one: better there than nowhere."""
    send_one = _send_text if message.attachment is None else _send_file
    try:
        return await send_one(bot, message)
    except BadRequest as error:
        if message.place.thread_id is None or "message thread not found" not in error.message.lower():
            raise
        return await send_one(bot, replace(message, place=replace(message.place, thread_id=None)))


async def _send_text(bot: Bot, message: OutgoingMessage) -> Sent:
    sent = await bot.send_message(
        message.place.id,
        cut(message.html, MessageLimit.MAX_TEXT_LENGTH),
        parse_mode=ParseMode.HTML,
        link_preview_options=_preview(message),
        reply_parameters=_reply(message),
        reply_markup=_keyboard(message),
        message_thread_id=_thread(message),
    )
    return Sent(str(sent.message_id))


async def _send_file(bot: Bot, message: OutgoingMessage) -> Sent:
    attachment = message.attachment
    assert attachment is not None  # noqa: S101 - the caller's match says so
    file = InputFile(attachment.content, filename=attachment.file_name)
    caption = cut(message.html, MessageLimit.CAPTION_LENGTH)
    reply, thread = _reply(message), _thread(message)
    if attachment.media_type.startswith("image/"):
        sent = await bot.send_photo(
            message.place.id,
            file,
            caption=caption,
            parse_mode=ParseMode.HTML,
            reply_parameters=reply,
            reply_markup=_keyboard(message),
            message_thread_id=thread,
        )
    else:
        sent = await bot.send_document(
            message.place.id,
            file,
            caption=caption,
            parse_mode=ParseMode.HTML,
            reply_parameters=reply,
            reply_markup=_keyboard(message),
            message_thread_id=thread,
        )
    return Sent(str(sent.message_id))


async def _edit(bot: Bot, message: OutgoingMessage) -> Sent:
    try:
        await bot.edit_message_text(
            cut(message.html, MessageLimit.MAX_TEXT_LENGTH),
            chat_id=message.place.id,
            message_id=int(message.message_id or 0),
            parse_mode=ParseMode.HTML,
            link_preview_options=_preview(message),
            reply_markup=_keyboard(message),
        )
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise
    return Sent(message.message_id)


async def _withdraw(bot: Bot, message: OutgoingMessage) -> Sent:
    """Delete a message; one that is older than 48 hours can only be emptied of what it said.

    Source: https://core.telegram.org/bots/api#deletemessage.
    """
    try:
        await bot.delete_message(message.place.id, int(message.message_id or 0))
    except BadRequest as error:
        reason = error.message.lower()
        if "can't be deleted" in reason and message.html:
            return await _edit(bot, message)
        if "to delete not found" not in reason:
            raise
    return Sent(message.message_id)


async def _answer_guest(bot: Bot, message: OutgoingMessage) -> Sent:
    """Give the one answer to a guest query; its buttons could not be traced back, so it gets none."""
    article = InlineQueryResultArticle("answer", "Claimspread", content_of(message.html, message.preview_url))
    sent = await bot.answer_guest_query(message.reply_to or "", article)
    return Sent(sent.inline_message_id)


async def _acknowledge(bot: Bot, message: OutgoingMessage) -> Sent:
    """Answer a button press; one that is too old to be answered needs no answer any more."""
    try:
        await bot.answer_callback_query(message.message_id or "", cut(message.html, _NOTICE_LENGTH) or None)
    except BadRequest as error:
        if "too old" not in error.message.lower() and "query id is invalid" not in error.message.lower():
            raise
    return Sent(None)


def _keyboard(message: OutgoingMessage) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in message.buttons])


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.payload)


def _preview(message: OutgoingMessage) -> LinkPreviewOptions:
    """Only the fact-check's preview is ever shown."""
    if message.preview_url:
        return LinkPreviewOptions(url=message.preview_url)
    return LinkPreviewOptions(is_disabled=True)


def _reply(message: OutgoingMessage) -> ReplyParameters | None:
    if message.reply_to is None:
        return None
    return ReplyParameters(int(message.reply_to), allow_sending_without_reply=True)


def _thread(message: OutgoingMessage) -> int | None:
    return int(message.place.thread_id) if message.place.thread_id else None

"""The methods and parameters that the fake accepts, as a table.

Written out here so that the fake works without the specification; where the specification is present, a
test holds this table against it (`spec.py`). Whatever the table lacks is refused: a method with 404, a
parameter with 400 (the platform itself ignores unknown parameters; a test wants to hear of them).
"""

from dataclasses import dataclass

_TABLE = """
getMe
getUpdates
    offset:Integer limit:Integer timeout:Integer allowed_updates:String[]
setWebhook
    *url:String max_connections:Integer allowed_updates:String[] drop_pending_updates:Boolean
    secret_token:String
deleteWebhook
    drop_pending_updates:Boolean
getWebhookInfo
sendMessage
    *chat_id:Integer|String message_thread_id:Integer *text:String parse_mode:String
    entities:MessageEntity[] link_preview_options:LinkPreviewOptions disable_notification:Boolean
    protect_content:Boolean reply_parameters:ReplyParameters reply_markup:ReplyMarkup
sendPhoto
    *chat_id:Integer|String message_thread_id:Integer *photo:InputFile|String caption:String
    parse_mode:String caption_entities:MessageEntity[] show_caption_above_media:Boolean
    has_spoiler:Boolean disable_notification:Boolean protect_content:Boolean
    reply_parameters:ReplyParameters reply_markup:ReplyMarkup
sendDocument
    *chat_id:Integer|String message_thread_id:Integer *document:InputFile|String caption:String
    parse_mode:String caption_entities:MessageEntity[] disable_content_type_detection:Boolean
    disable_notification:Boolean protect_content:Boolean reply_parameters:ReplyParameters
    reply_markup:ReplyMarkup
sendMediaGroup
    *chat_id:Integer|String message_thread_id:Integer *media:InputMedia[]
    disable_notification:Boolean protect_content:Boolean reply_parameters:ReplyParameters
sendPoll
    *chat_id:Integer|String message_thread_id:Integer *question:String question_parse_mode:String
    *options:InputPollOption[] is_anonymous:Boolean type:String allows_multiple_answers:Boolean
    correct_option_ids:Integer[] explanation:String explanation_parse_mode:String is_closed:Boolean
    disable_notification:Boolean protect_content:Boolean reply_parameters:ReplyParameters
    reply_markup:ReplyMarkup
stopPoll
    *chat_id:Integer|String *message_id:Integer reply_markup:InlineKeyboardMarkup
sendChatAction
    *chat_id:Integer|String message_thread_id:Integer *action:String
forwardMessage
    *chat_id:Integer|String message_thread_id:Integer *from_chat_id:Integer|String
    disable_notification:Boolean protect_content:Boolean *message_id:Integer
copyMessage
    *chat_id:Integer|String message_thread_id:Integer *from_chat_id:Integer|String
    *message_id:Integer caption:String parse_mode:String caption_entities:MessageEntity[]
    show_caption_above_media:Boolean disable_notification:Boolean protect_content:Boolean
    reply_parameters:ReplyParameters reply_markup:ReplyMarkup
editMessageText
    chat_id:Integer|String message_id:Integer inline_message_id:String text:String parse_mode:String
    entities:MessageEntity[] link_preview_options:LinkPreviewOptions
    reply_markup:InlineKeyboardMarkup
editMessageCaption
    chat_id:Integer|String message_id:Integer inline_message_id:String caption:String
    parse_mode:String caption_entities:MessageEntity[] show_caption_above_media:Boolean
    reply_markup:InlineKeyboardMarkup
editMessageReplyMarkup
    chat_id:Integer|String message_id:Integer inline_message_id:String
    reply_markup:InlineKeyboardMarkup
deleteMessage
    *chat_id:Integer|String *message_id:Integer
deleteMessages
    *chat_id:Integer|String *message_ids:Integer[]
setMessageReaction
    *chat_id:Integer|String *message_id:Integer reaction:ReactionType[] is_big:Boolean
getFile
    *file_id:String
getChat
    *chat_id:Integer|String
getChatAdministrators
    *chat_id:Integer|String
getChatMember
    *chat_id:Integer|String *user_id:Integer
getChatMemberCount
    *chat_id:Integer|String
leaveChat
    *chat_id:Integer|String
answerCallbackQuery
    *callback_query_id:String text:String show_alert:Boolean url:String cache_time:Integer
answerInlineQuery
    *inline_query_id:String *results:InlineQueryResult[] cache_time:Integer is_personal:Boolean
    next_offset:String button:InlineQueryResultsButton
answerGuestQuery
    *guest_query_id:String *result:InlineQueryResult
setMyCommands
    *commands:BotCommand[] scope:BotCommandScope language_code:String
getMyCommands
    scope:BotCommandScope language_code:String
deleteMyCommands
    scope:BotCommandScope language_code:String
setMyDescription
    description:String language_code:String
getMyDescription
    language_code:String
setMyShortDescription
    short_description:String language_code:String
getMyShortDescription
    language_code:String
createForumTopic
    *chat_id:Integer|String *name:String icon_color:Integer
closeForumTopic
    *chat_id:Integer|String *message_thread_id:Integer
reopenForumTopic
    *chat_id:Integer|String *message_thread_id:Integer
pinChatMessage
    *chat_id:Integer|String *message_id:Integer disable_notification:Boolean
unpinChatMessage
    *chat_id:Integer|String message_id:Integer
"""


@dataclass(frozen=True)
class Parameter:
    """One parameter: its possible types (`X[]` is an array of X) and whether it must be given."""

    name: str
    types: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class Method:
    """One method with its parameters by name."""

    name: str
    parameters: dict[str, Parameter]


_REPLY_MARKUP = "InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply"


def _parameter(word: str) -> Parameter:
    name, types = word.removeprefix("*").split(":")
    types = _REPLY_MARKUP if types == "ReplyMarkup" else types
    return Parameter(name, tuple(types.split("|")), word.startswith("*"))


def _read_table(table: str) -> dict[str, Method]:
    words_of: dict[str, list[str]] = {}
    name = ""
    for line in table.splitlines():
        if line.startswith("    "):
            words_of[name] += line.split()
        elif line:
            name = line
            words_of[name] = []
    return {
        name: Method(name, {parameter.name: parameter for parameter in map(_parameter, words)})
        for name, words in words_of.items()
    }


METHODS: dict[str, Method] = _read_table(_TABLE)
"""By name as documented."""

BY_LOWER_NAME: dict[str, Method] = {name.lower(): method for name, method in METHODS.items()}
"""By name in small letters: the platform does not mind the case."""

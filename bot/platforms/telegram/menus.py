"""Command menus at Telegram: one `setMyCommands` for each scope and language.

See https://core.telegram.org/bots/api#botcommandscope.
"""

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.platforms.base import Audience, Menu
from bot.platforms.telegram.faults import translate


async def set_menu(bot: Bot, menu: Menu) -> None:
    """Offer these commands; a menu without entries is taken away, so that the general one shows.

    Raises:
        PlatformError: Telegram did not take it; `Rejected` where the account never wrote to the bot.
    """
    scope = _scope(menu)
    try:
        if menu.entries:
            commands = [BotCommand(name, line) for name, line in menu.entries]
            await bot.set_my_commands(commands, scope=scope, language_code=menu.language)
        else:
            await bot.delete_my_commands(scope=scope, language_code=menu.language)
    except TelegramError as error:
        raise translate(error) from error


def _scope(menu: Menu) -> BotCommandScope:
    match menu.audience:
        case Audience.PRIVATE:
            return BotCommandScopeAllPrivateChats()
        case Audience.GROUPS:
            return BotCommandScopeAllGroupChats()
        case Audience.GROUP_ADMINS:
            return BotCommandScopeAllChatAdministrators()
        case Audience.ACCOUNT:
            return BotCommandScopeChat(int(menu.account_id or 0))

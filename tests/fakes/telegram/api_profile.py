"""Methods about the bot itself: account, commands, descriptions, files, webhook."""

import re
from typing import Any

from tests.fakes.telegram.api_chats import scope_key
from tests.fakes.telegram.arguments import Arguments
from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.registry import handles
from tests.fakes.telegram.webhook import Webhook
from tests.fakes.telegram.world import World

Json = dict[str, Any]

DOWNLOAD_BYTES = 20 * 1024 * 1024


@handles("getMe")
def get_me(world: World, args: Arguments) -> Json:
    """The bot's account."""
    return world.bot.me()


def _language(args: Arguments) -> str:
    code = args.get("language_code") or ""
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return str(code)


@handles("setMyCommands")
def set_my_commands(world: World, args: Arguments) -> bool:
    """The command menu for a scope and language."""
    commands = args["commands"]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[scope_key(world, args.get("scope")), _language(args)] = commands
    return True


@handles("getMyCommands")
def get_my_commands(world: World, args: Arguments) -> list[Json]:
    """The command menu set for exactly this scope and language."""
    return world.commands.get((scope_key(world, args.get("scope")), _language(args)), [])


@handles("deleteMyCommands")
def delete_my_commands(world: World, args: Arguments) -> bool:
    """No command menu for this scope and language."""
    world.commands.pop((scope_key(world, args.get("scope")), _language(args)), None)
    return True


def _set_text(world: World, args: Arguments, name: str, longest: int) -> bool:
    text = args.get(name) or ""
    if len(text) > longest:
        raise bad_request(f"{name} is too long")
    world.texts[name, _language(args)] = text
    return True


def _get_text(world: World, args: Arguments, name: str) -> Json:
    texts = world.texts
    return {name: texts.get((name, _language(args))) or texts.get((name, ""), "")}


@handles("setMyDescription")
def set_my_description(world: World, args: Arguments) -> bool:
    """The text in an empty chat with the bot."""
    return _set_text(world, args, "description", 512)


@handles("getMyDescription")
def get_my_description(world: World, args: Arguments) -> Json:
    """The text in an empty chat with the bot."""
    return _get_text(world, args, "description")


@handles("setMyShortDescription")
def set_my_short_description(world: World, args: Arguments) -> bool:
    """The text on the bot's profile."""
    return _set_text(world, args, "short_description", 120)


@handles("getMyShortDescription")
def get_my_short_description(world: World, args: Arguments) -> Json:
    """The text on the bot's profile."""
    return _get_text(world, args, "short_description")


@handles("getFile")
def get_file(world: World, args: Arguments) -> Json:
    """Where to download a file of up to 20 MB."""
    stored = world.files.get(args["file_id"])
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": f"U{stored.file_id}",
        "file_size": len(stored.data),
        "file_path": stored.path,
    }


@handles("setWebhook")
def set_webhook(world: World, args: Arguments) -> bool:
    """Have updates delivered to a URL; an empty one ends that."""
    if not args["url"]:
        world.webhook = None
        return True
    webhook = Webhook(args["url"], args.get("secret_token"), args.get("max_connections", 40))
    world.updates.allow(args.get("allowed_updates"))
    if args.get("drop_pending_updates"):
        world.updates.drop_all()
    world.updates.interrupt("setWebhook")
    world.webhook = webhook
    return True


@handles("deleteWebhook")
def delete_webhook(world: World, args: Arguments) -> bool:
    """Back to getUpdates."""
    if args.get("drop_pending_updates"):
        world.updates.drop_all()
    world.webhook = None
    return True


@handles("getWebhookInfo")
def get_webhook_info(world: World, args: Arguments) -> Json:
    """How the webhook is doing."""
    if world.webhook is not None:
        return world.webhook.info(world.updates)
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }

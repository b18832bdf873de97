"""`claimspread init`: the first run, question by question; every answer also as an option."""

import asyncio
import os
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.prompt import Confirm, Prompt

from bot.cli.claims import import_file
from bot.cli.console import console
from bot.cli.opened import opened_database
from bot.cli.run import run
from bot.cli.x import log_in_by_browser
from bot.commands.inviting import LASTS
from bot.config import DEFAULT_FILE, Settings, load_settings
from bot.config.file import write_settings
from bot.errors import ClaimspreadError, ConfigurationError, InputError, PlatformError, Unauthorised
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.x.login import DEFAULT_PORT
from bot.roles import OPERATOR, Role
from bot.runtime.assembly import x_platform
from bot.runtime.process_roles import ProcessRole
from bot.sources import offers
from bot.sources.following import By
from bot.sources.offers import all_languages
from bot.translations import languages
from matchers.errors import ModelError
from storage import accounts, invitations, sources
from storage import claims as store
from storage.database import Database

_MODELS = ("default", "english", "multilingual")
_SHIPPED = (*_MODELS, "combined", "hashing")
_X_KEYS = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
_EXPLAINED = """\
This sets the bot up in a few questions; Enter takes what stands in brackets, Ctrl+C leaves all as it was.
1. Telegram and X: what the bot needs to log in. 2. The language of its answers. 3. The model that compares
posts with claims: "default" fits; "english" is quicker, "multilingual" knows more languages. 4. A code that
makes you its owner. 5. Claims to begin with.
"""
_SAMPLES, _NO_CLAIMS = "samples", "none"


@dataclass
class Answers:
    """What was decided: settings by name, and what to do once."""

    values: dict[str, Any] = field(default_factory=dict)
    bot_name: str = ""

    def overrides(self) -> dict[str, Any]:
        """The same as nested arguments of the settings."""
        nested: dict[str, Any] = {}
        for name, value in self.values.items():
            part, _, inner = name.partition(".")
            if inner:
                nested.setdefault(part, {})[inner] = value
            else:
                nested[part] = value
        return nested


def init(
    telegram_token: Annotated[
        str | None,
        typer.Option(help="Bot token; left out, it is asked for and not shown."),
    ] = None,
    x_keys: Annotated[
        str | None,
        typer.Option(help="X: API key, its secret, access token and its secret, separated by commas."),
    ] = None,
    x_client_id: Annotated[
        str | None, typer.Option(help="X: the app's client id, to log in in a browser in place of four keys.")
    ] = None,
    x_client_secret: Annotated[
        str | None, typer.Option(help="X: the client secret, where the app has one.")
    ] = None,
    x_port: Annotated[
        int, typer.Option(help="X: port of the page that waits for the browser.", min=1024, max=65535)
    ] = DEFAULT_PORT,
    language: Annotated[
        str | None, typer.Option(help="Language of answers: " + ", ".join(languages()))
    ] = None,
    model: Annotated[str | None, typer.Option(help="Model: " + ", ".join(_MODELS) + ", or a folder.")] = None,
    database_url: Annotated[str | None, typer.Option(help="Where everything is kept.")] = None,
    claims: Annotated[
        str | None, typer.Option(help="Claims to begin with: `samples`, `none`, or a CSV or JSON Lines file.")
    ] = None,
    follow: Annotated[
        str | None,
        typer.Option(
            help="Follow feeds of fact-checkers in these languages, separated by commas, or `none`."
        ),
    ] = None,
    owner: Annotated[
        bool | None, typer.Option("--owner/--no-owner", help="Make a one-time code for an owner.")
    ] = None,
    start: Annotated[bool | None, typer.Option("--start/--no-start", help="Run the bot at the end.")] = None,
    check: Annotated[
        bool, typer.Option("--check/--no-check", help="Try tokens at the platform before they are kept.")
    ] = True,
    ask: Annotated[
        bool, typer.Option("--ask/--no-ask", help="Ask for what no option says; else keep what is set.")
    ] = True,
) -> None:
    """Set the bot up: platforms, language, model, an owner, first claims. Run again, it changes settings.

    The answers go into claimspread.toml, which only its owner can read; what else stands there is kept.
    """
    if ask:
        console.print(_EXPLAINED, soft_wrap=True, highlight=False)
    settings = load_settings()
    file = Path(os.environ.get("CLAIMSPREAD_CONFIG", DEFAULT_FILE))
    answers = Answers()
    if database_url is not None:
        answers.values["database_url"] = database_url
    _ask_telegram(answers, settings, telegram_token, check=check, ask=ask)
    way = _Way.BROWSER if x_client_id is not None else _ask_way_to_x(settings, x_keys, ask=ask)
    if way is _Way.KEYS:
        _ask_x(answers, settings, x_keys, check=check)
    elif way is _Way.BROWSER:
        _log_in_to_x(answers, settings, x_client_id, x_client_secret, x_port, check=check)
    _choose(answers, "language", "Language of answers", language, settings.language, languages(), ask=ask)
    _choose_model(answers, model, settings, ask=ask)
    settings = load_settings(**answers.overrides())
    write_settings(file, answers.values)
    console.print(f"Settings are in {file}.", markup=False, soft_wrap=True)
    asyncio.run(_make_owner(settings, answers.bot_name, owner, ask=ask))
    _load_claims(claims, asyncio.run(_count(settings)), ask=ask)
    asyncio.run(_follow_sources(settings, follow, ask=ask))
    configured = settings.telegram.configured or settings.x.configured
    if start is None:
        start = ask and configured and Confirm.ask("Start the bot now?", default=True, console=console)
    if start:
        run(ProcessRole.ALL)
    else:
        console.print("Start the bot with: claimspread run", highlight=False)


def _ask_telegram(answers: Answers, settings: Settings, token: str | None, *, check: bool, ask: bool) -> None:
    known = settings.telegram.configured
    by_option = token is not None
    if token is None and ask:
        if not Confirm.ask("Telegram?", default=True, console=console):
            return
        token = _ask_secret("Bot token from @BotFather", known=known)
    while True:
        if token:
            answers.values["telegram.token"] = token
        if not (token or known) or not check:
            return
        try:
            trial = load_settings(**answers.overrides())
            answers.bot_name = asyncio.run(_name_on_telegram(trial))
        except PlatformError as error:
            answers.values.pop("telegram.token", None)
            _complain(_refusal("Telegram", "token", error), fatal=by_option or not ask)
            token = _ask_secret("Bot token from @BotFather", known=False)
            continue
        console.print(f"Telegram knows the bot: @{answers.bot_name}", markup=False)
        return


async def _name_on_telegram(settings: Settings) -> str:
    platform = TelegramPlatform(settings.telegram)
    try:
        await platform.open()
        return platform.username
    finally:
        await platform.close()


class _Way(StrEnum):
    """How the bot logs in to X."""

    KEYS = "keys"
    BROWSER = "browser"


def _ask_way_to_x(settings: Settings, keys: str | None, *, ask: bool) -> _Way | None:
    """Whether to use X, and how; None: it stays as it is."""
    if keys is not None:
        return _Way.KEYS
    if not ask or not Confirm.ask("X (Twitter)?", default=settings.x.configured, console=console):
        return None
    present = _Way.BROWSER if settings.x.configured and not settings.x.signs else _Way.KEYS
    asked = "Log in by the app's four keys, or in a browser on this machine"
    return _Way(Prompt.ask(asked, choices=list(_Way), default=present.value, console=console))


def _log_in_to_x(
    answers: Answers,
    settings: Settings,
    client_id: str | None,
    client_secret: str | None,
    port: int,
    *,
    check: bool,
) -> None:
    """OAuth 2.0: somebody consents in a browser; unchecked, `claimspread x login` is left for later."""
    by_option = client_id is not None
    known = settings.x.client_id is not None
    while True:
        typed = client_id if by_option else _ask_secret("Client id", known=known)
        secret = client_secret if by_option else _ask_optional("Client secret, if the app has one")
        given = {"x.client_id": typed, "x.client_secret": secret}
        wanted = {name: value for name, value in given.items() if value}
        if check:
            trial = load_settings(**Answers(answers.values | wanted).overrides())
            try:
                console.print(asyncio.run(log_in_by_browser(trial, port)), soft_wrap=True)
            except PlatformError as error:
                _complain(_refusal("X", "login", error), fatal=by_option)
                continue
        else:
            console.print("Log the bot in before it runs: claimspread x login", highlight=False)
        answers.values |= wanted
        return


def _ask_x(answers: Answers, settings: Settings, keys: str | None, *, check: bool) -> None:
    by_option = keys is not None
    known = settings.x.signs
    while True:
        typed = _type_x_keys(known=known) if keys is None else [part.strip() for part in keys.split(",")]
        if known and not any(typed):
            return
        if len(typed) != len(_X_KEYS) or not all(typed):
            named = ", ".join(name.replace("_", " ") for name in _X_KEYS)
            _complain(InputError(f"X needs four values: {named}"), fatal=by_option)
            continue
        wanted = {f"x.{name}": value for name, value in zip(_X_KEYS, typed, strict=True)}
        if check:
            trial = Answers(answers.values | wanted)
            try:
                account = asyncio.run(_account_on_x(load_settings(**trial.overrides())))
            except PlatformError as error:
                _complain(_refusal("X", "keys", error), fatal=by_option)
                continue
            console.print(f"X knows the bot: @{account}", markup=False)
        answers.values |= wanted
        return


def _type_x_keys(*, known: bool) -> list[str]:
    return [_ask_secret(name.replace("_", " ").capitalize(), known=known) for name in _X_KEYS]


def _refusal(platform: str, credentials: str, error: PlatformError) -> ConfigurationError:
    if isinstance(error, Unauthorised):
        return ConfigurationError(f"{platform} refuses the {credentials}: {error}")
    return ConfigurationError(
        f"{platform} cannot be asked: {error}; with --no-check the {credentials} are kept untried"
    )


def _complain(error: ClaimspreadError, *, fatal: bool) -> None:
    """Show what is wrong with an answer, to be asked again; an option cannot be asked again."""
    if fatal:
        raise error
    console.print(str(error), markup=False, soft_wrap=True)


async def _account_on_x(settings: Settings) -> str:
    async with Database(settings.database_url) as database:
        platform = x_platform(settings, database)
        try:
            await platform.open()
            return platform.username
        finally:
            await platform.close()


def _ask_optional(name: str) -> str:
    return Prompt.ask(name, password=True, default="", show_default=False, console=console).strip()


def _ask_secret(name: str, *, known: bool) -> str:
    hint = " (set; Enter keeps it)" if known else ""
    while True:
        typed = Prompt.ask(f"{name}{hint}", password=True, default="", show_default=False, console=console)
        if typed.strip() or known:
            return typed.strip()
        console.print("Nothing was entered.")


def _choose(
    answers: Answers,
    name: str,
    question: str,
    given: str | None,
    present: str,
    choices: tuple[str, ...],
    *,
    ask: bool,
    free: bool = False,
) -> None:
    if given is None and ask:
        listed = f"{question} ({', '.join(choices)})" if free else question
        offered = None if free else list(choices)
        given = Prompt.ask(listed, choices=offered, default=present, console=console)
    if given is not None and not free and given not in choices:
        raise InputError(f"{given!r} is none of {', '.join(choices)}")
    if given is not None:
        answers.values[name] = given


def _choose_model(answers: Answers, given: str | None, settings: Settings, *, ask: bool) -> None:
    """One of the models by name, or a folder; what is neither is asked again."""
    while True:
        typed = given
        if typed is None and ask:
            listed = f"Model ({', '.join(_MODELS)}, or a folder)"
            typed = Prompt.ask(listed, default=settings.matcher.model, console=console).strip()
        if typed is None:
            return
        try:
            if typed not in _SHIPPED:
                console.print(f"Looking whether the model {typed} can be used …", markup=False)
                from matchers.encoding.encoders import load_encoder  # noqa: PLC0415 - imports the model

                load_encoder(typed)
        except ModelError as error:
            trouble = InputError(f"{error} Give one of {', '.join(_MODELS)}, or a folder with a model.")
            _complain(trouble, fatal=given is not None or not ask)
            continue
        answers.values["matcher.model"] = typed
        return


async def _make_owner(settings: Settings, bot_name: str, wanted: bool | None, *, ask: bool) -> None:
    """Show a code by which the first account that sends it becomes an owner."""
    async with opened_database(settings) as database:
        async with database.read() as session:
            granted = any(person.role == Role.OWNER.word for person in await accounts.staff(session))
        has_owner = bool(settings.owners) or granted
        if wanted is None and ask and not has_owner:
            wanted = Confirm.ask(
                "Make yourself the bot's owner by a one-time code?", default=True, console=console
            )
        if not wanted:
            return
        code, now = secrets.token_urlsafe(16), datetime.now(UTC)
        async with database.write() as session:
            await invitations.invite(session, code, Role.OWNER.word, OPERATOR, now + LASTS)
    console.print("Send this to the bot in a private chat within 24 hours, once it runs; it works once:")
    console.print(f"  /start {code}", markup=False, highlight=False)
    if bot_name:
        console.print(f"  or open https://t.me/{bot_name}?start={code}", markup=False, soft_wrap=True)


async def _count(settings: Settings) -> int:
    async with opened_database(settings) as database, database.read() as session:
        return await store.count(session)


def _load_claims(source: str | None, known: int, *, ask: bool) -> None:
    by_option = source is not None
    while True:
        if not by_option and ask and not known:
            source = Prompt.ask(
                "Claims to begin with (samples, none, or a CSV or JSON Lines file)",
                default=_SAMPLES,
                console=console,
            ).strip()
        if source in (None, _NO_CLAIMS):
            if not known:
                console.print("A bot without claims answers nothing.")
            return
        try:
            counts = _import(str(source))
        except InputError as error:
            _complain(error, fatal=by_option or not ask)
            continue
        console.print(
            f"{counts['added']} claims added, {counts['known']} already there, {counts['faulty']} faulty"
        )
        return


def _import(source: str) -> dict[str, int]:
    """Take in the samples or a file; the model is loaded for it, so say what takes the time."""
    console.print("Loading the model and taking claims in: this may take a minute.", highlight=False)
    with console.status("Taking claims in …"):
        if source != _SAMPLES:
            return asyncio.run(import_file(Path(source).expanduser(), embed=True))
        with as_file(files("bot") / "demo" / "data" / "claims.jsonl") as samples:
            return asyncio.run(import_file(samples, embed=True))


async def _follow_sources(settings: Settings, wanted: str | None, *, ask: bool) -> None:
    """Follow public feeds of fact-checkers in the languages that the operator chooses; else say how to."""
    offered = all_languages()
    async with opened_database(settings) as database:
        async with database.read() as session:
            any_followed = bool(await sources.every(session))
        if wanted is None and ask and not any_followed:
            wanted = Prompt.ask(
                f"Follow feeds of fact-checkers, as proposals to editors ({', '.join(offered)}, or none)",
                default=_NO_CLAIMS,
                console=console,
            )
        chosen = [code.strip() for code in (wanted or _NO_CLAIMS).split(",") if code.strip() != _NO_CLAIMS]
        unknown = sorted(set(chosen) - set(offered))
        if unknown:
            raise InputError(f"no feed is offered in {', '.join(unknown)}: there are {', '.join(offered)}")
        if chosen:
            by = By(OPERATOR, datetime.now(UTC))
            async with database.write() as session:
                followed = await offers.follow(session, offers.offers(chosen), by)
            console.print(
                f"{len(followed)} feeds are followed once the bot runs; what they bring waits for you in "
                "/proposals. `claimspread sources list` shows how each fares."
            )
        elif not any_followed:
            console.print(
                "Claims can come by themselves: `claimspread sources add ADDRESS` follows a feed or a site; "
                "`claimspread sources offers` lists feeds of fact-checkers."
            )

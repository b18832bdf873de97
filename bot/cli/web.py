"""`claimspread web`: the dashboard and the HTTP API alone, beside a bot that runs elsewhere."""

import asyncio
import contextlib
import logging
import secrets
import signal
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Annotated

import typer

from bot.app import App
from bot.cli.console import console
from bot.cli.opened import opened_app, opened_database
from bot.config import Settings, load_settings
from bot.config.address import host_and_port
from bot.config.web import WebSettings
from bot.listening import raise_descriptor_limit
from bot.roles import OPERATOR
from bot.runtime.periodic import PeriodicTask, keep_doing
from bot.telemetry.log import configure_logging
from storage import web_access
from storage.database import Database

_FOLLOW_SECONDS = 1.0
USUAL_ADDRESS = "127.0.0.1:8100"


def web(
    listen: Annotated[
        str | None,
        typer.Option(help=f"HOST:PORT; else CLAIMSPREAD_WEB__LISTEN, else {USUAL_ADDRESS}."),
    ] = None,
    no_link: Annotated[
        bool, typer.Option("--no-link", help="Print no sign-in link: where others read what is printed.")
    ] = False,
    link: Annotated[
        bool, typer.Option("--link", help="Print a new sign-in link for a dashboard that runs already; end.")
    ] = False,
) -> None:
    """Serve the dashboard and the HTTP API until stopped (Ctrl-C or SIGTERM).

    It prints a link that signs you in as the owner, once, within ten minutes. Others sign in with a link that
    the bot sends them: /web in a private chat.
    """
    if link:
        asyncio.run(_print_link())
        return
    configure_logging(logging.INFO)
    raise_descriptor_limit()
    asyncio.run(_web(listen, with_link=not no_link))


async def _web(listen: str | None, *, with_link: bool) -> None:
    from bot.web.serving import listening, serve  # noqa: PLC0415 - a third of a second for every other command
    from bot.web.site import make_site  # noqa: PLC0415

    async with opened_app() as app:
        address = listen or app.settings.web.listen or USUAL_ADDRESS
        at = listening(address)
        stopping = stopped_by_signals()
        base = reached_at(app.settings, at.getsockname())
        console.print(f"Dashboard on {base}; stop with Ctrl-C.", soft_wrap=True)
        if with_link:
            print_link(await sign_in_link(app.database, base, app.settings.language, app.now()))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(keep_doing(_following(app), stopping))
            tasks.create_task(serve(make_site(app), at, stopping))


async def _print_link() -> None:
    settings = load_settings()
    base = settings.web.public_url
    if settings.web.listen is not None and not _is_published(settings):
        base = reached_at(settings, host_and_port(settings.web.listen))
    async with opened_database(settings) as database:
        print_link(await sign_in_link(database, base, settings.language, datetime.now(UTC)))


def stopped_by_signals() -> asyncio.Event:
    """An event that SIGINT or SIGTERM sets."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    return stopping


async def sign_in_link(database: Database, base: str, language: str, now: datetime) -> str:
    """A link that signs in the person who runs this command, as the operator, once; an older one ends.

    Anyone who may run commands here may change the database and the settings: the link gives no more.
    """
    code = secrets.token_urlsafe(16)
    async with database.write() as session:
        await web_access.offer_link(session, code, OPERATOR, language, now + web_access.LINK_LASTS)
    return f"{base}/in/{code}"


def print_link(link: str) -> None:
    """Print a sign-in link on a line of its own, never broken."""
    minutes = int(web_access.LINK_LASTS.total_seconds() // 60)
    console.print(f"Sign in here, once, within {minutes} minutes; give this link to nobody:")
    console.print(link, soft_wrap=True)


def reached_at(settings: Settings, at: tuple[object, ...]) -> str:
    """The address under which people reach a dashboard that listens at (host, port).

    That is the public address where the settings name one: forms are taken from there.
    """
    return settings.web.public_url if _is_published(settings) else local_address(at)


def local_address(at: tuple[object, ...]) -> str:
    """The address under which a person at this machine reaches what listens at (host, port)."""
    host, port = str(at[0]), at[1]
    with contextlib.suppress(ValueError):  # a name is no address
        if ip_address(host).is_unspecified:
            host = "127.0.0.1" if ip_address(host).version == 4 else "::1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _is_published(settings: Settings) -> bool:
    return settings.web.public_url != WebSettings().public_url


def _following(app: App) -> PeriodicTask:
    async def follow() -> None:
        await app.catalogue.follow()

    return PeriodicTask("follow the claims", _FOLLOW_SECONDS, follow)

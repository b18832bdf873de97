"""`claimspread webhooks …`: addresses that are told what happens here."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.text import Text
from yarl import URL

from bot.cli.console import console, print_json
from bot.cli.opened import opened_database
from bot.config import load_settings
from bot.errors import InputError
from bot.outbox.webhooks import Event, secret_of
from bot.runtime.assembly import file_of
from bot.signing import load_key
from storage import audit, webhooks

app = typer.Typer(help="Addresses that are told what happens here.", no_args_is_help=True)

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Where to send events.")],
    event: Annotated[list[Event] | None, typer.Option(help="Which; repeatable, all when left out.")] = None,
    internal: Annotated[bool, typer.Option(help="It may be an address of your own net.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Tell an address of events from now on, and print the secret that signatures are checked with."""
    target = URL(url)
    if target.scheme not in ("http", "https") or not target.host or target.user:
        raise InputError(f"{url[:80]} is no web address")
    if target.scheme == "http" and not internal:
        raise InputError("use https, or say --internal for an address of your own net")
    settings = load_settings()

    async def work() -> tuple[int, str]:
        async with opened_database(settings) as database, database.write() as session:
            now = datetime.now(UTC)
            chosen = [str(one) for one in event or list(Event)]
            hook = await webhooks.add(session, url, chosen, "cli:operator", now, internal=internal)
            after = {"url": url, "events": chosen}
            await audit.note(session, now, "cli:operator", "webhook.added", f"webhook:{hook.id}", None, after)
            return hook.id, secret_of(load_key(settings, file_of(database)), hook)

    number, secret = asyncio.run(work())
    if as_json:
        print_json({"id": number, "secret": secret})
        return
    console.print(f"webhook {number}; its receiver checks signatures with", Text(secret))


@app.command("list")
def list_webhooks(as_json: JsonOption = False) -> None:
    """List the addresses, what each is told of, and which are off."""

    async def work() -> list[dict[str, object]]:
        async with opened_database() as database, database.read() as session:
            return [
                {"id": one.id, "url": one.url, "told": ", ".join(one.events), "off_because": one.off_because}
                for one in await webhooks.every(session)
            ]

    rows = asyncio.run(work())
    if as_json:
        print_json(rows)
        return
    for row in rows:
        off = f"  off: {row['off_because']}" if row["off_because"] else ""
        console.print(Text(f"{row['id']}  {row['url']}  {row['told']}{off}"))
    console.print(f"{len(rows)} webhooks")


@app.command()
def remove(hook_id: Annotated[int, typer.Argument(help="The webhook's id.", min=1)]) -> None:
    """Tell an address no more; what still waits for it is dropped."""

    async def work() -> None:
        async with opened_database() as database, database.write() as session:
            hook = await webhooks.get(session, hook_id)
            if hook is None:
                raise InputError(f"there is no webhook {hook_id}")
            now, subject = datetime.now(UTC), f"webhook:{hook_id}"
            await audit.note(session, now, "cli:operator", "webhook.removed", subject, {"url": hook.url})
            await session.delete(hook)

    asyncio.run(work())
    console.print(f"webhook {hook_id} is removed")

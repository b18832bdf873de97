"""`claimspread token …`: make, list and revoke tokens of the HTTP API."""

import asyncio
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.console import console, print_json
from bot.cli.opened import opened_database
from bot.errors import InputError
from bot.roles import OPERATOR
from bot.web.scopes import Scope
from storage import audit, web_access
from storage.models.web import ApiToken

app = typer.Typer(help="Tokens of the HTTP API.", no_args_is_help=True)


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Who or what will use it.", show_default=False)],
    scope: Annotated[
        list[Scope] | None, typer.Option(help="What it may do; repeatable. Left out: check and read.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Make a token; it is shown once, only its hash is kept."""
    if not name.strip() or len(name) > 100:
        raise InputError("the name needs 1 to 100 characters")
    scopes = sorted(set(scope or [Scope.CHECK, Scope.READ]))
    token = f"cs_{secrets.token_urlsafe(32)}"

    async def work() -> int:
        now = datetime.now(UTC)
        async with opened_database() as database, database.write() as session:
            row = await web_access.add_token(session, name.strip(), token, scopes, OPERATOR, now)
            await audit.note(
                session,
                now,
                OPERATOR,
                "token.create",
                f"token:{row.id}",
                after={"name": name, "scopes": scopes},
            )
            return row.id

    number = asyncio.run(work())
    if as_json:
        print_json({"id": number, "name": name.strip(), "scopes": scopes, "token": token})
        return
    console.print(f"Token {number} for {name.strip()}, may {', '.join(scopes)}. It is shown this once:")
    console.print(token, soft_wrap=True, highlight=False, markup=False)


@app.command("list")
def list_tokens(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """List the tokens, never their secrets."""

    async def work() -> Sequence[ApiToken]:
        async with opened_database() as database, database.read() as session:
            return await web_access.tokens(session)

    found = asyncio.run(work())
    if as_json:
        print_json(
            [
                {
                    "id": row.id,
                    "name": row.name,
                    "scopes": row.scopes,
                    "made_at": row.made_at.isoformat(),
                    "used_at": None if row.used_at is None else row.used_at.isoformat(),
                    "revoked_at": None if row.revoked_at is None else row.revoked_at.isoformat(),
                }
                for row in found
            ]
        )
        return
    table = Table("Id", "Name", "May", "Made", "Last used", "Revoked")
    for row in found:
        days = (row.made_at, row.used_at, row.revoked_at)
        shown = ("—" if day is None else f"{day:%Y-%m-%d}" for day in days)
        table.add_row(str(row.id), row.name, ", ".join(row.scopes), *shown)
    console.print(table)


@app.command()
def revoke(
    number: Annotated[int, typer.Argument(help="The token's id, as `token list` shows it.", min=1)],
) -> None:
    """Let a token open nothing any more, from the next call on."""

    async def work() -> bool:
        now = datetime.now(UTC)
        async with opened_database() as database, database.write() as session:
            done = await web_access.revoke_token(session, number, now)
            if done:
                await audit.note(session, now, OPERATOR, "token.revoke", f"token:{number}")
            return done

    if not asyncio.run(work()):
        raise InputError(f"there is no token {number} that could be revoked")
    console.print(f"Token {number} is revoked.")

"""`claimspread forget`: what `/forgetme` does, for somebody who asks otherwise."""

import asyncio
import secrets
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli.console import console
from bot.cli.opened import opened_database
from bot.config import load_settings
from bot.errors import InputError
from bot.events import Account
from bot.review.chat import withdraw_words_of
from bot.runtime.assembly import file_of
from bot.signing import Signer, load_key
from storage.privacy import Forgotten, ForgottenPerson, forget_author


def forget(
    account: Annotated[
        str, typer.Argument(help="Whose data, such as telegram:1001; on X the account's number.")
    ],
    confirmed: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
) -> None:
    """Delete what is kept about a person, as /forgetme does; it cannot be undone."""
    platform, _, account_id = account.partition(":")
    if not platform or not account_id:
        raise InputError("write the account as platform:id, such as telegram:1001")
    if not confirmed:
        typer.confirm(f"Forget {account}? This cannot be undone.", abort=True)
    forgotten = asyncio.run(_forget(Account(platform, account_id, "")))
    console.print(
        f"{forgotten.total} rows deleted or made anonymous; a wish to be left alone stays in force.",
        soft_wrap=True,
    )


async def _forget(account: Account) -> Forgotten:
    settings = load_settings()
    async with opened_database(settings) as database:
        pseudonym = Signer(load_key(settings, file_of(database))).pseudonym(account)
        person = ForgottenPerson(pseudonym, account.platform, account.id)
        async with database.write() as session:
            await withdraw_words_of(session, settings, pseudonym, datetime.now(UTC))
            forgotten = await forget_author(session, person, secrets.token_hex(16))
        await database.purge_log()
    return forgotten

"""Invitations to a role, and the claims as a file."""

import re
from pathlib import Path

import pytest

from bot.claims.files import read_claims
from bot.events import Account
from storage import accounts, audit
from tests.commands.chat import EDITOR, GROUP, OWNER, READER, X_OWNER, Chat, text

FRIEND = Account("telegram", "1030", "Farid")


async def code(chat: Chat, role: str = "reviewer") -> str:
    said = text(await chat.command(f"/invite {role}", by=OWNER))
    found = re.search(r"/start (\S+)", said)
    assert found is not None, said
    return found[1]


async def role_of(chat: Chat, account: Account) -> str | None:
    async with chat.database.read() as session:
        return await accounts.role_of(session, account.platform, account.id)


async def test_an_invitation_gives_its_role_to_the_first_account_that_brings_it(chat: Chat) -> None:
    secret = await code(chat)
    assert "Your role is now: reviewer" in text(await chat.command(f"/start {secret}", by=FRIEND))
    assert await role_of(chat, FRIEND) == "reviewer"
    assert "invitation is over" in text(await chat.command(f"/start {secret}", by=READER))
    assert await role_of(chat, READER) is None


async def test_an_invitation_lapses_after_a_day(chat: Chat) -> None:
    secret = await code(chat)
    chat.later(hours=24)
    assert "invitation is over" in text(await chat.command(f"/start {secret}", by=FRIEND))
    assert await role_of(chat, FRIEND) is None


async def test_who_stands_as_high_already_does_not_use_an_invitation_up(chat: Chat) -> None:
    secret = await code(chat)
    assert "need no invitation" in text(await chat.command(f"/start {secret}", by=EDITOR))
    assert await role_of(chat, EDITOR) == "editor"
    await chat.command(f"/start {secret}", by=FRIEND)
    assert await role_of(chat, FRIEND) == "reviewer"


@pytest.mark.parametrize("role", ["owner", "user"])
async def test_nobody_is_invited_to_be_owner_or_user(chat: Chat, role: str) -> None:
    assert "/start" not in text(await chat.command(f"/invite {role}", by=OWNER))


async def test_editors_invite_nobody_and_codes_are_not_shown_to_others(chat: Chat) -> None:
    assert "needs the role" in text(await chat.command("/invite reviewer", by=EDITOR))
    assert "private chat" in text(await chat.command("/invite reviewer", by=OWNER, place=GROUP))


async def test_an_ordinary_start_is_no_invitation(chat: Chat) -> None:
    assert "Hello" in text(await chat.command("/start hello", by=READER))


async def test_an_accepted_invitation_is_in_the_audit_log(chat: Chat) -> None:
    await chat.command(f"/start {await code(chat)}", by=FRIEND)
    async with chat.database.read() as session:
        (entry,) = await audit.entries(session, f"account:{FRIEND.ref}")
    assert entry.after == {"role": "reviewer", "invited_by": OWNER.ref}


@pytest.mark.parametrize("form", ["csv", "jsonl"])
async def test_exported_claims_can_be_imported_again(chat: Chat, form: str, tmp_path: Path) -> None:
    await chat.claim("The Moon is made of cheese", phrasings=(("Luna de queso", "es"),))
    await chat.claim("=1+1 is three, they say", "misleading")
    (said,) = await chat.command(f"/export {form}", by=EDITOR)
    assert said.attachment is not None
    assert said.attachment.file_name == f"claims-2026-11-03.{form}"
    file = tmp_path / said.attachment.file_name
    file.write_bytes(said.attachment.content)
    forms = [line.form for line in read_claims(file)]
    assert [one.claim for one in forms if one is not None] == [
        "The Moon is made of cheese",
        "=1+1 is three, they say",
    ]
    assert forms[0] is not None
    assert forms[0].phrasings[0].text == "Luna de queso"


async def test_files_are_sent_in_private_and_where_there_are_files(chat: Chat) -> None:
    assert "private chat" in text(await chat.command("/export", by=EDITOR, place=GROUP))
    assert "no files here" in text(await chat.command("/export", by=X_OWNER))

"""After `/forgetme` nobody's files hold the words or ids of who wrote in others' threads.

Others ask about the person's posts, forward them, review them and block the person. What is searched: the
database and its log, backups made after, all else beside the database, and the log lines written after.
"""

import json
import logging
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.config import load_settings, sqlite_url
from bot.events import Account, Address, ButtonPress, Command, Origin, Place, PlaceKind, Post
from bot.platforms.base import Unreadable
from bot.telemetry.log import configure_logging
from storage import accounts, audit, claims
from storage.claims import ClaimDraft, FactCheckDraft
from storage.upkeep.backup import back_up
from tests.inbox.house import GROUP, START, Clock, ObedientPlatform, post
from tests.support.migrated import migrated

WRITER = Account("telegram", "907155312", "Zdzisława Brzęczyszczykiewicz", "en")
FIRST = Account("telegram", "733019284", "Perpetua Quillfeather", "en")
ASKER = Account("telegram", "811200447", "Somebody Else", "en")
EDITOR = Account("telegram", "644810295", "Edda", "en")
LENT = "quixotically zygomorphic tractors dissolved the bridge of our village in vinegar"
DOUBTFUL = "flibbertigibbet tractors may have dissolved some bridge"
CLAIM = ClaimDraft(
    "Tractors dissolved the bridge of the village in vinegar",
    "false",
    (FactCheckDraft("https://example.org/bridge"),),
)
WORDS = ("zygomorphic", "flibbertigibbet")


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    settings = load_settings(
        database_url=sqlite_url(migrated(tmp_path / "bot.sqlite3")),
        owners=("telegram:1001",),
        review_chat="telegram:-990",
        cache_folder=tmp_path / "cache",
        matcher={
            "model": "hashing",
            "reply_threshold": 0.6,
            "review_threshold": 0.1,
            "tuned_file": tmp_path / "tuned.json",
        },
    )
    async with open_app(settings, [ObedientPlatform()], Clock()) as app:
        app.deliver_without_listening()
        async with app.database.write() as session:
            await claims.add(session, CLAIM, START)
            await accounts.grant(session, EDITOR.platform, EDITOR.id, "admin", "telegram:1001", START)
        await app.catalogue.follow()
        yield app


async def hear(app: App, *events: Post | Command | ButtonPress) -> None:
    await app.intake("telegram")(list(events))
    await app.work_off()


def private(account: Account) -> Place:
    return Place("telegram", account.id, PlaceKind.PRIVATE, account.name)


def command(by: Account, name: str, argument: str = "", *, about: Post | None = None) -> Command:
    place = private(by) if about is None else GROUP
    template = post("", place=place, author=by)
    return Command(
        template.event_id, by, place, name, argument, START, template.message_id, about=about, addressed=True
    )


async def thread(app: App) -> None:
    """What others do with the posts of two people, who never wrote to the bot."""
    for number, words in enumerate((LENT, DOUBTFUL)):
        theirs = replace(
            post(words, author=WRITER, place=GROUP, address=Address.OVERHEARD), id=f"-500:{900 + number}"
        )
        lent = Origin("user", FIRST.id, FIRST.name, None, START - timedelta(days=1))
        forwarded = replace(theirs, origin=lent, id=f"-500:{950 + number}")
        for about in (theirs, forwarded):
            await hear(app, replace(post("is that so?", author=ASKER, place=GROUP), above=(about,)))
            await hear(app, command(ASKER, "check", about=about))
            await hear(app, command(EDITOR, "why", about=about))
        await hear(app, replace(post(words, author=ASKER, place=private(ASKER)), origin=lent))
    await hear(app, command(EDITOR, "review"))
    platform = app.platforms["telegram"]
    assert isinstance(platform, ObedientPlatform)
    shown = next(message for message in reversed(platform.sent) if message.place.id == EDITOR.id)
    for row in shown.buttons:
        for number, button in enumerate(row):
            if "Skip" not in button.label and "✓" not in button.label and "No claim" not in button.label:
                press = ButtonPress(
                    f"press:{button.label}",
                    EDITOR,
                    private(EDITOR),
                    button.payload,
                    "m1",
                    START,
                    f"p{number}",
                )
                await hear(app, press)
    await hear(app, command(EDITOR, "block", WRITER.ref), command(EDITOR, "unblock", WRITER.ref))
    await hear(app, command(EDITOR, "grant", f"{WRITER.ref} editor"))
    await hear(app, command(EDITOR, "grant", f"{FIRST.ref} reviewer"))
    await hear(app, command(WRITER, "addphrasing", "1 | Vinegar tractors and the bridge"))
    await hear(app, command(EDITOR, "revoke", WRITER.ref), command(EDITOR, "revoke", FIRST.ref))
    for account, words in ((WRITER, LENT), (FIRST, DOUBTFUL)):
        raw = {"update_id": 1, "message": {"from": {"id": int(account.id)}, "text": words}}
        odd = Unreadable(f"odd:{account.id[0]}", json.dumps(raw), "of an unknown form")
        await app.intake("telegram")([], unreadable=[odd])


def found_in(folder: Path, traces: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        content = file.read_bytes().lower()
        for trace in traces:
            low = trace.lower()
            if any(form in content for form in (low.encode(), low.encode("unicode_escape"))):
                found.setdefault(file.name, []).append(trace)
    return found


async def test_everybody_in_a_thread_can_be_forgotten(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await thread(app)
    everything = (*WORDS, WRITER.id, FIRST.id, "Brzęczyszczykiewicz", "Quillfeather")
    before = {trace for traces in found_in(tmp_path, everything).values() for trace in traces}
    assert {*WORDS, WRITER.id, FIRST.id} <= before
    written = StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    configure_logging(logging.DEBUG)
    await hear(app, command(WRITER, "forgetme"))
    await hear(app, command(FIRST, "forgetme"))
    await back_up(app.database, tmp_path / "after.backup")
    assert found_in(tmp_path, everything) == {}
    assert not [trace for trace in everything if trace in written.getvalue()]


async def test_each_is_forgotten_alone(app: App, tmp_path: Path) -> None:
    await thread(app)
    await hear(app, command(WRITER, "forgetme"))
    left = {trace for traces in found_in(tmp_path, (WRITER.id, FIRST.id)).values() for trace in traces}
    assert left == {FIRST.id}


async def test_blocking_keeps_a_pseudonym_in_the_audit_log(app: App) -> None:
    await hear(app, command(EDITOR, "block", WRITER.ref))
    async with app.database.read() as session:
        (entry,) = await audit.entries(session)
    assert entry.subject == f"person:{app.signer.pseudonym(WRITER)}"

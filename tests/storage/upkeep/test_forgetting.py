"""After `/forgetme` neither the words nor the account are in the database's files, log and all."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.app import App, open_app
from bot.config import load_settings, sqlite_url
from bot.events import Account, Address, ButtonPress, Command, Origin, Place, PlaceKind, Post
from storage import claims, outbox
from storage.claims import ClaimDraft, FactCheckDraft
from storage.models import DecisionRecord, InboxEvent, OutboxMessage, Sighting
from storage.models.chats import Allowance
from storage.upkeep.backup import back_up
from tests.inbox.house import GROUP, START, Clock, ObedientPlatform, post
from tests.support.migrated import migrated

WHO = Account("telegram", "907155312", "Zdzisława Brzęczyszczykiewicz", "en")
PRIVATE = Place("telegram", WHO.id, PlaceKind.PRIVATE, "Zdzisława B.")
OTHER = Account("telegram", "811200447", "Somebody Else", "en")
CLAIM = ClaimDraft(
    "The old lighthouse was painted with lemonade",
    "false",
    (FactCheckDraft("https://example.org/lighthouse"),),
    phrasings=(("They painted the lighthouse with lemonade", "en"),),
)
OWN_WORDS = (
    "quixotically zygomorphic they painted the old lighthouse with lemonade",
    "flibbertigibbet nothing in here that anybody ever checked before",
    "the lighthouse lemonade kerfuffle",
)
TRACES = ("zygomorphic", "flibbertigibbet", "kerfuffle", WHO.id, "Zdzis", "Brzęczy", "secretdialogueword")


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    settings = load_settings(
        database_url=sqlite_url(migrated(tmp_path / "bot.sqlite3")),
        owners=("telegram:1001",),
        matcher={
            "model": "hashing",
            "reply_threshold": 0.6,
            "review_threshold": 0.1,
            "tuned_file": tmp_path / "tuned.json",
        },
    )
    platform, clock = ObedientPlatform(), Clock()
    async with open_app(settings, [platform], clock) as app:
        app.deliver_without_listening()
        async with app.database.write() as session:
            await claims.add(session, CLAIM, START)
        await app.catalogue.follow()
        yield app


def files_of(app: App) -> list[Path]:
    file = Path(app.database.url.database or "")
    return sorted(file.parent.glob(f"{file.name}*"))


def traces_in(app: App, words: tuple[str, ...] = TRACES) -> dict[str, list[str]]:
    """Which of these words stand in which file: plain, or as JSON or SQLite may write them."""
    found: dict[str, list[str]] = {}
    for file in files_of(app):
        content = file.read_bytes().lower()
        for word in words:
            forms = {
                word.lower().encode(),
                word.lower().encode("unicode_escape"),
                word.lower().encode("utf-16-le"),
            }
            if any(form in content for form in forms):
                found.setdefault(file.name, []).append(word)
    return found


async def hear(app: App, *events: Post | Command | ButtonPress) -> None:
    await app.intake("telegram")(list(events))
    await app.work_off()


def by_me(words: str, *, place: Place = PRIVATE, **more: object) -> Post:
    return replace(post(words, place=place, author=WHO), **more)  # type: ignore[arg-type]


def my_command(name: str, argument: str = "", place: Place = PRIVATE) -> Command:
    template = post("", place=place, author=WHO)
    return Command(template.event_id, WHO, place, name, argument, START, template.message_id)


async def live(app: App) -> None:
    """What a person does with the bot in a few days."""
    for words in OWN_WORDS:
        await hear(app, by_me(words))
        await hear(app, by_me(words, place=GROUP))
    await hear(app, by_me(OWN_WORDS[0], place=GROUP, address=Address.OVERHEARD))
    origin = Origin("user", WHO.id, WHO.name, None, START - timedelta(days=1))
    await hear(app, replace(post("lighthouse lemonade", author=OTHER, place=GROUP), origin=origin))
    await hear(app, my_command("language", "es"), my_command("check", OWN_WORDS[0]))
    await hear(app, by_me(f"{OWN_WORDS[0]} and edited", edited=True, id=f"{WHO.id}:1"))
    platform = app.platforms["telegram"]
    assert isinstance(platform, ObedientPlatform)
    answer = next(message for message in platform.sent if message.place.id == WHO.id and message.buttons)
    button = answer.buttons[0][0]
    press = ButtonPress("press:1", WHO, PRIVATE, button.payload, "m1", START, "p1")
    await hear(app, press)


async def test_nothing_of_a_person_who_asks_to_be_forgotten_is_in_the_files(app: App) -> None:
    await live(app)
    assert {"zygomorphic", WHO.id} <= {word for words in traces_in(app).values() for word in words}
    await hear(app, my_command("forgetme"))
    assert traces_in(app) == {}


async def test_the_pseudonym_leads_nowhere_either_and_the_sums_stay(app: App) -> None:
    await live(app)
    pseudonym = app.signer.pseudonym(WHO)
    async with app.database.read() as session:
        before = [
            await session.scalar(select(func.count()).select_from(table))
            for table in (DecisionRecord, Sighting, InboxEvent, OutboxMessage)
        ]
    await hear(app, my_command("forgetme"))
    async with app.database.read() as session:
        after = [
            await session.scalar(select(func.count()).select_from(table))
            for table in (DecisionRecord, Sighting, InboxEvent, OutboxMessage)
        ]
    assert after[:2] == before[:2]
    assert not traces_in(app, (pseudonym,)) or await only_rates_know(app, pseudonym)


async def only_rates_know(app: App, pseudonym: str) -> bool:
    """The count of questions of the last minutes stays two days: forgetting is no way around the limits."""
    async with app.database.write() as session:
        for row in await session.scalars(select(Allowance).where(Allowance.key.contains(pseudonym))):
            await session.delete(row)
    await app.database.purge_log()
    return not traces_in(app, (pseudonym,))


async def test_a_last_word_that_a_crash_kept_is_forgotten_by_the_next_sweep(app: App) -> None:
    await app.intake("telegram")([my_command("forgetme")])
    await app.handler.handle_due()
    async with app.database.write() as session:
        (row,) = await outbox.take_due(session, app.now(), 10)
        await outbox.mark_sent(session, row.id, "m1", app.now())
    assert traces_in(app)
    (sweep,) = [chore for chore in app.periodic_tasks() if chore.name == "forget what is old"]
    await sweep.work()
    assert traces_in(app) == {}


async def test_others_words_stay(app: App) -> None:
    await hear(app, replace(post("perspicacious painted the old lighthouse with lemonade", author=OTHER)))
    await live(app)
    await hear(app, my_command("forgetme"))
    assert "perspicacious" in str(traces_in(app, ("perspicacious",)))


async def test_old_words_leave_the_files_by_themselves(app: App) -> None:
    await live(app)
    assert "zygomorphic" in str(traces_in(app))
    clock = app.clock
    assert isinstance(clock, Clock)
    clock.advance(days=app.settings.retention_days + 1)
    (sweep,) = [chore for chore in app.periodic_tasks() if chore.name == "forget what is old"]
    await sweep.work()
    left = traces_in(app, ("zygomorphic", "flibbertigibbet", "kerfuffle"))
    assert left == {}


async def test_a_backup_of_after_holds_nothing_of_them(app: App, tmp_path: Path) -> None:
    await live(app)
    await hear(app, my_command("forgetme"))
    file = tmp_path / "after.backup"
    await back_up(app.database, file)
    content = file.read_bytes()
    assert not [word for word in TRACES if word.encode() in content]

"""Every example in `docs/extending.md` does what its section says, run exactly as it is printed there."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bot import translations
from bot.commands import registry
from bot.config import load_settings
from bot.conversation import stop_words
from bot.conversation.explanation import explain
from bot.inbox.intake import Intake
from bot.outbox.delivery import Deliverer
from bot.platforms.base import Platform
from bot.sources.discovery import detect
from bot.sources.web import Web
from bot.translations import Translator, choose_language, languages
from matchers.encoding.encoders import HashingEncoder
from matchers.matcher import ClaimMatcher
from matchers.types import ClaimDocument, Reading
from storage import sources
from storage.database import Database
from storage.models import DecisionRecord
from tests.commands.chat import READER, Chat, text
from tests.inbox.conversation import Conversation
from tests.sources.conftest import Newsroom, newsroom

__all__ = ["newsroom"]

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "extending.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"^```\w+\n# (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
"""The examples by the file that each would be."""
MOST_LINES = 40


def load(path: str) -> ModuleType:
    """The example as a module; names that it registers stay until the test ends."""
    module = ModuleType(Path(path).stem)
    exec(compile(BLOCKS[path], path, "exec"), module.__dict__)  # noqa: S102 - our own page
    return module


@pytest.fixture
def spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The language files with those of the page among them."""
    folder = tmp_path / "locales"
    shutil.copytree(ROOT / "bot" / "locales", folder)
    for path, body in BLOCKS.items():
        if path.endswith(".ftl"):
            file = folder / Path(path).relative_to("bot/locales")
            file.parent.mkdir(exist_ok=True)
            file.write_text(body, "utf-8")
    monkeypatch.setattr(translations, "FOLDER", folder)
    kept = (translations.languages, translations._messages, translations._spoken)
    for one in kept:
        one.cache_clear()
    yield folder
    for one in kept:
        one.cache_clear()


def test_every_block_of_code_is_tried_here_and_short() -> None:
    tests = Path(__file__).read_text("utf-8")
    assert PAGE.count("\n```") == 2 * len(BLOCKS)
    for path, body in BLOCKS.items():
        code = [line for line in body.splitlines() if line.strip()]
        assert len(code) < MOST_LINES, path
        assert path.endswith(".ftl") or f'load("{path}")' in tests, path


async def test_a_command_answers_shows_up_in_help_and_explains_its_misuse(
    sqlite_url: str, spoken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_commands", dict(registry._commands))
    load("bot/commands/latest.py")
    async with Database(sqlite_url) as database:
        chat = Chat(database, load_settings(database_url=sqlite_url))
        assert "No claim has been checked yet" in text(await chat.command("/latest", READER))
        for number, rating in enumerate(("false", "satire", "true", "false"), 1):
            await chat.claim(f"The river rose {number} metres", rating, url=f"https://example.org/{number}")
        assert text(await chat.command("/latest 2", READER)).splitlines() == [
            "The newest 2 fact-checks:",
            "False: The river rose 4 metres",
            "True: The river rose 3 metres",
        ]
        assert "/latest [number]" in text(await chat.command("/latest eleven", READER))
        assert "/latest" in text(await chat.command("/help", READER))


RIVER = ClaimDocument(1, "The river will flood the old town", phrasings=("Run for the hills",))
MAYOR = ClaimDocument(2, "The mayor has sold the town hall", phrasings=("A hill is for sale, so run",))


def slogan_in(reading: Reading, claim_id: int) -> object:
    """What the example saw of a claim in a post."""
    [match] = [match for match in reading.matches if match.claim_id == claim_id]
    return next((seen.details["words"] for seen in match.evidence if seen.name == "slogans"), None)


def test_a_matcher_says_what_it_saw_and_keeps_up_with_the_claims(tmp_path: Path) -> None:
    finder = load("matchers/index/slogans.py").Slogans
    post = "The old mayor told the whole town last night: run for the hills!"
    matcher = ClaimMatcher(HashingEncoder(), finders=[finder])
    matcher.replace([RIVER, MAYOR])
    assert slogan_in(matcher.match(post), 1) == ["run", "for", "the", "hills"]
    assert slogan_in(matcher.match(post), 2) is None

    matcher.keep_snapshot(tmp_path / "kept", "now")
    restored = ClaimMatcher(HashingEncoder(), finders=[finder])
    assert restored.use_snapshot(tmp_path / "kept")
    assert slogan_in(restored.match(post), 1) == ["run", "for", "the", "hills"]

    restored.put(ClaimDocument(1, RIVER.statement, phrasings=("Run to the bank",)))
    assert slogan_in(restored.match(post), 1) is None


async def test_what_a_matcher_saw_is_said_by_why(sqlite_url: str, spoken: Path) -> None:
    async with Database(sqlite_url) as database:
        chat = Chat(database, load_settings(database_url=sqlite_url))
        claim_id = await chat.claim("The river will flood the old town")
        evidence = [{"name": "slogans", "score": 1.0, "details": {"words": ["run", "for"]}}]
        record = DecisionRecord(matches=[{"claim_id": claim_id, "probability": 0.7, "evidence": evidence}])
        record.id, record.action, record.reason, record.stance = 1, "review", "doubtful", "assert"
        record.model_id = "hashing-v1"
        said = explain(record, {claim_id: await chat.get(claim_id)}, Translator("en"))
    assert "The claim’s own slogan: run · for" in said


async def test_a_platform_hears_and_answers_through_inbox_and_outbox(sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "messages"
    platform: Platform = load("bot/platforms/folder.py").FolderPlatform(folder)
    async with Database(sqlite_url) as database:
        talk = Conversation(database, load_settings(database_url=sqlite_url))
        await talk.claim("The river will flood the old town", "https://example.org/river")
        await platform.open()
        (folder / "ann.txt").write_text("The river will flood the old town", "utf-8")
        committed = asyncio.Event()
        intake = Intake(platform.name, database, talk.signer, lambda: talk.now, committed.set)
        listening = asyncio.create_task(platform.listen(intake, no_cursor))
        await committed.wait()
        assert await talk.handler.handle_due() == 1
        listening.cancel()
        assert not (folder / "ann.txt").exists()
        deliverer = Deliverer(database, {platform.name: platform}, lambda: talk.now)
        deliverer.open(platform.name)
        assert await deliverer.deliver_due() == 1
    assert "https://example.org/river" in (folder / "ann.answer").read_text("utf-8")


SHEET = """claim,verdict,link,date,who,language
A tram flew over the river.,False,https://example.org/tram,2026-11-02,A driver,en
"The mayor sold the bridge, twice.",Missing context,https://example.org/bridge,2026-11-03,,en
"""


async def test_a_script_makes_a_claim_source_of_a_spreadsheet(newsroom: Newsroom, tmp_path: Path) -> None:
    file = tmp_path / "checks.jsonl"
    file.write_text("\n".join(load("newsroom_sheet.py").reviews(SHEET.splitlines())), "utf-8")
    reader = newsroom.web.reader()
    web = Web(newsroom.database, newsroom.settings, newsroom.clock, reader, reader)
    found = await detect(str(file), web, newsroom.settings, newsroom.clock, local_files=True)
    assert found.listed == 2
    async with newsroom.database.write() as session:
        source = await sources.add(session, found.draft, "test", newsroom.clock())
        await sources.choose(session, source, "publish", newsroom.clock())
    await newsroom.run()
    assert [(claim.statement, claim.rating, claim.claimant) for claim in await newsroom.catalogue()] == [
        ("A tram flew over the river.", "false", "A driver"),
        ("The mayor sold the bridge, twice.", "misleading", None),
    ]
    assert (await newsroom.catalogue())[0].fact_checks[0].url == "https://example.org/tram"


async def no_cursor(_name: str) -> None:
    """Nothing was heard before."""


def test_a_folder_is_a_language_and_english_fills_its_gaps(spoken: Path) -> None:
    assert "pt" in languages()
    assert choose_language(["pt-BR", "en"]) == "pt"
    words = Translator("pt")
    assert words.plain("rating-false") == "Falso"
    assert words.plain("claim-seen", count=1) == "Vista em uma publicação."
    assert "2" in words.plain("claim-seen", count=2)
    assert words.plain("rating-satire") == Translator("en").plain("rating-satire")


def test_a_new_language_obeys_its_own_stop_words(spoken: Path) -> None:
    stop_words._sayings.cache_clear()
    try:
        assert stop_words.is_stop_word("deixe-me em paz")
    finally:
        stop_words._sayings.cache_clear()

"""What an operator shows to others: a year in figures, the licences, and that somebody was forgotten."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from email.message import Message
from importlib.metadata import Distribution
from typing import cast

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.events import Account
from bot.operations.licences import declared, licences
from bot.signing import Signer
from storage import decisions, outbox
from storage.database import Database
from storage.models import DecisionRecord
from tests.cli.terminal import Terminal
from tests.scenarios.end_to_end.house import WORKED_EXAMPLE
from tests.storage.samples import add_claim, add_decision

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
ANN = Account("telegram", "1001", "Ann")
SECOND = timedelta(seconds=1)


async def _fill(url: str) -> None:
    """One answer in the last second of 2025, two in 2026, of which the second was changed, and a silence."""
    author = Signer(b"a key for tests").pseudonym(ANN)
    async with Database(url) as database, database.write() as session:
        claim = await add_claim(session, NEW_YEAR)
        for number, when in enumerate((NEW_YEAR - SECOND, NEW_YEAR, NEW_YEAR + timedelta(days=200))):
            made = await add_decision(session, when, f"event-{number}", author=author)
            await _send(session, f"answer:telegram:{number}", when, claim.id, made.id)
            await decisions.give_feedback(session, made, claim.id, "b" * 32, "wrong", when)
        await _send(session, "answer:telegram:2:edit:9", NEW_YEAR + timedelta(days=201), claim.id, made.id)
        silent = await add_decision(session, NEW_YEAR, "event-9", author="c" * 32, text=None)
        silent.action, silent.reason = "ignore", "no-match"


async def _send(session: AsyncSession, key: str, when: datetime, claim_id: int, decision_id: int) -> None:
    row = await outbox.enqueue(
        session, key, "telegram", "1", "{}", when, claim_id=claim_id, decision_id=decision_id
    )
    assert row is not None
    await outbox.mark_sent(session, row, key, when)


@pytest.fixture
def filled(terminal: Terminal) -> Terminal:
    asyncio.run(_fill(terminal.settings["CLAIMSPREAD_DATABASE_URL"]))
    return terminal


def test_the_report_counts_one_year_by_utc_and_names_nobody(filled: Terminal) -> None:
    code, out, err = filled.call("report", "--year", "2026", "--json")
    assert code == 0, err
    told = json.loads(out)
    assert told["answered"] == [{"platform": "telegram", "answers": 2, "changed": 1, "withdrawn": 0}]
    assert {(one["action"], one["reason"], one["posts"]) for one in told["decided"]} == {
        ("reply", "nearly-certain", 2),
        ("ignore", "no-match", 1),
    }
    assert told["objections"]["wrong"] == 2
    assert "hundred thousand" not in out  # the words of the posts
    assert json.loads(filled.call("report", "--year", "2025", "--json")[1])["answered"][0]["answers"] == 1


def test_the_report_gives_the_reasons_of_this_years_retractions(terminal: Terminal) -> None:
    terminal.import_claims(WORKED_EXAMPLE)
    assert terminal.call("claims", "retract", "1", "--reason", "The newsroom withdrew it")[0] == 0
    this_year = str(datetime.now(UTC).year)
    code, out, err = terminal.call("report", "--year", this_year)
    assert code == 0, err
    assert "claim:1" in out
    assert "The newsroom withdrew it" in " ".join(out.replace("│", " ").split())


def test_a_year_without_anything_is_reported_too(terminal: Terminal) -> None:
    code, out, err = terminal.call("report", "--year", "2020")
    assert code == 0, err
    assert "Report for 2020" in out


async def _texts(url: str) -> list[tuple[str, str | None]]:
    async with Database(url) as database, database.read() as session:
        rows = await session.execute(select(DecisionRecord.author, DecisionRecord.post_text))
        return [(row.author, row.post_text) for row in rows]


def test_a_person_is_forgotten_from_the_command_line_as_by_chat(filled: Terminal) -> None:
    url = filled.settings["CLAIMSPREAD_DATABASE_URL"]
    author = Signer(b"a key for tests").pseudonym(ANN)
    assert filled.call("forget", "telegram:1001", stdin="n\n")[0] == 1
    assert author in dict(asyncio.run(_texts(url)))
    code, out, err = filled.call("forget", "telegram:1001", "--yes")
    assert code == 0, out + err
    left = asyncio.run(_texts(url))
    assert author not in dict(left)
    assert not any(text for _, text in left)
    assert filled.call("forget", "Ann", "--yes")[0] == 1


def test_every_package_that_the_bot_runs_with_declares_a_licence() -> None:
    found = {one.package.lower(): one for one in licences()}
    assert {"torch", "sqlalchemy", "psycopg", "psycopg-binary", "pydantic", "typing_extensions"} <= set(found)
    assert "pytest" not in found
    assert [one.package for one in found.values() if one.licence == "unknown"] == []


class _Package:
    """A package with these lines of metadata."""

    def __init__(self, *lines: tuple[str, str]) -> None:
        self.metadata = Message()
        for name, value in lines:
            self.metadata[name] = value


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        ([("License-Expression", "MIT"), ("License", "something else")], "MIT"),
        ([("Classifier", "License :: OSI Approved :: MIT License"), ("License", "x" * 99)], "MIT License"),
        ([("Classifier", "License :: OSI Approved"), ("License", "BSD\nRedistribution and use …")], "BSD"),
        (
            [("License", "Permission is granted, free of charge, to any person who obtains a copy of this")],
            "unknown",
        ),
        ([], "unknown"),
    ],
)
def test_a_licence_is_found_wherever_a_package_declares_it(
    lines: list[tuple[str, str]], licence: str
) -> None:
    assert declared(cast("Distribution", _Package(*lines))) == licence

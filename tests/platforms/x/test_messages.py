"""The bot in direct messages: the same talk as elsewhere, with numbers for buttons, and every command."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app import App
from bot.commands import commands_for
from bot.roles import Role
from storage.claims import ClaimDraft, FactCheckDraft
from storage.models import AuditEntry, Claim
from tests.fakes.x import FakeX, Limit
from tests.platforms.x.house import CHECK, EXAMPLE, OWNER, RUMOUR, working

CHOICE = re.compile(r"^(\d) – (.+)$", re.MULTILINE)
WORKERS = ClaimDraft(
    "North Korea will send 50,000 workers to rebuild Ukraine",
    "unproven",
    (FactCheckDraft("https://example.org/fact-check/workers", "Sample Newsroom"),),
)


@dataclass
class Letters:
    """Writes to the bot and reads its answers, one for each message."""

    fake: FakeX
    app: App

    async def ask(self, text: str, by: str = OWNER) -> str:
        before = len(self.fake.sent_dms)
        self.fake.dm(by, text)
        await self.fake.wait_for(lambda: len(self.fake.sent_dms) > before, 60)
        answer = self.fake.sent_dms[before]
        assert answer.recipient_id == by
        return self.written_out(answer.text)

    def written_out(self, text: str) -> str:
        """With the links that X has shortened."""
        for message in self.fake.sent_dms:
            for link in message.entities.urls:
                text = text.replace(str(link["url"]), str(link["expanded_url"]))
        return text

    async def claims(self) -> dict[int, Claim]:
        async with self.app.database.read() as session:
            return {claim.id: claim for claim in await session.scalars(select(Claim))}

    async def audit(self) -> list[tuple[str, str]]:
        async with self.app.database.read() as session:
            rows = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
            return [(row.actor, row.action) for row in rows]


@pytest.fixture
async def letters(fake: FakeX, tmp_path: Path) -> AsyncIterator[Letters]:
    fake.user(OWNER, "olga")
    fake.limits["GET /2/dm_events"] = Limit(10_000)
    async with working(fake, tmp_path, (EXAMPLE, WORKERS), poll_seconds=60) as app:
        yield Letters(fake, app)


async def test_a_rumour_is_answered_and_a_number_chooses_what_buttons_would(letters: Letters) -> None:
    answer = await letters.ask(RUMOUR, "2001")
    assert CHECK in answer
    offered = dict(CHOICE.findall(answer))
    assert len(offered) >= 3
    why = next(number for number, label in offered.items() if label.startswith("Why"))
    assert "volunteers" in await letters.ask(why, "2001")


async def test_a_doubtful_rumour_is_asked_about_and_the_number_brings_its_fact_check(
    letters: Letters,
) -> None:
    asked = await letters.ask("North Korea will send volunteers", "2001")
    offered = dict(CHOICE.findall(asked))
    assert CHECK not in asked
    number = next(number for number, label in offered.items() if "volunteers" in label)
    assert CHECK in await letters.ask(number, "2001")


async def test_what_chooses_nothing_is_no_rumour_and_a_label_chooses(letters: Letters) -> None:
    offered = CHOICE.findall(await letters.ask("North Korea will send volunteers", "2001"))
    said = await letters.ask("9", "2001")
    assert CHOICE.findall(said) == offered
    assert "no fact-check" not in said.lower()
    assert "fact-checker" in await letters.ask("None of these", "2001")


async def test_a_claim_is_added_step_by_step_and_a_restart_is_not_needed(letters: Letters) -> None:
    await letters.ask("/addclaim")
    await letters.ask("The town's swimming pool was filled with lemonade")
    await letters.ask("false")
    offered = CHOICE.findall(await letters.ask("https://example.org/lemonade"))
    assert offered[0] == ("1", "Save")
    await letters.ask("1")
    assert len(await letters.claims()) == 3
    answer = await letters.ask("they filled our town's swimming pool with lemonade", "2001")
    assert "https://example.org/lemonade" in answer


async def test_every_command_works_in_messages_with_its_role_and_in_the_audit_log(letters: Letters) -> None:
    script = {
        "grant": "/grant 2002 editor",
        "admins": "/admins",
        "addclaim": "/addclaim Lemonade flows in the pool | false | https://example.org/lemonade",
        "claims": "/claims lemonade",
        "claim": "/claim 3",
        "addphrasing": "/addphrasing 3 The pool is full of lemonade",
        "editclaim": "/editclaim 3 rating: misleading",
        "check": f"/check {RUMOUR}",
        "why": "/why",
        "retract": "/retract 3 the newsroom withdrew its article",
        "revoke": "/revoke 2002",
        "help": "/help",
        "language": "/language en",
        "start": "/start",
        "privacy": "/privacy",
    }
    refused = await letters.ask("/retract 1 for fun", "2001")
    assert "editor" in refused.lower()
    assert (await letters.claims())[1].status == "published"
    answers: dict[str, str] = {}
    last = ("cancel", "stop", "forgetme")
    named = [command.name for command in commands_for(Role.OWNER)]
    assert set(script) | set(last) <= set(named)
    for name in [*script, *(name for name in named if name not in {*script, *last}), *last]:
        answers[name] = await letters.ask(script.get(name, f"/{name}"))
        if name == "grant":
            await letters.ask("/addphrasing 1 Korea gives volunteers", "2002")
        assert not answers[name].startswith("I do not know the command"), name
    refused = await letters.ask("/addphrasing 1 Pyongyang gives volunteers", "2002")
    assert "editor" in refused, "the role was taken away"
    known = await letters.claims()
    claim = known[3]
    assert len(known[1].phrasings) == 1
    assert (claim.rating, claim.status, len(claim.phrasings)) == ("misleading", "retracted", 1)
    assert "https://example.org/lemonade" in answers["claim"]
    assert CHECK in answers["check"]
    owner = f"x:{OWNER}"
    log = await letters.audit()
    assert {actor for actor, _ in log} == {owner, "x:2002"}
    assert len([actor for actor, _ in log if actor == owner]) >= 6
    assert not letters.fake.replies
    assert not letters.fake.refusals
